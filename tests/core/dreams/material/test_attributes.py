"""Attributes: ways to say one thing, learned from where tools show their values."""

import pytest
from support.dreaming import base_file, session

from core.dreams.material.claims.attributes import (
    Attributes,
    add_nothing,
    say_alike,
)
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claims import claims_of
from core.dreams.material.claims.comparable import are_comparable
from core.dreams.material.memories.draft import draft_of
from core.dreams.material.memories.entries import Entry
from core.dreams.material.seeing.confirmation import Sightings
from core.dreams.material.testimony import testimony


def told(text: str) -> tuple[Entry, Claim]:
    """An entry and the first thing that it claims."""
    (entry,) = draft_of((base_file("/a.md", f"- {text}\n"),)).entries
    return entry, claims_of(entry)[0]


def claim(text: str) -> Claim:
    """The first thing that an entry claims."""
    return told(text)[1]


def learned(*seen: tuple[str, str, str]) -> Attributes:
    """What entries teach, each with the command and the output that show its value."""
    attributes = Attributes()
    for text, command, output in seen:
        sightings = Sightings(testimony.Testimony([session("watch", (command, output))]))
        found = sightings.of(claim(text))
        assert [one.is_same for one in found] == [True]
        attributes.learn(claim(text), found)
    return attributes


SOAKS = ("`kiln-7` soaks for 40 min.", "soak kiln-7", "kiln: kiln-7\nidle: 40 min")
DWELLS = ("`kiln-8` dwells for 50 min.", "dwell kiln-8", "kiln: kiln-8\nidle: 50 min")
AGAIN = (
    ("`kiln-3` soaks for 35 min.", "soak kiln-3", "kiln: kiln-3\nidle: 35 min"),
    ("`kiln-4` dwells for 25 min.", "dwell kiln-4", "kiln: kiln-4\nidle: 25 min"),
)
ONE = claim("`kiln-1` soaks for 10 min."), claim("`kiln-1` dwells for 15 min.")


def test_once_may_be_chance_and_twice_is_not() -> None:
    """Two things must have met their name, on either side."""
    once = learned(SOAKS, DWELLS)
    assert once.may_be_one(*ONE)
    assert not once.are_one(*ONE)
    assert not learned(SOAKS, DWELLS, AGAIN[0]).are_one(*ONE)
    assert learned(SOAKS, DWELLS, *AGAIN).are_one(*ONE)


def test_the_same_thing_seen_again_is_still_once() -> None:
    """However often one kiln is looked at."""
    assert not learned(SOAKS, DWELLS, SOAKS, DWELLS).are_one(*ONE)


def test_words_that_agree_need_no_second_time() -> None:
    """The entry and the tool call it the same."""
    attributes = learned(
        ("`kiln-7` idles for 40 min.", "show kiln-7", "kiln: kiln-7\nidle: 40 min"),
        ("The idling of `kiln-8` lasts 50 min.", "show kiln-8", "kiln: kiln-8\nidle: 50 min"),
    )
    idles = claim("`kiln-1` idles for 10 min."), claim("The idling of `kiln-1` lasts 15 min.")
    assert attributes.are_one(*idles)


def test_other_names_are_other_attributes() -> None:
    """And nothing is known of what was never seen."""
    attributes = learned(
        SOAKS, ("`kiln-8` dwells for 50 min.", "dwell kiln-8", "kiln: kiln-8\nfiring: 50 min")
    )
    assert not attributes.may_be_one(*ONE)
    assert not Attributes().may_be_one(*ONE)
    assert Attributes().may_be_one(ONE[0], ONE[0])


def test_the_names_of_a_way_to_say_it_are_known() -> None:
    """Under them the values of others are looked for."""
    assert learned(SOAKS).names_of(ONE[0]) == {("", frozenset({"idl"}))}
    assert learned(SOAKS).names_of(ONE[1]) == frozenset()


# fmt: off
# ruff: noqa: E501
COMPARABLE = [
    ("The hold of `kiln-7` is 40 min.", "`kiln-7` holds for 20 min."),
    ("The steward of `loom-3` is Ada Quist.", "`loom-3` belongs to Bo Lindt."),
]
NOT_COMPARABLE = [
    ("In staging the hold of `kiln-7` is 40 min.", "The hold of `kiln-7` is 20 min."),
    ("The hold of `kiln-7` is 40 min on Monday.", "The hold of `kiln-7` is 20 min."),
    ("The hold of `kiln-7` is 40 min if it rains.", "The hold of `kiln-7` is 20 min."),
    ("The first hold of `kiln-7` is 40 min.", "The second hold of `kiln-7` is 20 min."),
    ("The maximum hold of `kiln-7` is 40 min.", "The minimum hold of `kiln-7` is 20 min."),
    ("The drug fridge of `ward-4` runs at 4 degrees.", "The vaccine fridge of `ward-4` runs at 6 degrees."),
    ("The ladders of `pier-4` last 3 years.", "The fenders of `pier-4` last 5 years."),
]
# fmt: on


@pytest.mark.parametrize(("first", "second"), COMPARABLE)
def test_entries_that_differ_in_a_value_only_are_comparable(first: str, second: str) -> None:
    """In whatever words, and from either side."""
    assert are_comparable(*told(first), *told(second))
    assert are_comparable(*told(second), *told(first))


@pytest.mark.parametrize(("first", "second"), NOT_COMPARABLE)
def test_what_else_differs_keeps_entries_apart(first: str, second: str) -> None:
    """An environment, a day, a condition, a place in a row, the contrary, a part."""
    assert not are_comparable(*told(first), *told(second))
    assert not are_comparable(*told(second), *told(first))


def test_most_words_have_to_be_kin() -> None:
    """One of several is not enough, and a word more on one side adds something to it."""
    short, long = (
        claim("`kiln-7` fires for 40 min."),
        claim("The night firing of `kiln-7` is 20 min."),
    )
    other = claim("The shutter of `kiln-7` closes in 20 min.")
    assert say_alike(short, short)
    assert not say_alike(short, other)
    assert add_nothing(short, long)
    assert not add_nothing(other, long)
