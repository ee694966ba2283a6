"""Writes that nobody waits for: handed over, committed with others, and told when durable."""

import threading

import pytest

from core import Workspace
from core.records.stores import Store
from core.storage.sqlite import StorageReadOnly
from core.storage.writer import Outcome, Writer


class Told:
    """Collects outcomes, and waits for so many."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome[object]] = []
        self._some = threading.Condition()

    def __call__(self, outcome: Outcome[object]) -> None:
        with self._some:
            self.outcomes.append(outcome)
            self._some.notify_all()

    def wait(self, count: int) -> None:
        with self._some:
            assert self._some.wait_for(lambda: len(self.outcomes) >= count, 10)


def test_an_outcome_is_told_after_it_is_durable(ws: Workspace, store: Store, file):
    """Another process would see it by then; each exactly once, in order."""
    told = Told()
    with Workspace.open(file, user="bob") as other:
        seen: list[bool] = []

        def tell(outcome: Outcome[object]) -> None:
            seen.append(other.memories.retrieve(outcome.value.id).path == outcome.value.path)
            told(outcome)

        for number in range(50):
            ws.context.db.submit(ws.memories.jobs.create(store.id, f"/{number}", "x"), tell)
        told.wait(50)
    assert seen == [True] * 50
    assert [one.value.path for one in told.outcomes] == [f"/{number}" for number in range(50)]


def test_what_a_job_raises_is_its_outcome_and_undoes_only_that(ws: Workspace, store: Store):
    """Others of the same group are committed."""
    told = Told()

    def fail(connection):
        connection.execute("DELETE FROM stores")
        raise ValueError("no")

    for number in range(10):
        job = fail if number % 3 == 0 else ws.memories.jobs.create(store.id, f"/{number}", "x")
        ws.context.db.submit(job, told)
    told.wait(10)
    assert sum(isinstance(one.error, ValueError) for one in told.outcomes) == 4
    assert len([*ws.memories.list(store.id)]) == 6


def test_submitted_and_awaited_writes_of_many_threads_are_all_done(ws: Workspace, store: Store):
    """Whoever is busy hands over; nobody is forgotten."""
    told = Told()

    def work(name: int) -> None:
        for number in range(20):
            path = f"/{name}/{number}"
            if number % 2:
                ws.memories.create(store.id, path, "x")
            else:
                ws.context.db.submit(ws.memories.jobs.create(store.id, path, "x"), told)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.wait(60)
    assert len([*ws.memories.list(store.id)]) == 120


def test_what_is_submitted_before_the_end_is_committed(file):
    """Closing waits for it."""
    told = Told()
    with Workspace.open(file, user="ann") as ws:
        store = ws.stores.create("Notes")
        for number in range(20):
            ws.context.db.submit(ws.memories.jobs.create(store.id, f"/{number}", "x"), told)
    assert len(told.outcomes) == 20
    with Workspace.open(file, user="ann") as ws:
        assert len([*ws.memories.list(store.id)]) == 20


def test_what_is_known_to_be_impossible_is_raised_at_once(ws: Workspace, file, store: Store):
    """Nothing is told then."""
    told = Told()
    with (
        Workspace.open(file, user="ann", read_only=True) as fixed,
        pytest.raises(StorageReadOnly),
    ):
        fixed.context.db.submit(fixed.memories.jobs.create(store.id, "/a", "x"), told)
    assert told.outcomes == []


def test_a_closed_writer_still_commits_what_comes_late():
    """In the thread of whoever submits."""
    done: list[object] = []

    def commit(outcomes):
        for outcome in outcomes:
            outcome.value = outcome.job(None)

    writer = Writer(commit)
    writer.submit(lambda _: 1, lambda outcome: done.append(outcome.value))
    writer.close()
    writer.submit(lambda _: 2, lambda outcome: done.append(outcome.value))
    assert done == [1, 2]
