"""What a result has in common with an entry by accident: it confirms nothing and denies nothing."""

from collections.abc import Sequence

import pytest
from support.dreaming import dream, session

FRAMED = ("ls docs", "make docs", "git status", "cat notes.txt")
# fmt: off
# ruff: noqa: E501
ACCIDENTS = [
    # A measure that stands first in a row is the name of nothing.
    ("| size | writes |\n|---|---|\n| 10 kB | sync FULL 3,725, sqlite3 4,000 |\n| 1 kB | 7300 |\n", "pip install dill", "Collecting dill\nDownloading dill-0.4.0-py3-none-any.whl.metadata (10 kB)"),
    # A number in a formula is no value.
    ("The new files are count + 1.\n", "make files", "new_files=1"),
    # True and false name nothing, and 375 is no other value of 0.4.
    ("2,000 identical lines: autojunk=False 471 ms, patience 0.4, rapidfuzz 0.3.\n", "gh api replies", '{"is_bot": false, "line": 375}'),
    # What ends a process does not take its program away.
    ("Look for callers with `grep`.\n", "find . -exec grep -l x", "find: 'grep' terminated by signal 13"),
    # A word that begins a sentence names nothing.
    ("Two were tried. Neither fits a live log.\n", "read page", "There are two tools. Neither was renamed to save_file."),
    # A line of a program that a search found tells of the program.
    ("Keys of the `dray` can be changed in `config.toml`.\n", "grep -r configuration src", './src/dray/context.py:                "One of the configuration keys of the dray is not True: {!r}".format('),
]
# fmt: on


@pytest.mark.parametrize(("memory", "command", "output"), ACCIDENTS)
def test_what_agrees_by_accident_is_not_found(memory: str, command: str, output: str) -> None:
    """Nothing is proposed, whether for the entry or against it."""
    log = session("watch", (command, output))
    assert [one.title for one in dream({"/notes.md": f"# Notes\n\n{memory}"}, log)] == []


def framed(commands: Sequence[str]) -> list[str]:
    """What is found where each of these answers ends with its exit code."""
    memory = "# Commands\n\nThe exit code is 0.\n"
    log = session("watch", *((command, f"{command} done\nExit Code: 0") for command in commands))
    return [one.title for one in dream({"/commands.md": memory}, log)]


def test_what_a_harness_prints_around_every_answer_confirms_nothing() -> None:
    """It is of the call; where one program alone prints it, it may be what the entry says."""
    assert framed(FRAMED) == []
    assert framed(FRAMED[:1]) == ["Confirmed: The exit code is 0."]


def test_a_small_number_in_a_row_needs_the_title_of_its_column() -> None:
    """Bay 4 is known by both; the number alone is everywhere."""
    memory = "# Bays\n\n| bay | load limit |\n|---|---|\n| 4 | 1250 kg |\n| 6 | 1250 kg |\n"
    known = session("watch", ("bay show 4", "bay: 4\nload limit: 1250 kg"))
    other = session("watch", ("crate show 4", "crate: 4\nload limit: 1250 kg"))
    assert [one.kind for one in dream({"/bays.md": memory}, known)] == ["verify"]
    assert list(dream({"/bays.md": memory}, other)) == []


def test_the_number_of_a_title_need_not_be_shown() -> None:
    """It says where the title stands, and no tool knows it."""
    memory = "# Looms\n\n## B2. In use\n\n| loom | shafts |\n|---|---|\n| loom-3 | 12 |\n"
    log = session("watch", ("loom show loom-3", "loom: loom-3\nshafts: 12"))
    assert [one.kind for one in dream({"/looms.md": memory}, log)] == ["verify"]


def test_a_column_that_only_counts_the_rows_names_none_of_them() -> None:
    """What stands behind it does."""
    memory = "# Looms\n\n| # | loom | shafts |\n|---|---|---|\n| 1 | loom-3 | 12 |\n| 2 | loom-4 | 10 |\n"
    log = session("watch", ("loom list", "loom: loom-3\nshafts: 12"))
    (found,) = dream({"/looms.md": memory}, log)
    assert found.title == "Confirmed: loom-3: shafts 12"
