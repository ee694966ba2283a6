"""
The keys of a review that decide by a text: a hunk is edited, or its conflict is settled.
"""

from textual.app import SuspendNotSupported

from core.dreams.lines import bared
from core.dreams.reviewing.looking import Look
from core.dreams.verdicts import Part
from core.errors import CoreError
from memtui.editor import edit_in_front, editor_command
from memtui.resolving.resolution import Resolution
from memtui.screens.reviewing.hunk_resolver import HunkResolver
from memtui.screens.reviewing.reviewed import Reviewed
from memtui.text import visible


class ByHand(Reviewed, inherit_bindings=False):
    """A review whose hunks can be written by hand."""

    resolver: HunkResolver | None = None
    """The hunk that is being settled above it."""
    drafts: dict[str, Resolution]
    """What was decided in resolvers and not yet written, by hunk."""

    # A hunk that conflicts

    def action_settle(self) -> None:
        self.in_turn(self._settle_here)

    async def _settle_here(self) -> None:
        part, look = self.part, self.seen
        if part is None or look is None or not self.conflicts(part):
            self.app.tell("There is nothing to settle: nobody wrote over these lines.")
            return
        self.resolver = HunkResolver(self, look.dream, part.id, self.drafts, self.store_name)
        self.app.push_screen(self.resolver)

    def settled(self, look: Look | None) -> None:
        """The resolver is left; with a look it was decided."""
        self.resolver = None
        if look is not None:
            self.show_look(look)
            self.say(self.go_on())

    # By hand

    def action_edit(self) -> None:
        self.in_turn(self._edit_here)

    async def _edit_here(self) -> None:
        part = self.part
        if part is None or self.seen is None:
            return
        if self.conflicts(part):
            await self._settle_here()
            return
        if (why_not := self._why_not_edited(part, self.seen)) is not None:
            self.app.tell(why_not)
            return
        edited = self._edited(
            "".join(f"{line}\n" for line in bared(part.new_lines)), part.hunk.path
        )
        if edited is not None:
            await self._edit(part.id, edited)

    def _why_not_edited(self, part: Part, look: Look) -> str | None:
        """Said before an editor opens, so that nobody writes what could not be kept."""
        if part.is_finding:
            return "A finding has no text to edit: it only tells."
        if len(self.covered) > 1:
            return "One hunk at a time is edited; go to one first."
        if part.id in look.applied:
            who = visible(look.applied[part.id].by.id, keep="")
            return f"It was applied by {who} already; the apply has to be taken back first."
        return None

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
        self.say(self.go_on())
