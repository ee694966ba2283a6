"""The gate in front of writers: who just wrote stands behind who waits, and nobody blocks it."""

import fcntl
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.processes import Crew
from support.workers import go_through_gate

from core.storage.gate import Gate

PATIENCE_S = 60
"""Only ever waited for in full when the test fails."""


@pytest.fixture
def gate(file: Path) -> Iterator[Gate]:
    gate = Gate(file)
    yield gate
    gate.close()


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.002)


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel who waits")
def test_whoever_gives_it_back_stands_behind_who_waits(file: Path, gate: Gate, crew: Crew) -> None:
    """However long the one who waits is kept from running: on a busy machine that is long."""
    lock = f":{file.with_name(f'{file.name}.lock').stat().st_ino} "
    with gate.held():
        waiting = crew.start(go_through_gate, file)
        # The kernel's list of locks: an arrow stands before who waits for one.
        until(lambda: any("FLOCK" in one and "-> " in one and lock in one for one in _locks()))
        os.kill(waiting.pid, signal.SIGSTOP)
        until(lambda: _state(waiting.pid) == "T")
    with gate.held_now() as is_held:
        assert not is_held
    # But a program that is suspended while it waits must not keep everybody from writing for ever.
    with gate.held():
        pass
    assert _state(waiting.pid) == "T"
    os.kill(waiting.pid, signal.SIGCONT)
    crew.wait()
    with gate.held_now() as is_held:
        assert is_held


def _locks() -> list[str]:
    return Path("/proc/locks").read_text().splitlines()


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


class _Broken(Exception):
    """Raised by the handler of a signal, or by whoever presses ctrl+c in a notebook."""


def test_who_stops_waiting_leaves_the_line(
    file: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else everybody behind it would wait in a line that nobody is in."""
    other, lock = Gate(file), fcntl.flock

    def break_off(descriptor: int, how: int) -> None:
        if how == fcntl.LOCK_EX:
            raise _Broken
        lock(descriptor, how)

    with other.held():
        monkeypatch.setattr("core.storage.gate.fcntl.flock", break_off)
        with pytest.raises(_Broken), gate.held():
            raise AssertionError
    monkeypatch.undo()
    with other.held_now() as is_held:
        assert is_held
    other.close()


@pytest.mark.parametrize("way", ["held", "held_now"])
def test_what_was_taken_when_it_was_broken_off_is_given_back(
    file: Path, gate: Gate, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However late: the kernel gave the lock, and the code behind it was never reached."""
    other, lock = Gate(file), fcntl.flock

    def lock_and_break(descriptor: int, how: int) -> None:
        lock(descriptor, how)
        if how != fcntl.LOCK_UN:
            raise _Broken

    monkeypatch.setattr("core.storage.gate.fcntl.flock", lock_and_break)
    with pytest.raises(_Broken), getattr(gate, way)():
        raise AssertionError
    monkeypatch.undo()
    with other.held_now() as is_held:
        assert is_held
    with gate.held_now() as is_held:
        assert is_held
    with other.held_now() as is_held:
        assert is_held, "what was held now is given back"
    other.close()


def test_without_a_line_there_is_still_a_gate(
    file: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On systems and file systems that have no locks for one."""
    others = Gate(file)
    for one in (gate, others):
        monkeypatch.setattr(one, "_has_line", False)
    for one, other in ((gate, others), (others, gate)):
        with one.held(), other.held_now() as is_held:
            assert not is_held
        with one.held_now() as is_held, other.held_now() as is_held_too:
            assert (is_held, is_held_too) == (True, False)
    others.close()
