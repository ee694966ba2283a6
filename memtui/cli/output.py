"""
How the command line answers: JSON for programs, plain columns for people.

The only module that writes to stdout. Text that somebody else wrote goes through
`memtui.text.visible`, into a pipe as well: behind one there is often a pager, and a terminal. Only
where the exact bytes are what was asked for (a memory, a patch) does a pipe get them.
"""

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from memtui.cli.columns import shortened, width_of
from memtui.text import visible

if TYPE_CHECKING:
    from core.wire.objects import Json

STYLES = {
    "bold": "\x1b[1m",
    "dim": "\x1b[2m",
    "red": "\x1b[31m",
    "green": "\x1b[32m",
    "yellow": "\x1b[33m",
    "cyan": "\x1b[36m",
}
SHOW_EVERY_S = 0.1
"""How often long work says how far it is."""

_CLEAR = "\x1b[K"
"""What takes the rest of a line away, on a terminal."""

TAB = "\t"
_PLAIN = "\x1b[0m"


class Output:
    """Where the answer of one run goes."""

    def __init__(self, *, colour_wanted: bool, utc: bool) -> None:
        self.is_terminal = sys.stdout.isatty()
        self._colour = self.is_terminal and colour_wanted
        self._utc = utc

    def json(self, document: "Json", *, line: bool = False) -> None:
        """One document; on one line when more of them follow."""
        text = json.dumps(document, ensure_ascii=False, indent=None if line else 2)
        # What is not UTF-8 in the name of a file becomes an escape, which JSON knows too.
        self.bytes(text.encode(errors="backslashreplace") + b"\n")

    def page(self, data: "Iterable[Json]", next_page: str | None = None) -> None:
        """A list as a document."""
        self.json({"data": list(data), "next_page": next_page})

    def long_page(self, data: "Iterable[Json]", next_page: Callable[[], str | None]) -> None:
        """
        A list as a document, written while it is read: however long it is, it is never held.

        Args:
            next_page: Gives the cursor; asked at the end.
        """
        write = sys.stdout.write
        write('{"data": [')
        for number, item in enumerate(data):
            text = json.dumps(item, ensure_ascii=False)
            write(f"{',' if number else ''}\n{text}")
        write(f'\n], "next_page": {json.dumps(next_page())}}}\n')

    def bytes(self, raw: bytes) -> None:
        """Exact bytes, at once."""
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()

    def text(self, text: str) -> None:
        """A text for people, of several lines."""
        sys.stdout.write(visible(text))
        if text and not text.endswith("\n"):
            sys.stdout.write("\n")

    def exact_text(self, text: str) -> None:
        """A text that somebody wants exactly: its bytes, or made visible on a terminal."""
        if self.is_terminal:
            self.text(text)
        else:
            self.bytes(text.encode())

    def line(self, text: str, style: str | None = None) -> None:
        """One line."""
        sys.stdout.write(f"{self.paint(self._shown(text), style)}\n")

    def exact_line(self, text: str, style: str | None = None) -> None:
        """One line of a text that a program may want to have exactly."""
        if self.is_terminal:
            sys.stdout.write(f"{self.paint(visible(text, keep=TAB), style)}\n")
        else:
            self.bytes(f"{text}\n".encode())

    def table(
        self,
        rows: Iterable[Sequence[str]],
        styles: Sequence[str | None] = (),
        *,
        cut: bool = False,
        empty: str | None = None,
    ) -> None:
        """
        Rows in aligned columns.

        Args:
            cut: A long last one ends at the edge of a terminal.
            empty: What stderr says when there are none; a program on stdout sees an empty list.
        """
        shown = [[self._shown(cell) for cell in row] for row in rows]
        if not shown and empty is not None:
            self.remark(empty)
        widths = [max(map(width_of, column)) for column in zip(*shown, strict=True)]
        room = shutil.get_terminal_size().columns - sum(width + 2 for width in widths[:-1])
        for row in shown:
            if cut and self.is_terminal:
                row[-1] = shortened(row[-1], max(room, 20))
            self._row(row, widths, styles)

    def row(
        self,
        cells: Sequence[str],
        widths: Sequence[int],
        styles: Sequence[str | None],
        *,
        cut: bool = False,
    ) -> None:
        """One row of a table that is still growing, with the widths its columns are given."""
        shown = [self._shown(cell) for cell in cells]
        if cut and self.is_terminal:
            taken = (
                max(width, width_of(cell)) + 2 for cell, width in zip(shown, widths, strict=False)
            )
            room = shutil.get_terminal_size().columns - sum(taken)
            shown[-1] = shortened(shown[-1], max(room, 20))
        self._row(shown, widths, styles)

    def remark(self, sentence: str) -> None:
        """What a person is to know besides, on stderr: it is no part of the answer."""
        sys.stderr.write(f"{visible(sentence, keep='')}\n")

    def flush(self) -> None:
        """Show what was said so far."""
        sys.stdout.flush()

    def _row(self, cells: list[str], widths: Sequence[int], styles: Sequence[str | None]) -> None:
        parts = []
        for number, cell in enumerate(cells):
            style = styles[number] if number < len(styles) else None
            last = number == len(cells) - 1
            filling = "" if last else " " * max(widths[number] - width_of(cell) + 2, 2)
            parts.append(self.paint(cell, style) + filling)
        sys.stdout.write("".join(parts).rstrip(" ") + "\n")

    def paint(self, text: str, style: str | None) -> str:
        """A text that was made visible already, in a style where there are colours."""
        if style is None or not text or not self._colour:
            return text
        return f"{STYLES[style]}{text}{_PLAIN}"

    def marked(self, text: str, marks: Iterable[tuple[int, int]], style: str) -> str:
        """A text made visible, with spans of it in a style."""
        parts, done = [], 0
        for start, end in marks:
            parts.append(self._shown(text[done:start]))
            parts.append(self.paint(self._shown(text[start:end]), style))
            done = end
        return "".join([*parts, self._shown(text[done:])])

    def write(self, line: str) -> None:
        """A line that was made visible and painted already."""
        sys.stdout.write(line + "\n")

    def when(self, moment: datetime, now: datetime) -> str:
        """A time as people read it: its age, or the exact time when that was asked for."""
        if self._utc:
            return moment.strftime("%Y-%m-%d %H:%M:%S") + "Z"
        return age(now - moment)

    def _shown(self, text: str) -> str:
        if self.is_terminal:
            return visible(text, keep="")
        # Nothing stands in columns that a tab could move, and each row stays one line.
        return visible(text.replace("\n", " "), keep=TAB)


def age(passed: timedelta) -> str:
    """How long ago something was, in its largest unit; what the clock calls the future is now."""
    seconds = max(int(passed.total_seconds()), 0)
    for size, unit in ((86_400 * 365, "y"), (86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")):
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return "now"


def several(count: int, what: str) -> str:
    """A number of things: `1 store`, `2,000 memories`."""
    if count != 1:
        what = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    return f"{count:,} {what}"


def size(count: int) -> str:
    """A number of bytes as people read it."""
    return f"{count:,} B" if count < 10_000 else f"{count / 1_000:,.1f} kB"


@contextmanager
def passing() -> Iterator[Callable[[str], None]]:
    """A line on stderr about long work, on a terminal only; gone when the work is done."""
    on_terminal = sys.stderr.isatty()

    def show(line: str) -> None:
        if on_terminal:
            sys.stderr.write(f"\r{_CLEAR}{line}")
            sys.stderr.flush()

    try:
        yield show
    finally:
        if on_terminal:
            sys.stderr.write(f"\r{_CLEAR}")
            sys.stderr.flush()


@contextmanager
def progress(what: str) -> Iterator[Callable[[int], None]]:
    """A counter of files that are done, as a passing line."""
    shown_at = 0.0
    with passing() as say:

        def show(count: int) -> None:
            nonlocal shown_at
            if time.monotonic() - shown_at > SHOW_EVERY_S:
                shown_at = time.monotonic()
                say(f"{what} {several(count, 'file')}")

        yield show
