"""
Who is let in: the keys that came before are remembered, so that most requests ask no table.

What is remembered is forgotten as soon as this process changes anything but a memory, or another
one changes anything at all: a key that was revoked is refused from its next use on.
"""

from datetime import datetime

from core.access.keys import Keys
from core.db import Database
from core.records.keys import Key
from core.times import Clock

_MOST = 10_000


class Admission:
    """The keys of one served workspace."""

    def __init__(self, keys: Keys, db: Database, clock: Clock) -> None:
        self._keys = keys
        self._db = db
        self._clock = clock
        self._version = 0
        self._known: dict[str, Key] = {}

    def admitted(self, secret: str) -> Key:
        """
        The key behind a secret.

        Raises:
            KeyRefused: There is none that may be used.
        """
        version = self._db.others_version()
        if version != self._version:
            self.forget()
            self._version = version
        found = self._known.get(secret)
        if found is not None and not _is_over(found, self._clock()):
            return found
        key = self._keys.admitted(secret)
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[secret] = key
        return key

    def forget(self) -> None:
        """Something may have become of a key, or of the session of one."""
        self._known.clear()


def _is_over(key: Key, now: datetime) -> bool:
    return key.expires_at is not None and key.expires_at <= now
