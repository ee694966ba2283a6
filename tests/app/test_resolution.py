"""Deciding a conflict: blocks, undo, edits by hand, and what holds when theirs moved meanwhile."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.actors import session
from core.conflicts import Conflict, ConflictKind, State
from core.merge import Choice, Edited, merge3, take
from core.settling.sides import Sides
from memtui.resolving.rebasing import rebase
from memtui.resolving.resolution import Resolution, Situation, begin, key

AT = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)


def sides(base, theirs, mine, *, kind=ConflictKind.UPDATE, state=State.OPEN, mine_path=None):
    conflict = Conflict(
        id="conf_00001",
        state=state,
        kind=kind,
        memory_store_id="memstore_00001",
        memory_id="mem_00001",
        path="/a.md",
        base_sha256=None,
        base_version_id=None,
        theirs_version_id=None,
        mine_path=mine_path,
        mine_sha256=None,
        created_by=session("sesn_00001"),
        agent="triage",
        attempts=1,
        created_at=AT,
        updated_at=AT,
        resolved_version_id=None,
    )
    merge = None
    if theirs is not None and mine is not None:
        merge = merge3(base or "", theirs, mine)
    return Sides(conflict, base, theirs, mine, merge)


BASE = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n"
THEIRS = BASE.replace("two", "two of theirs").replace("nine", "nine of theirs")
MINE = BASE.replace("two", "two of mine").replace("nine", "nine of mine")

words = st.sampled_from(["a", "b", "c", "d", "", "x y", "-", "é"])


def text_of(lines, is_ended):
    text = "".join(f"{line}\n" for line in lines)
    return text if is_ended else text.removesuffix("\n")


texts = st.builds(text_of, st.lists(words, max_size=8), st.booleans())
moves = st.sampled_from(list(Choice)) | st.builds(Edited, texts)


@st.composite
def edits_of(draw, base):
    lines = base.split("\n")
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, max(0, len(lines) - 1)))
        lines[at : at + draw(st.integers(0, 2))] = draw(st.lists(words, max_size=2))
    return "\n".join(lines)


@st.composite
def conflicts(draw):
    base = draw(texts)
    return sides(base, draw(edits_of(base)), draw(edits_of(base)))


@st.composite
def resolutions(draw):
    found = begin(draw(conflicts()))
    for _ in range(draw(st.integers(0, 5))):
        if found.blocks:
            found = found.decide(draw(st.integers(0, len(found.blocks) - 1)), draw(moves))
    return found


def test_blocks_are_decided_one_by_one():
    """The text has each decision in its place, and markers where there is none."""
    found = begin(sides(BASE, THEIRS, MINE))
    assert found.undecided == (0, 1)
    found = found.decide(0, Choice.MINE)
    assert "two of mine\nthree" in found.text
    assert "<<<<<<< mine\nnine of mine\n=======\nnine of theirs\n>>>>>>> theirs\n" in found.text
    found = found.decide(1, Choice.BOTH)
    assert found.is_decided
    assert "nine of mine\nnine of theirs\nten" in found.text


def test_a_clean_merge_has_nothing_to_decide():
    """It can be written at once."""
    found = begin(sides("a\nb\nc\nd\ne\n", "A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n"))
    assert found.is_decided
    assert found.text == "A\nb\nc\nd\nE\n"


@pytest.mark.parametrize(
    ("found", "situation"),
    [
        (sides(BASE, None, MINE), Situation.GONE),
        (sides(BASE, THEIRS, None, kind=ConflictKind.DELETE), Situation.DELETION),
        (sides(BASE, None, None, kind=ConflictKind.DELETE), Situation.NOTHING),
        (sides(BASE, BASE, BASE, kind=ConflictKind.RENAME), Situation.MOVE),
        (sides(BASE, THEIRS, None), Situation.TEXTLESS),
        (sides(None, THEIRS, MINE, kind=ConflictKind.CREATE), Situation.BLOCKS),
        (sides(BASE, THEIRS, MINE, state=State.RESOLVED), Situation.CLOSED),
        (sides(None, None, MINE, state=State.REFUSED), Situation.CLOSED),
    ],
)
def test_what_there_is_to_decide(found, situation):
    """Deletions, moves and redactions are questions of their own."""
    started = begin(found)
    assert started.situation is situation
    assert not started.is_decided
    assert started.decide(0, Choice.THEIRS).text == found.theirs or started.blocks


def test_a_path_across_another_is_blocked():
    """Neither text belongs at the other's path."""
    found = sides(None, THEIRS, MINE, kind=ConflictKind.CREATE)
    assert begin(found, "/a.md/deeper.md").situation is Situation.BLOCKED
    assert begin(found, "/a.md").situation is Situation.BLOCKS


def test_to_delete_is_mine():
    """Of a refused deletion, mine is no memory."""
    found = begin(sides(BASE, THEIRS, None, kind=ConflictKind.DELETE))
    assert found.decide(0, Choice.MINE).text is None
    assert found.decide(0, Choice.BASE).text == BASE


def test_markers_left_in_an_edit_are_not_a_decision():
    """Nobody writes markers by mistake; a memory about markers can be edited though."""
    found = begin(sides(BASE, THEIRS, MINE))
    edited = found.edit(found.text.replace("nine of mine", "nine"))
    assert isinstance(edited.choices.blocks[1], Edited)
    assert edited.undecided == (0, 1)
    about = begin(sides("a\n", "<<<<<<< mine\n>>>>>>> theirs\n", "b\n"))
    assert about.edit("<<<<<<< mine\n>>>>>>> theirs\nx\n").is_decided


def test_an_edit_inside_one_block_is_a_decision_on_that_block():
    """The others stay as they were."""
    found = begin(sides(BASE, THEIRS, MINE)).decide(0, Choice.MINE).decide(1, Choice.THEIRS)
    edited = found.edit(found.text.replace("nine of theirs\n", "nine, as agreed\n"))
    assert edited.choices.blocks == (Choice.MINE, Edited("nine, as agreed\n"))
    assert edited.undo().choices == found.choices


def test_an_edit_elsewhere_is_about_the_whole():
    """What nobody asked about was changed too."""
    found = begin(sides(BASE, THEIRS, MINE)).decide(0, Choice.MINE)
    assert found.edit(found.text.replace("five", "FIVE")).choices.whole is not None


@given(resolutions(), texts)
def test_an_edited_text_is_the_text(found, text):
    """Byte for byte, and an undo brings the old one back; the same text again is no step."""
    edited = found.edit(text)
    assert edited.text == text
    if text == found.text:
        assert edited == found
    else:
        assert edited.undo().text == found.text


@given(resolutions(), st.data())
def test_a_small_edit_is_the_text(found, data):
    """Also when it is read back as decisions on blocks."""
    text = data.draw(edits_of(found.text))
    edited = found.edit(text)
    assert edited.text == text
    if edited.choices.whole is None:
        untouched = sum(
            a == b for a, b in zip(edited.choices.blocks, found.choices.blocks, strict=True)
        )
        assert untouched >= len(found.blocks) - 6


@given(conflicts(), st.sampled_from([Choice.MINE, Choice.THEIRS, Choice.BASE, Choice.BOTH]))
def test_the_same_choice_everywhere_is_what_core_takes(found, choice):
    """The text on the screen is the text that core writes."""
    resolution = begin(found)
    for at in range(len(resolution.blocks)):
        resolution = resolution.decide(at, choice)
    assert resolution.text == take(found.merge, choice)
    assert resolution.is_decided


@given(conflicts(), st.lists(st.tuples(st.integers(0, 9), moves), max_size=8))
def test_undo_and_redo_go_all_the_way(found, steps):
    """Back to nothing decided, and forth to all of it."""
    start = now = begin(found)
    for at, decision in steps:
        if start.blocks:
            now = now.decide(at % len(start.blocks), decision)
    back = now
    while back.past:
        back = back.undo()
    assert back.choices == start.choices
    while back.future:
        back = back.redo()
    assert back.choices == now.choices


@given(resolutions())
def test_nothing_moved_so_nothing_changes(found):
    """A rebase on the same texts keeps every decision and every undo."""
    again = rebase(found, found.sides)
    assert again.resolution.choices == found.choices
    assert again.resolution.text == found.text
    assert (again.asked_again, again.added, again.removed) == (0, 0, 0)
    assert again.resolution.undo().text == found.undo().text


@given(resolutions(), st.data())
def test_unchanged_blocks_keep_their_decision(found, data):
    """Others are undecided, and no typed text is lost."""
    old = found.sides
    theirs = data.draw(edits_of(old.theirs))
    moved = rebase(found, sides(old.base, theirs, old.mine)).resolution
    typed = {decision.text for decision in found.choices.blocks if isinstance(decision, Edited)}
    if moved.sides.mine == old.mine and moved.choices.whole is None:
        before = [key(block) for block in found.blocks]
        for block, decision in zip(moved.blocks, moved.choices.blocks, strict=True):
            if decision is not None:
                assert decision in {
                    found.choices.blocks[at] for at, one in enumerate(before) if one == key(block)
                }
    somewhere = "\n".join(everything_said(moved))
    for text in typed:
        for line in filter(None, text.split("\n")):
            assert line in somewhere


def everything_said(resolution: Resolution):
    choices = (resolution.choices, resolution.earlier)
    for one in choices:
        for decision in (*one.blocks, one.whole):
            if isinstance(decision, Edited):
                yield decision.text
    # What was typed may be a side by itself now.
    yield resolution.sides.mine or ""
    yield resolution.sides.theirs or ""
    yield resolution.text or ""


def test_theirs_moved_in_one_block():
    """The other keeps its choice; the one that moved is asked again, with the old one at hand."""
    found = begin(sides(BASE, THEIRS, MINE)).decide(0, Choice.MINE).decide(1, Choice.MINE)
    again = rebase(found, sides(BASE, THEIRS.replace("nine of", "NINE of"), MINE))
    assert again.resolution.choices.blocks == (Choice.MINE, None)
    assert again.resolution.earlier.blocks == (None, Choice.MINE)
    assert (again.kept, again.asked_again, again.new) == (1, 1, 1)
    assert (again.added, again.removed) == (1, 1)
    assert again.resolution.undo().choices.blocks == (None, None)


def test_a_text_of_ones_own_takes_in_what_theirs_became():
    """A clean merge stays decided, another one is asked about."""
    found = begin(sides(BASE, THEIRS, MINE)).edit("entirely\n" + THEIRS)
    moved = sides(BASE, THEIRS + "eleven\n", MINE)
    assert rebase(found, moved).resolution.text == "entirely\n" + THEIRS + "eleven\n"
    found = begin(sides(BASE, THEIRS, MINE)).edit(THEIRS.replace("five", "FIVE"))
    again = rebase(found, sides(BASE, THEIRS.replace("five", "5"), MINE)).resolution
    assert again.undecided == (0,)
    assert again.blocks[0].mine_lines == ("FIVE\n",)


def test_theirs_was_deleted_while_blocks_were_decided():
    """What was made of them is offered for the memory that would come back."""
    found = begin(sides(BASE, THEIRS, MINE)).decide(0, Choice.MINE).decide(1, Choice.MINE)
    again = rebase(found, sides(BASE, None, MINE)).resolution
    assert again.situation is Situation.GONE
    assert not again.is_decided
    assert again.earlier.whole == Edited(MINE)
