"""
Keeping the portions of one reading in their order, each while the next one is being read.

SQLite writes and flushes without Python's lock, so on a second core that costs no time of its own.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from core.context import Context
from core.transcripts.keeping import Added, Portion, keep
from core.transcripts.sources import Source


class Keeper:
    """Knows what was kept so far, and what is on its way."""

    def __init__(self, context: Context, begun: Source) -> None:
        """
        Nothing is kept yet.

        Args:
            begun: The source as the reading found it.
        """
        self._context = context
        self._kept = begun
        self._thread: ThreadPoolExecutor | None = None
        self._under_way: Future[tuple[Source, Added]] | None = None
        self.added = Added()

    def later(self, portion: Portion) -> None:
        """
        Begin to keep a portion, after the one before it is kept.

        Raises:
            SourceMoved: Another process went on with the file.
            CoreError: The workspace cannot be written.
        """
        self.wait()
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="memtui-keeper")
        self._under_way = self._thread.submit(self._keep, self._placed(portion))

    def now(self, portion: Portion) -> None:
        """
        Keep a portion and everything before it.

        Raises:
            SourceMoved: Another process went on with the file.
            CoreError: The workspace cannot be written.
        """
        self.wait()
        self._take(self._keep(self._placed(portion)))

    def wait(self) -> None:
        """Wait until everything is kept that was begun; raises what went wrong with it."""
        under_way, self._under_way = self._under_way, None
        if under_way is not None:
            self._take(under_way.result())

    def close(self) -> None:
        """Let the thread end; a portion that it is at is kept first."""
        if self._thread is not None:
            self._thread.shutdown()

    def _placed(self, portion: Portion) -> Portion:
        """The portion behind what is kept, which gave the source its row and its numbers."""
        kept = self._kept
        after = portion.after
        if kept.generation == after.generation:
            after = replace(after, number=kept.number, next_seq=kept.next_seq, clock=kept.clock)
        return replace(portion, before=kept, after=after)

    def _keep(self, portion: Portion) -> tuple[Source, Added]:
        return self._context.db.write(lambda connection: keep(self._context, connection, portion))

    def _take(self, done: tuple[Source, Added]) -> None:
        self._kept, added = done
        self.added += added
