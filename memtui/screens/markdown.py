"""
A memory as Markdown, over the whole screen; the same key leads back to the plain text.

What is drawn was made safe to show before it was parsed. Behind each link stands where it leads,
and a link is opened only after a look at all of it.
"""

from typing import TYPE_CHECKING, ClassVar
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Markdown, Static

from memtui import keys
from memtui.screens.links import Link, LinkChoice, links_of
from memtui.text import content, visible
from memtui.widgets.prompt import Sheet

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

MOST_CHARACTERS = 40_000
"""More would take seconds to lay out; then it stays plain."""

_OPENED = ("http://", "https://", "mailto:")
_LINE = 76


def show_markdown(app: "MemtuiApp", text: str) -> None:
    """Show the text of the memory that the tree's cursor is on, unless it is too long for that."""
    if len(text) > MOST_CHARACTERS:
        app.tell(
            f"It stays plain: it has {len(text):,} characters, and up to {MOST_CHARACTERS:,} are"
            " shown as Markdown."
        )
        return
    node = app.stores.tree_view.node
    app.push_screen(MarkdownScreen("" if node is None else node.path, text))


class MarkdownScreen(ModalScreen[None]):
    """See the module."""

    app: "MemtuiApp"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.Place.MARKDOWN),
        *keys.bindings(keys.Place.LINES),
    ]

    def __init__(self, path: str, text: str) -> None:
        """Make the screen; both texts may be foreign."""
        super().__init__()
        self._title = path
        self._text = text

    def compose(self) -> ComposeResult:
        back, leave, links = map(
            self.app.key, ("content.markdown", "markdown.leave", "markdown.links")
        )
        self._bindings.bind(keys.textual_name(back), "leave")
        yield Static(
            content(f" {self._title}   as Markdown, {back} or {leave}: plain, {links}: links"),
            id="markdown-path",
        )
        with VerticalScroll(id="markdown"):
            yield Markdown(visible(self._text), parser_factory=_parser, open_links=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    @on(Markdown.LinkClicked)
    def follow(self, message: Markdown.LinkClicked) -> None:
        """A link was clicked."""
        message.stop()
        self._show_link(message.href)

    def action_links(self) -> None:
        """The links as a list, to choose one from."""
        # Without the rule that shows the addresses: here they stand in a column of their own. Of
        # the text as it is: a sign for a hidden character would end an address, or stand in it.
        links = list(links_of(MarkdownIt("gfm-like").parse(self._text)))
        if not links:
            self.app.tell("There is no link in this memory.")
            return

        def chosen(link: Link | None) -> None:
            if link is not None:
                self._show_link(link.address)

        self.app.push_screen(LinkChoice(links), chosen)

    def _show_link(self, url: str) -> None:
        """Where a link leads, in full; opened only when a person says so."""
        shown = visible(url, keep="")
        decoded = unquote(url)
        hides = visible(decoded, keep="") != decoded
        lines = [(shown[at : at + _LINE], "") for at in range(0, len(shown), _LINE)]
        is_opened = url.startswith(_OPENED) and shown == url and not hides
        if not is_opened:
            lines.append(("It is no address that memtui would open.", "dim"))
        answers = {"y": "copy it"} | ({"o": "open it in the browser"} if is_opened else {})

        def chosen(key: str | None) -> None:
            if key == "y":
                self.app.copy_to_clipboard(url)
                self.app.tell("Copied the address.")
            elif key == "o":
                self.app.open_url(url)

        self.app.push_screen(Sheet("This link leads to", lines, answers), chosen)

    # Moving, with the keys that move everywhere

    def action_down(self) -> None:
        self._scroll_by(1)

    def action_up(self) -> None:
        self._scroll_by(-1)

    def action_half_down(self) -> None:
        self._scroll_by(max(1, self._page.size.height // 2))

    def action_half_up(self) -> None:
        self._scroll_by(-max(1, self._page.size.height // 2))

    def action_page_down(self) -> None:
        self._scroll_by(self._page.size.height)

    def action_page_up(self) -> None:
        self._scroll_by(-self._page.size.height)

    def action_top(self) -> None:
        self._page.scroll_home(animate=False)

    def action_bottom(self) -> None:
        self._page.scroll_end(animate=False)

    def action_open(self) -> None:
        """There is nothing deeper here but the links."""
        self.action_links()

    def _scroll_by(self, rows: int) -> None:
        self._page.scroll_relative(y=rows, animate=False)

    @property
    def _page(self) -> VerticalScroll:
        return self.query_one(VerticalScroll)

    def action_leave(self) -> None:
        self.dismiss(None)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("gfm-like")
    parser.core.ruler.push("addresses", _show_addresses)
    return parser


def _show_addresses(state: StateCore) -> None:
    """Put its address behind each link whose text is another one."""
    for token in state.tokens:
        if token.children:
            token.children = list(_with_addresses(token.children))


def _with_addresses(tokens: list[Token]) -> list[Token]:
    shown: list[Token] = []
    address, words = "", ""
    for token in tokens:
        shown.append(token)
        if token.type == "link_open":
            address, words = str(token.attrs.get("href", "")), ""
        elif token.type == "link_close" and address:
            if words not in (address, unquote(address), address.removeprefix("mailto:")):
                said = visible(unquote(address), keep="")
                shown.append(Token("text", "", 0, content=f" ({said})"))
            address = ""
        else:
            words += token.content
    return shown
