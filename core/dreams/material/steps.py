"""
What agents did, step by step: one call with its result, and what makes two steps alike.

Pure. A step is known by its tool, or for a shell by the program and its sub-command; its arguments
are a set of words, with each flag and its value as one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from core.dreams.extract.templates import template
from core.dreams.inputs import SessionLog
from core.transcripts.events import Kind, Status, ToolNorm
from core.transcripts.fields import Json, parsed
from core.transcripts.shell import Simple, simple_commands
from core.transcripts.stored import StoredEvent
from core.transcripts.tools import command_of

_FAILURES: Final = frozenset({Status.FAILED, Status.TIMEOUT})
_TROUBLE: Final = re.compile(
    r"(?i)\b(?:error|fail(?:ed|ure)?|fatal|exception|denied|cannot|can't|could not|unable|invalid"
    r"|unknown|no such|not found|not (?:been )?\w+|refused|timed out|timeout|exceed\w*|must|missing"
    r"|unrecogni[sz]ed|unexpected|required|limit|too (?:many|large|long)|abort\w*|conflict)\b"
)
_WRAPPING: Final = re.compile(
    r"</?(?:tool_use_error|error|output|returncode|exception)>"
    r"|^(?:Error: )?(?:Exit code:?|Process exited with code|Command failed with exit code"
    r"|Exit Code:) ?\d+\s*$"
)
_LAST_OF_TRACE: Final = re.compile(r"[A-Za-z_][\w.]*(?:Error|Exception|Warning|Exit|Interrupt)\b")
_QUOTED: Final = re.compile(r"'[^'\n]{1,80}'|\"[^\"\n]{1,80}\"|`[^`\n]{1,80}`")
_PIPES: Final = frozenset({"|", "|&"})
_ASSIGNMENT: Final = re.compile(r"[A-Za-z_]\w*=\S")
_LONGEST: Final = 400
_SUB_COMMAND: Final = re.compile(r"[a-z][a-z0-9:_-]{0,30}\Z")
_CHANGES_PLACE: Final = frozenset({"cd", "pushd", "export", "source", ".", "set", "echo", "sleep"})


@dataclass(frozen=True)
class Step:
    """One call and its result."""

    log: SessionLog
    call: StoredEvent
    result: StoredEvent

    @property
    def has_failed(self) -> bool:
        """Nobody's decision, and no harmless exit code."""
        return self.result.status in _FAILURES

    @property
    def is_ok(self) -> bool:
        """It did what it was asked."""
        return self.result.status is Status.OK

    @cached_property
    def command(self) -> str | None:
        """The command line of a shell."""
        return command_of(self.call.input) if self.call.tool_norm is ToolNorm.SHELL else None

    @cached_property
    def commands(self) -> tuple[Simple, ...]:
        """The commands of the line that do something by themselves."""
        found = simple_commands(self.command) if self.command else []
        return tuple(one for one in found if one.argv and one.program not in _CHANGES_PLACE)

    @cached_property
    def main(self) -> Simple | None:
        """
        The command that the step is about: the one that its error names, else the last one whose
        output is not piped into another.
        """
        named = self.error.partition(":")[0].rpartition("/")[2] if self.has_failed else ""
        sources = [one for one in self.commands if one.before not in _PIPES]
        return next(
            (one for one in self.commands if one.program == named),
            sources[-1] if sources else None,
        )

    @property
    def assignments(self) -> tuple[str, ...]:
        """The variables that are set for the main command: `TZ=UTC`."""
        if self.main is None:
            return ()
        own = self.main.words[: len(self.main.words) - len(self.main.argv)]
        return tuple(word for word in own if _ASSIGNMENT.match(word))

    @cached_property
    def name(self) -> str:
        """What was called: a tool, or a program with its sub-command."""
        if self.main is None:
            return self.call.tool or ""
        return _named(self.main)

    @cached_property
    def main_text(self) -> str:
        """The words of `name` as they stand in the command line, or the tool's name."""
        command = self.command or ""
        return self.name if self.name in command else self.name.split(" ")[0]

    @cached_property
    def arguments(self) -> frozenset[str]:
        """What it was called with; a flag and its value are one."""
        if self.main is None:
            return frozenset(_fields(parsed(self.call.input)))
        return frozenset(_words(self.main.argv[len(self.name.split(" ")) :]))

    @cached_property
    def error(self) -> str:
        """The line of the result that says what went wrong."""
        return error_line(self.result.body)

    @cached_property
    def failure(self) -> str:
        """The error with what changes from case to case taken out; empty if it says nothing."""
        said = _QUOTED.sub("NAME", template(self.error))
        return said if len(re.findall(r"[a-z]{3,}", said)) >= 2 else ""


def steps_of(log: SessionLog) -> dict[str, list[Step]]:
    """The steps of a session in their order, for each of its agents."""
    results = {
        event.call_id: event
        for event in log.events
        if event.kind is Kind.TOOL_RESULT and event.call_id is not None and not event.is_copied
    }
    found: dict[str, list[Step]] = {}
    for event in log.events:
        if event.kind is Kind.TOOL_CALL and event.call_id in results and not event.is_copied:
            step = Step(log, event, results[event.call_id or ""])
            found.setdefault(event.agent, []).append(step)
    return found


def error_line(body: str) -> str:
    """The line that says what went wrong, without the wrapping of a harness."""
    lines = [_WRAPPING.sub("", line).strip() for line in body.split("\n")]
    lines = [line for line in lines if line]
    if not lines:
        return ""
    if any(line.startswith("Traceback (most recent") for line in lines):
        last = [line for line in lines if _LAST_OF_TRACE.match(line)]
        if last:
            return last[-1][:_LONGEST]
    return next((line for line in lines if _TROUBLE.search(line)), lines[0])[:_LONGEST]


def _named(command: Simple) -> str:
    program = command.program
    following = command.argv[1:2]
    if following and _SUB_COMMAND.match(following[0]):
        return f"{program} {following[0]}"
    return program


def _words(argv: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(argv):
        word = argv[at]
        if word.startswith("-") and "=" not in word and at + 1 < len(argv):
            value = argv[at + 1]
            if not value.startswith("-") and len(value) <= 40:
                yield f"{word} {value}"
                at += 2
                continue
        yield word
        at += 1


def _fields(value: Json) -> Iterator[str]:
    if isinstance(value, dict):
        for name, member in value.items():
            yield f"{name}={str(member)[:200]}"
