"""
How many requests each key may send: a bucket that fills up at a steady rate. Pure.
"""

from dataclasses import dataclass

_FORGET = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Rates:
    """The buckets of all keys."""

    def __init__(self, per_second: float) -> None:
        self._per_second = per_second
        self._burst = max(per_second, 1.0)
        self._buckets: dict[str, _Bucket] = {}

    def wait_s(self, key: str, now: float) -> float:
        """Take one request of a key: 0 when it may go on, else after how many seconds it may."""
        if len(self._buckets) > _FORGET:
            self._buckets.clear()
        bucket = self._buckets.setdefault(key, _Bucket(self._burst, now))
        bucket.left = min(self._burst, bucket.left + (now - bucket.at) * self._per_second)
        bucket.at = now
        if bucket.left >= 1:
            bucket.left -= 1
            return 0.0
        return (1 - bucket.left) / self._per_second
