"""A dream that is canceled stops within a stage, and keeps what it had found by then."""

import threading
import time
from itertools import count

import pytest
from support.reviewing import Doing, edit, finding

from core import Workspace
from core.dreams.dream import Status, Wish
from core.dreams.dreamers import offline
from core.dreams.dreamers.base import Interrupted, Progress
from core.dreams.dreamers.offline import OfflineDreamer
from core.dreams.inputs import Inputs
from core.dreams.interrupting import think
from core.dreams.proposal import Evidence
from core.dreams.working import work
from core.records.stores import Store

INPUTS = Inputs("memstore_x", "X", 1, (), ())
SAYS = "Deploys of the ledger run on Tuesday at 10:00, after the standup."


def forever() -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        pass
    raise AssertionError("it went on")


def soon(then) -> threading.Thread:
    thread = threading.Timer(0.3, then)
    thread.start()
    return thread


def test_a_stage_that_takes_long_is_cut_short(ws: Workspace, store: Store) -> None:
    """The worker is free again at once, and the dream stays canceled."""
    dream = ws.dreams.create(Wish(store.id))

    def deaf(inputs, report, should_stop):
        forever()

    soon(lambda: ws.dreams.cancel(dream.id))
    started = time.monotonic()
    assert work(ws.context, dream.id, Doing(deaf)).status is Status.CANCELED
    assert time.monotonic() - started < 3


@pytest.mark.parametrize("by_key", [False, True])
def test_the_offline_dreamer_keeps_what_earlier_stages_found(
    ws: Workspace, store: Store, monkeypatch: pytest.MonkeyPatch, *, by_key: bool
) -> None:
    """What is cut off is only the stage in which it was, also by ctrl+c in the terminal."""
    ws.memories.create(store.id, "/a.md", f"# A\n\n- {SAYS}\n")
    said = Evidence(SAYS, SAYS, "/a.md:3")
    good = finding("wrong", edit("/a.md", 3, [f"- {SAYS}"], [f"- {SAYS} "]), evidence=(said,))
    dream = ws.dreams.create(Wish(store.id))

    def long(draft):
        if by_key:
            raise KeyboardInterrupt
        soon(lambda: ws.dreams.cancel(dream.id))
        forever()

    miners = [("first", lambda _: [good]), ("second", long)]
    monkeypatch.setattr(offline, "_miners", lambda _: miners)
    done = work(ws.context, dream.id, OfflineDreamer())
    assert (done.status, done.changes) == (Status.CANCELED, 1)


def test_what_must_not_be_cut_is_not(ws: Workspace) -> None:
    """A report that stores something is done to its end, and the thinking ends right after it."""
    stopped = threading.Event()
    reported = []

    def slow(progress: Progress) -> None:
        stopped.set()
        until = time.monotonic() + 0.6
        while time.monotonic() < until:
            pass
        reported.append(progress.stage)

    def dreaming(inputs, report, should_stop):
        report(Progress("one", 1, 1, 0))
        forever()

    with pytest.raises(Interrupted):
        think(Doing(dreaming), INPUTS, slow, stopped.is_set)
    assert reported == ["one"]


@pytest.mark.parametrize("stops", [True, False])
def test_nothing_comes_after_the_thinking(*, stops: bool) -> None:
    """However late the dream is ended, what is done with the findings is not cut."""
    calls = count()

    def quick(inputs, report, should_stop):
        until = time.monotonic() + 0.21
        while time.monotonic() < until:
            pass
        return ()

    for _ in range(4):
        try:
            think(Doing(quick), INPUTS, lambda _: None, lambda: stops and next(calls) >= 0)
        except Interrupted:
            assert stops
        for _ in range(200_000):
            pass
