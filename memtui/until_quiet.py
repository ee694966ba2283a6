"""
Work that is asked for faster than it is done: it is never begun anew before it is over.

Were it started in place of what is still at it, and asked for faster than it takes, it would never
come to its end, and nobody would see anything of it.
"""

from collections.abc import Awaitable, Callable


class UntilQuiet:
    """Does some work as soon as it is asked for, and once more if it was asked for meanwhile."""

    def __init__(
        self,
        start: Callable[[Callable[[], Awaitable[object]]], object],
        work: Callable[[], Awaitable[object]],
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        """
        Args:
            start: Lets something run beside everything else.
            is_wanted: Whether anybody looks at what the work gives.
        """
        self._start = start
        self._work = work
        self._is_wanted = is_wanted
        self._is_asked = self._is_at_it = False

    def ask(self) -> None:
        """Do the work, now or as soon as it is over."""
        self._is_asked = True
        if self._is_wanted() and not self._is_at_it:
            self._is_at_it = True
            self._start(self._run)

    async def _run(self) -> None:
        try:
            while self._is_asked and self._is_wanted():
                self._is_asked = False
                await self._work()
        finally:
            self._is_at_it = False
