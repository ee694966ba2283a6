"""
The lines of a form: a name and what is chosen; the one that has the keys has an edge.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from memtui.text import content, visible
from memtui.widgets.cells import fit, wrap

NAME_CELLS = 14
"""For a name and the edge before it; the stylesheet says so too."""


class Row(Horizontal):
    """A name, and the field that it is about."""

    def __init__(self, name: str, field: Widget, hint: str = "") -> None:
        """
        Make a row.

        Args:
            hint: Stands at the right of the field.
        """
        super().__init__(classes="row")
        self._label = Static(classes="row-name")
        self._called = name
        self._field = field
        self._hint = Static(content(hint), classes="row-hint")

    def compose(self) -> ComposeResult:
        yield self._label
        yield self._field
        yield self._hint

    def on_mount(self) -> None:
        self._show(has_keys=False)

    def on_descendant_focus(self) -> None:
        self._show(has_keys=True)

    def on_descendant_blur(self) -> None:
        self._show(has_keys=False)

    def _show(self, *, has_keys: bool) -> None:
        edge, style = ("▌", "bold $primary") if has_keys else (" ", "$dim")
        self._label.update(Content.assemble((edge, style), (self._called, style)))


class Facts(Widget, can_focus=False):
    """Names with values below the fields of a form; long ones wrap while there are rows for it."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._facts: Sequence[tuple[str, str]] = ()

    def show(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these; the values may be foreign text."""
        self._facts = facts
        self.refresh()

    def render(self) -> Content:
        room = self.size.width - NAME_CELLS - 1
        spare = self.size.height - len(self._facts)
        lines: list[Content] = []
        for name, value in self._facts:
            text = visible(value, keep="")
            starts = wrap(text, room)[: 1 + max(0, spare)]
            spare -= len(starts) - 1
            for start, end in pairwise([*starts, len(text)]):
                told = name if start == 0 else ""
                row = (f" {fit(told, NAME_CELLS)}", "$dim")
                lines.append(Content.assemble(row, fit(text[start:end].rstrip(), room)))
        return Content("\n").join(lines)


class Line(Input):
    """A line to type into; `enter` goes on to the next field."""

    def __init__(self, value: str, *, id: str, placeholder: str = "") -> None:  # noqa: A002 - Textual's name
        super().__init__(value, id=id, placeholder=placeholder, select_on_focus=False)
        self.cursor_blink = False


class Choice(Widget, can_focus=True):
    """
    One of several; the arrows and space go round.

    What is typed goes to the first that begins so, else to the first that holds it; the arrows then
    go round among those, until it is taken back, or the field is left.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "turn(1)", "next"),
        Binding("left", "turn(-1)", "before"),
        Binding("enter", "leave", "go on"),
    ]

    @dataclass
    class Changed(Message):
        """Another one was chosen; `choice` is its id."""

        choice: str
        at: int

    @dataclass
    class Left(Message):
        """A person is done with it."""

    def __init__(self, options: Sequence[str], at: int, *, id: str) -> None:  # noqa: A002 - Textual's name
        """
        Make a choice.

        Args:
            options: What may be chosen; foreign text.
        """
        super().__init__(id=id)
        self._options = [visible(one, keep="") for one in options]
        self._typed = ""
        self.at = at

    def render(self) -> Content:
        count = len(self._options)
        chosen = self._options[self.at] if count else ""
        if count < 2:
            return Content(chosen)
        found = self._found(self._typed)
        place = f"  {found.index(self.at) + 1} of {len(found)}"
        typed = f" with “{self._typed}”" if self._typed else ""
        return Content.assemble(
            ("◂ ", "$dim"), (chosen, "bold"), (" ▸", "$dim"), (place + typed, "$dim")
        )

    def _found(self, typed: str) -> list[int]:
        """Which hold what was typed; those that begin with it first."""
        wanted = typed.casefold()
        holding = [at for at, one in enumerate(self._options) if wanted in one.casefold()]
        return sorted(holding, key=lambda at: not self._options[at].casefold().startswith(wanted))

    def choose(self, at: int) -> None:
        """Take one of them."""
        if at != self.at:
            self.at = at
            self.refresh()
            self.post_message(self.Changed(self.id or "", at))

    def action_turn(self, by: int) -> None:
        found = self._found(self._typed)
        if found:
            self.choose(found[(found.index(self.at) + by) % len(found)])

    def on_blur(self) -> None:
        self._type("")

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def on_click(self) -> None:
        self.action_turn(1)

    def on_key(self, event: events.Key) -> None:
        letter = event.character
        if event.key in ("escape", "backspace"):
            if self._typed:
                event.stop()
                self._type(self._typed[:-1] if event.key == "backspace" else "")
        elif letter is not None and letter.isprintable() and letter != " ":
            event.stop()
            if self._found(self._typed + letter):
                self._type(self._typed + letter)
            else:
                self.app.bell()

    def _type(self, typed: str) -> None:
        if typed == self._typed:
            return
        self._typed = typed
        self.refresh()
        if typed:
            self.choose(self._found(typed)[0])


class Doer(Widget, can_focus=True):
    """A line that does something when it is entered."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "press", "do it")]

    @dataclass
    class Pressed(Message):
        """It was entered; `doer` is its id."""

        doer: str

    def __init__(self, text: str, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._text = text

    def say(self, text: str) -> None:
        """Change what it says."""
        self._text = text
        self.refresh()

    def render(self) -> Content:
        return Content.styled(visible(self._text, keep=""), "bold")

    def action_press(self) -> None:
        self.post_message(self.Pressed(self.id or ""))

    def on_click(self) -> None:
        self.action_press()
