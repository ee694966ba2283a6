"""
A dreamer that tells a person how far it is while that person waits.
"""

from collections.abc import Callable

from core.dreams.dreamers.base import Dreamer, Progress, Report, ShouldStop, never, silent
from core.dreams.inputs import Inputs
from core.dreams.proposal import Finding


def told(stage: str | None, findings: int) -> str:
    """How far a dream is, in a line."""
    found = "1 finding" if findings == 1 else f"{findings:,} findings"
    return f"Dreaming: {stage or 'reading'}, {found} so far"


class Telling:
    """Another dreamer, whose progress is told to somebody besides."""

    def __init__(self, dreamer: Dreamer, tell: Callable[[str], None]) -> None:
        self.name = dreamer.name
        self._dreamer = dreamer
        self._tell = tell

    def dream(
        self, inputs: Inputs, report: Report = silent, should_stop: ShouldStop = never
    ) -> tuple[Finding, ...]:
        """What the other one finds; see `Dreamer.dream`."""

        def both(progress: Progress) -> None:
            self._tell(told(progress.stage, progress.findings))
            report(progress)

        return self._dreamer.dream(inputs, both, should_stop)
