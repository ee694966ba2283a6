"""
The call of a tool with its result: whether it went well, and what it was called with.

Pure. What a line of a shell does, and what two calls have in common, is asked of a step.
"""

from dataclasses import dataclass
from functools import cached_property

from core.dreams.extract.errors.errors import error_in
from core.dreams.extract.errors.json_errors import Said
from core.dreams.extract.errors.refusals import FETCHERS, is_refusal
from core.dreams.extract.orders.disguises import is_disguised
from core.dreams.extract.orders.orders import gives_orders, order_in
from core.dreams.inputs import SessionLog
from core.dreams.material.steps.parameters import leaves_of, options_of, text_names_of, texts_of
from core.dreams.material.steps.ways import Run, runs_in
from core.transcripts.events import Status, ToolNorm
from core.transcripts.fields import Json, parsed
from core.transcripts.kinds import ERRORS
from core.transcripts.shell import simple_commands
from core.transcripts.stored import StoredEvent
from core.transcripts.tools import command_of


@dataclass(frozen=True)
class ToolCall:
    """One call and its result."""

    log: SessionLog
    call: StoredEvent
    result: StoredEvent

    @cached_property
    def has_failed(self) -> bool:
        """Its result is an error, of the tool or of whoever answered over the web."""
        return self.result.status in ERRORS or self.is_refused

    @property
    def is_ok(self) -> bool:
        """It did what it was asked."""
        return self.result.status is Status.OK and not self.is_refused

    @cached_property
    def is_refused(self) -> bool:
        """Whether the call went well, but for the answer that it got over the web: an error."""
        fetches = self.command is not None and any(one in self.command for one in FETCHERS)
        sources = [one for one in self.line if one.argv] if fetches else []
        return [one.program in FETCHERS for one in sources] == [True] and is_refusal(
            self.result.body
        )

    @cached_property
    def command(self) -> str | None:
        """The command line of a shell."""
        return command_of(self.call.input) if self.call.tool_norm is ToolNorm.SHELL else None

    @cached_property
    def line(self) -> tuple[Run, ...]:
        """All commands of the line, also those that it runs elsewhere."""
        return tuple(runs_in(simple_commands(self.command))) if self.command else ()

    @cached_property
    def given(self) -> dict[str, Json]:
        """What the tool was called with, by the names of its parameters."""
        found = parsed(self.call.input)
        return found if isinstance(found, dict) else {}

    @property
    def strings(self) -> tuple[str, ...]:
        """Every text of the call: the values of its parameters, and their names."""
        found = (*self.leaves.values(), *self.leaves)
        return (*(one for one in self.given.values() if isinstance(one, str)), *self.given, *found)

    @cached_property
    def leaves(self) -> dict[str, str]:
        """What the tool was called with, by the names of its parameters and their members."""
        return leaves_of(self.given)

    @cached_property
    def text_names(self) -> frozenset[str]:
        """Those of them that are texts."""
        return text_names_of(self.given)

    @cached_property
    def options(self) -> frozenset[str]:
        """The parameters that are set beside what the call is about."""
        return options_of(self.given)

    @cached_property
    def texts(self) -> frozenset[str]:
        """The lines of a call that is no command line, without blanks."""
        return texts_of(self.given)

    @property
    def is_free(self) -> bool:
        """Whether it is a tool of which only its name tells what it does."""
        return self.call.tool_norm in {ToolNorm.OTHER, ToolNorm.MCP}

    @property
    def is_edit(self) -> bool:
        """Whether a tool of its own was to change a file, or to make one."""
        return self.call.tool_norm in {ToolNorm.EDIT, ToolNorm.WRITE}

    @cached_property
    def _said(self) -> Said:
        return error_in(self._body)

    @cached_property
    def _body(self) -> str:
        """The result without a line that gives orders, as the greeting of a host may have one."""
        order = order_in(self.result.body) if self.has_failed else None
        return self.result.body.replace(order.text, "") if order else self.result.body

    @cached_property
    def is_believable(self) -> bool:
        """Whether a failure says by itself what went wrong, and no order."""
        if self._body is self.result.body:
            return not gives_orders(self._body)
        return not is_disguised(self.result.body) and not gives_orders(self._body)

    @property
    def error(self) -> str:
        """The line or the text of the result that says what went wrong."""
        return self._said.text
