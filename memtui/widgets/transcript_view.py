"""
A transcript: the events in view and some around them, however many the session has.

The edge of what is loaded that the reader comes close to is read on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from textual.message import Message

from core.transcripts.accesses import Access
from core.transcripts.views import Only, Stretch, View
from memtui import keys
from memtui.shown.loaded import Loaded
from memtui.widgets.text_lines import Spans
from memtui.widgets.transcript_lines import TranscriptLines
from memtui.widgets.transcript_rows import Part, rows_of_stretch

KEPT = 400
"""Events that stay loaded at least; beyond them a stretch that is far from the reader goes."""

READ_AHEAD = 60
"""Rows from an edge at which more is read."""

_SIGNS = {False: "▾", True: "▸"}
"""What stands in front of a turn, by whether it is folded."""

_NOTHING: Mapping[Only | None, str] = {
    None: "Nothing was recorded of this session.",
    Only.TOOLS: "No tool was called in this session.",
    Only.MEMORY: "No turn of this session touched a memory.",
    Only.ERRORS: "Nothing failed in this session.",
}


class TranscriptView(TranscriptLines):
    """See the module."""

    BINDINGS = keys.bindings(keys.Place.TRANSCRIPT)
    PLACES = (keys.Place.TRANSCRIPT, keys.Place.TEXT)

    @dataclass
    class Wanted(Message):
        """The reader comes close to an edge of what is loaded."""

        is_after: bool

    @dataclass
    class Pointed(Message):
        """The cursor is on another event."""

    @dataclass
    class AccessOpened(Message):
        """The memory that a call touched is wanted."""

        access: Access

    @dataclass
    class ViewWanted(Message):
        """The transcript is wanted in another way; the cursor stays on its event."""

        view: View

    @dataclass
    class FoldWanted(Message):
        """The turn of an event is to be folded, or unfolded."""

        event_id: str

    @dataclass
    class EndWanted(Message):
        """The first or the last events are wanted."""

        is_last: bool

    def __init__(self) -> None:
        super().__init__(id="transcript")
        self.view = View()
        self.stores: Mapping[str, str] = {}
        """The names of the stores, by id."""
        self.words: re.Pattern[str] | None = None
        """What stands out in the texts."""
        self.loaded = Loaded()
        self._opened: set[str] = set()
        self._is_wanting = False

    # What is given to it

    def show(self, piece: Stretch, view: View) -> None:
        """Show a stretch in place of what was there; a cursor on an event of it stays there."""
        self.view = view
        self.loaded, self._is_wanting = Loaded((piece,)), False
        self._rebuild()

    def add(self, piece: Stretch, *, is_after: bool) -> None:
        """Show a stretch behind what is there, or in front of it."""
        self._is_wanting = False
        # On a high screen more stays, or giving up one edge would bring the other into view.
        kept = KEPT + 2 * self.size.height
        self.loaded = self.loaded.with_piece(piece, is_after=is_after, kept=kept)
        self._rebuild()

    def give_up(self) -> None:
        """What was wanted could not be read; it may be wanted again."""
        self._is_wanting = False

    def open_event(self, event_id: str) -> None:
        """Show all that is kept of an event."""
        if event_id not in self._opened:
            self._opened.add(event_id)
            self._rebuild()

    def go_to_words(self, event_id: str) -> None:
        """Go to the line of an event where the words stand that were looked for."""
        for at, line in enumerate(self.lines):
            if line.event_id == event_id and self.words and self.words.search(line.text):
                self.move_to(at, center=True)
                return
        self.go_to_event(event_id)

    def go_to_end(self) -> None:
        """Put the cursor on the last line."""
        self.move_to(self.count - 1)

    # Where the cursor is

    @property
    def position(self) -> int | None:
        """The turn of the event under the cursor in its session, from 1, where all are shown."""
        event = self.event
        if event is None or self.view != View():
            return None
        return self.loaded.position(event.id)

    @property
    def is_at_end(self) -> bool:
        """Whether the cursor is on the last line of the session."""
        return not self.loaded.has_after and self.cursor >= self.count - 1

    @property
    def access(self) -> Access | None:
        """The touch of a memory that the cursor is on."""
        line = self.line
        if line is None or line.part is not Part.ACCESS:
            return None
        return self.loaded.accesses(line.event_id)[line.number]

    def is_open(self, event_id: str) -> bool:
        """Whether all that is kept of an event is shown."""
        return event_id in self._opened

    def _rebuild(self) -> None:
        pieces = self.loaded.pieces
        events = {event.id: event for event in self.loaded.events}
        self._opened &= events.keys()
        lines = [row for one in pieces for row in rows_of_stretch(one, self._opened, self.stores)]
        signs = {head: _SIGNS[head in one.folded] for one in pieces for head in one.heads}
        self.show_lines(lines, events, signs)
        self.post_message(self.Pointed())
        self.reached(self.scroll_offset.y + self.size.height)

    # As lines

    @property
    def empty(self) -> str:
        return _NOTHING[self.view.only] if self.loaded.pieces else ""

    def marked(self, item: int) -> tuple[Spans, str]:
        if self.words is None:
            return (), ""
        return [found.span() for found in self.words.finditer(self.texts[item])], "match"

    def pointed(self) -> None:
        self.post_message(self.Pointed())

    def reached(self, row: int) -> None:
        if self._is_wanting:
            return
        if self.loaded.has_after and row + READ_AHEAD > self.rows:
            self._want(is_after=True)
        elif self.loaded.has_before and row - self.size.height < READ_AHEAD:
            self._want(is_after=False)

    def clicked(self) -> None:
        self.action_open()

    def _want(self, *, is_after: bool) -> None:
        self._is_wanting = True
        self.post_message(self.Wanted(is_after))

    # What a person does

    def action_open(self) -> None:
        line = self.line
        if line is None:
            return
        access = self.access
        if access is not None:
            self.post_message(self.AccessOpened(access))
        elif self.loaded.is_folded(line.event_id):
            self.post_message(self.FoldWanted(line.event_id))
        else:
            self._opened ^= {line.event_id}
            self._rebuild()

    def action_fold(self) -> None:
        if self.event is not None:
            self.post_message(self.FoldWanted(self.event.id))

    def action_fold_all(self) -> None:
        self.post_message(self.ViewWanted(replace(self.view, is_folded=True, others=frozenset())))

    def action_unfold_all(self) -> None:
        self.post_message(self.ViewWanted(replace(self.view, is_folded=False, others=frozenset())))

    def action_tools(self) -> None:
        self._only(Only.TOOLS)

    def action_memory(self) -> None:
        self._only(Only.MEMORY)

    def action_errors(self) -> None:
        self._only(Only.ERRORS)

    def action_next_turn(self) -> None:
        self._go_to_turn(range(self.cursor + 1, self.count))

    def action_previous_turn(self) -> None:
        self._go_to_turn(range(self.cursor - 1, -1, -1))

    def action_top(self) -> None:
        if self.loaded.has_before:
            self.post_message(self.EndWanted(is_last=False))
        else:
            super().action_top()

    def action_bottom(self) -> None:
        if self.loaded.has_after:
            self.post_message(self.EndWanted(is_last=True))
        else:
            super().action_bottom()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Turns are folded only where all of their events are shown."""
        if action in ("fold", "fold_all", "unfold_all"):
            return self.view.only in (None, Only.MEMORY)
        return super().check_action(action, parameters)

    def _only(self, only: Only) -> None:
        wanted = None if self.view.only is only else only
        self.post_message(self.ViewWanted(replace(self.view, only=wanted)))

    def _go_to_turn(self, items: range) -> None:
        for item in items:
            line = self.lines[item]
            if line.part is Part.HEAD and line.event_id in self._signs:
                self.go_to(item)
                return
        self.go_to(items[-1] if items else self.cursor)
