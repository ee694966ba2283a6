"""Entries that lie close to each other in memories about many things: one stays, or both do."""

import pytest
from support.dreaming import base_file
from support.near_misses import APART, RETOLD

from core.dreams.inputs import BaseFile
from core.dreams.material.memories.draft import draft_of
from core.dreams.miners.duplicates import duplicates

MISSED = (
    "For a day in the past",
    "Amounts are",
    "Reload the belt file",
    "stores/lift.md",
    "notes/kim.md|**Sep 3**",
    "Refunds over",
    "The delta check",
)
"""They begin so, and are not known again: better missed than merged by too weak a rule."""


def in_their_memories(first: str, second: str) -> list[BaseFile]:
    """Each in the memory that it names, else in the notes of a week."""
    texts: dict[str, str] = {}
    for number, told in enumerate((first, second)):
        path, _, text = told.rpartition("|")
        path = path or f"learned/week-{number}.md"
        title = path.rpartition("/")[2].removesuffix(".md").replace("-", " ").capitalize()
        texts.setdefault(f"/{path}", f"# {title}\n")
        texts[f"/{path}"] += f"\n{text}\n"
    return [base_file(path, text) for path, text in texts.items()]


def among_others(first: str, second: str) -> list[BaseFile]:
    """The one between two other sentences, the other as an item."""
    paragraph = f"The plant opens at 7:00. {first} Lockers take a coin."
    return [
        base_file("/learned/plant.md", f"# Lessons\n\n{paragraph}\n"),
        base_file("/learned/desk.md", f"# Notes\n\n- {second}\n"),
    ]


def in_one_list(first: str, second: str) -> list[BaseFile]:
    """Two items of one memory."""
    return [base_file("/rules.md", f"# Rules\n\n- {first}\n- {second}\n")]


@pytest.mark.parametrize("pair", APART)
def test_what_only_looks_alike_stays_apart(pair: tuple[str, str]) -> None:
    """Wherever the two stand, and whichever comes first."""
    is_placed = any("|" in told for told in pair)
    for place in (in_their_memories, *(() if is_placed else (among_others, in_one_list))):
        for first, second in (pair, pair[::-1]):
            found = duplicates(draft_of(place(first, second)))
            assert not any(finding.edits for finding in found), place.__name__


@pytest.mark.parametrize("pair", [pair for pair in RETOLD if not pair[0].startswith(MISSED)])
def test_what_is_told_again_becomes_one(pair: tuple[str, str]) -> None:
    """In other words, under another title, or in one of several sentences."""
    for first, second in (pair, pair[::-1]):
        found = duplicates(draft_of(in_their_memories(first, second)))
        assert any(finding.edits for finding in found)


@pytest.mark.parametrize(
    "pair",
    [
        (
            "Oil the lathe with pump 2 and then clean tray 9.",
            "Clean tray 9 and then oil the lathe.",
        ),
        ("Salt and pepper stand on shelf 3.", "Pepper and salt stand on shelf 3."),
    ],
)
def test_words_that_only_change_their_order_in_a_list_are_merged(pair: tuple[str, str]) -> None:
    """And two orders told the other way round are not."""
    found = duplicates(draft_of(in_their_memories(*pair)))
    assert any(finding.edits for finding in found) == pair[0].startswith("Salt")
