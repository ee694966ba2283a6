"""
The display log of a Codex rollout (`event_msg`): exit codes, aborts, tokens, what people typed.

How a call ended is told here as an event of kind `progress` that names the call; pairing takes it
for the call and for its result, which comes later in the other log. Pure.
"""

from collections.abc import Sequence
from typing import Final

from core.transcripts.events import ErrorSource, Event, Kind, Status, Usage
from core.transcripts.fields import (
    Fields,
    Json,
    count,
    dumped,
    fields,
    integer,
    joined,
    text,
)
from core.transcripts.formats.codex_items import Line, spoken
from core.transcripts.status import Verdict, judged

_FAILED: Final = Verdict(Status.FAILED, ErrorSource.FLAG)
_LIFECYCLE: Final = frozenset(
    "task_started task_complete turn_started turn_complete turn.started turn.completed"
    " turn.failed thread_rolled_back undo_completed shutdown_complete session_configured"
    " sub_agent_activity".split()
)
_PERMISSION: Final = frozenset(
    "exec_approval_request apply_patch_approval_request guardian_assessment request_permissions"
    " elicitation_request".split()
)
_META: Final = frozenset(
    "account/rateLimits/updated background_event codex/event/raw_item collab_agent_interaction_end"
    " collab_agent_spawn_end collab_close_end collab_waiting_end context_compacted"
    " dynamic_tool_call_request entered_review_mode exited_review_mode image_generation_end"
    " item_completed item_started mcp_startup_complete mcp_startup_update plan_update"
    " thread_goal_updated thread_name_updated thread_settings_applied turn_diff"
    " view_image_tool_call warning web_search_end web_search_begin".split()
)


class Tokens:
    """
    The running sums that Codex writes, as one request per run of sums.

    The sum is what counts, and the last one: a smaller one means that counting began anew.
    """

    def __init__(self, saved: Json = None) -> None:
        known = fields(saved)
        self._run = count(known.get("run")) or 1
        self._total = count(known.get("total"))

    def saved(self) -> Json:
        return {"run": self._run, "total": self._total}

    def read(self, info: Fields) -> tuple[Usage, str] | None:
        """The tokens so far, and the name of the run; None where nothing is counted."""
        sums = fields(info.get("total_token_usage"))
        if not sums:
            return None
        cached = count(sums.get("cached_input_tokens"))
        usage = Usage(
            max(count(sums.get("input_tokens")) - cached, 0),
            count(sums.get("output_tokens")),
            cached,
            count(sums.get("cache_write_input_tokens")),
        )
        total = usage.input_tokens + usage.cache_read_tokens + usage.output_tokens
        if total < self._total:
            self._run += 1
        self._total = total
        return usage, f"total-{self._run}"


def events(line: Line, tokens: Tokens) -> Sequence[Event]:
    """The events of one entry of the display log."""
    payload = line.payload
    match line.type:
        case "user_message":
            return [spoken(line, joined(payload.get("message")))]
        case "agent_message":
            return [line.event(Kind.ASSISTANT, body=joined(payload.get("message")))]
        case "agent_reasoning" | "agent_reasoning_raw_content":
            return [line.event(Kind.THINKING, body=joined(payload.get("text")))]
        case "token_count":
            counted = tokens.read(fields(payload.get("info")))
            if counted is None:
                return [line.event(Kind.META)]
            return [line.event(Kind.USAGE, usage=counted[0], request_id=counted[1])]
        case "turn_aborted":
            reason = text(payload.get("reason")) or ""
            return [line.event(Kind.LIFECYCLE, body=reason, verdict=Verdict(Status.INTERRUPTED))]
        case "error" | "stream_error":
            body = joined(payload.get("message")) or _error_text(payload.get("error"))
            return [line.event(Kind.ERROR, body=body, verdict=_FAILED)]
        case "item_completed":
            return [_ended(line, fields(payload.get("item")))]
        case "exec_command_end" | "mcp_tool_call_end" | "patch_apply_end":
            return [_ended(line, payload)]
        case "dynamic_tool_call_response":
            return [_ended(line, payload)]
        case "thread_name_updated":
            line.facts.learn(line.session, title=text(payload.get("thread_name")))
            return [line.event(Kind.META)]
        case kind if kind in _LIFECYCLE:
            return [line.event(Kind.LIFECYCLE)]
        case kind if kind in _PERMISSION:
            return [line.event(Kind.PERMISSION, call_id=text(payload.get("call_id")))]
        case kind if kind in _META or kind.endswith(("_begin", "_delta")):
            return [line.event(Kind.META)]
        case _:
            return [line.event(Kind.UNKNOWN)]


def _ended(line: Line, ended: Fields) -> Event:
    verdict = _verdict(ended)
    call_id = text(ended.get("call_id")) or text(ended.get("id"))
    if verdict is None or call_id is None:
        return line.event(Kind.META)
    return line.event(Kind.PROGRESS, call_id=call_id, verdict=verdict)


def _verdict(ended: Fields) -> Verdict | None:
    if ended.get("status") == "declined":
        return Verdict(Status.REJECTED_BY_USER, ErrorSource.FLAG)
    exit_code = integer(ended.get("exit_code"))
    if exit_code is not None:
        shown = joined(ended.get("aggregated_output")) or joined(ended.get("stderr"))
        return judged(shown, exit_code=exit_code, has_flags=False)
    succeeded = ended.get("success")
    result = ended.get("result")
    if isinstance(result, dict):
        answer = fields(result.get("Ok"))
        succeeded = "Err" not in result and answer.get("isError") is not True
    if isinstance(succeeded, bool):
        return Verdict(Status.OK) if succeeded else _FAILED
    return None


def _error_text(error: Json) -> str:
    known = fields(error)
    return joined(known.get("message")) or (dumped(error) if known else joined(error))
