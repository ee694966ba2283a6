"""
The runs of agents as steps in their order, each run once. Pure.
"""

from collections.abc import Iterable, Iterator

from core.dreams.inputs import SessionLog
from core.dreams.material.steps.steps import Step
from core.transcripts.events import Kind


def runs_of(logs: Iterable[SessionLog]) -> Iterator[tuple[SessionLog, dict[str, list[Step]]]]:
    """
    The sessions, each with the steps of each of its agents in their order.

    A run that was written down twice, in another file or format, is there once: the same agent did
    the same at the same times, and the same came of it.
    """
    known: set[tuple[str, tuple[tuple[str | None, int | None, str], ...]]] = set()
    for log in logs:
        steps = _steps_of(log)
        did = (
            (one.call.input, one.call.ts, one.result.body) for own in steps.values() for one in own
        )
        run = (log.agent, tuple(did))
        if run not in known:
            known.add(run)
            yield log, steps


def _steps_of(log: SessionLog) -> dict[str, list[Step]]:
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
