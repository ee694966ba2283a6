"""
What happens in a session, before it is written down in any format.

Values only. A step is something said, or one breath of calls with their results.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from core.dreams.inputs import Touch


class Ending(StrEnum):
    """How a call ends."""

    OK = "ok"
    FAILED = "failed"
    NO_MATCH = "no_match"
    """Exit code 1 that says "nothing found"."""
    REJECTED = "rejected"
    SIBLING = "sibling"
    """It never ran, because a call beside it failed."""


class Speaker(StrEnum):
    """Who says something."""

    USER = "user"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Say:
    """A turn of words."""

    who: Speaker
    text: str
    ref: int | None = None
    """Known by this in the answer key."""


@dataclass(frozen=True, slots=True)
class Use:
    """One call of a tool, and its result."""

    command: str
    output: str
    ending: Ending = Ending.OK
    code: int = 1
    """The exit code, of a call that failed."""
    ref: int | None = None
    reads: str | None = None
    """The path of the memory that it reads; the command is then only one way to read it."""
    touch: Touch | None = None


@dataclass(frozen=True, slots=True)
class Uses:
    """Calls that are made in one breath."""

    uses: tuple[Use, ...]


Step: TypeAlias = Say | Uses


@dataclass(frozen=True, slots=True)
class Script:
    """One session."""

    number: int
    native_id: str
    format: str
    agent: str
    cwd: str
    start: int
    """Milliseconds since 1970, UTC."""
    steps: tuple[Step, ...]


def call_id(script: Script, number: int) -> str:
    """The id of the call with this number in its session, as its format would make it."""
    prefix = {"claude-code": "toolu_01", "managed-agents": "sevt_01"}.get(script.format, "call_")
    return f"{prefix}{script.number:03}x{number:04}"
