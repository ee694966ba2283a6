"""
The keys of a review that decide: accept, reject, split, join, comment, and back and forth.
"""

from collections.abc import Sequence

from core.dreams.reviewing.choosing import Selection
from core.dreams.verdicts import Action, Part, Record, Verdict, ancestors
from memtui.reviewing.cursor import Cursor, Level
from memtui.screens.reviewing.reviewed import Reviewed
from memtui.text import visible
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

    _words_left: dict[tuple[Action, str], str]
    """What was typed about a part and left without an answer; the next question has it."""

    def action_accept(self) -> None:
        self.in_turn(self._decide, Action.ACCEPT)

    def action_reject(self) -> None:
        self.in_turn(self._decide, Action.REJECT)

    def action_turn(self) -> None:
        self.in_turn(self._turn)

    def action_accept_all(self) -> None:
        self.in_turn(self._decide_all, Action.ACCEPT)

    def action_reject_all(self) -> None:
        self.in_turn(self._decide_all, Action.REJECT)

    def action_split(self) -> None:
        self.in_turn(self._split)

    def action_join(self) -> None:
        self.in_turn(self._join)

    async def _decide(self, action: Action) -> None:
        if self.seen is not None and self.part is not None:
            await self.store(action, self.chosen, None, goes_on=True)

    async def _turn(self) -> None:
        if self.seen is not None and self.part is not None:
            await self.store(_toggled(self.covered), self.chosen, None, goes_on=False)

    async def _decide_all(self, action: Action) -> None:
        if self.seen is not None and self.part is not None:
            await self.store(action, self.rest, None, goes_on=True)

    async def _split(self) -> None:
        part, leaf = self.part, self.leaf
        if part is None:
            return
        if part.is_finding:
            self.app.tell("A finding has no lines to cut: it only tells.")
        elif len(self.covered) > 1:
            self.app.tell("One hunk at a time is cut; go to one first.")
        else:
            await self._recut(Action.SPLIT, part)
            if leaf is not None:
                self._return_to((leaf.part_id,))

    async def _join(self) -> None:
        cut = [part for part in self.covered if part.id != part.root]
        if not cut:
            self.app.tell("Nothing is cut here, so there is nothing to join.")
        elif len({part.root for part in cut}) > 1:
            self.app.tell("The parts of one hunk at a time are joined; go to one first.")
        else:
            here = self.part if self.part in cut else cut[0]
            await self._recut(Action.JOIN, here)

    async def _recut(self, action: Action, part: Part) -> None:
        await self.store(action, Selection(hunks=(part.id,)), None, goes_on=False)

    # With words

    def action_reject_because(self) -> None:
        self._ask_words("Why is it rejected?", Action.REJECT)

    def action_comment(self) -> None:
        self._ask_words("What is there to say?", Action.COMMENT)

    def _ask_words(self, title: str, action: Action) -> None:
        """Ask for some words about what the cursor covers; others may decide while they come."""
        about: list[Selection] = []
        if (part := self.part) is None:
            return
        place = action, part.id
        prompt = Prompt(title, self._words_left.pop(place, ""), _some_words)

        def answered(text: str | None) -> None:
            if text is not None:
                self.in_turn(self._with_words, action, about, text.strip())
            elif prompt.left.strip():
                self._words_left[place] = prompt.left

        self.in_turn(self._keep_selection, about, action)
        # At once: what is typed now is for the line.
        self.app.push_screen(prompt, answered)

    async def _keep_selection(self, about: list[Selection], action: Action) -> None:
        if self.seen is not None:
            # What is said of a line is said of its hunk: nothing is cut for a remark.
            about.append(self.selection if action is Action.COMMENT else self.chosen)

    async def _with_words(self, action: Action, about: list[Selection], text: str) -> None:
        for selection in about:
            await self.store(action, selection, text, goes_on=action is Action.REJECT)

    # Back and forth

    def action_undo(self) -> None:
        self.in_turn(self._undo)

    async def _undo(self) -> None:
        undone = await self.bridge.ask(lambda backend: backend.undo_verdict(self.dream_id))
        look = await self.bridge.ask(lambda backend: backend.look(self.dream_id))
        self.show_look(look)
        if undone.record is not None:
            self._return_to(undone.record.targets)
            again = self.app.key("review.redo")
            taken = f"Taken back: {_TAKEN[undone.record.action]}."
            self.app.offer(f"{taken} {self._still(undone.record)}{again} does it again.")
        else:
            taken = "The apply was taken back, as new versions; what others wrote stays."
            self.app.offer(f"{taken} {self.app.key('review.write')} applies it again.")

    def _return_to(self, targets: Sequence[str]) -> None:
        """Go to what a record was about; lines that are in their hunk again are found there."""
        look = self.seen
        if look is None or not targets:
            return
        names = (targets[0], *ancestors(targets[0]))
        there = next((name for name in names if look.review.part(name) is not None), None)
        if there is not None:
            self.go_to(Cursor(there, self.cursor.level, self.cursor.grouping))
            if self.cursor.level is Level.LINE:
                self.go_to_line(targets[0])

    def action_redo(self) -> None:
        self.in_turn(self._redo)

    async def _redo(self) -> None:
        done = await self.bridge.ask(lambda backend: backend.redo_verdict(self.dream_id))
        self.show_look(await self.bridge.ask(lambda backend: backend.look(self.dream_id)))
        self._return_to(done.targets)
        self.app.tell(f"Done again: {_TAKEN[done.action]}.")

    def _still(self, record: Record) -> str:
        """What somebody else decided since on the same, which therefore stays."""
        look = self.seen
        if look is None or record.action in (Action.COMMENT, Action.SPLIT, Action.JOIN):
            return ""
        parts = [look.review.part(target) for target in record.targets]
        others = {part.by for part in parts if part is not None and part.is_decided and part.by}
        names = ", ".join(sorted(visible(one.id, keep="") for one in others - {record.by}))
        return f"What {names} decided stays. " if names else ""


def _toggled(parts: Sequence[Part]) -> Action:
    """What comes after what these are: where they are not alike, all of them are accepted."""
    verdicts = {part.verdict for part in parts}
    if all(part.is_accepted for part in parts):
        return _TOGGLED[Verdict.ACCEPTED]
    return _TOGGLED[verdicts.pop() if len(verdicts) == 1 else Verdict.PENDING]


def _some_words(text: str) -> str | None:
    return None if text.strip() else "A few words, or esc."
