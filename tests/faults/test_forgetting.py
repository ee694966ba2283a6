"""Redaction down to the bytes: the text is in no table, index, free page or log any more."""

import functools
import threading
from pathlib import Path

import pytest
from support import claude_lines
from support.calls import refusal_of
from support.processes import CONTEXT, Crew
from support.raw import raw_bytes, traces
from support.reviewing import edit, finding, proposed
from support.workers import hold_snapshot, write_own

from core import CoreError, Workspace
from core.access.attachments import Access, Attach, mount_slug
from core.conflicts import ConflictKind
from core.dreams.reviewing.choosing import Selection
from core.dreams.verdicts import Action
from core.forgetting.purge import PurgeIncomplete, purge
from core.records.stores import Store
from core.storage.schema import COLUMNS
from core.storage.sqlite import Connection
from core.storage.tables.holds import Holds

SECRETS = {
    "word": "Zk9hunter2ZaphodBeeblebrox42",
    "sentence": "the launch code is Zqvw7731xk of course",
    "quotes": 'pass"word\\Zqvw7731xk\\"quoted"',
    "lines": "first Zqvw7731xk\nsecond Jq88271kzzx\n",
    "unicode": "Gehe\u00edmnis-\u65e5\u672c-\U0001f511-Zqvw7731xk",
    "like sql": "'; DELETE FROM Zqvw7731xk; --",
    "like json": '{"key": "Zqvw7731xk", "more": [1]}',
    "like a path": "/secret/Zqvw7731xk/inner",
}


def fits_a_path(secret: str) -> bool:
    """Whether it may be part of a path as it is."""
    return "\n" not in secret


def fill(ws: Workspace, secret: str) -> None:
    """Have the secret everywhere a text can be, now and in the past."""
    words = secret.replace("\n", " ")
    names = words if "\n" not in secret else "no secret here"
    deleted = ws.stores.create(names)
    ws.memories.create(deleted.id, "/gone", f"gone with its store: {secret}")
    ws.search("gone", history=True)
    ws.stores.delete(deleted.id)
    store = ws.stores.create(f"n {names}", f"d {secret}", {"k": f"v {secret}", names[:60]: "v"})
    ws.stores.update(store.id, metadata={"k": f"again {secret}"})
    live = ws.memories.create(store.id, "/live", f"live {secret} live")
    ws.memories.update(live.id, path="/live2")
    old = ws.memories.create(store.id, "/old", f"old {secret}")
    ws.memories.update(old.id, path="/old2")
    ws.memories.update(old.id, content="clean")
    dead = ws.memories.create(store.id, "/dead", f"{secret} dead")
    ws.memories.delete(dead.id)
    if fits_a_path(secret):
        named = ws.memories.create(store.id, f"/dir/x{secret}y/file", "innocent")
        ws.memories.update(named.id, path="/innocent")
        ws.memories.create(store.id, f"/dir2/{secret.strip('/')}/file", "innocent")
    session = ws.sessions.start(
        f"a {names}",
        {store.id: Attach(Access.READ_WRITE, f"i {secret}")},
        title=f"t {names}",
        metadata={"k": secret},
    )
    for refused in (
        lambda: session.create(store.id, "/live2", f"refused {secret}"),
        lambda: session.update(live.id, content=f"stale {secret}", expect="0" * 64),
        lambda: ws.memories.update(live.id, path="/old2", content=f"taken {secret}"),
    ):
        assert refusal_of(refused) is not None
    with Workspace.open(ws.path, user=f"u {names}") as other:
        memory = other.memories.create(store.id, "/by", "a person")
        other.memories.update(memory.id, content="a person again")
        other.redact().version(memory.memory_version_id)
    ws.search("live", history=True)
    ws.search("live")


@pytest.mark.parametrize("name", SECRETS)
def test_a_redacted_text_is_in_no_byte_of_the_workspace(
    ws: Workspace, file: Path, name: str
) -> None:
    """Not as it was, not as JSON writes it, not as the index cuts it into words."""
    secret = SECRETS[name]
    fill(ws, secret)
    assert "plain" in traces(raw_bytes(file), secret)
    receipt = ws.redact().text(secret)
    assert receipt.places
    assert traces(raw_bytes(file), secret) == []
    assert ws.examine().problems == ()
    ws.close()
    assert traces(raw_bytes(file), secret) == []
    with Workspace.open(file) as again:
        (store,) = again.stores.list()
        assert "live" in (again.memories.at_path(store.id, "/live2").content or "")
        assert again.redact().text(secret).places == ()
        again.search("live", history=True)
        assert again.examine().problems == ()


def test_a_redacted_version_is_in_no_byte_of_the_workspace(
    ws: Workspace, store: Store, file: Path
) -> None:
    """Once every version that shares the text is redacted, and it was searched before."""
    secret = SECRETS["word"]
    first = ws.memories.create(store.id, "/a", f"it is {secret}")
    second = ws.memories.update(first.id, path="/b")
    ws.memories.update(first.id, content="clean")
    assert ws.search(secret, history=True)
    ws.redact().version(first.memory_version_id)
    assert traces(raw_bytes(file), secret) != []
    ws.redact().version(second.memory_version_id)
    assert traces(raw_bytes(file), secret) == []
    assert ws.examine().problems == ()


def test_a_text_in_unused_pages_only_is_forgotten_too(
    ws: Workspace, store: Store, file: Path
) -> None:
    """Its store was deleted, so it stands nowhere; the receipt is empty and the bytes are gone."""
    secret = SECRETS["word"]
    for number in range(50):
        ws.memories.create(store.id, f"/{number}", f"{secret} {'x' * 3_000}")
    ws.stores.delete(store.id)
    assert traces(raw_bytes(file), secret) != []
    assert ws.redact().text(secret).places == ()
    assert traces(raw_bytes(file), secret) == []


def test_every_text_column_says_what_it_holds(ws: Workspace) -> None:
    """A column that is added later must be named in `COLUMNS`, or this fails."""
    with ws.context.db.snapshot() as connection:
        columns = text_columns(connection)
    assert columns == {table: set(of) for table, of in COLUMNS.items()}


def text_columns(connection: Connection) -> dict[str, set[str]]:
    """The text columns of every table, without those that full-text search makes for itself."""
    shadows = ("current_text", "history_text", "events_text")
    found: dict[str, set[str]] = {}
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
        if table.startswith((*shadows, "sqlite_")):
            continue
        texts = {
            name
            for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({table})")
            if kind not in ("INTEGER", "REAL")
        }
        if texts:
            found[table] = texts
    return found


VALUES = {
    Holds.TEXT: "'x' || :secret || rowid",
    Holds.JSON: "json_array(json_object(:secret, 'a' || :secret))",
    Holds.MADE: "'x' || :secret || rowid",
    Holds.MADE_JSON: "json_array(json_object('k', 'a' || :secret))",
    Holds.PATH: "'/' || :secret || '/' || rowid",
    Holds.SLUG: "'/mnt/memory/x-' || :slug || '-y'",
    Holds.ACTOR: "'x' || :secret",
}


def review_something(ws: Workspace, store_id: str) -> None:
    """A row in every table of dreams and reviews."""
    findings = [
        finding("first", edit("/a", 1, ["two"], ["three"])),
        finding("second", edit("/a", 2, [], ["four"])),
        finding("third", edit("/c", 1, [], ["five"])),
    ]
    dream_id = proposed(ws, store_id, findings)
    changes = [change.id for change in ws.reviews.look(dream_id).review.changes]
    ws.reviews.decide(dream_id, Action.REJECT, Selection(changes=(changes[2],)), text="no")
    ws.reviews.decide(dream_id, Action.ACCEPT, Selection(changes=(changes[0],)))
    ws.reviews.apply(dream_id)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table, column)
        for table, columns in COLUMNS.items()
        for column, holds in columns.items()
        if holds is not Holds.ID
    ],
)
def test_every_such_column_is_masked(
    ws: Workspace, store: Store, file: Path, table: str, column: str
) -> None:
    """Each is filled behind the library's back, in every row, and must be clean afterwards."""
    secret = SECRETS["quotes"]
    memory = ws.memories.create(store.id, "/a", "one")
    ws.memories.update(memory.id, content="two")
    ws.redact().version(memory.memory_version_id)
    ws.sessions.start("agent", {store.id: Attach(instructions="i")}, title="t")
    assert isinstance(refusal_of(lambda: ws.memories.create(store.id, "/a", "x")), CoreError)
    assert refusal_of(lambda: ws.memories.update(memory.id, path="/b", expect="0" * 64))
    ingest_something(ws, file.parent)
    (lost,) = ws.conflicts.list(kind=ConflictKind.RENAME)
    ws.resolver.keep_draft(lost.id, '{"blocks": [], "whole": null}')
    review_something(ws, store.id)
    serve_something(ws)
    connection = ws.context.db._writing.connection
    holds = COLUMNS[table][column]
    if holds is Holds.ACTOR:
        connection.execute(f"UPDATE {table} SET {column.removesuffix('id')}type = 'user_actor'")
    count = connection.execute(
        f"UPDATE {table} SET {column} = {VALUES[holds]}",
        {"secret": secret, "slug": mount_slug(secret)},
    ).rowcount
    assert count, "nothing to fill: give this table a row in the test"
    connection.execute("INSERT INTO events_text (events_text) VALUES ('rebuild')")
    ws.redact().text(secret)
    with ws.context.db.snapshot() as reading:
        rows = reading.execute(f"SELECT {column} FROM {table}").fetchall()
    assert rows
    assert not any(secret in str(value) or mount_slug(secret) in str(value) for (value,) in rows)
    assert traces(raw_bytes(file), secret) == []


def serve_something(ws: Workspace) -> None:
    """A row in each table that only a served workspace has."""
    ws.keys.create("agent")
    session = ws.wire_sessions.create({"type": "agent", "id": "agent"}, "env", {})
    ws.wire_events.send(
        session.record.id,
        [{"type": "user.message", "content": [{"type": "text", "text": "hello"}]}],
    )


def ingest_something(ws: Workspace, folder: Path) -> None:
    """A transcript that puts a row into every table."""
    agent = {"isSidechain": True, "agentId": "a1"}
    lines = (
        claude_lines.said(1, "hello"),
        claude_lines.called(2, "Read", file_path="/mnt/memory/working-memory/a"),
        claude_lines.answered(3, 2, "two"),
        claude_lines.said(4, "to another agent", **agent),
        b"{torn\n",
    )
    ws.ingester().file(claude_lines.write(folder / "t.jsonl", lines))


def test_secrets_in_transcripts_are_forgotten(ws: Workspace, file: Path) -> None:
    """Also where JSON spells them with escapes; and a search does not find their words."""
    secret = 'zebra"crossing\\é-token'
    lines = (
        claude_lines.said(1, f"the key is {secret}"),
        claude_lines.called(2, "Bash", command=f"echo '{secret}'"),
        claude_lines.answered(3, 2, f"{secret}\n"),
    )
    ws.ingester().file(claude_lines.write(file.parent / "t.jsonl", lines))
    assert len(ws.transcripts.search("zebra")) == 3
    places = {(place.kind, place.field) for place in ws.redact().text(secret).places}
    assert places == {("event", "body"), ("event", "input")}
    assert traces(raw_bytes(file), secret) == []
    assert ws.transcripts.search("zebra") == []
    assert ws.examine().problems == ()


def test_a_reader_of_an_old_state_is_named_and_waited_for(
    ws: Workspace, store: Store, file: Path, crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its old pages stay until it ends; until then the doctor says so, and finishes it then."""
    monkeypatch.setattr("core.forgetting.redact.purge", functools.partial(purge, patience_s=0.2))
    secret = SECRETS["word"]
    memory = ws.memories.create(store.id, "/a", secret)
    ready, release = CONTEXT.Event(), CONTEXT.Event()
    reader = crew.start(hold_snapshot, file, ready, release)
    ready.wait()
    with pytest.raises(PurgeIncomplete) as incomplete:
        ws.redact().text(secret)
    assert f"({reader.pid})" in str(incomplete.value)
    assert "memtui doctor" in str(incomplete.value)
    assert incomplete.value.receipt is not None
    assert secret not in (ws.memories.retrieve(memory.id).content or "")
    for _ in range(2):
        (problem,) = ws.examine().problems
        assert problem.check == "redaction"
        assert f"({reader.pid})" in problem.message
    ws.close()
    with Workspace.open(file) as again:
        assert [problem.check for problem in again.examine().problems] == ["redaction"]
        assert traces(raw_bytes(file), secret) != []
        release.set()
        reader.join()
        assert again.examine().problems == ()
        assert traces(raw_bytes(file), secret) == []
        assert again.examine().problems == ()


def test_writers_go_on_while_a_redaction_waits(
    ws: Workspace, store: Store, file: Path, crew: Crew
) -> None:
    """Only the redaction waits for the reader; nobody else does."""
    secret = SECRETS["word"]
    ws.memories.create(store.id, "/a", secret)
    ready, release = CONTEXT.Event(), CONTEXT.Event()
    crew.start(hold_snapshot, file, ready, release)
    ready.wait()
    waiting = threading.Thread(target=ws.redact().text, args=(secret,))
    waiting.start()
    for number in range(20):
        ws.memories.create(store.id, f"/{number}", "x")
    assert waiting.is_alive()
    release.set()
    waiting.join()
    assert traces(raw_bytes(file), secret) == []
    assert ws.examine().problems == ()


def test_a_redaction_among_busy_writers_comes_to_its_end(
    ws: Workspace, store: Store, file: Path, tmp_path: Path, crew: Crew
) -> None:
    """The log is emptied between two of their writes, and none of those is lost."""
    secret = SECRETS["word"]
    ws.memories.create(store.id, "/a", secret)
    start = CONTEXT.Barrier(4)
    for number in range(3):
        log = tmp_path / f"log{number}"
        crew.start(write_own, file, store.id, f"p{number}", 150, log, start)
    start.wait()
    for _ in range(5):
        ws.redact().text(secret)
    assert traces(raw_bytes(file), secret) == []
    crew.wait()
    assert len(list(ws.versions.list(store.id))) == 2 + 3 * 151
    assert ws.examine().problems == ()
