"""
Which format a file has, from its content alone: extensions lie. Pure.

`HEAD_BYTES` of the beginning are enough, unless the first line is longer: formats decide by what
they see of a record, whole or not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.transcripts.fields import NotJson, loads
from core.transcripts.formats import FORMATS
from core.transcripts.formats.base import NO_CLAIM, Format, Head, Shape
from core.transcripts.glimpse import glimpse
from core.transcripts.salvage import whole_objects

HEAD_BYTES = 256 * 1024
SURE_ENOUGH = 0.5

_OF_A_LINE = 8 * 1024
_LOOKS = ((4, 2 * 1024, 6 * 1024), (80, _OF_A_LINE, 96 * 1024))
"""A short look, and a long one if that was not enough: lines, characters of each, of a document."""
_OF_A_DAMAGED_LINE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A recognised file."""

    format: Format
    shape: Shape


def sniff(head: bytes) -> Sniffed | None:
    """The format of a file that begins like this; None if it is no transcript we know."""
    for look in _looks(head):
        best, found = NO_CLAIM, None
        for format_ in FORMATS if look.seen else ():
            claim = format_.sniff(look)
            if claim.confidence > best.confidence:
                best, found = claim, format_
        if found is not None and best.confidence >= SURE_ENOUGH:
            return Sniffed(found, best.shape)
    return None


def _looks(head: bytes) -> Iterator[Head]:
    for lines, of_a_line, of_a_document in _LOOKS:
        yield look_at(head, lines, of_a_line, of_a_document)
    # Nothing but damaged lines: what is whole inside of them.
    text = head.decode("utf-8-sig", "replace")
    seen = [
        glimpse(line, start, min(end, start + _OF_A_LINE))
        for line in text.split("\n")[: _LOOKS[0][0]]
        for start, end in whole_objects(line[:_OF_A_DAMAGED_LINE])
    ]
    yield Head(tuple(seen), is_document=False, text=text)


def look_at(head: bytes, most_lines: int, of_a_line: int, of_a_document: int) -> Head:
    """What the formats are shown of a file's beginning."""
    text = head.decode("utf-8-sig", "replace")
    start = len(text) - len(text.lstrip("\0 \t\r\n"))
    if text.startswith("[", start):
        first = glimpse(text, start, start + of_a_document)
        return Head((first,), is_document=True, text=text)
    # In a document of several lines none is an object by itself: they are indented, or a brace.
    lines = text[start:].split("\n", most_lines)[:most_lines]
    objects = [line for line in lines if line.startswith("{") and line.rstrip() != "{"]
    is_document = len(lines) > 1 and not any(map(_is_whole, objects))
    if is_document or len(lines) == 1:
        seen = [glimpse(text, start, start + of_a_document)]
    else:
        seen = [glimpse(line, 0, of_a_line) for line in objects]
    return Head(tuple(one for one in seen if one.values), is_document, text)


def _is_whole(line: str) -> bool:
    try:
        loads(line.encode("utf-8", "replace"))
    except NotJson:
        return False
    return True
