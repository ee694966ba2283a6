"""
What needs a person: open conflicts, the memories they are about, reviews that wait, and raised
alarms; and how the stores stand.

Read again when the change feed says that something happened, at most every `PAUSE_S`; by the clock
only while an alarm is raised or something is written, because both end by nothing happening.
Reviews are counted again only when the feed tells of one: that takes a look at each.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from core.errors import CoreError
from core.overseeing.alarms import Alarm
from core.overseeing.standing import StoreStanding
from core.times import Clock
from memtui.bridge import Batch, Bridge
from memtui.until_quiet import UntilQuiet

PAUSE_S = 2.0
LOOK_AGAIN_S = 10.0

_OF_REVIEWS = ("dream.", "review.", "store.")
"""What changes may be of that open a review or close one."""


class Attention:
    """See the module; `changed` is called when something it knows is another."""

    def __init__(
        self,
        bridge: Bridge,
        clock: Clock,
        start: Callable[[Callable[[], Awaitable[object]]], object],
        changed: Callable[[], None],
    ) -> None:
        self.open_conflicts = 0
        self.open_reviews = 0
        self.alarms: tuple[Alarm, ...] = ()
        self.memories: frozenset[str] = frozenset()
        """The memories with open conflicts, by id."""
        self.standing: Mapping[str, StoreStanding] = {}
        """How each store stands, by id."""
        self._bridge = bridge
        self._clock = clock
        self._changed = changed
        self._newest = UntilQuiet(start, self._read_and_rest)
        self._are_reviews_stale = True
        self._read_at: datetime | None = None

    def look(self) -> None:
        """Read it, now or as soon as the pause is over."""
        self._newest.ask()

    def apply(self, batch: Batch) -> None:
        """Something happened."""
        if batch.open_conflicts != self.open_conflicts:
            self.open_conflicts = batch.open_conflicts
            self._changed()
        if batch.is_gap or any(change.kind.startswith(_OF_REVIEWS) for change in batch.changes):
            self._are_reviews_stale = True
        self.look()

    def tick(self) -> None:
        """Time has passed."""
        is_busy = any(one.recent_writes for one in self.standing.values())
        if not (self.alarms or is_busy) or self._read_at is None:
            return
        if (self._clock() - self._read_at).total_seconds() >= LOOK_AGAIN_S:
            self.look()

    async def _read_and_rest(self) -> None:
        await self._read()
        await asyncio.sleep(PAUSE_S)

    async def _read(self) -> None:
        with_reviews, self._are_reviews_stale = self._are_reviews_stale, False
        known = self.open_reviews
        try:
            found = await self._bridge.ask(
                lambda backend: (
                    backend.open_conflicts(),
                    backend.open_reviews() if with_reviews else known,
                    backend.alarms(),
                    backend.conflicted(),
                    backend.standing(),
                )
            )
        except CoreError:
            # The bridge tells of a lost workspace; here the next change brings the next look.
            self._are_reviews_stale |= with_reviews
            return
        self._read_at = self._clock()
        conflicts, reviews, alarms, memories, standing = found
        before = (
            self.open_conflicts,
            self.open_reviews,
            self.alarms,
            self.memories,
            self.standing,
        )
        if found != before:
            self.open_conflicts, self.open_reviews, self.alarms = conflicts, reviews, alarms
            self.memories, self.standing = memories, standing
            self._changed()
