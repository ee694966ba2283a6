"""
Whether evidence is real: verbatim in its event, with the thing that it is said to hold. Pure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from core.dreams.bench.markdown import flat
from core.dreams.inputs import Inputs
from core.dreams.proposal import Evidence, Finding
from core.transcripts.fields import Json, parsed
from core.transcripts.secrets import MASK_START
from core.transcripts.storable import ELISION
from core.transcripts.stored import StoredEvent

_SWAPS = 5
_TELLING = 16
"""Characters from which on the same quote elsewhere is the same fact, and no accident."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the evidence of some proposals is worth."""

    total: int
    invalid: tuple[str, ...]
    """Each as a sentence."""
    swaps: int
    survived: int
    """Swaps after which the check was still content, though the quote was that of another event."""


class Library:
    """Where quotes can be looked up."""

    def __init__(self, inputs: Inputs) -> None:
        self._events = {event.id: event for log in inputs.sessions for event in log.events}
        self._files = {file.path: file.text.split("\n") for file in inputs.files}
        self._quotable = [event for event in self._events.values() if event.body.strip()]

    def fault(self, one: Evidence) -> str | None:
        """What is wrong with a piece of evidence by itself; None if nothing is."""
        if not one.quote.strip():
            return "The quote is empty."
        if not one.holds.strip() or flat(one.holds) not in flat(one.quote):
            return f"The quote does not hold {one.holds!r}."
        return self._fault_of_memory(one) if one.event_id is None else self._fault_of_event(one)

    def _fault_of_memory(self, one: Evidence) -> str | None:
        path, _, line = one.source.rpartition(":")
        lines = self._files.get(path)
        if lines is None or not line.isdigit() or not 1 <= int(line) <= len(lines):
            return f"There is no {one.source}."
        if one.quote not in "\n".join(lines[int(line) - 1 :]):
            return f"The quote does not stand at {one.source}."
        return None

    def _fault_of_event(self, one: Evidence) -> str | None:
        event = self._events.get(one.event_id or "")
        if event is None or event.session_id != one.session_id:
            return f"There is no event {one.event_id} in {one.session_id}."
        if not any(one.quote in text for text in texts_of(event)):
            return f"The quote does not stand in {one.event_id}."
        if MASK_START in one.quote or ELISION.strip() in one.quote:
            return "The quote goes across something that was masked or left out."
        if one.source != str(event.pointer):
            return f"The source of {one.event_id} is {event.pointer}, not {one.source}."
        if one.at is not None and one.at != event.ts:
            return f"The time of {one.event_id} is another one."
        return None

    def others(self, one: Evidence, own: frozenset[str], random: Random) -> Iterator[str]:
        """Quotes of random events that are not among a finding's own, and say something else."""
        for _ in range(_SWAPS):
            event = random.choice(self._quotable)
            is_same = len(one.quote) >= _TELLING and one.quote in event.body
            if event.id not in own and not is_same:
                yield event.body[: max(len(one.quote), 40)]


def texts_of(event: StoredEvent) -> Iterator[str]:
    """The decoded texts of an event."""
    yield event.body
    if event.input is not None:
        yield event.input
        yield from _leaves(parsed(event.input))


def _leaves(value: Json) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _leaves(item)
        case dict():
            for name, item in value.items():
                yield name
                yield from _leaves(item)
        case _:
            return


def checked(findings: Sequence[Finding], inputs: Inputs, seed: int) -> Checked:
    """Check all evidence, and that the check would notice if a quote was another event's."""
    library = Library(inputs)
    random = Random(f"swap/{seed}")  # noqa: S311 - the same for everyone
    invalid = []
    total = swaps = survived = 0
    for finding in findings:
        if not finding.evidence:
            invalid.append(f"{finding.title}: There is no evidence.")
        own = frozenset(one.event_id for one in finding.evidence if one.event_id is not None)
        asserted = flat("\n".join(_asserted(finding)))
        for one in finding.evidence:
            total += 1
            fault = library.fault(one)
            if fault is None and flat(one.holds) not in asserted:
                fault = f"The change does not say {one.holds!r}."
            if fault is not None:
                invalid.append(f"{finding.title}: {fault}")
            if one.event_id is not None:
                for quote in library.others(one, own, random):
                    swaps += 1
                    survived += bool(one.holds) and flat(one.holds) in flat(quote)
    return Checked(total, tuple(invalid), swaps, survived)


def _asserted(finding: Finding) -> Iterator[str]:
    yield finding.title
    yield finding.rationale
    for edit in finding.edits:
        yield from edit.old_lines
        yield from edit.new_lines
