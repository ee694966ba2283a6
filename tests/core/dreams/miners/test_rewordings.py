"""Rewordings: sentences with the same facts in other words, and those that only look like it."""

import pytest
from support.dreaming import base_file

from core.dreams.extract.language.clauses import reading
from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.lexicon import root
from core.dreams.extract.language.polarity import contradict
from core.dreams.extract.language.roles import Role, roles_of
from core.dreams.material.memories.draft import draft_of
from core.dreams.material.sameness.merging import lacks
from core.dreams.miners.duplicates import duplicates
from core.dreams.proposal import Finding


def found(*texts: str) -> list[Finding]:
    """What the miner finds in memories with one entry each, beside one about Willow Quay."""
    files = [
        base_file(f"/notes/{number}.md", f"# {title}\n\n- {text}\n")
        for number, (title, text) in enumerate(zip(TITLES, texts, strict=False))
    ]
    place = base_file("/places/willow-quay.md", "# Willow Quay\n\n- The ferry stops there twice.\n")
    return duplicates(draft_of([*files, place]))


TITLES = ("Handover", "Lessons of the week", "Odds and ends")

# fmt: off
# ruff: noqa: E501
SAME = [
    # The reason stands elsewhere, and another word says what comes first.
    ("Tie up both mooring lines of `ferry-3` before the gangway comes down; the pontoon swings.", "No gangway comes down at `ferry-3` until both mooring lines are tied up - the pontoon swings."),
    ("The pontoon of `ferry-3` swings, so both mooring lines get tied up ahead of the gangway.", "Gangway at `ferry-3`? Tie up both mooring lines first, because of the swinging pontoon."),
    # Negations of another structure.
    ("Never sand the deck of `ferry-3` without covering the winch.", "Sand the deck of `ferry-3` only with the winch covered."),
    ("The kiln `K4` cracks glazed tiles unless it cools for 6 h.", "Glazed tiles crack in kiln `K4` if it has not cooled for 6 h."),
    ("Let kiln `K4` cool for 6 h before glazed tiles come out, or they crack.", "Glazed tiles only come out of kiln `K4` after 6 h of cooling; otherwise they crack."),
    # Numbers at a bound.
    ("Dough in `oven-2` rests for at least 40 min.", "The minimum rest for dough in `oven-2` is 40 min."),
    ("`oven-2` takes at most 18 trays.", "No more than 18 trays fit into `oven-2`."),
    ("Ask Ines Roca before a parcel over 30 kg goes out through `dock-5`.", "Parcels above 30 kg leave through `dock-5` only when Ines Roca was asked."),
    # Nouns that are made of verbs, passives, initials.
    ("Rotation of the signing key of `mailer` needs a restart of the relay.", "After the signing key of `mailer` was rotated, the relay has to be restarted."),
    ("At 22:30 the north door is locked by the night guard of `gate-9`.", "The night guard of `gate-9` locks the north door at 22:30."),
    ("Controlled samples from `lab-2` are counted by two people.", "CS returns: `lab-2` samples are counted by two people."),
    # What a memory is about is a name.
    ("Lower the ramp at Willow Quay slowly, the hinge is worn.", "The worn hinge at Willow Quay: lower the ramp slowly."),
]
# fmt: on


@pytest.mark.parametrize("texts", SAME)
def test_a_rewording_is_merged_and_nothing_of_it_is_lost(texts: tuple[str, str]) -> None:
    """Whatever the order of reason and rule, the negations, the bounds and the forms of words."""
    (finding,) = found(*texts)
    merged = " ".join(line for edit in finding.edits for line in edit.new_lines)
    for text in texts:
        assert reading(text).facts <= reading(merged).facts
        assert not lacks(merged, text)


# fmt: off
APART = [
    # The contrary, the permission, and what need not be done.
    ("Tie up both mooring lines of `ferry-3` before the gangway comes down; the pontoon swings.", "Leave both mooring lines of `ferry-3` untied when the gangway comes down; the pontoon does not swing."),
    ("Visitors of `hall-2` may take pictures of the map.", "Visitors of `hall-2` must never take pictures of the map."),
    ("Rinse `tank-8` before it is filled with cider.", "There is no need to rinse `tank-8` before it is filled with cider."),
    ("Nobody but the porter may open the vault of `hall-2`.", "Anybody may open the vault of `hall-2`, not just the porter."),
    ("Climb on `crane-4` only after it was locked.", "You may climb on `crane-4` without locking it."),
    ("Keep the shutters of `hall-2` down while the glazier works.", "Raise the shutters of `hall-2` while the glazier works."),
    ("Stow the nets of `ferry-3` before a storm.", "Do not stow the nets of `ferry-3` before a storm."),
    # The part that differs stands in a sentence of its own, or is one letter longer.
    ("Every barge for Otter Dock goes in by the weir lock, there is no second way.", "Barge for Otter Dock? By the canal lock or not at all. Fenders out."),
    ("After a westerly storm double the ropes of `ferry-3` for a day.", "After a south-westerly storm double the ropes of `ferry-3` for a day."),
    # The other order, the other end, the other side.
    ("Fill `tank-8` with cider before the rinse.", "Rinse before `tank-8` is filled with cider."),
    ("Parcels above 30 kg leave through `dock-5` at night.", "Parcels below 30 kg leave through `dock-5` at night."),
    ("The lower lock of `canal-4` is emptied first, then the upper one.", "The upper lock of `canal-4` is emptied first, then the lower one."),
    ("The second draft of the Ostrava lease goes to Ada Quist.", "Ada Quist gets the third draft of the Ostrava lease."),
    # Plain words that are values.
    ("Sow spelt on the terrace of `farm-1` in October, or the slugs get it.", "Slugs take barley on the terrace of `farm-1` when it is sown after October."),
    ("The price cache of `quota` is emptied by team Heron after a deploy.", "After a deploy team Heron empties the profile cache of `quota`."),
    ("Wash the filter of `pump-6` after each shift, dust blocks it.", "Grease the filter of `pump-6` after each shift, dust blocks it."),
    ("In `hall-2` the red crates go under the north window.", "Under the north window of `hall-2` stand the yellow crates."),
    ("The gate of `hall-2` is opened by the porter at six.", "The gate of `hall-2` is opened by the cook at six."),
    ("`hall-2` is heated to 19 C in winter.", "`hall-2` is heated to 19 C in summer."),
    ("Six months after delivery claims against `norwind` lapse.", "Six months after signature claims against `norwind` lapse."),
    ("School groups in `hall-2`: no more than eighteen pupils.", "School groups in `hall-2`: no more than thirty pupils."),
    ("Use the red-lidded boxes for `lab-2` samples.", "Use the blue-lidded boxes for `lab-2` samples."),
    # What answers a question, and additions that are built alike.
    ("Call the porter of `hall-2` about lost keys. It has to be Bo Lind.", "Call the porter of `hall-2` about lost keys. It has to be the night crew."),
    ("Who opens the vault of `hall-2`? Bo Lind.", "Who opens the vault of `hall-2`? The cook."),
    # Two things about one place.
    ("Photos of Willow Quay come in sideways; rotate them before filing.", "Willow Quay: open no file without a dated photo."),
]
# fmt: on


@pytest.mark.parametrize("texts", APART)
def test_what_only_looks_like_a_rewording_stays_apart(texts: tuple[str, str]) -> None:
    """Another word at the same place, the contrary, an exemption, another order or side."""
    assert found(*texts) == []


def test_a_third_wording_may_join_two_that_share_too_little() -> None:
    """Each says the same as another one, and nothing tells any two of them apart."""
    texts = (
        "The pontoon of `ferry-3` swings, so both mooring lines get tied up before the gangway.",
        "Tie up both mooring lines of `ferry-3` before the gangway comes down.",
        "Both mooring lines of `ferry-3` are tied up before the gangway; Bo Lind checks the knots.",
    )
    (finding,) = found(*texts)
    assert len(finding.evidence) == 3


def test_an_addition_of_common_words_is_kept() -> None:
    """All its words stand in the merged entry already, but in no sentence of it."""
    (finding,) = found(
        "`lift-2` idle for over 3 days: one brake test before use.",
        "If `lift-2` was idle for over 3 days, test its brake before use. Both brakes, one by one.",
    )
    merged = " ".join(line for edit in finding.edits for line in edit.new_lines)
    assert "Both brakes, one by one" in merged


AT_ODDS = [
    ("Clear the cache after a deploy.", "Do not clear the cache after a deploy.", True),
    ("After every deploy the cache has to be cleared.", "Never clear the cache.", True),
    ("Lift the hatch before it rains.", "No hatch is lifted before it rains.", False),
    ("Never lift the hatch while it rains.", "Close the hatch before it rains.", False),
    ("Seal the jar, or it leaks.", "Leave the jar open, it does not leak.", True),
    ("Seal the jar so that it does not leak.", "Seal the jar, or it leaks.", False),
    ("Each day ends with a wipe of the bench.", "The bench is never wiped.", True),
]


@pytest.mark.parametrize(("one", "other", "are"), AT_ODDS)
def test_what_one_text_denies_the_other_may_not_affirm(one: str, other: str, are: bool) -> None:  # noqa: FBT001
    """Conditions, outcomes and purposes are no statements."""
    assert contradict(one, other) is are
    assert contradict(other, one) is are


ROLES = [
    ("Vent the tank.", "vent", Role.VERB),
    ("The vent leaks.", "vent", Role.NOUN),
    ("The full load runs at night.", "load", Role.NOUN),
    ("`etl` loads the table.", "load", Role.VERB),
    ("It sits at the striped mark.", "strip", Role.NOUN),
    ("Bag the object.", "object", Role.GENERAL),
]


@pytest.mark.parametrize(("text", "word", "role"), ROLES)
def test_a_word_is_a_noun_unless_it_is_told(text: str, word: str, role: Role) -> None:
    """By what stands beside it, and not by a list alone."""
    assert roles_of(text)[root(word)] is role


def test_a_compound_needs_kin_for_each_of_its_parts() -> None:
    """One part that is shared is not enough."""
    assert is_kin("call-out", frozenset({root("call")}))
    assert not is_kin("red-lidded", frozenset({"blue-lidded"}))
    assert is_kin(root("comparison"), frozenset({root("comparable")}))
    assert not is_kin(root("spelt"), frozenset({root("barley")}))
