"""
Bringing calls and their results together, so that both say how the call ended.

Pure, and fed batch by batch as a transcript grows: what is still open is remembered, and what an
earlier batch gave out is amended. Repeated events are dropped on the way.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from core.transcripts.events import Event, Kind, Status, ToolNorm, Usage
from core.transcripts.kinds import ERRORS
from core.transcripts.status import Verdict, reconsidered
from core.transcripts.storable import kept_input
from core.transcripts.tools import command_of

CallKey: TypeAlias = tuple[str | None, str]
"""A call is known by its session and its id in there."""


class Call(Struct, frozen=True, gc=False):
    """What has to be known of a call to judge its result."""

    tool_norm: ToolNorm | None
    input: str | None
    ruling: Verdict | None = None
    """What was decided on the call before it had a result."""
    is_answered: bool = False
    """It has a result already, so that another one is judged by itself."""


@dataclass(frozen=True, slots=True)
class Late:
    """A verdict on a call, or on its result, that was given out in an earlier batch."""

    session: str | None
    call_id: str
    kind: Kind
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Settled:
    """One batch: its events as they are to be kept, and what to amend of earlier ones."""

    events: list[Event]
    late: list[Late]


Find: TypeAlias = Callable[[str | None, str], Call | None]


def _nowhere(_session: str | None, _call_id: str) -> None:
    return None


class Pairing:
    """
    Pairs the calls and results of one source.

    `find` looks up a call that was given out in an earlier batch. A result that was given out
    before its call is brought together with it by whoever stores them.
    """

    def __init__(self, find: Find = _nowhere) -> None:
        self._find = find
        self._open: dict[CallKey, Call] = {}
        self._rulings: dict[CallKey, Verdict] = {}
        self._answered: set[CallKey] = set()
        """Calls that got a result in the batch that is judged; of others `find` knows it."""

    def settle(self, events: Sequence[Event]) -> Settled:
        """Judge the results of a batch, knowing their calls, and put each verdict on both."""
        kept = distinct(events)
        self._answered.clear()
        places: Places = {}
        orphans: dict[CallKey, int] = {}
        late: list[Late] = []

        def put(key: CallKey, kind: Kind, verdict: Verdict) -> None:
            place = places.get((key, kind))
            if place is None:
                late.append(Late(*key, kind, verdict))
            else:
                kept[place] = _with_verdict(kept[place], verdict)

        for place, event in enumerate(kept):
            if event.call_id is None:
                continue
            key = (event.session, event.call_id)
            match event.kind:
                case Kind.TOOL_CALL:
                    places[key, event.kind] = place
                    orphan = orphans.pop(key, None)
                    self._call(key, event, None if orphan is None else kept[orphan], put)
                case Kind.TOOL_RESULT:
                    if not self._answer(key, event, place, places, put):
                        orphans.setdefault(key, place)
                case Kind.PERMISSION | Kind.PROGRESS if event.status is not None:
                    self._rule(key, verdict_of(event), places, put)
                case _:
                    pass
        return Settled(kept, late)

    def _call(self, key: CallKey, event: Event, result: Event | None, put: "Put") -> None:
        """Take note of a call; its result may have come before it."""
        call = Call(event.tool_norm, kept_input(event.input))
        if result is not None:
            self._answered.add(key)
            verdict = _verdict_on(call, result)
            put(key, Kind.TOOL_RESULT, verdict)
            put(key, Kind.TOOL_CALL, verdict)
        elif event.status in {None, Status.UNKNOWN}:
            self._open[key] = call

    def _answer(
        self, key: CallKey, result: Event, place: int, places: "Places", put: "Put"
    ) -> bool:
        """Judge a result; gives False if its call is still to come."""
        call = self._open.pop(key, None)
        if call is None and key in self._answered:
            return True
        call = call or self._find(*key)
        ruling = self._rulings.pop(key, None)
        if call is None:
            places.setdefault((key, Kind.TOOL_RESULT), place)
            return False
        if call.is_answered:
            return True
        places[key, Kind.TOOL_RESULT] = place
        self._answered.add(key)
        verdict = _verdict_on(call, result, ruling)
        put(key, Kind.TOOL_RESULT, verdict)
        put(key, Kind.TOOL_CALL, verdict)
        return True

    def _rule(self, key: CallKey, verdict: Verdict, places: "Places", put: "Put") -> None:
        # A denial comes before the result that repeats it; a display log may come after it.
        put(key, Kind.TOOL_CALL, verdict)
        if key in self._open:
            self._rulings[key] = verdict
        elif (key, Kind.TOOL_RESULT) in places:
            put(key, Kind.TOOL_RESULT, verdict)
        else:
            call = self._find(*key)
            if call is None or call.is_answered:
                put(key, Kind.TOOL_RESULT, verdict)
            else:
                self._rulings[key] = verdict


Places: TypeAlias = dict[tuple[CallKey, Kind], int]
"""Where in a batch the call and the result of an id are."""

Put: TypeAlias = Callable[[CallKey, Kind, Verdict], None]


def _verdict_on(call: Call, result: Event, ruling: Verdict | None = None) -> Verdict:
    """How a call ended, by its result and by what was decided on it before."""
    verdict = ruling or call.ruling or verdict_of(result)
    if call.tool_norm is not ToolNorm.SHELL:
        return verdict
    return reconsidered(verdict, result.body, command_of(call.input))


def verdict_of(event: Event) -> Verdict:
    """How an event says its call ended."""
    return Verdict(event.status or Status.UNKNOWN, event.error_source, event.exit_code)


def _with_verdict(event: Event, verdict: Verdict) -> Event:
    """The event with a verdict on it."""
    if verdict_of(event) == verdict:
        return event
    return replace(
        event,
        status=verdict.status,
        error_source=verdict.error_source,
        exit_code=verdict.exit_code,
    )


def distinct(events: Iterable[Event]) -> list[Event]:
    """The events without repetitions; the first one stands, unless a later one replaces it."""
    kept: list[Event] = []
    places: dict[tuple[str | None, str, int], int] = {}
    for event in events:
        key = event.key
        place = None if key is None else places.get(key)
        if place is None:
            if key is not None:
                places[key] = len(kept)
            kept.append(event)
        elif event.replaces:
            kept[place] = event
    return kept


def usages(events: Iterable[Event]) -> dict[tuple[str | None, str], Usage]:
    """The tokens of each model request by session and request: the last that was said counts."""
    return {
        (event.session, event.request_id): event.usage
        for event in events
        if event.usage is not None and event.request_id is not None
    }


def is_error(event: Event) -> bool:
    """Whether it is a result that counts as an error of a tool."""
    return event.kind is Kind.TOOL_RESULT and event.status in ERRORS
