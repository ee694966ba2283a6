"""A review is what its records say: verdicts, edits, splits, and undo over several levels."""

import random
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from support.reviewing import edit, finding

from core.actors import Actor, user
from core.dreams.hunks import PinnedFile, propose
from core.dreams.progress import half_linked
from core.dreams.proposal import Change
from core.dreams.review import Review, selected
from core.dreams.reviewing.folding import fold
from core.dreams.verdicts import Action, Record, Verdict

ANN, BOB = user("ann"), user("bob")
BASE = "".join(f"{number}\n" for number in range(1, 10))


def changes_of(*findings) -> tuple[Change, ...]:
    return propose("s", 1, {"/a": PinnedFile(BASE, "v", "x")}, findings).changes


CHANGES = changes_of(
    finding("a", edit("/a", 1, ["1"]), edit("/a", 9, ["9"], ["nine", "ten"])),
    finding("b", edit("/a", 3, ["3", "4"], ["3 x", "4 x"])),
    finding("asks"),
)
FIRST, LAST = (hunk.id for hunk in CHANGES[0].hunks)
(PAIR,) = (hunk.id for hunk in CHANGES[1].hunks)
ASK = CHANGES[2].id


class Desk:
    """Keeps records as a table does."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def does(
        self,
        action: Action,
        *targets: str,
        by: Actor = ANN,
        text: str | None = None,
        undoes: int | None = None,
    ) -> Review:
        number = len(self.records) + 1
        at = datetime(2026, 1, 1, tzinfo=UTC)
        self.records.append(Record(number, action, targets, by, at, text, undoes))
        return self.review

    def undoes(self, by: Actor = ANN) -> Review:
        last = self.review.next_to_undo(by)
        assert last is not None
        return self.does(Action.UNDO, *last.targets, by=by, undoes=last.number)

    def redoes(self, by: Actor = ANN) -> Review:
        again = self.review.next_to_redo(by)
        assert again is not None
        return self.does(Action.REDO, *again.targets, by=by, undoes=again.number)

    @property
    def review(self) -> Review:
        return fold(CHANGES, self.records)


def verdicts(review: Review) -> dict[str, Verdict]:
    return {part.id: part.verdict for part in (*review.parts, *review.asks)}


def test_the_last_verdict_counts_and_reset_makes_pending() -> None:
    """With who gave it and why."""
    desk = Desk()
    desk.does(Action.ACCEPT, FIRST, LAST)
    review = desk.does(Action.REJECT, FIRST, by=BOB, text="no")
    part = review.part(FIRST)
    assert part is not None
    assert (part.verdict, part.by, part.reason, part.approvers) == (Verdict.REJECTED, BOB, "no", ())
    assert verdicts(desk.does(Action.RESET, FIRST))[FIRST] is Verdict.PENDING
    assert review.progress().decided == 2
    assert (review.progress().total, review.progress().pending) == (4, 2)


def test_everybody_who_accepts_a_text_approves_that_text() -> None:
    """An edit makes another text, so it is approved anew."""
    desk = Desk()
    desk.does(Action.ACCEPT, PAIR)
    part = desk.does(Action.ACCEPT, PAIR, by=BOB).part(PAIR)
    assert part is not None
    assert part.approvers == (ANN, BOB)
    part = desk.does(Action.EDIT, PAIR, text="mine\n", by=BOB).part(PAIR)
    assert part is not None
    assert (part.approvers, part.new_lines) == ((BOB,), ("mine",))
    assert part.verdict is Verdict.EDITED
    part = desk.does(Action.ACCEPT, PAIR).part(PAIR)
    assert part is not None
    assert (part.verdict, part.approvers) == (Verdict.EDITED, (BOB, ANN))


def test_undo_goes_back_step_by_step_and_redo_forth_again() -> None:
    """Each reviewer through their own; something new ends what could be redone."""
    desk = Desk()
    steps = [verdicts(desk.review)]
    steps.append(verdicts(desk.does(Action.ACCEPT, FIRST)))
    steps.append(verdicts(desk.does(Action.EDIT, PAIR, text="x\n")))
    steps.append(verdicts(desk.does(Action.REJECT, FIRST, ASK)))
    for before in reversed(steps[:-1]):
        assert verdicts(desk.undoes()) == before
    assert desk.review.next_to_undo(ANN) is None
    for after in steps[1:]:
        assert verdicts(desk.redoes()) == after
    assert desk.review.next_to_redo(ANN) is None
    desk.undoes()
    desk.does(Action.ACCEPT, LAST)
    assert desk.review.next_to_redo(ANN) is None


def test_two_reviewers_undo_their_own() -> None:
    """And see each other's."""
    desk = Desk()
    desk.does(Action.ACCEPT, FIRST, by=ANN)
    desk.does(Action.REJECT, LAST, by=BOB)
    review = desk.undoes(ANN)
    assert verdicts(review)[FIRST] is Verdict.PENDING
    assert verdicts(review)[LAST] is Verdict.REJECTED
    assert review.next_to_undo(ANN) is None
    assert review.next_to_redo(BOB) is None


def test_parts_inherit_the_verdict_and_are_decided_apart() -> None:
    """Undoing the split makes one hunk again; joining does too, as something that can be undone."""
    desk = Desk()
    desk.does(Action.ACCEPT, PAIR)
    review = desk.does(Action.SPLIT, PAIR)
    first, second = (part for part in review.parts if part.root == PAIR)
    assert (first.id, second.id) == (f"{PAIR}.1", f"{PAIR}.2")
    assert (first.hunk.old_start, second.hunk.old_start) == (3, 4)
    assert first.is_accepted
    assert second.is_accepted
    review = desk.does(Action.REJECT, second.id)
    assert verdicts(review)[first.id] is Verdict.ACCEPTED
    joined = desk.does(Action.JOIN, PAIR).part(PAIR)
    assert joined is not None
    assert joined.verdict is Verdict.PENDING
    assert joined.hunk.new_lines == ("3 x", "4 x")
    desk.undoes()
    desk.undoes()
    joined = desk.undoes().part(PAIR)
    assert joined is not None
    assert joined.verdict is Verdict.ACCEPTED


def test_a_verdict_on_a_hunk_that_somebody_split_meanwhile_holds_for_all_of_it() -> None:
    """Nothing that was decided is lost."""
    desk = Desk()
    desk.does(Action.SPLIT, PAIR, by=BOB)
    review = desk.does(Action.REJECT, PAIR)
    assert [part.verdict for part in review.parts if part.root == PAIR] == [Verdict.REJECTED] * 2


def test_a_verdict_on_a_part_cuts_it_out_of_its_hunk() -> None:
    """One record, so that one undo takes both back; the other part stays as it was."""
    desk = Desk()
    review = desk.does(Action.REJECT, f"{PAIR}.2")
    assert [part.verdict for part in review.parts if part.root == PAIR] == [
        Verdict.PENDING,
        Verdict.REJECTED,
    ]
    assert verdicts(desk.undoes())[PAIR] is Verdict.PENDING
    assert verdicts(desk.redoes())[f"{PAIR}.2"] is Verdict.REJECTED


def test_a_verdict_on_a_part_outlives_the_cut_of_somebody_else() -> None:
    """Nothing that was decided is lost when the one who split takes that back."""
    desk = Desk()
    desk.does(Action.SPLIT, PAIR, by=BOB)
    desk.does(Action.ACCEPT, f"{PAIR}.1", by=ANN)
    review = desk.undoes(BOB)
    assert verdicts(review)[f"{PAIR}.1"] is Verdict.ACCEPTED
    assert verdicts(desk.undoes(ANN))[PAIR] is Verdict.PENDING


def test_what_is_said_of_a_part_stands_at_its_hunk_once_that_is_whole_again() -> None:
    """A remark cuts nothing, and is not lost."""
    desk = Desk()
    desk.does(Action.SPLIT, PAIR, by=BOB)
    desk.does(Action.COMMENT, f"{PAIR}.1", by=ANN, text="sure?")
    part = desk.undoes(BOB).part(PAIR)
    assert part is not None
    assert [comment.text for comment in part.comments] == ["sure?"]


def test_accepting_half_of_a_change_says_what_that_means() -> None:
    """Lines would go, and those that were to come would not."""
    desk = Desk()
    assert desk.review.half_linked() == ()
    (warning,) = desk.does(Action.ACCEPT, FIRST).half_linked()
    assert (warning.accepted, warning.pending, warning.leaving, warning.missing) == (1, 1, 1, 2)
    assert "1 of 2 hunks" in warning.sentence
    assert desk.does(Action.ACCEPT, LAST).half_linked() == ()


def test_a_rewritten_line_that_would_not_come_is_missing() -> None:
    """A line that is to hold what removed ones say is as much as a new one."""
    keeper = finding("merge", edit("/a", 2, ["2"]), edit("/a", 5, ["5"], ["5, and 2"]))
    (change,) = changes_of(keeper)
    parts = fold((change,), ()).parts
    warning = half_linked(change.id, parts, {parts[0].id})
    assert warning is not None
    assert (warning.leaving, warning.missing) == (1, 1)
    assert "1 line would go while 1 line to replace it would not come" in warning.sentence


def test_names_mean_hunks() -> None:
    """A change, a kind, a hunk that was split, or everything."""
    desk = Desk()
    review = desk.does(Action.SPLIT, PAIR)
    assert [part.id for part in selected(review, hunks=[PAIR])] == [f"{PAIR}.1", f"{PAIR}.2"]
    assert [part.id for part in selected(review, changes=[CHANGES[0].id])] == [FIRST, LAST]
    assert [part.id for part in selected(review, changes=[ASK])] == [ASK]
    assert len(selected(review, everything=True)) == 5


STEPS = st.lists(st.tuples(st.sampled_from("arlsejux"), st.integers(0, 9), st.booleans()))


@given(steps=STEPS, seed=st.integers(0, 1 << 30))
def test_the_review_depends_on_its_records_alone(
    steps: list[tuple[str, int, bool]], seed: int
) -> None:
    """Whoever reads them in whatever order; its hunks are always the whole proposal."""
    desk = Desk()
    for what, which, is_ann in steps:
        take(desk, what, which, ANN if is_ann else BOB)
    shuffled = desk.records[:]
    random.Random(seed).shuffle(shuffled)
    review = fold(CHANGES, shuffled)
    assert review == desk.review
    for change in CHANGES:
        for hunk in change.hunks:
            parts = [part for part in review.parts if part.root == hunk.id]
            parts.sort(key=lambda part: part.rank)
            assert tuple(x for part in parts for x in part.hunk.old_lines) == hunk.old_lines
            assert tuple(x for part in parts for x in part.hunk.new_lines) == hunk.new_lines
    while review.next_to_undo(ANN) or review.next_to_undo(BOB):
        review = desk.undoes(ANN if review.next_to_undo(ANN) else BOB)
    assert review.parts == fold(CHANGES, ()).parts


def take(desk: Desk, what: str, which: int, by: Actor) -> None:
    """One step of a reviewer, when it is possible."""
    parts = desk.review.parts
    part = parts[which % len(parts)]
    if what == "u":
        if desk.review.next_to_undo(by):
            desk.undoes(by)
    elif what == "x":
        if desk.review.next_to_redo(by):
            desk.redoes(by)
    elif what == "s":
        if part.id == PAIR and part.edited is None:
            desk.does(Action.SPLIT, part.id, by=by)
    elif what == "j":
        desk.does(Action.JOIN, part.root, by=by)
    elif what == "l":
        desk.does(Action.REJECT, f"{PAIR}.{which % 2 + 1}", by=by)
    elif what == "e":
        desk.does(Action.EDIT, part.id, text="mine\n", by=by)
    else:
        desk.does(Action.ACCEPT if what == "a" else Action.REJECT, part.id, by=by)
