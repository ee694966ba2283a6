"""
A pane: a rule with a title, perhaps a line of facts, and the lines under it.

The rule is heavy where the keys go, so that the focus shows without any colour.
"""

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from memtui.widgets.cells import fit, fit_left
from memtui.widgets.lines import Lines


class Pane(Vertical):
    """Lines with their heading; see the module."""

    def __init__(self, lines: Lines) -> None:
        super().__init__(id=f"{lines.id}-pane")
        self.lines = lines

    def compose(self) -> ComposeResult:
        yield PaneHeading(self.lines)
        yield self.lines

    @on(Lines.Headed)
    def show_heading(self, message: Lines.Headed) -> None:
        message.stop()
        self.query_one(PaneHeading).show()

    def on_descendant_focus(self) -> None:
        self.query_one(PaneHeading).refresh()

    def on_descendant_blur(self) -> None:
        self.query_one(PaneHeading).refresh()


class PaneHeading(Widget, can_focus=False):
    """The rule with the title, and the facts."""

    def __init__(self, lines: Lines) -> None:
        super().__init__()
        self._lines = lines

    def on_mount(self) -> None:
        self.show()

    def show(self) -> None:
        """The heading of the lines is another one."""
        height = 2 if self._lines.heading.facts else 1
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height
        self.refresh()

    def render(self) -> Content:
        heading, width = self._lines.heading, self.size.width
        is_focused = self._lines.has_focus
        rule = "━" if is_focused else "─"
        aside = f" {heading.aside} " if heading.aside else ""
        room = width - cell_len(aside) - 4
        title = heading.title
        if cell_len(title) > room:
            cut = fit_left if title.startswith("/") else fit
            title = cut(title, room).rstrip()
        gap = width - cell_len(title) - cell_len(aside) - 4
        rule_style = "$primary" if is_focused else "$rule"
        title_style = "bold $primary" if is_focused else "$dim"
        first = Content.assemble(
            (rule, rule_style),
            (f" {title} ", title_style),
            (rule * max(0, gap), rule_style),
            (aside, heading.aside_look),
            (rule, rule_style),
        )
        if not heading.facts:
            return first
        return Content("\n").join([first, self._facts(width)])

    def _facts(self, width: int) -> Content:
        heading = self._lines.heading
        badge = f" {heading.badge} " if heading.badge else ""
        room = width - cell_len(badge) - 1
        parts: list[tuple[str, str]] = [(" ", "")]
        for piece, look in heading.facts:
            separator = " · " if len(parts) > 1 else ""
            needed = cell_len(separator) + cell_len(piece)
            if needed > room:
                break
            parts += [(separator, "$faint"), (piece, look or "$dim")]
            room -= needed
        return Content.assemble(*parts, (" " * room, ""), (badge, "bold $error"))
