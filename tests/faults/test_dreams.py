"""`kill -9` in the middle of a dream and of an apply: nothing half done, nothing found is lost."""

import random
import time
from pathlib import Path

from support.dream_workers import dream_for_long, review_until_killed
from support.processes import Crew, read_log
from support.reviewing import deletion, edit, finding, proposed, renaming, texts

from core import Workspace
from core.dreams.dream import Status, Wish

BASE = "one\ntwo\nthree\n"


def wait_for(log: Path, facts: int) -> None:
    while len(read_log(log)) < facts:
        time.sleep(0.002)


def test_a_killed_dream_has_failed_and_keeps_what_it_found(
    ws: Workspace, file: Path, crew: Crew
) -> None:
    """Whoever looks next sees it, with the reason; nothing is left to clean up."""
    store = ws.stores.create("Notes")
    ws.memories.create(store.id, "/a", BASE)
    dream = ws.dreams.create(Wish(store.id))
    log = file.with_name("told")
    process = crew.start(dream_for_long, file, dream.id, log)
    wait_for(log, 1)
    running = ws.dreams.retrieve(dream.id)
    assert (running.status, running.stage) == (Status.RUNNING, "reading")
    assert running.worker_pid == process.pid
    crew.kill(process)
    failed = ws.dreams.retrieve(dream.id)
    assert (failed.status, failed.changes) == (Status.FAILED, 1)
    assert failed.error is not None
    assert str(process.pid) in failed.error.message
    assert [path.name for path in file.parent.glob("*.drm_*")] == []
    assert len(ws.reviews.look(dream.id).review.parts) == 1
    assert ws.examine().problems == ()


def test_a_killed_apply_happened_whole_or_not_at_all(
    ws: Workspace, file: Path, crew: Crew, *, long: bool
) -> None:
    """Again and again: the store is the base or the result, and the review knows which."""
    store = ws.stores.create("Notes")
    files = {f"/{name}": "".join(f"{name}{n}\n" for n in range(50)) for name in "abcdef"}
    ws.memories.create_many(store.id, files)
    findings = [
        finding(name, *(edit(f"/{name}", n, [f"{name}{n - 1}"], ["x"]) for n in range(1, 50, 2)))
        for name in "abcd"
    ]
    findings.append(finding("gone", deletion("/e", files["/e"].split())))
    findings.append(finding("moved", renaming("/f", "/moved/f"), edit("/n", 1, [], ["new"])))
    dream_id = proposed(ws, store.id, findings)
    result: dict[str, str] | None = None
    chance = random.Random(5)
    log = file.with_name("told")
    for _ in range(200 if long else 4):
        before = len(read_log(log))
        process = crew.start(review_until_killed, file, dream_id, log)
        wait_for(log, before + 2)
        time.sleep(chance.random() * 0.05)
        crew.kill(process)
        look = ws.reviews.look(dream_id)
        now = texts(ws, store.id)
        if look.applied:
            assert len(look.applied) == len(look.review.parts)
            result = result or now
            assert now == result
            ws.reviews.undo(dream_id, anyone=True)
        assert texts(ws, store.id) == files
        versions = {version.id for version in ws.versions.list(store.id)}
        for fact in read_log(log):
            assert fact[0] != "refused", fact
            if fact[0] == "applied":
                assert set(fact[2]) <= versions
    assert ws.examine().problems == ()
