"""
The display log of a Codex rollout (`event_msg`): exit codes, aborts, tokens, what people typed.

How a call ended is told here as an event of kind `progress` that names the call; pairing takes it
for the call and for its result, which comes later in the other log. Pure.
"""

from collections.abc import Callable, Sequence
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
    words,
)
from core.transcripts.formats.codex_items import Line, spoken
from core.transcripts.status import Verdict, judged

_FAILED: Final = Verdict(Status.FAILED, ErrorSource.FLAG)
_LIFECYCLE: Final = words(
    "task_started task_complete turn_started turn_complete turn.started turn.completed"
    " turn.failed thread_rolled_back undo_completed shutdown_complete session_configured"
    " sub_agent_activity"
)
_PERMISSION: Final = words(
    "exec_approval_request apply_patch_approval_request guardian_assessment request_permissions"
    " elicitation_request"
)
_META: Final = words(
    "account/rateLimits/updated background_event codex/event/raw_item collab_agent_interaction_end"
    " collab_agent_spawn_end collab_close_end collab_waiting_end context_compacted"
    " dynamic_tool_call_request entered_review_mode exited_review_mode image_generation_end"
    " item_started mcp_startup_complete mcp_startup_update plan_update"
    " thread_goal_updated thread_settings_applied turn_diff"
    " view_image_tool_call warning web_search_end web_search_begin"
)
_KINDS: Final = (
    (_LIFECYCLE, Kind.LIFECYCLE),
    (_PERMISSION, Kind.PERMISSION),
    (_META, Kind.META),
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
    kind = line.type
    read = _READ.get(kind)
    if kind == "token_count":
        return [_counted(line, tokens)]
    if read is not None:
        return [read(line)]
    if kind.endswith(("_begin", "_delta")):
        return [line.event(Kind.META)]
    known = next((known for names, known in _KINDS if kind in names), Kind.UNKNOWN)
    return [line.event(known, call_id=text(line.payload.get("call_id")))]


def _said(line: Line) -> Event:
    return line.event(Kind.ASSISTANT, body=joined(line.payload.get("message")))


def _thought(line: Line) -> Event:
    return line.event(Kind.THINKING, body=joined(line.payload.get("text")))


def _prompt(line: Line) -> Event:
    return spoken(line, joined(line.payload.get("message")))


def _aborted(line: Line) -> Event:
    reason = text(line.payload.get("reason")) or ""
    return line.event(Kind.LIFECYCLE, body=reason, verdict=Verdict(Status.INTERRUPTED))


def _error(line: Line) -> Event:
    error = line.payload.get("error")
    known = fields(error)
    body = joined(line.payload.get("message")) or joined(known.get("message"))
    body = body or (dumped(error) if known else joined(error))
    return line.event(Kind.ERROR, body=body, verdict=_FAILED)


def _named(line: Line) -> Event:
    line.facts.learn(line.session, title=text(line.payload.get("thread_name")))
    return line.event(Kind.META)


def _counted(line: Line, tokens: Tokens) -> Event:
    counted = tokens.read(fields(line.payload.get("info")))
    if counted is None:
        return line.event(Kind.META)
    return line.event(Kind.USAGE, usage=counted[0], request_id=counted[1])


def _item(line: Line) -> Event:
    return _ended_as(line, fields(line.payload.get("item")))


def _ended(line: Line) -> Event:
    return _ended_as(line, line.payload)


def _ended_as(line: Line, ended: Fields) -> Event:
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


_READ: Final[dict[str, Callable[[Line], Event]]] = {
    "user_message": _prompt,
    "agent_message": _said,
    "agent_reasoning": _thought,
    "agent_reasoning_raw_content": _thought,
    "turn_aborted": _aborted,
    "error": _error,
    "stream_error": _error,
    "thread_name_updated": _named,
    "item_completed": _item,
    "exec_command_end": _ended,
    "mcp_tool_call_end": _ended,
    "patch_apply_end": _ended,
    "dynamic_tool_call_response": _ended,
}
