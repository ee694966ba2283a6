"""
The rows of a review as they are painted: hunks in the text they change, beside each other or below.

The sign column carries the meaning of a line, words that of a hunk; colour only repeats them.
"""

from collections.abc import Callable, Sequence

from core.texts.words import word_marks
from memtui.reviewing.beside import beside, partners
from memtui.reviewing.leaves import Leaf
from memtui.reviewing.rows import QUOTED, ReviewRow, RowKind
from memtui.widgets.painted import Parts
from memtui.widgets.text_lines import Spans
from memtui.widgets.two_sides import Half, Item, TwoSided

SIGNS = {RowKind.ADDED: "+", RowKind.REMOVED: "-"}
_LOOKS = {
    RowKind.FILE: "strong",
    RowKind.HUNK: "bold",
    RowKind.ADDED: "add add-line",
    RowKind.REMOVED: "del del-line",
    RowKind.GAP: "dim",
    RowKind.TITLE: "bold",
    RowKind.SOURCE: "dim",
    RowKind.QUOTE: "",
    RowKind.CONTEXT: "dim",
}
WORD_LOOKS = {RowKind.ADDED: "add-word", RowKind.REMOVED: "del-word"}
_DIGITS = 4

LeavesOf = Callable[[str], Sequence[Leaf]]
"""The leaves of a hunk, by its id."""


class ReviewRows(TwoSided):
    """The rows of a review; what keys are about has an edge."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rows: Sequence[ReviewRow] = ()
        self._covered: frozenset[str] = frozenset()
        self._covered_rows: frozenset[int] | None = None
        self._partners: dict[int, int] = {}
        self._marks: dict[int, Spans] = {}
        self._leaves_of: LeavesOf = lambda _: ()

    def cover(self, part_ids: frozenset[str], rows: frozenset[int] | None = None) -> None:
        """Mark what a verdict would be about: these hunks, or of them only these rows."""
        if (part_ids, rows) != (self._covered, self._covered_rows):
            self._covered, self._covered_rows = part_ids, rows
            self.repaint()

    @property
    def review_rows(self) -> Sequence[ReviewRow]:
        """What is shown, line by line."""
        return self._rows

    def take(self, rows: Sequence[ReviewRow]) -> None:
        """These are to be shown."""
        self._rows = rows
        self._partners, self._marks = partners(rows), {}

    # As lines below each other

    @property
    def gutter_width(self) -> int:
        return _DIGITS + 4

    def gutter_parts(self, item: int, *, is_first: bool) -> Parts:
        return self._gutter(item, 0 if is_first else 1)

    def _is_covered(self, line: int) -> bool:
        rows = self._covered_rows
        return self._rows[line].part_id in self._covered if rows is None else line in rows

    def _gutter(self, line: int, part: int | None, *, has_number: bool = True) -> Parts:
        row = self._rows[line]
        yield ("▌" if self._is_covered(line) else " "), "strong"
        if has_number:
            number = str(row.old_line) if row.old_line is not None and part == 0 else ""
            yield f"{number.rjust(_DIGITS)} ", "faint"
        sign = " " if part is None else SIGNS.get(row.kind, " ")
        yield f"{sign} ", "bold"

    def hang(self, line: int) -> int:
        return QUOTED if self._rows[line].kind is RowKind.QUOTE else 0

    def line_look(self, item: int) -> str:
        return _LOOKS[self._rows[item].kind]

    def marked(self, item: int) -> tuple[Spans, str]:
        partner = self._partners.get(item)
        if partner is None:
            return (), ""
        if item not in self._marks:
            old, new = sorted((item, partner))
            self._marks[old], self._marks[new] = word_marks(self.texts[old], self.texts[new])
        return self._marks[item], WORD_LOOKS[self._rows[item].kind]

    # As two sides

    def beside(self) -> list[Item]:
        found: list[Item] = []
        for item in beside(self._rows, self._leaves_of):
            if isinstance(item, int):
                found.append(item)
            else:
                old, new = item
                found.append((self._half(old), self._half(new)))
        return found

    def gutter_cells(self, *, is_new: bool) -> int:
        # The lines of the new text have no numbers: those depend on what is accepted before them.
        return 3 if is_new else self.gutter_width

    def half_gutter(self, half: Half, part: int | None, *, is_new: bool) -> Parts:
        return self._gutter(half.line, part, has_number=not is_new)

    def no_half(self, other: Half, *, is_new: bool) -> Parts:
        # A whole hunk has an unbroken edge; lines of it have theirs only beside themselves.
        is_covered = self._covered_rows is None and self._is_covered(other.line)
        yield ("▌" if is_covered else " "), "strong"
        yield " " * (self.gutter_cells(is_new=is_new) - 1), ""

    def _half(self, line: int | None) -> Half | None:
        if line is None:
            return None
        kind = self._rows[line].kind
        return Half(line, _LOOKS[kind], WORD_LOOKS.get(kind, ""))
