"""
The app's backend on a workspace file, and on the same workspace as somebody serves it.

Every call of the protocol is made here on both, and must give the same.
"""

import json
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest
from support.calls import refusal_of
from support.reviewing import edit, finding, proposed
from support.serving import Server, made_keys

from core import PreconditionFailed, Workspace
from core.doors.served import ServedWorkspace
from core.dreams.dream import Wish
from core.dreams.reviewing.choosing import Selection
from core.dreams.verdicts import Action
from core.merge import Choice
from core.overseeing.marks import Wanted
from core.reading.filters import parse
from core.transcripts.views import Side, View
from memtui.backend.finding import Sought
from memtui.backend.workspace import Backend
from memtui.dreaming import worker as dream_worker
from memtui.local.workspace import LocalBackend
from memtui.typed.session_filter import SessionFilter

CALLS = {
    name
    for protocol in Backend.__mro__
    for name, value in vars(protocol).items()
    if callable(value) and not name.startswith("_")
}
WHOLE = View()


class Compared:
    """A backend whose every answer must be the one that another backend gives too."""

    def __init__(self, one: LocalBackend, other: LocalBackend) -> None:
        self._one, self._other = one, other
        self.called: set[str] = set()

    def __getattr__(self, name: str):
        def call(*arguments, **options):
            self.called.add(name)
            answer = getattr(self._one, name)(*arguments, **options)
            assert answer == getattr(self._other, name)(*arguments, **options), name
            return answer

        return call


class Noted:
    """A backend that is written through; notes what was called."""

    def __init__(self, backend: LocalBackend) -> None:
        self._backend = backend
        self.called: set[str] = set()

    def __getattr__(self, name: str):
        self.called.add(name)
        return getattr(self._backend, name)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """One workspace as a file and over the line, both in the name of `ann`."""
    file = tmp_path_factory.mktemp("both") / "team.db"
    with ExitStack() as opened:
        server = opened.enter_context(Server(file))
        key = made_keys(file, console=True)["console"]
        yield SimpleNamespace(
            file=opened.enter_context(Workspace.open(file, user="ann")),
            line=opened.enter_context(ServedWorkspace.connect(server.address, key, user="ann")),
        )


@pytest.fixture
def stage(served, tmp_path):
    """A store with history, a conflict, a transcript, and a proposal."""
    ws = served.file
    store = ws.stores.create("Notes", "What was learned.")
    session = ws.sessions.start("triage", {store.id: "read_write"})
    note = session.create(store.id, "/a/b.md", "one\ntwo\nthree\n")
    session.update(note.id, content="one\n2\nthree\n", expect=note.content_sha256)
    with pytest.raises(PreconditionFailed):
        session.update(note.id, content="one\ntwo!\nthree\n", expect=note.content_sha256)
    _ingest(ws, tmp_path / f"{session.id}.jsonl")
    found = finding("it changed", edit("/a/b.md", 1, ["one"], ["ONE"]))
    return SimpleNamespace(
        store=store,
        session=session,
        note=note.id,
        dream=proposed(ws, store.id, [found]),
        conflict=next(iter(ws.conflicts.list())).id,
    )


def _ingest(ws: Workspace, file: Path) -> None:
    at = "2026-04-01T00:00:0"
    lines = [
        {"type": "user.message", "content": [{"type": "text", "text": "hello"}]},
        {
            "type": "agent.tool_use",
            "name": "write",
            "input": {"file_path": "/mnt/memory/notes/a/b.md", "content": "one\ntwo\nthree\n"},
        },
    ]
    told = [
        {**line, "id": f"sevt_{file.stem}{number}", "processed_at": f"{at}{number}Z"}
        for number, line in enumerate(lines)
    ]
    file.write_text("".join(json.dumps(line) + "\n" for line in told))
    ws.ingester().file(file)


def test_every_reading_call_gives_the_same_on_both(served, stage):
    """Values are equal, errors are of the same class with the same words."""
    backend = Compared(LocalBackend(served.file), LocalBackend(served.line))
    _read(backend, stage)
    for call in (
        lambda one: one.memory("mem_x"),
        lambda one: one.version("memver_x"),
        lambda one: one.children("memstore_x", "/"),
        lambda one: one.children(stage.store.id, "no slash"),
        lambda one: one.history(stage.store.id, stage.note, "bad cursor"),
        lambda one: one.open_conflict("conf_x"),
        lambda one: one.look("drm_x"),
        lambda one: one.summary("sesn_x"),
        lambda one: one.edit_memory(stage.note, "mine\n", "0" * 64),
        lambda one: one.create_memory(stage.store.id, "/a", "x"),
        lambda one: one.restore("memver_x", None),
    ):
        here = refusal_of(call, LocalBackend(served.file))
        there = refusal_of(call, LocalBackend(served.line))
        assert here is not None
        assert type(here) is type(there)
        # A refused write is a conflict of its own each time.
        assert _plain(here) == _plain(there)


def _plain(error) -> tuple[str, dict]:
    details = {name: one for name, one in error.details().items() if name != "conflict_id"}
    return str(error), details


def _read(backend: Compared, stage: SimpleNamespace) -> None:
    store, note, session = stage.store.id, stage.note, stage.session.id
    assert store in [one.id for one in backend.stores()]
    assert len(backend.children(store, "/").data) == 1
    assert backend.memory(note).content == "one\n2\nthree\n"
    (head,) = backend.heads([(store, note), ("memstore_x", "mem_x")])
    newer, older = backend.history(store, note).data
    assert backend.version(newer.id).content == "one\n2\nthree\n"
    assert backend.diff(older.id, newer.id).hunks
    assert backend.diff(None, older.id).hunks
    seq = backend.seq()
    assert backend.changes_since(seq - 3)
    assert backend.newest_changes(5, before=seq)
    assert backend.wait(seq - 1, 5.0, Event())
    assert not backend.wait(seq, 0.05, Event())
    assert backend.open_conflicts()
    assert len(backend.blame(head)) == 3
    assert backend.moments(store)
    assert backend.change(older.seq).path == "/a/b.md"
    assert backend.change(seq + 1_000) is None
    assert backend.children_at(store, older.seq, "/a/").data
    assert backend.memory_at(store, older.seq, "/a/b.md").content == "one\ntwo\nthree\n"
    _read_conflicts(backend, stage)
    _read_sessions(backend, stage, older.id)
    _read_times(backend, stage)
    _read_dreams(backend, stage)
    assert backend.found(parse("b.md", older.created_at), [store], 10).memories
    assert "triage" in [one.name for one in backend.agents()]
    assert note in backend.touched("triage").memory_ids
    assert backend.standing()[store]
    assert backend.search(Sought("three", store), 10, lambda: False)
    assert backend.search(Sought("two", store, history=True), 10, lambda: False)
    assert backend.sessions(5)
    assert backend.session(session).agent == "triage"


def _read_conflicts(backend: Compared, stage: SimpleNamespace) -> None:
    assert backend.collisions(closed=False).data
    assert backend.collisions(closed=True).data
    (shown,) = backend.collisions_by_id((stage.conflict, "conf_x"))
    assert shown.size == len("one\ntwo!\nthree\n")
    assert backend.wanted(stage.conflict).hunks
    assert backend.open_conflict(stage.conflict).sides.mine == "one\ntwo!\nthree\n"
    assert stage.note in backend.conflicted()
    backend.alarms()


def _read_sessions(backend: Compared, stage: SimpleNamespace, version_id: str) -> None:
    wanted, session = SessionFilter(store_id=stage.store.id), stage.session.id
    assert backend.summaries(wanted).data
    assert backend.summaries_by_id(wanted, [session, "sesn_x"])
    assert backend.summary(session).events == 2
    first = backend.first_events(session, WHOLE, 10).events
    assert len(first) == 2
    assert backend.last_events(session, WHOLE, 1).has_before
    assert backend.events_at(session, WHOLE, first[1].id, Side.BEFORE, 10).events
    assert backend.head_of(first[1].id) == first[0].id
    assert backend.matches(session, "hello") == [first[0].id]
    assert [one.id for one in backend.newest_events(session, 1)] == [first[1].id]
    assert backend.newest_events("sesn_x", 1) == ()
    backend.writer_of(version_id)
    assert (
        backend.attempt(session, stage.store.id, "/a/b.md", stage.session.record.started_at)
        is not None
    )
    assert backend.evidence_event(first[0].id).id == first[0].id
    assert backend.evidence_event("sevt_x") is None


def _read_times(backend: Compared, stage: SimpleNamespace) -> None:
    wanted = Wanted(store_id=stage.store.id)
    since, until = backend.extent()
    until += timedelta(seconds=1)
    assert backend.timeline(since, until, wanted, 10, "agent").lanes
    last = backend.mark_near(until, wanted, since, until)
    before = backend.mark_before(last, wanted, since)
    assert backend.mark_after(before, wanted, until) is not None
    assert backend.behind(before).mark == before
    (changed,) = backend.changed_between(since, until, wanted, 10)
    assert backend.change_over(changed).hunks


def _read_dreams(backend: Compared, stage: SimpleNamespace) -> None:
    assert backend.dreams().data
    assert backend.open_reviews()
    (row,) = backend.dreams_by_id([stage.dream, "drm_x"])
    assert row.progress is not None
    look = backend.look(stage.dream)
    (part,) = look.review.parts
    assert backend.hunk_sides(stage.dream, part.id).mine.startswith("ONE\n")
    assert backend.preview_apply(stage.dream) is not None
    since, _ = backend.extent()
    read = backend.dream_inputs(stage.store.id, since)
    assert stage.session.id in read
    assert stage.session.id in [one.id for one in backend.dreamable(stage.store.id).data]
    assert backend.preview_dream(stage.store.id, read).sessions == len(read)


@pytest.mark.parametrize("kind", ["file", "line"])
def test_every_writing_call_works_on_both_and_none_is_missing(served, stage, kind):
    """What is written through the one is read alike by both."""
    backend = Noted(LocalBackend(getattr(served, kind)))
    compared = Compared(LocalBackend(served.file), LocalBackend(served.line))
    _read(compared, stage)
    _write_dreams(backend, stage)
    _write(backend, compared, stage)
    assert backend.called | compared.called >= CALLS, CALLS - backend.called - compared.called


def _write_dreams(backend: Noted, stage: SimpleNamespace) -> None:
    dream, everything = stage.dream, Selection(everything=True)
    (part,) = backend.look(dream).review.parts
    backend.decide(dream, Action.ACCEPT, everything)
    backend.edit_hunk(dream, part.id, ["One"])
    backend.undo_verdict(dream)
    backend.redo_verdict(dream)
    sides = backend.hunk_sides(dream, part.id)
    backend.settle_hunk(dream, part.id, Choice.MINE, sides.version_id)
    shown = backend.preview_apply(dream)
    receipt = backend.apply_review(dream, shown, skip_conflicts=False)
    assert receipt is not None
    assert backend.memory(stage.note).content.lower().startswith("one\n")
    backend.undo_verdict(dream)
    launched = backend.launch(Wish(stage.store.id, (stage.session.id,)))
    assert backend.cancel_dream(launched.id).status in ("canceled", "completed")
    assert backend.archive_dream(launched.id).archived_at is not None
    for process in dream_worker._STARTED:
        process.wait(60)


def _write(backend: Noted, compared: Compared, stage: SimpleNamespace) -> None:
    store, note = stage.store.id, stage.note
    made = backend.create_memory(store, "/new/x.md", "x\n")
    changed = backend.edit_memory(made.id, "y\n", made.content_sha256)
    assert compared.memory(made.id) == changed
    moved = backend.move_memory(made.id, "/new/x.md", "/old/x.md")
    assert backend.move_directory(store, "/old/", "/older/") == 1
    backend.delete_memory(moved.id, "/older/x.md")
    versions = compared.history(store, made.id).data
    restored = backend.restore(versions[-1].id, None)
    assert compared.memory(restored.id).content == "x\n"
    backend.undo()
    backend.redo()
    assert backend.delete_directory(store, "/older/") == 1
    backend.keep_draft(stage.conflict, "decisions")
    backend.open_conflict(stage.conflict)  # notes what theirs is by now
    assert compared.open_conflict(stage.conflict).draft is not None
    backend.keep_draft(stage.conflict, None)
    now = compared.memory(note)
    done = backend.resolve(stage.conflict, Choice.MINE, now.content_sha256)
    assert str(done.conflict.state) == "resolved"
    with pytest.raises(PreconditionFailed):
        backend.edit_memory(note, "mine\n", "0" * 64)
    newest = compared.collisions(closed=False).data[0].conflict
    assert str(backend.dismiss(newest.id).state) == "dismissed"
    assert backend.pause_session(stage.session.id).status == "paused"
    assert backend.resume_session(stage.session.id).status == "running"
    other = backend.start_session("writer", {store: "read_only"})
    assert backend.attach_store(other.id, store, "read_write").resources
    assert backend.undo_session(stage.session.id) is not None
    assert backend.end_session(other.id).status == "ended"
    assert backend.archive_store(store).archived_at is not None
    assert backend.unarchive_store(store).archived_at is None
    backend.delete_store(store)
    assert store not in [one.id for one in compared.stores()]
