"""Kinship: what the name of a value and the words of a note may have in common."""

import pytest

from core.dreams.extract.language.lexicon import key_roots
from core.dreams.extract.names.kinship import distant_kin_of, kin_of
from core.dreams.extract.shown.cell import roots_in
from core.dreams.extract.values.quantities import is_unit, unit_in

KIN = [
    # The same word in another form.
    ("retries", "it retries"),
    ("boxes", "one box"),
    # Short for a longer one.
    ("max_conn", "connections"),
    ("temp", "temperature"),
    ("desc", "description"),
    # The end of a longer one.
    ("cart", "pushcart"),
    ("workshop_id", "two shops"),
    # Written as one, and apart.
    ("heatsink", "heat sink"),
    ("heat_sink", "heatsink"),
]
NO_KIN = [
    ("guard", "gardener"),
    ("rate", "ratio"),
    ("kiln", "loom"),
    # Two letters are no abbreviation, nor is a word that is only one letter shorter.
    ("co", "connections"),
    ("conn", "connx"),
    # Light words are everywhere.
    ("rampart", "a part of it"),
]
FAMILIES = [
    ("owner", "it belongs to the hall"),
    ("approver", "she signs"),
    ("cap", "limit"),
    ("listen", "port"),
    ("retention", "its history"),
    ("cadence", "an interval"),
]


def roots(text: str) -> frozenset[str]:
    """The roots of a name or of a text."""
    return key_roots(text) | roots_in(text)


@pytest.mark.parametrize(("name", "said"), KIN)
def test_kin_are_found(name: str, said: str) -> None:
    """A form, an abbreviation, a compound and its parts."""
    assert kin_of(roots(name), roots_in(said))


@pytest.mark.parametrize(("name", "said"), NO_KIN)
def test_what_only_looks_alike_is_no_kin(name: str, said: str) -> None:
    """Letters in common are not enough."""
    assert not kin_of(roots(name), roots_in(said))


@pytest.mark.parametrize(("name", "said"), FAMILIES)
def test_a_family_is_distant_kin_only(name: str, said: str) -> None:
    """Its words have no letters in common."""
    assert distant_kin_of(roots(name), roots_in(said))
    assert not kin_of(roots(name), roots_in(said))


def test_no_family_is_no_kin() -> None:
    """Words of two families, and words of none."""
    assert not distant_kin_of(roots("owner"), roots_in("a limit of wool"))
    assert not distant_kin_of(roots("kiln"), roots_in("kiln"))


@pytest.mark.parametrize(
    ("key", "unit"),
    [
        ("timeout_ms", "ms"),
        ("hold min", "min"),
        ("max (kW)", "kw"),
        ("rate (req/s)", "req/s"),
        ("humidity %", "%"),
        ("retention_days", "days"),
        ("heap-gb", "gb"),
        ("temp_c", "c"),
    ],
)
def test_the_name_of_a_value_ends_with_its_unit(key: str, unit: str) -> None:
    """Behind a blank, a line, or in brackets."""
    assert unit_in(key) == unit


@pytest.mark.parametrize("key", ["", "max", "class", "grid_x", "x", "b", "c", "ms_total", "items"])
def test_most_names_end_with_no_unit(key: str) -> None:
    """One letter by itself is none, and neither is what stands in the middle."""
    assert unit_in(key) == ""


def test_units_have_a_plural() -> None:
    """A word is none."""
    assert all(map(is_unit, ("hour", "hours", "kg", "°c")))
    assert not any(map(is_unit, ("loom", "hou", "")))
