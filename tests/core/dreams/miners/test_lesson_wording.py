"""How lessons say it: the whole call that helps, the line that names the cause, no half bracket."""

import pytest
from support.dreaming import dream, new_lines, session

from core.dreams.extract.errors.errors import error_line
from core.dreams.extract.language.common import in_pairs
from core.dreams.inputs import SessionLog
from core.transcripts.events import Status


def three(call: str, error: str, first: str) -> list[SessionLog]:
    """Three sessions in which a step made a call succeed; `N` is another each time."""
    numbers = ("41", "57", "63")
    return [
        session(
            agent,
            (call.replace("N", number), error.replace("N", number), Status.FAILED),
            (first.replace("N", number), "ok"),
            (call.replace("N", number), "done"),
            day=day,
        )
        for day, (agent, number) in enumerate(zip(("a", "b", "a"), numbers, strict=True))
    ]


def lesson(*logs: SessionLog) -> str:
    """The one lesson of these sessions."""
    (line,) = [line for line in new_lines(dream({}, *logs)) if line.startswith("- ")]
    return line


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("scadactl point reset --alarm N", "first do `scadactl point reset --alarm \u2026`"),
        ("p4 resolve -at -c N", "first do `p4 resolve -at -c \u2026`"),
        ("docker compose up -d pg", "first do `docker compose up -d pg`"),
        ("agectl open N", "first do `agectl open`"),
    ],
)
def test_the_call_that_comes_first_is_named_as_a_whole(first: str, said: str) -> None:
    """Without what is another one each time, for which a sign stands behind its flag."""
    text = lesson(*three("scadactl ack N", "error: alarm N is latched, reset the point", first))
    assert said in text


def test_a_setting_in_the_call_is_what_helps() -> None:
    """As `make` takes it: a word with a sign of equality."""
    logs = [
        session(
            agent,
            ("make stubs", f"stubgen: tag {number} clashes with the frozen list", Status.FAILED),
            ("make stubs REGISTRY=vendored", "ok"),
            day=number,
        )
        for number, agent in enumerate("aba")
    ]
    assert "add `REGISTRY=vendored`" in lesson(*logs)


def test_the_line_that_names_the_cause_is_the_error() -> None:
    """Not the one that only points to it, if there is one that names it."""
    generic = "Submit validation failed -- fix problems then use 'p4 submit -c 41'."
    cause = "//ember/main/a.uasset - must resolve #14 before submitting"
    assert error_line(f"{generic}\n{cause}") == cause
    assert error_line(f"{generic}\nnothing more") == generic
    assert error_line("error: cannot lock\nmust wait") == "error: cannot lock"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("choose one of: \u2026 sidecar]", "choose one of: \u2026 sidecar"),
        ("then use 'p4 submit -c \u2026", "then use p4 submit -c \u2026"),
        ("it isn't (there)", "it isn't (there)"),
        ("'a' and 'b'", "'a' and 'b'"),
    ],
)
def test_half_a_bracket_or_quote_is_left_out(text: str, whole: str) -> None:
    """Whole ones stay."""
    assert in_pairs(text) == whole


@pytest.mark.parametrize(
    ("call", "error", "more", "said"),
    [
        (
            "plc trend --days 14",
            "PLC: BUFFER OVERRUN, N SAMPLES LOST",
            "{} --every 10",
            "--every 10",
        ),
        (
            "p5 sync all",
            "p5: aborted at N, proxy mismatch",
            "p5 -p origin:17 sync all",
            "-p origin:17",
        ),
    ],
)
def test_errors_in_capitals_and_flags_before_the_sub_command(
    call: str, error: str, more: str, said: str
) -> None:
    """Old machines cry, and some flags belong to the program."""
    logs = [
        session(
            agent,
            (call, error.replace("N", f"{day}7"), Status.FAILED),
            (more.format(call), "ok"),
            day=day,
        )
        for day, agent in enumerate("aba")
    ]
    assert f"add `{said}`" in lesson(*logs)


def test_a_vain_attempt_is_not_overcome_by_what_overcame_the_call() -> None:
    """`make clean stubs` was tried in between: nobody has to use `make stubs` instead of it."""
    error = "stubgen: tag 7 clashes with the frozen list"
    logs = [
        session(
            agent,
            ("make stubs", error, Status.FAILED),
            ("make clean stubs", error, Status.FAILED),
            ("make stubs REGISTRY=vendored", "ok"),
            day=day,
        )
        for day, agent in enumerate("aba")
    ]
    assert "add `REGISTRY=vendored`" in lesson(*logs)
