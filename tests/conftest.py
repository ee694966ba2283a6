"""
What every test may ask for: a workspace with a clock that is not the machine's, and `--long`.
"""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from support.processes import Crew

# Tests start the program hundreds of times: compiled once, it costs a third each time.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

from support.fresh import copy_new_workspaces  # noqa: E402 - compiled as well

from core import Workspace, db  # noqa: E402
from core.records.stores import Store  # noqa: E402
from core.storage import files  # noqa: E402
from core.testing import FakeClock  # noqa: E402

SUITE, LONG = "suite", "long"

_ROOM_BYTES = 1 << 30

_COLLECT_AFTER = 10_000, 20, 50
"""Each app is thousands of objects: by the usual numbers a tenth of a test goes into garbage."""

# Disks and shared machines make any deadline flaky; a run must also be the same every time.
_QUIET = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile(SUITE, max_examples=60, derandomize=True, database=None, **_QUIET)
settings.register_profile(LONG, max_examples=5_000, **_QUIET)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--long",
        action="store_true",
        help="run the long variants: hours of random operations and kills instead of seconds",
    )


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Twice the processors: half of their time tests wait, for panes and processes."""
    return 2 * (os.cpu_count() or 1)


def pytest_configure(config: pytest.Config) -> None:
    is_long = config.getoption("--long")
    settings.load_profile(LONG if is_long else SUITE)
    if not is_long and (memory := _memory()) is not None:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", memory)
    copy_new_workspaces()


def _memory() -> str | None:
    """
    A folder in memory, if there is one with room to spare.

    Where files are there, nobody waits for a disk that many tests flush at once. It proves nothing
    less: processes are killed, never the kernel, and that keeps what was written.
    """
    place = "/dev/shm"
    if not os.access(place, os.W_OK) or shutil.disk_usage(place).free < _ROOM_BYTES:
        return None
    return place


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """
    Import all tests without a collection of garbage, and keep them out of those that follow.

    What is imported stays: going through it was a quarter of the time until the first test, and a
    good part of each test that makes many objects.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(*_COLLECT_AFTER)
        gc.enable()


@pytest.fixture
def long(request: pytest.FixtureRequest) -> bool:
    """Whether the long variants were asked for."""
    return bool(request.config.getoption("--long"))


@pytest.fixture
def clock() -> FakeClock:
    """The clock of `ws`: a second later at each look."""
    return FakeClock(step=timedelta(seconds=1))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a workspace file may be; there is none yet."""
    return tmp_path / "team.db"


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """A folder in memory where there is such a thing, that does not outlive the test."""
    with tempfile.TemporaryDirectory(prefix="memtui-test-", dir=_memory()) as folder:
        yield Path(folder)


@pytest.fixture
def from_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """New workspaces are made of empty files, as they are outside of tests."""
    monkeypatch.setattr(db, "create_private", files.create_private)


@pytest.fixture
def ws(file: Path, clock: FakeClock) -> Iterator[Workspace]:
    """An empty workspace, opened by the user `ann`."""
    with Workspace.open(file, user="ann", clock=clock) as workspace:
        yield workspace


@pytest.fixture
def crew() -> Iterator[Crew]:
    """Other processes, none of which outlives the test."""
    crew = Crew()
    yield crew
    crew.end()


@pytest.fixture
def store(ws: Workspace) -> Store:
    """A store in `ws`."""
    return ws.stores.create("Notes", "What agents learned.")
