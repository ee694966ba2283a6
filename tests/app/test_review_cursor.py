"""Where a reviewer is: what a key is about, and where the cursor is when things change."""

from dataclasses import replace

import pytest

from core.dreams.reviewing.choosing import Selection
from core.dreams.verdicts import Action
from core.testing import temporary_workspace
from memtui.reviewing.cursor import Cursor, Level, next_pending, place, settled, stepped
from memtui.reviewing.groups import Grouping, group_of, groups
from memtui.reviewing.rows import RowKind, rows_of
from tests.support.reviewing import edit, finding, proposed, renaming

FILES = {"/a": "a1\na2\na3\na4\na5\na6\n", "/b": "b1\nb2\n"}
FINDINGS = (
    finding("first", edit("/a", 1, ["a1"], ["A1"]), edit("/b", 2, ["b2"], [])),
    finding("second", edit("/a", 5, ["a5", "a6"], ["A5", "A6"])),
    finding("asks"),
)


@pytest.fixture
def review():
    """A workspace, the id of a dream in it, and a function that looks at its review."""
    with temporary_workspace() as ws:
        store = ws.stores.create("Notes")
        ws.memories.create_many(store.id, FILES)
        dream_id = proposed(ws, store.id, FINDINGS)
        yield ws, dream_id, lambda: ws.reviews.look(dream_id)


def test_a_selection_is_as_wide_as_the_level(review):
    """The hunk, its change over all files, or everything in the file."""
    _, _, look = review
    seen = look()
    listed = groups(seen, Grouping.CHANGE)
    cursor = settled(Cursor(), None, listed)
    part = seen.review.part(cursor.part_id)
    assert cursor.selection(seen) == Selection(hunks=(part.id,))
    wider = replace(cursor, level=Level.CHANGE)
    assert wider.selection(seen) == Selection(changes=(part.hunk.change_id,))
    widest = replace(cursor, level=Level.FILE)
    assert widest.selection(seen) == Selection(everything=True, path="/a")


def test_the_rest_is_of_what_the_cursor_says(review):
    """Of the file for a hunk and for a file, and of the change, over all files, for a change."""
    _, _, look = review
    seen = look()
    listed = groups(seen, Grouping.CHANGE)
    cursor = settled(Cursor(), None, listed)
    change = seen.review.part(cursor.part_id).hunk.change_id
    in_file = Selection(everything=True, path="/a", pending_only=True)
    assert cursor.rest(seen) == in_file
    assert replace(cursor, level=Level.FILE).rest(seen) == in_file
    at_change = replace(cursor, level=Level.CHANGE)
    assert at_change.rest(seen) == Selection(changes=(change,), pending_only=True)
    shown = [seen.review.part(cursor.part_id)]
    only_shown = Selection(hunks=(cursor.part_id,), pending_only=True)
    assert cursor.rest(seen, shown) == at_change.rest(seen, shown) == only_shown
    (ask,) = seen.review.asks
    assert Cursor(ask.id).rest(seen).changes == (ask.hunk.change_id,)


def test_what_only_asks_is_decided_as_a_change(review):
    """It has no hunk, and no file: the widest level is the change."""
    _, _, look = review
    seen = look()
    (ask,) = seen.review.asks
    for level in Level:
        assert Cursor(ask.id, level).selection(seen) == Selection(changes=(ask.id,))


def test_steps_go_over_units_of_the_level(review):
    """Hunk by hunk, change by change; back goes to the beginning of what is before."""
    _, _, look = review
    seen = look()
    listed = groups(seen, Grouping.CHANGE)
    order = [part.id for group in listed for part in group.parts]
    cursor = Cursor(order[0])
    assert stepped(cursor, listed, 1).part_id == order[1]
    assert stepped(cursor, listed, -1) == cursor
    change = replace(cursor, level=Level.CHANGE)
    assert stepped(change, listed, 1).part_id == order[2]
    assert stepped(replace(change, part_id=order[2]), listed, -1).part_id == order[0]


def test_groups_are_changes_files_or_kinds(review):
    """Each part is in one group, and words or a number narrow them."""
    _, _, look = review
    seen = look()
    assert [one.title for one in groups(seen, Grouping.CHANGE)] == ["first", "second", "asks"]
    assert [one.title for one in groups(seen, Grouping.FILE)] == ["/a", "/b", "findings"]
    assert [one.title for one in groups(seen, Grouping.KIND)] == ["other"]
    assert [one.title for one in groups(seen, Grouping.CHANGE, ("sec",))] == ["second"]
    assert len(groups(seen, Grouping.CHANGE, (">",))) == 3
    assert [one.title for one in groups(seen, Grouping.CHANGE, ("a6",))] == ["second"]


@pytest.mark.parametrize(
    ("word", "count"),
    [(">0.8", 3), (">0.9", 0), (">=0.9", 3), ("<0.95", 3), ("<0.9", 0), ("<=0.9", 3)],
)
def test_a_number_leaves_what_is_surer_or_less_sure(review, word, count):
    """Findings of the tests have a confidence of 0.9: `>` is more than that, `>=` is not."""
    _, _, look = review
    assert len(groups(look(), Grouping.CHANGE, (word,))) == count


def test_what_conflicts_is_marked_and_can_be_filtered(review):
    """So is what is pending; a hunk that was rejected does not stand in the way."""
    ws, dream_id, look = review
    memory = next(one for one in ws.memories.list(look().dream.memory_store_id) if one.path == "/a")
    ws.memories.update(memory.id, content=FILES["/a"].replace("a5", "else"))
    listed = groups(look(), Grouping.CHANGE)
    assert [one.has_conflict for one in listed] == [False, True, False]
    (group,) = groups(look(), Grouping.CHANGE, ("conflicts",))
    assert group.title == "second"
    assert len(groups(look(), Grouping.CHANGE, ("pending",))) == 3
    ws.reviews.decide(dream_id, Action.REJECT, Selection(hunks=(group.parts[0].id,)))
    assert len(groups(look(), Grouping.CHANGE, ("pending",))) == 2
    assert not any(one.has_conflict for one in groups(look(), Grouping.CHANGE))


def test_a_file_under_a_filter_is_what_is_shown_of_it(review):
    """Nothing is decided that a person does not see; the hunks of a change belong together."""
    _, _, look = review
    seen = look()
    shown = [part for group in groups(seen, Grouping.CHANGE, ("second",)) for part in group.parts]
    (part,) = shown
    cursor = Cursor(part.id, Level.FILE)
    assert cursor.selection(seen, shown) == Selection(hunks=(part.id,))
    change = replace(cursor, level=Level.CHANGE)
    assert change.selection(seen, shown) == Selection(changes=(part.hunk.change_id,))


def test_the_place_is_told_in_things_of_the_level(review):
    """The third of four hunks is the second of three changes."""
    _, _, look = review
    listed = groups(look(), Grouping.CHANGE)
    order = [part.id for group in listed for part in group.parts]
    assert place(Cursor(order[2]), listed) == (3, 4)
    assert place(Cursor(order[2], Level.CHANGE), listed) == (2, 3)
    assert place(Cursor(order[2], Level.FILE), listed) == (1, 3)
    assert place(Cursor(None), listed) == (0, 4)
    assert place(Cursor(None), []) == (0, 0)


def test_the_next_pending_goes_round(review):
    """From the cursor on, then from the top; none when all is decided."""
    ws, dream_id, look = review
    listed = groups(look(), Grouping.CHANGE)
    order = [part.id for group in listed for part in group.parts]
    ws.reviews.decide(dream_id, Action.ACCEPT, Selection(hunks=(order[2],)))
    listed = groups(look(), Grouping.CHANGE)
    assert next_pending(Cursor(order[2]), listed).part_id == order[3]
    ws.reviews.decide(dream_id, Action.REJECT, Selection(changes=(order[3],)))
    assert next_pending(Cursor(order[2]), groups(look(), Grouping.CHANGE)).part_id == order[0]
    ws.reviews.decide(dream_id, Action.REJECT, Selection(everything=True, pending_only=True))
    assert next_pending(Cursor(order[2]), groups(look(), Grouping.CHANGE)) is None


def test_the_cursor_follows_a_split_and_a_join(review):
    """To the first part of what was cut, and back to the whole."""
    ws, dream_id, look = review
    before = look()
    target = before.review.changes[1].hunks[0].id
    ws.reviews.decide(dream_id, Action.SPLIT, Selection(hunks=(target,)))
    after = look()
    listed = groups(after, Grouping.CHANGE)
    part = settled(Cursor(target), before, listed)
    assert part.part_id == f"{target}.1"
    ws.reviews.decide(dream_id, Action.JOIN, Selection(hunks=(f"{target}.2",)))
    whole = settled(replace(part, part_id=f"{target}.2"), after, groups(look(), Grouping.CHANGE))
    assert whole.part_id == target


def test_the_cursor_is_somewhere_whatever_a_filter_hides(review):
    """On what comes after it, else on the first; on nothing when nothing is left."""
    _, _, look = review
    seen = look()
    order = [part.id for group in groups(seen, Grouping.CHANGE) for part in group.parts]
    narrowed = groups(seen, Grouping.CHANGE, ("second",))
    assert settled(Cursor(order[0]), seen, narrowed).part_id == order[2]
    assert settled(Cursor(order[3]), seen, narrowed).part_id == order[2]
    assert settled(Cursor(order[0]), seen, []).part_id is None
    assert group_of([], order[0]) == 0


def test_rows_show_hunks_in_their_text(review):
    """Each line of the base at most once, with its number, between two hunks that are near."""
    _, _, look = review
    seen = look()
    rows = rows_of(seen, seen.review.parts)
    of_a = [row for row in rows if row.path == "/a"]
    numbers = [row.old_line for row in of_a if row.old_line is not None]
    assert numbers == sorted(set(numbers))
    assert [row.text for row in of_a if row.kind is RowKind.REMOVED] == ["a1", "a5", "a6"]
    assert [row.text for row in of_a if row.kind is RowKind.ADDED] == ["A1", "A5", "A6"]
    heads = [row.text for row in rows if row.kind is RowKind.HUNK]
    assert all(head.startswith("· pending") for head in heads)


def test_a_rename_says_where_the_file_goes():
    """The rows stand under the path that the file has now."""
    with temporary_workspace() as ws:
        store = ws.stores.create("Notes")
        ws.memories.create_many(store.id, FILES)
        seen = ws.reviews.look(proposed(ws, store.id, [finding("move", renaming("/a", "/new/a"))]))
        rows = rows_of(seen, seen.review.parts)
        assert rows[0].text == "/a"
        assert "rename to /new/a" in rows[1].text
