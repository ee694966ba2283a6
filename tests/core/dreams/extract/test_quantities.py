"""Quantities: one value in several units is one norm, and units of two things are two kinds."""

import pytest

from core.dreams.extract.tokens import Sort, tokens
from core.dreams.extract.values.quantities import dimension_of, normal_quantity


@pytest.mark.parametrize(
    "same",
    [
        ("5 g/l", "5000 mg/l", "500 mg/dl", "0.5 g/dl", "5000000 ng/ml"),
        ("2 ppm", "2000 ppb"),
        ("9600 baud", "9600 Bd"),
        ("24 fps", "24 frames per second"),
        ("64 kbit/s", "64 kbps", "0.064 mbit/s"),
    ],
)
def test_one_amount_in_several_units_is_one(same: tuple[str, ...]) -> None:
    """Whichever of them a tool or a memory takes."""
    assert len({normal_quantity(one) for one in same}) == 1


def test_what_is_measured_in_two_ways_is_two() -> None:
    """A part in a million is no milligram in a litre, and a millimole none either."""
    assert len({normal_quantity(f"5 {unit}") for unit in ("ppm", "mg/l", "mmol/l")}) == 3


@pytest.mark.parametrize(
    ("unit", "dimension"), [("ms", "time"), ("degc", "temperature"), ("x9", "")]
)
def test_a_unit_says_what_it_measures(unit: str, dimension: str) -> None:
    """Empty for what is none."""
    assert dimension_of(unit) == dimension


@pytest.mark.parametrize(
    ("text", "sort", "norm"),
    [
        ("1.37:1", Sort.QUANTITY, "ratio:1.37"),
        ("2:1 mix", Sort.QUANTITY, "ratio:2"),
        ("12:15", Sort.TIME, "12:15"),
        ("3:10", Sort.TIME, "03:10"),
    ],
)
def test_a_ratio_is_no_time(text: str, sort: Sort, norm: str) -> None:
    """And a time is no ratio."""
    first = tokens(text)[0]
    assert (first.sort, first.norm) == (sort, norm)
