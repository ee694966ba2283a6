"""
The sessions of a dream as they are read: without what nobody sees in them.

Pure. The one door through which a dreamer gets what tools were given and what they showed, so that
nothing that drives a terminal comes into a title or a memory. How an event stands in its transcript
is kept beside it, for what is quoted of it has to stand there.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from core.dreams.extract.orders.legible import is_legible, legible
from core.dreams.extract.orders.orders import order_in
from core.dreams.inputs import SessionLog
from core.dreams.proposal import Finding
from core.transcripts.fields import Json, dumped, parsed
from core.transcripts.stored import StoredEvent

_ESCAPED: Final = "\\u"
"""How JSON writes what is not to be seen."""


def readable(logs: Iterable[SessionLog]) -> tuple[SessionLog, ...]:
    """The sessions with all their events as they are read."""
    return tuple(map(_log, logs))


def shown_legibly(finding: Finding) -> Finding:
    """A finding that says nothing that nobody sees, with the evidence that has a quote."""
    edits = tuple(
        edit
        if all(map(is_legible, edit.new_lines))
        else replace(edit, new_lines=tuple(map(legible, edit.new_lines)))
        for edit in finding.edits
    )
    return replace(
        finding,
        title=legible(finding.title).replace("\n", " "),
        rationale=legible(finding.rationale),
        evidence=tuple(one for one in finding.evidence if one.quote),
        edits=edits,
    )


def _log(log: SessionLog) -> SessionLog:
    events = tuple(map(_event, log.events))
    raw = {
        read.id: event for event, read in zip(log.events, events, strict=True) if read is not event
    }
    return replace(log, events=events, raw=raw) if raw else log


def _event(event: StoredEvent) -> StoredEvent:
    body = event.body
    if not is_legible(body) and order_in(body) is None:
        # What an order hides behind is shown as it is.
        body = legible(body)
    given = event.input
    if given is not None and (_ESCAPED in given or not is_legible(given)):
        value = parsed(given)
        clean = _clean(value)
        given = dumped(clean) if clean != value else given
    if body is event.body and given is event.input:
        return event
    return replace(event, body=body, input=given)


def _clean(value: Json) -> Json:
    match value:
        case str():
            return legible(value)
        case list():
            return [_clean(one) for one in value]
        case dict():
            return {legible(name): _clean(one) for name, one in value.items()}
        case _:
            return value
