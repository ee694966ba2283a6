"""
The store against a plain model: random operations, and after each the two say the same.

The model is a dict of live memories and a list of versions, without any SQL. At the end of each run
the doctor must find nothing.
"""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from support.calls import refusal_of

from core import CoreError, InvalidRequest, NotFound, PathConflict, PreconditionFailed, Workspace
from core.reading.listing import MemoryPrefix
from core.testing import FakeClock, counting_ids
from core.text import sha256

PATHS = ["/a", "/b", "/d", "/d/x", "/d/y", "/d/e/z", "/d/e", "/d-", "/a/b", "/é"]
PREFIXES = ["/", "/a/", "/d/", "/d/e/", "/n/", "/n/m/"]
WORDS = ["walrus", "penguin", "otter"]
TEXTS = ["", "walrus", "penguin\n", "walrus and otter", "otter\r\n", "no animal"]

path = st.sampled_from(PATHS)
prefix = st.sampled_from(PREFIXES)
text = st.sampled_from(TEXTS)
pick = st.integers(0, 1 << 16)
expected = st.sampled_from(["none", "none", "right", "right", "wrong", "older"])


@dataclass
class Entry:
    """One version in the model; versions that share a text have the same `held` number."""

    seq: int
    id: str
    memory_id: str
    operation: str
    path: str | None
    text: str | None
    held: int | None
    redacted: bool = False


class StoreMachine(RuleBasedStateMachine):
    """One store, one model, one operation at a time."""

    place: Path

    @initialize()
    def open(self) -> None:
        """An empty workspace."""
        self.folder = Path(tempfile.mkdtemp(dir=self.place))
        self.clock = FakeClock(step=timedelta(milliseconds=1))
        self.new_id = counting_ids()
        self.ws = self.opened()
        self.store = self.ws.stores.create("model").id
        self.live: dict[str, tuple[str, str]] = {}
        self.entries: list[Entry] = []
        self.refused = 0

    def teardown(self) -> None:
        """Nothing is wrong, and every refusal left its trace."""
        if not hasattr(self, "ws"):
            return
        try:
            self.check_heads()
            assert self.ws.examine().problems == ()
            attempts = sum(each.attempts for each in self.ws.conflicts.list(state=None))
            assert attempts == self.refused
        finally:
            self.ws.close()
            shutil.rmtree(self.folder)

    # Writing

    @rule(where=path, content=text)
    def create(self, where: str, content: str) -> None:
        """At a free path; else a conflict that names a memory in the way."""
        if self.lost_to_path(where, self.ws.memories.create, self.store, where, content):
            return
        self.created(self.ws.memories.at_path(self.store, where).id, where, content)

    @rule(where=path, content=text)
    def put(self, where: str, content: str) -> None:
        """Replaces what is at the path, or creates it."""
        there = self.at(where)
        if there is None:
            if not self.lost_to_path(where, self.ws.memories.put, self.store, where, content):
                self.created(self.ws.memories.at_path(self.store, where).id, where, content)
        else:
            self.ws.memories.put(self.store, where, content)
            self.modified(there, where, content)

    @rule(number=pick, content=st.none() | text, where=st.none() | path, kind=expected)
    @precondition(lambda self: self.live)
    def update(self, number: int, content: str | None, where: str | None, kind: str) -> None:
        """Content, path or both, with the right hash, a wrong one, an older one or none."""
        memory_id = self.memory(number)
        old_path, old_text = self.live[memory_id]
        expect = self.hash_for(memory_id, kind)
        refusal = refusal_of(
            lambda: self.ws.memories.update(memory_id, content=content, path=where, expect=expect)
        )
        new_path, new_text = where or old_path, old_text if content is None else content
        if content is None and where is None:
            assert isinstance(refusal, InvalidRequest)
        elif (new_path, new_text) == (old_path, old_text):
            assert refusal is None
        elif expect is not None and expect != sha256(old_text):
            assert isinstance(refusal, PreconditionFailed)
            assert refusal.content_sha256 == sha256(old_text)
            self.refused += 1
        elif new_path != old_path and self.blockers(new_path, {memory_id}):
            assert isinstance(refusal, PathConflict)
            assert refusal.conflicting_memory_id in self.blockers(new_path, {memory_id})
            self.refused += 1
        else:
            assert refusal is None
            self.modified(memory_id, new_path, new_text)

    @rule(number=pick, kind=expected)
    @precondition(lambda self: self.live)
    def delete(self, number: int, kind: str) -> None:
        """With the right hash or none it is gone; else it stays."""
        memory_id = self.memory(number)
        _, old_text = self.live[memory_id]
        expect = self.hash_for(memory_id, kind)
        refusal = refusal_of(lambda: self.ws.memories.delete(memory_id, expect=expect))
        if expect is not None and expect != sha256(old_text):
            assert isinstance(refusal, PreconditionFailed)
            self.refused += 1
            return
        assert refusal is None
        self.deleted(memory_id)

    @rule(one=pick, two=pick)
    @precondition(lambda self: len(self.live) > 1)
    def swap(self, one: int, two: int) -> None:
        """Two memories change places, by a third one."""
        first, second = self.memory(one), self.memory(two)
        if first == second:
            return
        (here, text_1), (there, text_2) = self.live[first], self.live[second]
        for memory_id, where, content in (
            (first, f"/aside/{len(self.entries)}", text_1),
            (second, here, text_2),
            (first, there, text_1),
        ):
            self.ws.memories.update(memory_id, path=where)
            self.modified(memory_id, where, content)

    @rule(old=prefix, new=prefix)
    def move_directory(self, old: str, new: str) -> None:
        """All of it, or nothing and a conflict."""
        moving = {
            memory_id: new + where[len(old) :]
            for memory_id, (where, _) in self.live.items()
            if where.startswith(old)
        }
        before = self.ws.seq()
        refusal = refusal_of(self.ws.memories.rename_directory, self.store, old, new)
        if new.startswith(old) and new != old:
            assert isinstance(refusal, InvalidRequest)
        elif not moving:
            assert isinstance(refusal, NotFound)
        elif old == new:
            assert refusal is None
            assert self.ws.seq() == before
        elif any(self.blockers(target, set(moving)) for target in moving.values()):
            assert isinstance(refusal, PathConflict)
            self.refused += 1
        else:
            assert refusal is None
            order = [change.subject_id for change in self.ws.changes.since(before)]
            assert sorted(order) == sorted(moving)
            for memory_id in order:
                self.modified(memory_id, moving[memory_id], self.live[memory_id][1])

    @rule(where=prefix)
    def delete_directory(self, where: str) -> None:
        """Everything below it."""
        leaving = {
            place: memory_id
            for memory_id, (place, _) in self.live.items()
            if place.startswith(where)
        }
        refusal = refusal_of(self.ws.memories.delete_directory, self.store, where)
        if not leaving:
            assert isinstance(refusal, NotFound)
            return
        assert refusal is None
        for place in sorted(leaving, key=str.encode):
            self.deleted(leaving[place])

    @rule(number=pick)
    @precondition(lambda self: self.entries)
    def restore(self, number: int) -> None:
        """To the memory, or to a new one at the path of then."""
        entry = self.entries[number % len(self.entries)]
        if entry.text is None or entry.path is None:
            assert isinstance(refusal_of(self.ws.restore, entry.id), InvalidRequest)
        elif entry.memory_id in self.live:
            self.ws.restore(entry.id)
            self.modified(entry.memory_id, self.live[entry.memory_id][0], entry.text)
        elif not self.lost_to_path(entry.path, self.ws.restore, entry.id):
            new = self.ws.memories.at_path(self.store, entry.path)
            assert new.id != entry.memory_id
            self.created(new.id, entry.path, entry.text)

    @rule(number=pick)
    @precondition(lambda self: self.entries)
    def redact(self, number: int) -> None:
        """Any version but the head of a live memory."""
        entry = self.entries[number % len(self.entries)]
        refusal = refusal_of(self.ws.redact().version, entry.id)
        if entry.memory_id in self.live and entry is self.newest(entry.memory_id):
            assert isinstance(refusal, InvalidRequest)
            return
        assert refusal is None
        entry.path = entry.text = entry.held = None
        entry.redacted = True

    @rule(jump=st.sampled_from([-3600, -1, 0, 60, 86_400]))
    def move_clock(self, jump: int) -> None:
        """Nothing depends on where it goes."""
        self.clock.advance(timedelta(seconds=jump))

    # Reading

    @rule(where=prefix, depth=st.sampled_from([None, 0, 1]), limit=st.integers(1, 5))
    def list(self, where: str, depth: int | None, limit: int) -> None:
        """In pages, now."""
        below = sorted(
            (place for place, _ in self.live.values() if place.startswith(where)), key=str.encode
        )
        if depth == 1:
            rest = (place[len(where) :].partition("/") for place in below)
            below = [*dict.fromkeys(where + name + slash for name, slash, _ in rest)]
        shown: list[str] = []
        cursor = None
        while True:
            page = self.ws.memories.page(self.store, where, depth, limit=limit, page=cursor)
            shown += [item.path for item in page.data]
            cursor = page.next_page
            if cursor is None:
                break
        assert shown == below

    @rule(number=pick)
    def look_back(self, number: int) -> None:
        """The whole store as of any seq."""
        seq = number % (self.ws.seq() + 1)
        alive: dict[str, Entry] = {}
        for entry in self.entries:
            if entry.seq <= seq:
                alive[entry.memory_id] = entry
        then = {
            entry.path: (entry.memory_id, entry.text)
            for entry in alive.values()
            if entry.operation != "deleted" and not entry.redacted
        }
        shown = {}
        for item in self.ws.asof.list(self.store, seq):
            assert not isinstance(item, MemoryPrefix)
            memory = self.ws.asof.at_path(self.store, item.path, seq)
            shown[item.path] = (memory.id, memory.content)
        assert shown == then

    @rule(number=pick)
    @precondition(lambda self: self.entries)
    def read_history(self, number: int) -> None:
        """Every version of a memory, with what redaction left of it."""
        memory_id = self.entries[number % len(self.entries)].memory_id
        shown = self.ws.versions.list(self.store, memory_id=memory_id, view="full")
        assert [(v.id, v.operation, v.path, v.content) for v in shown][::-1] == [
            (entry.id, entry.operation, entry.path, entry.text)
            for entry in self.entries
            if entry.memory_id == memory_id
        ]

    @rule(word=st.sampled_from(WORDS))
    def search(self, word: str) -> None:
        """What holds the word now, and each text that ever held it."""
        assert {match.memory_id for match in self.ws.search(word)} == {
            memory_id for memory_id, (_, content) in self.live.items() if word in content
        }
        holding: dict[int | None, str] = {}
        for entry in self.entries:
            if entry.text is not None and word in entry.text:
                holding.setdefault(entry.held, entry.id)
        found = [match.version_id for match in self.ws.search(word, history=True)]
        assert sorted(found) == sorted(holding.values())

    @rule()
    def reopen(self) -> None:
        """As another process would find it."""
        self.ws.close()
        self.ws = self.opened()
        self.check_heads()

    # The model

    def opened(self) -> Workspace:
        """The workspace; its ids count on."""
        return Workspace.open(
            self.folder / "team.db", user="ann", clock=self.clock, new_id=self.new_id
        )

    def memory(self, number: int) -> str:
        """A live memory."""
        return sorted(self.live)[number % len(self.live)]

    def at(self, where: str) -> str | None:
        """Which memory is at a path."""
        return next((key for key, (place, _) in self.live.items() if place == where), None)

    def newest(self, memory_id: str) -> Entry:
        """The last version of a memory."""
        return next(entry for entry in reversed(self.entries) if entry.memory_id == memory_id)

    def hash_for(self, memory_id: str, kind: str) -> str | None:
        """A precondition: right, wrong, of an older text, or none."""
        match kind:
            case "right":
                return sha256(self.live[memory_id][1])
            case "wrong":
                return "0" * 64
            case "older":
                texts = [e.text for e in self.entries if e.memory_id == memory_id and e.text]
                return sha256(texts[0]) if texts else "0" * 64
        return None

    def blockers(self, where: str, besides: set[str]) -> set[str]:
        """Memories at, above or below a path."""
        return {
            memory_id
            for memory_id, (place, _) in self.live.items()
            if memory_id not in besides
            and (place == where or place.startswith(where + "/") or where.startswith(place + "/"))
        }

    def lost_to_path(self, where: str, call: object, *arguments: object) -> bool:
        """Whether a call was refused because of its path, which it must be exactly when blocked."""
        blockers = self.blockers(where, set())
        refusal: CoreError | None = refusal_of(call, *arguments)
        if not blockers:
            assert refusal is None
            return False
        assert isinstance(refusal, PathConflict)
        assert refusal.conflicting_memory_id in blockers
        self.refused += 1
        return True

    def created(self, memory_id: str, where: str, content: str) -> None:
        """A memory came."""
        assert memory_id not in {entry.memory_id for entry in self.entries}
        self.live[memory_id] = where, content
        self.record(memory_id, "created", where, content, None)

    def modified(self, memory_id: str, where: str, content: str) -> None:
        """A memory changed, or what was asked for was there already."""
        before = self.newest(memory_id)
        if (before.path, before.text) == (where, content):
            return
        self.live[memory_id] = where, content
        held = before.held if before.text == content else None
        self.record(memory_id, "modified", where, content, held)

    def deleted(self, memory_id: str) -> None:
        """A memory went."""
        where, _ = self.live.pop(memory_id)
        self.record(memory_id, "deleted", where, None, None)

    def record(
        self, memory_id: str, operation: str, where: str, content: str | None, held: int | None
    ) -> None:
        """Each change is exactly one version, and its seq is greater than any before."""
        number = sum(entry.memory_id == memory_id for entry in self.entries)
        versions = [*self.ws.versions.list(self.store, memory_id=memory_id)][::-1]
        version = versions[number]
        assert (version.operation, version.path) == (operation, where)
        assert not self.entries or version.seq > self.entries[-1].seq
        own = version.seq if content is not None and held is None else held
        self.entries.append(
            Entry(version.seq, version.id, memory_id, operation, where, content, own)
        )

    def check_heads(self) -> None:
        """Every live memory as the model has it, and as many versions."""
        shown = {}
        for item in self.ws.memories.list(self.store):
            assert not isinstance(item, MemoryPrefix)
            memory = self.ws.memories.retrieve(item.id)
            assert memory.content is not None
            assert memory.content_sha256 == sha256(memory.content)
            shown[item.id] = (memory.path, memory.content)
        assert shown == self.live
        assert len([*self.ws.versions.list(self.store)]) == len(self.entries)


def test_the_store_does_what_its_model_does(in_memory: Path, *, long: bool) -> None:
    """150 random lives of 30 steps, or with `--long` 5,000 of 50."""
    runs, steps = (5_000, 50) if long else (150, 30)
    StoreMachine.place = in_memory
    run_state_machine_as_test(
        StoreMachine, settings=settings(max_examples=runs, stateful_step_count=steps)
    )
