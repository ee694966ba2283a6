"""What tools show, cut into cells: which value stands under which name, in which record."""

from time import process_time

import pytest

from core.dreams.extract.shown.cell import Cell
from core.dreams.extract.shown.cells import cells_of

# fmt: off
# ruff: noqa: E501
KEYED = [
    ('{"kiln": "K-7", "limits": {"max_temp": 1180, "hold": "40 min"}, "spare": null}', {"kiln": "K-7", "max_temp": "1180", "hold": "40 min"}),
    ('Ready.\n{"kiln": "K-7", "hold": 40, "glaze": "cela', {"kiln": "K-7", "hold": "40"}),
    ("<kiln><glaze>celadon</glaze><litres>14</litres></kiln>", {"glaze": "celadon", "litres": "14"}),
    ("oven=north; rack=5; fuel=beech", {"oven": "north", "rack": "5", "fuel": "beech"}),
    ("oven=north, rack=5, fuel=beech", {"oven": "north", "rack": "5", "fuel": "beech"}),
    ("oven=north rack=5 fuel=beech", {"oven": "north", "rack": "5", "fuel": "beech"}),
    ('oven=north hall rack=5 note="two, or three"', {"oven": "north hall", "rack": "5", "note": "two, or three"}),
    ("Glaze ....... celadon\nHold ........ 40 min", {"Glaze": "celadon", "Hold": "40 min"}),
    ("glaze      celadon\nhold       40 min", {"glaze": "celadon", "hold": "40 min"}),
    ("glaze: celadon\nhold = 40 min\nrack -> 5", {"glaze": "celadon", "hold": "40 min", "rack": "5"}),
    ("- **note**\n- glaze: celadon", {"glaze": "celadon"}),
    ("The hold of K-7 is 40 min, the glaze reads celadon", {"The hold of K-7": "40 min", "the glaze": "celadon"}),
]
ROWS = [
    "| loom | warp | weft |\n|------|-----:|------|\n| L-12 | 340  | wool |\n| L-15 | 420  | flax |",
    "loom\twarp\tweft\nL-12\t340\twool\nL-15\t420\tflax",
    "loom;warp;weft\nL-12;340;wool\nL-15;420;flax",
    "loom,warp,weft\nL-12,340,wool\nL-15,420,flax",
    "LOOM   WARP  WEFT\nL-12   340   wool\nL-15   420   flax",
    "loom   warp  weft\n-----------------\nL-12   340   wool\nL-15   420   flax",
]
RECORDS = [
    *ROWS,
    '{"looms": [{"loom": "L-12", "warp": 340}, {"loom": "L-15", "warp": 420}, {"loom": "L-1',
    '{"loom": "L-12", "warp": 340}\n{"loom": "L-15", "warp": 420}',
    "loom: L-12\nwarp: 340\n\nloom: L-15\nwarp: 420",
    "loom: L-12\nwarp: 340\nloom: L-15\nwarp: 420",
    "loom=L-12 warp=340\nloom=L-15 warp=420",
]
HOSTILE = ["a.", "a://b@", "1.2.3.4:", "h.x:80 ",
    '{"', "[{", '{"a":', '{"a":{', '"', '"a":', "=", "a=", "a=1 ", ";", "a;", "|", "a|", "a | b\n", ":", "a:", "a: b\n",
    "a ", "  ", ". ", "..", "(", "<a>", "</", "a is ", "-> ", "- ", "\t", "a,", "a=1\n",
]
# fmt: on


def keyed(text: str) -> dict[str, str]:
    """The values of a text by their names."""
    return {cell.key: cell.value for cell in cells_of(text) if not cell.is_prose}


def cell(text: str, value: str) -> Cell:
    """The only cell with a name that has this value."""
    (found,) = [one for one in cells_of(text) if one.value == value and not one.is_prose]
    return found


@pytest.mark.parametrize(("text", "values"), KEYED)
def test_a_value_stands_under_its_name(text: str, values: dict[str, str]) -> None:
    """Objects, elements, assignments, pairs and sentences; whole or cut off."""
    assert keyed(text) == values


@pytest.mark.parametrize("text", ROWS)
def test_a_table_has_its_columns_names(text: str) -> None:
    """Whatever separates the columns; a header is no value."""
    values = [(one.key.lower(), one.value) for one in cells_of(text) if not one.is_prose]
    assert values == [
        *(("loom", "L-12"), ("warp", "340"), ("weft", "wool")),
        *(("loom", "L-15"), ("warp", "420"), ("weft", "flax")),
    ]


@pytest.mark.parametrize("text", RECORDS)
def test_of_several_things_each_has_its_part(text: str) -> None:
    """A value of one loom is none of the other's, and its quote stands in the output."""
    for loom, value, other in (("L-12", "340", "L-15"), ("L-15", "420", "L-12")):
        found = cell(text, value)
        assert found.record is not None
        assert loom in found.record
        assert other not in found.record
        assert found.quote in text


@pytest.mark.parametrize(
    "text",
    [
        '{"loom": "L-12", "warp": 340}',
        '{"loom": "L-12"}\n{"colour": "madder"}',
        "loom: L-12\nwarp: 340",
        "loom: L-12\n\ncolour: madder",
        "loom=L-12 warp=340",
    ],
)
def test_an_output_about_one_thing_has_no_parts(text: str) -> None:
    """Without a name that comes twice it tells of one thing."""
    assert {one.record for one in cells_of(text)} == {None}


def test_a_line_below_makes_a_header_of_any_words() -> None:
    """Without it two columns are names with values, and a digit is one of a value."""
    pairs = "loom   warp\nL-12   340"
    assert keyed(pairs) == {"loom": "warp", "L-12": "340"}
    assert keyed(pairs.replace("\n", "\n-----------\n")) == {"loom": "L-12", "warp": "340"}
    assert keyed("loom   q1   q2\n-------\nL-12   34   35") == {
        "loom": "L-12",
        "q1": "34",
        "q2": "35",
    }


def test_an_array_gives_each_of_its_texts_the_name_of_all() -> None:
    """And no number of places, and no empty text, is a value."""
    text = '{"glazes": ["celadon", "tenmoku", ""], "spare": null}'
    assert [(one.key, one.value) for one in cells_of(text) if not one.is_prose] == [
        ("glazes", "celadon"),
        ("glazes", "tenmoku"),
    ]


@pytest.mark.parametrize(
    ("text", "value", "section"),
    [
        ("[firing]\nhold = 40 min", "40 min", "fir"),
        ("## Firing\nhold: 40 min", "40 min", "fir"),
        ("Firing:\n  hold: 40 min", "40 min", "fir"),
        ('{"firing": {"hold": "40 min"}}', "40 min", "fir"),
    ],
)
def test_a_value_stands_below_its_title(text: str, value: str, section: str) -> None:
    """A section's title and an object's key say what their values are about."""
    assert section in cell(text, value).section


def test_an_empty_line_ends_a_section() -> None:
    """What stands below it is about something else."""
    assert cell("Firing:\nhold: 40 min\n\nrack: 5", "5").section == frozenset()


@pytest.mark.parametrize("row", ["L-12 | 340 | wool", "L-12\t340\twool", "L-12,340,wool"])
def test_a_row_without_a_header_says_itself_what_it_is(row: str) -> None:
    """The other cells stand around a value."""
    about = {one.value: one.about for one in cells_of(row)}
    assert set(about) == {"L-12", "340", "wool"}
    assert "wool" in about["340"]
    assert "wool" not in about["wool"]


def test_a_sentence_with_commas_is_no_row() -> None:
    """It is one clause after the other."""
    text = "The hall is warm, the kiln is cold, nobody looked at the loom"
    assert {"The hall": "warm", "the kiln": "cold"}.items() <= keyed(text).items()
    assert text in {one.value for one in cells_of(text) if one.is_prose}


@pytest.mark.parametrize(
    ("value", "plain"),
    [("The  North Hall.", "north hall"), ("`celadon` (new)", "celadon"), ('"Beech"', "beech")],
)
def test_a_plain_value_has_no_signs_around_it(value: str, plain: str) -> None:
    """No article, no quotes and nothing in brackets behind it."""
    assert Cell("", frozenset(), value, value).plain == plain


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("before", ["", '{"'])
def test_hostile_output_costs_time_in_proportion(before: str, piece: str) -> None:
    """16 kB made of one piece take no longer than other output."""
    text = before + piece * (16_000 // len(piece))
    started = process_time()
    cells_of(text)
    assert process_time() - started < 1
