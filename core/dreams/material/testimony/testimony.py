"""
What the sessions of a dream may say for or against a memory: the results of their tools.

Pure. What was read from a memory, what another agent only reports, what a fork copied and what
gives orders is left out: none of it shows anything about the world.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from core.dreams.evidence import texts_of
from core.dreams.extract.language.words import environments_in, stated_in
from core.dreams.extract.names.placed import is_ones_own
from core.dreams.extract.orders.legible import verbatim
from core.dreams.extract.orders.orders import Order, order_in
from core.dreams.extract.shown.answered import answered
from core.dreams.extract.shown.cell import Cell
from core.dreams.extract.shown.cells import cells_of
from core.dreams.extract.shown.holding import holding
from core.dreams.extract.shown.programs import without_programs
from core.dreams.inputs import SessionLog
from core.dreams.material.testimony.beside_masks import beside_masks
from core.dreams.material.testimony.looking import shows_how_it_is
from core.dreams.material.testimony.reading import reads_programs
from core.dreams.proposal import Evidence
from core.transcripts.events import Kind, Status, ToolNorm
from core.transcripts.fields import Json, parsed
from core.transcripts.storable import ELISION
from core.transcripts.stored import StoredEvent
from core.transcripts.tools import command_of

_SHOWN: Final = frozenset({Status.OK, Status.FAILED, Status.TIMEOUT, Status.UNKNOWN, None})
_WORD: Final = re.compile(r"[\w@#][\w.:/@-]*+")
_JOINTS: Final = re.compile(r"[./:@]")
_ASKED: Final = re.compile(r"(?:://|@)([\w.-]*\w)")
_JOINED: Final = range(1, 4)
"""Hyphens of a name that is made of another one and a word."""
_NUMBERED: Final = re.compile(r"\A\s*\d{1,9}(?:\u2192|\t|: )")
_MOST_LINES: Final = 400
"""Lines of one result that are looked at: what an ingester keeps seldom has more."""
_BULLET: Final = re.compile(r"\A\s*[-*+>] +")
_SENTENCE: Final = 5
"""Blanks of a line that is a sentence; a shorter one may be what a program prints as well."""
_RECALLED: Final = 24
"""Characters from which on a line that is an entry of the store was not written anew by chance."""


@dataclass(frozen=True)
class Result:
    """One tool result, with the call that it answers."""

    log: SessionLog
    event: StoredEvent
    call: StoredEvent | None
    order: int
    """Its place among all results of the dream."""

    @cached_property
    def command(self) -> str:
        """What was asked: the command line, or every text of the call's input."""
        if self.call is None:
            return ""
        command = command_of(self.call.input)
        return command if command is not None else " ".join(_texts(parsed(self.call.input)))

    @cached_property
    def given(self) -> frozenset[str]:
        """The values that the call gave to a tool which is no shell."""
        if self.call is None or command_of(self.call.input) is not None:
            return frozenset()
        return frozenset(_texts(parsed(self.call.input)))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the result, without those that an ingester put there."""
        return tuple(line for line in self._told[:_MOST_LINES] if line != ELISION.strip())

    @cached_property
    def _told(self) -> list[str]:
        """Its lines, blank where they are a program's own text, or what the call itself says."""
        lines = self.event.body.split("\n")
        told = without_programs(lines, is_all=reads_programs(self.call))
        said = self._said
        return [line if not said or _bare(line) not in said else "" for line in told]

    @cached_property
    def _said(self) -> frozenset[str]:
        """The sentences of the call, such as those of a text that an agent writes down."""
        texts = _texts(parsed(self.call.input)) if self.call is not None else []
        lines = (_plain(line) for text in texts if "\n" in text for line in text.split("\n"))
        return frozenset(line for line in lines if line.count(" ") >= _SENTENCE)

    @cached_property
    def has_failed(self) -> bool:
        """The call did not do what it was asked."""
        return self.event.status in {Status.FAILED, Status.TIMEOUT}

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The values that the result shows, as far as it shows how things are."""
        if not shows_how_it_is(self.command):
            return ()
        body = holding("\n".join(self._told))
        return (*answered(self.command, body), *cells_of(body))

    @cached_property
    def whole(self) -> str:
        """The command and the result, in lower case."""
        return f"{self.command}\n{self.event.body}".lower()

    @cached_property
    def environments(self) -> frozenset[str]:
        """The environments that the result or its command names."""
        return environments_in(f"{self.command}\n{self.event.body}")

    @cached_property
    def stated(self) -> frozenset[str]:
        """The environments that it says it is of, in so many words."""
        own = {"local"} if is_ones_own(self.command) else frozenset[str]()
        return stated_in(self.event.body) | own

    def words(self) -> set[str]:
        """Every word of the result and its command, in lower case."""
        both = self.whole
        # `#refund-done` is looked for as `refund-done`.
        whole = {word.strip("@#").rstrip(".:/") for word in _WORD.findall(both)}
        parts = {part for word in whole for part in _JOINTS.split(word) if part}
        # Who is asked stands in an address: `https://a.example/b`, `ada@a.example`.
        parts |= {host for word in whole for host in _ASKED.findall(word)}
        return whole | parts | {inner for word in parts for inner in _inner(word)}

    def cite(self, quote: str, holds: str) -> Evidence:
        """A piece of the result as evidence."""
        return cite(self.log, self.event, quote, holds)


def _inner(word: str) -> Iterator[str]:
    """The names in a name: `cart` in `cart-nightly` and in `load_cart`."""
    for sign in "-_":
        if word.count(sign) in _JOINED:
            yield word.rpartition(sign)[0]
            yield word.partition(sign)[2]


def cite(log: SessionLog, event: StoredEvent, quote: str, holds: str) -> Evidence:
    """A piece of an event as evidence, as far as it stands there; else without a quote."""
    raw = log.raw.get(event.id)
    if raw is not None:
        quote, holds = verbatim(quote, holds, texts_of(raw))
    quote, holds = beside_masks(quote, holds)
    return Evidence(quote, holds, str(event.pointer), log.id, event.id, event.ts)


class Testimony:
    """All results that count, in the order of the sessions, found by their words."""

    def __init__(self, sessions: Iterable[SessionLog], recalled: Iterable[str] = ()) -> None:
        """
        Args:
            sessions: In any order.
            recalled: Lines of the store; a result that repeats one was read from a memory.
        """
        self.recalled: tuple[str, ...] = tuple(recalled)
        known = (_plain(one) for one in self.recalled)
        lines = frozenset(line for line in known if len(line) >= _RECALLED)
        ordered = sorted(sessions, key=lambda log: (log.started or 0, log.native_id or "", log.id))
        self.sessions: tuple[SessionLog, ...] = tuple(ordered)
        self.orders: list[tuple[SessionLog, StoredEvent, Order]] = []
        """Results that give orders, and so count for nothing else."""
        self.results: tuple[Result, ...] = tuple(_results(ordered, lines, self.orders))

    @cached_property
    def _by_word(self) -> dict[str, "array[int]"]:
        found: dict[str, array[int]] = {}
        for result in self.results:
            for word in result.words():
                found.setdefault(word, array("I")).append(result.order)
        return found

    @property
    def vocabulary(self) -> Iterable[str]:
        """Every word of the results, in lower case."""
        return self._by_word.keys()

    def places_of(self, words: Iterable[str]) -> set[int]:
        """The places in `results` of those that have all of these words."""
        posted = [self._by_word.get(word.lower()) for word in words]
        if not posted or any(one is None for one in posted):
            return set()
        ordered = sorted((one for one in posted if one is not None), key=len)
        places = set(ordered[0])
        for one in ordered[1:]:
            places.intersection_update(one)
        return places

    def with_words(self, words: Iterable[str]) -> list[Result]:
        """The results that have all of these words, in order."""
        return [self.results[place] for place in sorted(self.places_of(words))]


def _results(
    sessions: Sequence[SessionLog],
    recalled: frozenset[str],
    orders: list[tuple[SessionLog, StoredEvent, Order]],
) -> list[Result]:
    found: list[Result] = []
    for log in sessions:
        calls = {
            event.call_id: event
            for event in log.events
            if event.kind is Kind.TOOL_CALL and event.call_id is not None
        }
        for event in log.events:
            if event.kind is not Kind.TOOL_RESULT or event.id in log.touches:
                continue
            call = calls.get(event.call_id) if event.call_id else None
            if call is not None and call.id in log.touches:
                continue
            order = order_in(event.body)
            if order is not None:
                orders.append((log, event, order))
            elif _counts(event, call) and not _is_recalled(event, recalled):
                found.append(Result(log, event, call, len(found)))
    return found


def _counts(event: StoredEvent, call: StoredEvent | None) -> bool:
    norm = call.tool_norm if call is not None else event.tool_norm
    return (
        norm is not ToolNorm.TASK
        and not event.is_copied
        and event.status in _SHOWN
        and bool(event.body.strip())
    )


def _is_recalled(event: StoredEvent, recalled: frozenset[str]) -> bool:
    """Whether a result repeats a line of the store, as a tool shows it when it reads a memory."""
    return bool(recalled) and any(
        _plain(line) in recalled or _bare(line) in recalled
        for line in event.body.split("\n")[:_MOST_LINES]
    )


def _plain(line: str) -> str:
    """A line without the mark of a list: a copy of a memory may have another one."""
    return _BULLET.sub("", line, count=1).strip()


def _bare(line: str) -> str:
    """Likewise, without its number in a file."""
    return _plain(_NUMBERED.sub("", line, count=1))


def _texts(value: Json) -> list[str]:
    match value:
        case str():
            return [value]
        case list():
            return [text for item in value for text in _texts(item)]
        case dict():
            return [text for item in value.values() for text in _texts(item)]
        case bool() | None:
            return []
        case _:
            return [str(value)]
