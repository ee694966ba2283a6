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
    # A sentence that has a name and one word in common with an entry tells something else of it.
    ("The Claude Code hooks use a script that toggles between `dray` and the installed binary.\n", "dray enable", "Installed 6 hooks for Claude Code, the coding assistant"),
    # An assignment in front of a colon or an arrow is when something is so.
    ("`DRAY_LOCAL=1` \u2192 uses `go run`.\n", "cat .env", "# Local mode\nDRAY_LOCAL=1"),
    # A number of another sign is none in its place, and neither is the text of an error.
    ("Session A of `dray-3` creates checkpoints on `-1`.\n", "look dray-3", "dray: dray-3\ncheckpoint=1"),
    ("Set the `DRAY_LOCAL` environment variable in your shell profile.\n", "echo DRAY_LOCAL=1; bash wrapper.sh", "stat /tmp/env/main.go: no such file or directory"),
    # What a text is about is no fact.
    ("This guide explains how to set up `dray` for the Claude Code hooks.\n", "dray enable", "Set up dray for Claude Code hooks"),
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


def test_what_an_agent_wrote_itself_confirms_nothing() -> None:
    """It shows the file that it wrote: these are its own words."""
    said = "The steward of brig-2 is now Ada Quist"
    memory = {"/brigs.md": "# Brigs\n\n- The steward of `brig-2` is Ada Quist.\n"}
    script = f"cat > note.txt <<'EOF'\n{said}\nEOF\ncat note.txt"
    assert list(dream(memory, session("watch", (script, f"Written\n{said}\n")))) == []
    assert [one.kind for one in dream(memory, session("watch", ("brig tell", said)))] == ["verify"]


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
