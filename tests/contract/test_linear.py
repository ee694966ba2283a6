"""Histories of many clients on few memories: as if every request had happened at one moment."""

import json
import random
import threading
import time
from dataclasses import dataclass, replace
from hashlib import sha256
from http.client import HTTPConnection

import pytest


@dataclass(frozen=True)
class Seen:
    """One request that was answered: between two moments a client read or wrote a text."""

    began: float
    ended: float
    is_write: bool
    text: str
    before: str | None = None
    """What a write replaced."""


def flaws(first: str, history: list[Seen]) -> list[str]:
    """
    Why a history of one memory cannot be that of one memory; nothing when it can.

    Every text is unique, so the writes that were done are a chain from the first text; each
    request then has a place in it, and places must not go back while time goes on.
    """
    after: dict[str | None, str] = {}
    for one in history:
        if one.is_write and after.setdefault(one.before, one.text) != one.text:
            return [f"{one.before!r} was replaced twice"]
    place, text = {first: 0}, first
    while text in after:
        text = after[text]
        if text in place:
            return ["the chain of writes is a ring"]
        place[text] = len(place)
    found = [f"{one.text!r} is not in the chain" for one in history if one.text not in place]
    if found:
        return found
    ends = sorted(history, key=lambda one: one.ended)
    newest, number = 0, 0
    for one in sorted(history, key=lambda one: one.began):
        while ends[number].ended < one.began:
            newest = max(newest, place[ends[number].text])
            number += 1
        # A write makes a text that nobody can have seen before it began.
        if place[one.text] < newest + one.is_write:
            found.append(f"{one.text!r} came after a newer one had been seen")
    return found


def test_requests_of_many_clients_have_one_order(server, secrets, workspace, long):
    """Reads see every write that was answered before they began; no write is lost or doubled."""
    store = workspace.stores.create("Contended")
    memories = [workspace.memories.create(store.id, f"/{number}", "first") for number in range(3)]
    histories: dict[str, list[Seen]] = {memory.id: [] for memory in memories}
    lost = []
    all_have_read = threading.Barrier(8)

    def work(name: int) -> None:
        chance = random.Random(name)
        line = HTTPConnection(server.host, server.port, timeout=20)
        headers = {"x-api-key": secrets["plain"]}

        def ask(method, memory_id, body=None):
            began = time.monotonic()
            target = f"/v1/memory_stores/{store.id}/memories/{memory_id}"
            line.request(method, target, body and json.dumps(body), headers)
            answer = line.getresponse()
            return began, answer.status, json.loads(answer.read()), time.monotonic()

        for turn in range(1_000 if long else 40):
            memory_id = chance.choice(memories).id
            began, status, found, ended = ask("GET", memory_id)
            assert status == 200
            if turn == 0:
                # Eight read three memories before anybody writes, so some of them must meet.
                all_have_read.wait(60)
            before = found["content"]
            histories[memory_id].append(Seen(began, ended, is_write=False, text=before))
            text = f"{turn} by {name}"
            digest = sha256(before.encode()).hexdigest()
            expected = {"type": "content_sha256", "content_sha256": digest}
            body = {"content": text, "precondition": expected}
            began, status, _, ended = ask("POST", memory_id, body)
            if status == 200:
                seen = Seen(began, ended, is_write=True, text=text, before=before)
                histories[memory_id].append(seen)
            else:
                assert status == 409
                lost.append(text)
        line.close()

    workers = [threading.Thread(target=work, args=(name,)) for name in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert lost, "nobody met anybody"
    for memory in memories:
        history = histories[memory.id]
        assert flaws("first", history) == []
        written = [one for one in history if one.is_write]
        assert len(workspace.versions.history(memory.id)) == len(written) + 1
        replaced = {one.before for one in written}
        now = workspace.memories.retrieve(memory.id).content
        assert {one.text for one in written} - replaced in ({now}, set())


GOOD = [
    Seen(0, 1, is_write=False, text="first"),
    Seen(1, 3, is_write=True, text="a", before="first"),
    Seen(2, 5, is_write=False, text="first"),
    Seen(4, 6, is_write=True, text="b", before="a"),
    Seen(7, 8, is_write=False, text="b"),
]


@pytest.mark.parametrize(
    ("number", "change"),
    [
        (4, {"text": "a"}),
        (4, {"text": "never written"}),
        (3, {"before": "first"}),
        (1, {"began": 9, "ended": 10}),
        (2, {"began": 3.5, "ended": 5}),
    ],
)
def test_the_check_sees_what_cannot_be(number, change):
    """A stale read, a text out of nowhere, a lost update, an order that goes back."""
    assert flaws("first", GOOD) == []
    bad = [replace(one, **change) if at == number else one for at, one in enumerate(GOOD)]
    assert flaws("first", bad)
