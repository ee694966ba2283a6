"""The clause of an entry that gives a value."""

import pytest
from support.dreaming import base_file

from core.dreams.material.claims.stated import stated
from core.dreams.material.memories.draft import draft_of

CLAUSES = [
    ("loftd sits in front (shared mode), default_tray_size is 40", "40", "default_tray_size is 40"),
    ("Trays are kept by Larder for 7 days, so after a flood nothing is lost.", "7 days", "Trays are kept by Larder for 7 days"),
    ("The kiln is asked every 5 minutes for crumbs and fed once a night.", "5 minutes", "The kiln is asked every 5 minutes"),
    ("2026-05-02 kiln hall: 16 shelves after the extension (4 more from the attic)", "16", "kiln hall: 16 shelves"),
    ("Loft 1.9.4 in prod, warnings are fine. Ask Ada.", "1.9.4", "Loft 1.9.4"),
    # What says of which of several cases it is true stays.
    ("In winter, the kiln holds 40 pots", "40", "In winter, the kiln holds 40 pots"),
    ("The side gate, for staff on foot, takes code 6849.", "6849", "The side gate, for staff on foot, takes code 6849"),
]  # fmt: skip
# ruff: noqa: E501


@pytest.mark.parametrize(("text", "value", "clause"), CLAUSES)
def test_what_stands_beside_it_is_left_out(text: str, value: str, clause: str) -> None:
    """Asides, what follows from it, what it is good for, and since when it is so."""
    (entry,) = draft_of((base_file("/a.md", f"- {text}\n"),)).entries
    assert stated(entry, value).text == clause
