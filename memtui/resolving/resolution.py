"""
A conflict while a person decides it: one decision for each block, or one for the whole memory.

Owns which decisions there are, their undo and redo, and the text they give. What becomes of them
when "theirs" moves is in `memtui.resolving.rebasing`. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from core.conflicts import ConflictKind, State
from core.merge import Choice, Conflicted, Edited, Merge, resolve
from core.settling.sides import Sides
from core.text import split_lines
from memtui.resolving.decisions import Decision, Decisions, read_back

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
            blocks = read_back(merge, self.choices.blocks, list(self._filled()), text)
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
