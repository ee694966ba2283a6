"""
The right side of a review: why a hunk is proposed, and the places in transcripts that say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from core.dreams.proposal import Evidence
from memtui import keys
from memtui.reviewing.notes import Note
from memtui.widgets.painted import Parts
from memtui.widgets.text_lines import TextLines


class NotesView(TextLines):
    """The notes of one hunk."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = (keys.Place.REVIEW, keys.Place.TEXT)
    PANE = "Why"
    EMPTY: ClassVar[str] = "Nothing is selected."

    @dataclass
    class Opened(Message):
        """A person wants to see where a quote comes from."""

        evidence: Evidence

    @dataclass
    class Followed(Message):
        """A person wants to see another change about the same entry."""

        change_id: str

    def __init__(self) -> None:
        super().__init__(id="notes")
        self._notes: Sequence[Note] = ()

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show these; where they are the same as before nothing moves."""
        if list(notes) == list(self._notes):
            return
        self._notes = notes
        # A quote may hold lines: each note is one here.
        self.set_texts([note.text.replace("\n", " ⏎ ") for note in notes], cursor=0, top=0)

    @property
    def evidence(self) -> Evidence | None:
        """The one under the cursor, else the first there is."""
        if self._notes and self._notes[self.cursor].evidence is not None:
            return self._notes[self.cursor].evidence
        return next((note.evidence for note in self._notes if note.evidence is not None), None)

    @property
    def places(self) -> list[Evidence]:
        """Every one there is, in order and once each."""
        return list(dict.fromkeys(note.evidence for note in self._notes if note.evidence))

    def line_look(self, item: int) -> str:
        return self._notes[item].look

    @property
    def gutter_width(self) -> int:
        return 1

    def gutter_parts(self, item: int, *, is_first: bool) -> Parts:  # noqa: ARG002 - Lines asks so
        return ((" ", ""),)

    def copied(self) -> tuple[str, str] | None:
        evidence = self.evidence
        return None if evidence is None else ("quote", evidence.quote)

    def action_open(self) -> None:
        change_id = self._notes[self.cursor].change_id if self._notes else None
        if change_id is not None:
            self.post_message(self.Followed(change_id))
        elif self.evidence is not None:
            self.post_message(self.Opened(self.evidence))

    def clicked(self) -> None:
        self.action_open()
