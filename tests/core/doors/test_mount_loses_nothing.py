"""
Random work on both sides of a mount, with kills in between: every text that anybody ever wrote is
somewhere afterwards, and both sides end the same.
"""

import contextlib
import os
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from core import CoreError, PathConflict
from core.doors.mount import Rules
from core.testing import temporary_workspace
from tests.support.mounting import Driven

NAMES = ("a.md", "d/b.md", "d")
names = st.sampled_from(NAMES)


class TwoPlaces(RuleBasedStateMachine):
    """An agent with a shell in the directory, and others in the store."""

    @initialize(merge=st.booleans())
    def begin(self, merge: bool) -> None:  # noqa: FBT001 - Hypothesis calls it
        self.ending = contextlib.ExitStack()
        self.folder = Path(self.ending.enter_context(tempfile.TemporaryDirectory()))
        self.ws = self.ending.enter_context(temporary_workspace())
        store = self.ws.stores.create("Notes")
        self.ws.memories.create(store.id, "/a.md", "begin\n")
        rules = Rules(merge=merge, corroborate_s=5)
        self.mount = Driven(self.ws, store.id, self.folder / "notes", rules=rules)
        self.session = self.ws.sessions.start("other", {store.id: "read_write"})
        self.store_id = store.id
        self.merge = merge
        self.count = 0
        self.written: set[str] = {"begin\n"}
        """Every whole text that came to rest, on either side."""
        self.lines: set[str] = set()
        """Every line that was only added."""

    def new_text(self) -> str:
        self.count += 1
        return f"text {self.count}\nand more\n"

    # In the directory

    @rule(name=names, at_once=st.booleans())
    def write_file(self, name: str, at_once: bool) -> None:  # noqa: FBT001
        text = self.new_text()
        path = self.mount / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if at_once:
                aside = path.with_name("editor.tmp")
                aside.write_text(text)
                aside.replace(path)
            else:
                path.write_text(text)
        except OSError:
            with contextlib.suppress(OSError):
                path.with_name("editor.tmp").unlink()
            return  # a file is in the way of a directory, or the other way round
        # Only a text that was there for a moment counts: whoever writes over their own one a
        # millisecond later did not mean to keep it.
        self.mount.sync(2)
        self.written.add(text)

    @rule(name=names)
    def write_both(self, name: str) -> None:
        self.write_memory(name)
        self.write_file(name, at_once=False)

    @rule(name=names)
    def add_to_file(self, name: str) -> None:
        path = self.mount / name
        if path.is_file():
            self.count += 1
            line = f"line {self.count}\n"
            with path.open("a") as file:
                file.write(line)
            self.mount.sync(2)
            self.lines.add(line)

    @rule(name=names, other=names)
    def rename_file(self, name: str, other: str) -> None:
        if (self.mount / other).exists():
            return  # what is renamed over is deleted by whoever does that
        with contextlib.suppress(OSError):
            (self.mount / other).parent.mkdir(parents=True, exist_ok=True)
            (self.mount / name).rename(self.mount / other)

    @rule(name=names)
    def delete_file(self, name: str) -> None:
        with contextlib.suppress(OSError):
            (self.mount / name).unlink()

    @rule()
    def delete_everything(self) -> None:
        for path in sorted(self.mount.directory.rglob("*"), reverse=True):
            if "/.memtui" not in str(path) and path.name != ".anthropic-memory-store":
                path.rmdir() if path.is_dir() else path.unlink()

    # In the store

    @rule(name=names)
    def write_memory(self, name: str) -> None:
        text = self.new_text()
        with contextlib.suppress(PathConflict):
            self.ws.memories.put(self.store_id, f"/{name}", text)
            self.written.add(text)

    @rule(name=names)
    def add_to_memory(self, name: str) -> None:
        with contextlib.suppress(CoreError):
            memory = self.ws.memories.at_path(self.store_id, f"/{name}")
            self.count += 1
            self.session.append(memory.id, f"line {self.count}\n")
            self.lines.add(f"line {self.count}\n")

    @rule(name=names, other=names)
    def rename_memory(self, name: str, other: str) -> None:
        with contextlib.suppress(CoreError):
            memory = self.ws.memories.at_path(self.store_id, f"/{name}")
            self.session.update(memory.id, path=f"/{other}")

    @rule(name=names)
    def delete_memory(self, name: str) -> None:
        with contextlib.suppress(CoreError):
            self.session.delete(self.ws.memories.at_path(self.store_id, f"/{name}").id)

    # The mount

    @rule(passes=st.integers(1, 3))
    def some_passes(self, passes: int) -> None:
        self.mount.sync(passes)

    @rule(seconds=st.sampled_from((0.02, 2.0, 6.0)))
    def time_goes_by(self, seconds: float) -> None:
        self.mount.now += seconds

    @rule(keeps_ledger=st.booleans())
    def kill_and_resume(self, keeps_ledger: bool) -> None:  # noqa: FBT001
        self.mount.kill()
        if not keeps_ledger:
            (self.folder / "ledger").unlink()
        self.mount.start()

    @invariant()
    def nothing_is_lost(self) -> None:
        if hasattr(self, "mount"):
            texts = self.mount.texts()
            everything = "".join(texts)
            if self.merge:
                # What was merged stands in another text, line by line.
                self.lines |= {line for text in self.written for line in text.splitlines()}
            else:
                assert self.written <= texts
            assert all(line in everything for line in self.lines)

    def teardown(self) -> None:
        if hasattr(self, "mount"):
            with self.ending:
                try:
                    self.end()
                finally:
                    self.mount.kill()

    def end(self) -> None:
        """Both sides come to hold the same, and then to rest."""
        self.mount.sync()
        for _ in range(4):
            self.mount.wait(20)
        self.nothing_is_lost()
        assert self.mount.files() == self.mount.memories()
        # No write follows from another.
        seq = self.ws.seq()
        self.mount.wait(20)
        assert self.ws.seq() == seq
        assert not [name for name in os.listdir(self.mount.directory) if "part" in name]


TestTwoPlaces = TwoPlaces.TestCase
# Fewer than the suite's number: each of them is twenty passes over a real directory.
EXAMPLES = 25 if settings().max_examples < 1_000 else settings().max_examples
TestTwoPlaces.settings = settings(max_examples=EXAMPLES, stateful_step_count=20)
