"""
A text in the editor that a person chose, and back: byte for byte, and nothing stays behind.
"""

import os
import re
import shlex
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from core.errors import CoreError

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}$")


class EditorFailed(CoreError):
    """There is no editor, or it gave no text back; nothing was changed."""


def editor_command(environ: Mapping[str, str] = os.environ) -> list[str]:
    """
    What `$VISUAL` or `$EDITOR` says, as words.

    Raises:
        EditorFailed: Neither is set, or what is set cannot be read as a command.
    """
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environ.get(name, ""))
        except ValueError as error:
            raise EditorFailed(f"${name} cannot be read as a command ({error}).") from None
        if words:
            return words
    raise EditorFailed("Neither $VISUAL nor $EDITOR is set, so there is no editor to open.")


def edit_text(text: str, path: str, command: list[str]) -> str:
    """
    The text as it is when the editor is closed. It has the terminal meanwhile.

    Args:
        path: Of the memory, for the ending of the file's name, by which editors know the format.

    Raises:
        EditorFailed: It could not be started, failed, or left what is not UTF-8.
    """
    found = _SUFFIX.search(path)
    descriptor, name = tempfile.mkstemp(prefix="memtui-", suffix=found.group() if found else ".md")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode())
        try:
            # Without a shell: the command is the person's own, the file's name is ours.
            with _keys_are_the_editors():
                code = subprocess.run([*command, name], check=False).returncode  # noqa: S603
        except OSError as error:
            raise EditorFailed(f"{command[0]} cannot be started ({error.strerror}).") from None
        if code != 0:
            raise EditorFailed(f"{command[0]} ended with code {code}, so nothing was changed.")
        try:
            return Path(name).read_bytes().decode()
        except OSError as error:
            raise EditorFailed(f"The edited file is gone ({error.strerror}).") from None
        except UnicodeDecodeError:
            raise EditorFailed("What was saved is not UTF-8, so nothing was changed.") from None
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


def edit_in_front(
    suspend: Callable[[], AbstractContextManager[None]], text: str, path: str, command: list[str]
) -> str:
    """
    As `edit_text`, while the app is suspended; it comes back also when the editor fails.

    Raises:
        EditorFailed: As in `edit_text`.
    """
    failed: EditorFailed | None = None
    edited = text
    with suspend():
        # Textual stays suspended when an error leaves this block.
        try:
            edited = edit_text(text, path, command)
        except EditorFailed as error:
            failed = error
    if failed is not None:
        raise failed
    return edited


@contextmanager
def _keys_are_the_editors() -> Iterator[None]:
    """Let the keys that interrupt or quit a program reach the editor, and end nothing here."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # Handlers that do nothing, since the editor would inherit signals that are ignored.
    before = {
        number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGQUIT)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
