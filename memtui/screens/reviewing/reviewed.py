"""
What all keys of a review need: the review as it is drawn, the cursor in it, storing a verdict.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from core.dreams.reviewing.choosing import Selection
from core.dreams.reviewing.rebase import State
from core.dreams.verdicts import Action, Part
from memtui.reviewing import verdict_words
from memtui.reviewing.cursor import Cursor, next_pending
from memtui.reviewing.groups import Group
from memtui.screens.reviewing.turns import Turns

if TYPE_CHECKING:
    from core.dreams.reviewing.looking import Look
    from memtui.reviewing.leaves import Leaf


class Reviewed(Turns, inherit_bindings=False):
    """A screen that shows one review."""

    dream_id: str
    seen: "Look | None" = None
    """The review as it is drawn."""
    cursor = Cursor()
    listed: list[Group]
    """What the list shows, in its order."""

    # What the screen says

    @property
    def store_name(self) -> str:
        """The name of the store that the dream is over."""
        raise NotImplementedError

    @property
    def part(self) -> Part | None:
        """The part under the cursor."""
        raise NotImplementedError

    @property
    def shown_parts(self) -> list[Part] | None:
        """The parts that a filter leaves; `None` while there is none."""
        raise NotImplementedError

    def show_look(self, look: "Look") -> None:
        """Draw a look at the review."""
        raise NotImplementedError

    @property
    def covered(self) -> tuple[Part, ...]:
        """The parts that a verdict would be about."""
        raise NotImplementedError

    @property
    def selection(self) -> Selection:
        """What has the cursor, in whole hunks."""
        look = self.seen
        return Selection() if look is None else self.cursor.selection(look, self.shown_parts)

    @property
    def rest(self) -> Selection:
        """What is still pending around it."""
        look = self.seen
        return Selection() if look is None else self.cursor.rest(look, self.shown_parts)

    @property
    def chosen(self) -> Selection:
        """What a verdict is about here."""
        raise NotImplementedError

    @property
    def leaf(self) -> "Leaf | None":
        """The lines that keys are about, when they are about lines."""
        raise NotImplementedError

    def go_to_line(self, part_id: str) -> None:
        """Go to the lines of the hunk under the cursor that this part of it would be."""
        raise NotImplementedError

    def point(self) -> None:
        """What the keys are about now."""
        raise NotImplementedError

    def go_to(self, cursor: Cursor) -> None:
        """Put the cursor somewhere else."""
        raise NotImplementedError

    def conflicts(self, part: Part) -> bool:
        """Whether what is there now stands against a part, and somebody can settle that."""
        look = self.seen
        return (
            look is not None
            and look.standing(part.id).state is State.CONFLICTS
            and not look.change(part.hunk.change_id).is_withdrawn
        )

    # Storing

    async def store(
        self, action: Action, selection: Selection, text: str | None, *, goes_on: bool
    ) -> None:
        """Stored before it is drawn: a crash in between loses nothing."""
        dream_id = self.dream_id
        before = self.seen
        look = await self.bridge.ask(lambda b: b.decide(dream_id, action, selection, text))
        if len(selection.hunks) == 1 and action is not Action.COMMENT:
            # A verdict on lines has cut them out of their hunk: on from there.
            self.cursor = replace(self.cursor, part_id=selection.hunks[0])
        self.show_look(look)
        # In one word: a second one would take the place of the first.
        done = "" if before is None else verdict_words.done(action, before, look, self.app.key)
        end = self.go_on() if goes_on else ""
        self.say(f"{done} {end}".strip())

    def say(self, sentence: str) -> None:
        """Something was decided: tell what there is to tell, and no longer what was before."""
        self.app.withdraw()
        if sentence:
            self.app.offer(sentence)

    def go_on(self) -> str:
        """Go to what is to be decided next; gives what to say if there is nothing."""
        found, look = next_pending(self.cursor, self.listed), self.seen
        if found is not None:
            self.go_to(found)
        if found is not None or look is None:
            return ""
        if left := look.review.progress().pending:
            back = self.app.key("review.back")
            return (
                f"All that is shown is decided; {left:,} more behind the filter, {back} shows them."
            )
        then = f"{self.app.key('review.write')} applies it"
        return f"Everything is decided; {then if look.waiting() else 'there is nothing to apply'}."
