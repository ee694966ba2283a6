"""
What one process of the multi-process tests does: `python process.py WORKSPACE WORK [ARGUMENTS]`.

Each prints one JSON document when it is done.
"""

import json
import sys
import time

from core import PreconditionFailed, Workspace
from core.memories import Memory


def count(path: str, rounds: str) -> dict[str, int]:
    """
    Add one to a number in a memory, by reading, comparing and writing, until it went through.

    The writer's name stands beside the number: two writers that want the very same text are both
    told that it is there, since a retry of a write whose answer was lost looks just like that.
    """
    done = refused = 0
    with Workspace.open(path) as workspace:
        (store,) = workspace.stores.list()
        session = workspace.sessions.start("counter", {store.id: "read_write"})
        while done < int(rounds):
            memory = session.memories.at_path(store.id, "/counter")
            number = int((memory.content or "").split()[0]) + 1
            text = f"{number} by {session.id}"
            try:
                session.update(memory.id, content=text, expect=memory.content_sha256)
                done += 1
            except PreconditionFailed:
                refused += 1
    return {"done": done, "refused": refused}


def watch(path: str, last: str) -> list[int]:
    """Follow the change feed until a change of the path `last`, and give every `seq`."""
    seen = []
    with Workspace.open(path) as workspace:
        for change in workspace.changes.follow(0):
            seen.append(change.seq)
            if change.path == last:
                return seen
    return seen


def fill(path: str, name: str, rounds: str) -> list[float]:
    """Write memories as fast as it goes, and give how long each took, in seconds."""
    took = []
    with Workspace.open(path) as workspace:
        (store,) = workspace.stores.list()
        session = workspace.sessions.start(name, {store.id: "read_write"})
        for number in range(int(rounds)):
            start = time.perf_counter()
            session.create(store.id, f"/{name}/{number}.md", f"{name} {number}\n" * 100)
            took.append(time.perf_counter() - start)
    return took


def page(path: str, rounds: str) -> int:
    """List the store again and again while others write, and count paths that were there twice."""
    twice = 0
    with Workspace.open(path) as workspace:
        (store,) = workspace.stores.list()
        for _ in range(int(rounds)):
            paths = [item.path for item in workspace.memories.list(store.id)]
            assert {f"/old/{number}.md" for number in range(50)} <= set(paths), "one disappeared"
            twice += len(paths) - len(set(paths))
    return twice


def born(path: str, name: str) -> str:
    """Open a workspace that does not exist yet, like everybody else, and write to it."""
    with Workspace.open(path) as workspace:
        store = workspace.stores.create(name)
        written = workspace.memories.create(store.id, "/a.md", name)
        assert isinstance(written, Memory)
        return written.id


if __name__ == "__main__":
    work = {"count": count, "watch": watch, "fill": fill, "page": page, "born": born}
    json.dump(work[sys.argv[2]](sys.argv[1], *sys.argv[3:]), sys.stdout)
