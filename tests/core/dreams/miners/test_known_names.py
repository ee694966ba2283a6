"""Names with hyphens that only tools know: `bread-run` under NAME, "the bread run" in an entry."""

import pytest
from support.dreaming import dream, session

JOBS = "NAME         SCHEDULE      SUSPEND\nbread-run    30 1 * * *    False\nbun-roll     0 6 * * 1     False"
OVENS = "NAME                       READY   UP-TO-DATE   AVAILABLE   AGE\ndeployment.apps/rye-oven   6/6     6            6           611d"
# fmt: off
# ruff: noqa: E501
ROWS = [
    ("with a blank", "The bread run starts at 01:30 UTC.", "kubectl get cronjobs", JOBS, "Confirmed"),
    ("another time", "The nightly bread run starts at 02:15 UTC and takes about 50 minutes.", "kubectl get cronjobs", JOBS, "Seen otherwise (30 1 * * *, not 02:15"),
    ("with its hyphen", "rye-oven has 4 replicas", "kubectl get deploy", OVENS, "Seen otherwise (6, not 4)"),
    ("of another one", "The cake run starts at 02:15 UTC.", "kubectl get cronjobs", JOBS, ""),
    ("a longer name", "The bread run-in starts at 02:15 UTC.", "kubectl get cronjobs", JOBS, ""),
    ("two of them", "The bread run starts at 02:15 UTC, before the bun roll.", "kubectl get cronjobs", JOBS, ""),
    ("what is no count", "Load test: 900 rps on rye-oven with many pods, CPU at 70 %", "kubectl get deploy", OVENS, ""),
]
# fmt: on


@pytest.mark.parametrize(
    ("text", "command", "output", "title"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_a_name_that_tools_know(text: str, command: str, output: str, title: str) -> None:
    """It is what the entry is about, though it has not the form of a name."""
    found = dream({"/a.md": f"# Notes\n\n- {text}\n"}, session("watch", (command, output)))
    told = [one.title for one in found if one.kind == "verify"]
    assert [one.startswith(title) for one in told] == ([True] if title else [])
