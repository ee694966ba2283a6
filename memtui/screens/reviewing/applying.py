"""
The key of a review that applies what is accepted, as it was shown.
"""

from typing import TYPE_CHECKING

from core.dreams.reviewing.moved import ReviewMoved
from memtui.screens.reviewing.receipt_page import page_of, told
from memtui.screens.reviewing.reviewed import Reviewed
from memtui.widgets.prompt import Sheet

if TYPE_CHECKING:
    from core.dreams.reviewing.receipts import Receipt


class Applying(Reviewed, inherit_bindings=False):
    """A review that can be applied."""

    def action_write(self) -> None:
        self.in_turn(self._apply)

    async def _apply(self) -> None:
        """
        Show what applying does, and do exactly that.

        Agents may write all the time, and others decide: where that changes nothing of what was
        shown it is done, else it is shown again.
        """
        is_again = False
        while True:
            look = await self.bridge.ask(lambda backend: backend.look(self.dream_id))
            self.show_look(look)
            receipt: Receipt = await self.bridge.ask(lambda b: b.preview_apply(self.dream_id))
            title, lines, answers = page_of(receipt, look, self.store_name, is_again=is_again)
            answer = await self.app.push_screen_wait(Sheet(title, lines, answers))
            if answer is None:
                return
            done = await self._applied(receipt, skips=answer == "s")
            if done is not None:
                break
            is_again = True
        self.show_look(await self.bridge.ask(lambda backend: backend.look(self.dream_id)))
        self.app.offer(told(done, self.app.key("review.undo")))

    async def _applied(self, shown: "Receipt", *, skips: bool) -> "Receipt | None":
        """What was applied; `None` if that would not be what was shown, and nothing was."""
        try:
            return await self.bridge.ask(
                lambda b: b.apply_review(self.dream_id, shown, skip_conflicts=skips)
            )
        except ReviewMoved:
            return None
