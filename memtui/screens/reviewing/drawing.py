"""
One look at a review as it is drawn, with the cursor in it: the list, the hunks, and why.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import on

from core.dreams.related import Related, related
from core.dreams.reviewing.looking import Look
from core.dreams.verdicts import Part
from memtui.bridge import Bridge
from memtui.reviewing.cursor import Level, next_pending, settled
from memtui.reviewing.groups import Group, Grouping, conflicts, group_of, groups
from memtui.reviewing.leaves import Leaf, leaves, rows_of_leaf
from memtui.reviewing.notes import Note, notes
from memtui.reviewing.rows import rows_of
from memtui.reviewing.status import decided, standing
from memtui.screens.reviewing.entries import ByEntry
from memtui.text import visible
from memtui.widgets import figures
from memtui.widgets.lines import Heading
from memtui.widgets.review_groups import GroupList
from memtui.widgets.review_hunks import HunksView
from memtui.widgets.review_notes import NotesView

if TYPE_CHECKING:
    from memtui.app import MemtuiApp


class Drawing(ByEntry, inherit_bindings=False):
    """A review as it is drawn; see the module."""

    hunks_view: HunksView
    notes_view: NotesView

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        self.groups_view = GroupList()
        self.hunks_view = HunksView()
        self.hunks_view.wants_sides = app.reviews_have_sides
        self.notes_view = NotesView()
        self.listed: list[Group] = []
        self.words: tuple[str, ...] = ()
        """Only what holds all of these is shown."""
        self._others: Mapping[str, Sequence[Related]] = {}
        """By change: the others about the same entries."""

    def show_look(self, look: Look) -> None:
        """Draw a look; the cursor stays on what it was on."""
        before, self.seen = self.seen, look
        if before is None or look.review.changes is not before.review.changes:
            self._others = related(look.review.changes, look.base)
        self.listed = groups(look, self.cursor.grouping, self.words)
        self.cursor = settled(self.cursor, before, self.listed)
        if before is None:
            # Who comes back goes on where something is left to decide.
            self.cursor = next_pending(self.cursor, self.listed) or self.cursor
        self.draw()

    def draw(self) -> None:
        """Draw the review as it was looked at last."""
        look = self.seen
        if look is None:
            return
        at = group_of(self.listed, self.cursor.part_id)
        parts = self.listed[at].parts if self.listed else ()
        with self.app.batch_update():
            self.groups_view.show(self.listed, at)
            self.hunks_view.show_rows(rows_of(look, parts), self.cursor.part_id, self._leaves_of)
            self.point()

    def point(self) -> None:
        """What the keys are about now."""
        look, part = self.seen, self.part
        leaf = self.leaf
        rows = None
        if leaf is not None and part is not None:
            rows = frozenset(rows_of_leaf(self.hunks_view.review_rows, part.id, leaf))
        self.hunks_view.cover(frozenset(one.id for one in self.covered), rows)
        if look is None or part is None:
            self.notes_view.show_notes(())
        else:
            self.notes_view.show_notes(self._notes_now())
        self.entitle()
        self.show_keys()

    @property
    def part(self) -> Part | None:
        """The part under the cursor."""
        found = None if self.seen is None or self.cursor.part_id is None else self.seen
        return None if found is None else found.review.part(self.cursor.part_id or "")

    @property
    def covered(self) -> tuple[Part, ...]:
        """The parts that a verdict would be about."""
        look, part = self.seen, self.part
        if look is None or part is None:
            return ()
        if self.entry is not None:
            return self.parts_of_entry
        every = self.shown_parts or look.review.parts
        match self.cursor.level:
            case Level.FILE if part.hunk.path:
                return tuple(one for one in every if one.hunk.path == part.hunk.path)
            case Level.HUNK | Level.LINE:
                return (part,)
            case _:
                return look.review.of_change(part.hunk.change_id)

    @property
    def shown_parts(self) -> list[Part] | None:
        return [part for group in self.listed for part in group.parts] if self.words else None

    def entitle(self) -> None:
        """Say above the panes what they show, and how far the review is."""
        look = self.seen
        if look is None:
            return
        titles = {Grouping.CHANGE: "Changes", Grouping.FILE: "Files", Grouping.KIND: "Kinds"}
        # How far the review is stands above the hunks; where they gave way, above what is there.
        is_alone = not self.query_one("#hunks-pane").display
        progress = decided(look) if is_alone else ""
        shown_groups = f"{len(self.listed):,} shown" if self.words else ""
        aside = " · ".join(filter(None, (shown_groups, progress)))
        self.groups_view.entitle(Heading(titles[self.cursor.grouping], aside))
        path = visible(self.hunks_view.path, keep="")
        total = look.review.progress().total
        shown = self.shown_parts
        filtered = "" if shown is None else f"{len(shown):,} of {total:,} shown"
        left = " · ".join(filter(None, (filtered, self.hunks_view.aside)))
        facts = standing(look, self.cursor, self.listed, self.place_of_leaf, entry=self.entry)
        count = sum(conflicts(look, one) for one in look.review.parts)
        badge = f"⚠ {figures.counted(count, 'conflict', 'conflicts')}" if count else ""
        self.hunks_view.entitle(Heading(path or "Hunks", left, facts=facts, badge=badge))
        places = len(self.notes_view.places)
        cited = figures.counted(places, "place", "places") if places else ""
        aside = " · ".join(filter(None, (cited, progress)))
        self.notes_view.entitle(Heading("Why", aside))
        self.show_place(self.store_name, figures.short_id(self.dream_id))

    def _leaves_of(self, part_id: str) -> Sequence[Leaf]:
        part = None if self.seen is None else self.seen.review.part(part_id)
        return () if part is None else leaves(part)

    @on(HunksView.Arranged)
    def entitle_again(self) -> None:
        """Old and new stand beside each other now, or the pane says why they do not."""
        self.app.reviews_have_sides = self.hunks_view.wants_sides
        self.lay_out()
        self.show_keys()

    def _notes_now(self) -> list[Note]:
        look, part = self.seen, self.part
        if look is None or part is None:
            return []
        return notes(look, part, self.app.times, self._others.get(part.hunk.change_id, ()))
