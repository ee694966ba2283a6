"""
Randomness of the system, fetched for hundreds of ids at once.

Asking the system takes longer than everything else about an id. A forked child begins anew, or it
would make the ids of its parent again.
"""

import os
import threading

_BYTES = 4_096


class Pool:
    """Random bytes that nobody has used yet. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left = b""

    def bits(self, count: int) -> int:
        """That many random bits."""
        size = (count + 7) // 8
        with self._lock:
            if len(self._left) < size:
                self._left = os.urandom(max(_BYTES, size))
            taken, self._left = self._left[:size], self._left[size:]
        return int.from_bytes(taken) >> (size * 8 - count)

    def empty(self) -> None:
        """Forget what is left; for a forked child, where another thread may hold the lock."""
        self._lock = threading.Lock()
        self._left = b""


POOL = Pool()
os.register_at_fork(after_in_child=POOL.empty)
