"""
Two entries that give one subject different values: the newer one wins if transcripts support it.

Where nothing supports either, both stay and the change asks. What happened twice is no
contradiction: entries that each report their own day are history.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final

from core.dreams.extract.clauses import Fact, reading
from core.dreams.extract.senses import content_of, senses, written
from core.dreams.extract.tokens import Sort
from core.dreams.material.claims import claims_of
from core.dreams.material.confirmation import Sighting, Sightings
from core.dreams.material.draft import Draft
from core.dreams.material.entries import PROSE, Entry
from core.dreams.material.logs import logs_of
from core.dreams.material.notes import is_from_dream
from core.dreams.material.removal import removal
from core.dreams.material.sameness import say_same_but
from core.dreams.material.subjects import named_in, subjects_of
from core.dreams.material.when import entry_time, leading_date, tells_of_past
from core.dreams.proposal import ChangeKind, Edit, Evidence, Finding

_VALUES: Final = frozenset({"number", "version", "time", "proper", "name"})
_NAMES: Final = frozenset({"name", "proper", "ticket", "link", "path", "channel"})
_MOST_DIFFERENCES: Final = 8
"""Facts that only one of two entries has; more are other entries."""
_IS_SET: Final = re.compile(
    r"(?i)\b(?:is|are|must be|belongs? to|owns?|owner|\w+ed (?:by|on|in|at|to|with))\b| = |\w: "
)
"""What a sentence says that gives something its one value."""
_NAMED_VERSION: Final = re.compile(r"(?:`|\w*[\d_.-]\w*) `?\Z")
_WORD: Final = re.compile(r"[^\W_][\w./-]*\w")
_CROWD: Final = 60
"""Entries about one name that are compared with each other; more are a log and no settings."""
_SERIES: Final = 6
"""Entries that differ in one value; more are a series and no settings."""
_MOST_EVIDENCE: Final = 4
_MOST_QUESTIONS: Final = 100
"""More than a person answers in one review; what is settled is not counted."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two entries, older first, and the two values that differ."""

    older: Entry
    newer: Entry
    old: str
    """The value as it stands in the older entry."""
    new: str
    has_order: bool
    """Which of them is newer is known."""


def contradictions(draft: Draft, sightings: Sightings) -> list[Finding]:
    """One finding for each entry that lost to a newer one, and one for each open question."""
    found: list[Finding] = []
    open_: list[Clash] = []
    subjects = subjects_of(draft)
    lost: set[tuple[str, int]] = set()
    for clash in _clashes(draft, subjects):
        if clash.older.key in lost or clash.newer.key in lost:
            continue
        finding, loser = _settled(draft, clash, sightings, subjects)
        if finding is not None and loser is not None:
            found.append(finding)
            lost.add(loser.key)
        else:
            open_.append(clash)
    rest = [one for one in open_ if one.older.key not in lost and one.newer.key not in lost]
    questions = [_question(draft, group) for group in _grouped(rest)]
    return [*found, *[one for one in questions if one is not None][:_MOST_QUESTIONS]]


def _clashes(draft: Draft, subjects: frozenset[str]) -> list[Clash]:
    entries = [
        entry
        for entry in draft.entries
        if entry.shape in PROSE and not is_from_dream(entry.said) and len(entry.text) < 1_000
    ]
    facts = [_facts(entry.text) for entry in entries]
    about = [frozenset(named_in(entry.text, subjects)) for entry in entries]
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, said in enumerate(facts):
        for name in about[number] | {norm for kind, norm in said if kind in _NAMES}:
            by_name[name].append(number)
    logs = logs_of(draft)
    seen: set[tuple[int, int]] = set()
    found: list[Clash] = []
    for name in sorted(by_name):
        group = by_name[name]
        for pair in combinations(group, 2) if len(group) <= _CROWD else ():
            if pair in seen:
                continue
            seen.add(pair)
            first, second = pair
            only = facts[first] - facts[second], facts[second] - facts[first]
            # What differs is one value of each: few pairs get any further.
            is_near = all(only) and all(len(one) <= _MOST_DIFFERENCES for one in only)
            if is_near and about[first] == about[second]:
                names = _shared_names(facts[first] & facts[second]) | about[first]
                clash = _clash(draft, entries[first], entries[second], only, names, logs)
                if clash is not None:
                    found.append(clash)
    return found


def _shared_names(facts: frozenset[Fact]) -> frozenset[str]:
    return frozenset(norm for kind, norm in facts if kind in _NAMES)


@lru_cache(maxsize=65_536)
def _facts(text: str) -> frozenset[Fact]:
    """What an entry says that has a form, but for its dates."""
    return frozenset(
        fact for sense in senses(text) for fact in sense.facts if fact[0] != Sort.DATE.value
    )


def _clash(
    draft: Draft,
    first: Entry,
    second: Entry,
    only: tuple[frozenset[Fact], frozenset[Fact]],
    shared: frozenset[str],
    logs: frozenset[str],
) -> Clash | None:
    kind, only = _values_in(only)
    if not kind:
        return None
    if _are_history(first, second, logs):
        return None
    norms = frozenset(norm for side in only for _, norm in side)
    shown = [written(entry.text, side) for entry, side in zip((first, second), only, strict=True)]
    if not all(
        value and _is_value(entry.text, kind, value, shared)
        for entry, value in zip((first, second), shown, strict=True)
    ) or not say_same_but(first, second, dropped=norms, names=shared):
        return None
    times = [entry_time(draft.page_of(entry), entry) for entry in (first, second)]
    has_order = times[0] != times[1]
    if (times[0] or 0) <= (times[1] or 0):
        return Clash(first, second, shown[0], shown[1], has_order)
    return Clash(second, first, shown[1], shown[0], has_order)


def _values_in(
    only: tuple[frozenset[Fact], frozenset[Fact]],
) -> tuple[str, tuple[frozenset[Fact], frozenset[Fact]]]:
    """
    The one kind of value in which two entries differ, and the values; else an empty kind.

    What else one of them says, in sentences of its own, stands in no place of the other's.
    """
    kinds = {kind for kind, _ in only[0]} & {kind for kind, _ in only[1]}
    kind = next(iter(kinds)) if len(kinds) == 1 else ""
    first, second = (frozenset(fact for fact in side if fact[0] == kind) for side in only)
    is_value = kind in _VALUES or kind.startswith("quantity/")
    is_one = kind == "proper" or len(first) == len(second) == 1
    return (kind if is_value and is_one else ""), (first, second)


def _are_history(first: Entry, second: Entry, logs: frozenset[str]) -> bool:
    """Whether they report what happened, each on its day."""
    return (first.path == second.path and first.path in logs) or any(
        leading_date(one.text) and tells_of_past(one.text) for one in (first, second)
    )


def _is_value(text: str, kind: str, value: str, shared: frozenset[str]) -> bool:
    """
    Whether a thing has one such value only, as far as the words tell.

    A version behind a name is a part of the name; and one thing may call many others, but it is
    owned by, and is, one, which is named behind it.
    """
    at = text.find(value)
    if kind == "version":
        return _NAMED_VERSION.search(text[:at]) is None
    if kind not in {"name", "proper"}:
        return True
    before = text[:at].lower()
    return _IS_SET.search(text) is not None and any(name in before for name in shared)


def _settled(
    draft: Draft, clash: Clash, sightings: Sightings, subjects: frozenset[str]
) -> tuple[Finding | None, Entry | None]:
    """What to do about a clash, and the entry that leaves or changes; nothing if nobody knows."""
    old = _support(clash.older, clash.old, sightings, subjects)
    new = _support(clash.newer, clash.new, sightings, subjects)
    if not clash.has_order and old and not new:
        clash = Clash(clash.newer, clash.older, clash.new, clash.old, has_order=False)
        old, new = new, old
    if not new or (old and _newest(old) >= _newest(new)):
        return None, None
    supported = new[-_MOST_EVIDENCE:]
    evidence: list[Evidence | None] = [
        one.result.cite(one.cell.quote, one.text) for one in reversed(supported)
    ]
    evidence += [_cited(draft, clash.newer, clash.new), _cited(draft, clash.older, clash.old)]
    sessions = len({one.result.log.id for one in new})
    edits = _edits(draft, clash)
    if not edits:
        return None, None
    return (
        Finding(
            kind=ChangeKind.RESOLVE_CONTRADICTION,
            title=(
                f"{_held(clash.newer, clash.new)} and no longer {_held(clash.older, clash.old)}:"
                f" {_short(clash.newer.text)}"
            ),
            rationale=(
                f"{clash.older.path}:{clash.older.start} says {clash.old}, the newer"
                f" {clash.newer.path}:{clash.newer.start} says {clash.new}, and tool results"
                f" of {sessions} session{'s'[: sessions != 1]} show {supported[-1].text}."
            ),
            confidence=0.95 if sessions > 1 else 0.85,
            evidence=tuple(dict.fromkeys(one for one in evidence if one is not None)),
            edits=tuple(edits),
            scope=f"contradiction:{_about(clash.newer, clash.old)}",
        ),
        clash.older,
    )


def _grouped(open_: Sequence[Clash]) -> list[list[Clash]]:
    """Clashes about one thing together: three values are one question."""
    by_entry: dict[tuple[str, int], int] = {}
    groups: dict[int, list[Clash]] = {}
    for number, clash in enumerate(open_):
        joined = {by_entry[key] for key in (clash.older.key, clash.newer.key) if key in by_entry}
        groups[number] = [clash, *(one for known in sorted(joined) for one in groups.pop(known))]
        for one in groups[number]:
            by_entry[one.older.key] = by_entry[one.newer.key] = number
    return [groups[number] for number in sorted(groups)]


def _question(draft: Draft, group: Sequence[Clash]) -> Finding | None:
    said: dict[Entry, str] = {}
    for clash in group:
        said[clash.older], said[clash.newer] = clash.old, clash.new
    if len(said) > _SERIES:
        return None
    entries = sorted(said, key=lambda one: (entry_time(draft.page_of(one), one) or 0, one.key))
    newest = entries[-1]
    values = list(dict.fromkeys(said[entry] for entry in entries))
    title = f"{', '.join(values[:-1])} or {values[-1]}? {_short(newest.text)}"
    # One sign alone stands in any line: then what all of them are about is cited.
    name = _name_of_all(entries, title) if any(len(value) < 2 for value in values) else None
    cited = [
        one
        for entry in reversed(entries)
        if (one := draft.page_of(entry).cite(entry, name or said[entry])) is not None
    ]
    if len(cited) < len(entries) or any(len(one.holds) < 2 for one in cited):
        return None
    places = ", ".join(f"{one.path}:{one.start} says {said[one]}" for one in entries)
    return Finding(
        kind=ChangeKind.RESOLVE_CONTRADICTION,
        title=title,
        rationale=f"{places}, and no tool result settles it: all stay until you decide.",
        confidence=0.5,
        evidence=tuple(cited),
        edits=(),
        scope=f"question:{_about(newest, said[newest])}",
    )


def _name_of_all(entries: Sequence[Entry], title: str) -> str | None:
    """A word that all of these lines hold, and the title too: the longest one."""
    known = [set(_WORD.findall(entry.text)) for entry in entries]
    common = set.intersection(*known) & set(_WORD.findall(title))
    return max(common, key=lambda word: (len(word), word), default=None)


def _about(entry: Entry, value: str) -> str:
    return " ".join(sorted(reading(entry.text).bag | {value}))[:300]


def _support(
    entry: Entry, value: str, sightings: Sightings, subjects: frozenset[str]
) -> list[Sighting]:
    """The sightings of a value, oldest first."""
    found = [
        one
        for claim in claims_of(entry, subjects)
        if claim.text.lower() == value.lower()
        for one in sightings.of(claim)
        if one.is_same
    ]
    return sorted(found, key=lambda one: (one.result.event.ts or 0, one.result.order))


def _newest(found: Sequence[Sighting]) -> int:
    return found[-1].result.event.ts or 0


def _held(entry: Entry, value: str) -> str:
    """A value as evidence holds it: one sign alone stands anywhere, so its neighbour comes too."""
    if len(value) > 1:
        return value
    sign = re.escape(value)
    found = re.search(rf"(?<![\w.]){sign} \w+|\w+ {sign}(?!\w)", entry.text)
    return found[0] if found else value


def _cited(draft: Draft, entry: Entry, value: str) -> Evidence | None:
    return draft.page_of(entry).cite(entry, _held(entry, value))


def _edits(draft: Draft, clash: Clash) -> list[Edit]:
    """The older entry leaves; if it says more than the newer one, only its value changes."""
    more = content_of(clash.older.text) - content_of(clash.newer.text)
    more -= content_of(clash.old) | reading(clash.old).bag
    more -= {norm for sort, norm in reading(clash.older.text).facts if sort == Sort.DATE}
    if not more or not _extra(clash):
        return removal(draft, [clash.older])
    edits = []
    for number, line in enumerate(clash.older.lines):
        changed = _swapped(line, clash.old, clash.new)
        day, newer_day = leading_date(clash.older.text), leading_date(clash.newer.text)
        if changed != line:
            if day and newer_day:
                changed = changed.replace(day, newer_day, 1)
            at = clash.older.start + number
            edits.append(Edit(clash.older.path, at, (line,), (changed,)))
    return edits


def _extra(clash: Clash) -> bool:
    """Whether the older entry has sentences of its own, and not only other words for the same."""
    known = content_of(clash.newer.text) | content_of(clash.old)
    return any(2 * len(sense.bag & known) <= len(sense.bag) for sense in senses(clash.older.text))


def _swapped(line: str, old: str, new: str) -> str:
    return re.sub(rf"(?<![\w.]){re.escape(old)}(?![\w])", lambda _: new, line, count=1)


def _short(text: str, most: int = 100) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
