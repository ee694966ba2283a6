"""
What follows what after a constant time, over sessions, though no single session can know.

Which lags are constant is asked in `lags`; here is what is said of one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from core.dreams.extract.language.clauses import reading
from core.dreams.extract.tokens import Sort
from core.dreams.extract.values.quantities import spoken
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.notes import seen_note
from core.dreams.material.memories.placing import NewFile, addition
from core.dreams.material.timeline.chance import odds
from core.dreams.material.timeline.labels import shown_label, told_alike
from core.dreams.material.timeline.lags import Lag
from core.dreams.material.timeline.two_kinds import evidence_of, witnesses
from core.dreams.proposal import ChangeKind, Finding

NEW_FILE: Final = NewFile("/patterns.md", "Patterns")
"""Where a pattern goes of which no memory speaks."""


def patterns(draft: Draft, lags: Iterable[Lag]) -> list[Finding]:
    """One finding for each constant lag that no entry knows yet."""
    found = []
    for lag in lags:
        finding = _finding(draft, lag)
        if finding is not None:
            found.append(finding)
    return found


def _finding(draft: Draft, lag: Lag) -> Finding | None:
    first, second = shown_label(lag.earlier), shown_label(lag.later)
    pairs, after = lag.pairs, f"{'about ' * lag.is_rough}{spoken(lag.told_ms)}"
    names = [*first, *second]
    earlier, later = told_alike(lag.earlier, lag.later)
    if _is_known(draft, names, lag.told_ms):
        return None
    sessions, agents = witnesses(lag.earlier, lag.later, pairs)
    times = [end for _, end in pairs]
    note = seen_note(times, len(sessions), len(agents))
    text = (
        f"`{later}` follows `{earlier}` after {after}:"
        f" {len(pairs)} of {len(lag.later.sights)} times, seen by {', '.join(sorted(agents))}."
        f"{_meaning(draft, names, lag.told_ms)} {note}"
    )
    return Finding(
        kind=ChangeKind.ADD_PATTERN,
        title=f"{later} {_how_often(lag)} {after} after {earlier}",
        rationale=(
            f"{len(pairs)} of {len(lag.later.sights)} times in {len(sessions)} sessions of"
            f" {len(agents)} agent{'s'[: len(agents) != 1]}; no session saw more than"
            f" {_most_in_one(lag)} of them. The chance of such a coincidence is {odds(lag.chance)}."
        ),
        confidence=0.95 if len(pairs) >= 5 else 0.85,
        evidence=evidence_of(lag.earlier, lag.later, pairs),
        edits=addition(draft, text, names, NEW_FILE),
        scope=f"lag:{'/'.join(lag.earlier.label)}:{'/'.join(lag.later.label)}",
    )


def _how_often(lag: Lag) -> str:
    return "always comes" if len(lag.pairs) == len(lag.later.sights) else "mostly comes"


def _most_in_one(lag: Lag) -> int:
    """How many of the pairs the best informed session saw."""
    seen = Counter(
        session
        for start, end in lag.pairs
        for session in {sight.result.log.id for sight in lag.earlier.sights[start]}
        & {sight.result.log.id for sight in lag.later.sights[end]}
    )
    return max(seen.values(), default=0)


def _meaning(draft: Draft, names: Sequence[str], lag_ms: int) -> str:
    """What it may mean; an entry that gives one of the names the same time is a likely reason."""
    for entry in draft.entries:
        low = entry.text.lower()
        piece = _with_time(entry, lag_ms)
        if piece is not None and any(name.lower() in low for name in names):
            return f" The same time stands in {entry.path}: {piece}."
    return " Something of that length may stand between them: a timeout, a retry or a schedule."


def _with_time(entry: Entry, lag_ms: int) -> str | None:
    """The piece of an entry that gives this duration, also as a setting named after its unit."""
    wanted = f"time:{lag_ms:.12g}"
    for token in reading(entry.text).tokens:
        if token.norm == wanted:
            return token.text
        if token.sort is Sort.CODE and "=" in token.text:
            key, _, value = token.text.partition("=")
            unit = key.strip().lower().rpartition("_")[2]
            if ("quantity", wanted) in reading(f"{value.strip()} {unit}").facts:
                return f"`{token.text}`"
    return None


def _is_known(draft: Draft, names: Sequence[str], lag_ms: int) -> bool:
    wanted = [name.lower() for name in names]
    return any(
        all(name in entry.text.lower() for name in wanted) and _with_time(entry, lag_ms) is not None
        for entry in draft.entries
    )
