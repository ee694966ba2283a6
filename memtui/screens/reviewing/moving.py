"""
The keys of a review that move: from hunk to hunk, from group to group, and to wider or narrower.
"""

from functools import partial

from textual import on

from memtui.reviewing.cursor import Cursor, Level, stepped
from memtui.reviewing.groups import Grouping, group_of
from memtui.screens.reviewing.lines import ByLine
from memtui.text import visible
from memtui.widgets.cells import fit, fit_left
from memtui.widgets.review_groups import GroupList
from memtui.widgets.review_hunks import HunksView
from memtui.widgets.review_notes import NotesView

_TITLE = 50
"""Cells of a title in a sentence."""


class Moving(ByLine, inherit_bindings=False):
    """A review that one goes through."""

    def draw(self) -> None:
        """Draw the review as it was looked at last."""
        raise NotImplementedError

    @on(HunksView.Stepped)
    def step(self, message: HunksView.Stepped) -> None:
        self.move_in_turn(partial(self._step, message.by))

    def _step(self, by: int) -> None:
        if self.cursor.level is Level.LINE and self.go_to_leaf(by):
            return
        self.go_to(stepped(self.cursor, self.listed, by))

    @on(HunksView.Levelled)
    def level(self, message: HunksView.Levelled) -> None:
        self.move_in_turn(partial(self._level, message.by))

    def _level(self, by: int) -> None:
        level = Level(max(0, min(len(Level) - 1, self.cursor.level + by)))
        if level is self.cursor.level:
            end = "the file" if by < 0 else "one line"
            self.app.tell(f"It cannot be about {'more' if by < 0 else 'less'} than {end}.")
        self.cursor = Cursor(self.cursor.part_id, level, self.cursor.grouping)
        self.point()

    @on(HunksView.Moved)
    def follow_lines(self) -> None:
        self.move_in_turn(self._follow_lines)

    def _follow_lines(self) -> None:
        # Where the lines are by now: a verdict may have gone on since.
        part_id = self.hunks_view.part_id
        if part_id is not None and part_id != self.cursor.part_id:
            self.cursor = Cursor(part_id, self.cursor.level, self.cursor.grouping)
            self.point()
        elif self.cursor.level is Level.LINE:
            self.point()

    @on(GroupList.Pointed)
    def show_group(self, message: GroupList.Pointed) -> None:
        self.move_in_turn(partial(self._show_group, message.at))

    def _show_group(self, at: int) -> None:
        if 0 <= at < len(self.listed):
            first = self.listed[at].parts[0]
            self.go_to(Cursor(first.id, self.cursor.level, self.cursor.grouping))

    @on(NotesView.Followed)
    def go_to_change(self, message: NotesView.Followed) -> None:
        parts = [part for group in self.listed for part in group.parts]
        found = next((part for part in parts if part.hunk.change_id == message.change_id), None)
        if found is None:
            self.app.tell("The filter hides that change; esc shows all of them.")
        else:
            self.hunks_view.focus()
            self.go_to(Cursor(found.id, self.cursor.level, self.cursor.grouping))

    @on(GroupList.Opened)
    def enter_group(self) -> None:
        self.hunks_view.focus()

    def go_to(self, cursor: Cursor) -> None:
        """Put the cursor somewhere else."""
        before = group_of(self.listed, self.cursor.part_id)
        self.cursor = cursor
        if group_of(self.listed, cursor.part_id) != before:
            self.draw()
        else:
            self.hunks_view.go_to_part(cursor.part_id)
            self.point()

    def action_next_file(self) -> None:
        self.in_turn(self._next_group, 1)

    def action_previous_file(self) -> None:
        self.in_turn(self._next_group, -1)

    async def _next_group(self, by: int) -> None:
        self._show_group(group_of(self.listed, self.cursor.part_id) + by)

    def action_grouping(self) -> None:
        following = after(self.cursor.grouping)
        self.cursor = Cursor(self.cursor.part_id, self.cursor.level, following)
        if self.seen is None:
            return
        self.show_look(self.seen)
        if not self.query_one("#groups-pane").display:
            at = group_of(self.listed, self.cursor.part_id)
            where = f"By {following.value}, {at + 1:,} of {len(self.listed):,}"
            told = f"{where}: {_in_short(self.listed[at].title)}" if self.listed else ""
            self.app.tell(told or "Nothing is shown.")


def _in_short(title: str) -> str:
    """A title at the end of a sentence that has one line of a small window."""
    safe = visible(title, keep="")
    cut = (fit_left if safe.startswith("/") else fit)(safe, _TITLE).rstrip()
    return cut if cut.endswith("…") else f"{cut}."


def after(grouping: Grouping) -> Grouping:
    """The next way to group."""
    every = tuple(Grouping)
    return every[(every.index(grouping) + 1) % len(every)]
