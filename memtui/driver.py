"""
The terminal that the app is drawn on, also when it is closed in the middle of a drawing.

Textual writes from a thread that ends with the first error. What is drawn after that fills a queue
which nobody empties, and once it is full the app waits for ever: no signal ends it, and what was
open is not kept. So a terminal that is gone takes whatever is drawn, and nothing comes of it.
"""

from typing import IO, TYPE_CHECKING, Any

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.app import App


class TerminalDriver(LinuxDriver):
    """Textual's own, with a terminal that may go."""

    def __init__(
        self,
        app: "App[Any]",
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file: Any = UntilItIsGone(self._file)


class UntilItIsGone:
    """What a file takes, until the first error; then nothing more is tried."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._is_gone = False

    def write(self, text: str) -> int:
        """Write, if that is still possible; gives the number of characters."""
        if not self._is_gone:
            try:
                return self._file.write(text)
            except OSError:
                self._is_gone = True
        return len(text)

    def flush(self) -> None:
        """Show what was written, if that is still possible."""
        if not self._is_gone:
            try:
                self._file.flush()
            except OSError:
                self._is_gone = True

    def fileno(self) -> int:
        """The number of the file."""
        return self._file.fileno()
