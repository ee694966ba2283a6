"""Claims: the values in an entry, what has them, and whether it says how things are."""

from time import process_time

import pytest
from support.dreaming import base_file

from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claims import claims_of
from core.dreams.material.claims.plain_facts import is_denied, says_how_it_is
from core.dreams.material.memories.draft import draft_of
from core.dreams.material.seeing.literals import literal_claims

# fmt: off
# ruff: noqa: E501
GIVEN = [
    ("`kiln-7` holds for 40 min.", [("quantity/time", "40 min", "kiln-7")]),
    ("`kiln-7` opens at 06:15.", [("time", "06:15", "kiln-7")]),
    ("`loom-3` listens on port 7411.", [("number", "7411", "loom-3")]),
    ("`loom-3` runs Python 3.11.", [("version", "3.11", "loom-3")]),
    ("Set `warp_max = 340` on `loom-3`.", [("number", "340", "loom-3")]),
    ("The steward of `loom-3` is Ada Quist.", [("name", "Ada Quist", "loom-3")]),
    # Marks of emphasis stand around a value, and shift none.
    ("**Steward** of `loom-3` is **Ada** Quist.", [("name", "Ada Quist", "loom-3")]),
    ("`loom-3` is **Ada Quist's**.", [("name", "Ada Quist", "loom-3")]),
    # The number is a part of the name.
    ("AeroBrew 3 holds 40 litres.", [("quantity/volume", "40 litres", "aerobrew 3")]),
    # What the value is called is no name.
    ("The pool size of `loom-3` (`pool_size`) is 12.", [("number", "12", "loom-3")]),
    # What has it is not named.
    ("It holds for 40 min.", [("quantity/time", "40 min")]),
    # A number that a value stands behind is what the value is called.
    ("`kiln-7` programs: 1 = 40 min, 2 = 90 min.", [("quantity/time", "40 min", "kiln-7"), ("quantity/time", "90 min", "kiln-7")]),
    # It was so.
    ("`kiln-7` was held for 40 min.", []),
]
STILL_SO = [
    ("Returned crates stay in bay 4 for 72 hours, then they are sold.", "72 hours"),
    ("`kiln-7` locks after 5 failed firings.", "5"),
    ("Returned crates of the north hall are counted every 3 weeks.", "3 weeks"),
    ("Plates for `loom-3` are cut with the card 14 of lab-shared.", "14"),
    ("Copies of the plates of `loom-3`: kept for 24 hours.", "24 hours"),
    ("`loom-3`: old patterns removed after 14 days", "14 days"),
    ("Members of `loom-3` can have 40 pieces booked at most.", "40"),
    ("Tolerance of `scale-2`: 600 g (we had drift in the spring).", "600 g"),
    ("`crane-1` lifts up to 16 t, was raised after the tests.", "16 t"),
    ("warp limit of `loom-3` was doubled, warpMax=2000", "2000"),
]
OVER = [
    ("Moved crates of `kiln-7` to bay 4 for 72 hours.", "72 hours"),
    ("`kiln-7` was held for 40 min, warm.", "40 min"),
    ("After the move, `kiln-7` got 40 pots.", "40"),
    ("`kiln-7` stopped after 40 min.", "40 min"),
    ("`kiln-7` was to be raised to 40 pots.", "40"),
]
PAIRS = [
    ("`tar-8` default is 12.3.0, `zip-8` default is 12.2", {"12.3.0": ("tar-8",), "12.2": ("zip-8",)}),
    ("Timers: `sow-7` (02:15 UTC) and `reap-7` (03:40 UTC).", {"02:15 UTC": ("sow-7",), "03:40 UTC": ("reap-7",)}),
    ("`kiln-7` stands beside `kiln-8`, its limit is 40 pots.", {"40": ("kiln-7", "kiln-8")}),
]
PLAIN = [
    ("`kiln-7` holds for 40 min.", "40 min"),
    ("`kiln-7` stops after 40 min.", "40 min"),
    ("Firing `kiln-7` starts 4 weeks after the order.", "4 weeks"),
    ("New pots in `kiln-7` wait 40 min until they are fired.", "40 min"),
    ("`kiln-7` takes no more than 40 pots.", "40"),
    ("`kiln-7` is looked after by Ada.", "Ada"),
    ("`kiln-7` holds for 40 min, and never in the rain.", "40 min"),
    ("`kiln-7` holds for 40 min, so after a power cut nobody has to start it again.", "40 min"),
    ("`kiln-7` holds for 40 min, saw it while it cooled.", "40 min"),
    ("`kiln-7` holds for 40 min after the move to the new hall.", "40 min"),
    ("The limit of `kiln-7` is 40 pots, Ada raised it after the cold winter.", "40"),
    ("`kiln-7` drops what isn't fetched for 40 min. No refund, sorry.", "40 min"),
]
NOW_SO = [
    ("2026-05-02 \u2013 `kiln-7` gets fired every 90 min nowadays, Ada lifted the limit.", "90 min"),
    ("`kiln-7` was rebuilt in May, it's at 40 bar now.", "40 bar"),
    ("The limit of `kiln-7` went to 40 pots with the new grate.", "40"),
    ("Limit of `kiln-7` is 40 pots since the big ones came.", "40"),
    ("`kiln-7` keeps pots for six days.", "six days"),
    ("`KLN7` 2.5.1 was installed in May.", "2.5.1"),
    ("The link is KL7 2.5.1, see any head line.", "2.5.1"),
]
NOT_PLAIN = [
    ("If it rains, `kiln-7` holds for 40 min.", "40 min"),
    ("`kiln-7` holds for 40 min because the clay is wet.", "40 min"),
    ("`kiln-7` holds for 40 min before each firing.", "40 min"),
    ("`kiln-7` does not hold for 40 min.", "40 min"),
    ("`kiln-7` isn\u2019t held for 40 min.", "40 min"),
]
# fmt: on


def claims(text: str, subjects: frozenset[str] = frozenset()) -> tuple[Claim, ...]:
    """What the only entry of a memory claims."""
    (entry,) = draft_of((base_file("/a.md", f"- {text}\n"),)).entries
    return claims_of(entry, subjects)


@pytest.mark.parametrize(("text", "given"), GIVEN)
def test_a_value_is_claimed_of_what_is_named(text: str, given: list[tuple[str, ...]]) -> None:
    """Measures, versions, times, and names that something is given."""
    assert [(one.kind, one.text, *one.names) for one in claims(text)] == given


@pytest.mark.parametrize(("text", "value"), STILL_SO)
def test_what_only_looks_like_the_past_is_claimed(text: str, value: str) -> None:
    """A participle before a noun, a rule, and what another clause tells of the past."""
    assert value in [one.text for one in claims(text)]


@pytest.mark.parametrize(("text", "value"), OVER)
def test_what_was_so_is_not_claimed(text: str, value: str) -> None:
    """A deed at the beginning, or in the clause of the value."""
    assert value not in [one.text for one in claims(text)]


@pytest.mark.parametrize(("text", "value"), NOW_SO)
def test_what_is_so_is_claimed_whatever_else_was_done(text: str, value: str) -> None:
    """Another clause tells of the past."""
    assert value in [one.text for one in claims(text)]


def test_a_number_in_words_has_a_unit_if_it_is_no_rough_one() -> None:
    """Who writes of two seconds means few."""
    kinds = {
        one.text: one.kind
        for text in ("`kiln-7` rests two seconds", "`kiln-7` rests for six days")
        for one in claims(text)
    }
    assert kinds == {"two": "number", "six days": "quantity/time"}


@pytest.mark.parametrize("amount", ["30 €", "€30", "EUR 30", "30 EUR"])
def test_an_amount_is_the_same_on_whichever_side_its_sign_is(amount: str) -> None:
    """By its sign or by its code."""
    (one,) = (one for one in claims(f"`kiln-7` costs {amount} a day.") if one.is_measure)
    assert (one.kind, one.norm) == ("quantity/money", "money:30.003")


def test_the_number_of_a_ticket_is_no_value() -> None:
    """It names what was asked for."""
    assert claims("`kiln-7` holds pots (#2073)") == ()


@pytest.mark.parametrize(("text", "names"), PAIRS)
def test_each_of_several_values_is_of_the_name_beside_it(
    text: str, names: dict[str, tuple[str, ...]]
) -> None:
    """Unless a clause names nothing, or several things."""
    found = claims(text)
    assert {one.text: one.names for one in found if one.text in names} == names
    assert all(one.is_set for one in found if one.text in names)


@pytest.mark.parametrize("text", ["**2 Nov** the vat holds 40 pots", "Sep 17: it holds 40 pots"])
def test_a_day_without_its_year_is_neither_a_name_nor_a_value(text: str) -> None:
    """It tells when somebody wrote it down."""
    assert [(one.text, one.names) for one in claims(text)] == [("40", ())]


@pytest.mark.parametrize(("text", "value"), PLAIN)
def test_a_plain_fact_has_no_condition_and_no_denial(text: str, value: str) -> None:
    """A bound, a time after which something is, and another clause do not count."""
    assert says_how_it_is(text, value)
    assert all(one.is_plain for one in claims(text) if one.text == value)


@pytest.mark.parametrize(("text", "value"), NOT_PLAIN)
def test_what_holds_under_a_condition_is_no_plain_fact(text: str, value: str) -> None:
    """Nor what has a reason, is done on an occasion, or is denied."""
    assert not says_how_it_is(text, value)
    assert [one.is_plain for one in claims(text) if one.text == value] in ([], [False])


def test_a_denial_counts_in_the_clause_of_the_value() -> None:
    """By default in the whole sentence."""
    text = "`kiln-7` holds for 40 min, and never in the rain"
    assert not is_denied(text, "40 min")
    assert is_denied(text, "rain")
    assert is_denied(text)


def test_of_two_values_of_a_kind_none_is_the_one() -> None:
    """Another value would contradict neither."""
    assert [one.is_set for one in claims("`loom-3` has 12 or 14 shafts.")] == [False, False]
    assert [one.is_set for one in claims("`loom-3` has 12 shafts.")] == [True]


def test_a_subject_of_the_store_is_a_name_however_plain() -> None:
    """And names of the store that are longer are kept beside it."""
    subjects = frozenset({"lane 4", "lane 4 west"})
    (claim,) = claims("The lamp of lane 4 has 60 watts.", subjects)
    assert (claim.names, claim.longer, claim.text) == (("lane 4",), ("lane 4 west",), "60")


def test_a_long_row_of_values_claims_nothing() -> None:
    """It belongs to no one thing."""
    assert len(claims(f"`loom-3` has {' '.join(map(str, range(30, 40)))}.")) == 10
    assert claims(f"`loom-3` has {' '.join(map(str, range(30, 60)))}.") == ()


def test_environments_are_a_part_of_every_claim() -> None:
    """Wherever in the entry they stand."""
    (claim,) = claims("In staging `loom-3` has 12 shafts.")
    assert claim.environments == {"staging"}


@pytest.mark.parametrize(
    "piece",
    ["4 ", "4 min ", "1.2.3 ", "a_b ", "`a_b` ", "`k = 4` ", "Ada ", "AB ", "is ", "if ", ". A", "** "],
)  # fmt: skip
def test_a_hostile_entry_costs_time_in_proportion(piece: str) -> None:
    """16 kB of one piece claim little, and take no time."""
    text = f"`kiln-7` {piece * (16_000 // len(piece))}"
    entries = draft_of((base_file("/a.md", f"- {text}\n"),)).entries
    started = process_time()
    for entry in entries:
        claims_of(entry)
    assert process_time() - started < 1.5


@pytest.mark.parametrize("word", ["x" * 16_000, "x-" * 8_000], ids=["letters", "hyphens"])
def test_a_hostile_word_before_a_name_costs_time_in_proportion(word: str) -> None:
    """It may be what the name is a part of, as in "the side gate of"."""
    text = f"- {word} of `kiln-7` is 4 min of `mill-3`\n"
    (entry,) = draft_of((base_file("/a.md", text),)).entries
    started = process_time()
    claims_of(entry)
    list(literal_claims(entry, ("kiln-7",)))
    assert process_time() - started < 0.7
