"""
Keeping the portions of one reading in their order, each behind the one before it.
"""

from dataclasses import replace

from core.context import Context
from core.transcripts.keeping import keep
from core.transcripts.portions import Portion
from core.transcripts.sources import Source
from core.transcripts.tally import Added


class Keeper:
    """Knows what was kept so far."""

    def __init__(self, context: Context, begun: Source) -> None:
        """
        Nothing is kept yet.

        Args:
            begun: The source as the reading found it.
        """
        self._context = context
        self._kept = begun
        self.added = Added()

    def keep(self, portion: Portion) -> None:
        """
        Keep a portion, in a transaction of its own.

        Raises:
            SourceMoved: Another process went on with the file.
            CoreError: The workspace cannot be written.
        """
        # Not in a thread of its own while the next one is read: that was slower, for Python's lock
        # goes to and fro with every step of a statement.
        placed = self._placed(portion)
        self._kept, added = self._context.db.write(
            lambda connection: keep(self._context, connection, placed)
        )
        self.added += added

    def _placed(self, portion: Portion) -> Portion:
        """The portion behind what is kept, which gave the source its row and its numbers."""
        kept = self._kept
        after = portion.after
        if kept.generation == after.generation:
            after = replace(after, number=kept.number, next_seq=kept.next_seq, clock=kept.clock)
        return replace(portion, before=kept, after=after)
