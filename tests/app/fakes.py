"""
A workspace in memory that answers as core does, at a time that stands still until it is moved.
"""

import hashlib
import threading
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.actors import session, user
from core.blame import blame
from core.changes import Change
from core.diff import diff
from core.errors import InvalidRequest, NotFound
from core.overseeing.agents import AgentSeen, Touched
from core.reading.listing import MemoryPrefix
from core.reading.pages import Page
from core.records.memories import Memory
from core.records.origins import Operation
from core.records.stores import Store
from core.records.versions import Version
from core.search import Match
from core.undoing.deeds import Deed
from core.undoing.undo import SessionUndone
from memtui.backend.finding import Found
from memtui.backend.memory import Moved
from memtui.shown.hits import grouped
from memtui.widgets.tree_nodes import prefixes

START = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)


class FakeClock:
    """A clock that a test sets."""

    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now

    def forward(self, **delta):
        self.now += timedelta(**delta)


class FakeBackend:
    """Stores, memories and versions as plain lists; `write` is what an agent would do."""

    name = "team.db"

    def __init__(self, clock=None):
        self.clock = clock or FakeClock()
        self.versions_by_memory = {}
        self.stores_by_id = {}
        self.log = []
        self.conflicts = 0
        self.reviews = 0
        self.failure = None
        self.refusal = None
        self.deeds = []
        self.undone = SessionUndone((), ())
        self.calls = Counter()
        self.sought = []
        self.stands = {}
        self._came = threading.Condition()

    # What a test does

    def store(self, name, description="", *, is_archived=False):
        at = self.clock()
        store = Store(
            f"memstore_{len(self.stores_by_id) + 1:05}",
            name,
            description,
            at,
            at,
            at if is_archived else None,
        )
        self.stores_by_id[store.id] = store
        self._record("store.created", store.id, store.id, None, None)
        return store

    def write(self, store, path, text, agent="triage", *, session_id="sesn_0000a1b2c"):
        """Create the memory at a path, or give it another content."""
        old = self._at(store.id, path)
        kind = Operation.MODIFIED if old else Operation.CREATED
        memory_id = old.memory_id if old else f"mem_{len(self.versions_by_memory) + 1:05}"
        return self._add(store.id, memory_id, kind, path, text, agent, session_id)

    def move(self, store, path, to, agent="triage"):
        old = self._at(store.id, path)
        return self._add(
            store.id, old.memory_id, Operation.MODIFIED, to, old.content, agent, "sesn_0000a1b2c"
        )

    def delete(self, store, path, agent="triage"):
        old = self._at(store.id, path)
        return self._add(
            store.id, old.memory_id, Operation.DELETED, path, None, agent, "sesn_0000a1b2c"
        )

    def redact(self, version):
        versions = self.versions_by_memory[version.memory_id]
        at = versions.index(version)
        versions[at] = replace(
            version, content=None, content_sha256=None, redacted_at=self.clock(), path=None
        )

    def conflict(self, store, path):
        self.conflicts += 1
        self._record("conflict.opened", store.id, "conf_00001", "triage", path)

    def fill(self, store, directory, count, text="one line\n"):
        """Many memories at once, without their changes: they were there before."""
        for number in range(count):
            version = self._version(
                store.id,
                f"mem_{len(self.versions_by_memory) + 1:05}",
                Operation.CREATED,
                f"{directory}{number:05}.md",
                text,
                "loader",
                "sesn_0000a1b2c",
                seq=len(self.log),
            )
            self.versions_by_memory[version.memory_id] = [version]

    def ring(self):
        with self._came:
            self._came.notify_all()

    # The protocol

    def stores(self):
        self._ask("stores")
        return list(self.stores_by_id.values())

    def children(self, store_id, path_prefix, page=None, limit=100):
        self._ask("children")
        items = {}
        for head in self._heads(store_id):
            if head.path.startswith(path_prefix):
                rest = head.path[len(path_prefix) :]
                directory, is_deeper, _ = rest.partition("/")
                path = path_prefix + directory + is_deeper
                items[path] = MemoryPrefix(path) if is_deeper else _memory(head, content=None)
        paths = sorted(path for path in items if page is None or path > page)
        following = paths[limit - 1] if len(paths) > limit else None
        return Page(tuple(items[path] for path in paths[:limit]), following)

    def memory(self, memory_id):
        self._ask("memory")
        head = self.versions_by_memory[memory_id][-1]
        if head.operation is Operation.DELETED:
            raise NotFound(f"There is no memory {memory_id}.")
        return _memory(head, head.content)

    def heads(self, memories):
        self._ask("heads")
        return [replace(self.versions_by_memory[one][-1], content=None) for _, one in memories]

    def history(self, _store_id, memory_id, page=None):
        self._ask("history")
        newest_first = [
            replace(version, content=None) for version in self.versions_by_memory[memory_id][::-1]
        ]
        start = int(page or 0)
        following = str(start + 100) if len(newest_first) > start + 100 else None
        return Page(tuple(newest_first[start : start + 100]), following)

    def version(self, version_id):
        self._ask("version")
        return self._find(version_id)

    def diff(self, older, newer):
        self._ask("diff")
        old = "" if older is None else self._find(older).content or ""
        return diff(old, self._find(newer).content or "")

    def seq(self):
        self._ask("seq")
        return len(self.log)

    def changes_since(self, seq, limit=500):
        return self.log[seq : seq + limit]

    def newest_changes(self, limit, before=None):
        end = len(self.log) if before is None else before - 1
        return self.log[max(0, end - limit) : end][::-1]

    def found(self, terms, store_ids, limit):
        self._ask("found")
        heads = [head for store_id in store_ids for head in self._heads(store_id)]
        fitting = [head for head in heads if all(_holds(term, head) for term in terms)]
        order = {store_id: at for at, store_id in enumerate(store_ids)}
        fitting.sort(key=lambda head: (order[head.memory_store_id], head.path))
        memories = tuple(_memory(head, None) for head in fitting[:limit])
        return Found(memories, len(fitting), len(heads))

    def agents(self):
        self._ask("agents")
        found = {}
        for versions in self.versions_by_memory.values():
            for version in versions:
                if version.agent:
                    writes = found[version.agent].writes if version.agent in found else 0
                    found[version.agent] = AgentSeen(version.agent, writes + 1, self.clock())
        return sorted(found.values(), key=lambda one: one.name)

    def touched(self, agent):
        self._ask("touched")
        heads = [
            versions[-1]
            for versions in self.versions_by_memory.values()
            if any(version.agent == agent for version in versions)
        ]
        folders = {
            (head.memory_store_id, prefix)
            for head in heads
            for prefix in ("/", *prefixes(head.path))
        }
        return Touched(frozenset(head.memory_id for head in heads), frozenset(folders))

    def standing(self):
        return self.stands

    def search(self, sought, limit, stopped):  # noqa: ARG002 - it is quick
        self._ask("search")
        self.sought.append(sought)
        if not any(map(str.isalnum, sought.query)):
            raise InvalidRequest("A search needs at least one word of letters or digits.")
        found = []
        for versions in self.versions_by_memory.values():
            for version in versions if sought.history else versions[-1:]:
                if sought.store_id in (None, version.memory_store_id):
                    found += _matches(version, sought.query)
        return grouped(found)

    def wait(self, seq, timeout_s, stop):
        if self.failure is not None:
            raise self.failure
        with self._came:
            if len(self.log) <= seq and not stop.is_set():
                self._came.wait(min(timeout_s, 0.05))
        return len(self.log) > seq

    def open_conflicts(self):
        return self.conflicts

    def open_reviews(self):
        return self.reviews

    def blame(self, version):
        self._ask("blame")
        history = self.versions_by_memory[version.memory_id]
        return blame(
            (replace(one, content=None), one.content)
            for one in history
            if one.content is not None and one.seq <= version.seq
        )

    def restore(self, version_id, expect):
        self._ask("restore")
        version = self._find(version_id)
        head = self.versions_by_memory[version.memory_id][-1]
        if head.content_sha256 != expect:
            raise Moved("It changed in the meantime, so nothing was written.")
        written = self.write(
            self.stores_by_id[head.memory_store_id], head.path, version.content, agent=None
        )
        return _memory(written, written.content)

    def moments(self, store_id):
        self._ask("moments")
        return [
            change.seq
            for change in self.log
            if change.memory_store_id == store_id and change.kind.startswith("memory.")
        ]

    def change(self, seq):
        return self.log[seq - 1] if 0 < seq <= len(self.log) else None

    def children_at(self, store_id, seq, path_prefix, page=None):
        self._ask("children_at")
        return self._past(seq).children(store_id, path_prefix, page)

    def memory_at(self, store_id, seq, path):
        self._ask("memory_at")
        head = self._past(seq)._at(store_id, path)
        if head is None:
            raise NotFound(f"There was no memory at {path} then.")
        return _memory(head, head.content)

    def summaries(self, wanted, page=None):  # noqa: ARG002 - there are none
        return Page((), None)

    def writer_of(self, version_id):  # noqa: ARG002 - no transcript was ingested
        return None

    def collisions(self, *, closed, page=None):  # noqa: ARG002 - there are none
        return Page((), None)

    def collisions_by_id(self, conflict_ids):  # noqa: ARG002 - there are none
        return ()

    def conflicted(self):
        return frozenset()

    def alarms(self):
        return ()

    # What a person does; `refusal` is what comes of it, when it is set

    def create_memory(self, store_id, path, content):
        self._do("create_memory", path)
        written = self.write(self.stores_by_id[store_id], path, content, agent=None)
        return _memory(written, content)

    def edit_memory(self, memory_id, content, expect):
        head = self.versions_by_memory[memory_id][-1]
        self._do("edit_memory", head.path)
        assert expect == head.content_sha256
        written = self.write(self.stores_by_id[head.memory_store_id], head.path, content, None)
        return _memory(written, content)

    def move_memory(self, memory_id, path, to):
        self._do("move_memory", path, to)
        store_id = self.versions_by_memory[memory_id][-1].memory_store_id
        moved = self.move(self.stores_by_id[store_id], path, to, agent=None)
        return _memory(moved, moved.content)

    def delete_memory(self, memory_id, path):
        self._do("delete_memory", path)
        store_id = self.versions_by_memory[memory_id][-1].memory_store_id
        self.delete(self.stores_by_id[store_id], path, agent=None)

    def undo(self):
        self._do("undo")
        return Deed((self.versions_by_memory["mem_00001"][-1],))

    def redo(self):
        self._do("redo")
        return Deed((self.versions_by_memory["mem_00001"][-1],))

    def undo_session(self, session_id):
        self._do("undo_session", session_id)
        return self.undone

    # Inside

    def _do(self, *deed):
        self._ask(deed[0])
        if self.refusal is not None:
            raise self.refusal
        self.deeds.append(deed)

    def _past(self, seq):
        """Another workspace, which holds what this one held at a `seq`."""
        past = FakeBackend(self.clock)
        for memory_id, versions in self.versions_by_memory.items():
            if known := [version for version in versions if version.seq <= seq]:
                past.versions_by_memory[memory_id] = known
        return past

    def _ask(self, call):
        self.calls[call] += 1
        if self.failure is not None:
            raise self.failure

    def _heads(self, store_id):
        for versions in self.versions_by_memory.values():
            head = versions[-1]
            if head.memory_store_id == store_id and head.operation is not Operation.DELETED:
                yield head

    def _at(self, store_id, path):
        return next((head for head in self._heads(store_id) if head.path == path), None)

    def _find(self, version_id):
        return next(
            version
            for versions in self.versions_by_memory.values()
            for version in versions
            if version.id == version_id
        )

    def _add(self, store_id, memory_id, operation, path, text, agent, session_id):
        seq = len(self.log) + 1
        version = self._version(
            store_id, memory_id, operation, path, text, agent, session_id, seq=seq
        )
        self.versions_by_memory.setdefault(memory_id, []).append(version)
        kind = f"memory.{operation.value}"
        self._record(kind, store_id, memory_id, agent, path, version.id, version.created_by)
        return version

    def _version(self, store_id, memory_id, operation, path, text, agent, session_id, *, seq):
        raw = None if text is None else text.encode(errors="surrogatepass")
        return Version(
            id=f"memver_{len(self.versions_by_memory):05}{seq:05}",
            memory_store_id=store_id,
            memory_id=memory_id,
            operation=operation,
            path=path,
            content=text,
            content_sha256=None if raw is None else hashlib.sha256(raw).hexdigest(),
            content_size_bytes=None if raw is None else len(raw),
            created_at=self.clock(),
            created_by=session(session_id) if agent else user("ann"),
            redacted_at=None,
            redacted_by=None,
            seq=seq,
            agent=agent,
            unconditional=False,
            origin=None,
            origin_id=None,
            batch=None,
        )

    def _record(self, kind, store_id, subject_id, agent, path, version_id=None, actor=None):
        seq = len(self.log) + 1
        by = actor or (session("sesn_0000a1b2c") if agent else user("ann"))
        change = Change(seq, kind, self.clock(), store_id, subject_id, by, agent, path, version_id)
        self.log.append(change)
        self.ring()


def _holds(term, head):
    told = {"path": head.path, "agent": head.agent or "", "by": head.agent or ""}
    if term.since is not None:
        return (head.created_at >= term.since) != term.is_inverted
    return (term.text.casefold() in told[term.field].casefold()) != term.is_inverted


def _matches(version, query):
    for number, line in enumerate((version.content or "").split("\n"), start=1):
        at = line.casefold().find(query.casefold())
        if at >= 0:
            yield Match(
                version.memory_store_id,
                version.memory_id,
                version.path,
                version.id,
                number,
                line,
                ((at, at + len(query)),),
            )


def _memory(head, content):
    return Memory(
        head.memory_id,
        head.memory_store_id,
        head.id,
        head.path,
        content,
        head.content_sha256,
        head.content_size_bytes,
        head.created_at,
        head.created_at,
    )


HISTORY = (
    ("triage", "# dispatch\n\nAssigns parcels.\nBatches hold 250 parcels.\n\n## Habits\n- busy\n"),
    (
        "db-keeper",
        "# dispatch\n\nAssigns parcels.\nBatches hold 300 parcels.\n\n## Habits\n- busy\n",
    ),
    (
        "triage",
        """# dispatch

Assigns parcels to drivers.
Batches hold 300 parcels.

## Habits
- busy
- retries 60 seconds after a CPU spike
""",
    ),
)
"""Three versions of one memory, oldest first."""
