"""
One writer of the kill test: compare-and-swap on a few shared paths until it is killed.

    python writer.py WORKSPACE LOG NUMBER [PLANT]

It says what it was told in its log, one line for each acknowledged write: path, hash of the base,
hash of what it wrote. PLANT breaks it on purpose: `early` says so before the commit, `blind` writes
without the precondition.
"""

import json
import os
import random
import sys
import time

from core import NotFound, PathConflict, PreconditionFailed, Workspace
from core.text import sha256

PATHS = [f"/shared/{number}.md" for number in range(4)]
TEXT = "x" * 3_000


def main(path: str, log: str, number: str, plant: str = "") -> None:
    """Write until killed."""
    choose = random.Random(int(number))
    told = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    workspace = Workspace.open(path)
    store = next(iter(workspace.stores.list()))
    session = workspace.sessions.start(f"writer-{number}", {store.id: "read_write"})

    def tell(*facts: str | None) -> None:
        os.write(told, json.dumps(facts).encode() + b"\n")

    count = 0
    while True:
        count += 1
        target = choose.choice(PATHS)
        text = f"{number} {count} {os.getpid()}\n{TEXT}"
        try:
            try:
                base = session.memories.at_path(store.id, target)
            except NotFound:
                session.create(store.id, target, text)
                tell(target, None, sha256(text))
                continue
            if plant == "early":
                tell(target, base.content_sha256, sha256(text))
                time.sleep(0.002)
            expect = None if plant == "blind" else base.content_sha256
            session.update(base.id, content=text, expect=expect)
            if plant != "early":
                tell(target, base.content_sha256, sha256(text))
        except (PreconditionFailed, PathConflict):
            continue


if __name__ == "__main__":
    main(*sys.argv[1:])
