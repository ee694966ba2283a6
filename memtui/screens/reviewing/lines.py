"""
A review at its lines: which of a hunk's lines the cursor is on. A verdict cuts them out of it.
"""

from core.dreams.reviewing.choosing import Selection
from core.dreams.verdicts import is_within
from memtui.reviewing.cursor import Level
from memtui.reviewing.leaves import Leaf, leaves, rows_of_leaf
from memtui.screens.reviewing.reviewed import Reviewed
from memtui.widgets.review_hunks import HunksView


class ByLine(Reviewed, inherit_bindings=False):
    """A review whose keys can be about some lines of a hunk."""

    hunks_view: HunksView

    @property
    def leaf(self) -> Leaf | None:
        """The lines that keys are about, when they are about lines."""
        part = self.part
        if self.cursor.level is not Level.LINE or part is None:
            return None
        every = leaves(part)
        return every[self._leaf_at(every)]

    @property
    def place_of_leaf(self) -> tuple[int, int]:
        """Which of how many of its hunk it is; from 1."""
        part = self.part
        if part is None:
            return 0, 0
        every = leaves(part)
        return self._leaf_at(every) + 1, len(every)

    def go_to_leaf(self, by: int) -> bool:
        """Go to the next lines of the same hunk; `False` where there are none."""
        part = self.part
        if part is None:
            return False
        every = leaves(part)
        at = self._leaf_at(every) + by
        if not 0 <= at < len(every):
            return False
        rows = rows_of_leaf(self.hunks_view.review_rows, part.id, every[at])
        self.hunks_view.go_to_line(rows[0])
        self.point()
        return True

    def go_to_line(self, part_id: str) -> None:
        """Go to the lines of the hunk under the cursor that this part of it would be."""
        part = self.part
        if part is None:
            return
        leaf = next((one for one in leaves(part) if is_within(one.part_id, part_id)), None)
        rows = () if leaf is None else rows_of_leaf(self.hunks_view.review_rows, part.id, leaf)
        if rows:
            self.hunks_view.go_to_line(rows[0])
            self.point()

    @property
    def chosen(self) -> Selection:
        """What a verdict is about here."""
        leaf = self.leaf
        if leaf is None or self.part is None or leaf.part_id == self.part.id:
            return self.selection
        return Selection(hunks=(leaf.part_id,))

    def _leaf_at(self, every: tuple[Leaf, ...]) -> int:
        """The leaf that the line under the cursor is of; the first one above all of them."""
        part, rows = self.part, self.hunks_view.review_rows
        if part is None:
            return 0
        here = self.hunks_view.line
        places = [rows_of_leaf(rows, part.id, one) for one in every]
        exact = next((at for at, place in enumerate(places) if here in place), None)
        if exact is not None:
            return exact
        above = [at for at, place in enumerate(places) if place and place[0] <= here]
        return above[-1] if above else 0
