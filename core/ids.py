"""
Ids: a prefix that says what it names, then 24 characters that sort in the order they were made.

The token is `01` and 22 base-58 digits: 48 bits of milliseconds, 80 bits of randomness. Its form is
that of the Managed Agents wire; nothing may read the time back out of it.
"""

import secrets
from collections.abc import Callable
from datetime import datetime

from core.times import Clock

NewId = Callable[[str], str]
"""Takes a prefix (`mem`), gives an id (`mem_01...`)."""

STORE, MEMORY, VERSION = "memstore", "mem", "memver"
SESSION, CONFLICT, WORKSPACE, BATCH = "sesn", "conf", "wrkspc", "batch"
EVENT, DREAM, KEY, REQUEST = "sevt", "drm", "apikey", "req"

_DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PAIRS = [first + second for first in _DIGITS for second in _DIGITS]
_WIDTH = 22


def encode(number: int) -> str:
    """A number below 2**128 as 22 base-58 digits, so that text order is number order."""
    pairs = []
    for _ in range(_WIDTH // 2):
        number, pair = divmod(number, len(_PAIRS))
        pairs.append(_PAIRS[pair])
    return "".join(reversed(pairs))


def decode(token: str) -> int | None:
    """The number that `encode` made a token of; None if it made none like it."""
    number = 0
    for digit in token:
        value = _DIGITS.find(digit)
        if value < 0:
            return None
        number = number * len(_DIGITS) + value
    return number if token == encode(number) else None


def id_maker(clock: Clock, random_bits: Callable[[int], int] = secrets.randbits) -> NewId:
    """A maker of ids that takes its time from `clock` and its randomness from `random_bits`."""

    def new_id(prefix: str) -> str:
        return f"{prefix}_01{encode(_milliseconds(clock()) << 80 | random_bits(80))}"

    return new_id


def _milliseconds(moment: datetime) -> int:
    # A clock before 1970 or past the year 10889 must not make an id that is too long to sort.
    return min(max(int(moment.timestamp() * 1000), 0), (1 << 48) - 1)
