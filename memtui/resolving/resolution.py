"""
A conflict while a person decides it: one decision for each block, or one for the whole memory.

Owns the decisions, their undo and redo, the text they give, and how a text edited by hand is read
as decisions. What becomes of them when "theirs" moves is in `memtui.resolving.rebasing`. Pure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from core.conflicts import ConflictKind, State
from core.diff import diff
from core.merge import Agreed, Choice, Conflicted, Edited, Merge, resolve
from core.sides import Sides
from core.text import split_lines

Decision = Choice | Edited
Decisions = tuple[Decision | None, ...]
"""One for each block, `None` where nobody has decided yet."""

_MARKERS = ("<<<<<<< mine", ">>>>>>> theirs")


class Situation(StrEnum):
    """What there is to decide."""

    BLOCKS = "blocks"
    """Both are texts: block by block."""
    MOVE = "move"
    """The writer wanted another path, and nothing else."""
    DELETION = "deletion"
    """The writer wanted to delete what others changed."""
    GONE = "gone"
    """The writer changed what others deleted."""
    BLOCKED = "blocked"
    """The writer's path lies above or below another memory's."""
    TEXTLESS = "textless"
    """The writer's text was redacted."""
    NOTHING = "nothing"
    """Neither has a text any more."""
    CLOSED = "closed"
    """It was decided, or a scope refused it: there is nothing to decide."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What was decided so far."""

    blocks: Decisions
    whole: Decision | None = None
    """For the whole memory, in place of the blocks."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The three texts, what was decided about them, and the way there and back."""

    sides: Sides
    situation: Situation
    choices: Choices
    earlier: Choices
    """Decided before theirs moved, where it does not hold by itself any more: to take or leave."""
    past: tuple[Choices, ...] = ()
    future: tuple[Choices, ...] = ()

    @property
    def blocks(self) -> tuple[Conflicted, ...]:
        """The blocks to decide; none when the decision is about the whole memory."""
        merge = self.merge
        return () if merge is None else merge.conflicts

    @property
    def merge(self) -> Merge | None:
        """The merge, when it is decided block by block."""
        return self.sides.merge if self.situation is Situation.BLOCKS else None

    @property
    def has_base(self) -> bool:
        """Whether there is a text that both started from."""
        return self.sides.base is not None

    @property
    def undecided(self) -> tuple[int, ...]:
        """The blocks that nobody has decided; without blocks, 0 stands for the whole."""
        whole = self.choices.whole
        if whole is not None:
            return (0,) if self.is_open(whole) else ()
        if self.merge is None:
            return (0,)
        return tuple(at for at, one in enumerate(self.choices.blocks) if self.is_open(one))

    @property
    def is_decided(self) -> bool:
        """Whether it can be written."""
        return self.situation is not Situation.CLOSED and not self.undecided

    def is_open(self, decision: Decision | None) -> bool:
        """Whether there is still something to decide: markers may have been left in an edit."""
        if not isinstance(decision, Edited):
            return decision is None
        lines = {line.rstrip("\r\n") for line in split_lines(decision.text)}
        return all(mark in lines for mark in _MARKERS) and not self._has_markers_of_its_own()

    @property
    def text(self) -> str | None:
        """What would be written, with git's markers where nothing is decided; `None`: no memory."""
        match self.choices.whole:
            case Edited(text):
                return text
            case Choice.THEIRS:
                return self.sides.theirs
            case Choice.BASE:
                return self.sides.base
            case Choice():
                return None if self.situation is Situation.DELETION else self.sides.mine
        if self.merge is not None:
            return resolve(self.merge, list(self._filled()))
        return self.sides.theirs if self.sides.mine is None else self.sides.mine

    # What a person does

    def decide(self, at: int, decision: Decision) -> "Resolution":
        """One block, or without blocks the whole memory."""
        if self.merge is None:
            return self.decide_all(decision)
        blocks = list(self.choices.blocks)
        blocks[at] = decision
        return self._with(Choices(tuple(blocks)))

    def decide_all(self, decision: Decision) -> "Resolution":
        """The whole memory, in place of its blocks; their decisions come back with an undo."""
        return self._with(replace(self.choices, whole=decision))

    def edit(self, text: str) -> "Resolution":
        """The text as a person edited it: as decisions on the blocks if it touched only those."""
        if text == self.text:
            return self
        merge = self.merge
        if merge is not None and self.choices.whole is None:
            blocks = _read_back(merge, self.choices.blocks, list(self._filled()), text)
            if blocks is not None:
                edited = replace(self, choices=Choices(blocks))
                if edited.text == text:
                    return self._with(edited.choices)
        return self.decide_all(Edited(text))

    def undo(self) -> "Resolution":
        """Before the last decision; the same when there is none."""
        if not self.past:
            return self
        return replace(
            self,
            choices=self.past[-1],
            past=self.past[:-1],
            future=(self.choices, *self.future),
        )

    def redo(self) -> "Resolution":
        """The decision that was undone last; the same when there is none."""
        if not self.future:
            return self
        return replace(
            self,
            choices=self.future[0],
            past=(*self.past, self.choices),
            future=self.future[1:],
        )

    def decided(self, choices: Choices) -> "Resolution":
        """With these decisions in one step."""
        return self._with(choices)

    def _with(self, choices: Choices) -> "Resolution":
        if choices == self.choices:
            return self
        return replace(self, choices=choices, past=(*self.past, self.choices), future=())

    def _filled(self) -> Iterator[Decision]:
        for block, decision in zip(self.blocks, self.choices.blocks, strict=True):
            yield Edited("".join(block.marked())) if decision is None else decision

    def _has_markers_of_its_own(self) -> bool:
        texts = (self.sides.base, self.sides.theirs, self.sides.mine)
        return any(mark in (text or "") for text in texts for mark in _MARKERS)


def begin(sides: Sides, theirs_path: str | None = None) -> Resolution:
    """Nothing is decided; `theirs_path` is where the memory is now."""
    situation = _situation(sides, theirs_path)
    merge = sides.merge if situation is Situation.BLOCKS else None
    nothing: Decisions = (None,) * (0 if merge is None else len(merge.conflicts))
    return Resolution(sides, situation, Choices(nothing), Choices(nothing))


def key(block: Conflicted) -> tuple[tuple[str, ...], ...]:
    """What makes a block the same one, wherever it stands."""
    return block.base_lines, block.theirs_lines, block.mine_lines


def _situation(sides: Sides, theirs_path: str | None) -> Situation:
    conflict = sides.conflict
    if conflict.state in (State.RESOLVED, State.REFUSED):
        return Situation.CLOSED
    if conflict.kind is ConflictKind.DELETE:
        return Situation.NOTHING if sides.theirs is None else Situation.DELETION
    if conflict.kind is ConflictKind.RENAME and sides.mine == sides.theirs:
        return Situation.NOTHING if sides.theirs is None else Situation.MOVE
    if conflict.kind is ConflictKind.CREATE and _lies_across(conflict.path, theirs_path):
        return Situation.BLOCKED
    if sides.mine is None:
        return Situation.NOTHING if sides.theirs is None else Situation.TEXTLESS
    return Situation.GONE if sides.theirs is None else Situation.BLOCKS


def _lies_across(path: str, other: str | None) -> bool:
    """Whether one of two paths would be a directory of the other."""
    if other is None:
        return False
    return path.startswith(f"{other}/") or other.startswith(f"{path}/")


def _read_back(
    merge: Merge, decisions: Decisions, filled: Sequence[Decision], text: str
) -> Decisions | None:
    """The decisions that an edited text stands for; `None` if it changed what nobody asked."""
    regions = _regions(merge, filled)
    new = split_lines(text)
    starts = [0] * len(regions)
    ends = [0] * len(regions)
    touched = [False] * len(regions)
    hunks = list(diff(resolve(merge, list(filled)), text).hunks)
    shift = 0
    for at, (start, end) in enumerate(regions):
        # What was inserted right above a block or right under it does not belong to it.
        while hunks and hunks[0].old_start - 1 < start:
            hunk = hunks.pop(0)
            if hunk.old_end - 1 > start:
                return None
            shift = hunk.new_end - hunk.old_end
        starts[at] = start + shift
        while hunks and (hunks[0].old_start - 1, 0) < (end, int(start == end)):
            hunk = hunks.pop(0)
            if hunk.old_end - 1 > end:
                return None
            shift = hunk.new_end - hunk.old_end
            touched[at] = True
        ends[at] = end + shift
    return tuple(
        Edited("".join(new[starts[at] : ends[at]])) if touched[at] else decision
        for at, decision in enumerate(decisions)
    )


def _regions(merge: Merge, filled: Sequence[Decision]) -> list[tuple[int, int]]:
    """Which lines of the text, counted from 0, stand in the place of each block."""
    regions: list[tuple[int, int]] = []
    at = 0
    for block in merge.blocks:
        if isinstance(block, Agreed):
            at += len(block.lines)
        else:
            lines = chosen_lines(block, filled[len(regions)])
            regions.append((at, at + len(lines)))
            at += len(lines)
    return regions


def chosen_lines(block: Conflicted, decision: Decision) -> tuple[str, ...]:
    """The lines that a decision puts in the place of a block."""
    match decision:
        case Edited(text):
            return tuple(split_lines(text))
        case Choice.MINE:
            return block.mine_lines
        case Choice.THEIRS:
            return block.theirs_lines
        case Choice.BOTH:
            return block.mine_lines + block.theirs_lines
        case Choice.BOTH_THEIRS_FIRST:
            return block.theirs_lines + block.mine_lines
        case Choice.BASE:
            return block.base_lines
