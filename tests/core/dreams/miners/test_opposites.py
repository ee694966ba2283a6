"""The same words with other small words between them: what says the opposite is never merged."""

import pytest
from support.dreaming import base_file
from support.opposites import ALIKE, OPPOSITE

from core.dreams.inputs import BaseFile
from core.dreams.material.draft import draft_of
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
