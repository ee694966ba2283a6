"""Sentences of manuals that share most of their words: what says two things is never merged."""

import pytest
from support.dreaming import base_file
from support.neighbours import APART, TOGETHER

from core.dreams.inputs import BaseFile
from core.dreams.material.memories.draft import draft_of
from core.dreams.miners.duplicates import duplicates


def in_one_list(first: str, second: str) -> list[BaseFile]:
    """Two items below one heading."""
    return [base_file("/guide/use.md", f"# Use\n\n* {first}\n* {second}\n")]


def in_two_sections(first: str, second: str) -> list[BaseFile]:
    """A paragraph in each of two sections of a page."""
    return [base_file("/guide/use.md", f"# Use\n\n## Short\n\n{first}\n\n## Long\n\n{second}\n")]


def in_two_pages(first: str, second: str) -> list[BaseFile]:
    """Pages with a summary and a description each."""
    return [
        base_file(f"/guide/{name}.md", f"# {name}\n\n## Description\n\n{text}\n")
        for name, text in (("take", first), ("give", second))
    ]


PLACES = (in_one_list, in_two_sections, in_two_pages)


@pytest.mark.parametrize("pair", APART)
def test_what_says_two_things_is_not_merged(pair: tuple[str, str]) -> None:
    """Wherever the two stand, and whichever comes first."""
    for place in PLACES:
        for first, second in (pair, pair[::-1]):
            found = duplicates(draft_of(place(first, second)))
            assert not any(finding.edits for finding in found), place.__name__


@pytest.mark.parametrize("pair", TOGETHER)
def test_what_says_one_thing_is_merged(pair: tuple[str, str]) -> None:
    """Below one heading."""
    assert any(finding.edits for finding in duplicates(draft_of(in_one_list(*pair))))


@pytest.mark.parametrize(
    "text", ["To see all of them, run this:", "**For example:**", "[The release](/cli/release)"]
)
def test_what_belongs_where_it_is_stays_there(text: str) -> None:
    """What leads to the next lines, or is a link below "See also", is no duplicate of another."""
    assert not duplicates(draft_of(in_two_pages(text, text)))
