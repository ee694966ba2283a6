"""Lessons of tools that are called with parameters, whatever trade they serve."""

import json
from typing import Any

import pytest
from support.dreaming import Call, dream, kinds, new_lines, session

from core.dreams.inputs import SessionLog
from core.transcripts.events import Status

FAILED = Status.FAILED
Step = tuple[Call, str] | tuple[Call, str, Status]


def each(*sessions: tuple[Step, ...], agents: str = "aab") -> list[SessionLog]:
    """Sessions of these steps, one a day, of these agents."""
    return [
        session(agent, *steps, day=day)
        for day, (agent, steps) in enumerate(zip(agents, sessions, strict=True))
    ]


def call(tool: str, **given: Any) -> Call:
    """A call of a tool that is no shell and no editor."""
    return {"tool": tool, **given}


def told(**members: object) -> str:
    """An answer in JSON."""
    return json.dumps(members)


def line_of(*sessions: tuple[Step, ...], agents: str = "aab") -> str:
    """The one lesson that these sessions teach."""
    findings = dream({"/index.md": "# Notes\n"}, *each(*sessions, agents=agents))
    assert kinds(findings) == ["add_lesson"]
    return new_lines(findings)[-1]


def dosed(batch: int, said: str, **more: object) -> tuple[Step, ...]:
    """A dose for a brew that is refused, and then given with something more."""
    given = {"batch": batch, "hop": "Saaz", "grams": batch / 10}
    return (
        (call("brew_dose", **given), said, FAILED),
        (call("brew_dose", **given, **more), told(state="dosed", batch=batch)),
    )


ANSWERS = [
    told(error="dose_refused", message="vessel missing"),
    told(status=422, detail={"code": "E_DOSE", "reason": "vessel missing"}, trace="7f3a"),
    "HTTP 422: " + told(errors=[{"title": "invalid", "issue": "vessel missing"}]),
    json.dumps({"error": {"type": "refused", "message": "vessel missing"}}, indent=2),
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_what_an_answer_in_json_says_is_the_error(answer: str) -> None:
    """However deep it stands; and the parameter that came is what worked."""
    sessions = [dosed(batch, answer, vessel=f"V{batch}") for batch in (410, 422, 437)]
    line = line_of(*sessions)
    assert '`brew_dose` fails with "vessel missing": add `vessel`' in line
    assert "3 of 3 sessions" in line


def test_of_several_parameters_the_error_names_the_one_it_wanted() -> None:
    """What came along with it helped nothing; it may stand inside of another one."""
    answer = told(detail="Validation failed", errors=[{"field": "unit", "issue": "required"}])
    given = {"bed": 4, "dose": {"ml": 20}}
    works = {"bed": 4, "dose": {"ml": 20, "unit": "ml"}, "audit_note": "weekly"}
    steps: tuple[Step, ...] = (
        (call("feed_bed", **given), answer, FAILED),
        (call("feed_bed", **works), "fed"),
    )
    line = line_of(steps, steps, steps)
    assert '"Validation failed": add `unit`' in line
    assert "audit_note" not in line


def test_a_value_that_the_error_asks_for_is_a_remedy() -> None:
    """The parameter was there with another value."""
    answer = told(error="unknown tide model: choose one of fes, tpxo")

    def steps(port: str) -> tuple[Step, ...]:
        return (
            (call("tide_table", port=port, model="default"), answer, FAILED),
            (call("tide_table", port=port, model="tpxo"), "04:10 3.1 m"),
        )

    assert "add `model=tpxo`" in line_of(steps("Brest"), steps("Vigo"), steps("Cork"))


def test_two_names_in_an_error_may_differ() -> None:
    """A program of a printer, who has to load what the error names."""
    line = line_of(
        *(
            (
                (f"rip plate {at}", f"rip: profile {colour} of {who} is not loaded", FAILED),
                (f"profilectl load {colour}", "loaded"),
                (f"rip plate {at}", "done"),
            )
            for at, colour, who in ((7, "Fogra51", "Hanser"), (8, "Swop", "Beck"), (9, "Gra", "Re"))
        )
    )
    assert "profile … of … is not loaded" in line
    assert "first do `profilectl load`, which worked in 3 of 3" in line


def test_a_value_given_as_text_is_given_as_what_it_is() -> None:
    """And the other way round; nothing else differs."""
    text, number = call("rate_of", base="EUR", amount="12"), call("rate_of", base="EUR", amount=12)
    answer = told(error="amount is of a wrong type")
    line = line_of(*(((text, answer, FAILED), (number, "13")),) * 3)
    assert "give `amount` as a number, list or object, not as a text" in line
    line = line_of(*(((number, answer, FAILED), (text, "13")),) * 3)
    assert "give `amount` as a text" in line


def test_another_name_for_a_parameter_is_a_remedy() -> None:
    """If the error refuses the one that it had."""
    answer = told(errors=["unknown parameter `berth_no`"])
    steps: tuple[Step, ...] = (
        (call("tug_order", ship="Orla", berth_no=7), answer, FAILED),
        (call("tug_order", ship="Orla", berth=7), "ordered"),
    )
    assert "use `berth` instead" in line_of(steps, steps, steps)


def held(card: str, reader: str, since: str, *, mended: bool = True) -> tuple[Step, ...]:
    """A loan that is refused for a reader's sake, until the fines of the card are settled."""
    given = {"card": card, "title": f"T-{card}"}
    said = f"HoldError: card is blocked since {since} for reader {reader} by the front desk"
    return (
        (call("loan_place", **given), said, FAILED),
        (call("reader_get", card=card), "two fines"),
        (call("fines_settle", card=card) if mended else call("mail_list"), "done"),
        (call("loan_place", **given), "lent") if mended else (call("mail_list"), "2 mails"),
    )


def test_an_error_with_other_names_in_it_is_the_same_error() -> None:
    """Names of one word and of two, days in any form; the step between is about the same card."""
    line = line_of(
        held("11-204", "k.osei", "2026-02-03 10:00"),
        held("11-377", "Mara Lund", "Mon, 9 Feb 2026 at 4:15 pm"),
        held("11-390", "Ivo", "14 February 2026"),
    )
    assert "first do `fines_settle(card)`" in line
    assert "reader_get" not in line
    assert "3 of 3 sessions" in line


def test_an_error_that_nobody_overcame_counts_with_the_others() -> None:
    """Its name is another one too; that the same works is known from two."""
    line = line_of(
        held("11-204", "k.osei", "2026-02-03 10:00"),
        held("11-377", "m.lund", "2026-02-04 11:30"),
        held("11-390", "i.harlan", "2026-02-05 09:12", mended=False),
    )
    assert "worked in 2 of 3 sessions" in line


def shell(command: str, error: str, works: str) -> tuple[Step, ...]:
    """A command that fails, and one that works."""
    return ((command, error, FAILED), (works, "done"))


def asked(cue: int, lamp: str) -> tuple[Step, ...]:
    """A cue that wants to know which of its lamps is meant."""
    error = f"cuectl: cue has more than one lamp, give one of: [{lamp} haze]"
    return shell(f"cuectl fire c{cue} --fade 9", error, f"cuectl fire c{cue} -l {lamp} --fade 4")


IN_SHELLS: dict[str, tuple[list[tuple[Step, ...]], str]] = {
    "a flag whose value the error names, not the one that got another value": (
        [asked(4, "par"), asked(9, "spot"), asked(12, "blinder")],
        "add `-l`, which worked in 3 of 3 sessions, as with `-l blinder`",
    ),
    "a flag before a text, which is none of its values": (
        [
            shell(
                f'ask run --plain "{query}"',
                f"ask: slots are used up, ticket ask_{ticket}",
                f'ask run --plain --later "{query} x"',
            )
            for query, ticket in (("count a", "r5a1_01"), ("sum b", "k9c22f_7"), ("top", "9f8a7_2"))
        ],
        "add `--later`, which",
    ),
    "another account, for every sub-command": (
        [
            shell(f"mailq {what}", "error: spool token does not match", f"sudo -u mta mailq {what}")
            for what in ("show", "flush", "stats")
        ],
        "`mailq` fails with \"error: spool token does not match\": call it with `sudo -u mta`",
    ),
    "a command on another host": (
        [
            shell(
                f"ssh app-{at} 'cd /srv && ledger close m{at}'",
                "ledger: period is open in another session",
                f"ssh app-{at} 'cd /srv && ledger close m{at} --takeover'",
            )
            for at in range(3)
        ],
        "`ledger close` fails with \"ledger: period is open in another session\": add `--takeover`",
    ),
    "the way to another host": (
        [
            shell(
                f"ssh build-{at} uptime",
                "ssh: connect to host port 22: Connection refused",
                f"ssh -p 2222 build-{at} uptime",
            )
            for at in range(3)
        ],
        "add `-p 2222`",
    ),
    "what stands in the help": (
        [
            (
                ("silo fill north --settle", "error: unknown flag: --settle", FAILED),
                ("silo fill --help", "--rest  lets it settle"),
                ("silo fill north --rest", "filled"),
            )
        ]
        * 3,
        "use `--rest` instead",
    ),
    "a server that is named by a short flag": (
        [shell("psq -U ro stock", "psq: cannot connect to the server", "psq -U ro -h db-2 stock")]
        * 3,
        "add `-h db-2`",
    ),
    "pods and containers have other names each time": (
        [
            shell(
                f"podctl wake {pod}",
                f'podctl: container {pod} of node {node} is asleep, refused by lease {lease}',
                f"podctl wake {pod} --force",
            )
            for pod, node, lease in (
                ("cart-7d9f8c-x2x9k", "4f9c2ab77e10", "2f6c1c1e-90ab-4c1d-8d2e-0a1b2c3d4e5f"),
                ("tax-5f7b9d8c66-abcde", "00aa3bc41f77", "9a6c1c1e-90ab-4c1d-8d2e-0a1b2c3d4e5f"),
                ("fee-6c5d4f7b98-q8w7e", "d3adb33f0042", "1b6c1c1e-90ab-4c1d-8d2e-0a1b2c3d4e5f"),
            )
        ],
        "add `--force`, which worked in 3 of 3",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sessions", "advice"), IN_SHELLS.values(), ids=IN_SHELLS)
def test_what_helped_is_what_the_successes_have_in_common(
    sessions: list[tuple[Step, ...]], advice: str
) -> None:
    """Not what came along with it, and whatever names stand in the error."""
    assert advice in line_of(*sessions)


def missing(name: str, batch: int, sign: str = "") -> tuple[Step, ...]:
    """A dose that lacks one parameter, which then is given."""
    more = {name: "x7"}
    return dosed(batch, told(message=f"required field {sign}{name}{sign} missing"), **more)


GIVEN = {"batch": 410, "hop": "Saaz"}
DOSE = call("brew_dose", **GIVEN)
REFUSED = told(message="the vessel is not clean")
NO_LESSON: dict[str, list[tuple[Step, ...]]] = {
    "another field each time": [missing("vessel", 1), missing("yeast", 2), missing("temper", 3)],
    "one of three lacked another field": [
        missing("vessel", 1), missing("vessel", 2), missing("yeast", 3)
    ],
    "the same where the field stands in quotes": [
        missing("vessel", 1, "'"), missing("vessel", 2, "'"), missing("yeast", 3, "'")
    ],
    "a flag for each column, which stands in quotes": [
        shell(f"imp {table}", f"imp: required column '{name}' missing", f"imp {table} --{name} 3")
        for table, name in (("a.csv", "vat"), ("b.csv", "vat"), ("c.csv", "net"))
    ],
    "a tool that only looks in between": [
        ((DOSE, REFUSED, FAILED), (call("vessel_get", batch=410), "clean"), (DOSE, "dosed"))
    ] * 3,
    "a call for another thing": [
        ((DOSE, REFUSED, FAILED), (call("brew_dose", batch=9, hop="Saaz"), "dosed"))
    ] * 3,
    "a call for the same thing that does something else with it": [
        ((DOSE, REFUSED, FAILED), (call("brew_dose", batch=410, note="too late"), "noted"))
    ] * 3,
    "the same for another thing and with something more": [
        ((DOSE, REFUSED, FAILED), (call("brew_dose", batch=9, hop="Saaz", note="late"), "dosed"))
    ] * 3,
    "a note of its own in between": [
        ((DOSE, REFUSED, FAILED), (call("TodoWrite", items="wait"), "ok"), (DOSE, "dosed"))
    ] * 3,
    "several steps of which any may have done it": [
        (
            (DOSE, REFUSED, FAILED),
            (call("pump_start", line="b"), "ok"),
            (call("lid_close", line="c"), "ok"),
            (DOSE, "dosed"),
        )
    ] * 3,
    "a person's decision": [
        ((DOSE, REFUSED, Status.REJECTED_BY_USER), (call("brew_dose", **GIVEN, vessel="V1"), "ok"))
    ] * 3,
    "a cascade": [
        ((DOSE, REFUSED, Status.CANCELLED_SIBLING), (call("brew_dose", **GIVEN, vessel="V"), "ok"))
    ] * 3,
    "an answer that is no failure": [
        ((DOSE, REFUSED, Status.OK), (call("brew_dose", **GIVEN, vessel="V1"), "ok"))
    ] * 3,
    "the same error was overcome in another way each time": [
        shell(f"cuectl go {cue}", f"cuectl: console is held by {who}", f"cuectl go {cue} {flag}")
        for cue, who, flag in ((1, "maja", "--wait"), (2, "tom", "--kick"), (3, "ines", "--fork"))
    ],
    "only its help was read": [
        (
            ("silo fill north --settle", "error: unknown flag: --settle", FAILED),
            ("silo fill --help", "--rest  lets it settle"),
            ("man silo", "silo fills"),
        )
    ] * 3,
    "something else on the same host": [
        shell(
            "ssh log-4 ls -l /srv/old",
            "ls: cannot access '/srv/old': No such file or directory",
            "ssh log-4 readlink -f /srv/traces",
        )
    ] * 3,
    "a folder of that name elsewhere": [
        shell(
            "ls -l /etc/kiln/certs",
            "ls: cannot access '/etc/kiln/certs': No such file or directory",
            "ls -l /srv/oven/certs",
        )
    ] * 3,
}  # fmt: skip


@pytest.mark.parametrize("sessions", NO_LESSON.values(), ids=NO_LESSON)
def test_what_teaches_nothing(sessions: list[tuple[Step, ...]]) -> None:
    """Other failures, other things, and what nobody can say has helped."""
    assert [one for one in dream({}, *each(*sessions)) if one.edits] == []


LOANS = [
    held(f"11-20{at}", who, "2026-02-03 10:00") for at, who in enumerate(("k.o", "m.l", "Ivo"))
]


@pytest.mark.parametrize("sessions", [each(*LOANS[:2], agents="ab"), each(*LOANS, agents="aaa")])
def test_what_is_put_together_has_to_be_known_from_as_many(sessions: list[SessionLog]) -> None:
    """Two sessions or one agent are too few for errors with other names in them as well."""
    assert dream({}, *sessions) == ()


@pytest.mark.parametrize(
    ("entry", "lessons"),
    [
        ("- `loan_place` with a blocked card: `fines_settle` it.", 0),
        ("- `loan_place` lends a title.", 1),
    ],
)
def test_a_lesson_of_a_tool_that_an_entry_knows(entry: str, lessons: int) -> None:
    """It names both tools, in whatever words."""
    findings = dream({"/loans.md": f"# Loans\n\n{entry}\n"}, *each(*LOANS))
    assert len(findings) == lessons
