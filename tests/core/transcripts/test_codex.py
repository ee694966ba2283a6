"""Codex rollouts: two logs in one file, three spellings of an exit code, and the legacy form."""

import json
from collections.abc import Callable

from core.transcripts.events import Kind, RoleOrigin, Status, ToolNorm, Usage
from core.transcripts.formats.codex import FORMAT
from core.transcripts.pairing import Pairing, usages
from core.transcripts.stream import LineStream

Lines = Callable[..., bytes]
TIMES = iter(range(100_000))


def line(kind: str, **payload: object) -> dict[str, object]:
    number = next(TIMES)
    stamp = f"2026-08-03T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}.000Z"
    return {"timestamp": stamp, "type": kind, "payload": payload}


def meta(**more: object) -> dict[str, object]:
    known = {"id": "c-1", "cwd": "/w", "cli_version": "0.150.0", "git": {"branch": "main"}}
    return line("session_meta", **{**known, **more})


def item(kind: str, **more: object) -> dict[str, object]:
    return line("response_item", type=kind, **more)


def shown(kind: str, **more: object) -> dict[str, object]:
    return line("event_msg", type=kind, **more)


def message(role: str, text: str) -> dict[str, object]:
    return item("message", role=role, content=[{"type": "input_text", "text": text}])


def call(call_id: str, command: str, name: str = "shell") -> dict[str, object]:
    arguments = json.dumps({"command": ["bash", "-lc", command]})
    return item("function_call", name=name, arguments=arguments, call_id=call_id)


def output(call_id: str, given: object) -> dict[str, object]:
    return item("function_call_output", call_id=call_id, output=given)


def test_what_both_logs_say_is_kept_once(read, lines: Lines) -> None:
    """Prompts, answers and reasoning stand in both, in either order."""
    found = read(
        lines(
            meta(),
            message("user", "<environment_context>x</environment_context>"),
            message("user", "finish it"),
            shown("user_message", message="finish it"),
            line("turn_context", cwd="/w/sub", model="gpt"),
            shown("agent_reasoning", text="**Look**"),
            item("reasoning", summary=[{"type": "summary_text", "text": "**Look**"}]),
            item("reasoning", summary=[], encrypted_content="AAAA"),
            message("assistant", "done"),
            shown("agent_message", message="done"),
            message("user", "again"),
            message("user", "again"),
        )
    )
    said = found.of(Kind.USER, Kind.ASSISTANT, Kind.THINKING, Kind.INJECTED)
    assert [(one.kind, one.body) for one in said] == [
        (Kind.INJECTED, "<environment_context>x</environment_context>"),
        (Kind.USER, "finish it"),
        (Kind.THINKING, "**Look**"),
        (Kind.THINKING, ""),
        (Kind.ASSISTANT, "done"),
        (Kind.USER, "again"),
        (Kind.USER, "again"),
    ]
    assert [one.role_origin for one in said[:2]] == [RoleOrigin.HARNESS, RoleOrigin.HUMAN]
    assert (said[4].cwd, said[4].model) == ("/w/sub", "gpt")


def test_three_spellings_of_an_exit_code(read, lines: Lines) -> None:
    """In JSON inside the output, in its words, and in the display log, which knows best."""
    found = read(
        lines(
            meta(),
            call("a", "make"),
            output("a", json.dumps({"output": "no rule", "metadata": {"exit_code": 2}})),
            call("b", "make", "exec_command"),
            output("b", "Wall time: 0.1 seconds\nProcess exited with code 3\nOutput:\nbad"),
            call("c", "make"),
            shown("exec_command_end", call_id="c", exit_code=4, aggregated_output="worse"),
            output("c", "worse"),
            call("d", "make"),
            output("d", {"content": "sorry", "success": False}),
            call("e", "ls"),
            output("e", "Exit code: 0\nOutput:\nError: only shown"),
            call("f", "grep x y"),
            output("f", json.dumps({"output": "", "metadata": {"exit_code": 1}})),
            call("g", "make"),
            output("g", "exec command rejected by user"),
            call("h", "sleep 9"),
            output(
                "h",
                json.dumps(
                    {"output": "command timed out after 9 s", "metadata": {"exit_code": 124}}
                ),
            ),
        )
    )
    assert found.results() == [
        ("failed", "exit_code", 2),
        ("failed", "exit_code", 3),
        ("failed", "exit_code", 4),
        ("failed", "flag", None),
        ("ok", "none", 0),
        ("ok", "none", 1),
        ("rejected_by_user", "text_rule", None),
        ("timeout", "text_rule", 124),
    ]
    assert [one.status for one in found.of(Kind.TOOL_CALL)] == [
        one.status for one in found.of(Kind.TOOL_RESULT)
    ]
    assert found.of(Kind.TOOL_RESULT)[0].body == "no rule"


def test_arguments_are_json_in_a_text_or_not_json_at_all(read, lines: Lines) -> None:
    """Free text of custom tools is kept inside of JSON, so that input is always JSON."""
    found = read(
        lines(
            meta(cwd="D:\\PROJECTS\\shop"),
            item("function_call", name="f", arguments="{broken", call_id="a"),
            item("custom_tool_call", name="apply_patch", input="*** Begin Patch", call_id="b"),
            item("local_shell_call", action={"command": ["ls", "-l"]}, call_id="c"),
            item("web_search_call", status="completed", action={"type": "search", "query": "q"}),
        )
    )
    calls = found.of(Kind.TOOL_CALL)
    assert [json.loads(one.input or "") for one in calls] == [
        {"arguments": "{broken"},
        {"input": "*** Begin Patch"},
        {"command": ["ls", "-l"]},
        {"type": "search", "query": "q"},
    ]
    assert [one.tool_norm for one in calls] == [
        ToolNorm.OTHER,
        ToolNorm.EDIT,
        ToolNorm.SHELL,
        ToolNorm.WEB,
    ]
    assert (calls[3].call_id, calls[3].status) == ("s5", Status.OK)
    assert found.facts.sessions["c-1"].cwd == "D:\\PROJECTS\\shop"


def test_calls_without_ids_are_paired_in_order(read, lines: Lines) -> None:
    """Some rollouts have results that name only the tool."""
    found = read(
        lines(
            meta(),
            item("tool_call", function={"name": "run_shell_command"}, arguments={"command": "x"}),
            item("tool_result", name="x", result={"stdout": "out", "stderr": "", "exitCode": 7}),
        )
    )
    called, answered = found.of(Kind.TOOL_CALL, Kind.TOOL_RESULT)
    assert called.call_id == answered.call_id == "s2"
    assert (answered.body, answered.exit_code, called.status) == ("out", 7, Status.FAILED)


def test_tokens_are_sums_and_the_last_one_counts(read, lines: Lines) -> None:
    """Counting begins anew where a sum is smaller; a count may be missing."""

    def tokens(total: int, cached: int, said: int) -> dict[str, object]:
        sums = {"input_tokens": total, "cached_input_tokens": cached, "output_tokens": said}
        return shown("token_count", info={"total_token_usage": sums})

    found = read(
        lines(
            meta(),
            shown("token_count", info=None),
            tokens(100, 20, 5),
            tokens(300, 200, 9),
            tokens(50, 0, 2),
        )
    )
    assert usages(found.events) == {
        ("c-1", "total-1"): Usage(100, 9, 200, 0),
        ("c-1", "total-2"): Usage(50, 2, 0, 0),
    }


def test_a_compaction_keeps_its_words_and_not_the_history(read, lines: Lines) -> None:
    """What was replaced may have megabytes, and stands in the file already."""
    history = [{"type": "message", "role": "user", "content": "x" * 1_000}] * 50
    found = read(lines(meta(), line("compacted", message="Short.", replacement_history=history)))
    compacted = found.of(Kind.COMPACTION)
    assert [one.body for one in compacted] == ["Short."]
    assert found.of(Kind.USER) == []


def test_the_first_metadata_is_the_files(read, lines: Lines) -> None:
    """A fork repeats its parent's lines, metadata too; its line may be longer than a head."""
    found = read(
        lines(
            meta(
                id="child",
                parent_thread_id="p-1",
                forked_from_id="p-0",
                agent_nickname="Ada",
                subagent_history_start_ordinal=2,
                base_instructions={"text": "x" * 400_000},
            ),
            {**meta(id="p-1"), "ordinal": 0},
            {**message("user", "old words"), "ordinal": 1},
            {**message("user", "new words"), "ordinal": 2},
        )
    )
    assert {one.session for one in found.events} == {"child"}
    facts = found.facts.sessions["child"]
    assert (facts.parent_session, facts.forked_from, facts.agent_name) == ("p-1", "p-0", "Ada")
    said = found.of(Kind.USER)
    assert [(one.body, one.is_copied, one.role_origin) for one in said] == [
        ("old words", True, RoleOrigin.PEER_AGENT),
        ("new words", False, RoleOrigin.PEER_AGENT),
    ]


def test_rollouts_from_before_the_envelope(read, lines: Lines) -> None:
    """Bare metadata, bare items, and lines that only hold state."""
    found = read(
        lines(
            {"id": "old-1", "timestamp": "2025-05-01T00:00:00Z", "instructions": None, "git": {}},
            {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "hi"}]},
            {"record_type": "state"},
            {"type": "function_call", "name": "shell", "arguments": "{}", "call_id": "x"},
            {
                "type": "function_call_output",
                "call_id": "x",
                "output": '{"output":"o","metadata":{"exit_code":1}}',
            },
            {"created_at": "2025-09-10T12:00:00Z", "role": "assistant", "message": "bye"},
        )
    )
    assert found.format == "codex"
    assert [(one.kind, one.session) for one in found.events] == [
        (Kind.META, "old-1"),
        (Kind.USER, "old-1"),
        (Kind.META, "old-1"),
        (Kind.TOOL_CALL, "old-1"),
        (Kind.TOOL_RESULT, "old-1"),
        (Kind.ASSISTANT, "old-1"),
    ]
    assert found.results() == [("failed", "exit_code", 1)]
    assert found.events[5].ts is not None


def test_aborts_errors_and_unknown_entries(read, lines: Lines) -> None:
    """Each has its kind, and what nobody knows is kept."""
    found = read(
        lines(
            meta(),
            shown("turn_aborted", reason="interrupted"),
            shown("error", error={"kind": "rate_limit", "message": "slow down"}),
            shown("thread_name_updated", thread_name="Shop"),
            shown("hologram"),
            item("hologram"),
            line("hologram"),
            shown("mcp_tool_call_end", call_id="m", result={"Err": "gone"}),
            item("ghost_snapshot"),
        )
    )
    assert [(one.kind, one.status) for one in found.events[1:]] == [
        (Kind.LIFECYCLE, Status.INTERRUPTED),
        (Kind.ERROR, Status.FAILED),
        (Kind.META, None),
        (Kind.UNKNOWN, None),
        (Kind.UNKNOWN, None),
        (Kind.UNKNOWN, None),
        (Kind.PROGRESS, Status.FAILED),
        (Kind.META, None),
    ]
    assert found.events[2].body == "slow down"
    assert found.facts.sessions["c-1"].title == "Shop"


def test_a_copy_of_the_file_has_the_same_keys(lines: Lines) -> None:
    """Archived, compressed or reverted: lines that are the same are the same events."""
    first, second, third = message("user", "a"), message("user", "b"), message("user", "c")
    head = meta()
    one = LineStream(FORMAT).feed(lines(head, first, second)).events
    reverted = LineStream(FORMAT).feed(lines(head, first, third)).events
    assert [event.key for event in one][:2] == [event.key for event in reverted][:2]
    assert one[2].key != reverted[2].key
    assert all(event.key is not None for event in one)


def test_a_verdict_of_the_display_log_may_come_in_another_batch(lines: Lines) -> None:
    """The call was given out before; its result takes the verdict that was announced."""
    stream, pairing = LineStream(FORMAT), Pairing()
    pairing.settle(stream.feed(lines(meta(), call("c", "make"))).events)
    told = shown("exec_command_end", call_id="c", exit_code=4, aggregated_output="x")
    announced = pairing.settle(stream.feed(lines(told)).events)
    assert [(late.kind, late.verdict.exit_code) for late in announced.late] == [(Kind.TOOL_CALL, 4)]
    answered = pairing.settle(stream.feed(lines(output("c", "worse"))).events)
    assert [event.status for event in answered.events] == [Status.FAILED]
