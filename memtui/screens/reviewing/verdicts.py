"""
The keys of a review that decide: accept, reject, split, join, comment, and back and forth.
"""

from core.dreams.reviewing.choosing import Selection
from core.dreams.verdicts import Action, Verdict
from memtui.reviewing.cursor import Cursor
from memtui.screens.reviewing.reviewed import Reviewed
from memtui.widgets.prompt import Prompt

_TOGGLED = {
    Verdict.PENDING: Action.ACCEPT,
    Verdict.ACCEPTED: Action.REJECT,
    Verdict.EDITED: Action.REJECT,
    Verdict.REJECTED: Action.RESET,
}


_TAKEN = {
    Action.ACCEPT: "the acceptance",
    Action.REJECT: "the rejection",
    Action.RESET: "that it is pending",
    Action.EDIT: "the edit",
    Action.RESOLVE: "the settled conflict",
    Action.SPLIT: "the cut",
    Action.JOIN: "the joining",
    Action.COMMENT: "the comment",
}


class Verdicts(Reviewed, inherit_bindings=False):
    """A screen on which one review is decided."""

    def action_accept(self) -> None:
        self._decide(Action.ACCEPT, goes_on=True)

    def action_reject(self) -> None:
        self._decide(Action.REJECT, goes_on=True)

    def action_turn(self) -> None:
        if self.part is not None:
            self._decide(_TOGGLED[self.part.verdict])

    def action_accept_all(self) -> None:
        self._decide_all(Action.ACCEPT)

    def action_reject_all(self) -> None:
        self._decide_all(Action.REJECT)

    def action_split(self) -> None:
        self._decide(Action.SPLIT, self._of_hunk())

    def action_join(self) -> None:
        self._decide(Action.JOIN, self._of_hunk())

    def action_reject_because(self) -> None:
        self.start("verdict", self._with_words, "Why is it rejected?", Action.REJECT)

    def action_comment(self) -> None:
        self.start("verdict", self._with_words, "What is there to say?", Action.COMMENT)

    def _decide(
        self, action: Action, selection: Selection | None = None, *, goes_on: bool = False
    ) -> None:
        if self.seen is not None and self.part is not None:
            wanted = selection or self.cursor.selection(self.seen, self.shown_parts)
            self.start("verdict", self.store, action, wanted, None, goes_on=goes_on)

    def _decide_all(self, action: Action) -> None:
        if self.seen is not None:
            wanted = self.cursor.rest(self.seen, self.shown_parts)
            self._decide(action, wanted, goes_on=True)

    def _of_hunk(self) -> Selection:
        part = self.part
        return Selection() if part is None else Selection(hunks=(part.id,))

    async def _with_words(self, title: str, action: Action) -> None:
        if self.seen is None or self.part is None:
            return
        wanted = self.cursor.selection(self.seen, self.shown_parts)
        text = await self.app.push_screen_wait(Prompt(title, "", _some_words))
        if text is not None:
            await self.store(action, wanted, text.strip(), goes_on=action is Action.REJECT)

    # Back and forth

    def action_undo(self) -> None:
        self.start("verdict", self._undo)

    async def _undo(self) -> None:
        undone = await self.bridge.ask(lambda backend: backend.undo_verdict(self.dream_id))
        look = await self.bridge.ask(lambda backend: backend.look(self.dream_id))
        self.show_look(look)
        if undone.record is not None:
            target = undone.record.targets[0] if undone.record.targets else None
            if target is not None and look.review.part(target) is not None:
                self.go_to(Cursor(target, self.cursor.level, self.cursor.grouping))
            again = self.app.key("review.redo")
            self.app.tell(f"Taken back: {_TAKEN[undone.record.action]}. {again} does it again.")
        else:
            self.app.tell("The apply was taken back, as new versions; what others wrote stays.")

    def action_redo(self) -> None:
        self.start("verdict", self._redo)

    async def _redo(self) -> None:
        self.show_look(await self.bridge.ask(lambda b: b.redo_verdict(self.dream_id)))


def _some_words(text: str) -> str | None:
    return None if text.strip() else "A few words, or esc."
