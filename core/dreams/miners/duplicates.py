"""
Entries that say the same, in one memory or in several: one stays, with every fact of the others.

The one that says most stays, in the memory that is about its subject; what only the others say is
added to it in their own words. `lookup` says which are compared, `sameness` decides, and a group
has to agree pair by pair. What is likely, and no more, is asked: both stay.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from core.dreams.evidence import stands_in
from core.dreams.extract.language.clauses import reading
from core.dreams.extract.language.senses import senses
from core.dreams.extract.names.wholes import shortened
from core.dreams.extract.values.figures import in_figures
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import PROSE, Entry, Shape
from core.dreams.material.memories.index_lines import lists_memory, ways_to_name
from core.dreams.material.memories.noted import Noted, noted_in
from core.dreams.material.memories.notes import is_from_dream
from core.dreams.material.memories.removal import removal
from core.dreams.material.memories.standing import is_noted_aside
from core.dreams.material.memories.subjects import subjects_of
from core.dreams.material.memories.when import leading_date
from core.dreams.material.sameness.alignment import Alignment
from core.dreams.material.sameness.lookup import lookup_of
from core.dreams.material.sameness.merging import merged_text, tells
from core.dreams.material.sameness.one_text import may_repeat
from core.dreams.material.sameness.pairing import sides_of
from core.dreams.material.sameness.perhaps import are_perhaps_same, told_in_steps, why_both_stay
from core.dreams.material.sameness.sameness import likeness, may_be_same
from core.dreams.material.sameness.titled import name_above
from core.dreams.proposal import ChangeKind, Edit, Evidence, Finding

_LONGEST: Final = 2_000
"""Characters of an entry; longer ones are documents and are not merged."""


def duplicates(draft: Draft) -> list[Finding]:
    """One finding for each group of entries that say the same."""
    short = [entry for entry in draft.entries if len(entry.text) <= _LONGEST]
    entries = [entry for entry in short if entry.shape in PROSE]
    steps = [entry for entry in short if entry.shape is Shape.STEP]
    subjects = subjects_of(draft)
    noted = noted_in(draft)
    ways = ways_to_name(draft.by_path)
    listing = {entry for entry in entries if lists_memory(entry.text, ways)}
    alike: dict[Entry, set[Entry]] = defaultdict(set)
    near: list[tuple[Entry, Entry]] = []
    lookup = lookup_of(entries, noted)
    for first, second in lookup.candidates():
        if first in listing and second in listing and first.path != second.path:
            # The index of a folder and that of the store both list what lies there.
            continue
        if is_from_dream(first.said) is not is_from_dream(second.said):
            continue  # who wrote a lesson looked whether an entry knows it
        if not may_repeat(draft, first, second):
            continue
        found = _likeness(first, second, subjects, noted)
        if found is Alignment.SAME:
            alike[first].add(second)
            alike[second].add(first)
        elif found is Alignment.NEAR or are_perhaps_same(first, second, lookup, subjects):
            near.append((first, second))
    near += [
        pair for pair in told_in_steps(entries, steps, noted, subjects) if may_repeat(draft, *pair)
    ]
    groups = _groups(alike, subjects, noted)
    merged = {entry for group in groups for entry in group}
    asked = [pair for pair in near if merged.isdisjoint(pair)]
    return [
        *(_finding(draft, group, noted) for group in groups),
        *filter(None, (_question(draft, *pair) for pair in asked)),
    ]


def _likeness(
    first: Entry, second: Entry, subjects: frozenset[str], noted: Noted
) -> Alignment | None:
    found = [likeness(*pair, subjects) for pair in noted.pairs(first, second)]
    return Alignment.SAME if Alignment.SAME in found else next(filter(None, found), None)


def _groups(
    alike: dict[Entry, set[Entry]], subjects: frozenset[str], noted: Noted
) -> list[list[Entry]]:
    """Groups of which each says the same as another one and none speaks against it."""
    groups: list[list[Entry]] = []
    taken: set[Entry] = set()
    for entry in sorted(alike, key=lambda one: (-len(alike[one]), one.key)):
        if entry in taken:
            continue
        group = _group(entry, alike, taken, subjects, noted)
        if len(group) > 1:
            taken.update(group)
            groups.append(sorted(group, key=lambda one: one.key))
    return sorted(groups, key=lambda group: group[0].key)


def _group(
    entry: Entry,
    alike: dict[Entry, set[Entry]],
    taken: set[Entry],
    subjects: frozenset[str],
    noted: Noted,
) -> list[Entry]:
    """An entry with all that say the same, or the same as one of those."""
    group = [entry]
    asked = {entry} | taken
    while found := sorted(
        {other for one in group for other in alike[one]} - asked,
        key=lambda one: (-len(alike[one] & set(group)), one.key),
    ):
        other = found[0]
        asked.add(other)
        if all(
            other in alike[one]
            or any(may_be_same(*pair, subjects) for pair in noted.pairs(one, other))
            for one in group
        ):
            group.append(other)
    return group


def _finding(draft: Draft, group: Sequence[Entry], noted: Noted) -> Finding:
    free = [entry for entry in group if leading_date(entry.text) is None] or group
    told = group if len(free) == len(group) else [noted.of(entry) for entry in group]
    home = _home(free, told)
    # What this dream corrected takes the words of what was right all along.
    worded = [entry for entry in free if _is_as_it_was(draft, entry)]
    text = merged_text(home, told, worded or free, _days(group, told))
    marker = home.marker
    edits = [Edit(home.path, home.start, home.lines, (marker + text,))]
    rest = [entry for entry in group if entry is not home]
    edits += removal(draft, rest)
    evidence = tuple(filter(None, (_evidence(draft, entry, text) for entry in group)))
    places = ", ".join(f"{entry.path}:{entry.start}" for entry in rest)
    exact = len({entry.text for entry in group}) == 1
    return Finding(
        kind=ChangeKind.MERGE_DUPLICATES,
        title=f"{len(group)} entries say the same: {shortened(home.text, most=80)}",
        rationale=(
            f"{'The same words also stand' if exact else 'The same in other words also stands'}"
            f" at {places};"
            f" one entry in {home.path} keeps every fact of them."
        ),
        confidence=1.0 if exact else 0.9,
        evidence=evidence,
        edits=tuple(edits),
        scope=f"merge:{' '.join(sorted(reading(text).bag))[:400]}",
    )


def _days(group: Sequence[Entry], told: Sequence[Entry]) -> frozenset[str]:
    """The days that stand in front of entries and are not told otherwise."""
    days = {leading_date(entry.text) for entry in group if entry not in told}
    return frozenset(day for day in days if day and not any(day in one.text for one in told))


def _is_as_it_was(draft: Draft, entry: Entry) -> bool:
    lines = draft.page_of(entry).lines[entry.start - 1 : entry.end]
    return all(line.origin is not None for line in lines)


def _question(draft: Draft, first: Entry, second: Entry) -> Finding | None:
    """Two entries that may say two things where they differ: so both stay."""
    shared = _shared(draft, first, second)
    if shared is None:
        return None
    piece, evidence = shared
    return Finding(
        kind=ChangeKind.MERGE_DUPLICATES,
        title=f"Perhaps the same: {shortened(first.text, most=80)}",
        rationale=(
            f"{second.path}:{second.start} says nearly the same, and both say \u201c{piece}\u201d;"
            f" {why_both_stay(first, second)}, so both stay."
        ),
        confidence=0.4,
        evidence=evidence,
        edits=(),
        scope=f"nearly:{' '.join(sorted((first.text[:200], second.text[:200])))}",
    )


def _shared(
    draft: Draft, first: Entry, second: Entry
) -> tuple[str, tuple[Evidence, Evidence]] | None:
    """The longest thing that stands whole in a line of either entry, and those lines."""
    for piece in _pieces(first):
        one, other = (draft.page_of(entry).cite(entry, piece) for entry in (first, second))
        if one and other and all(stands_in(piece, cited.quote) for cited in (one, other)):
            return piece, (one, other)
    return None


def _home(group: Sequence[Entry], told: Sequence[Entry]) -> Entry:
    """
    Which of a group stays: a paragraph that says all of it anyway, else the best placed one.

    A memory about the topic comes before what somebody noted for themselves.
    """
    most = max(len(senses(entry.text)) for entry in group)
    whole = [
        entry
        for entry in group
        if len(senses(entry.text)) == most
        and all(tells(entry, other, name_above(entry)) for other in told)
    ]
    topical = [entry for entry in group if not is_noted_aside(entry)]
    if len(whole) == 1 and most > 1:
        # What else a paragraph says would follow a sentence of it to another memory.
        rest = [entry for entry in group if entry is not whole[0]]
        if whole[0] in topical or not topical or all(_adds(whole[0], other) for other in rest):
            return whole[0]
    return min(topical or group, key=lambda one: (-_closeness(one), one.key))


def _adds(entry: Entry, other: Entry) -> bool:
    """Whether an entry has sentences that have nothing to do with another one."""
    sides = sides_of(*(in_figures(one.text) for one in (entry, other)))
    return sides is None or bool(sides[0].extra)


def _closeness(entry: Entry) -> int:
    """How much the memory that an entry stands in is about what it says."""
    bag = reading(entry.text).bag
    stem = entry.path.rpartition("/")[2].removesuffix(".md").lower()
    title = entry.trail[0].text.lower() if entry.trail else ""
    return (stem in bag or title in bag) * 100 + len(reading(f"{stem} {title}").bag & bag)


def _evidence(draft: Draft, entry: Entry, text: str) -> Evidence | None:
    """The line of an entry, holding the rarest thing that the merged entry says too."""
    for piece in _pieces(entry):
        found = draft.page_of(entry).cite(entry, piece) if piece in text else None
        if found is not None:
            return found
    return None


def _pieces(entry: Entry) -> list[str]:
    """The words and facts of an entry as they are written, the longest first."""
    said = {token.text for token in reading(entry.text).tokens if len(token.text) > 1}
    return sorted(said, key=lambda piece: (-len(piece), piece))
