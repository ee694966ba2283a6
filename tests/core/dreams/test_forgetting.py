"""What dreams hold of a text that is redacted, or of a transcript that is deleted, is gone too."""

from datetime import timedelta
from pathlib import Path

import pytest
from support import claude_lines
from support.calls import refusal_of
from support.raw import raw_bytes, traces
from support.reviewing import Doing, Scripted, edit, finding, texts

from core import NotFound, Workspace
from core.dreams.dream import Behavior, Status, Wish
from core.dreams.dreamers.base import Progress
from core.dreams.proposal import Evidence
from core.dreams.reviewing.choosing import Selection
from core.dreams.reviewing.moved import HunksConflict
from core.dreams.verdicts import Action, Verdict
from core.dreams.working import work
from core.records.stores import Store

SECRET = "the login is Zaphod-Pass-77-Beeblebrox"
TEXT = f"one\n{SECRET}\nthree\nfour\n"
ALL = Selection(everything=True)
FOUND = finding(
    f"{SECRET[:24]}\N{HORIZONTAL ELLIPSIS}",
    edit("/a", 2, [SECRET], [f"{SECRET}, verified"]),
    edit("/b", 2, [], [f"also {SECRET}"]),
    evidence=(Evidence(SECRET, SECRET, "/a:2"),),
)
OTHER = finding("two", edit("/b", 1, ["two"]), evidence=(Evidence("two", "two", "/b:1"),))


@pytest.fixture
def version(ws: Workspace, store: Store) -> str:
    """The version that a dream reads, and that holds the secret."""
    ws.memories.create(store.id, "/b", "two\nmore\n")
    return ws.memories.create(store.id, "/a", TEXT).memory_version_id


def dreamed(ws: Workspace, store: Store, *found) -> str:
    dream = ws.dreams.create(Wish(store.id, max_loss=1))
    assert work(ws.context, dream.id, Scripted(*found)).status is Status.COMPLETED
    return dream.id


def test_a_redacted_version_leaves_nothing_in_what_was_proposed_of_it(
    ws: Workspace, store: Store, version: str, file: Path
) -> None:
    """Neither in a change that edits it nor in one that quotes it; other changes stay."""
    dream_id = dreamed(ws, store, FOUND, OTHER)
    first, second = ws.reviews.look(dream_id).review.changes
    ws.reviews.decide(dream_id, Action.REJECT, Selection(changes=(first.id,)), text="no")
    again = ws.dreams.create(Wish(store.id))
    assert work(ws.context, again.id, Scripted(FOUND)).suppressed[0].title == FOUND.title
    ws.memories.update(ws.memories.at_path(store.id, "/a").id, content="clean\n")
    ws.redact().version(version)
    assert traces(raw_bytes(file), SECRET) == []
    assert SECRET[:24].encode() not in raw_bytes(file)
    emptied, other = ws.reviews.look(dream_id).review.changes
    assert (emptied.id, other) == (first.id, second)
    assert [part.verdict for part in ws.reviews.look(dream_id).review.of_change(first.id)] == [
        Verdict.REJECTED
    ] * 2
    assert ws.dreams.retrieve(again.id).suppressed[0].reason == "no"


def test_what_a_reviewer_wrote_into_a_redacted_version_goes_with_it(
    ws: Workspace, store: Store, version: str, file: Path
) -> None:
    """Also where the hunk was split; the review stays readable, and applies nothing of it."""
    lines = [f"- {SECRET}", f"- again {SECRET}"]
    more = finding("more", edit("/a", 2, [SECRET], lines), evidence=FOUND.evidence)
    dream_id = dreamed(ws, store, more)
    (part,) = ws.reviews.look(dream_id).review.parts
    ws.reviews.decide(dream_id, Action.SPLIT, Selection(hunks=(part.id,)))
    first, *_ = ws.reviews.look(dream_id).review.parts
    ws.reviews.edit(dream_id, first.id, [f"my own {SECRET}"])
    ws.memories.update(ws.memories.at_path(store.id, "/a").id, content="clean\n")
    ws.redact().version(version)
    assert traces(raw_bytes(file), SECRET) == []
    assert ws.reviews.look(dream_id).review.parts
    refused = refusal_of(ws.reviews.apply, dream_id)
    assert refused is None or isinstance(refused, HunksConflict)
    assert texts(ws, store.id)["/a"] == "clean\n"


@pytest.mark.parametrize("behavior", Behavior)
@pytest.mark.parametrize("how", ["text", "version"])
def test_a_dream_writes_nothing_of_what_was_redacted_while_it_worked(
    ws: Workspace, store: Store, version: str, file: Path, behavior: Behavior, how: str
) -> None:
    """It fails, and says so; nothing of what it had kept stays, and no store is made."""

    def late(inputs, report, should_stop):
        report(Progress("early", 1, 2, 1, lambda: (FOUND,)))
        if how == "text":
            ws.redact().text(SECRET)
        else:
            ws.memories.update(ws.memories.at_path(store.id, "/a").id, content="clean\n")
            ws.redact().version(version)
        return (FOUND,)

    dream = ws.dreams.create(Wish(store.id, behavior=behavior, max_loss=1))
    done = work(ws.context, dream.id, Doing(late))
    assert (done.status, done.changes) == (Status.FAILED, 0)
    assert done.error is not None
    assert "redacted" in done.error.message
    assert [one.id for one in ws.stores.list()] == [store.id]
    assert traces(raw_bytes(file), SECRET) == []


def test_a_transcript_that_is_deleted_while_a_dream_reads_it_fails_it(
    ws: Workspace, store: Store, version: str, file: Path
) -> None:
    """One that was ingested, and one of a session that was started here or over the wire."""
    lines = (claude_lines.said(1, "hello"),)
    ws.ingester().file(claude_lines.write(file.parent / "t.jsonl", lines))
    ingested = claude_lines.SESSION
    started = ws.sessions.start("agent", {}).id
    wired = ws.wire_sessions.create({"type": "agent", "id": "agent"}, "env", {}).record.id
    for session, delete in (
        (ingested, ws.transcripts.delete),
        (started, ws.transcripts.delete),
        (wired, ws.wire_sessions.delete),
    ):

        def deleting(inputs, report, should_stop, session=session, delete=delete):
            delete(session)
            return (OTHER,)

        dream = ws.dreams.create(Wish(store.id, (session,), max_loss=1))
        done = work(ws.context, dream.id, Doing(deleting))
        assert done.error is not None
        assert (done.error.type, done.changes) == ("input_session_unavailable", 0)
    assert isinstance(refusal_of(ws.dreams.create, Wish(store.id, (wired,))), NotFound)


def test_a_session_that_was_deleted_is_not_among_those_of_a_week(
    ws: Workspace, store: Store
) -> None:
    """It had written into the store; a dream over it would fail."""
    wired = ws.wire_sessions.create(
        {"type": "agent", "id": "agent"}, "env", {store.id: "read_write"}
    )
    ws.acting_as(wired.record.id).create(store.id, "/w", "written\n")
    since = ws.context.clock() - timedelta(days=1)
    assert ws.sessions_since(store.id, since) == (wired.record.id,)
    ws.wire_sessions.delete(wired.record.id)
    assert ws.sessions_since(store.id, since) == ()
