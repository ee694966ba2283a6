"""Patterns: a constant lag that no session knows, and coincidences that are none."""

from datetime import UTC, datetime, timedelta

import pytest
from support.dreaming import DAY_MS, FIRST_DAY, dream, kinds, new_lines, session

from core.dreams.extract.happenings.happenings import happenings
from core.dreams.inputs import SessionLog
from core.dreams.material.timeline.chance import at_least, odds


def clock(day: float, seconds: float = 0) -> str:
    moment = datetime.fromtimestamp((FIRST_DAY + day * DAY_MS) / 1000, UTC)
    return (moment + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def observed(
    agent: str, day: float, lag: float, shape: str = "table", noise: float = 500
) -> SessionLog:
    """A session that sees one import, one alarm so many seconds later, and something else."""
    start, end, other = clock(day), clock(day, lag), clock(day, -noise * (1 + day))
    outputs = {
        "table": f"{other}  cache    flush   4 MB\n{start}  imports  started  batch 9",
        "json": f'{{"n": [{{"t": "{start}", "job": "imports", "what": "started"}}]}}',
        "log": f"{other} INFO cache flushed\n{start}  imports  started  batch 10",
    }
    alarm = f"alarm    QueueFull\nraised   {end}\nlevel    2"
    return session(agent, ("events", outputs[shape]), ("alarm show", alarm), day=day)


DAYS = [(0.31, "a"), (1.77, "b"), (3.12, "a"), (4.58, "c")]


@pytest.mark.parametrize("lag", [45, 600])
def test_a_constant_lag_over_sessions_is_a_pattern(lag: int) -> None:
    """However the times are written, and though each session saw it once."""
    shapes = ["table", "json", "log", "table"]
    logs = [observed(who, day, lag, shape) for (day, who), shape in zip(DAYS, shapes, strict=True)]
    findings = dream({"/index.md": "# Notes\n"}, *logs)
    assert kinds(findings) == ["add_pattern"]
    (line,) = [line for line in new_lines(findings) if line.startswith("- ")]
    assert "`QueueFull raised` follows `imports started` after" in line
    assert "4 of 4 times" in line
    assert "4 sessions, 3 agents" in line


def ended(agent: str, day: float, lag: float) -> SessionLog:
    """A session that sees a drain of a node, and the job that ran into its limit before it."""
    other = clock(day, -16_000 - 700 * day)
    job = f"user     state    end\nabe      DONE     {other}\nlkr      TIMEOUT  {clock(day)}"
    drain = f"reason            user  time\nKill task failed  root  {clock(day, lag)}"
    return session(agent, ("drains", drain), ("jobs", job), day=day)


def test_about_the_same_lag_is_a_pattern_where_each_time_counts() -> None:
    """It is told in whole minutes, and as what it is; longer and shorter ones are no pattern."""
    logs = [ended(*one) for one in (("a", 0.3, 187), ("a", 1.77, 193), ("b", 3.12, 188))]
    findings = dream({"/index.md": "# Notes\n"}, *logs)
    assert kinds(findings) == ["add_pattern"]
    assert findings[0].title == "Kill task failed root always comes about 3 min after lkr TIMEOUT"
    other = [ended(*one) for one in (("a", 0.3, 187), ("a", 1.77, 214), ("b", 3.12, 160))]
    assert dream({"/index.md": "# Notes\n"}, *other) == ()


def test_both_sides_of_a_pattern_have_a_parameter_or_neither() -> None:
    """One that was not always the same is named without its value."""
    logs = []
    for number, (day, who) in enumerate(DAYS):
        trip = f"{clock(day)} pump_trip pump=P{number % 2 + 1}"
        low = f"{clock(day, 42)} pressure_low slope=north"
        logs.append(session(who, ("tail", f"{trip}\n{low}"), day=day))
    (finding,) = dream({}, *logs)
    assert finding.title == "pressure_low slope=north always comes 42 s after pump_trip pump=\u2026"
    assert "`pressure_low slope=north` follows `pump_trip pump=\u2026`" in " ".join(
        new_lines([finding])
    )


def test_what_every_report_of_a_label_goes_on_with_is_told() -> None:
    """The side differs from case to case; that it was the lid is in each of them."""
    logs = []
    for number, (day, who) in enumerate(DAYS):
        lid = f"{clock(day)} ramp 2: lid open {('left', 'right')[number % 2]}"
        horn = f"{clock(day, 42)} horn 4: blown twice"
        logs.append(session(who, ("tail", f"{lid}\n{horn}"), day=day))
    (finding,) = dream({}, *logs)
    assert finding.title == "horn 4 blown twice always comes 42 s after ramp 2 lid open"


def test_an_entry_with_the_same_time_is_named_as_a_likely_reason() -> None:
    """Also when it stands there in another unit."""
    logs = [observed(who, day, 45) for day, who in DAYS]
    files = {"/imports.md": "# imports\n\n- imports give up after `idle_ms = 45000`.\n"}
    assert "`idle_ms = 45000`" in " ".join(new_lines(dream(files, *logs)))


def test_what_is_known_is_not_found_again() -> None:
    """An entry that names both and the time."""
    logs = [observed(who, day, 45) for day, who in DAYS]
    files = {"/a.md": "- QueueFull is raised 45 s after imports started.\n"}
    assert [one for one in dream(files, *logs) if one.edits] == []


@pytest.mark.parametrize(
    "logs",
    [
        [observed("a", 0.3 + 0.1 * part, 45) for part in range(4)],
        [observed(who, day, 45) for day, who in DAYS[:2]],
        [observed(who, day, 45 + 37 * i) for i, (day, who) in enumerate(DAYS)],
        [observed(who, day, 0) for day, who in DAYS],
    ],
    ids=["one agent on one day", "two sessions", "any lag", "one moment"],
)
def test_what_is_no_pattern(logs: list[SessionLog]) -> None:
    """One agent on one day, too few, no constant lag, or one happening under two names."""
    assert dream({}, *logs) == ()


def test_what_one_agent_saw_on_several_days_is_a_pattern_if_it_is_far_from_chance() -> None:
    """No session knows it either."""
    (finding,) = dream({"/index.md": "# Notes\n"}, *(observed("a", day, 45) for day, _ in DAYS))
    assert "4 sessions, 1 agent)" in new_lines([finding])[-1]


def test_parts_of_a_second_are_no_part_of_what_is_constant() -> None:
    """So a pattern that was added is known the next time."""
    logs = []
    for (day, who), part in zip(DAYS, (112, 480, 333, 207), strict=True):
        begun = f"{clock(day)} INFO  imports: batch begins".replace("Z", ".000Z")
        full = f"{clock(day, 45)} ERROR alarm: queue is full".replace("Z", f".{part}Z")
        logs.append(session(who, ("tail", f"{begun}\n{full}"), day=day))
    findings = dream({"/index.md": "# Notes\n"}, *logs)
    assert kinds(findings) == ["add_pattern"]
    assert "after 45 s" in new_lines(findings)[-1]


def test_what_a_cluster_runs_is_the_same_under_another_suffix() -> None:
    """Each time it has another one."""
    logs = []
    for number, (day, who) in enumerate(DAYS):
        start = f"{clock(day)} INFO  nightly-294{number}4480: run begins"
        killed = f"web-6f7c9bd5c{number}-2kxv{number}\tOOMKilled\t{clock(day, 45)}"
        logs.append(session(who, ("logs", start), ("pods", killed), day=day))
    (finding,) = dream({"/index.md": "# Notes\n"}, *logs)
    assert finding.title == "web OOMKilled always comes 45 s after nightly run begins"


def test_a_regular_beat_follows_everything_and_means_nothing() -> None:
    """With a heartbeat every 20 s something always stands 40 s before."""
    logs = []
    for number, (day, who) in enumerate(DAYS):
        beats = "\n".join(
            f"{clock(day, -20 * beat)} INFO heartbeat pods" for beat in range(3 + number, 90)
        )
        alarm = f"alarm    QueueFull\nraised   {clock(day, number * 7)}"
        logs.append(session(who, ("tail", beats), ("alarm show", alarm), day=day))
    assert dream({}, *logs) == ()


@pytest.mark.parametrize(
    ("text", "label", "at"),
    [
        ("2026-03-01T00:00:01Z  imports  started  9", ("import", "begin"), 1_000),
        ("2026-03-01 00:00:01,500 ERROR imports", ("import",), 1_500),
        ("2026-03-01T01:00:01+01:00 imports", ("import",), 1_000),
        ("alarm  Full\nraised  2026-03-01T00:00:01Z", ("full", "rais"), 1_000),
    ],
)
def test_times_in_output_are_times_of_what_it_reports(
    text: str, label: tuple[str, ...], at: int
) -> None:
    """Log lines, tables, names with values; zones and fractions count."""
    (found,) = happenings(text)
    assert found.labels[-1] == label
    assert found.at == FIRST_DAY + at


def test_a_chance_is_told_in_round_numbers() -> None:
    """It is estimated, so that more digits would say what nobody knows."""
    assert odds(1 / 64_683) == "at most 1 in 10,000"
    assert odds(1 / 1_000) == "at most 1 in 1,000"
    assert odds(1e-12) == "below 1 in a billion"


def test_chances_are_those_of_the_textbook() -> None:
    """The tail of the binomial distribution."""
    assert at_least(2, 3, 0.5) == pytest.approx(0.5)
    assert (at_least(0, 3, 0.1), at_least(4, 3, 0.5), at_least(1, 1, 1.0)) == (1.0, 0.0, 1.0)


def test_two_clocks_do_not_follow_each_other() -> None:
    """They keep their distance for ever, and neither has to do with the other."""
    logs = []
    for number, who in enumerate("abcabc"):
        start = number + 0.0625 * (number * 5 % 11)
        lines = [
            line
            for tick in range(12)
            for line in (
                f"{clock(start, 900 * tick)} pump: sample taken",
                f"{clock(start, 900 * tick + 109)} rack: heartbeat sent",
            )
        ]
        logs.append(session(who, ("tail -n 40 all.log", "\n".join(lines)), day=number + 0.9))
    assert dream({"/index.md": "# Notes\n"}, *logs) == ()
