"""
Values that tools show under the words of an entry, and not under the name of a thing: an archive, a
laundry, a vineyard.
"""

import pytest
from support.dreaming import dream, session

# fmt: off
# ruff: noqa: E501
FOR = [
    ("the program that keeps it is not repeated", "# Archive\n\nFilms go to VaultStore on the same shelf. Reels are rewound after 90 days; older ones stick.\n", "archivectl jobs --of reels", '{"job": "rewind", "rewound_after": "90 days", "shelf": 4}', "after 90 days"),
    ("the title of the section has it", "# Steam (laundry)\n\n## press-line (calender)\n\n- pressure 31 bar at most\n", "steamctl get press-line", "press-line\npressure_bar  31\n", "31 bar"),
    ("the line above the list has it", "# Cellar\n\nCask `oak-9`\n - 225 litres, racked twice\n", "cellarctl show oak-9", "cask    oak-9\nlitres  225\n", "225 litres"),
    ("each line of a list of two values", "# Cellar\n\n- Wash: soak after 12 h, rinse after 36 h\n", "cat laundry.yml", "wash:\n  soak_after_h: 12\n  rinse_after_h: 36\n", "12 h"),
    ("a thing whose name goes on", "# vines\n\n- 24 rows since the new slope\n", "vinectl ls", "PLOT      ROWS\nvines.v2  24\nvines.old 6\n", "24 rows"),
]
NEITHER = [
    ("another shelf", "# Archive\n\nReels on `shelf-4` are rewound after 90 days.\n", "archivectl jobs --of shelf-5", '{"job": "rewind reels", "rewound_after": "90 days"}'),
    ("another host", "# Archive\n\nReels are rewound after 90 days on film-box.\n", "ssh tape-box archivectl jobs", '{"job": "rewind reels", "rewound_after": "90 days"}'),
    ("a name that says more", "# Archive\n\nReels are rewound after 90 days.\n", "archivectl jobs", '{"job": "reels", "glass_rewound_after": "90 days"}'),
    ("another row", "# Wash\n\n| drum | soak |\n|---|---|\n| small | 60 s |\n", "washctl ls", "DRUM   SOAK_S\nlarge  60\n"),
    ("which one it is, and not how many", "# Vines\n\n- `slope-7` has 12 rows.\n", "vinectl rows", "PLOT     ROW  VINES\nslope-7  1    40\nslope-7  2    41\n"),
]
# fmt: on


def verified(memory: str, command: str, output: str) -> tuple[list[str], list[str]]:
    """The titles of what was verified, and the lines that got a note."""
    slug = memory.partition("\n")[0].partition("(")[0].lower().strip("# ")
    found = dream({f"/{slug}.md": memory}, session("watch", (command, output)))
    found = tuple(one for one in found if one.kind == "verify")
    noted = [line for one in found for edit in one.edits for line in edit.new_lines]
    return [one.title for one in found], noted


@pytest.mark.parametrize(
    ("memory", "command", "output", "line"), [row[1:] for row in FOR], ids=[row[0] for row in FOR]
)
def test_what_stands_under_the_words_of_an_entry_confirms_it(
    memory: str, command: str, output: str, line: str
) -> None:
    """Though the answer does not repeat what the entry names."""
    (noted,) = verified(memory, command, output)[1]
    assert line in noted
    assert "(verified" in noted


@pytest.mark.parametrize(
    ("memory", "command", "output"), [row[1:] for row in NEITHER], ids=[row[0] for row in NEITHER]
)
def test_what_may_be_of_something_else_says_nothing(memory: str, command: str, output: str) -> None:
    """What only a name tells apart has to be named."""
    assert verified(memory, command, output) == ([], [])


def test_a_list_without_its_line_is_of_another_cask() -> None:
    """The value of the one below the title is told, and the line that has it is named."""
    memory = "# Cellar\n\nCask `oak-9`\n - 32 staves\n\nThe other one leaks.\n"
    titles, _ = verified(memory, "cellarctl show oak-9", "cask    oak-9\nstaves  34\n")
    assert titles == ['Seen otherwise (34, not 32) than in "32 staves"']
    assert verified(memory, "cellarctl show oak-8", "cask    oak-8\nstaves  34\n") == ([], [])


def test_settings_of_two_machines_are_no_contradiction() -> None:
    """The question names the one, whose memory has that title; the other may be anything."""
    files = {"/wren.md": "# Wren\n\n- warpMax 1500\n", "/looms.md": "# Looms\n\n- warpMax 2000\n"}
    found = dream(files, session("watch", ("loomctl -M wren show", "warpMax = 1500")))
    assert [one.title for one in found if one.kind == "resolve_contradiction"] == []
