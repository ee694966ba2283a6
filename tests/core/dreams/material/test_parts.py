"""Which part of an entry a value stands in."""

import pytest

from core.dreams.material.claims.parts import has_other_clauses, has_other_sentences, parts_of

CHECKS = "Cabinets are checked every 7 days, by two people. Reels rest 24 hours in the lock."


@pytest.mark.parametrize(
    ("text", "seen", "unseen", "part"),
    [
        (CHECKS, ["two"], ["7 days", "24 hours"], "by two people"),
        (CHECKS, ["24 hours"], ["7 days"], "Reels rest 24 hours in the lock"),
        (CHECKS, ["24 hours", "two"], ["7 days"], "by two people; Reels rest 24 hours in the lock"),
        ("Old films: 214 reels, 16 mm, mostly comedies.", ["16 mm"], ["214"], "16 mm"),
        ("Films from 1931 to 1958.", ["1931"], ["1958"], "Films from 1931"),
        ("Pond Alma holds 680 m3.", ["680 m3"], ["Pond Alma"], "Pond Alma holds 680 m3"),
        ("**Port** of `x` is `7411`.", ["7411"], [], "Port of x is 7411"),
        ("Nothing of it.", ["7411"], [], ""),
        ("Server is 16.4 so `pg_stat_io` can be used.", ["16.4"], [], "Server is 16.4"),
        ("Runs at 02:30; the export waits for it.", ["02:30"], [], "Runs at 02:30"),
        (
            "Since May it runs at 02:30; the export waits.",
            ["02:30"],
            [],
            "Since May it runs at 02:30",
        ),
    ],
)
def test_the_part_is_told_in_the_words_of_the_entry(
    text: str, seen: list[str], unseen: list[str], part: str
) -> None:
    """As a clause without a stop, and without values that were not seen."""
    assert parts_of(text, seen, unseen) == part


@pytest.mark.parametrize(
    ("text", "has_other"),
    [
        (CHECKS, True),
        ("Ask Mr. Hale for 24 hours.", False),
        ("It takes ca. 24 hours.", False),
        ("It takes **24** hours. Sure.", False),
    ],
)
def test_a_short_form_with_a_stop_makes_no_other_sentence(text: str, *, has_other: bool) -> None:
    """Nor does a value that is not written as it was read tell in which sentence it stands."""
    assert has_other_sentences(text, ["24 hours" if "*" not in text else "twenty"]) is has_other


@pytest.mark.parametrize(
    ("text", "has_other"),
    [
        ("It starts at 24 hours; the export waits for it.", True),
        ("Keys live 24 hours, so clients must retry.", True),
        ("Keys live 24 hours and nothing more.", False),
        ("Keys live 24 hours, left pile, brown box.", False),
    ],
)
def test_what_another_clause_says_was_not_seen(text: str, *, has_other: bool) -> None:
    """A list of names and an addition without a verb say nothing of their own."""
    assert has_other_clauses(text, ["24 hours"]) is has_other
