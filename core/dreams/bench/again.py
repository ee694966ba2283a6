"""
What a dreamer says when it is asked again: on its own output, in another order, after a refusal.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from core.dreams.bench.edits import applied, lines_of
from core.dreams.inputs import BaseFile, Inputs, SessionLog
from core.dreams.proposal import Finding
from core.transcripts.events import Kind
from core.transcripts.stored import StoredEvent

_DAY_MS = 24 * 60 * 60 * 1000

Run = Callable[[Inputs], Sequence[Finding]]
RunAfterRejection = Callable[[Inputs, Sequence[Finding]], Sequence[Finding]]
"""A dream over inputs of which these findings were rejected before."""


@dataclass(frozen=True, slots=True)
class Again:
    """What changed when the dreamer was asked again; zeros are right."""

    edits_on_output: int
    """Edits that a second dream proposes when all of the first are accepted."""
    unstable: int
    """Findings that are other ones when the same is asked once more."""
    order_dependent: int
    """Findings that come or go when files, sessions and ids are in another order."""
    reproposed: int | None
    """Rejected findings with edits that are proposed again a day later; None if not tried."""


def asked_again(
    run: Run,
    inputs: Inputs,
    findings: Sequence[Finding],
    after_rejection: RunAfterRejection | None = None,
) -> Again:
    """Ask a dreamer again in every way, knowing what it said first."""
    second = [edit for one in run(accepted(inputs, findings)) for edit in one.edits]
    once_more = run(inputs)
    mixed = shuffled(inputs, Random(inputs.store_id))  # noqa: S311 - the same for everyone
    reproposed = None
    if after_rejection is not None:
        reproposed = sum(bool(one.edits) for one in after_rejection(_next_day(inputs), findings))
    return Again(
        edits_on_output=len(second),
        unstable=len(_all(findings) ^ _all(once_more)),
        order_dependent=len(_all(findings) ^ _all(run(mixed))),
        reproposed=reproposed,
    )


def accepted(inputs: Inputs, findings: Sequence[Finding]) -> Inputs:
    """The same sessions, over the store as it is when everything was accepted."""
    before = {file.path: file for file in inputs.files}
    texts = {path: file.text for path, file in before.items()}
    after = applied(texts, [edit for finding in findings for edit in finding.edits]).texts
    files = [
        before[path] if texts.get(path) == text else _changed(before.get(path), path, text, inputs)
        for path, text in sorted(after.items())
    ]
    return replace(inputs, files=tuple(files), seq=inputs.seq + 1)


def _changed(before: BaseFile | None, path: str, text: str, inputs: Inputs) -> BaseFile:
    old = [] if before is None else lines_of(before.text)
    known = {} if before is None else dict(zip(old, before.line_times, strict=True))
    return BaseFile(path, text, tuple(known.get(line, inputs.now) for line in lines_of(text)))


def _next_day(inputs: Inputs) -> Inputs:
    """The same, and one more session a day later, in which nothing happens."""
    timed = [log for log in inputs.sessions if log.started is not None]
    last = max(timed, key=lambda log: log.started or 0)
    greeting = next(event for event in last.events if event.kind is Kind.USER)
    later = replace(
        greeting,
        id=f"{greeting.id}later",
        session_id=f"{last.id}later",
        ts=(inputs.now or 0) + _DAY_MS,
        body="Anything new?",
        pointer=replace(greeting.pointer, source=f"{greeting.pointer.source}.later"),
    )
    log = replace(last, id=later.session_id, native_id="later", started=later.ts, events=(later,))
    return replace(inputs, sessions=(*inputs.sessions, replace(log, touches={})))


def shuffled(inputs: Inputs, random: Random) -> Inputs:
    """The same inputs as if everything had been ingested in another order."""
    files = random.sample(inputs.files, len(inputs.files))
    logs = random.sample(inputs.sessions, len(inputs.sessions))
    numbered = [_with_ids(log, f"sesn_01z{number:04}") for number, log in enumerate(logs)]
    return replace(inputs, files=tuple(files), sessions=tuple(numbered))


def _with_ids(log: SessionLog, session_id: str) -> SessionLog:
    ids = {event.id: f"sevt_{session_id[5:]}n{event.seq:05}" for event in log.events}
    events: list[StoredEvent] = [
        replace(event, id=ids[event.id], session_id=session_id) for event in log.events
    ]
    touches = {ids[id_]: touch for id_, touch in log.touches.items()}
    return replace(log, id=session_id, events=tuple(events), touches=touches)


def _all(findings: Sequence[Finding]) -> frozenset[object]:
    # Ids are another thing in another order; where the evidence stands is not.
    return frozenset(
        (
            one.kind,
            one.title,
            one.rationale,
            one.confidence,
            frozenset((proof.source, proof.quote, proof.holds) for proof in one.evidence),
            one.edits,
            one.scope,
        )
        for one in findings
    )
