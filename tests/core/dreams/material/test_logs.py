"""What lines of a diary have in common whose numbers and days differ."""

import pytest
from support.growth import QUADRATIC, growth

from core.dreams.material.logs import line_form


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("2026-11-03 14:20: well 3 at 4.5 m", "0 0 well 0 at 0 m"),
        ("Run by job-17b on web-2.mill.example.", "run by 0 on 0"),
        ("No number here - none at-all.", "no number here - none at-all."),
    ],
)
def test_numbers_days_and_codes_are_left_out(line: str, form: str) -> None:
    """And words are not."""
    assert line_form(line) == form


def test_a_long_word_is_read_once() -> None:
    """A line may be one word, such as a key that somebody wrote down, or a rule of dashes."""
    for part in "k-_":
        assert growth(lambda size, part=part: line_form(part * size), 4_000) < QUADRATIC
