"""
The check of every dreamer's evidence: the quote is real, and it holds what the change asserts.

Pure. A quote is one contiguous piece of one text of the event that it cites, or of the pinned base,
as it was kept: never across what an ingester left out or masked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from core.dreams.inputs import Inputs
from core.dreams.material.memories.cutting import lines_of
from core.dreams.proposal import Evidence, Finding, Gone
from core.transcripts.fields import Json, parsed
from core.transcripts.secrets import MASK_START
from core.transcripts.storable import ELISION
from core.transcripts.stored import StoredEvent

_SHORTEST: Final = 2
"""Characters of what a quote holds; a single sign stands in any quote."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """A piece of evidence that does not hold, or its absence."""

    finding: Finding
    evidence: Evidence | None
    reason: str

    @property
    def sentence(self) -> str:
        """What is wrong, where the finding is named already."""
        where = f" at {self.evidence.source}" if self.evidence else ""
        return f"The evidence{where} {self.reason}."

    def __str__(self) -> str:
        return f"{self.finding.title!r}: {self.sentence}"


def told_gone(one: Evidence) -> str:
    """What stands in the place of a quote that is not kept any more."""
    match one.gone:
        case Gone.DELETED:
            return "the quote was deleted with its session"
        case Gone.REDACTED:
            return "the quote was redacted"
        case _:
            return "the quote was taken out with its change"


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that may be quoted: the events by id, and the lines of the base by path."""

    events: Mapping[str, StoredEvent]
    sessions: Mapping[str, str]
    """By event id: the session it belongs to, as evidence names it."""
    base: Mapping[str, list[str]]


def sources_of(inputs: Inputs) -> Sources:
    """What the findings of a dream over these inputs may quote."""
    return Sources(
        {event.id: event for log in inputs.sessions for event in log.events},
        {event.id: log.id for log in inputs.sessions for event in log.events},
        {file.path: lines_of(file.text) for file in inputs.files},
    )


def flaws(findings: Iterable[Finding], sources: Sources) -> list[Flaw]:
    """What is wrong with the evidence of these findings; empty when all of it holds."""
    return list(_flaws(findings, sources))


def _flaws(findings: Iterable[Finding], sources: Sources) -> Iterator[Flaw]:
    for finding in findings:
        if not finding.evidence:
            yield Flaw(finding, None, "is missing")
        asserted = "\n".join(
            [
                finding.title,
                finding.rationale,
                *(line for edit in finding.edits for line in (*edit.old_lines, *edit.new_lines)),
            ]
        )
        for one in finding.evidence:
            reason = flaw_of(one, asserted, sources)
            if reason is not None:
                yield Flaw(finding, one, reason)


def flaw_of(one: Evidence, asserted: str, sources: Sources) -> str | None:
    """What is wrong with one piece of evidence for a change that asserts this text, if anything."""
    if not one.quote.strip():
        return "has no quote"
    if one.event_id is not None and (ELISION.strip() in one.quote or MASK_START in one.quote):
        return "is quoted across something left out or masked"
    if len(one.holds.strip()) < _SHORTEST or not stands_in(one.holds, one.quote):
        return "does not hold what it is cited for"
    if not stands_in(one.holds, asserted):
        return "is about nothing that the change asserts"
    return _misplaced(one, sources)


def _misplaced(one: Evidence, sources: Sources) -> str | None:
    if one.event_id is None:
        return None if _in_base(one, sources.base) else "is not in the memory it cites"
    event = sources.events.get(one.event_id)
    if event is None or sources.sessions.get(one.event_id) != one.session_id:
        return "cites an event that is not among the inputs"
    if str(event.pointer) != one.source or event.ts != one.at:
        return "has another place or time than its event"
    is_there = any(one.quote in text for text in texts_of(event))
    return None if is_there else "is not in the event it cites"


def stands_in(holds: str, text: str) -> bool:
    """Whether a text holds this as a whole: `24` does not stand in `2024`; blanks are alike."""
    before = r"(?<!\w)" if holds[:1].isalnum() else ""
    after = r"(?!\w)" if holds[-1:].isalnum() else ""
    words = r"\s+".join(map(re.escape, holds.split()))
    return re.search(f"{before}{words}{after}", text, re.IGNORECASE) is not None


def texts_of(event: StoredEvent) -> Iterator[str]:
    """The decoded texts of an event: its body, and every string in its input."""
    yield event.body
    if event.input is not None:
        yield from _strings(parsed(event.input))


def _strings(value: Json) -> Iterator[str]:
    waiting: list[Json] = [value]
    while waiting:
        match waiting.pop():
            case str() as text:
                yield text
            case list() as items:
                waiting += items
            case dict() as members:
                waiting += [*members.values(), *members]
            case _:
                pass


def _in_base(one: Evidence, base: Mapping[str, list[str]]) -> bool:
    path, _, number = one.source.rpartition(":")
    lines = base.get(path)
    if lines is None or not number.isdecimal() or not 1 <= int(number) <= len(lines):
        return False
    count = one.quote.count("\n") + 1
    start = int(number) - 1
    return one.session_id is None and one.quote in "\n".join(lines[start : start + count])
