"""
What narrows a claim: when, where, and of which part of its thing a value is so.
"""

import pytest

from core.dreams.material.claims.narrowing import narrowed_by

CASES = [
    ("On Sundays the reading room opens at 11:20.", "reading room", "11:20", {"sunda"}),
    ("With the long boom fitted, crane-4 lifts 6 t.", "crane-4", "6 t", {"long", "boom", "fit"}),
    ("Between 22:00 and 05:00 gate-2 answers on 79.", "gate-2", "79", {"22:00", "05:00"}),
    ("Half Moon without yeast has 4 %.", "half moon", "4 %", {"yeast"}),
    ("crane-4 lifts 6 t when the wind is low.", "crane-4", "6 t", {"wind", "low"}),
    ("For the cellar of hall-9 alone it is 12 days.", "hall-9", "12 days", {"cellar", "alon"}),
]


@pytest.mark.parametrize(("sentence", "name", "value", "roots"), CASES)
def test_the_case_is_what_stands_before_or_behind(
    sentence: str, name: str, value: str, roots: set[str]
) -> None:
    assert narrowed_by(sentence, (name,), value).case == roots


PARTS = [
    ("The cattle gate of shed-2 takes code 6142.", "shed-2", "6142", ("cattle", "gate")),
    ("The alarm in the house of the otters is at 28 degrees.", "otters", "28", ("alarm",)),
    ("Bonus runs of Marlow are signed by Ada Quist.", "marlow", "Ada Quist", ("bonus",)),
    ("Young otters are weighed weekly.", "otters", "weekly", ("young",)),
    # What is measured of everything, and how often something comes, narrow nothing.
    ("The air of oven-2 has 52 % humidity.", "oven-2", "52 %", ()),
    ("The nightly bread-run starts at 02:15.", "bread-run", "02:15", ()),
]


@pytest.mark.parametrize(("sentence", "name", "value", "words"), PARTS)
def test_the_part_is_what_it_is_of(
    sentence: str, name: str, value: str, words: tuple[str, ...]
) -> None:
    found = narrowed_by(sentence, (name,), value)
    assert tuple(word for word in found.part if word != "runs") == words


@pytest.mark.parametrize(
    ("sentence", "name", "value"),
    [
        ("crane-4 lifts 6 t.", "crane-4", "6 t"),
        ("At crane-4 the limit is 6 t.", "crane-4", "6 t"),
        ("In the reading room it is 19 degrees.", "reading room", "19 degrees"),
    ],
)
def test_a_plain_sentence_is_narrowed_to_nothing(sentence: str, name: str, value: str) -> None:
    found = narrowed_by(sentence, (name,), value)
    assert (found.case, found.part) == (frozenset(), ())
