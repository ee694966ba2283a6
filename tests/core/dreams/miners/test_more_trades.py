"""Statements of many trades beside their rewordings, and beside what must stay apart from them."""

import pytest
from support.dreaming import base_file
from support.more_trades import LOOKALIKE, REWORDED

from core.dreams.material.memories.draft import draft_of
from core.dreams.miners.duplicates import duplicates
from core.dreams.proposal import Finding


def found(*texts: str) -> list[Finding]:
    """What the miner finds in heaps of notes with one entry each."""
    files = [
        base_file(f"/learned/week-{number:03}.md", f"# Lessons of week {number}\n\n- {text}\n")
        for number, text in enumerate(texts)
    ]
    return duplicates(draft_of(files))


@pytest.mark.parametrize("pair", REWORDED)
def test_a_rewording_is_merged(pair: tuple[str, str]) -> None:
    """One entry stays."""
    (finding,) = found(*pair)
    assert finding.edits


@pytest.mark.parametrize("pair", LOOKALIKE)
def test_a_lookalike_stays_apart(pair: tuple[str, str]) -> None:
    """The contrary, another statement, another thing, number, day or place."""
    assert not any(finding.edits for finding in found(*pair))
