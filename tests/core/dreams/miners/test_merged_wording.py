"""How a merged entry is worded: whole sentences, and nothing told twice in a row."""

import pytest
from support.dreaming import accepted, base_file

from core.dreams.material.memories.draft import draft_of
from core.dreams.miners.duplicates import duplicates

# fmt: off
# ruff: noqa: E501
MERGED = [
    (
        "Take 2.5 hl off whatever the level gauge of BT-66 says, it reads too high. The dipstick is right about the level.",
        "The level gauge of BT-66 shows 2.5 hl more than is in it. It has been so since the foam in spring.",
        "Take 2.5 hl off whatever the level gauge of BT-66 says, it reads too high. The dipstick is right about the level. It has been so since the foam in spring.",
    ),
    (
        "Never charge a battery that fell from a van. It goes into the sand box and stays there for 48 hours.",
        "A battery that has been dropped out of a van is not to be charged any more; put it in the box with sand for 48 h.",
        "Never charge a battery that fell from a van. It goes into the sand box and stays there for 48 hours.",
    ),
    (
        "The loading bay of hall 4 closes at 18:00.",
        "The loading bay of hall 4 closes at 18:00 because of the neighbours.",
        "The loading bay of hall 4 closes at 18:00 because of the neighbours.",
    ),
    (
        "Refunds above 500 EUR need a second signature.",
        "Refunds above 500 EUR need a second signature, and the desk lead signs last.",
        "Refunds above 500 EUR need a second signature, and the desk lead signs last.",
    ),
]
# fmt: on


@pytest.mark.parametrize(("first", "second", "merged"), MERGED)
def test_a_merged_entry_says_everything_once(first: str, second: str, merged: str) -> None:
    """What only repeats goes, and what is added can stand by itself."""
    files = [
        base_file("/about/rules.md", f"# Rules\n\n- {first}\n"),
        base_file("/notes/shift.md", f"# Notes\n\n- {second}\n"),
    ]
    after = accepted(files, duplicates(draft_of(files)))
    assert after[0].text == f"# Rules\n\n- {merged}\n"
