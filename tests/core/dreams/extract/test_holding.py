"""What of an output says how things are, and that what is left can still be quoted."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dreams.extract.shown.cells import cells_of
from core.dreams.extract.shown.holding import holding

DIFF = "--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@ [kiln]\n hold = 3\n-fuel = beech\n+fuel = oak\n"
PIECES = st.sampled_from(
    [
        "a = 1",
        "# b = 2",
        "-c: 3",
        "+d: 4",
        "@@ -1 +1 @@",
        '"""',
        "~~e~~",
        "x  # was 7",
        "(was 8)",
        "TODO 9",
        "{{ y }}",
        "--- a/z",
        "// f = 5",
        "",
        "  - g: 6",
    ]
)


def test_of_a_diff_the_new_side_is_left() -> None:
    """With the section that a hunk is in."""
    assert holding(DIFF).split("\n")[2:6] == [" [kiln]", "hold = 3", "", "fuel = oak"]


@pytest.mark.parametrize("line", ["- fuel: beech", "--- fuel", "+1 for beech"])
def test_a_list_is_no_diff(line: str) -> None:
    """Its signs say nothing unless there is a hunk."""
    assert holding(f"fuels\n{line}") == f"fuels\n{line}"


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("hold = 3  # was 4", "hold = 3"),
        ("hold = 3  # see the log", "hold = 3  # see the log"),
        ("# hold = 4", ""),
        ("# the north kiln", "# the north kiln"),
        ("kiln.toml:7:# hold = 4", ""),
        ("hold = 3 (previously 4)", "hold = 3"),
        ("hold = {{ hold }}", ""),
        ("hold: ~~4 min~~ 3 min", " 3 min"),
        ("hold = 3  # TODO measure", ""),
    ],
)
def test_of_a_line_of_settings_its_value_is_left(line: str, left: str) -> None:
    """Comments that give a value are of any time; those in mere words may be titles."""
    assert holding(f"[kiln]\nfuel = oak\n{line}").split("\n")[2] == left


def test_a_title_with_a_number_stays_in_a_text() -> None:
    """`#` begins a title where most lines are sentences."""
    text = "# Kiln 7\n\nIt is fired with oak.\nNobody opens it at night.\nIt cools until noon.\n"
    assert holding(text) == text


def test_what_documents_a_program_is_no_value() -> None:
    """Between three quotes stands prose, with examples."""
    text = '"""Kilns.\n\nhold = 4\n"""\nhold = 3\nfuel = "oak"\n'
    assert holding(text).split("\n") == ["", "", "", "", "hold = 3", 'fuel = "oak"', ""]


@given(st.lists(PIECES, max_size=12).map("\n".join))
def test_lines_stay_where_they_are_and_can_be_quoted(text: str) -> None:
    """Every quote of a cell is a piece of the output itself."""
    assert holding(text).count("\n") == text.count("\n")
    for cell in cells_of(holding(text)):
        assert cell.quote in text


@pytest.mark.parametrize(
    "piece", ["# ", "a:1:", "(was ", "~~", "- ", "@@ -1 +1 @@\n-", "=1 # ", '"""']
)
def test_hostile_output_costs_time_in_proportion(piece: str) -> None:
    """64 kB made of one piece take no longer than other output."""
    text = piece * (64_000 // len(piece))
    started = process_time()
    holding(text)
    assert process_time() - started < 1
