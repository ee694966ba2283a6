"""Values in plain words: what a tool shows under a name, and what stands there elsewhere."""

import pytest
from support.dreaming import base_file

from core.dreams.extract.shown.cells import cells_of
from core.dreams.material.claims.claim import Claim
from core.dreams.material.memories.draft import draft_of
from core.dreams.material.seeing.phrases import Phrases, may_be_phrase

SUBJECTS = frozenset({"brig-2"})
SHOWN = (
    "brig: brig-4\nhoist: by steam winch",
    "brig: brig-5\nhoist: by hand",
    "brig: brig-5\nrope: hemp",
    "brig: brig-6\nrope: sisal",
    "brig: brig-6\nberth: qz-17",
    "brig: brig-7\npier: qz-22",
    "brig: brig-7\noiling: after harvest",
    "brig: brig-8\noiling: daily",
    "brig: brig-8\nstate: ready",
)


def claims(text: str, shown: tuple[str, ...] = SHOWN) -> dict[str, Claim]:
    """What one entry claims in plain words, beside these outputs."""
    phrases = Phrases((cell for output in shown for cell in cells_of(output)), SUBJECTS)
    (entry,) = draft_of((base_file("/a.md", f"- {text}\n"),)).entries
    return {claim.text: claim for claim in phrases.claims_of(entry)}


@pytest.mark.parametrize(
    ("text", "phrase", "rivals"),
    [
        ("The sail of `brig-2` is hoisted by hand.", "by hand", {"by steam winch"}),
        ("The sail of `brig-2` is hoisted By Hand.", "By Hand", {"by steam winch"}),
        ("The ropes of `brig-2` are hemp, and dry.", "hemp", {"sisal"}),
        # Beside what the value is called one word is enough inside of a sentence.
        ("The hemp rope of `brig-2` is long.", "hemp", {"sisal"}),
        # Codes of one form are rivals wherever they stand.
        ("`brig-2` lies at qz-17.", "qz-17", {"qz-22"}),
        # How often is a value that no tool has to show.
        ("The mast of `brig-2` is oiled weekly.", "weekly", {"daily", "after harvest"}),
    ],
)
def test_a_value_that_is_shown_is_claimed(text: str, phrase: str, rivals: set[str]) -> None:
    """With what stands under the same name, and about what it is."""
    claim = claims(text)[phrase]
    assert claim.rivals == rivals
    assert claim.names == ("brig-2",)


@pytest.mark.parametrize(
    "text",
    [
        "All hemp `brig-2` has was sold to the mill.",
        "The sail is hoisted by hand.",
    ],
)
def test_what_is_over_or_belongs_to_nothing_is_not(text: str) -> None:
    """One word beside others in what was done, and what names nothing."""
    assert claims(text) == {}


@pytest.mark.parametrize(
    ("text", "value", "link"),
    [
        ("The sail of `brig-2` is made by nuns.", "nuns", "by"),
        ("`brig-2` is ready.", "ready", "is"),
    ],
)
def test_what_no_tool_shows_is_a_value_by_its_place(text: str, value: str, link: str) -> None:
    """Then it is known which kind of word it stands behind."""
    assert claims(text)[value].link == link


def test_what_the_entry_says_too_is_no_rival() -> None:
    """An entry that names both speaks of both."""
    text = "The sail of `brig-2` is hoisted by hand, and by steam winch in a calm."
    assert claims(text)["by hand"].rivals == frozenset()


def test_names_that_share_a_telling_value_are_one_kind() -> None:
    """Then the values of either name are rivals, but only those of the same name are direct."""
    shown = ("hoist: by steam winch", "hoist: by hand", "lift: by hand", "lift: by two oxen")
    claim = claims("The sail of `brig-2` is hoisted by steam winch.", shown)["by steam winch"]
    assert claim.rivals == {"by hand", "by two oxen"}
    assert claim.direct == {"by hand"}


def test_what_stands_behind_a_colon_needs_no_tool() -> None:
    """It is the value of what is named before it."""
    claim = claims("Steersman of `brig-2`: old uncle", ())["old uncle"]
    assert claim.link == "is"
    assert claim.rivals == frozenset()


@pytest.mark.parametrize("value", ["by hand", "hemp", "qz-17", "north hall"])
def test_few_plain_words_may_be_a_value(value: str) -> None:
    """Or a code."""
    assert may_be_phrase(value)


@pytest.mark.parametrize(
    "value", ["", "ab", "true", "ready", "12", "12 kg", "of the", "staging", "one a two b three c"]
)
def test_numbers_states_and_sentences_are_none(value: str) -> None:
    """Nor are environments, and words that only join others."""
    assert not may_be_phrase(value)
