"""Applying a review to a store in which others keep writing, and taking it back."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from support.calls import refusal_of
from support.reviewing import deletion, edit, finding, proposed, renaming, texts

from core import InvalidRequest, NotFound, NotPermitted, Workspace
from core.dreams.proposal import ChangeKind
from core.dreams.reviewing.choosing import Selection
from core.dreams.reviewing.moved import FileMoved, HunksConflict, ReviewMoved, StoreMoved
from core.dreams.reviewing.policy import Policy
from core.dreams.reviewing.rebase import State
from core.dreams.verdicts import Action
from core.merge import Choice
from core.records.stores import Store
from core.undoing.inverses import UndoRefused

BASE = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n"
ALL = Selection(everything=True)


@pytest.fixture
def memory(ws: Workspace, store: Store) -> str:
    """The id of a memory with seven lines."""
    return ws.memories.create(store.id, "/a", BASE).id


def accepted(ws: Workspace, store: Store, *findings) -> str:
    dream_id = proposed(ws, store.id, findings)
    ws.reviews.decide(dream_id, Action.ACCEPT, ALL)
    return dream_id


def states(ws: Workspace, dream_id: str) -> list[State]:
    look = ws.reviews.look(dream_id)
    return [look.standing(part.id).state for part in look.review.parts]


def test_versions_carry_the_dream_and_the_reviewer(
    ws: Workspace, store: Store, memory: str
) -> None:
    """One version a file, in one batch; the feed says what happened."""
    dream_id = accepted(
        ws,
        store,
        finding("a", edit("/a", 2, ["two"], ["2"]), edit("/new", 1, [], ["x"])),
        finding("b", edit("/a", 6, ["six"])),
    )
    seq = ws.seq()
    receipt = ws.reviews.apply(dream_id)
    assert (receipt.applied_changes, receipt.applied_hunks, receipt.unaccounted) == (2, 3, 0)
    written = [ws.versions.retrieve(version_id) for version_id in receipt.versions]
    assert {version.batch for version in written} == {receipt.apply_id}
    assert {(version.origin, version.origin_id) for version in written} == {("dream", dream_id)}
    assert {version.created_by.id for version in written} == {"ann"}
    kinds = [change.kind for change in ws.changes.since(seq)]
    assert sorted(kinds) == ["memory.created", "memory.modified", "review.applied"]
    assert texts(ws, store.id) == {
        "/a": "one\n2\nthree\nfour\nfive\nseven\n",
        "/new": "x\n",
    }
    approval = ws.reviews.approvals(receipt.versions)[
        ws.memories.retrieve(memory).memory_version_id
    ]
    assert approval.dream_id == dream_id
    approved = approval.change_of("2")
    assert approved is not None
    assert (approved.title, [one.id for one in approved.approved_by]) == ("a", ["ann"])
    assert ws.examine().problems == ()


def test_what_is_not_accepted_stays_pending_and_applies_later(
    ws: Workspace, store: Store, memory: str
) -> None:
    """Also right beside what was applied, and after others wrote above it."""
    one, two, three, four = (
        finding("1", edit("/a", 1, ["one"], ["1", "and"])),
        finding("2", edit("/a", 2, ["two"], ["2"])),
        finding("3", edit("/a", 3, [], ["new"])),
        finding("4", edit("/a", 3, ["three"])),
    )
    dream_id = proposed(ws, store.id, [one, two, three, four])
    changes = [change.id for change in ws.reviews.look(dream_id).review.changes]
    now = BASE
    for number, new in ((2, "new\nthree"), (0, "1\nand"), (3, None), (1, "2")):
        ws.reviews.decide(dream_id, Action.ACCEPT, Selection(changes=(changes[number],)))
        receipt = ws.reviews.apply(dream_id)
        assert (receipt.applied_hunks, receipt.unaccounted) == (1, 0)
        old = {2: "three", 0: "one", 3: "three\n", 1: "two"}[number]
        now = now.replace(old, "" if new is None else new)
        now += f"note {number}\n"
        ws.memories.update(
            memory, content=ws.memories.retrieve(memory).content + f"note {number}\n"
        )
        assert texts(ws, store.id)["/a"] == now
    assert states(ws, dream_id) == [State.APPLIES] * 4
    assert ws.reviews.apply(dream_id).apply_id is None


def test_hunks_follow_what_others_write(ws: Workspace, store: Store, memory: str) -> None:
    """Moved lines are found, changed ones conflict, and only they hold the apply back."""
    dream_id = accepted(
        ws,
        store,
        finding("a", edit("/a", 2, ["two"], ["2"])),
        finding("b", edit("/a", 6, ["six"], ["6"])),
    )
    now = "zero\n" + BASE.replace("six", "sechs")
    ws.memories.update(memory, content=now, path="/b")
    assert states(ws, dream_id) == [State.REBASED, State.CONFLICTS]
    with pytest.raises(HunksConflict) as refused:
        ws.reviews.apply(dream_id)
    assert [one.path for one in refused.value.conflicts] == ["/b"]
    assert texts(ws, store.id) == {"/b": now}
    receipt = ws.reviews.apply(dream_id, skip_conflicts=True)
    assert (receipt.applied_hunks, len(receipt.conflicts)) == (1, 1)
    assert texts(ws, store.id) == {"/b": now.replace("two", "2")}
    # Nothing that was decided is lost: when the line is as it was, the hunk applies.
    ws.memories.update(memory, content=texts(ws, store.id)["/b"].replace("sechs", "six"))
    assert ws.reviews.apply(dream_id).applied_hunks == 1
    assert texts(ws, store.id)["/b"] == "zero\none\n2\nthree\nfour\nfive\n6\nseven\n"


def test_a_deleted_a_recreated_and_a_restored_file(
    ws: Workspace, store: Store, memory: str
) -> None:
    """Gone it conflicts; what stands in its place, or comes back, is compared with it."""
    dream_id = accepted(ws, store, finding("a", edit("/a", 2, ["two"], ["2"])))
    version = ws.memories.retrieve(memory).memory_version_id
    ws.memories.delete(memory)
    assert states(ws, dream_id) == [State.CONFLICTS]
    again = ws.memories.create(store.id, "/a", "another\ntext\n")
    assert states(ws, dream_id) == [State.CONFLICTS]
    ws.memories.delete(again.id)
    ws.restore(version)
    assert states(ws, dream_id) == [State.APPLIES]
    ws.reviews.apply(dream_id)
    assert texts(ws, store.id)["/a"] == BASE.replace("two", "2")


def test_files_are_made_moved_and_deleted(ws: Workspace, store: Store, memory: str) -> None:
    """In one apply, and back in one undo, with the histories they had."""
    ws.memories.create(store.id, "/old", "x\ny\n")
    dream_id = accepted(
        ws,
        store,
        finding("a", renaming("/a", "/b"), edit("/a", 1, ["one"], ["1"])),
        finding("b", deletion("/old", ["x", "y"])),
        finding("c", edit("/new", 1, [], ["n"])),
    )
    before = texts(ws, store.id)
    receipt = ws.reviews.apply(dream_id)
    assert receipt.unaccounted == 0
    assert texts(ws, store.id) == {"/b": BASE.replace("one", "1"), "/new": "n\n"}
    assert ws.memories.retrieve(memory).path == "/b"
    undone = ws.reviews.undo(dream_id)
    assert undone.unapplied is not None
    assert texts(ws, store.id) == before
    assert len(ws.versions.history(ws.versions.memory_at(store.id, "/old"))) == 3
    assert ws.reviews.apply(dream_id).applied_hunks == 4
    assert ws.examine().problems == ()


def test_undoing_an_apply_keeps_what_others_wrote_since(
    ws: Workspace, store: Store, memory: str
) -> None:
    """By a three-way merge; when that is not clean nothing at all is taken back."""
    dream_id = accepted(
        ws,
        store,
        finding("a", edit("/a", 2, ["two"], ["2"])),
        finding("b", edit("/new", 1, [], ["n"])),
    )
    ws.reviews.apply(dream_id)
    ws.memories.update(memory, content=texts(ws, store.id)["/a"] + "agent\n")
    new = ws.memories.at_path(store.id, "/new")
    ws.memories.update(new.id, content="n\nagent\n")
    before = texts(ws, store.id)
    with pytest.raises(UndoRefused):
        ws.reviews.undo(dream_id)
    assert texts(ws, store.id) == before
    ws.memories.update(new.id, content="n\n")
    ws.reviews.undo(dream_id)
    assert texts(ws, store.id) == {"/a": BASE + "agent\n"}


def test_what_was_applied_is_not_decided_again(ws: Workspace, store: Store, memory: str) -> None:
    """Nor undone, split or rejected, until the apply is taken back; the general undo leaves it."""
    dream_id = accepted(ws, store, finding("a", edit("/a", 2, ["two"], ["2"])))
    (part,) = ws.reviews.look(dream_id).review.parts
    ws.reviews.apply(dream_id)
    only = Selection(hunks=(part.id,))
    for action in (Action.REJECT, Action.RESET, Action.SPLIT):
        with pytest.raises(InvalidRequest):
            ws.reviews.decide(dream_id, action, only)
    with pytest.raises(InvalidRequest):
        ws.reviews.edit(dream_id, part.id, ["x"])
    with Workspace.open(ws.path, user="bob") as bob:
        bob.reviews.decide(dream_id, Action.COMMENT, only, text="good")
        assert bob.reviews.undo(dream_id).record is not None
        assert isinstance(refusal_of(lambda: bob.reviews.undo(dream_id)), InvalidRequest)
        assert bob.reviews.undo(dream_id, anyone=True).unapplied is not None


def test_the_general_undo_takes_an_apply_back_as_the_review_does(
    ws: Workspace, store: Store, memory: str
) -> None:
    """In its turn among what else the user did, with what others wrote since kept."""
    dream_id = accepted(ws, store, finding("a", edit("/a", 2, ["two"], ["2"])))
    ws.reviews.apply(dream_id)
    with Workspace.open(ws.path, user="agent") as other:
        other.memories.update(memory, content=texts(ws, store.id)["/a"] + "agent\n")
    done, _ = ws.undo.next()
    assert done is not None
    assert done.label.startswith("applying a dream")
    ws.undo.undo()
    assert texts(ws, store.id)["/a"] == BASE + "agent\n"
    assert states(ws, dream_id) == [State.APPLIES]
    done, undone = ws.undo.next()
    assert done is not None
    assert (done.label, undone) == ("making /a", None)


def test_a_verdict_can_be_edited_split_and_applied_in_part(
    ws: Workspace, store: Store, memory: str
) -> None:
    """The receipt names the change of which only a part came."""
    dream_id = proposed(
        ws, store.id, [finding("a", edit("/a", 2, ["two", "three"], ["two x", "three x", "more"]))]
    )
    (part,) = ws.reviews.look(dream_id).review.parts
    ws.reviews.decide(dream_id, Action.SPLIT, Selection(hunks=(part.id,)))
    ws.reviews.edit(dream_id, f"{part.id}.2", ["drei", "mehr"])
    receipt = ws.reviews.apply(dream_id)
    assert [warning.accepted for warning in receipt.partial] == [1]
    assert texts(ws, store.id)["/a"] == BASE.replace("three", "drei\nmehr")
    ws.reviews.decide(dream_id, Action.ACCEPT, Selection(hunks=(f"{part.id}.1",)))
    receipt = ws.reviews.apply(dream_id)
    assert receipt.partial == ()
    assert texts(ws, store.id)["/a"] == BASE.replace("two\nthree", "two x\ndrei\nmehr")


def test_a_part_is_decided_without_being_cut_out_first(
    ws: Workspace, store: Store, memory: str
) -> None:
    """What is edited or applied as a whole is not cut, nor what no policy leaves to an agent."""
    agent = ws.sessions.start("agent", {store.id: "read_write"})
    dream_id = proposed(
        ws,
        store.id,
        [
            finding("a", edit("/a", 2, ["two", "three"], ["two x", "three x"])),
            finding("b", edit("/a", 5, ["five", "six"], ["five x", "six x"])),
        ],
    )
    first, second = (part.id for part in ws.reviews.look(dream_id).review.parts)
    policy = Policy(agents=frozenset({"verify"}))
    with pytest.raises(NotPermitted):
        Workspace(agent.context).reviews.decide(
            dream_id, Action.ACCEPT, Selection(hunks=(f"{first}.1",)), policy=policy
        )
    with pytest.raises(NotFound):
        ws.reviews.decide(dream_id, Action.ACCEPT, Selection(hunks=(f"{first}.9",)))
    ws.reviews.decide(dream_id, Action.ACCEPT, Selection(hunks=(f"{first}.1",)))
    ws.reviews.apply(dream_id)
    assert texts(ws, store.id)["/a"] == BASE.replace("two", "two x")
    ws.reviews.edit(dream_id, second, ["5", "6"])
    with pytest.raises(InvalidRequest):
        ws.reviews.decide(dream_id, Action.REJECT, Selection(hunks=(f"{second}.1",)))
    ws.reviews.apply(dream_id)
    with pytest.raises(InvalidRequest):
        ws.reviews.decide(dream_id, Action.REJECT, Selection(hunks=(f"{second}.1",)))


def test_the_store_that_was_shown_or_nothing(ws: Workspace, store: Store, memory: str) -> None:
    """For verdicts, edits, undo and apply alike; a verdict itself does not move the store."""
    dream_id = proposed(ws, store.id, [finding("a", edit("/a", 2, ["two"], ["2"]))])
    seq = ws.reviews.look(dream_id).store_seq
    (part,) = ws.reviews.look(dream_id).review.parts
    decided = ws.reviews.decide(dream_id, Action.ACCEPT, ALL, expect_seq=seq)
    assert decided.case.store_seq == seq
    ws.memories.create(store.id, "/other", "x")
    calls = [
        lambda: ws.reviews.decide(dream_id, Action.REJECT, ALL, expect_seq=seq),
        lambda: ws.reviews.edit(dream_id, part.id, ["x"], expect_seq=seq),
        lambda: ws.reviews.undo(dream_id, expect_seq=seq),
        lambda: ws.reviews.apply(dream_id, expect_seq=seq),
    ]
    for call in calls:
        assert isinstance(refusal_of(call), StoreMoved)
    assert ws.reviews.look(dream_id).review.progress().accepted == 1


def test_the_review_that_was_shown_or_nothing(ws: Workspace, store: Store, memory: str) -> None:
    """What another reviewer decides while one reads is not applied unseen; taken back, it is."""
    edits = [edit("/a", 2, ["two"], ["2"]), edit("/a", 6, ["six"], ["6"])]
    dream_id = proposed(ws, store.id, [finding("a", *edits)])
    first, second = (part.id for part in ws.reviews.look(dream_id).review.parts)
    ws.reviews.decide(dream_id, Action.ACCEPT, Selection(hunks=(first,)))
    state = ws.reviews.look(dream_id).review.state
    ws.reviews.decide(dream_id, Action.ACCEPT, Selection(hunks=(second,)))
    refused = refusal_of(lambda: ws.reviews.apply(dream_id, expect_state=state))
    assert isinstance(refused, ReviewMoved)
    ws.reviews.undo(dream_id)
    assert ws.reviews.apply(dream_id, expect_state=state).applied_hunks == 1


def test_an_apply_does_what_its_preview_said_or_nothing(
    ws: Workspace, store: Store, memory: str
) -> None:
    """Writes to other files do not matter; what would make it another receipt refuses it."""
    edits = [edit("/a", 2, ["two"], ["2"]), edit("/a", 6, ["six"], ["6"])]
    dream_id = proposed(ws, store.id, [finding("a", *edits)])
    first, second = (part.id for part in ws.reviews.look(dream_id).review.parts)
    ws.reviews.decide(dream_id, Action.ACCEPT, Selection(hunks=(first,)))
    shown = ws.reviews.preview(dream_id)
    ws.reviews.decide(dream_id, Action.ACCEPT, Selection(hunks=(second,)))
    before = texts(ws, store.id)
    assert isinstance(refusal_of(lambda: ws.reviews.apply(dream_id, shown=shown)), ReviewMoved)
    assert texts(ws, store.id) == before
    shown = ws.reviews.preview(dream_id)
    ws.memories.create(store.id, "/other", "x")
    done = ws.reviews.apply(dream_id, shown=shown)
    assert replace(done, apply_id=None, versions=()) == shown


def test_a_conflict_is_resolved_as_a_verdict(ws: Workspace, store: Store, memory: str) -> None:
    """Against what is there now; it follows what comes after that, and can be undone."""
    dream_id = accepted(
        ws,
        store,
        finding("a", edit("/a", 2, ["two"], ["2"])),
        finding("b", edit("/a", 6, ["six"], ["6"])),
    )
    first, second = (part.id for part in ws.reviews.look(dream_id).review.parts)
    now = BASE.replace("two", "zwei").replace("six", "sechs")
    ws.memories.update(memory, content=now)
    seen = ws.reviews.sides(dream_id, first)
    assert (seen.base, seen.theirs, seen.mine) == (BASE, now, BASE.replace("two", "2"))
    assert not seen.merge.clean
    moved = ws.memories.update(memory, content=f"zero\n{now}").memory_version_id
    call = partial(ws.reviews.resolve, dream_id, first, expect_version=seen.version_id)
    assert isinstance(refusal_of(lambda: call(choice=Choice.MINE)), FileMoved)
    ws.reviews.resolve(dream_id, first, choice=Choice.BOTH, expect_version=moved)
    ws.reviews.resolve(dream_id, second, choice=Choice.THEIRS)
    part = ws.reviews.look(dream_id).review.part(first)
    assert part is not None
    assert (part.old_lines, part.new_lines) == ((), ("2",))
    ws.memories.update(memory, content=f"more\nzero\n{now}")
    assert states(ws, dream_id)[0] is State.REBASED
    assert ws.reviews.apply(dream_id).applied_hunks == 1
    assert texts(ws, store.id)["/a"] == f"more\nzero\n{now}".replace("zwei", "2\nzwei")
    for _ in range(3):
        ws.reviews.undo(dream_id)
    assert states(ws, dream_id) == [State.CONFLICTS] * 2


def test_a_new_file_that_is_there_meanwhile_is_resolved_into_it(
    ws: Workspace, store: Store
) -> None:
    """Its lines go where the reviewer puts them; what has no text cannot be resolved."""
    dream_id = accepted(ws, store, finding("a", edit("/n", 1, [], ["mine"])))
    (part,) = ws.reviews.look(dream_id).review.parts
    ws.memories.create(store.id, "/n", "theirs\n")
    ws.reviews.resolve(dream_id, part.id, content="theirs\nmine\n")
    ws.memories.create(store.id, "/m", "x\n")
    other = accepted(ws, store, finding("b", deletion("/m", ["x"])))
    ws.memories.update(ws.memories.at_path(store.id, "/m").id, content="y\n")
    (gone,) = ws.reviews.look(other).review.parts
    with pytest.raises(InvalidRequest):
        ws.reviews.sides(other, gone.id)
    assert ws.reviews.apply(dream_id).unaccounted == 0
    assert texts(ws, store.id)["/n"] == "theirs\nmine\n"


def test_two_people_review_one_dream(ws: Workspace, store: Store, memory: str) -> None:
    """Through two handles: each sees the other's verdict at once, and takes back their own."""
    dream_id = proposed(
        ws,
        store.id,
        [finding("a", edit("/a", 2, ["two"], ["2"])), finding("b", edit("/a", 6, ["six"]))],
    )
    first, second = (change.id for change in ws.reviews.look(dream_id).review.changes)
    with Workspace.open(ws.path, user="bob") as bob:
        ws.reviews.decide(dream_id, Action.ACCEPT, Selection(changes=(first,)))
        seen = bob.reviews.decide(dream_id, Action.REJECT, Selection(changes=(second,))).case
        assert (seen.review.progress().accepted, seen.review.progress().rejected) == (1, 1)
        assert bob.reviews.undo(dream_id).record is not None
        assert isinstance(refusal_of(lambda: bob.reviews.undo(dream_id)), InvalidRequest)
    assert ws.reviews.look(dream_id).review.progress().accepted == 1


def test_agents_approve_only_what_a_policy_leaves_to_them(
    ws: Workspace, store: Store, memory: str
) -> None:
    """Never what they proposed, never with a read-only attachment."""
    ws.sessions.start("reader", {store.id: "read_only"})
    agent = ws.sessions.start("agent", {store.id: "read_write"})
    stranger = ws.sessions.start("stranger", {})
    dream_id = proposed(
        ws,
        store.id,
        [
            finding("a", edit("/a", 2, ["two"], ["2"]), kind=ChangeKind.VERIFY),
            finding("b", edit("/a", 6, ["six"])),
        ],
    )
    changes = [change.id for change in ws.reviews.look(dream_id).review.changes]
    policy = Policy(agents=frozenset({"verify"}))
    acting = Workspace(agent.context)
    only = Selection(changes=(changes[0],))
    with pytest.raises(NotPermitted):
        acting.reviews.decide(dream_id, Action.ACCEPT, only)
    with pytest.raises(NotPermitted):
        acting.reviews.decide(dream_id, Action.ACCEPT, ALL, policy=policy)
    with pytest.raises(NotFound):
        Workspace(stranger.context).reviews.look(dream_id)
    acting.reviews.decide(dream_id, Action.ACCEPT, only, policy=policy)
    ws.reviews.decide(dream_id, Action.ACCEPT, Selection(changes=(changes[1],)))
    with pytest.raises(NotPermitted):
        acting.reviews.apply(dream_id)
    receipt = acting.reviews.apply(dream_id, policy=policy)
    assert receipt.applied_hunks == 1
    assert [one.change_id for one in receipt.waiting] == [changes[1]]
    with pytest.raises(NotPermitted):
        acting.reviews.undo(dream_id)


def test_a_redacted_base_cannot_be_applied(ws: Workspace, store: Store, file: Path) -> None:
    """The secret is gone from the proposal too, and what was cut from it only conflicts."""
    secret = "hunter2-Zaphod42"
    ws.memories.create(store.id, "/a", f"one\n{secret}\nthree\n")
    dream_id = proposed(
        ws,
        store.id,
        [
            finding("a", edit("/a", 2, [secret], [f"was {secret}"])),
            finding("b", edit("/a", 3, ["three"])),
        ],
    )
    ws.reviews.decide(dream_id, Action.ACCEPT, ALL)
    ws.redact().text(secret)
    look = ws.reviews.look(dream_id)
    assert all(secret not in line for part in look.review.parts for line in part.hunk.old_lines)
    assert states(ws, dream_id) == [State.CONFLICTS] * 2
    with pytest.raises(HunksConflict):
        ws.reviews.apply(dream_id)
    assert secret.encode() not in file.read_bytes()


def test_a_deleted_store_takes_its_proposals_along(
    ws: Workspace, store: Store, memory: str
) -> None:
    """The dream stays as a record, without a word of the store."""
    dream_id = accepted(ws, store, finding("a", edit("/a", 2, ["two"], ["2"])))
    ws.reviews.apply(dream_id)
    ws.stores.delete(store.id)
    assert ws.dreams.retrieve(dream_id).changes == 0
    assert ws.reviews.list(open_only=False) == []
    assert ws.examine().problems == ()
