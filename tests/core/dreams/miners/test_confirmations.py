"""What a tool result confirms, by the form of the value and of the output; and what it does not."""

from time import process_time

import pytest
from support.dreaming import base_file, dream, inputs_of, new_lines, session

from core.dreams.dreamers.offline import OfflineDreamer
from core.dreams.inputs import Touch
from core.dreams.proposal import Finding
from core.transcripts.events import Status

KILNS = (
    '{"kiln-7": {"firing": {"limit": {"max_c": 1180}}},'
    ' "kiln-9": {"firing": {"limit": {"max_c": 1240}}}}'
)
LOOMS = '{"loom": "loom-3", "shafts": 10}\n{"loom": "loom-4", "shafts": 12}'
# fmt: off
# ruff: noqa: E501
CONFIRMED = [
    # Plain words, under a name of their own or of their family, and in a sentence.
    ("The bell of `brig-2` is cast bronze.", "brig show brig-2", "brig: brig-2\nbell: cast bronze", "bell cast bronze"),
    ("`loom-3` stands in the north hall.", "loom show loom-3", "loom: loom-3\nplace: north hall", "place north hall"),
    ("The points of `loom-3` are worked by electric motor.", "look loom-3", "All points of loom-3 are operated by electric motor", "All points of loom-3 are operated by electric motor"),
    # Names and codes.
    ("The steward of `brig-2` is Ada Quist.", "brig show brig-2", '{"brig": "brig-2", "owner": "Ada Quist"}', "owner Ada Quist"),
    ("**Steward** of `brig-2` is **Ada** Quist.", "brig show brig-2", '{"brig": "brig-2", "owner": "Ada Quist"}', "owner Ada Quist"),
    ("The token of `brig-2` is `QX-4471`.", "brig show brig-2", "brig: brig-2\ntoken: QX-4471", "token QX-4471"),
    # A unit in the name of the value, and names in each other.
    ("The hold of `kiln-7` lasts 40 min.", "kiln show kiln-7", "kiln: kiln-7\nhold_s: 2400", "hold_s 2400"),
    ("The firing of `kiln-7` stops at 1180 degrees.", "kiln show kiln-7", KILNS, "max_c 1180"),
    ("The shutter of `kiln-7` closes after 40 min.", "kiln shutter kiln-7", "kiln: kiln-7\ncover: 40 min", "cover 40 min"),
    ("The memory of `kiln-7` is limited to 12 GB.", "kiln show kiln-7", "kiln: kiln-7\nmemory limit: 12884901888", "memory limit 12884901888"),
    # The record of the thing itself.
    ("`loom-4` has 12 shafts.", "loom list", LOOMS, "shafts 12"),
    ("In staging `loom-3` has 12 shafts.", "loom show loom-3 --env staging", "loom: loom-3\nshafts: 12", "shafts 12"),
    # A bound is no denial.
    ("`loom-3` has no more than 12 shafts.", "loom show loom-3", "loom: loom-3\nshafts: 12", "shafts 12"),
]
NOT_CONFIRMED = [
    # The same number in another unit.
    ("The hold of `kiln-7` lasts 40 min.", "kiln show kiln-7", "kiln: kiln-7\nhold_s: 40"),
    ("The hold of `kiln-7` lasts 40 min.", "kiln show kiln-7", "Read kiln-7, hold_s=40"),
    # Another subject in the same answer.
    ("The firing of `kiln-9` stops at 1180 degrees.", "kiln show kiln-7", KILNS),
    ("`loom-3` has 12 shafts.", "loom list", LOOMS),
    ("`loom-3` has 12 shafts.", "loom list", "LOOM    SHAFTS\nloom-3  10\nloom-4  12"),
    ("`loom-3` has 12 shafts.", "loom list", "loom=loom-3 shafts=10\nloom=loom-4 shafts=12"),
    # Another environment, or none that is said.
    ("In staging `loom-3` has 12 shafts.", "loom show loom-3 --env production", "loom: loom-3\nshafts: 12"),
    ("In staging `loom-3` has 12 shafts.", "loom show loom-3", "loom: loom-3\nshafts: 12"),
    # It is denied, or holds under a condition and is shown under another name.
    ("`loom-3` never has 12 shafts.", "loom show loom-3", "loom: loom-3\nshafts: 12"),
    ("`loom-3` never has 12 shafts.", "loom show loom-3", "loom: loom-3\nshafts: 14"),
    ("The hold of `kiln-7` does not last 40 min.", "kiln show kiln-7", "kiln: kiln-7\nhold: 40 min"),
    ("The bell of `brig-2` is not cast bronze.", "brig show brig-2", "brig: brig-2\nbell: cast bronze"),
    ("If it rains, the shutter of `kiln-7` closes after 40 min.", "kiln shutter kiln-7", "kiln: kiln-7\ncover: 40 min"),
    # The number is not shown, so that the place beside it says nothing.
    ("`loom-3` has 12 shafts in the north hall.", "loom show loom-3", "loom: loom-3\nplace: north hall"),
    # It counts something else.
    ("`loom-3` listens on port 7411.", "metrics loom-3", "requests 7411"),
]
# fmt: on


def seen(text: str, command: str, output: str, *status: Status, **how: Touch) -> list[Finding]:
    """What is found for one entry and one result."""
    step = (command, output, *status)
    log = session("watch", step, touch=how.get("touch"))
    return list(dream({"/a.md": f"# Notes\n\n- {text}\n"}, log))


@pytest.mark.parametrize(("text", "command", "output", "said"), CONFIRMED)
def test_a_value_confirms_in_whatever_form_it_is_shown(
    text: str, command: str, output: str, said: str
) -> None:
    """The note says what was seen as the tool has it."""
    assert new_lines(seen(text, command, output)) == [
        f"- {text} (verified 2026-03-01: {said}, by watch)"
    ]


@pytest.mark.parametrize(("text", "command", "output"), NOT_CONFIRMED)
def test_what_shows_something_else_confirms_nothing(text: str, command: str, output: str) -> None:
    """Whatever has the same value."""
    assert new_lines(seen(text, command, output)) == []


@pytest.mark.parametrize("status", [Status.FAILED, Status.TIMEOUT])
def test_a_failed_call_confirms_nothing(status: Status) -> None:
    """What it printed may be what was wanted."""
    text, command, output, _ = CONFIRMED[0]
    assert seen(text, command, output, status) == []


def test_a_memory_that_was_read_confirms_no_plain_words() -> None:
    """Neither as such, nor as a line of the output."""
    text, command, output, _ = CONFIRMED[0]
    assert seen(text, command, output, touch=Touch.READ) == []
    assert seen(text, command, f"{output}\n- {text}") == []


@pytest.mark.parametrize(
    ("text", "output", "other"),
    [
        ("`loom-3` has 12 shafts.", LOOMS, "10, not 12"),
        ("The firing of `kiln-9` stops at 1180 degrees.", KILNS, "1240, not 1180"),
        ("The steward of `brig-2` is Ada Quist.", "brig: brig-2\nsteward: Bo Lindt", "Bo Lindt"),
    ],
)
def test_another_value_of_the_thing_itself_is_told(text: str, output: str, other: str) -> None:
    """Nothing is written."""
    (finding,) = seen(text, "look", output)
    assert other in finding.title
    assert finding.edits == ()


@pytest.mark.parametrize(
    "piece", ['{"', "=", ";", "|", ":", "kiln-7=1 ", "hold: by hand, ", "(", "."]
)
def test_hostile_text_about_a_thing_costs_time_in_proportion(piece: str) -> None:
    """16 kB of one piece, in an entry and in a result that name a subject of the store."""
    noise = f"kiln-7 {piece * (16_000 // len(piece))}"
    base = [
        base_file("/kiln-7.md", "# kiln-7\n\n- The hold of kiln-7 is 40 min.\n"),
        base_file("/b.md", f"- The hold of {noise}\n"),
    ]
    inputs = inputs_of(base, [session("watch", ("show kiln-7", noise))])
    started = process_time()
    OfflineDreamer().dream(inputs)
    assert process_time() - started < 3


def test_what_another_clause_names_and_says_is_left_out() -> None:
    """The value is of what its own clause names; the rest of the entry was not seen."""
    text = "- The limit of `kiln-7` is 1180 degrees, so `kiln-9` waits for it."
    shown = session("watch", ("kiln show kiln-7", "kiln: kiln-7\nlimit: 1180 degrees"))
    found = dream({"/a.md": f"# Notes\n\n{text}\n"}, shown)
    seen = "The limit of kiln-7 is 1180 degrees"
    assert new_lines(found) == [f"{text} (verified in part 2026-03-01: {seen}, by watch)"]
