"""Where a hunk stands in a store that went on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dreams.lines import Piece, lines_of, replace
from core.dreams.proposal import Op
from core.dreams.reviewing.rebase import Now, Spot, Standing, State, creation, standings
from core.merge import merge3
from core.texts.blocks import Block
from core.texts.merge_align import changes

BASE = "one\ntwo\nthree\nfour\nfive\n"


def spot(start: int, old: list[str], new: list[str], op: Op = Op.MODIFY) -> Spot:
    return Spot("h", op, start, tuple(old), tuple(new), (0,))


def standing(
    now: str | None, wish: Spot, path: str = "/a", blocked: tuple[str, ...] = ()
) -> Standing:
    here = None if now is None else Now(path, now)
    return standings(BASE, "/a", here, [wish], blocked)["h"]


def test_a_hunk_applies_where_its_lines_are_and_is_rebased_where_they_went() -> None:
    """Changes below it do not matter, those above move it."""
    wish = spot(3, ["three"], ["3"])
    assert standing(BASE, wish) == Standing(State.APPLIES, 3)
    assert standing(BASE + "six\n", wish) == Standing(State.APPLIES, 3)
    assert standing("zero\n" + BASE, wish) == Standing(State.REBASED, 4)
    assert standing(BASE.replace("one\n", ""), wish) == Standing(State.REBASED, 2)
    assert standing(BASE, wish, "/elsewhere") == Standing(State.REBASED, 3)


@pytest.mark.parametrize(
    "now",
    [
        BASE.replace("three", "drei"),
        BASE.replace("two", "zwei"),
        BASE.replace("four\n", ""),
        BASE.replace("three\n", "three\nand\n"),
        "",
        None,
    ],
)
def test_what_touches_its_lines_conflicts_with_it(now: str | None) -> None:
    """As in git; and so does the end of the file it is in. It says why."""
    found = standing(now, spot(3, ["three"], ["3"]))
    assert (found.state, found.start) == (State.CONFLICTS, None)
    assert found.reason


def test_the_same_change_is_there_already() -> None:
    """Nothing is left to do, and nothing is done twice."""
    assert standing(BASE.replace("three", "3"), spot(3, ["three"], ["3"])).is_done
    assert standing("zero\n" + BASE.replace("three\n", ""), spot(3, ["three"], [])).is_done
    assert standing(BASE + "six\n", spot(6, [], ["six"])).is_done


def test_a_line_that_stands_twice_is_one_change_wherever_it_was_put() -> None:
    """Before or after its twin is the same text; what stands between them tells them apart."""
    before = spot(1, [], ["one"])
    assert standing("one\n" + BASE, before).is_done
    assert standing("zero\n" + BASE, before).state is State.CONFLICTS
    assert standing(BASE.replace("one", "one\nand"), before).state is State.CONFLICTS
    assert standing(BASE + "six\n", before) == Standing(State.APPLIES, 1)


def test_a_deletion_needs_the_file_as_it_was() -> None:
    """Whoever added a line did not know that it was to go."""
    wish = spot(1, BASE.split(), [], Op.DELETE)
    assert standing(BASE, wish).state is State.APPLIES
    assert standing(BASE, wish, "/elsewhere").state is State.REBASED
    assert standing(BASE + "six\n", wish).state is State.CONFLICTS
    assert standing(None, wish).is_done


def test_a_rename_needs_its_file_in_its_place_and_a_free_target() -> None:
    """Another text in the file does not matter."""
    wish = Spot("h", Op.RENAME, 1, (), (), (0,), "/b")
    assert standing(BASE + "six\n", wish).state is State.APPLIES
    assert standing(BASE, wish, "/b").is_done
    assert standing(BASE, wish, "/c").state is State.CONFLICTS
    assert standing(BASE, wish, blocked=("/b",)).state is State.CONFLICTS
    assert standing(None, wish).state is State.CONFLICTS


def test_a_new_file_needs_its_path() -> None:
    """Unless the very same file is there."""
    wish = spot(1, [], ["x"], Op.CREATE)
    assert creation("/n", None, None, wish) == Standing(State.APPLIES, 1)
    assert creation("/n", None, "x\n", wish).is_done
    assert creation("/n", None, "y\n", wish).state is State.CONFLICTS
    assert creation("/n", "/n/more", None, wish).state is State.CONFLICTS


LINES = st.lists(st.sampled_from(["a", "b", "c", "d", ""]), max_size=10)


@given(base=LINES, now=LINES, data=st.data())
def test_a_hunk_stands_as_a_three_way_merge_says(base: list[str], now: list[str], data) -> None:
    """
    It gives the merge's text, or conflicts; and where a diff would have cut it, only if that does.

    Any other hunk may stand at another of the places that mean the same, where more touches it.
    """
    start = data.draw(st.integers(1, len(base) + 1))
    old = base[start - 1 : data.draw(st.integers(start - 1, len(base)))]
    new = data.draw(st.lists(st.sampled_from(["a", "x"]), max_size=2))
    if old == new:
        return
    texts = ["".join(f"{line}\n" for line in lines) for lines in (base, now)]
    mine = replace(base, [Piece(start, tuple(old), tuple(new))])
    merge = merge3(texts[0], texts[1], lines_of(texts[0]).having(mine).text)
    wish = spot(start, old, new)
    found = standings(texts[0], "/a", Now("/a", texts[1]), [wish])["h"]
    if found.state is State.CONFLICTS:
        is_cut_by_diff = changes(base, mine) == [
            Block(start - 1, start - 1 + len(old), start - 1, start - 1 + len(new))
        ]
        assert not (merge.clean and is_cut_by_diff)
        return
    pieces = [] if found.is_done else [Piece(found.start or 0, tuple(old), tuple(new))]
    assert lines_of(texts[1]).having(replace(now, pieces)).text == merge.text
    assert merge.clean
