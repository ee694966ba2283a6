"""Tables whose columns are ruled by groups of dashes: where a value stands tells whose it is."""

import pytest

from core.dreams.extract.shown.cells import cells_of
from core.dreams.extract.shown.ruled import ruled_end

LEVELS = "DYE        MIN_KG    MAX_KG UNIT\n--------- ------- --------- -------\nMADDER        1.5      20.5 kg\nWELD           12           kg\n"  # noqa: E501


def rows(text: str) -> list[tuple[str, str, str]]:
    """The values with a name, each with the first word of its row."""
    return [
        ((one.record or " ").split()[0], one.key, one.value)
        for one in cells_of(text)
        if not one.is_prose
    ]


def test_numbers_stand_at_the_right_of_their_columns() -> None:
    """One blank may be all that is between two of them, and one may be missing."""
    assert rows(LEVELS) == [
        *(("MADDER", "DYE", "MADDER"), ("MADDER", "MIN_KG", "1.5"), ("MADDER", "MAX_KG", "20.5")),
        *(("MADDER", "UNIT", "kg"), ("WELD", "DYE", "WELD"), ("WELD", "MIN_KG", "12")),
        ("WELD", "UNIT", "kg"),
    ]


def test_a_value_may_hold_blanks() -> None:
    """A time has one, and a name in plain words has some."""
    text = "JOB        STARTED          NOTE\n---------- ---------------- ----------\nFIRE_KILN  2026-03-01 00:30 after glaze"  # noqa: E501
    assert rows(text) == [
        ("FIRE_KILN", "JOB", "FIRE_KILN"),
        ("FIRE_KILN", "STARTED", "2026-03-01 00:30"),
        ("FIRE_KILN", "NOTE", "after glaze"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "VAT   KG\n----- -----\nweld12 red 5",
        "Report of today\n--- ---\n\nall is well",
        "a b\n--- ---\n",
    ],
)
def test_what_stands_across_two_columns_is_no_row(text: str) -> None:
    """Then the dashes rule something else, or nothing."""
    assert ruled_end(text.split("\n"), 0) == 0


def test_a_column_may_stand_in_a_frame() -> None:
    """As databases show the one value that they were asked for."""
    text = (
        "+-------------+\n| MAX(FIRED)  |\n|-------------|\n| 2030-12-31  |\n+-------------+\n1 row"
    )
    (cell,) = [one for one in cells_of(text) if not one.is_prose]
    assert (cell.key, cell.value) == ("MAX(FIRED)", "2030-12-31")
