"""
Another value in the place of an entry's: the one that says most of its words, in its very case.
"""

import pytest

from tests.support.dreaming import dream, session


def told(text: str, command: str, output: str) -> list[str]:
    """The titles of what the dreamer says of an entry."""
    found = dream({"/a.md": f"# Notes\n\n- {text}\n"}, session("watch", (command, output)))
    return [one.title.partition(")")[0] for one in found if one.kind == "verify"]


ROWS = "board,port,role,baud\ntag-9,u0,console,9600\ntag-9,u1,modem,19200"

OTHERWISE = [
    ("Console of `tag-9`: 38400 baud.", "rack tag-9", ROWS, "9600, not 38400 baud"),
    # The row of the modem does not confirm what is said of the console.
    ("Console of `tag-9`: 19200 baud.", "rack tag-9", ROWS, "9600, not 19200 baud"),
    (
        "The quiet mode of `mill-3` begins at 18:30.",
        "plan mill-3",
        '{"mill": "mill-3", "modes": [{"mode": "quiet", "from": "21:00", "to": "06:00"}]}',
        "21:00, not 18:30",
    ),
    (
        "Loading at `dock-7` closes at 17:30.",
        "dock show dock-7",
        "dock      dock-7\nloading   until 14:20\nwashing   until 15:00",
        "14:20, not 17:30",
    ),
]


@pytest.mark.parametrize(("text", "command", "output", "said"), OTHERWISE)
def test_the_value_that_says_most_of_the_entry_is_its(
    text: str, command: str, output: str, said: str
) -> None:
    assert told(text, command, output) == [f"Seen otherwise ({said}"]


SILENT = [
    # Of another case, or of another part.
    ("On Sundays `hall-9` opens at 11:20.", "hours hall-9", "room    opens\nhall-9  10:10"),
    ("The wicket of `shed-2` takes code 6142.", "yard shed-2", "site: shed-2\ncode: 6246"),
    ("With the long boom `crane-4` lifts 6.9 t.", "crane crane-4", "unit: crane-4\nlifts: 6.6 t"),
    # Of two that say as much nobody knows which is meant.
    ("The pump of `well-5` starts at 4.1 bar.", "well-5", "well-5\npump a 3.9 bar\npump b 3.2 bar"),
    # What is measured is no setting, and what is finer is the same.
    ("Pressure at `well-5` is set to 4.1 bar.", "show well-5", "well: well-5\nmeasured_bar: 2.9"),
    ("`reed` runs release 22.05.", "ver reed", "reed 22.05.9"),
    ("The big sync of `ldap-1` is at 04:40.", "log ldap-1", "04:52:19 sync of ldap-1 done"),
    # Which they are, and not how many.
    (
        "Topic `beats` has 12 partitions.",
        "describe beats",
        "TOPIC  PARTITION  LAG\nbeats  0  11\nbeats  1  18",
    ),
    # Another setting than the one that the entry spells out.
    ("For `etl` it is `retry_delay` 5 min.", "conf etl", '{"job": "etl", "retries": 3}'),
]


@pytest.mark.parametrize(("text", "command", "output"), SILENT)
def test_what_may_be_of_something_else_denies_nothing(text: str, command: str, output: str) -> None:
    assert [one for one in told(text, command, output) if one.startswith("Seen")] == []


def test_an_answer_that_tells_of_the_case_denies_it() -> None:
    output = "room    day      opens\nhall-9  sundays  10:10"
    text = "On Sundays `hall-9` opens at 11:20."
    assert told(text, "hours hall-9", output) == ["Seen otherwise (10:10, not 11:20"]
