"""Hours, companions and resources behind incidents: what is more than chance, and what is not."""

from datetime import UTC, datetime

import pytest
from support.dreaming import DAY_MS, FIRST_DAY, dream, kinds, new_lines, session

from core.dreams.extract.happenings.happenings import happenings
from core.dreams.inputs import SessionLog
from core.dreams.material.testimony import testimony
from core.dreams.material.timeline.timeline import timeline
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


DAYS = (0.31, 1.77, 3.12, 4.58, 6.05, 7.4, 9.93)


def report(agent: str, day: float, *lines: tuple[float, str]) -> SessionLog:
    """A session that reads a journal; each line so many minutes after the day's moment."""
    text = "\n".join(f"{at(day + minutes / 1440)}; {line}" for minutes, line in lines)
    return session(agent, ("journal", text), day=day + 0.2)


def test_two_that_come_together_are_a_pattern() -> None:
    """In either order, after any time, and with something else in between."""
    logs = [
        report(
            "abc"[number % 3],
            day,
            (0, "press; jam; roll 3"),
            (5 - 1.3 * number**1.2, "dryer; too hot; 81 C"),
            (47 * (number - 3) + 20, "office; door open"),
        )
        for number, day in enumerate(DAYS)
    ]
    findings = dream({}, *logs)
    assert kinds(findings) == ["add_pattern"]
    text = " ".join(new_lines(findings))
    assert "`dryer too hot` and `press jam` come together" in text
    assert "7 of 7 times" in text


def test_what_mostly_comes_alone_has_no_companion() -> None:
    """Half of the one without the other, and neither agents nor hours in common."""
    logs = [
        report(
            "ab"[number % 2],
            day,
            (0, "press; jam"),
            *([(4 - 2.3 * number, "dryer; too hot")] if number % 2 else []),
        )
        for number, day in enumerate(DAYS)
    ]
    assert dream({}, *logs) == ()


def place(agent: str, day: float, line: str) -> SessionLog:
    """A session that sees one line of a journal, and that all is well elsewhere."""
    return session(
        agent,
        ("journal", f"{at(day)}, {line}"),
        *((f"look {n}", "all is well") for n in range(12)),
        day=day + 0.1,
    )


REPORTS = (
    "press, jam, on cold store 4",
    "dryer, hot, cold store 4",
    "belt, torn near cold store 4",
)


def test_one_place_behind_reports_of_different_kinds_is_a_pattern() -> None:
    """Named with all of its words."""
    logs = [place("aabb"[n % 4], 1.3 * n, REPORTS[n % 3]) for n in range(6)]
    (line,) = [line for line in new_lines(dream({}, *logs)) if line.startswith("- ")]
    assert line.startswith("- `cold store 4` stands behind 6 incidents of different kinds:")


def test_where_each_report_names_some_place_none_is_behind_them() -> None:
    """Two of a shape, named as often as each other."""
    logs = [
        place("aabb"[n % 4], 1.3 * n, REPORTS[n % 3].replace("4", "47"[n // 3 % 2]))
        for n in range(12)
    ]
    assert not [one for one in dream({}, *logs) if "behind" in one.title]


@pytest.mark.parametrize(
    "line",
    [
        "{}  press  jam  roll 3",
        "{} | press | jam | roll 3",
        "{};press;jam;roll 3",
        "[{}] press: jam (roll 3)",
        "{} WARN press - jam, roll 3",
        'at={} what=press how=jam note="roll 3"',
        "- {}: press, jam, roll 3",
        '{{"at": "{}", "what": "press", "how": "jam"}}',
    ],
)
@pytest.mark.parametrize(
    "written",
    [
        "2026-03-01T07:26:24Z",
        "2026-03-01 07:26:24",
        "1 Mar 2026 07:26:24",
        "01.03.2026 07:26:24",
        "March 1, 2026 at 07:26:24",
    ],
)
def test_a_journal_may_have_any_shape(line: str, written: str) -> None:
    """Its separators, and how it writes times, change nothing."""
    (found,) = happenings(line.format(written))
    assert found.labels == (("press",), ("press", "jam"))
    assert found.at == FIRST_DAY + ((7 * 60 + 26) * 60 + 24) * 1000


KINDS = ("press, jam", "dryer, too hot", "belt 2, torn")


def among_others(agent: str, day: float, what: str, *besides: str) -> SessionLog:
    """A session that reads of one thing and of others, and that all is well elsewhere."""
    lines = [what, *besides]
    text = "\n".join(f"{at(day + number / 50)}, {line}" for number, line in enumerate(lines))
    looks = ((f"look {n}", "all is well") for n in range(12))
    return session(agent, ("journal", text), *looks, day=day + 0.1)


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ("two rolls on switchboard TK-38", "switchboard TK-38"),
        ("rack {n} (near old switchboard TK-38)", "old switchboard TK-38"),
        ("9 min via relay-7", "relay-7"),
        ("9 min through relay-7.east.lan", "relay-7.east.lan"),
        ("server=relay-7 after 9 min", "relay-7"),
        ("roll {n} at loading dock 12", "loading dock 12"),
        ("9 min on circuit L21", "circuit L21"),
        ("no room under /srv/spool-a", "/srv/spool-a"),
        ("no answer from 10.4.0.9:5432", "10.4.0.9"),
        ("no answer from db-primary", "db-primary"),
        ("pool=db_primary, 9 min", "db_primary"),
    ],
)
def test_what_is_behind_reports_is_told_by_its_whole_name(where: str, name: str) -> None:
    """With the noun that always stands before a code or a number; hosts, paths, addresses too."""
    logs = [
        among_others(
            "aabb"[n % 4], 1.3 * n, f"{KINDS[n % 3]}, {where.format(n=n)}", f"lamp, lit, hall {n}"
        )
        for n in range(7)
    ]
    (line,) = [line for line in new_lines(dream({}, *logs)) if "behind" in line]
    assert line.startswith(f"- `{name}` stands behind 7 incidents of different kinds:")


def test_a_noun_that_changes_is_no_part_of_a_name() -> None:
    """And neither are words of place."""
    nouns = ("board", "panel", "behind")
    logs = [
        place("aabb"[n % 4], 1.3 * n, f"{KINDS[n % 3]}, on {nouns[n % 3]} TK-38") for n in range(7)
    ]
    (line,) = [line for line in new_lines(dream({}, *logs)) if "behind" in line]
    assert line.startswith("- `TK-38` stands behind 7 incidents")


@pytest.mark.parametrize(
    "form", ["[{} UTC] {}", "{} {} (since 14 Mar 2026)", "{} h-3 {}", "{} {} [dc=east-2]"]
)
def test_a_date_and_a_host_that_stand_in_every_line_are_behind_nothing(form: str) -> None:
    """They are how the lines of the log look."""
    logs = []
    for n in range(7):
        moments = (datetime.fromtimestamp((FIRST_DAY + (1.3 * n + part) * DAY_MS) / 1000, UTC)
                   for part in (0.01, 0.03))  # fmt: skip
        times = [moment.strftime("%d %b %Y %H:%M:%S") for moment in moments]
        lines = (f"{KINDS[n % 3].replace(',', ':')} (roll)", f"lamp: lit (hall {n})")
        text = "\n".join(form.format(*both) for both in zip(times, lines, strict=True))
        looks = ((f"look {m}", "all is well") for m in range(12))
        logs.append(session("aabb"[n % 4], ("journal", text), *looks, day=1.3 * n + 0.1))
    assert not [one for one in dream({}, *logs) if "behind" in one.title]


def test_of_a_source_and_its_event_the_event_is_told() -> None:
    """Though something else of the same source was once near as well."""
    logs = [
        report(
            "abc"[number % 3],
            day,
            (0, "press; jam; roll 3"),
            (5 - 1.3 * number**1.2, "dryer; too hot; 81 C"),
            (47 * (number - 3) + 20, "office; door open"),
        )
        for number, day in enumerate(DAYS)
    ]
    logs.append(report("b", 11.4, (0, "press; oiled"), (3, "dryer; swept")))
    (finding,) = dream({}, *logs)
    assert finding.title == "dryer too hot comes together with press jam"


def test_what_differs_from_time_to_time_is_no_part_of_the_event() -> None:
    """Though it was mostly the same; all that happened is told by what it has in common."""
    logs = [
        report(
            "abc"[number % 3],
            day,
            (0, f"press jam: {'once' if number else 'twice'}"),
            (2, f"dryer hot: {'once' if number != 4 else 'twice'}"),
            (47 * (number - 3) + 20, "office; door open"),
        )
        for number, day in enumerate(DAYS)
    ]
    (finding,) = dream({}, *logs)
    assert finding.title == "dryer hot always comes 2 min after press jam"


def test_an_old_time_in_a_report_makes_no_long_watch() -> None:
    """The rate of what happens is counted over the time in which somebody looked."""
    minutes = (-60 * 24 * 90, -30, 0)
    log = report("a", 100, *((minute, f"office; note {minute}") for minute in minutes))
    assert timeline(testimony.Testimony([log])).watched_ms == (6 * 60 + 30) * 60_000


def test_what_keeps_its_hour_to_the_minute_needs_few_days() -> None:
    """Four minutes are less by chance than ten."""
    logs = []
    for day, minutes in enumerate((0, 2, 1, 3)):
        lines = [f"{at(day + 0.104 + minutes / 1440)}  uploads  stalled  4 min"]
        lines += [f"{at(day + (0.0811 + 0.13 * n) % 1)}  cache  flush  {n} MB" for n in range(8)]
        logs.append(session("ab"[day % 2], ("events", "\n".join(lines)), day=day + 1.2))
    (finding,) = dream({}, *logs)
    assert finding.title.startswith("uploads stalled around 02:3")
    assert "within 4 min of the day" in finding.rationale


def test_a_pattern_is_told_once_however_its_lines_begin() -> None:
    """What one dream writes it knows when it looks again, whatever all the lines have in common."""
    kinds_of_it = ("LID_OPEN", "BELT_SLOW", "GLUE_COLD", "LID_OPEN")
    logs = []
    for number, what in enumerate(kinds_of_it * 2):
        own = f"{at(number)}  REP  BAY-{number % 4}  {what}  9 min on steam main SM-79"
        other = f"{at(number + 0.4)}  REP  YARD-1  GATE_{'AB'[number % 2]}  2 min"
        fine = (f"show {number}", "all is well")
        logs.append(session("abc"[number % 3], ("reports", f"{own}\n{other}"), fine, day=number))
    findings = [one for one in dream({}, *logs) if "SM-79" in one.title]
    assert kinds(findings) == ["add_pattern"]
    assert findings[0].rationale.count("incidents") == 1
