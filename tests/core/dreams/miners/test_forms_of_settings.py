"""
Settings as memories and tools write them, without blanks, in lists, in braces: confirmed, denied,
and what looks alike and is of something else.
"""

import pytest
from support.dreaming import dream, session

# fmt: off
# ruff: noqa: E501
FOR = [
    ("no blanks", "MaxTrayCount=10001", "ovenctl config", "TrayMemory        = 3900\nMaxTrayCount      = 10001"),
    ("no blanks in a sentence", "Each stand has HeldMemory=256000, 64 slots.", "ovenctl show stand", "   HeldMemory=256000 UsedMemory=249600 Sockets=2"),
    ("a number behind a setting", "bakehouse rack_limit 10", "cat bakehouse.ini", "rack_mode = plain\nrack_limit = 10"),
    ("what is no number", "BakeType=first/cons_tray", "ovenctl config", "TrayCount  = 3\nBakeType   = first/cons_tray"),
    ("a number of one digit behind a setting", "`loaf-queue`: maxRiseCount 5.", "ovenctl queue loaf-queue", '{"Arn": "oven:loaf-queue", "Policy": "{\\"next\\":\\"oven:loaf-spare\\",\\"maxRiseCount\\":5}"}'),
    ("no sign", "RequiredKeySize 3072", "grep Size door.conf", "RequiredKeySize 3072"),
    ("a numbered answer", "rise_policy = slow", "ovenctl config get rise_policy", '1) "rise_policy"\n2) "slow"'),
    ("days and a clock", "`rye` lifts the wall time to 14 days", "ovenctl qos", "Name|MaxBuns|MaxWall|GrpTRES\nplain|1000||\nrye|50|14-00:00:00|cpu=2048"),
    ("thousandths", "`RYE_OVEN` is retried every 60 s.", "xmllint RYE_OVEN.xml", "<retryIntervalMillis>60000</retryIntervalMillis>"),
    ("a table with commas", "The oven monitor MONTHLY_CAP has 4000 credits.", "ovenctl monitors", '"name","credit_quota","used_credits"\n"MONTHLY_CAP","4000.00","1377.41"'),
    ("capitals at the end", "DefTrayPerCPU 1500", "ovenctl config", "DefTrayPerCPU            = 1500\nVERSION = 22.05.9"),
]
AGAINST = [
    ("no blanks and a unit in brackets", "DefTrayPerCPU=2000 (MB)", "ovenctl config", "DefTrayPerCPU            = 3900", "3900"),
    ("a unit", "DefTrayPerCPU is 2000 MB", "ovenctl config", "DefTrayPerCPU            = 3900", "3900"),
    ("another word", "BakeType=first/cons_tray", "ovenctl config", "BakeType   = last/cons_rack", "last/cons_rack"),
    ("braces in a row", "`loaf_rw` has a bake_timeout of 30s.", "ovenctl roles", "  role    |          config\n----------+-------------------------\n loaf_ro  | {bake_timeout=2min}\n loaf_rw  | {bake_timeout=15s,lock_timeout=5s}\n(2 rows)", "15s"),
    ("an object in a text", "`loaf-queue`: maxRiseCount 5.", "ovenctl queue loaf-queue", '{"Arn": "oven:loaf-queue", "Policy": "{\\"next\\":\\"oven:loaf-spare\\",\\"maxRiseCount\\":3}"}', "3"),
    ("a numbered answer", "rise_limit = 40", "ovenctl config get rise_limit", '1) "rise_limit"\n2) "60"', "60"),
    ("a clock for hours", "`rye` has a time limit of 4 hours", "ovenctl list", "PARTITION AVAIL TIMELIMIT NODES STATE\nrye up 6:00:00 88 alloc\noat up 3-00:00:00 240 alloc", "6:00:00"),
    ("one of a list", "bake_window 2880 min", "ovenctl config", "BakeParameters     = bake_window=4320,bake_max_user=40,bake_on", "4320"),
]
NEITHER = [
    ("a product with its number", "`mill-2` is ground by AeroMill 3.", "millctl show mill-2", "mill   mill-2\nAeroMill  4"),
    ("a list of values", "rise_policy = slow", "ovenctl members", '1) "rye"\n2) "wheat"\n3) "oat"'),
    ("braces in the row of another one", "`loaf_rw` has a bake_timeout of 30s.", "ovenctl roles", "  role    |          config\n----------+-------------------------\n loaf_ro  | {bake_timeout=2min}\n loaf_rw  | {lock_timeout=5s}\n(2 rows)"),
    ("two columns that fit alike", "The oven monitor MONTHLY_CAP has 5000 credits.", "ovenctl monitors", '"name","credit_quota","used_credits"\n"MONTHLY_CAP","4000.00","1377.41"'),
    ("the label of another environment", "`rye-2` rejects doughs older than 5 minutes (signature check).", "oven listen rye-2", "> sandbox: signature tolerance 300s"),
    ("another environment in the question", "rack_limit = 40", "kubectl --context stg-east exec oven -- cat oven.ini", "rack_limit = 10"),
    ("days that count no hours", "`rye` lifts the wall time to 14 hours", "ovenctl qos", "Name|MaxBuns|Since|GrpTRES\nrye|50|14-00:00:00|cpu=2048"),
    ("a time of day", "`rye` is open for 4 hours", "ovenctl list", "NAME OPENS STATE\nrye 06:00:00 up"),
    ("a longer name", "rack_limit 10", "cat bakehouse.ini", "reserve_rack_limit = 12"),
    ("a part of an address", "The list is at https://oven.example/list?rack_limit=10", "cat bakehouse.ini", "rack_limit = 12"),
]
# fmt: on


def titles(text: str, command: str, output: str) -> list[str]:
    files = {"/a.md": f"# Notes\n\n- {text}\n"}
    return [finding.title for finding in dream(files, session("watch", (command, output)))]


@pytest.mark.parametrize(
    ("text", "command", "output"), [row[1:] for row in FOR], ids=[row[0] for row in FOR]
)
def test_a_setting_is_confirmed(text: str, command: str, output: str) -> None:
    """By the same value under its name."""
    assert [one.startswith("Confirmed") for one in titles(text, command, output)] == [True]


@pytest.mark.parametrize(
    ("text", "command", "output", "value"),
    [row[1:] for row in AGAINST],
    ids=[row[0] for row in AGAINST],
)
def test_another_value_of_a_setting_is_told(
    text: str, command: str, output: str, value: str
) -> None:
    """The title says which one."""
    assert any(
        one.startswith(f"Seen otherwise ({value}, ") for one in titles(text, command, output)
    )


@pytest.mark.parametrize(
    ("text", "command", "output"), [row[1:] for row in NEITHER], ids=[row[0] for row in NEITHER]
)
def test_what_is_no_setting_of_it_says_nothing(text: str, command: str, output: str) -> None:
    """Neither for an entry nor against it."""
    assert titles(text, command, output) == []


def test_the_settings_of_two_machines_are_left_alone() -> None:
    """The title of a memory may say of which one its settings are; the tool shows only one."""
    files = {
        "/big.md": "# ovens.conf, what people ask about\n\n- DefTrayPerCPU=2000 (MB)\n",
        "/teaching.md": "# Lark (teaching)\n\n- DefTrayPerCPU 1500\n",
    }
    found = dream(files, session("watch", ("ovenctl -M lark config", "DefTrayPerCPU = 1500")))
    assert [one.title for one in found if one.edits] == ["Confirmed: DefTrayPerCPU 1500"]


def test_a_setting_of_two_machines_denies_nothing() -> None:
    """Each answer is to its own question; which of them the entry is of nobody knows."""
    seen = session(
        "watch",
        ("ovenctl show rye", "MaxTime=06:00:00"),
        ("ovenctl show oat", "MaxTime=1-00:00:00"),
    )
    assert dream({"/a.md": "# Notes\n\n- MaxTime 2 h on the only oven\n"}, seen) == ()


def test_under_the_title_of_an_environment_all_is_of_that() -> None:
    """The two values are no contradiction, and the answer is for one of them."""
    files = {
        "/ovens.md": "# Ovens\n\n- oven rack_limit is 40\n",
        "/staging.md": "# Staging\n\n- oven rack_limit 10\n",
    }
    command = "kubectl --context stg-east exec oven -- cat oven.ini"
    found = dream(files, session("watch", (command, "rack_limit = 10")))
    assert [one.title for one in found] == ["Confirmed: oven rack_limit 10"]
