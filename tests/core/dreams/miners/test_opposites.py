"""The same words with other small words between them: what says the opposite is never merged."""

import re

import pytest
from support.dreaming import base_file
from support.opposites import ALIKE, OPPOSITE

from core.dreams.bench.domains import DEVELOPMENT
from core.dreams.extract.values.figures import in_figures
from core.dreams.inputs import BaseFile
from core.dreams.material.memories.draft import draft_of
from core.dreams.material.sameness.logic import logic_differs
from core.dreams.miners.duplicates import duplicates


def in_two_memories(first: str, second: str) -> list[BaseFile]:
    """One entry in each of two heaps of notes."""
    return [
        base_file(f"/learned/week-{number:03}.md", f"# Lessons of week {number}\n\n- {text}\n")
        for number, text in enumerate((first, second))
    ]


def in_one_memory(first: str, second: str) -> list[BaseFile]:
    """Two items of one list."""
    return [base_file("/rules.md", f"# Rules\n\n- {first}\n- {second}\n")]


def in_a_paragraph(first: str, second: str) -> list[BaseFile]:
    """The one among other sentences, the other as an item."""
    paragraph = f"The plant opens at 7:00. {first} Lockers take a coin."
    return [
        base_file("/learned/plant.md", f"# Lessons\n\n{paragraph}\n"),
        base_file("/learned/desk.md", f"# Notes\n\n- {second}\n"),
    ]


PLACES = (in_two_memories, in_one_memory, in_a_paragraph)


@pytest.mark.parametrize("pair", OPPOSITE)
def test_the_opposite_is_not_merged(pair: tuple[str, str]) -> None:
    """Wherever the two stand, and whichever comes first."""
    for place in PLACES:
        for first, second in (pair, pair[::-1]):
            found = duplicates(draft_of(place(first, second)))
            assert not any(finding.edits for finding in found), place.__name__


@pytest.mark.parametrize("pair", ALIKE)
def test_small_words_of_one_kind_are_merged(pair: tuple[str, str]) -> None:
    """When and if, until and till, the condition in front or behind, in the passive."""
    for place in PLACES:
        found = duplicates(draft_of(place(*pair)))
        assert any(finding.edits for finding in found), place.__name__


WORDINGS = tuple(
    re.sub(r"<(\w+)>", r"zed-\1", form)
    for domain in DEVELOPMENT
    for rule in domain.rules
    for form in rule.forms
)
"""How the rules of the invented worlds are worded, with names in them."""
EXCHANGED = (
    (r"\b(?<!only )(?:if|when|whenever|as soon as)\b", "unless"),
    (r"\b(?<!only )(?:if|when|whenever|as soon as)\b", "even if"),
    (r"\b(?<!only )(?:if|when)\b", "only if"),
    (r"\bunless\b", "if"),
    (r"\buntil\b", "after"),
    (r"\bbefore\b", "after"),
    (r"\bbefore\b", "while"),
    (r"\bafter\b", "before"),
    (r"\bafter\b", "until"),
    (r"\bwhile\b", "until"),
    (r"\bwithout\b", "with"),
    (r"\bmust\b", "may"),
    (r"\b(?:all|every|each)\b", "some"),
    (r"\bat most\b", "at least"),
    (r"\band\b", "or"),
    (r"\bnever\b", "always"),
    (r"\bfrom\b", "to"),
)


@pytest.mark.parametrize(("word", "other"), EXCHANGED)
def test_a_small_word_of_another_kind_is_never_merged(word: str, other: str) -> None:
    """In no wording of any invented world that miners are developed with."""
    asked = 0
    for text in WORDINGS:
        changed = re.sub(word, other, text, count=1)
        if changed != text:
            asked += 1
            found = duplicates(draft_of(in_two_memories(text, changed)))
            assert not any(finding.edits for finding in found), changed
    assert asked


@pytest.mark.parametrize("pair", OPPOSITE)
def test_which_comes_first_makes_no_difference(pair: tuple[str, str]) -> None:
    """What tells two texts apart tells them apart the other way round too."""
    one, other = map(in_figures, pair)
    assert logic_differs(one, other) == logic_differs(other, one)
