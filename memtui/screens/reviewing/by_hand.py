"""
The keys of a review that decide by a text: a hunk is edited, or its conflict is settled.
"""

from textual.app import SuspendNotSupported

from core.dreams.reviewing.choosing import Selection
from core.dreams.verdicts import Action
from core.errors import CoreError
from core.merge import Choice
from memtui.editor import edit_in_front, editor_command
from memtui.reviewing.cursor import Level
from memtui.reviewing.settling import SIDES, settling
from memtui.screens.reviewing.reviewed import Reviewed
from memtui.widgets.prompt import Sheet


class ByHand(Reviewed, inherit_bindings=False):
    """A review whose hunks can be written by hand."""

    # A hunk that conflicts

    def action_settle(self) -> None:
        self.in_turn(self._settle_here)

    async def _settle_here(self) -> None:
        part = self.part
        if part is None or not self.conflicts(part):
            self.app.tell("Only a hunk that conflicts with what is there now is settled.")
        else:
            await self._settle(part.id)

    async def _settle(self, hunk_id: str) -> None:
        """Show both sides against their base, and let the person take one, or write a text."""
        sides = await self.bridge.ask(lambda b: b.hunk_sides(self.dream_id, hunk_id))
        title, lines, answers = settling(sides)
        answer = await self.app.push_screen_wait(Sheet(title, lines, answers))
        if answer == "t":
            await self.store(
                Action.REJECT, Selection(hunks=(hunk_id,)), "theirs stays", goes_on=True
            )
        elif answer == "e":
            text = self._edited(sides.merge.text, sides.path)
            if text is not None:
                await self._settled(hunk_id, text, sides.version_id)
        elif answer is not None:
            await self._settled(hunk_id, SIDES[answer], sides.version_id)

    async def _settled(self, hunk_id: str, decision: Choice | str, version_id: str) -> None:
        dream_id = self.dream_id
        look = await self.bridge.ask(
            lambda b: b.settle_hunk(dream_id, hunk_id, decision, version_id)
        )
        self.show_look(look)
        self.go_on()

    # By hand

    def action_edit(self) -> None:
        self.in_turn(self._edit_here)

    async def _edit_here(self) -> None:
        part = self.part
        if part is None:
            return
        if self.conflicts(part):
            await self._settle(part.id)
            return
        if self.cursor.level is not Level.HUNK or part.is_finding:
            self.app.tell("One hunk at a time is edited; go to one first.")
            return
        edited = self._edited("".join(f"{line}\n" for line in part.new_lines), part.hunk.path)
        if edited is not None:
            await self._edit(part.id, edited)

    def _edited(self, text: str, path: str) -> str | None:
        """A text as the person's editor left it; `None` if nothing came of it."""
        try:
            command = editor_command()
            edited = edit_in_front(self.app.suspend, text, path, command)
        except SuspendNotSupported:
            self.app.tell("An editor cannot be opened here: memtui does not own the terminal.")
            return None
        except CoreError as error:
            self.app.tell(str(error), severity="warning")
            return None
        self.app.refresh()
        if edited == text:
            self.app.tell("The text was left as it is, so nothing is decided by that.")
            return None
        return edited

    async def _edit(self, hunk_id: str, text: str) -> None:
        lines = text.removesuffix("\n").split("\n") if text else []
        dream_id = self.dream_id
        self.show_look(await self.bridge.ask(lambda b: b.edit_hunk(dream_id, hunk_id, lines)))
        self.go_on()
