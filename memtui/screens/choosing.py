"""
The keys of the resolver that decide: sides, both, base, as before, by hand, and back again.
"""

from textual.app import SuspendNotSupported

from core.errors import CoreError
from core.merge import Choice
from memtui.editor import edit_in_front, editor_command
from memtui.resolving.decisions import Decision
from memtui.resolving.resolution import Resolution, Situation
from memtui.screens.deciding import Deciding
from memtui.screens.mode import ModeScreen
from memtui.widgets.conflict_questions import question, why_not


class Choosing(ModeScreen):
    """A screen on which one conflict is decided."""

    deciding: Deciding

    def redraw(self) -> None:
        """The decisions are others."""
        raise NotImplementedError

    def offers(self, action: str) -> bool:
        """Only what this conflict leaves to decide."""
        resolution = self.deciding.resolution
        if resolution is None:
            return super().offers(action)
        if action in _CHOICES:
            choice, whole = _CHOICES[action]
            return why_not(resolution, choice, whole=whole) is None
        if action == "as_before":
            return self._earlier(resolution) is not None
        if action == "edit":
            return resolution.situation is not Situation.CLOSED
        return super().offers(action)

    def _choose(self, choice: Choice, *, whole: bool = False) -> None:
        resolution = self.deciding.resolution
        if resolution is None:
            return
        reason = why_not(resolution, choice, whole=whole)
        if reason is not None:
            self.app.tell(self.app.keymap.sentence(reason))
            return
        at = self.deciding.at
        decided = resolution.decide_all(choice) if whole else resolution.decide(at, choice)
        self._decide(decided, go_on=not whole)

    def _decide(self, resolution: Resolution, *, go_on: bool = False) -> None:
        self.deciding.decide(resolution, go_on=go_on)
        self.redraw()

    def action_mine(self) -> None:
        self._choose(Choice.MINE)

    def action_theirs(self) -> None:
        self._choose(Choice.THEIRS)

    def action_both(self) -> None:
        self._choose(Choice.BOTH)

    def action_both_theirs_first(self) -> None:
        self._choose(Choice.BOTH_THEIRS_FIRST)

    def action_base(self) -> None:
        self._choose(Choice.BASE)

    def action_all_mine(self) -> None:
        self._choose(Choice.MINE, whole=True)

    def action_all_theirs(self) -> None:
        self._choose(Choice.THEIRS, whole=True)

    def action_as_before(self) -> None:
        resolution = self.deciding.resolution
        earlier = None if resolution is None else self._earlier(resolution)
        if resolution is None or earlier is None:
            return
        if resolution.earlier.whole is not None:
            self._decide(resolution.decide_all(earlier))
        else:
            self._decide(resolution.decide(self.deciding.at, earlier), go_on=True)

    def _earlier(self, resolution: Resolution) -> Decision | None:
        if resolution.earlier.whole is not None:
            return resolution.earlier.whole
        blocks = resolution.earlier.blocks
        return blocks[self.deciding.at] if self.deciding.at < len(blocks) else None

    def action_undo(self) -> None:
        resolution = self.deciding.resolution
        if resolution is not None and resolution.past:
            self._decide(resolution.undo())
        else:
            self.app.tell("There is no decision to take back.")

    def action_redo(self) -> None:
        resolution = self.deciding.resolution
        if resolution is not None and resolution.future:
            self._decide(resolution.redo())
        else:
            self.app.tell("There is no decision to make again.")

    def action_edit(self) -> None:
        resolution = self.deciding.resolution
        if resolution is None:
            return
        if resolution.situation is Situation.CLOSED:
            self.app.tell(self.app.keymap.sentence(question(resolution)))
            return
        sides = resolution.sides
        text = resolution.text
        if text is None:
            text = sides.theirs or sides.base or ""
        try:
            command = editor_command()
            edited = edit_in_front(self.app.suspend, text, sides.conflict.path, command)
        except SuspendNotSupported:
            self.app.tell("An editor cannot be opened here: memtui does not own the terminal.")
            return
        except CoreError as error:
            self.app.tell(str(error), severity="warning")
            return
        self.app.refresh()
        if edited == text:
            self.app.tell("The text was left as it is, so nothing is decided by that.")
        else:
            self._decide(resolution.edit(edited))


_CHOICES: dict[str, tuple[Choice, bool]] = {
    "mine": (Choice.MINE, False),
    "theirs": (Choice.THEIRS, False),
    "both": (Choice.BOTH, False),
    "both_theirs_first": (Choice.BOTH_THEIRS_FIRST, False),
    "base": (Choice.BASE, False),
    "all_mine": (Choice.MINE, True),
    "all_theirs": (Choice.THEIRS, True),
}
