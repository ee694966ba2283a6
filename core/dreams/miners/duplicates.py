"""
Entries that say the same, in one memory or in several: one stays, with every fact of the others.

The one that says most stays, in the memory that is about its subject; what only the others say is
added to it in their own words. Candidates share some of their rarest words, so that nobody compares
every entry with every other; `sameness` decides, and a group has to agree pair by pair.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from core.dreams.extract.clauses import reading
from core.dreams.extract.senses import content_of
from core.dreams.extract.wholes import shortened
from core.dreams.material.draft import Draft
from core.dreams.material.entries import PROSE, Entry
from core.dreams.material.merging import merged_text
from core.dreams.material.removal import removal
from core.dreams.material.sameness import are_same, may_be_same
from core.dreams.material.subjects import subjects_of
from core.dreams.proposal import ChangeKind, Edit, Evidence, Finding

_RAREST: Final = 5
"""Words and facts by which an entry is looked up."""
_CROWD: Final = 40
"""Entries that share a word; a larger crowd has nothing in common that would mean something."""
_SHARE: Final = 0.3
"""Of the smaller entry's words and facts, what two must share to be compared."""
_LONGEST: Final = 2_000
"""Characters of an entry; longer ones are documents and are not merged."""


def duplicates(draft: Draft) -> list[Finding]:
    """One finding for each group of entries that say the same."""
    entries = [
        entry for entry in draft.entries if entry.shape in PROSE and len(entry.text) <= _LONGEST
    ]
    return [_finding(draft, group) for group in _groups(entries, subjects_of(draft))]


def _groups(entries: Sequence[Entry], subjects: frozenset[str]) -> list[list[Entry]]:
    """Groups of which each says the same as another one and none speaks against it."""
    alike: dict[Entry, set[Entry]] = defaultdict(set)
    for first, second in _candidates(entries):
        if are_same(first, second, subjects):
            alike[first].add(second)
            alike[second].add(first)
    groups: list[list[Entry]] = []
    taken: set[Entry] = set()
    for entry in sorted(alike, key=lambda one: (-len(alike[one]), one.key)):
        if entry in taken:
            continue
        group = _group(entry, alike, taken, subjects)
        if len(group) > 1:
            taken.update(group)
            groups.append(sorted(group, key=lambda one: one.key))
    return sorted(groups, key=lambda group: group[0].key)


def _group(
    entry: Entry, alike: dict[Entry, set[Entry]], taken: set[Entry], subjects: frozenset[str]
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
        if all(other in alike[one] or may_be_same(one, other, subjects) for one in group):
            group.append(other)
    return group


def _candidates(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    bags = [content_of(entry.text) for entry in entries]
    often = Counter(part for bag in bags for part in bag)
    by_part: dict[str, list[int]] = defaultdict(list)
    by_text: dict[str, list[int]] = defaultdict(list)
    for number, bag in enumerate(bags):
        # What stands once in the store is shared with nobody.
        shared = sorted((part for part in bag if often[part] > 1), key=lambda p: (often[p], p))
        for part in shared[:_RAREST]:
            by_part[part].append(number)
        by_text[entries[number].text].append(number)
    crowds = [crowd for _, crowd in sorted(by_part.items()) if len(crowd) <= _CROWD]
    crowds += [crowd[:_CROWD] for crowd in by_text.values() if len(crowd) > 1]
    seen: set[tuple[int, int]] = set()
    for crowd in crowds:
        for pair in combinations(crowd, 2):
            one, other = bags[pair[0]], bags[pair[1]]
            if pair in seen or len(one & other) < max(2, _SHARE * min(len(one), len(other))):
                continue
            seen.add(pair)
            yield entries[pair[0]], entries[pair[1]]


def _finding(draft: Draft, group: Sequence[Entry]) -> Finding:
    home = min(group, key=lambda entry: (-_closeness(entry), entry.key))
    text = merged_text(home, group)
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


def _closeness(entry: Entry) -> int:
    """How much the memory that an entry stands in is about what it says."""
    bag = reading(entry.text).bag
    stem = entry.path.rpartition("/")[2].removesuffix(".md").lower()
    title = entry.trail[0].text.lower() if entry.trail else ""
    return (stem in bag or title in bag) * 100 + len(reading(f"{stem} {title}").bag & bag)


def _evidence(draft: Draft, entry: Entry, text: str) -> Evidence | None:
    """The line of an entry, holding the rarest thing that the merged entry says too."""
    facts = reading(entry.text).tokens
    held = [token.text for token in facts if token.text in text and len(token.text) > 1]
    for piece in sorted(set(held), key=lambda piece: (-len(piece), piece)):
        found = draft.page_of(entry).cite(entry, piece)
        if found is not None:
            return found
    return None
