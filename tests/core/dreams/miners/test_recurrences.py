"""Hours of the day and resources behind failures: what is more than chance, and what is not."""

from datetime import UTC, datetime

import pytest
from support.dreaming import DAY_MS, FIRST_DAY, dream, kinds, new_lines, session

from core.dreams.inputs import SessionLog
from core.transcripts.events import Status


def at(day: float) -> str:
    moment = datetime.fromtimestamp((FIRST_DAY + day * DAY_MS) / 1000, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def stall(agent: str, day: float) -> SessionLog:
    """A session that sees one stall, and something else at some other hour."""
    other = int(day) + (0.13 + 0.37 * int(day)) % 1
    lines = f"{at(day)}  uploads  stalled  4 min\n{at(other)}  cache  flush  1 MB"
    return session(agent, ("events", lines), day=day + 0.01)


def test_what_comes_at_one_time_of_day_is_a_pattern() -> None:
    """On different days, in sessions of different agents."""
    logs = [stall("abab"[day % 4], day + 0.104 + day * 0.0005) for day in range(7)]
    findings = dream({}, *logs)
    assert kinds(findings) == ["add_pattern"]
    assert "`uploads stalled` comes around 02:3" in " ".join(new_lines(findings))


@pytest.mark.parametrize(
    "logs",
    [
        [stall("ab"[day % 2], day + 0.07 + 0.13 * day % 0.9) for day in range(7)],
        [stall("a", day + 0.104) for day in range(7)],
        [stall("ab"[day % 2], day + 0.104) for day in range(3)],
    ],
    ids=["any hour", "one agent", "three days"],
)
def test_what_keeps_no_hour_is_none(logs: list[SessionLog]) -> None:
    """Other hours, one pair of eyes, too few days."""
    assert dream({}, *logs) == ()


def failure(agent: str, day: int, call: str, host: str) -> SessionLog:
    """A session in which one call fails over a host and others go well."""
    return session(
        agent,
        (call, f"cannot reach {host} within the given time", Status.FAILED),
        *((f"{call} {n}", "all is well") for n in range(12)),
        day=day,
    )


CALLS = ["import run", "mail send", "quota show", "import run"]


def test_one_host_behind_failures_of_different_calls_is_a_pattern() -> None:
    """Each session sees its own failure only."""
    logs = [failure("aabb"[day], day, call, "db-4") for day, call in enumerate(CALLS)]
    findings = dream({}, *logs)
    assert kinds(findings) == ["add_pattern"]
    (line,) = [line for line in new_lines(findings) if line.startswith("- ")]
    assert "`db-4` stands behind 4 failures" in line
    assert "`mail send`" in line


def test_failures_of_one_call_or_over_many_hosts_have_no_culprit() -> None:
    """A call may have a fault of its own, and hosts may fail one by one."""
    same = [failure("ab"[day % 2], day, "import run", "db-4") for day in range(4)]
    many = [failure("ab"[day % 2], day, call, f"db-{day}") for day, call in enumerate(CALLS)]
    assert dream({}, *same) == ()
    assert dream({}, *many) == ()
