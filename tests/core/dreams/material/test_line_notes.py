"""Which paragraphs are notes, one a line, and which are one text with breaks in it."""

import pytest

from core.dreams.material.memories.cutting import entries_of
from core.dreams.material.memories.line_notes import are_notes

NOTES = (
    "The kiln cools for 9 hours.\nGlaze 14 needs a stirred bucket.\nSpare cones lie in bay 2.",
    "kiln keys hang at the desk.\nGlaze 14 needs a stirred bucket.\nCones lie in bay 2.\n`x` is.",
    "**Mar 3** belt of the lathe changed\n**Mar 9** coolant is Blasocut\n**Mar 11** vice sticks",
    "Lathe: belt 14 fits.\nDrill: chuck of the old one.\n3D printer: PLA only.",
    "2026-03-03 the lathe got belt 14\n2026-03-09 coolant changed\n2026-03-11 vice replaced",
)
LONG = "The kiln cools for nine hours before anybody opens it, and so does that"
WHOLE = (
    # Broken at a margin.
    f"{LONG} of the yard.\n{LONG} of ours.\nSpare cones lie in bay 2.",
    # One thought, a sentence a line.
    "The kiln cools for 9 hours.\nIt must not be opened before.\nSpare cones lie in bay 2.",
    "Pull the plug.\nThen wait for the lamp.\nOpen the lid.",
    # A beginning with what belongs to it.
    "The kiln is opened like this:\nPull the plug.\nWait for the lamp.\nOpen the lid.",
    "The kiln cools for 9 hours,\nglaze 14 needs a stirred bucket.\nSpare cones lie in bay 2.",
    # Too little to tell.
    "The kiln cools for 9 hours.\nSpare cones lie in bay 2.",
    "rose\nthistle\nfern\nmoss",
)


@pytest.mark.parametrize("text", NOTES)
def test_notes_one_a_line_are_entries_of_their_own(text: str) -> None:
    """Under the same headings, each at its line."""
    lines = ("# Yard", "", *text.split("\n"))
    found = entries_of("/yard.md", lines)
    assert [entry.lines for entry in found] == [(line,) for line in text.split("\n")]
    assert [entry.start for entry in found] == list(range(3, len(lines) + 1))
    assert {entry.trail[0].text for entry in found} == {"Yard"}


@pytest.mark.parametrize("text", WHOLE)
def test_one_text_with_breaks_in_it_stays_whole(text: str) -> None:
    """At a margin, or after each sentence of what hangs together."""
    assert not are_notes(text.split("\n"))
    assert len(entries_of("/yard.md", text.split("\n"))) == 1
