"""What dreams hold of a text that is redacted, or of a transcript that is deleted, is gone too."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from support import claude_lines
from support.calls import refusal_of
from support.raw import raw_bytes, traces
from support.reviewing import Doing, Scripted, edit, finding, texts

from core import InvalidRequest, NotFound, Workspace
from core.dreams.dream import Behavior, Status, Wish
from core.dreams.dreamers.base import Progress
from core.dreams.proposal import Evidence, Gone
from core.dreams.reviewing.choosing import Selection
from core.dreams.reviewing.export import as_markdown, as_patch
from core.dreams.reviewing.moved import HunksConflict
from core.dreams.reviewing.rebase import State
from core.dreams.reviewing.wire import review_json
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


# A transcript that is deleted

OTHER_SESSION = "99999999-2222-4333-8444-555555555555"
RETRIED = "obsq query --step 30s says: 4711 rows of Zaphod-Beeblebrox-ledger"
SAID_BY_BOTH = "exit status 2: --step is missing"


def quoting(ws: Workspace, *quotes: tuple[str, str]) -> tuple[Evidence, ...]:
    """These quotes as evidence, each of the session that it is given with."""
    found = []
    for session, quote in quotes:
        number = ws.summaries.retrieve(session).id
        event = next(one for one in ws.transcripts.events(number).events if quote in one.body)
        found.append(
            Evidence(quote, quote, str(event.pointer), event.session_id, event.id, event.ts)
        )
    return tuple(found)


@pytest.fixture
def sessions(ws: Workspace, store: Store, file: Path) -> tuple[str, str]:
    """Two sessions, of which the first says more; and a memory that a lesson goes into."""
    ws.memories.create(store.id, "/b", "two\nmore\n")
    for session, *texts_ in (
        (claude_lines.SESSION, RETRIED, SAID_BY_BOTH),
        (OTHER_SESSION, SAID_BY_BOTH),
    ):
        lines = [claude_lines.said(at, text, session) for at, text in enumerate(texts_, 1)]
        ws.ingester().file(claude_lines.write(file.parent / f"{session}.jsonl", lines))
    return claude_lines.SESSION, OTHER_SESSION


def dreamed_over(ws: Workspace, store: Store, sessions, *found) -> str:
    ids = tuple(ws.summaries.retrieve(one).id for one in sessions)
    dream = ws.dreams.create(Wish(store.id, ids, max_loss=1))
    done = work(ws.context, dream.id, Scripted(*found))
    assert (done.status, done.changes) == (Status.COMPLETED, len(found))
    return dream.id


def test_a_deleted_session_is_quoted_nowhere(
    ws: Workspace, store: Store, sessions: tuple[str, str]
) -> None:
    """Not in the proposal, its exports, its edits and remarks, nor in what is remembered of it."""
    alone = finding(
        f"Note: {RETRIED[:40]}",
        edit("/b", 3, [], [f"- {RETRIED}"]),
        evidence=quoting(ws, (sessions[0], RETRIED)),
    )
    rejected = finding(
        RETRIED, edit("/b", 2, [], [RETRIED]), evidence=quoting(ws, (sessions[0], RETRIED))
    )
    dream_id = dreamed_over(ws, store, sessions, alone, rejected)
    first, second = ws.reviews.look(dream_id).review.parts
    ws.reviews.edit(dream_id, first.id, [f"- mine: {RETRIED}"])
    ws.reviews.undo(dream_id)
    ws.reviews.decide(dream_id, Action.COMMENT, Selection(hunks=(first.id,)), text=RETRIED)
    ws.reviews.decide(dream_id, Action.COMMENT, Selection(hunks=(first.id,)), text="my own words")
    ws.reviews.decide(dream_id, Action.REJECT, Selection(hunks=(second.id,)), text=RETRIED)
    again = ws.dreams.create(Wish(store.id, ws.dreams.retrieve(dream_id).session_ids))
    assert work(ws.context, again.id, Scripted(rejected)).suppressed[0].title == RETRIED
    deleted = ws.transcripts.delete(sessions[0])
    assert (deleted.quotes, deleted.withdrawn) == (2, 2)
    with ws.context.db.snapshot() as connection:
        rows = [
            str(row)
            for table in ("dreams", "dream_changes", "dream_hunks", "verdicts", "tombstones")
            for row in connection.execute(f"SELECT * FROM {table}")
        ]
    assert "Beeblebrox" not in "\n".join(rows)
    assert "my own words" in "\n".join(rows)
    look = ws.reviews.look(dream_id)
    assert "Beeblebrox" not in as_markdown(look) + as_patch(look, ws.context.scope.actor)
    assert "Beeblebrox" not in json.dumps(review_json(look))
    change = look.review.changes[0]
    assert change.is_withdrawn
    (gone,) = change.evidence
    assert (gone.quote, gone.source, gone.gone) == ("", "", Gone.DELETED)
    assert [part.verdict for part in look.review.parts] == [Verdict.PENDING, Verdict.REJECTED]


def test_nothing_of_a_withdrawn_change_is_applied(
    ws: Workspace, store: Store, sessions: tuple[str, str]
) -> None:
    """Neither what was accepted before nor what somebody would accept now; the rest applies."""
    lesson = finding(
        "lesson",
        edit("/b", 3, [], [f"- {RETRIED}"]),
        evidence=quoting(ws, (sessions[0], RETRIED)),
    )
    both = finding("both", edit("/b", 1, ["two"], ["zwei"]), evidence=OTHER.evidence)
    dream_id = dreamed_over(ws, store, sessions, lesson, both)
    ws.reviews.decide(dream_id, Action.ACCEPT, ALL)
    ws.transcripts.delete(sessions[0])
    withdrawn = next(part for part in ws.reviews.look(dream_id).review.parts if not part.old_lines)
    for refused in (
        refusal_of(ws.reviews.decide, dream_id, Action.ACCEPT, Selection(hunks=(withdrawn.id,))),
        refusal_of(ws.reviews.edit, dream_id, withdrawn.id, ["x"]),
        refusal_of(ws.reviews.sides, dream_id, withdrawn.id),
    ):
        assert isinstance(refused, InvalidRequest)
        assert "withdrawn" in str(refused)
    receipt = ws.reviews.apply(dream_id)
    assert [one.part_id for one in receipt.waiting] == [withdrawn.id]
    assert texts(ws, store.id)["/b"] == "zwei\nmore\n"
    assert not ws.reviews.look(dream_id).is_open
    ws.reviews.decide(dream_id, Action.REJECT, Selection(hunks=(withdrawn.id,)))


def test_what_another_session_supports_stays_without_the_quote(
    ws: Workspace, store: Store, sessions: tuple[str, str]
) -> None:
    """It says that one is gone; but not if it repeats what only that one said."""
    cited = quoting(ws, (sessions[0], SAID_BY_BOTH), (sessions[1], SAID_BY_BOTH))
    lesson = finding(SAID_BY_BOTH, edit("/b", 3, [], [f"- {SAID_BY_BOTH}"]), evidence=cited)
    repeated = finding(
        "rows",
        edit("/b", 2, [], ["- says: 4711 rows of Zaphod-Beeblebrox-ledger", f"- {SAID_BY_BOTH}"]),
        evidence=(
            *quoting(ws, (sessions[0], RETRIED)),
            *quoting(ws, (sessions[1], SAID_BY_BOTH)),
        ),
    )
    repeated = replace(
        repeated,
        evidence=(
            replace(repeated.evidence[0], holds="Zaphod-Beeblebrox-ledger"),
            repeated.evidence[1],
        ),
    )
    dream_id = dreamed_over(ws, store, sessions, lesson, repeated)
    deleted = ws.transcripts.delete(sessions[0])
    assert (deleted.quotes, deleted.withdrawn) == (2, 1)
    left, gone = ws.reviews.look(dream_id).review.changes
    assert [(one.quote, one.gone) for one in left.evidence] == [
        ("", Gone.DELETED),
        (SAID_BY_BOTH, None),
    ]
    assert left.title == SAID_BY_BOTH
    assert left.rationale.endswith("A session that it rests on was deleted since.")
    assert [one.gone for one in gone.evidence] == [Gone.DELETED, Gone.WITHDRAWN]
    ws.reviews.decide(dream_id, Action.ACCEPT, ALL)
    ws.reviews.apply(dream_id)
    assert texts(ws, store.id)["/b"] == f"two\nmore\n- {SAID_BY_BOTH}\n"


def test_what_was_applied_can_still_be_undone_and_is_redacted_in_the_memory(
    ws: Workspace, store: Store, sessions: tuple[str, str], file: Path
) -> None:
    """The receipt stays; the version that holds the text takes the proposal's copy with it."""
    lesson = finding(
        "lesson",
        edit("/b", 3, [], [f"- {RETRIED}"]),
        evidence=quoting(ws, (sessions[0], RETRIED)),
    )
    dream_id = dreamed_over(ws, store, sessions, lesson)
    ws.reviews.decide(dream_id, Action.ACCEPT, ALL)
    (version_id,) = ws.reviews.apply(dream_id).versions
    ws.transcripts.delete(sessions[0])
    approval = ws.reviews.approvals([version_id])[version_id]
    assert [one.title for one in approval.hunks] == ["Withdrawn"]
    assert ws.reviews.undo(dream_id).unapplied is not None
    assert texts(ws, store.id)["/b"] == "two\nmore\n"
    ws.redact().version(version_id)
    assert b"Beeblebrox-ledger" not in raw_bytes(file)


def test_lines_of_a_redacted_change_are_not_applied(
    ws: Workspace, store: Store, version: str
) -> None:
    """A mask is no text for a memory."""
    dream_id = dreamed(ws, store, FOUND)
    ws.reviews.decide(dream_id, Action.ACCEPT, ALL)
    ws.memories.update(ws.memories.at_path(store.id, "/a").id, content="clean\n")
    ws.redact().version(version)
    assert ws.reviews.apply(dream_id).applied_hunks == 0
    assert texts(ws, store.id) == {"/a": "clean\n", "/b": "two\nmore\n"}


def test_a_session_that_is_purged_is_in_no_byte_of_the_file(
    ws: Workspace, store: Store, sessions: tuple[str, str], file: Path
) -> None:
    """Neither in a table, an index or an unused page, once the proposals are emptied too."""
    lesson = finding(
        RETRIED,
        edit("/b", 3, [], [f"- {RETRIED}"]),
        evidence=quoting(ws, (sessions[0], RETRIED)),
    )
    dreamed_over(ws, store, sessions, lesson)
    ws.transcripts.search("Beeblebrox")
    ws.transcripts.delete(sessions[0], purges=True)
    assert traces(raw_bytes(file), RETRIED) == []
    assert ws.examine().problems == ()


def test_a_review_stays_readable_when_the_version_of_an_undone_apply_is_redacted(
    ws: Workspace, store: Store
) -> None:
    """Its masked lines are looked for in no text, however the file went on."""
    memory = ws.memories.create(store.id, "/b", "two\nmore\nlast\n")
    said = (Evidence("two", "two", "/b:1"),)
    wish = finding("two", edit("/b", 1, ["two", "more"], [SECRET, "more"]), evidence=said)
    dream_id = dreamed(ws, store, wish)
    ws.reviews.decide(dream_id, Action.ACCEPT, ALL)
    (version_id,) = ws.reviews.apply(dream_id).versions
    ws.reviews.undo(dream_id)
    ws.redact().version(version_id)
    ws.memories.update(memory.id, content="zero\ntwo\nmore, and\nlast\n")
    look = ws.reviews.look(dream_id)
    (part,) = look.review.parts
    assert look.review.changes[0].is_withdrawn
    assert look.standing(part.id).state is State.CONFLICTS
    assert "redacted" in (look.standing(part.id).reason or "")
    assert ws.reviews.apply(dream_id).applied_hunks == 0
