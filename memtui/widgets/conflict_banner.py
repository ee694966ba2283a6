"""
Two lines above the panes of the resolver: what happened, and what there is to decide.
"""

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from memtui.widgets.cells import fit

Piece = tuple[str, str]
"""Safe text and its look."""


class ConflictBanner(Widget, can_focus=False):
    """Each line has a left part, and a right one that is never cut."""

    def __init__(self) -> None:
        super().__init__(id="banner")
        self._lines: tuple[tuple[Piece, Piece], ...] = ()

    def show(self, *lines: tuple[Piece, Piece]) -> None:
        """Show these lines."""
        if lines != self._lines:
            self._lines = lines
            self.refresh()

    def render(self) -> Content:
        width = self.size.width
        shown = []
        for (left, left_look), (right, right_look) in self._lines:
            aside = f"  {right} "
            room = width - cell_len(aside) - 1
            shown.append(
                Content.assemble(
                    (" ", ""), (fit(left, room), left_look), (aside if room > 0 else "", right_look)
                )
            )
        return Content("\n").join(shown)
