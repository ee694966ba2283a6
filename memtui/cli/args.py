"""
Arguments and options that several commands share, and texts that come in on stdin.
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from memtui.cli import complete

if TYPE_CHECKING:
    from core.reading.pages import Page

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")

MOST_BYTES = 64 << 20
"""Read from stdin at most: no text may be so large, and an endless one must not fill the memory."""

store = click.argument("store", shell_complete=complete.store)
path = click.argument("path", shell_complete=complete.path)
at = click.option("--at", metavar="SEQ|TIME", help="As it was at a change or an RFC 3339 time.")
if_sha256 = click.option(
    "--if-sha256", metavar="HASH", help="Only if the content still has this SHA-256."
)


def paged(function: F) -> F:
    """Give a listing command `--limit` and `--page`."""
    function = click.option(
        "--page", metavar="CURSOR", help="Go on at the `next_page` of the answer before."
    )(function)
    return click.option(
        "--limit", type=click.IntRange(min=1), metavar="N", help="At most N items; else all."
    )(function)


def store_option(
    help: str | None = None,  # noqa: A002 - as click has it
    *,
    metavar: str = "STORE",
    required: bool = False,
) -> Callable[[F], F]:
    """`--store` of a command that takes one: a second one must not silently take its place."""
    return click.option(
        "--store",
        multiple=True,
        callback=_once,
        metavar=metavar,
        required=required,
        help=help,
        shell_complete=complete.store,
    )


def _once(
    context: click.Context,  # noqa: ARG001 - as click calls it
    option: click.Parameter,
    given: tuple[str, ...],
) -> str | None:
    if len(given) > 1:
        raise click.UsageError(
            f"{option.opts[0]} was given {len(given)} times and takes one: {', '.join(given)}."
        )
    return given[0] if given else None


def gather(
    fetch: "Callable[[int, str | None], Page[T]]", limit: int | None, cursor: str | None
) -> tuple[list[T], str | None]:
    """Items of a list and the cursor of those after them, fetched page by page."""
    items: list[T] = []
    while True:
        found = fetch(100 if limit is None else min(100, limit - len(items)), cursor)
        items += found.data
        cursor = found.next_page
        if cursor is None or (limit is not None and len(items) >= limit):
            return items, cursor


def one_of(**options: object) -> None:
    """
    Check that no two options stand beside each other that exclude each other.

    Raises:
        UsageError: They do.
    """
    given = [f"--{name.replace('_', '-')}" for name, value in options.items() if value]
    if len(given) > 1:
        raise click.UsageError(f"{' and '.join(given)} exclude each other; give one of them.")


def file_path(text: str) -> Path:
    """
    A file that an argument names, whatever encoding this system has for names of files.

    Raises:
        UsageError: It names none.
    """
    if not text:
        raise click.UsageError("The name of a file or folder is empty.")
    return Path(os.fsdecode(text.encode(errors="surrogateescape")))


def stdin_text() -> str:
    """
    What comes in on stdin, exactly.

    Raises:
        InvalidRequest: It is not UTF-8, or it is endless.
        UsageError: There is no stdin.
    """
    if sys.stdin is None:
        raise click.UsageError("There is no stdin to read the text from; give it as an option.")
    if sys.stdin.isatty():
        click.echo("Reading the text from the terminal; Ctrl-D ends it.", err=True)
    return _text(sys.stdin.buffer.read(MOST_BYTES + 1), "What came in on stdin")


def text_of(name: str) -> str:
    """
    The text of a file, exactly; - is stdin.

    Raises:
        InvalidRequest: It is not UTF-8, or too long for any text.
        UsageError: It is no name of a file, or there is no stdin.
        OSError: The file cannot be read.
    """
    if name == "-":
        return stdin_text()
    with file_path(name).open("rb") as file:
        return _text(file.read(MOST_BYTES + 1), f"The file {name}")


def _text(raw: bytes, what: str) -> str:
    from core import InvalidRequest

    if len(raw) > MOST_BYTES:
        raise InvalidRequest(f"{what} has more than 64 MB; nothing was stored.")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise InvalidRequest(
            f"{what} is not UTF-8 text (byte {error.start:,}); nothing was stored."
        ) from None


def labels(pairs: tuple[str, ...], option: str, form: str) -> Iterator[tuple[str, str]]:
    """
    The halves of each value of an option whose form, as its help has it, is `NAME=VALUE`.

    Raises:
        UsageError: One has no `=`.
    """
    for pair in pairs:
        name, found, value = pair.partition("=")
        if not found:
            raise click.UsageError(f"{option} is {form}; {pair!r} has no '='.")
        yield name, value
