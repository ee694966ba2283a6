"""A dream as a job: its states, its progress, its worker, and what becomes of what it found."""

from datetime import timedelta

import pytest
from support.calls import refusal_of
from support.reviewing import Doing, Scripted, edit, finding, texts

from core import InvalidRequest, NotFound, NotPermitted, Workspace
from core.access.scope import StoreArchived
from core.actors import api_key
from core.dreams.alive import held
from core.dreams.burying import PATIENCE
from core.dreams.dream import Behavior, DreamBusy, Dropped, Outcome, Status, Wish
from core.dreams.dreamers.base import Cancelled, Progress
from core.dreams.proposal import ChangeKind, Evidence, Finding
from core.dreams.reviewing.choosing import Selection
from core.dreams.reviewing.policy import Policy
from core.dreams.verdicts import Action, Verdict
from core.dreams.wire import dream_json
from core.dreams.working import work
from core.records.stores import Store
from core.testing import FakeClock

BASE = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n"


@pytest.fixture
def memory(ws: Workspace, store: Store) -> str:
    """The id of a memory."""
    return ws.memories.create(store.id, "/a", BASE).id


def said(line: str, number: int) -> Evidence:
    """A line of the memory as evidence."""
    return Evidence(line, line, f"/a:{number}")


GOOD = finding("two is wrong", edit("/a", 2, ["two"], ["2"]), evidence=(said("two", 2),))
MORE = finding("six is wrong", edit("/a", 6, ["six"], ["6"]), evidence=(said("six", 6),))


def kinds(ws: Workspace, dream_id: str) -> list[str]:
    return [change.kind for change in ws.changes() if change.subject_id == dream_id]


def test_a_dream_goes_from_pending_to_completed(ws: Workspace, store: Store, memory: str) -> None:
    """Each step is a row of the feed; the store is as it was."""
    dream = ws.dreams.create(Wish(store.id, instructions="look at two"))
    assert (dream.status, dream.seq, dream.instructions) == (Status.PENDING, None, "look at two")
    done = work(ws.context, dream.id, Scripted(GOOD, MORE))
    assert (done.status, done.changes, done.hunks) == (Status.COMPLETED, 2, 2)
    assert (done.added_lines, done.removed_lines) == (2, 2)
    assert done.ended_at is not None
    assert kinds(ws, dream.id) == [
        "dream.created",
        "dream.running",
        "dream.progress",
        "dream.progress",
        "dream.completed",
    ]
    assert texts(ws, store.id) == {"/a": BASE}
    with pytest.raises(InvalidRequest):
        work(ws.context, dream.id, Scripted())
    assert isinstance(refusal_of(ws.dreams.cancel, dream.id), InvalidRequest)


def test_the_inputs_are_those_of_the_moment_it_began(
    ws: Workspace, store: Store, memory: str
) -> None:
    """What is written while it thinks is not in them, and meets the proposal in the review."""

    def slow(inputs, report, should_stop):
        assert [file.text for file in inputs.files] == [BASE]
        ws.memories.update(memory, content="zero\n" + BASE)
        return (GOOD,)

    dream = ws.dreams.create(Wish(store.id))
    done = work(ws.context, dream.id, Doing(slow))
    assert done.seq is not None
    look = ws.reviews.look(dream.id)
    (part,) = look.review.parts
    assert (part.hunk.old_start, look.standing(part.id).start) == (2, 3)


def test_a_canceled_dream_stops_and_keeps_what_it_found(
    ws: Workspace, store: Store, memory: str
) -> None:
    """At once for whoever cancels, who hears of what was kept; again it changes nothing."""
    dream = ws.dreams.create(Wish(store.id))

    def endless(inputs, report, should_stop):
        assert not should_stop()
        assert ws.dreams.cancel(dream.id).status is Status.CANCELED
        assert should_stop()
        raise Cancelled((GOOD,))

    done = work(ws.context, dream.id, Doing(endless))
    assert (done.status, done.changes) == (Status.CANCELED, 1)
    assert kinds(ws, dream.id)[-2:] == ["dream.canceled", "dream.progress"]
    assert ws.dreams.cancel(dream.id) == done
    assert ws.dreams.archive(dream.id).archived_at is not None
    assert list(ws.dreams.list()) == []
    assert [one.id for one in ws.dreams.list(include_archived=True)] == [dream.id]


def test_progress_after_a_cancel_ends_the_work(ws: Workspace, store: Store, memory: str) -> None:
    """Also for a dreamer that never asks."""
    dream = ws.dreams.create(Wish(store.id))

    def deaf(inputs, report, should_stop):
        ws.dreams.cancel(dream.id)
        report(Progress("more", 1, 2, 1))
        raise AssertionError("it went on")

    assert work(ws.context, dream.id, Doing(deaf)).status is Status.CANCELED


@pytest.mark.parametrize(
    ("findings", "says"),
    [
        ([finding("no evidence", edit("/a", 2, ["two"]))], "missing"),
        (
            [finding("two", edit("/a", 2, ["two"]), evidence=(said("two", 3),))],
            "not in the memory",
        ),
        ([GOOD, GOOD], "cannot be changed as wished"),
    ],
)
def test_what_does_not_hold_is_not_proposed(
    ws: Workspace, store: Store, memory: str, findings, says: str
) -> None:
    """The dream failed, and says why in a sentence."""
    dream = ws.dreams.create(Wish(store.id))
    done = work(ws.context, dream.id, Scripted(*findings))
    assert done.status is Status.FAILED
    assert done.error is not None
    assert says in done.error.message
    assert done.changes <= 1


def test_a_finding_whose_evidence_does_not_hold_is_dropped_and_told(
    ws: Workspace, store: Store, memory: str
) -> None:
    """Nothing of it is stored but its title and why; the others are proposed."""
    wrong = finding("six", edit("/a", 6, ["six"]), evidence=(said("six", 3),))
    dream = ws.dreams.create(Wish(store.id))
    done = work(ws.context, dream.id, Scripted(GOOD, wrong, MORE))
    assert (done.status, done.changes) == (Status.COMPLETED, 2)
    assert [one.title for one in ws.reviews.look(dream.id).review.changes] == [
        GOOD.title,
        MORE.title,
    ]
    assert done.outcome is not None
    reason = "The evidence at /a:3 is not in the memory it cites."
    assert done.outcome.dropped == (Dropped("other", "six", reason),)
    assert dream_json(done)["dropped"] == [{"kind": "other", "title": "six", "reason": reason}]


def test_what_is_kept_on_the_way_holds(ws: Workspace, store: Store, memory: str) -> None:
    """Also while it works nothing is stored whose evidence does not hold."""
    wrong = finding("six", edit("/a", 6, ["six"]), evidence=(said("six", 3),))
    dream = ws.dreams.create(Wish(store.id))

    def stopped(inputs, report, should_stop):
        raise Cancelled((GOOD, wrong))

    done = work(ws.context, dream.id, Doing(stopped))
    assert done.changes == 1
    assert [one.title for one in ws.reviews.look(dream.id).review.changes] == [GOOD.title]


def test_what_is_kept_on_the_way_passes_the_checks_of_what_is_proposed(
    ws: Workspace, store: Store, memory: str
) -> None:
    """Neither what was rejected before nor what loses too much is left to a reviewer."""
    first = ws.dreams.create(Wish(store.id))
    work(ws.context, first.id, Scripted(GOOD))
    ws.reviews.decide(first.id, Action.REJECT, Selection(everything=True))
    much = finding("much", edit("/a", 1, BASE.split()[:3]), evidence=(said("one", 1),))
    found: list[tuple[Finding, ...]] = [(GOOD, MORE), (much,)]

    def stopped(inputs, report, should_stop):
        raise Cancelled(found.pop(0))

    dream = ws.dreams.create(Wish(store.id))
    assert work(ws.context, dream.id, Doing(stopped)).changes == 1
    assert [one.title for one in ws.reviews.look(dream.id).review.changes] == [MORE.title]
    dream = ws.dreams.create(Wish(store.id))
    assert work(ws.context, dream.id, Doing(stopped)).changes == 0


def test_what_a_running_dream_has_found_so_far_is_not_decided_on(
    ws: Workspace, store: Store, memory: str
) -> None:
    """It may be replaced, or not be proposed at all; once the dream is over it can be reviewed."""
    dream = ws.dreams.create(Wish(store.id))
    reviews, everything = ws.reviews, Selection(everything=True)
    refusals: list[BaseException | None] = []

    def reviewed(inputs, report, should_stop):
        report(Progress("early", 1, 2, 1, lambda: (GOOD,)))
        (part,) = reviews.look(dream.id).review.parts
        refusals.append(refusal_of(reviews.decide, dream.id, Action.ACCEPT, everything))
        refusals.append(refusal_of(reviews.edit, dream.id, part.id, ["2"]))
        refusals.append(refusal_of(lambda: reviews.resolve(dream.id, part.id, content="2")))
        refusals.append(refusal_of(reviews.apply, dream.id))
        return (GOOD, MORE)

    assert work(ws.context, dream.id, Doing(reviewed)).changes == 2
    assert [type(one) for one in refusals] == [InvalidRequest] * 4
    assert all("running" in str(one) for one in refusals)
    assert texts(ws, store.id) == {"/a": BASE}
    reviews.decide(dream.id, Action.ACCEPT, everything)
    assert reviews.apply(dream.id).applied_hunks == 2


def test_a_dream_says_what_it_looked_at_and_left_alone(
    ws: Workspace, store: Store, memory: str
) -> None:
    """Counts of what was read, for whoever wonders what it did not speak of; and no stage."""
    ws.memories.create(store.id, "/b", "# B\n\n- first\n- second,\n  with more\n")
    cites = (Evidence("  with more", "more", "/b:5"),)
    more = finding("more", edit("/b", 6, [], ["- third, more"]), evidence=cites)
    dream = ws.dreams.create(Wish(store.id))
    done = work(ws.context, dream.id, Scripted(more))
    assert done.stage is None
    assert done.outcome == Outcome(memories=2, entries=3, events=0, left_alone=2)
    assert dream_json(done)["read"] == {
        "memories": 2,
        "entries": 3,
        "entries_left_alone": 2,
        "sessions": 0,
        "events": 0,
    }


def test_a_dream_that_loses_too_much_is_refused_unless_told(
    ws: Workspace, store: Store, memory: str
) -> None:
    """A quarter of the lines by default."""
    lines = BASE.split()[:3]
    wish = finding("all of it", edit("/a", 1, lines), evidence=(said("one", 1),))
    dream = ws.dreams.create(Wish(store.id))
    done = work(ws.context, dream.id, Scripted(wish))
    assert done.error is not None
    assert "--max-loss" in done.error.message
    assert done.changes == 0
    dream = ws.dreams.create(Wish(store.id, max_loss=0.5))
    assert work(ws.context, dream.id, Scripted(wish)).status is Status.COMPLETED


def test_one_finding_that_loses_too_much_does_not_stop_the_others(
    ws: Workspace, store: Store, memory: str
) -> None:
    """It is dropped, with why; several that lose too much only together stop the dream."""
    much = finding("much", edit("/a", 1, BASE.split()[:3]), evidence=(said("one", 1),))
    dream = ws.dreams.create(Wish(store.id))
    done = work(ws.context, dream.id, Scripted(much, MORE))
    assert (done.status, done.changes) == (Status.COMPLETED, 1)
    assert done.outcome is not None
    (left,) = done.outcome.dropped
    assert (left.title, "38% of the lines" in left.reason) == ("much", True)
    each = [
        finding(word, edit("/a", at, [word]), evidence=(said(word, at),))
        for at, word in enumerate(BASE.split()[:3], 1)
    ]
    dream = ws.dreams.create(Wish(store.id))
    refused = work(ws.context, dream.id, Scripted(*each))
    assert (refused.status, refused.changes) == (Status.FAILED, 0)
    assert ws.reviews.list()[0].look.dream.id == done.id


def test_what_would_make_a_memory_too_large_is_dropped_and_told(
    ws: Workspace, store: Store, memory: str
) -> None:
    """Whatever else is accepted, it could not be applied; the rest is proposed."""
    most = ws.context.limits.content_bytes
    filled = "two\n" + "x" * (most - 10) + "\n"
    ws.memories.create(store.id, "/full", filled)
    cites = (Evidence("two", "two", "/full:1"),)
    long = finding("two long", edit("/full", 1, ["two"], ["two, longer"]), evidence=cites)
    short = finding("two short", edit("/full", 3, [], ["two"]), evidence=cites)
    for behavior in (Behavior.REVIEW, Behavior.CREATE_NEW):
        dream = ws.dreams.create(Wish(store.id, behavior=behavior))
        done = work(ws.context, dream.id, Scripted(GOOD, long, short))
        assert (done.status, done.changes) == (Status.COMPLETED, 2)
        assert done.outcome is not None
        (left,) = done.outcome.dropped
        assert (left.title, "102,400 bytes" in left.reason) == ("two long", True)
    ws.reviews.decide(dream.id, Action.ACCEPT, Selection(everything=True))
    assert ws.reviews.apply(dream.id).applied_hunks == 2


def test_a_bug_of_a_dreamer_fails_the_dream_and_nothing_else(
    ws: Workspace, store: Store, memory: str
) -> None:
    """With its type; what was found until then is kept and can be reviewed."""

    def broken(inputs, report, should_stop):
        report(Progress("early", 1, 2, 1, lambda: (GOOD,)))
        raise KeyError("oops")

    dream = ws.dreams.create(Wish(store.id))
    done = work(ws.context, dream.id, Doing(broken))
    assert (done.status, done.changes) == (Status.FAILED, 1)
    assert done.error is not None
    assert (done.error.type, "KeyError" in done.error.message) == ("internal_error", True)
    ws.reviews.decide(dream.id, Action.ACCEPT, Selection(everything=True))
    assert ws.reviews.apply(dream.id).applied_hunks == 1


@pytest.mark.parametrize("goes", ["archive", "delete"])
def test_inputs_that_go_away_fail_the_dream(
    ws: Workspace, store: Store, memory: str, goes: str
) -> None:
    """In the wire's words, and as soon as it tells how far it is."""

    def closing(inputs, report, should_stop):
        getattr(ws.stores, goes)(store.id)
        report(Progress("more", 1, 2, 1))
        raise AssertionError("it went on")

    dream = ws.dreams.create(Wish(store.id))
    done = work(ws.context, dream.id, Doing(closing))
    assert done.error is not None
    assert done.error.type == "input_memory_store_unavailable"
    refused = StoreArchived if goes == "archive" else NotFound
    assert isinstance(refusal_of(ws.dreams.create, Wish(store.id)), refused)
    assert isinstance(refusal_of(ws.dreams.create, Wish("memstore_no")), NotFound)


@pytest.mark.parametrize("gone", ["archive", "delete"])
def test_inputs_that_went_away_before_it_began_fail_it_at_once(
    ws: Workspace, store: Store, memory: str, gone: str
) -> None:
    """It does not stay pending until somebody wonders."""
    dream = ws.dreams.create(Wish(store.id))
    getattr(ws.stores, gone)(store.id)
    done = work(ws.context, dream.id, Scripted(GOOD))
    assert done.status is Status.FAILED
    assert done.error is not None
    assert done.error.type == "input_memory_store_unavailable"


def test_what_a_dream_writes_at_once_is_of_whoever_asked_for_it(
    ws: Workspace, store: Store, memory: str
) -> None:
    """Whoever runs the process that did the work."""
    program = Workspace(ws.context.acting_as(api_key("apikey_1")))
    dream = program.dreams.create(Wish(store.id, behavior=Behavior.UPDATE_EXISTING))
    work(ws.context, dream.id, Scripted(GOOD))
    newest = next(iter(ws.versions.list(store.id)))
    assert newest.created_by == api_key("apikey_1")
    (part,) = ws.reviews.look(dream.id).review.parts
    assert part.approvers == (api_key("apikey_1"),)


def test_a_dream_without_a_worker_is_found_by_the_next_look(
    ws: Workspace, store: Store, memory: str, clock: FakeClock
) -> None:
    """Running without one: at once. Pending: after a minute of patience."""
    waiting = ws.dreams.create(Wish(store.id))
    assert ws.dreams.retrieve(waiting.id).status is Status.PENDING
    clock.advance(PATIENCE + timedelta(seconds=1))
    assert ws.dreams.retrieve(waiting.id).status is Status.FAILED
    dream = ws.dreams.create(Wish(store.id))
    ws.context.db.write(
        lambda connection: connection.execute(
            "UPDATE dreams SET status = 'running', stage = 'reading' WHERE id = ?", (dream.id,)
        )
    )
    with held(ws.path, dream.id) as is_ours:
        assert is_ours
        assert ws.dreams.retrieve(dream.id).status is Status.RUNNING
        with held(ws.path, dream.id) as again:
            assert not again
    found = ws.dreams.retrieve(dream.id)
    assert found.status is Status.FAILED
    assert found.error is not None
    assert "reading" in found.error.message


def test_a_dream_without_a_worker_is_found_by_whoever_acts_on_it(
    ws: Workspace, store: Store, memory: str
) -> None:
    """It can be archived, not canceled, and does not keep its store busy."""

    def killed() -> str:
        dream = ws.dreams.create(Wish(store.id, behavior=Behavior.UPDATE_EXISTING))
        ws.context.db.write(
            lambda connection: connection.execute(
                "UPDATE dreams SET status = 'running' WHERE id = ?", (dream.id,)
            )
        )
        return dream.id

    refused = refusal_of(ws.dreams.cancel, killed())
    assert isinstance(refused, InvalidRequest)
    assert "failed" in str(refused)
    assert ws.dreams.archive(killed()).status is Status.FAILED
    killed()
    assert ws.dreams.create(Wish(store.id, behavior=Behavior.UPDATE_EXISTING))


def test_only_one_dream_at_a_time_writes_into_a_store(
    ws: Workspace, store: Store, memory: str
) -> None:
    """As many as one likes propose; a session may never write without a review."""
    first = ws.dreams.create(Wish(store.id, behavior=Behavior.UPDATE_EXISTING))
    with pytest.raises(DreamBusy) as refused:
        ws.dreams.create(Wish(store.id, behavior=Behavior.UPDATE_EXISTING))
    assert refused.value.dream_id == first.id
    ws.dreams.create(Wish(store.id))
    agent = Workspace(ws.sessions.start("a", {store.id: "read_write"}).context)
    wish = Wish(store.id, behavior=Behavior.UPDATE_EXISTING)
    assert isinstance(refusal_of(agent.dreams.create, wish), NotPermitted)
    assert isinstance(refusal_of(agent.dreams.cancel, first.id), NotPermitted)
    work(ws.context, first.id, Scripted(GOOD))
    assert texts(ws, store.id) == {"/a": BASE.replace("two", "2")}
    assert ws.dreams.retrieve(first.id).output_store_id == store.id
    ws.reviews.undo(first.id)
    assert texts(ws, store.id) == {"/a": BASE}


def test_the_output_store_is_the_input_with_everything_accepted(
    ws: Workspace, store: Store, memory: str
) -> None:
    """Written by a session of the dreamer that is over; the input is as it was."""
    dream = ws.dreams.create(Wish(store.id, behavior=Behavior.CREATE_NEW))
    done = work(ws.context, dream.id, Scripted(GOOD))
    assert done.output_store_id is not None
    output = ws.stores.retrieve(done.output_store_id)
    assert (output.name, output.metadata) == ("Notes (dream)", {"dream_id": dream.id})
    assert texts(ws, output.id) == {"/a": BASE.replace("two", "2")}
    assert texts(ws, store.id) == {"/a": BASE}
    (version,) = ws.versions.list(output.id)
    assert version.created_by.session_id == done.session_id
    assert done.session_id is not None
    assert ws.sessions.retrieve(done.session_id).status == "ended"


def test_what_was_rejected_is_proposed_again_only_for_something_newer(
    ws: Workspace, store: Store, memory: str
) -> None:
    """The dates in it do not matter, its words do."""
    dream = ws.dreams.create(Wish(store.id))
    work(ws.context, dream.id, Scripted(GOOD, MORE))
    first, second = (change.id for change in ws.reviews.look(dream.id).review.changes)
    ws.reviews.decide(dream.id, Action.REJECT, Selection(changes=(first,)), text="it is not")
    again = ws.dreams.create(Wish(store.id))
    done = work(ws.context, again.id, Scripted(GOOD, MORE))
    assert [change.id for change in ws.reviews.look(again.id).review.changes] == [second]
    (left,) = done.suppressed
    assert (left.title, left.reason, left.dream_id) == (GOOD.title, "it is not", dream.id)
    ws.reviews.undo(dream.id)
    third = ws.dreams.create(Wish(store.id))
    assert work(ws.context, third.id, Scripted(GOOD)).changes == 1


def test_a_note_that_is_worded_anew_is_the_same_change(
    ws: Workspace, store: Store, memory: str
) -> None:
    """What was rejected is the confirmation, whatever of its evidence the note repeats."""

    def noted(seen: str) -> Finding:
        new = f"two (verified 2026-03-01: {seen}, by watch)"
        return finding(
            "two is confirmed", edit("/a", 2, ["two"], [new]), evidence=(said("two", 2),)
        )

    dream = ws.dreams.create(Wish(store.id))
    work(ws.context, dream.id, Scripted(noted("port 2")))
    ws.reviews.decide(dream.id, Action.REJECT, Selection(everything=True))
    again = ws.dreams.create(Wish(store.id))
    done = work(ws.context, again.id, Scripted(noted("LISTEN 2")))
    assert (done.changes, len(done.suppressed)) == (0, 1)


def test_a_policy_accepts_when_the_proposal_is_made(
    ws: Workspace, store: Store, memory: str
) -> None:
    """Marked as its verdict; a person may overrule it."""
    dream = ws.dreams.create(Wish(store.id))
    work(ws.context, dream.id, Scripted(GOOD), policy=Policy(automatic=frozenset({"other"})))
    (part,) = ws.reviews.look(dream.id).review.parts
    assert (part.verdict, part.by_policy, part.approvers) == (Verdict.ACCEPTED, True, ())
    receipt = ws.reviews.apply(dream.id)
    assert receipt.applied_hunks == 0
    assert "does not hold any more" in receipt.waiting[0].reason
    receipt = ws.reviews.apply(dream.id, policy=Policy(automatic=frozenset({"other"})))
    assert receipt.applied_hunks == 1


def test_writing_at_once_does_not_go_around_a_second_reviewer(
    ws: Workspace, store: Store, memory: str
) -> None:
    """What needs two people waits for the other one, and the rest is written."""
    policy = Policy(two=frozenset({"verify"}), person=frozenset({"other"}))
    careful = finding(
        "six", edit("/a", 6, ["six"], ["6"]), kind=ChangeKind.VERIFY, evidence=(said("six", 6),)
    )
    dream = ws.dreams.create(Wish(store.id, behavior=Behavior.UPDATE_EXISTING))
    work(ws.context, dream.id, Scripted(GOOD, careful), policy=policy)
    assert texts(ws, store.id) == {"/a": BASE.replace("two", "2")}
    with Workspace.open(ws.path, user="bob") as bob:
        bob.reviews.decide(dream.id, Action.ACCEPT, Selection(kinds=(ChangeKind.VERIFY,)))
        assert bob.reviews.apply(dream.id, policy=policy).applied_hunks == 1
