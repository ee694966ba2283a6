"""
The links of a memory that is shown as Markdown, one a line, and where each leads.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import unquote

from markdown_it.token import Token
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from memtui.text import content, visible
from memtui.widgets.cells import fit
from memtui.widgets.lines import Heading, Lines
from memtui.widgets.painted import Parts
from memtui.widgets.pane import Pane

_MOST_ROWS = 20


@dataclass(frozen=True, slots=True)
class Link:
    """One link: its words, and its address as it stands in the text."""

    words: str
    address: str


def links_of(tokens: Sequence[Token]) -> Iterator[Link]:
    """The links of a parsed text, in the order of reading."""
    address, words = "", ""
    for token in (inner for outer in tokens for inner in outer.children or ()):
        if token.type == "link_open":
            address, words = str(token.attrs.get("href", "")), ""
        elif token.type == "link_close" and address:
            yield Link(words.strip(), address)
            address = ""
        else:
            words += token.content


class LinkLines(Lines):
    """The links, one a line."""

    class Chosen(Message):
        """The link under the cursor was chosen."""

    def __init__(self, links: Sequence[Link]) -> None:
        super().__init__(id="links")
        self.links = links
        self.heading = Heading("Links", f"{len(links):,}")

    @property
    def count(self) -> int:
        return len(self.links)

    def row_parts(self, row: int, width: int) -> Parts:
        link = self.links[row]
        words, address = visible(link.words, keep=""), visible(unquote(link.address), keep="")
        if words in ("", address):
            yield fit(address, width), ""
            return
        most = width // 3
        yield fit(words, most) + "  ", "bold"
        yield fit(address, width - most - 2), "dim"

    def clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        self.post_message(self.Chosen())


class LinkChoice(ModalScreen[Link | None]):
    """Gives the link that was chosen, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", "leave")]

    def __init__(self, links: Sequence[Link]) -> None:
        """Make the list; there is at least one."""
        super().__init__()
        self._lines = LinkLines(links)

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Pane(self._lines)
            yield Static(content("⏎ look where it leads   esc leave it"))

    def on_mount(self) -> None:
        self._lines.focus()
        self.query_one("#sheet").styles.height = min(self._lines.count, _MOST_ROWS) + 5

    def on_link_lines_chosen(self) -> None:
        self.dismiss(self._lines.links[self._lines.cursor])

    def action_leave(self) -> None:
        self.dismiss(None)
