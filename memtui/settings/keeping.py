"""
When what is open is written down: once it has rested for a moment, and at the end.
"""

from collections.abc import Callable

from memtui.settings.remembered import Remembered

Keep = Callable[[Remembered], None]
"""Writes it down; may raise `OSError`."""


class Keeping:
    """Looks now and then, and keeps what is new and does not change any more."""

    def __init__(self, keep: Keep | None, look: Callable[[], Remembered]) -> None:
        """
        Begin.

        Args:
            keep: `None`: nothing is kept.
            look: What is open now.
        """
        self._keep = keep
        self._look = look
        self._seen: Remembered | None = None
        self._kept: Remembered | None = None

    def begin(self) -> None:
        """All that was kept is there again: from now on it is the person's doing."""
        self._seen = self._kept = self._look()

    def tick(self) -> str | None:
        """Some time has passed; gives a sentence when something could not be written."""
        if self._keep is None or self._kept is None:
            return None
        now = self._look()
        has_rested, self._seen = now == self._seen, now
        return self._write(now) if has_rested and now != self._kept else None

    def end(self) -> str | None:
        """Write down what is left."""
        if self._keep is None or self._kept is None:
            return None
        now = self._look()
        return self._write(now) if now != self._kept else None

    def _write(self, now: Remembered) -> str | None:
        assert self._keep is not None
        self._kept = now
        try:
            self._keep(now)
        except OSError as error:
            self._keep = None
            return f"What is open cannot be kept for the next time ({error.strerror or error})."
        return None
