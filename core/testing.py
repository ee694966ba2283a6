"""
For other people's tests: a workspace that starts empty, with a clock and ids that never surprise.
"""

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.ids import NewId
from core.workspace import Workspace

START = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


class FakeClock:
    """A clock that stands still unless told otherwise, or steps a fixed amount at each look."""

    def __init__(self, now: datetime = START, step: timedelta = timedelta(0)) -> None:
        self.now = now
        self._step = step

    def __call__(self) -> datetime:
        """The time now; moves on by one step."""
        now = self.now
        self.now += self._step
        return now

    def advance(self, by: timedelta) -> None:
        """Move the clock, forwards or backwards."""
        self.now += by


def counting_ids() -> NewId:
    """Ids that count up: `mem_01…0001`, so that a test is the same every time."""
    counter = itertools.count(1)
    return lambda prefix: f"{prefix}_01{next(counter):022d}"


@contextmanager
def temporary_workspace(
    *, user: str = "tester", clock: FakeClock | None = None, profile: str | None = None
) -> Iterator[Workspace]:
    """
    A workspace in a folder that is gone afterwards.

    Its clock moves on by a second at each look, its ids count up.
    """
    with (
        tempfile.TemporaryDirectory(prefix="memtui-test-") as folder,
        Workspace.open(
            Path(folder) / "test.db",
            user=user,
            clock=clock or FakeClock(step=timedelta(seconds=1)),
            new_id=counting_ids(),
            profile=profile,
        ) as workspace,
    ):
        yield workspace
