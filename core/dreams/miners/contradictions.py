"""
Two entries that give one subject different values: the newer one wins if transcripts support it.

Where nothing supports either, both stay and the change asks. What happened twice is no
contradiction: entries that each report their own day are history.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from core.dreams.extract.clauses import Fact, Reading, reading
from core.dreams.extract.tokens import Sort, Token
from core.dreams.material.confirmation import Sighting, Sightings, claims_of
from core.dreams.material.draft import Draft
from core.dreams.material.entries import PROSE, Entry
from core.dreams.material.notes import is_from_dream
from core.dreams.material.removal import removal
from core.dreams.material.sameness import say_same_but, share_a_place
from core.dreams.material.when import entry_time, leading_date
from core.dreams.proposal import ChangeKind, Edit, Evidence, Finding

_VALUES: Final = frozenset({Sort.NUMBER, Sort.QUANTITY, Sort.VERSION, Sort.TIME})
_NAMES: Final = frozenset({Sort.NAME, Sort.TICKET, Sort.LINK, Sort.PATH})
_WORDS: Final = 4
"""Words by which an entry without a name is looked up."""
_CROWD: Final = 60
"""Entries about one name that are compared with each other; more are a log and no settings."""
_PAST: Final = re.compile(r"\b(?:was|were|had|did|\w{3,}ed)\b", re.IGNORECASE)
_MOST_EVIDENCE: Final = 4
_MOST_QUESTIONS: Final = 100
"""More than a person answers in one review; what is settled is not counted."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two entries, older first, and the two values that differ."""

    older: Entry
    newer: Entry
    old: Token
    new: Token
    has_order: bool
    """Which of them is newer is known."""


def contradictions(draft: Draft, sightings: Sightings) -> list[Finding]:
    """One finding for each pair that cannot both be true; an entry loses at most once."""
    found: list[Finding] = []
    lost: set[tuple[str, int]] = set()
    asked = 0
    for clash in _clashes(draft):
        if clash.older.key in lost or clash.newer.key in lost:
            continue
        finding, loser = _settled(draft, clash, sightings)
        asked += loser is None and finding is not None
        if finding is not None and (loser is not None or asked <= _MOST_QUESTIONS):
            found.append(finding)
        if loser is not None:
            lost.add(loser.key)
    return found


def _clashes(draft: Draft) -> Iterator[Clash]:
    entries = [
        entry
        for entry in draft.entries
        if entry.shape in PROSE and not is_from_dream(entry.said) and len(entry.text) < 1_000
    ]
    said = [reading(entry.text) for entry in entries]
    values = [_values(one) for one in said]
    words = [one.bag - {norm for _, norm in own} for one, own in zip(said, values, strict=True)]
    by_subject: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(said):
        for part in _subjects(one):
            by_subject[part].append(number)
    seen: set[tuple[int, int]] = set()
    for part in sorted(by_subject):
        group = by_subject[part]
        for pair in combinations(group, 2) if len(group) <= _CROWD else ():
            first, second = pair
            if values[first] == values[second] or pair in seen:
                continue
            both = len(words[first] & words[second])
            if 2 * both > min(len(words[first]), len(words[second])):
                seen.add(pair)
                clash = _clash(draft, entries[first], entries[second])
                if clash is not None:
                    yield clash


def _subjects(said: Reading) -> list[str]:
    """What an entry with a value is about: the names in it, else its longest words."""
    values = _values(said)
    if not values:
        return []
    names = sorted(norm for sort, norm in said.facts if sort in _NAMES)
    words = {word for clause in said.clauses for word in clause.words}
    return names or sorted(words, key=lambda word: (-len(word), word))[:_WORDS]


def _clash(draft: Draft, first: Entry, second: Entry) -> Clash | None:
    one, other = reading(first.text), reading(second.text)
    values = _differing(one, other)
    if values is None or _are_history(first, second):
        return None
    if not say_same_but(first, second, dropped=frozenset({values[0].norm, values[1].norm})):
        return None
    times = [entry_time(draft.page_of(entry), entry) for entry in (first, second)]
    is_older_first = (times[0] or 0) <= (times[1] or 0)
    has_order = times[0] != times[1]
    if is_older_first:
        return Clash(first, second, *values, has_order)
    return Clash(second, first, values[1], values[0], has_order)


def _differing(one: Reading, other: Reading) -> tuple[Token, Token] | None:
    """The one value in which two texts differ, if that is all that differs."""
    mine, theirs = _values(one) - _values(other), _values(other) - _values(one)
    if len(mine) != 1 or len(theirs) != 1:
        return None
    (sort, norm), (other_sort, other_norm) = *mine, *theirs
    same_kind = sort == other_sort and (
        sort != Sort.QUANTITY or norm.partition(":")[0] == other_norm.partition(":")[0]
    )
    if not same_kind:
        return None
    first, second = _token(one, norm), _token(other, other_norm)
    return (first, second) if first and second else None


def _values(said: Reading) -> frozenset[Fact]:
    return frozenset((sort, norm) for sort, norm in said.facts if sort in _VALUES)


def _token(said: Reading, norm: str) -> Token | None:
    return next((token for token in said.tokens if token.norm == norm), None)


def _are_history(first: Entry, second: Entry) -> bool:
    """Whether both report what happened, each on its day."""
    dated = [leading_date(entry.text) is not None for entry in (first, second)]
    if all(dated) and share_a_place(first, second):
        return True
    return any(
        is_dated and _PAST.search(entry.text) is not None
        for entry, is_dated in zip((first, second), dated, strict=True)
    )


def _settled(
    draft: Draft, clash: Clash, sightings: Sightings
) -> tuple[Finding | None, Entry | None]:
    """What to do about a clash, and the entry that leaves or changes."""
    old = _support(clash.older, clash.old, sightings)
    new = _support(clash.newer, clash.new, sightings)
    if not clash.has_order and old and not new:
        clash = Clash(clash.newer, clash.older, clash.new, clash.old, has_order=False)
        old, new = new, old
    if not new or (old and _newest(old) >= _newest(new)):
        return _question(draft, clash), None
    supported = new[-_MOST_EVIDENCE:]
    evidence: list[Evidence | None] = [
        one.result.cite(one.observed.quote, one.text) for one in reversed(supported)
    ]
    evidence += _cited(draft, clash)
    sessions = len({one.result.log.id for one in new})
    return (
        Finding(
            kind=ChangeKind.RESOLVE_CONTRADICTION,
            title=f"{clash.new.text} and no longer {clash.old.text}: {_short(clash.newer.text)}",
            rationale=(
                f"{clash.older.path}:{clash.older.start} says {clash.old.text}, the newer"
                f" {clash.newer.path}:{clash.newer.start} says {clash.new.text}, and tool results"
                f" of {sessions} session{'s'[: sessions != 1]} show {supported[-1].text}."
            ),
            confidence=0.95 if sessions > 1 else 0.85,
            evidence=tuple(dict.fromkeys(one for one in evidence if one is not None)),
            edits=tuple(_edits(draft, clash)),
            scope=f"contradiction:{' '.join(sorted(_about(clash)))[:300]}",
        ),
        clash.older,
    )


def _question(draft: Draft, clash: Clash) -> Finding | None:
    evidence = [one for one in _cited(draft, clash) if one is not None]
    if len(evidence) < 2:
        return None
    return Finding(
        kind=ChangeKind.RESOLVE_CONTRADICTION,
        title=f"{clash.old.text} or {clash.new.text}? {_short(clash.newer.text)}",
        rationale=(
            f"{clash.older.path}:{clash.older.start} says {clash.old.text},"
            f" {clash.newer.path}:{clash.newer.start} says {clash.new.text}, and no tool result"
            " settles it: both stay until you decide."
        ),
        confidence=0.5,
        evidence=tuple(evidence),
        edits=(),
        scope=f"question:{' '.join(sorted(_about(clash)))[:300]}",
    )


def _about(clash: Clash) -> frozenset[str]:
    return reading(clash.newer.text).bag | {clash.old.norm}


def _support(entry: Entry, value: Token, sightings: Sightings) -> list[Sighting]:
    """The sightings of a value, oldest first."""
    found = [
        one
        for claim in claims_of(entry)
        if claim.value[1] == value.norm
        for one in sightings.of(claim)
        if one.is_same
    ]
    return sorted(found, key=lambda one: (one.result.event.ts or 0, one.result.order))


def _newest(found: Sequence[Sighting]) -> int:
    return found[-1].result.event.ts or 0


def _cited(draft: Draft, clash: Clash) -> list[Evidence | None]:
    return [
        draft.page_of(clash.newer).cite(clash.newer, clash.new.text),
        draft.page_of(clash.older).cite(clash.older, clash.old.text),
    ]


def _edits(draft: Draft, clash: Clash) -> list[Edit]:
    """The older entry leaves; if it says more than the newer one, only its value changes."""
    older, newer = reading(clash.older.text), reading(clash.newer.text)
    dates = {norm for sort, norm in older.facts if sort == Sort.DATE}
    if older.bag - {clash.old.norm} - dates <= newer.bag:
        return removal(draft, [clash.older])
    edits = []
    for number, line in enumerate(clash.older.lines):
        changed = _swapped(line, clash.old.text, clash.new.text)
        day, newer_day = leading_date(clash.older.text), leading_date(clash.newer.text)
        if changed != line:
            if day and newer_day:
                changed = changed.replace(day, newer_day, 1)
            at = clash.older.start + number
            edits.append(Edit(clash.older.path, at, (line,), (changed,)))
    return edits


def _swapped(line: str, old: str, new: str) -> str:
    return re.sub(rf"(?<![\w.]){re.escape(old)}(?![\w])", lambda _: new, line, count=1)


def _short(text: str, most: int = 100) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
