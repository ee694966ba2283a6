"""
Ending a dream, and taking one out of the list: neither can be undone, so both ask first.
"""

from core.dreams.dream import Dream
from memtui.backend.dreams import DreamRow
from memtui.dreaming.ending_words import Lines, on_archiving, on_canceling
from memtui.screens.dreams_reading import DreamsReading
from memtui.widgets import figures
from memtui.widgets.prompt import Sheet

_YES = "y"


class Ending(DreamsReading, inherit_bindings=False):
    """The keys of the Dreams screen that end something; see the module."""

    def action_cancel(self) -> None:
        if (row := self.row_here()) is None:
            return
        if row.dream.status.is_over:
            self.app.tell(f"The dream is over already: {row.dream.status}.")
        else:
            self.start("cancel", self._cancel, row.dream)

    async def _cancel(self, dream: Dream) -> None:
        title = f"End the dream {figures.short_id(dream.id)} now?"
        if await self._agrees(title, on_canceling(dream), "end it"):
            await self.bridge.ask(lambda backend: backend.cancel_dream(dream.id))
            self.app.tell("Canceled. What was found until now is kept.")

    def action_discard(self) -> None:
        if (row := self.row_here()) is None:
            return
        if row.dream.status.is_over:
            self.start("archive", self._archive, row)
        else:
            cancel = self.app.key("dreams.cancel")
            self.app.tell(f"The dream is not over; {cancel} ends it first.")

    async def _archive(self, row: DreamRow) -> None:
        dream_id = row.dream.id
        open_review = " with its open review" if row.is_open else ""
        title = f"Archive the dream {figures.short_id(dream_id)}{open_review}?"
        if await self._agrees(title, on_archiving(row), "archive it"):
            await self.bridge.ask(lambda backend: backend.archive_dream(dream_id))
            self.app.tell("Archived: it is out of the list; what was applied stays.")

    async def _agrees(self, title: str, lines: Lines, verb: str) -> bool:
        return await self.app.push_screen_wait(Sheet(title, lines, {_YES: verb})) == _YES

    def row_here(self) -> DreamRow | None:
        """The dream under the cursor; says so when there is none."""
        current = self.list_view.current
        if current is None:
            self.app.tell(f"There is no dream here; {self.app.key('dreams.launch')} starts one.")
        return current
