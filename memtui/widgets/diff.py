"""
What changed between two versions: numbers of both sides, a sign, and marks on the changed words.

The sign column carries the meaning; colour only repeats it.
"""

from itertools import pairwise
from typing import ClassVar

from core.diff import Diff, Row, rows, unified
from core.texts.words import word_marks
from memtui import keys
from memtui.widgets.painted import Parts
from memtui.widgets.text_lines import Spans, TextLines

CONTEXT = 3
SIGNS = {"added": "+", "removed": "-", "context": " ", "gap": " "}
LOOKS = {"added": "add add-line", "removed": "del del-line", "context": "", "gap": "dim"}
WORD_LOOKS = {"added": "add-word", "removed": "del-word"}


class DiffView(TextLines):
    """A diff, row by row."""

    BINDINGS = keys.bindings(keys.Place.DIFF)
    PLACES: ClassVar[tuple[keys.Place, ...]] = (keys.Place.DIFF, keys.Place.TEXT)
    PANE = "Diff"
    EMPTY: ClassVar[str] = "The two texts are equal."

    def __init__(self, *, id: str = "diff") -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.diff: Diff | None = None
        self._rows: list[Row] = []
        self._partners: dict[int, int] = {}
        self._marks: dict[int, Spans] = {}
        self._digits = 3
        self._names = ("", "")

    def show_diff(self, diff: Diff, old_name: str, new_name: str) -> None:
        """Show a diff; the names are what a copied patch says."""
        self._names = (old_name, new_name)
        self.show_rows(diff, rows(diff, CONTEXT))

    def show_rows(self, diff: Diff, shown: list[Row]) -> None:
        """Show these rows of a diff."""
        self.diff = diff
        self._rows = shown
        self._digits = max(3, len(str(max(len(diff.old), len(diff.new)))))
        self._partners = _partners(self._rows)
        self._marks = {}
        texts = [_text(row) for row in self._rows]
        first = next((at for at, row in enumerate(self._rows) if row.kind in WORD_LOOKS), 0)
        self.set_texts(texts, cursor=first, top=0)
        self.show_cursor()

    def clear(self) -> None:
        """Show nothing."""
        self.diff = None
        self._rows, self._partners, self._marks = [], {}, {}
        self.set_texts([])

    @property
    def gutter_width(self) -> int:
        return 2 * self._digits + 4

    def gutter_parts(self, item: int, *, is_first: bool) -> Parts:
        row = self._rows[item]
        width = self._digits
        if row.kind == "gap":
            yield "⋯".rjust(width) + " " + "⋯".rjust(width) + "   ", "dim"
            return
        old = str(row.old_line) if row.old_line is not None and is_first else ""
        new = str(row.new_line) if row.new_line is not None and is_first else ""
        look = "" if row.kind in WORD_LOOKS else "faint"
        yield f"{old.rjust(width)} {new.rjust(width)} ", look
        yield f"{SIGNS[row.kind]} ", "bold"

    def line_look(self, item: int) -> str:
        return LOOKS[self._rows[item].kind]

    def marked(self, item: int) -> tuple[Spans, str]:
        look = WORD_LOOKS.get(self._rows[item].kind, "")
        partner = self._partners.get(item)
        if partner is None:
            return (), ""
        if item not in self._marks:
            old, new = sorted((item, partner))
            self._marks[old], self._marks[new] = word_marks(self.texts[old], self.texts[new])
        return self._marks[item], look

    def copied(self) -> tuple[str, str] | None:
        if self.diff is None:
            return None
        old, new = self._names
        return "diff", "\n".join(unified(self.diff, old, new)) + "\n"

    def action_next_change(self) -> None:
        starts = [start for start in self._changes() if start > self.cursor]
        if starts:
            self._go_to_change(starts[0])

    def action_previous_change(self) -> None:
        starts = [start for start in self._changes() if start < self.cursor]
        if starts:
            self._go_to_change(starts[-1])

    def _go_to_change(self, item: int) -> None:
        self.move_to(item, center=True)

    def _changes(self) -> list[int]:
        """Where blocks of changed lines begin."""
        kinds = ["context", *(row.kind for row in self._rows)]
        return [
            at
            for at, (before, kind) in enumerate(pairwise(kinds))
            if kind in WORD_LOOKS and before not in WORD_LOOKS
        ]


def _text(row: Row) -> str:
    # Two rows may differ in their line ends only; without a sign they would look equal.
    return row.text if row.ended or row.kind == "context" else f"{row.text} ⊘ no line end"


def _partners(shown: list[Row]) -> dict[int, int]:
    """Which removed line became which added one: those at the same place of their block."""
    partners: dict[int, int] = {}
    removed: list[int] = []
    added: list[int] = []
    for at, row in enumerate([*shown, None]):
        if row is not None and row.kind == "removed" and not added:
            removed.append(at)
        elif row is not None and row.kind == "added":
            added.append(at)
        else:
            for old, new in zip(removed, added, strict=False):
                partners[old], partners[new] = new, old
            removed = [at] if row is not None and row.kind == "removed" else []
            added = []
    return partners
