"""
Who answers for each line that came or went: what a receipt found against what was decided.

Pure. The facts come from the bytes alone. A decision claims lines; whatever differs from the claims
is unaccounted for, and then nothing may be written. The check does not do as what applies a review
does: it walks the lines once more on its own, and compares the texts to the byte.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from core.dreams.lines import bare, bared, lines_of
from core.dreams.reviewing.receipt import Facts, Lost


@dataclass(frozen=True, slots=True)
class Claim:
    """What one accepted hunk does to one file."""

    change_id: str
    path: str
    """The file's path before; for a new file the one it gets."""
    start: int
    """The line in the text before, from 1."""
    removed: tuple[str, ...]
    added: tuple[str, ...]
    rank: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """What one accepted hunk does to a file as a whole."""

    change_id: str
    path: str
    target: str | None
    """The new path; `None` when the file goes, and then its lines are claimed apart."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """A line that left its place, with the change that says so."""

    lost: Lost
    change_id: str | None


def attribute(facts: Facts, claims: Sequence[Claim]) -> tuple[Attributed, ...]:
    """Each line that left its place with the change that removed it."""
    at_place: dict[tuple[str, int], Claim] = {}
    by_text: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        for number, line in enumerate(claim.removed):
            at_place[claim.path, claim.start + number] = claim
            by_text[claim.path, bare(line)].append(claim)
    result = []
    for lost in facts.lost:
        there = at_place.get((lost.place.path, lost.place.line))
        if there is None or lost.text not in bared(there.removed):
            # Of equal lines it may be another one that the comparison takes for the one that left.
            same = by_text.get((lost.place.path, lost.text))
            there = same[0] if same else there
        result.append(Attributed(lost, None if there is None else there.change_id))
    return tuple(result)


def unaccounted(
    before: Mapping[str, str],
    after: Mapping[str, str],
    facts: Facts,
    claims: Sequence[Claim],
    moves: Iterable[Move],
) -> int:
    """
    How many lines came, went or changed places without a decision that says so.

    Files that came or went count as one line more, so that an empty one is not overlooked.
    """
    moves = list(moves)
    targets = {move.path: move.target for move in moves}
    by_path: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_path[claim.path].append(claim)
    wrong = 0
    expected_paths = set()
    for path in {*before, *by_path}:
        old = before.get(path)
        target = targets.get(path, path)
        if target is None:
            wrong += _wrong_lines(old or "", "", by_path[path])
            continue
        if old is None and not any(claim.added for claim in by_path[path]):
            continue
        expected_paths.add(target)
        if target not in after:
            wrong += 1 + len(lines_of(old or "").lines)
            continue
        wrong += _wrong_lines(old or "", after[target], by_path[path])
    for path in after.keys() - expected_paths:
        wrong += 1 + len(lines_of(after[path]).lines)
    return wrong + _lost_ends(facts, before, after)


def _wrong_lines(old: str, new: str, claims: Sequence[Claim]) -> int:
    if not claims and old == new:
        return 0
    before = lines_of(old)
    wrong = _misclaimed(before.lines, claims)
    expected = before.having(_walked(before.lines, claims))
    if wrong or expected.text == new:
        return wrong
    pairs = zip_longest(expected.lines, lines_of(new).lines)
    different = sum(one != other for one, other in pairs)
    # Whether the last line is ended can be all that differs.
    return different or 1


def _misclaimed(old: Sequence[str], claims: Sequence[Claim]) -> int:
    """Lines that are claimed to go from where others stand."""
    return sum(
        one != other
        for claim in claims
        for one, other in zip_longest(
            claim.removed, old[claim.start - 1 : claim.start - 1 + len(claim.removed)]
        )
    )


def _walked(old: Sequence[str], claims: Sequence[Claim]) -> list[str]:
    """The lines as the claims have them: before each line what comes there, then it or nothing."""
    coming: dict[int, list[Claim]] = defaultdict(list)
    going: set[int] = set()
    for claim in claims:
        coming[claim.start].append(claim)
        going.update(range(claim.start, claim.start + len(claim.removed)))
    result: list[str] = []
    for number in range(1, len(old) + 2):
        for claim in sorted(coming[number], key=lambda claim: claim.rank):
            result.extend(claim.added)
        if number <= len(old) and number not in going:
            result.append(old[number - 1])
    return result


def _lost_ends(facts: Facts, before: Mapping[str, str], after: Mapping[str, str]) -> int:
    """Files whose last line lost its line end."""
    wrong = 0
    for path in facts.paths:
        old = before.get(path, "")
        new = after.get(facts.moved_files.get(path, path), "")
        if old and new and lines_of(old).is_ended and not lines_of(new).is_ended:
            wrong += 1
    return wrong
