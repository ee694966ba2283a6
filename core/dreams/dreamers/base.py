"""
What every dreamer is: one function from pinned inputs to findings about them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from core.dreams.inputs import Inputs
from core.dreams.proposal import Finding
from core.errors import CoreError


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a dream is."""

    stage: str
    """What it does now, in one or two words."""
    step: int
    steps: int
    findings: int
    """How many there are so far."""
    so_far: Callable[[], tuple[Finding, ...]] | None = None
    """Gives the findings themselves, for whoever keeps them in case the work is cut short."""


class Cancelled(CoreError):
    """The dream was told to stop; `findings` is what it had by then."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("The dream was cancelled; what it had found by then is kept.")
        self.findings = findings


class Interrupted(BaseException):
    """The dream was told to stop in the middle of a stage; no dreamer may go on after it."""


Report = Callable[[Progress], None]
ShouldStop = Callable[[], bool]


def silent(_progress: Progress) -> None:
    """Report to nobody."""


def never() -> bool:
    """Do not stop."""
    return False


class Dreamer(Protocol):
    """What does the thinking."""

    name: str

    def dream(
        self, inputs: Inputs, report: Report = silent, should_stop: ShouldStop = never
    ) -> tuple[Finding, ...]:
        """
        What it finds, in an order that depends on nothing but the content of the inputs.

        No two findings have edits of the same base line, and `Edit.old_lines` is what stands there.

        Raises:
            Cancelled: `should_stop` said so, which is asked between the stages.
            Interrupted: It came from outside in the middle of one; a dreamer that can still tell
                what it had found makes it a `Cancelled`.
        """
