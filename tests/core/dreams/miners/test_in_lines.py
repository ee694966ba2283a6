"""
Values in lines that do not call them anything: codes, addresses, and numbers with their unit.
"""

import pytest

from tests.support.dreaming import dream, session


def told(text: str, command: str, output: str, title: str = "Notes") -> list[str]:
    """The titles of what the dreamer confirms of an entry."""
    found = dream({"/a.md": f"# {title}\n\n- {text}\n"}, session("watch", (command, output)))
    return [one.title for one in found if one.kind == "verify"]


SHOWN = [
    (
        "Hooks come from two ranges, 198.51.100.0/26 and 203.0.113.0/24.",
        "ingress hooks",
        "hooks allow ranges: 198.51.100.0/26,203.0.113.0/24,192.0.2.7/32",
    ),
    ("Salt is mapped to LOINC 2951-2.", "map codes", "TEST  LOINC\nNA    2951-2"),
    ("The account of the shop is 4410-7788-2093.", "whoami", '{"account": "441077882093"}'),
    ("The rig has the runner label `hil-bench`.", "runners", "rig-b  online  arm,hil-bench"),
    ('The board is called "Daily trading".', "board show 214", "board 214: Daily trading, 9 cards"),
    ("Feeds refresh every 30 min.", "feed x.ics", "REFRESH-INTERVAL;VALUE=DURATION:PT30M feeds"),
    ("FreeWheel 3.2 on the two hubs.", "wheeld -v", "wheeld: FreeWheel Version 3.2.3, for x86"),
]


@pytest.mark.parametrize(("text", "command", "output"), SHOWN)
def test_a_value_in_a_line_about_the_same_is_confirmed(
    text: str, command: str, output: str
) -> None:
    assert [one.startswith("Confirmed") for one in told(text, command, output)] == [True]


SILENT = [
    # What a sentence speaks of exists: that says nothing more of it.
    ("`orders-mail` is read by the mailer.", "queues", "orders-mail of the mailer"),
    ("The steward of `brig-4` is Ada.", "cat visitors", "Ada went on board of brig-4"),
    # It is asked for, is of something else, or is over.
    ("The label of the bench is `hil-bench`.", "label hil-bench", "bench label hil-bench: none"),
    (
        "The bucket for invoices of the press is `prs-77`.",
        "cat r.toml",
        "[receipts]\nbucket: prs-77",
    ),
    ("The label of the bench was `hil-bench`.", "runners", "bench label hil-bench"),
    ("The board is called `trade-9`.", "boards", "board trade-9 was switched off, use trade-10"),
    # What a field of data is called stands in all data of its kind.
    ("Each row has its start in `started_at`.", "cat x.json", '"started_at": "10:05", "row": 4'),
    # Two rows that say as much.
    (
        "The mooring limit is 12.5 m.",
        "limits",
        "north: mooring limit 12.5 m\nsouth: mooring limit 20 m",
    ),
]


@pytest.mark.parametrize(("text", "command", "output"), SILENT)
def test_a_value_that_may_stand_there_for_something_else_confirms_nothing(
    text: str, command: str, output: str
) -> None:
    assert told(text, command, output) == []


def test_a_number_in_the_title_of_a_memory_is_a_part_of_its_name() -> None:
    shown = "press     press41\npressure_limit_bar  31"
    assert told("Pressure limit 31 bar", "pressctl get press41", shown, "Press 40") == []
    named = shown.replace("41", "40")
    assert told("Pressure limit 31 bar", "pressctl get press 40", named, "Press 40") != []


def test_a_code_alone_confirms_a_part_of_what_is_said() -> None:
    shown = "TEST  LOINC\nNA    2951-2"
    (title,) = told("Salt is mapped to LOINC 2951-2, as of the audit.", "map codes", shown)
    assert title.startswith("Confirmed in part")


def test_what_a_later_answer_to_the_question_no_longer_has_is_not_so() -> None:
    old, new = "rig-b  online  arm,hil-bench", "rig-b  online  arm,hil-rack"
    text = "The rig has the runner label `hil-bench`."
    sessions = session("watch", ("runners", old)), session("watch", ("runners", new), day=2)
    found = dream({"/a.md": f"# Notes\n\n- {text}\n"}, *sessions)
    assert [one for one in found if one.title.startswith("Confirmed")] == []
