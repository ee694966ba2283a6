"""
The app in a real terminal, on a real workspace full of hostile text: what comes out is looked at
byte by byte. Textual itself lets escapes of the text through, so this is where a leak would show.
"""

import json
import re
import sys
from pathlib import Path

import pytest

import memtui
from tests.support.hostile_tour import BLANK, STOPS
from tests.support.hostile_world import MARK, TEXTS, build
from tests.support.terminal import LEFT, Terminal

ROOT = Path(memtui.__file__).parents[1]

OWN = re.compile(
    rb"\x1b\[(?:[0-9;:]*m"  # colours
    rb"|\d+;\d+H|H|2J|K"  # where to write
    rb"|\?(?:1000|1003|1004|1006|1015|1016|1049|2004|2026|2048|25|7)[hl]"  # modes
    rb"|\?(?:2026|2048)\$p|>1u|<u|>[0-9]*u|\?u|6n|\?6n)"
    rb"|\x1b\]22;[a-z]*\x07"  # the shape of the mouse pointer
)
"""Everything that Textual sends of itself."""


@pytest.fixture(scope="module")
def visit(tmp_path_factory):
    """What came out of one visit of every screen, and what the app itself saw."""
    folder = tmp_path_factory.mktemp("hostile")
    build(folder / "team.db")
    terminal = Terminal(
        [
            *(sys.executable, "-m", "tests.support.hostile_tour"),
            *(str(folder / "team.db"), str(folder / "report")),
        ],
        width=160,
        height=70,
        PYTHONPATH=str(ROOT),
    )
    try:
        code = terminal.read_to_its_end()
    finally:
        terminal.close()
    assert code == 0, terminal.out[-2_000:].decode(errors="replace")
    return terminal.out, json.loads((folder / "report").read_text())


def test_the_app_lives_and_shows_every_text(visit):
    """At every stop there was something to leak."""
    out, report = visit
    assert set(report["seen"]) == {name for name, _ in STOPS} | {"messages"}
    empty = {name for name, count in report["seen"].items() if not count}
    assert empty <= BLANK, empty
    assert "\u241b".encode() in out, "an escape is shown as a marker"
    assert LEFT in out


def test_nothing_painted_acts_or_can_be_clicked(visit):
    """As the app itself holds it, before it goes to the terminal."""
    assert visit[1]["wrong"] == []


def test_no_sequence_is_foreign(visit):
    """Every escape on the wire is one that Textual sends of itself."""
    out, _ = visit
    _, escape, foreign = OWN.sub(b"", out).partition(b"\x1b")
    assert not escape, foreign[:80]
    assert not re.search(rb"\xc2[\x80-\x9f]", out)
    text = out.decode("utf-8", "replace")
    assert not re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e0fff]", text)


def test_a_text_with_an_escape_never_comes_out_as_it_is(visit):
    """Also when it looks like a sequence of our own: the mark behind it tells."""
    # One test for all texts: the visit takes half a minute, and tests are dealt out one by one.
    out, _ = visit
    raw = {name: text.encode() for name, text in TEXTS.items() if "\x1b" in text}
    assert len(raw) > 20
    assert [name for name, text in raw.items() if text[text.rindex(b"\x1b") :] in out] == []
    assert MARK.encode() in out
