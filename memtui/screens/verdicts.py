"""
The keys of a review that decide: accept, reject, edit, split, comment, undo, and apply.
"""

from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from core.dreams.review import Action, Part, Verdict
from core.dreams.reviewing.choosing import Selection
from core.dreams.reviewing.moved import ReviewMoved
from core.dreams.reviewing.rebase import State
from core.errors import CoreError
from core.merge import Choice
from memtui.editor import edit_in_front, editor_command
from memtui.reviewing.cursor import Cursor, Group, Level, in_file, next_pending
from memtui.reviewing.settling import SIDES, settling
from memtui.screens.applying import page_of, told
from memtui.screens.mode import ModeScreen
from memtui.widgets.prompt import Prompt, Sheet

if TYPE_CHECKING:
    from core.dreams.reviewing.looking import Look
    from core.dreams.reviewing.receipts import Receipt

_TOGGLED = {
    Verdict.PENDING: Action.ACCEPT,
    Verdict.ACCEPTED: Action.REJECT,
    Verdict.EDITED: Action.REJECT,
    Verdict.REJECTED: Action.RESET,
}


_DONE = {Action.ACCEPT: "accepted", Action.REJECT: "rejected"}
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


class Verdicts(ModeScreen, inherit_bindings=False):
    """A screen on which one review is decided."""

    dream_id: str
    seen: "Look | None" = None
    """The review as it is drawn."""
    cursor = Cursor()

    # What the screen says

    @property
    def part(self) -> Part | None:
        """The part under the cursor."""
        raise NotImplementedError

    @property
    def listed(self) -> list[Group]:
        """What the list shows, in its order."""
        raise NotImplementedError

    @property
    def shown_parts(self) -> list[Part] | None:
        """The parts that a filter leaves; `None` while there is none."""
        raise NotImplementedError

    def show_look(self, look: "Look") -> None:
        """Draw a look at the review."""
        raise NotImplementedError

    def go_to(self, cursor: Cursor) -> None:
        """Put the cursor somewhere else."""
        raise NotImplementedError

    # Deciding

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
        self.start(self._with_words("Why is it rejected?", Action.REJECT), "verdict")

    def action_comment(self) -> None:
        self.start(self._with_words("What is there to say?", Action.COMMENT), "verdict")

    def _decide(
        self, action: Action, selection: Selection | None = None, *, goes_on: bool = False
    ) -> None:
        if self.seen is not None and self.part is not None:
            wanted = selection or self.cursor.selection(self.seen, self.shown_parts)
            self.start(self._store(action, wanted, None, goes_on=goes_on), "verdict")

    def _decide_all(self, action: Action) -> None:
        """What is pending in this file; of what is in no file, in this change."""
        part = self.part
        if part is None:
            return
        if part.hunk.path:
            wanted = in_file(part.hunk.path, self.shown_parts, pending_only=True)
        else:
            wanted = Selection(changes=(part.hunk.change_id,), pending_only=True)
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
            await self._store(action, wanted, text.strip(), goes_on=action is Action.REJECT)

    async def _store(
        self, action: Action, selection: Selection, text: str | None, *, goes_on: bool
    ) -> None:
        """Stored before it is drawn: a crash in between loses nothing."""
        dream_id = self.dream_id
        before = self.seen
        look = await self.bridge.ask(lambda b: b.decide(dream_id, action, selection, text))
        self.show_look(look)
        self._tell_of(action, before, look)
        if goes_on:
            self._go_on()

    def _tell_of(self, action: Action, before: "Look | None", look: "Look") -> None:
        """Say what was done where it cannot be seen: out of the window, or to many at once."""
        if before is None:
            return
        old, new = before.review.progress(), look.review.progress()
        undo = self.app.key("review.undo")
        if action is Action.COMMENT:
            self.app.tell("Kept, beside the reasons.")
        elif action is Action.SPLIT:
            count = new.total - old.total + 1
            self.app.tell(f"Cut into {count:,} parts; {self.app.key('review.join')} joins them.")
        elif action in _DONE and old.pending - new.pending > 1:
            done = f"{old.pending - new.pending:,} hunks are {_DONE[action]}"
            self.app.tell(f"{done} by that; {undo} takes it back.")

    def _go_on(self) -> None:
        found = next_pending(self.cursor, self.listed)
        if found is not None:
            self.go_to(found)
        elif self.seen is not None and not self.seen.review.progress().pending:
            self.app.tell(f"Everything is decided; {self.app.key('review.write')} applies it.")

    # A hunk that conflicts

    def action_settle(self) -> None:
        part = self.part
        if part is None or not self.conflicts(part):
            self.app.tell("Only a hunk that conflicts with what is there now is settled.")
        else:
            self.start(self._settle(part.id), "verdict")

    def conflicts(self, part: Part) -> bool:
        """Whether what is there now stands against a part."""
        return self.seen is not None and self.seen.standing(part.id).state is State.CONFLICTS

    async def _settle(self, hunk_id: str) -> None:
        """Show both sides against their base, and let the person take one, or write a text."""
        sides = await self.bridge.ask(lambda b: b.hunk_sides(self.dream_id, hunk_id))
        title, lines, answers = settling(sides)
        answer = await self.app.push_screen_wait(Sheet(title, lines, answers))
        if answer == "t":
            await self._store(
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
        self._go_on()

    # By hand

    def action_edit(self) -> None:
        part = self.part
        if part is None:
            return
        if self.conflicts(part):
            self.action_settle()
            return
        if self.cursor.level is not Level.HUNK or part.id == part.hunk.change_id:
            self.app.tell("One hunk at a time is edited; go to one first.")
            return
        edited = self._edited("".join(f"{line}\n" for line in part.new_lines), part.hunk.path)
        if edited is not None:
            self.start(self._edit(part.id, edited), "verdict")

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
        self._go_on()

    # Back and forth

    def action_undo(self) -> None:
        self.start(self._undo(), "verdict")

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
        self.start(self._redo(), "verdict")

    async def _redo(self) -> None:
        self.show_look(await self.bridge.ask(lambda b: b.redo_verdict(self.dream_id)))

    # Applying

    def action_write(self) -> None:
        self.start(self._apply(), "apply")

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
            title, lines, answers = page_of(receipt, look, is_again=is_again)
            answer = await self.app.push_screen_wait(Sheet(title, lines, answers))
            if answer is None:
                return
            done = await self._applied(receipt, skips=answer == "s")
            if done is not None:
                break
            is_again = True
        self.show_look(await self.bridge.ask(lambda backend: backend.look(self.dream_id)))
        self.app.tell(told(done, self.app.key("review.undo")))

    async def _applied(self, shown: "Receipt", *, skips: bool) -> "Receipt | None":
        """What was applied; `None` if that would not be what was shown, and nothing was."""
        try:
            return await self.bridge.ask(
                lambda b: b.apply_review(self.dream_id, shown, skip_conflicts=skips)
            )
        except ReviewMoved:
            return None


def _some_words(text: str) -> str | None:
    return None if text.strip() else "A few words, or esc."
