"""Blocks of an output that are alike, and which of them a value stands in."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dreams.extract.language.lexicon import root
from core.dreams.extract.shown.cell import Cell
from core.dreams.extract.shown.cells import cells_of
from core.dreams.extract.shown.sections import sections

# fmt: off
# ruff: noqa: E501
ALIKE = {
    "keys": "north:\n  hold: 3\n  fuel: oak\nsouth:\n  hold: 4\n  fuel: oak\n",
    "sections": "[north]\nhold = 3\nfuel = oak\n\n[south]\nhold = 4\nfuel = oak\n",
    "titles": "North:\nhold: 3\nfuel: oak\n\nSouth:\nhold: 4\nfuel: oak\n",
    "headings": "# North\nhold: 3\nfuel: oak\n# South\nhold: 4\nfuel: oak\n",
    "items": "kilns:\n- name: north\n  hold: 3\n  fuel: oak\n- name: south\n  hold: 4\n  fuel: oak\n",
    "labels": "north: hold=3 fuel=oak\nsouth: hold=4 fuel=oak\n",
    "object": '{"north": {"hold": 3, "fuel": "oak"}, "south": {"hold": 4, "fuel": "oak"}}',
    "array": '[{"kiln": "north", "hold": 3, "fuel": "oak"}, {"kiln": "south", "hold": 4, "fuel": "oak"}]',
}
# fmt: on
LINES = st.sampled_from(
    ["a:", "  b: 1", "  - c: 2", "- d", "", "[e]", "# f", "    g:", "h = 3", "x y"]
)


def cell(text: str, key: str, value: str) -> Cell:
    """The cell with a name that has this value."""
    return next(one for one in cells_of(text) if (one.key, one.value) == (key, value))


@pytest.mark.parametrize("text", ALIKE.values(), ids=ALIKE)
def test_a_value_knows_which_of_several_it_is_of(text: str) -> None:
    """What its own block is called, and what the others are."""
    (level,) = cell(text, "hold", "3").levels
    assert root("north") in level.own
    assert root("south") in level.among - level.own
    assert not level.is_same
    assert "3" in level.text
    assert "4" not in level.text


@pytest.mark.parametrize("text", ALIKE.values(), ids=ALIKE)
def test_what_all_of_them_show_tells_none_apart(text: str) -> None:
    """Both are fired with oak."""
    levels = [one.levels for one in cells_of(text) if (one.key, one.value) == ("fuel", "oak")]
    assert [level.is_same for found in levels for level in found] == [True, True]


@pytest.mark.parametrize(
    "text",
    [
        "kiln:\n  hold: 3\ndoor:\n  lock: steel\n",
        '{"kiln": {"hold": 3}, "door": {"lock": "steel"}}',
    ],
)
def test_blocks_with_nothing_in_common_are_not_alike(text: str) -> None:
    """They tell of different things of one whole."""
    assert {one.levels for one in cells_of(text)} == {()}


def test_blocks_in_blocks_are_told_apart_on_each_level() -> None:
    """From the inside."""
    text = "".join(
        f"{kiln}:\n  day:\n    hold: {hold}\n  night:\n    hold: {hold + 1}\n"
        for kiln, hold in (("north", 3), ("south", 5))
    )
    inner, outer = cell(text, "hold", "4").levels
    assert (inner.own, outer.own) == ({root("night")}, {root("north")})


@given(st.lists(LINES, max_size=14))
def test_every_line_is_read_once(lines: list[str]) -> None:
    """And its block begins at or above it."""
    found = sections(lines)
    assert len(found) == len(lines)
    for line, block in zip(lines, found, strict=True):
        if block is not None and line.strip():
            assert line in block.text.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        '{"a":' * 12_800,
        "[{" + ",".join(f'"k{n}":{n}' for n in range(2_500)) + '},{"k0":1}]',
        "\n".join(" " * depth + "k:" for depth in range(350)),
    ],
    ids=["deep", "wide", "indented"],
)
def test_hostile_output_costs_memory_in_proportion(text: str) -> None:
    """Blocks that hold each other, and values of one record, do not hold its text once each."""
    tracemalloc.start()
    cells_of(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 64_000_000
