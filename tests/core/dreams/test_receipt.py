"""The receipt: what became of every line, from the bytes alone, and who answers for it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.reviewing import deletion, edit, finding, proposed, renaming, texts

from core import Workspace
from core.dreams.lines import Piece, lines_of, replace
from core.dreams.reviewing import applying
from core.dreams.reviewing.attribution import Claim, Move, unaccounted
from core.dreams.reviewing.choosing import Selection
from core.dreams.reviewing.receipt import Fate, Place, compare
from core.dreams.reviewing.receipts import Unaccounted
from core.dreams.verdicts import Action
from core.records.stores import Store

BASE = "# Hosts\n\n- db-1 is up\n- db-2 is up\n- db-1 is up\n- deploy on Tuesday\n"


def fates(before: dict[str, str], after: dict[str, str]) -> list[tuple[int, Fate, Place | None]]:
    return [(lost.place.line, lost.fate, lost.to) for lost in compare(before, after).lost]


def test_each_line_that_left_is_moved_merged_or_removed() -> None:
    """Into a line that is named, wherever it is."""
    after = "# Hosts\n\n- db-2 is up\n- db-1 is up\n- legacy queue: none\n"
    before = {"/a": BASE}
    assert fates(before, {"/a": after}) == [
        (3, Fate.MERGED, Place("/a", 4)),
        (6, Fate.REMOVED, None),
    ]
    moved = {"/a": BASE.replace("- deploy on Tuesday\n", ""), "/b": "x\n- deploy on Tuesday\n"}
    assert fates(before, moved) == [(6, Fate.MOVED, Place("/b", 2))]
    merged = {"/a": BASE.replace("- deploy on Tuesday\n", "")}
    elsewhere = {"/c": "Deploy always on Tuesday at 10:00.\n"}
    facts = compare(before, merged, lambda: elsewhere)
    assert [(lost.fate, lost.to) for lost in facts.lost] == [(Fate.MERGED, Place("/c", 1))]


def test_a_file_that_moved_kept_its_lines() -> None:
    """Also when a line of it changed on the way."""
    facts = compare({"/a": BASE}, {"/b": BASE.replace("Tuesday", "Monday")})
    assert facts.moved_files == {"/a": "/b"}
    assert (facts.kept, len(facts.lost), len(facts.added)) == (5, 1, 1)


TEXTS = st.lists(st.sampled_from(["a", "b", "c d", "c d e", ""]), max_size=8)


@given(before=st.dictionaries(st.sampled_from("xyz"), TEXTS), data=st.data())
def test_every_line_is_counted_once(before: dict[str, list[str]], data) -> None:
    """Kept and left make the base, kept and added make the result."""
    after = data.draw(st.dictionaries(st.sampled_from("xyz"), TEXTS))
    old, new = (
        {path: "".join(f"{x}\n" for x in lines) for path, lines in state.items()}
        for state in (before, after)
    )
    facts = compare(old, new)
    touched = {path for path in {*old, *new} if old.get(path) != new.get(path)}
    assert facts.kept + len(facts.lost) == sum(
        len(lines_of(text).lines) for path, text in old.items() if path in touched
    )
    assert facts.kept + len(facts.added) == sum(
        len(lines_of(text).lines) for path, text in new.items() if path in touched
    )
    assert len({lost.place for lost in facts.lost}) == len(facts.lost)


BUGS: dict[str, Callable[[list[str]], list[str]]] = {
    "drops a line": lambda lines: lines[:-1],
    "doubles a line": lambda lines: [*lines, lines[-1]],
    "swaps two lines": lambda lines: [*lines[:-2], lines[-1], lines[-2]],
    "changes a letter": lambda lines: [line.replace("Tuesday", "Tuesdax") for line in lines],
    "empties the file": lambda _: [],
    "adds a blank line": lambda lines: [*lines, ""],
    "strips spaces": lambda lines: [line.replace("- ", "-") for line in lines],
}
"""What a bug makes of the lines that a good apply would write."""


@pytest.mark.parametrize("bug", BUGS)
def test_a_bug_in_apply_stops_it(
    ws: Workspace, store: Store, monkeypatch: pytest.MonkeyPatch, bug: str
) -> None:
    """Nothing is written, and the refusal says how many lines nobody speaks of."""
    ws.memories.create(store.id, "/a", BASE)
    before = texts(ws, store.id)
    dream_id = proposed(ws, store.id, [finding("a", edit("/a", 4, ["- db-2 is up"]))])
    ws.reviews.decide(dream_id, Action.ACCEPT, Selection(everything=True))
    right = applying.replace
    planted = BUGS[bug]
    monkeypatch.setattr(applying, "replace", lambda lines, pieces: planted(right(lines, pieces)))
    assert ws.reviews.preview(dream_id).unaccounted > 0
    seq = ws.seq()
    with pytest.raises(Unaccounted) as refused:
        ws.reviews.apply(dream_id)
    assert refused.value.count > 0
    assert (texts(ws, store.id), ws.seq()) == (before, seq)
    monkeypatch.undo()
    assert ws.reviews.apply(dream_id).unaccounted == 0


def test_a_bug_that_applies_what_nobody_accepted_stops_it(
    ws: Workspace, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in a file of its own."""
    ws.memories.create(store.id, "/a", BASE)
    ws.memories.create(store.id, "/b", BASE)
    wishes = [finding("a", edit("/a", 4, ["- db-2 is up"])), finding("b", deletion("/b", lines()))]
    dream_id = proposed(ws, store.id, wishes)
    change = ws.reviews.look(dream_id).review.changes[0].id
    ws.reviews.decide(dream_id, Action.ACCEPT, Selection(changes=(change,)))
    right = applying._files

    def all_of_them(look, chosen):
        return right(look, look.meetings.values())

    monkeypatch.setattr(applying, "_files", all_of_them)
    with pytest.raises(Unaccounted):
        ws.reviews.apply(dream_id)


def test_a_bug_that_leaves_out_what_was_accepted_stops_it(
    ws: Workspace, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was decided is what must be there."""
    ws.memories.create(store.id, "/a", BASE)
    wishes = [finding("a", edit("/a", 4, ["- db-2 is up"])), finding("b", renaming("/a", "/b"))]
    dream_id = proposed(ws, store.id, wishes)
    ws.reviews.decide(dream_id, Action.ACCEPT, Selection(everything=True))
    right = applying._piece
    monkeypatch.setattr(applying, "replace", lambda lines, _: [*lines])
    with pytest.raises(Unaccounted):
        ws.reviews.apply(dream_id)
    monkeypatch.undo()

    def one_lower(meeting):
        piece = right(meeting)
        return Piece(piece.start + 1, ("- db-1 is up",), piece.new, piece.rank)

    monkeypatch.setattr(applying, "_piece", one_lower)
    with pytest.raises(Unaccounted):
        ws.reviews.apply(dream_id)


def lines() -> list[str]:
    return BASE.split("\n")[:-1]


@given(base=TEXTS, data=st.data())
def test_what_the_claims_say_is_accounted_for_and_nothing_else(base: list[str], data) -> None:
    """Any change of the result by one line, one place or one path is seen."""
    claims, pieces = [], []
    for number, line in enumerate(base, 1):
        new = data.draw(st.sampled_from([None, (), ("n",), (line, "n")]))
        if new is not None:
            claims.append(Claim("c", "/a", number, (line,), new, (number,)))
            pieces.append(Piece(number, (line,), new, (number,)))
    before = {"/a": "".join(f"{x}\n" for x in base)}
    result = replace(base, pieces)

    def count(result: list[str], path: str = "/a", moves: tuple[Move, ...] = ()) -> int:
        after = {path: "".join(f"{x}\n" for x in result)}
        return unaccounted(before, after, compare(before, after), claims, moves)

    assert count(result) == 0
    assert count(result, "/b", (Move("c", "/a", "/b"),)) == 0
    assert count(result, "/b") > 0
    assert count([*result, "z"]) > 0
    if result:
        at = data.draw(st.integers(0, len(result) - 1))
        assert count(result[:at] + result[at + 1 :]) > 0
        swapped = result[at:] + result[:at]
        assert (count(swapped) > 0) == (swapped != result)
