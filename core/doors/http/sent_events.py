"""
The events that may be sent to a session, as the wire has them. Only shapes.
"""

from typing import Annotated, Literal

from msgspec import Meta

from core.doors.http.routes.shapes import Body
from core.doors.http.sent_blocks import MessageBlock, ResultBlock, TextBlock

Id = Annotated[str, Meta(min_length=1)]


class TextRubric(Body, tag_field="type", tag="text"):
    """How it is told whether an outcome was reached."""

    content: str


class FileRubric(Body, tag_field="type", tag="file"):
    """The same, in a file."""

    file_id: str


class UserMessage(Body, tag_field="type", tag="user.message"):
    """What a person says."""

    content: list[MessageBlock]


class SystemMessage(Body, tag_field="type", tag="system.message"):
    """What whoever runs the agent says."""

    content: list[TextBlock]


class UserInterrupt(Body, tag_field="type", tag="user.interrupt"):
    """Stop what you are doing."""

    session_thread_id: str | None = None


class ToolConfirmation(Body, tag_field="type", tag="user.tool_confirmation"):
    """Whether a call may run."""

    tool_use_id: Id
    result: Literal["allow", "deny"]
    deny_message: str | None = None
    session_thread_id: str | None = None


class CustomToolResult(Body, tag_field="type", tag="user.custom_tool_result"):
    """What a tool of the caller gave."""

    custom_tool_use_id: Id
    content: list[ResultBlock] | None = None
    is_error: bool | None = None
    session_thread_id: str | None = None


class ToolResult(Body, tag_field="type", tag="user.tool_result"):
    """What a tool gave that ran in a sandbox of the caller."""

    tool_use_id: Id
    content: list[ResultBlock] | None = None
    is_error: bool | None = None
    session_thread_id: str | None = None


class Outcome(Body, tag_field="type", tag="user.define_outcome"):
    """What is to be reached."""

    description: str
    rubric: TextRubric | FileRubric
    outcome_id: str | None = None
    max_iterations: int | None = None


SentEvent = (
    UserMessage
    | SystemMessage
    | UserInterrupt
    | ToolConfirmation
    | CustomToolResult
    | ToolResult
    | Outcome
)
