"""
What becomes of decisions when "theirs" moved while a person was deciding.

A block that is still the same keeps its decision, also in undo and redo. A decision about a block
that changed is offered again, not assumed. A text that a person typed is never dropped: it stays on
its block, goes to the nearest one, or is merged with what theirs is now. Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.diff import diff, stat
from core.merge import Choice, Conflicted, Edited, merge3, resolve
from core.settling.sides import Sides
from memtui.resolving.decisions import Decision, Decisions
from memtui.resolving.resolution import Choices, Resolution, Situation, begin, key


@dataclass(frozen=True, slots=True)
class Rebased:
    """The decisions on the new texts, and what happened to them."""

    resolution: Resolution
    kept: int
    """Decisions that still hold."""
    asked_again: int
    """Decisions about blocks that changed, or that are about something else now."""
    new: int
    """Undecided blocks that were not there before."""
    added: int
    removed: int
    """Lines of theirs."""


def rebase(old: Resolution, sides: Sides, theirs_path: str | None = None) -> Rebased:
    """The same decisions on what the sides are now."""
    added, removed = stat(diff(old.sides.theirs or "", sides.theirs or ""))
    new = begin(sides, theirs_path)
    if new.situation is not Situation.BLOCKS or old.situation is not Situation.BLOCKS:
        found = _as_a_whole(old, new)
    elif isinstance(old.choices.whole, Edited):
        found = _merged(old, new, old.choices.whole.text)
    else:
        found = _by_blocks(old, new)
    was_asked = {key(block) for block in old.blocks}
    return Rebased(
        found,
        kept=_count(found.choices),
        asked_again=_count(found.earlier),
        new=sum(key(found.blocks[at]) not in was_asked for at in found.undecided if found.blocks),
        added=added,
        removed=removed,
    )


def _count(choices: Choices) -> int:
    return sum(one is not None for one in (*choices.blocks, choices.whole))


def _as_a_whole(old: Resolution, new: Resolution) -> Resolution:
    """The question is about the whole memory, or has become another one."""
    if new.situation is old.situation and old.choices.whole is not None:
        is_same = new.sides.theirs == old.sides.theirs
        if is_same or old.choices.whole is Choice.MINE:
            return replace(new, choices=replace(new.choices, whole=old.choices.whole))
    before = old.choices.whole
    if before is None and old.blocks and any(old.choices.blocks):
        # The blocks are no more, but what was made of them is.
        before = Edited(old.text or "")
    return replace(new, earlier=replace(new.earlier, whole=before))


def _merged(old: Resolution, new: Resolution, text: str) -> Resolution:
    """A text of one's own takes in what theirs has become; what does not fit is asked."""
    merge = merge3(old.sides.theirs or "", new.sides.theirs or "", text)
    if merge.clean:
        return replace(new, choices=replace(new.choices, whole=Edited(merge.text)))
    sides = replace(new.sides, base=old.sides.theirs, mine=text, merge=merge)
    return begin(sides)


def _by_blocks(old: Resolution, new: Resolution) -> Resolution:
    same = _pairs(old.blocks, new.blocks)
    taken = set(same.values())
    left = [at for at in range(len(old.blocks)) if at not in same]
    earlier: list[Decision | None] = [None] * len(new.blocks)
    for at in left:
        decision = old.choices.blocks[at]
        if decision is None:
            continue
        place = _nearest(old.blocks[at], new.blocks, taken, is_typed=isinstance(decision, Edited))
        if place is not None:
            earlier[place] = _together(earlier[place], decision)
        elif isinstance(decision, Edited):
            return _merged(old, new, _with_theirs(old))
    for before, after in same.items():
        earlier[after] = _together(earlier[after], old.earlier.blocks[before])

    def moved(choices: Choices) -> Choices:
        blocks: list[Decision | None] = [None] * len(new.blocks)
        for before, after in same.items():
            blocks[after] = choices.blocks[before]
        return Choices(tuple(blocks), choices.whole)

    steps = [moved(one) for one in (*old.past, old.choices, *old.future)]
    now = len(old.past)
    return replace(
        new,
        choices=steps[now],
        earlier=Choices(tuple(earlier), old.earlier.whole),
        past=_different(steps[now::-1])[:0:-1],
        future=_different(steps[now:])[1:],
    )


def _pairs(old: Sequence[Conflicted], new: Sequence[Conflicted]) -> dict[int, int]:
    """Which new block each old one is; of equal ones the first is the first."""
    places: dict[tuple[tuple[str, ...], ...], list[int]] = {}
    for at, block in enumerate(new):
        places.setdefault(key(block), []).append(at)
    pairs: dict[int, int] = {}
    for at, block in enumerate(old):
        if places.get(key(block)):
            pairs[at] = places[key(block)].pop(0)
    return pairs


def _nearest(
    block: Conflicted, blocks: Sequence[Conflicted], taken: set[int], *, is_typed: bool
) -> int | None:
    """
    The block that another one has become: with the same lines of mine, else with some of them.

    A typed text goes to the nearest one if there is none such.
    """
    free = [at for at in range(len(blocks)) if at not in taken]
    for at in free:
        if blocks[at].mine_lines == block.mine_lines:
            return at
    start, end = block.mine_start, block.mine_start + len(block.mine_lines)
    for at in free:
        other = blocks[at]
        if other.mine_start < end and start < other.mine_start + len(other.mine_lines):
            return at
    if not is_typed or not blocks:
        return None
    return min(
        free or range(len(blocks)), key=lambda at: abs(blocks[at].mine_start - block.mine_start)
    )


def _together(one: Decision | None, other: Decision | None) -> Decision | None:
    if isinstance(one, Edited) and isinstance(other, Edited):
        return Edited(one.text + other.text)
    if isinstance(other, Edited):
        return other
    return other if one is None else one


def _with_theirs(old: Resolution) -> str:
    """What was decided so far, with theirs where nothing was."""
    assert old.merge is not None
    blocks: Decisions = old.choices.blocks
    return resolve(old.merge, [Choice.THEIRS if one is None else one for one in blocks])


def _different(steps: Iterable[Choices]) -> tuple[Choices, ...]:
    """The steps without those that change nothing any more."""
    kept: list[Choices] = []
    for step in steps:
        if not kept or kept[-1] != step:
            kept.append(step)
    return tuple(kept)
