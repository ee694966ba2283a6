"""
Files that were replaced or removed, and may still be written by somebody who had them open.

A file that an agent holds open for appending goes on to exist without a name; what is written into
it would be lost without a word. So each is kept open for a while, and longer as long as somebody
can write to it, where the system tells.
"""

import errno
import fcntl
import hashlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import repeat

from core.doors.mount.root import Print, read_all
from core.doors.mount.values import Agreed, Rules

_MOST = 256


@dataclass(frozen=True, slots=True)
class Late:
    """A text that was written into a file after that file was replaced."""

    path: str
    base: Agreed
    """What the file held when it was replaced."""
    raw: bytes


@dataclass(frozen=True, slots=True)
class _Kept:
    descriptor: int
    path: str
    base: Agreed
    taken: Print
    """The print when its text was last accounted for."""
    seen: Print
    """The print when it was last looked at."""
    seen_at: float
    until: float


class Held:
    """The replaced files of one mount."""

    def __init__(self, rules: Rules, limit_bytes: int) -> None:
        """Nothing is held yet."""
        self._rules = rules
        self._limit_bytes = limit_bytes
        self._kept: dict[int, _Kept] = {}

    def add(self, descriptor: int, path: str, base: Agreed, print_: Print, now: float) -> None:
        """Watch a file from now on; `print_` is the one it had with the text of `base`."""
        until = now + self._rules.hold_s
        self._kept[descriptor] = _Kept(descriptor, path, base, print_, print_, now, until)
        if len(self._kept) > _MOST:
            self._let_go(next(iter(self._kept)))

    def late(self, now: float, *, at_once: bool = False) -> Iterator[Late]:
        """
        What was written late and rests by now; files that nobody writes any more are let go.

        Args:
            at_once: Whether it is taken although it was written just now.
        """
        for one in map(self._looked_at, list(self._kept.values()), repeat(now)):
            has_rested = now - one.seen_at >= self._rules.settle_s or at_once
            is_late = not one.seen.is_written_as(one.taken)
            if is_late and has_rested:
                raw = read_all(one.descriptor, self._limit_bytes)
                yield Late(one.path, one.base, raw)
                text = Agreed(one.base.memory_id, hashlib.sha256(raw).hexdigest(), len(raw))
                self._kept[one.descriptor] = replace(one, taken=one.seen, base=text)
            elif now >= one.until and not is_late and not _is_open_elsewhere(one.descriptor):
                self._let_go(one.descriptor)

    def _looked_at(self, one: _Kept, now: float) -> _Kept:
        current = Print.of(os.fstat(one.descriptor))
        if not current.is_written_as(one.seen):
            # The rest of it may still come.
            until = max(one.until, now + self._rules.settle_s)
            one = replace(one, seen=current, seen_at=now, until=until)
            self._kept[one.descriptor] = one
        return one

    def next_at(self) -> float | None:
        """When a text that was written late will have rested."""
        late = [one for one in self._kept.values() if not one.seen.is_written_as(one.taken)]
        return min((one.seen_at + self._rules.settle_s for one in late), default=None)

    def close(self) -> None:
        """Let all of them go."""
        for descriptor in list(self._kept):
            self._let_go(descriptor)

    def _let_go(self, descriptor: int) -> None:
        del self._kept[descriptor]
        os.close(descriptor)


def _is_open_elsewhere(descriptor: int) -> bool:
    """Whether somebody can still write into a file, where the system tells that."""
    if sys.platform != "linux":
        return False
    try:
        # Granted only if nobody has it open for writing. Nobody can open it any more, since it has
        # no name; so nobody breaks the lease before it is given back.
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False
