"""
Which release of a program is in use, as memories and tools write it; and what only looks like it.
"""

import pytest
from support.dreaming import dream, session

VERSION = " version\n--------\n BakeSQL 16.4 on x86_64-pc-linux-gnu\n(1 row)"
CI = "jobs:\n  test:\n    steps:\n      - uses: actions/setup-go@v6\n        with:\n          go-version: '1.24'\n"
# fmt: off
# ruff: noqa: E501
FOR = [
    ("the first part of it", "we run BakeSQL 16", "bsql -c 'select version()'", VERSION),
    ("short for the name", "we run Bakes 16.4", "bsql -c 'select version()'", VERSION.replace("BakeSQL", "Bakesheet")),
    ("a word between", "ovener 1.3.6 on all stands", "ovener --version", "ovener version 1.3.6"),
    ("less of it", "ovener 1.3 on all stands", "ovener --version", "ovener version 1.3.6"),
    ("one key", "CI builds with Go 1.24", "cat ci.yml", CI),
    ("one line for each command", "Ovener 2.10.3, rack by rack.", "kubectl exec oven -- sh -c 'ovener version; python --version'", "2.10.3\nPython 3.12.7"),
    ("its place behind it", "ovener 1.3", "bake status", "-- Ovener version: 1.3.6 (/opt/ovener)"),
    ("in quotation marks", "ovener 17", "bake status", 'ovener version "17.0.9" 2025-10-17'),
    ("one of two machines", "ovener 22.05", "ovener -M lark --version", "ovener 22.05.9"),
]
AGAINST = [
    ("the first part is another", "we run BakeSQL 15", "bsql -c 'select version()'", VERSION, "16.4"),
    ("in brackets", "Merge to main, CI builds (Go 1.22, about 9 minutes).", "cat ci.yml", CI, "1.24"),
    ("no longer number", "The image has Python 3.1", "python --version", "Python 3.12.7", "3.12.7"),
    ("behind a label", "Dough: GLUTEN v15 tables.", "bakectl export | tail -3", "tables: GLUTEN v16.0", "v16.0"),
]
NEITHER = [
    ("another program", "we run BakeSQL 15", "ovener --version", "ovener version 1.3.6"),
    ("a plan", "We will upgrade to BakeSQL 17 in spring", "bsql -c 'select version()'", VERSION),
    ("a bound", "needs BakeSQL 15 or newer", "bsql -c 'select version()'", VERSION),
    ("a count", "BakeSQL 15 racks", "bsql -c 'select version()'", VERSION),
    ("nobody asked for it", "we run BakeSQL 15", "cat letter.txt", "BakeSQL 16.4 is what they use at the mill"),
    ("somebody's own machine", "we run BakeSQL 15", "docker compose exec db bsql --version", "BakeSQL 16.4"),
    ("a price", "A spare tray for the BreadMaster costs EUR 14.10.", "shop stock", "tray for BunMaster: EUR 19.10"),
    ("how it was", "Until May we ran BakeSQL 15", "bsql -c 'select version()'", VERSION),
]
# fmt: on


def titles(text: str, command: str, output: str) -> list[str]:
    files = {"/a.md": f"# Notes\n\n- {text}\n"}
    return [finding.title for finding in dream(files, session("watch", (command, output)))]


@pytest.mark.parametrize(
    ("text", "command", "output"), [row[1:] for row in FOR], ids=[row[0] for row in FOR]
)
def test_a_release_is_confirmed(text: str, command: str, output: str) -> None:
    """As far as the entry says which one it is."""
    assert [one.startswith("Confirmed: ") for one in titles(text, command, output)] == [True]


@pytest.mark.parametrize(
    ("text", "command", "output", "value"),
    [row[1:] for row in AGAINST],
    ids=[row[0] for row in AGAINST],
)
def test_another_release_is_told(text: str, command: str, output: str, value: str) -> None:
    """The title says which one."""
    assert any(
        one.startswith(f"Seen otherwise ({value}, ") for one in titles(text, command, output)
    )


@pytest.mark.parametrize(
    ("text", "command", "output"), [row[1:] for row in NEITHER], ids=[row[0] for row in NEITHER]
)
def test_what_is_no_release_in_use_says_nothing(text: str, command: str, output: str) -> None:
    """Neither for an entry nor against it."""
    assert titles(text, command, output) == []


def test_two_machines_with_other_releases_deny_nothing() -> None:
    """Which of them is meant nobody knows; the one that has it is enough."""
    seen = session(
        "watch",
        ("ovener --version", "ovener 24.05.4"),
        ("ovener -M lark --version", "ovener 22.05.9"),
    )
    assert dream({"/a.md": "# Notes\n\n- ovener 23.11\n"}, seen) == ()
    (one,) = dream({"/a.md": "# Notes\n\n- ovener 22.05\n"}, seen)
    assert one.title == "Confirmed: ovener 22.05"
