"""
A diff, or some lines that say why there is none.
"""

from collections.abc import Sequence
from typing import ClassVar

from core.diff import Diff, Row
from memtui.widgets.diff import DiffView
from memtui.widgets.painted import Parts


class NotedDiff(DiffView):
    """See the module."""

    EMPTY: ClassVar[str] = "The write changed nothing."

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._is_note = False

    def show_change(self, diff: Diff, path: str) -> None:
        """Show a diff of what stands at a path."""
        self._is_note = False
        self.show_diff(diff, f"a{path}", f"b{path}")

    def show_note(self, lines: Sequence[str]) -> None:
        """Show some lines where there is no diff."""
        self._is_note = True
        nothing = Diff((), (), (), None)
        self.show_rows(nothing, [Row("context", None, None, line) for line in lines])

    @property
    def has_cursor(self) -> bool:
        return not self._is_note

    @property
    def gutter_width(self) -> int:
        return 1 if self._is_note else super().gutter_width

    def gutter_parts(self, item: int, *, is_first: bool) -> Parts:
        if self._is_note:
            return ((" ", ""),)
        return super().gutter_parts(item, is_first=is_first)

    def line_look(self, item: int) -> str:
        return "dim" if self._is_note else super().line_look(item)

    def copied(self) -> tuple[str, str] | None:
        return None if self._is_note else super().copied()
