"""
A review whose keys are about what has the cursor: in the list, that is an entry with all its hunks.
"""

from textual import on
from textual.events import DescendantFocus

from core.dreams.reviewing.choosing import Selection
from core.dreams.verdicts import Part
from memtui.reviewing.entries import of_entry, rest_of_entry
from memtui.reviewing.groups import Group, Grouping, group_of
from memtui.reviewing.leaves import Leaf
from memtui.screens.reviewing.moving import Moving
from memtui.widgets.review_groups import GroupList

_ABOUT_HUNKS = frozenset(
    ("accept", "reject", "reject_because", "turn", "accept_all", "reject_all", "comment", "source")
)


class ByEntry(Moving, inherit_bindings=False):
    """A review that can be decided from its list."""

    groups_view: GroupList

    @property
    def entry(self) -> Group | None:
        """The entry that keys are about; `None` while they are about hunks."""
        if not self.groups_view.has_focus or not self.listed:
            return None
        return self.listed[group_of(self.listed, self.cursor.part_id)]

    @property
    def selection(self) -> Selection:
        look, entry = self.seen, self.entry
        if look is None or entry is None:
            return super().selection
        return of_entry(entry, self.cursor.grouping, look.applied)

    @property
    def rest(self) -> Selection:
        look, entry = self.seen, self.entry
        if look is None or entry is None:
            return super().rest
        return rest_of_entry(entry, look.applied)

    @property
    def leaf(self) -> Leaf | None:
        return None if self.entry is not None else super().leaf

    @property
    def parts_of_entry(self) -> tuple[Part, ...]:
        """What a verdict on the entry under the cursor is about."""
        look, entry = self.seen, self.entry
        if look is None or entry is None:
            return ()
        is_change = self.cursor.grouping is Grouping.CHANGE
        return look.review.of_change(entry.key) if is_change else entry.parts

    def offers(self, action: str) -> bool:
        """Of what is about hunks, what these can have done to them."""
        covered = self.covered
        if action in ("edit", "split"):
            return len(covered) == 1 and not covered[0].is_finding
        if action == "join":
            return any(part.id != part.root for part in covered)
        if action in _ABOUT_HUNKS:
            return bool(covered)
        return super().offers(action)

    @on(DescendantFocus)
    def show_what_keys_are_about(self) -> None:
        """From the list to the hunks and back: it is something else now."""
        if self.is_ready and self.seen is not None:
            self.point()
