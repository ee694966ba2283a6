"""Pairing calls and results, batch by batch."""

from core.transcripts.events import (
    ErrorSource,
    Event,
    Kind,
    Status,
    ToolNorm,
    Usage,
    Where,
)
from core.transcripts.pairing import Call, Late, Pairing, distinct, is_error, usages
from core.transcripts.status import Verdict

WHERE = Where(0, 1, 1)


def call(call_id: str, command: str = "make", session: str = "s") -> Event:
    return Event(
        kind=Kind.TOOL_CALL,
        native_type="call",
        where=WHERE,
        session=session,
        call_id=call_id,
        tool_norm=ToolNorm.SHELL,
        input=f'{{"command": "{command}"}}',
        status=Status.UNKNOWN,
    )


def result(call_id: str, body: str = "", code: int | None = None, session: str = "s") -> Event:
    failed = bool(code)
    return Event(
        kind=Kind.TOOL_RESULT,
        native_type="result",
        where=WHERE,
        session=session,
        call_id=call_id,
        body=body,
        exit_code=code,
        status=Status.FAILED if failed else Status.OK,
        error_source=ErrorSource.EXIT_CODE if failed else ErrorSource.NONE,
    )


def said(native_id: str | None, body: str, *, replaces: bool = False, block_no: int = 0) -> Event:
    return Event(
        kind=Kind.ASSISTANT,
        native_type="said",
        where=WHERE,
        session="s",
        native_id=native_id,
        block_no=block_no,
        body=body,
        replaces=replaces,
    )


def _statuses(events: list[Event]) -> list[Status | None]:
    return [event.status for event in events]


def test_the_verdict_stands_on_both() -> None:
    """Judged with the command known: `grep` without a match is no failure."""
    settled = Pairing().settle(
        [call("a"), call("b", "grep x y"), result("b", "", 1), result("a", "", 2)]
    )
    assert _statuses(settled.events) == [Status.FAILED, Status.OK, Status.OK, Status.FAILED]
    assert [event.exit_code for event in settled.events] == [2, 1, 1, 2]
    assert [is_error(event) for event in settled.events] == [False, False, False, True]
    assert settled.late == []


def test_a_result_in_a_later_batch_amends_the_call() -> None:
    """The call was given out before."""
    pairing = Pairing()
    assert _statuses(pairing.settle([call("a", "go test | tail")]).events) == [Status.UNKNOWN]
    settled = pairing.settle([result("a", "--- FAIL: T")])
    verdict = Verdict(Status.FAILED, ErrorSource.TEXT_RULE)
    assert settled.late == [Late("s", "a", Kind.TOOL_CALL, verdict)]
    assert _statuses(settled.events) == [Status.FAILED]


def test_a_call_of_an_earlier_process_is_looked_up() -> None:
    """It was stored; what is stored is enough to judge its result."""
    stored = Call(ToolNorm.SHELL, '{"command": "grep x y"}')
    pairing = Pairing(lambda session, call_id: stored if (session, call_id) == ("s", "a") else None)
    settled = pairing.settle([result("a", "", 1), result("z", "", 1)])
    assert _statuses(settled.events) == [Status.OK, Status.FAILED]
    assert settled.late == [Late("s", "a", Kind.TOOL_CALL, Verdict(Status.OK, ErrorSource.NONE, 1))]


def test_a_call_that_comes_after_its_result_takes_its_verdict() -> None:
    """Records of parallel agents are out of order; the command decides as always."""
    settled = Pairing().settle(
        [result("a", "", 2), result("b", "", 1), call("b", "grep x y"), call("a")]
    )
    assert _statuses(settled.events) == [Status.FAILED, Status.OK, Status.OK, Status.FAILED]


def test_a_second_result_is_judged_by_itself() -> None:
    """In the same batch as in a later one."""
    answered = Call(ToolNorm.SHELL, '{"command": "make"}', is_answered=True)
    batches = [call("a"), result("a", "", 2), result("a")], [result("a")]
    for batch, find in zip(batches, (lambda *_: None, lambda *_: answered), strict=True):
        settled = Pairing(find).settle(batch)
        assert _statuses(settled.events)[-1] is Status.OK
        assert settled.late == []


def test_an_id_that_is_used_again_is_another_call() -> None:
    """Some agents count their calls anew in every turn."""
    settled = Pairing().settle([call("a"), result("a", "", 2), call("a"), result("a")])
    assert _statuses(settled.events) == [Status.FAILED, Status.FAILED, Status.OK, Status.OK]


def test_what_was_decided_before_a_restart_still_counts() -> None:
    """A person denied the call; its result only repeats that as a failure."""
    denied = Verdict(Status.REJECTED_BY_USER, ErrorSource.FLAG)
    stored = Call(ToolNorm.SHELL, '{"command": "make"}', ruling=denied)
    settled = Pairing(lambda *_: stored).settle([result("a", "", 1)])
    assert _statuses(settled.events) == [Status.REJECTED_BY_USER]


def test_the_same_id_in_another_session_is_another_call() -> None:
    """Ids are unique in a session only."""
    settled = Pairing().settle([call("a"), call("a", session="t"), result("a", "", 2, "t")])
    assert _statuses(settled.events) == [Status.UNKNOWN, Status.FAILED, Status.FAILED]


def test_repetitions_are_dropped_and_the_first_stands() -> None:
    """Unless the format says that a later one takes its place."""
    events = [
        said("1", "a"),
        said("1", "b"),
        said("1", "c", block_no=1),
        said(None, "d"),
        said(None, "d"),
        said("2", "e"),
        said("2", "f", replaces=True),
    ]
    assert [event.body for event in distinct(events)] == ["a", "c", "d", "d", "f"]


def test_tokens_count_once_per_request_and_the_last_wins() -> None:
    """In whatever order the sessions come."""
    events = [
        Event(
            kind=Kind.USAGE,
            native_type="u",
            where=WHERE,
            session=session,
            request_id=request,
            usage=Usage(output_tokens=tokens),
        )
        for session, request, tokens in [("s", "r", 1), ("t", "r", 5), ("s", "r", 9), ("s", "q", 2)]
    ]
    assert {key: usage.output_tokens for key, usage in usages(events).items()} == {
        ("s", "r"): 9,
        ("t", "r"): 5,
        ("s", "q"): 2,
    }
