"""
What stands beside a hunk when a person asks where a quote is from. Pure.

The transcript around the event, or the memory around the line; lines with their looks, and which of
them the quote begins in.
"""

from collections.abc import Sequence

from core.dreams.lines import bare
from core.times import from_milliseconds
from core.transcripts.stored import StoredEvent
from core.transcripts.views import Stretch
from memtui.widgets.times import Times
from memtui.widgets.transcript_rows import rows_of
from memtui.widgets.transcript_words import label

Lines = list[tuple[str, str]]

EVENTS = 30
"""Events around the one that is cited."""
NUMBERS = 5
"""Cells of the line numbers of a memory."""
_MATCH = "match"


def from_transcript(found: Stretch, cited: StoredEvent, quote: str, times: Times) -> Lines:
    """The events around a quote as they follow each other; of the cited one all that is kept."""
    lines: Lines = []
    for event in found.events:
        is_cited = event.id == cited.id
        at = "" if event.ts is None else times.of_day(from_milliseconds(event.ts))
        lines.append((f"{at:8} {label(event)[0]}", "bold" if is_cited else "dim"))
        if is_cited:
            lines += _indented(_quoted(cited, quote))
        else:
            lines += [(f"   {row.text}", "dim") for row in rows_of(event)]
    if all(event.id != cited.id for event in found.events):
        lines += _indented(_quoted(cited, quote))
    return lines


def from_memory(text: Sequence[str], source: str, quote: str) -> Lines:
    """A memory with its lines numbered; those of the quote stand out."""
    number = source.rpartition(":")[2]
    first = int(number) - 1 if number.isdigit() else 0
    quoted = range(first, first + quote.count("\n") + 1)
    return [
        (f"{at + 1:>{NUMBERS - 1}} {bare(line)}", _MATCH if at in quoted else "")
        for at, line in enumerate(text)
    ]


def begins(lines: Lines) -> int:
    """The first line of the quote; 0 where none stands out."""
    return next((at for at, (_, look) in enumerate(lines) if look == _MATCH), 0)


def _quoted(event: StoredEvent, quote: str) -> Lines:
    texts = [text for text in (event.body, event.input or "") if quote in text]
    whole = texts[0] if texts else event.body
    at = whole.find(quote)
    first = whole.count("\n", 0, max(at, 0))
    quoted = range(first, first + (quote.count("\n") + 1 if at >= 0 else 0))
    return [
        (line, _MATCH if number in quoted else "") for number, line in enumerate(whole.split("\n"))
    ]


def _indented(lines: Lines) -> Lines:
    return [(f"   {line}", look) for line, look in lines]
