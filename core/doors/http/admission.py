"""
Who is let in: the keys that came before are remembered, so that most requests ask no table.

What is remembered is forgotten as soon as anything becomes of a key or a session: at once when this
process did it, and within a blink (`core.changes.POLL_S`) when another one did.
"""

from datetime import datetime

from core.doors.http.feed import Feed
from core.keys import Key, Keys
from core.times import Clock

_MOST = 10_000


class Admission:
    """The keys of one served workspace."""

    def __init__(self, keys: Keys, feed: Feed, clock: Clock) -> None:
        self._keys = keys
        self._feed = feed
        self._clock = clock
        self._known: dict[str, tuple[Key, int]] = {}

    def admitted(self, secret: str) -> Key:
        """
        The key behind a secret.

        Raises:
            KeyRefused: There is none that may be used.
        """
        turn = self._feed.turn
        found = self._known.get(secret)
        if found is not None and found[1] == turn and not _is_over(found[0], self._clock()):
            return found[0]
        # Begun first: what changes from here on is noticed, and a change before is read.
        self._feed.begin()
        key = self._keys.admitted(secret)
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[secret] = key, turn
        return key


def _is_over(key: Key, now: datetime) -> bool:
    return key.expires_at is not None and key.expires_at <= now
