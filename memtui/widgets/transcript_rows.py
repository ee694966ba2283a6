"""
The lines of a transcript: of each event its label and its text, folded where it is long. Pure.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from core.transcripts.accesses import Access
from core.transcripts.directories import Touch
from core.transcripts.kinds import Kind, Status
from core.transcripts.stored import StoredEvent
from core.transcripts.turns import TurnFacts
from core.transcripts.views import Stretch
from memtui.widgets import figures
from memtui.widgets.transcript_words import full_text, look, text

_CLOSED_LINES: Final = {
    Kind.USER: 8,
    Kind.ASSISTANT: 8,
    Kind.TOOL_CALL: 2,
    Kind.TOOL_RESULT: 3,
    Kind.ERROR: 4,
    Kind.INJECTED: 2,
    Kind.SYSTEM: 2,
    Kind.COMPACTION: 3,
}
"""How many lines are shown of a text that was not opened; of every other kind one."""

_CLOSED_CHARACTERS: Final = 600
"""And how many characters of each of them."""


_SMALL_INPUT: Final = 160
"""Characters of a call's input that nobody misses: names of fields, a limit, a description."""


class Part(Enum):
    """What a line of a transcript is."""

    HEAD = auto()
    """The first one of an event: it carries the label."""
    BODY = auto()
    MORE = auto()
    """Something of the text is folded away."""
    ACCESS = auto()
    """The call touched a memory."""
    NOTE = auto()


@dataclass(frozen=True, slots=True)
class Row:
    """One line; its text is foreign and not made safe yet."""

    event_id: str
    part: Part
    text: str
    look: str = ""
    number: int = 0
    """Its turn among the lines of its event; of an access, which one."""


def rows_of_stretch(
    piece: Stretch, opened: Collection[str], stores: Mapping[str, str]
) -> Iterator[Row]:
    """
    The lines of all events of a stretch.

    Args:
        opened: The events whose whole text is wanted, by id.
        stores: The names of the stores, by id.
    """
    for event in piece.events:
        yield from rows_of(
            event,
            is_open=event.id in opened,
            folded=piece.folded.get(event.id),
            touched=piece.touched.get(event.id, ()),
            stores=stores,
        )


def rows_of(
    event: StoredEvent,
    *,
    is_open: bool = False,
    folded: TurnFacts | None = None,
    touched: Sequence[Access] = (),
    stores: Mapping[str, str] | None = None,
) -> Iterator[Row]:
    """
    The lines of one event.

    Args:
        is_open: All that is kept of its text is wanted.
        folded: The event begins a turn that is folded, and this is what happened in it.
        touched: The memories that the call touched.
        stores: The names of the stores, by id.
    """
    appearance = look(event)
    lines = (full_text(event) if is_open else text(event).lstrip("\n")).split("\n")
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    most = 1 if folded is not None else _CLOSED_LINES.get(event.kind, 1)
    shown = lines if is_open else lines[:most]
    for number, line in enumerate(shown):
        part = Part.BODY if number else Part.HEAD
        cut = line if is_open else _cut(line)
        yield Row(event.id, part, cut, appearance, number)
    if folded is not None:
        yield Row(event.id, Part.NOTE, told(folded), "dim", len(shown))
        return
    number = len(shown)
    hidden = len(lines) - len(shown)
    is_cut = any(len(line) > _CLOSED_CHARACTERS for line in shown)
    if not is_open and (hidden or is_cut):
        yield Row(event.id, Part.MORE, _more(hidden, event), "faint", number)
    elif not is_open and _has_more_input(event):
        yield Row(event.id, Part.MORE, "+ more of its input", "faint", number)
    kept = len(event.input or "") if event.kind is Kind.TOOL_CALL else len(event.body)
    if is_open and event.kind is not Kind.TOOL_CALL and event.full_len > kept:
        missing = f"{event.full_len - kept:,} of {event.full_len:,} characters are not kept"
        yield Row(event.id, Part.NOTE, f"… {missing}; {event.pointer} has them", "faint", number)
    if event.kind is Kind.TOOL_CALL and event.status is Status.UNKNOWN:
        yield Row(event.id, Part.NOTE, "? no result was seen", "dim", number)
    for turn, one in enumerate(touched):
        yield Row(event.id, Part.ACCESS, _touch_of(one, stores or {}), "live", turn)


def _touch_of(access: Access, stores: Mapping[str, str]) -> str:
    """What a call did to which memory."""
    if access.memory_store_id is None:
        where = f"{access.directory}, which is no store here"
    else:
        where = stores.get(access.memory_store_id, access.memory_store_id)
    made = " as a version" if access.touch is Touch.WRITE and access.version_id else ""
    return f"◆ {_TOUCHES[access.touch]} {access.path} in {where}{made}"


def told(facts: TurnFacts) -> str:
    """A turn in numbers."""
    parts = [_several(facts.events, "event")]
    if facts.calls:
        parts.append(_several(facts.calls, "call"))
    if facts.errors:
        parts.append(f"✗ {facts.errors:,} failed")
    if facts.reads or facts.writes:
        parts.append(f"◆ memory: {facts.reads:,} read, {facts.writes:,} written")
    if facts.tokens:
        parts.append(f"{figures.size(facts.tokens)} tokens")
    return " · ".join(parts)


_TOUCHES: Final = {Touch.READ: "reads", Touch.WRITE: "writes", Touch.POSSIBLE: "may touch"}


def _several(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _cut(line: str) -> str:
    return line if len(line) <= _CLOSED_CHARACTERS else line[:_CLOSED_CHARACTERS] + "…"


def _more(hidden: int, event: StoredEvent) -> str:
    if hidden:
        return f"+ {hidden:,} line{'s' if hidden > 1 else ''}"
    return f"+ {max(1, event.full_len - _CLOSED_CHARACTERS):,} characters"


def _has_more_input(event: StoredEvent) -> bool:
    """Whether a call asks for much more than what its line says."""
    if event.kind is not Kind.TOOL_CALL:
        return False
    return len(event.input or "") > len(text(event)) + _SMALL_INPUT
