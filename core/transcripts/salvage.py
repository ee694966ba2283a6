"""
Finding the whole objects in a line of JSON objects that are glued together or torn. Pure.

A record is torn when its writer died in the middle and the next one went on in the same line. The
torn part then swallows the beginning of the whole one: as a text that runs on to its first quote,
or as a value in the place where the torn record was waiting for one.
"""

import json
import re
from collections.abc import Iterator

from core.transcripts.fields import words
from core.transcripts.glimpse import glimpse

_BLANK = re.compile(r"[ \t\r\n]*+")
_NULS = re.compile(r"\0[\0 \t\r]*+")
_OBJECT = re.compile(r'\{[ \t\r]*+"')
_DECODER = json.JSONDecoder(strict=False)
_HEAD = 64 * 1024

_OF_RECORDS = words(
    "uuid sessionId session_id timestamp processed_at payload leafUuid messageId created_at"
    " messages ordinal parentUuid record_type"
)
"""Keys by which a record can be told from an object inside of one."""


def whole_objects(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each object that is whole and stands by itself."""
    reading = _Reading(text)
    at = 0
    while at < len(text):
        start = _skip(_BLANK, text, at)
        nuls = _NULS.match(text, start)
        if nuls:
            at = nuls.end()
            continue
        end, stopped_at = reading.object_at(start)
        if end is None:
            at = _next_whole(reading, start, stopped_at)
            continue
        # A hole of NUL bytes inside a text goes through as JSON, but the text is not whole.
        if "\0" not in text[start:end]:
            yield start, end
        at = end


class _Reading:
    """Reads objects, and stops trying when a hostile line has cost several times its length."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._budget = 8 * len(text) + 1_000_000

    @property
    def exhausted(self) -> bool:
        return self._budget <= 0

    def object_at(self, at: int) -> tuple[int | None, int]:
        """The end of the object that starts here, or None and where reading had to stop."""
        if not self.text.startswith("{", at):
            return None, at
        try:
            _, end = _DECODER.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            # The error counts the line ends before it, which is fast but not for nothing.
            self._budget -= error.pos - at + error.pos // 32 + 64
            return None, error.pos
        except RecursionError:
            self._budget -= 65_536
            return None, at
        self._budget -= end - at
        return end, end


def _next_whole(reading: _Reading, torn: int, stopped_at: int) -> int:
    """Where the next whole object starts behind a torn one, or the end of the text."""
    text = reading.text
    while not reading.exhausted:
        start = _swallowed(reading, torn, stopped_at)
        if start is not None:
            return start
        match = _OBJECT.search(text, max(stopped_at, torn + 1))
        while match is not None:
            start = match.start()
            end, stop = reading.object_at(start)
            if end is None:
                torn, stopped_at = start, max(stop, start + 1)
                break
            if _stands_alone(text, end):
                return start
            # The text goes on behind it, so it was a part of something.
            match = _OBJECT.search(text, end)
        else:
            break
    return len(text)


def _swallowed(reading: _Reading, torn: int, stopped_at: int) -> int | None:
    """The start of a whole object that was read as a part of the torn one."""
    text = reading.text
    # As a text: the last brace before the stop, with the quote that closed the torn text.
    start = text.rfind("{", torn + 1, stopped_at)
    end, _ = reading.object_at(start) if start > torn else (None, 0)
    if end is not None and end > stopped_at:
        return start if _stands_alone(text, end) else None
    # As a value: the outermost object that ends where reading stopped.
    edge = stopped_at
    while edge > start and text[edge - 1] in " \t\r\n":
        edge -= 1
    if not text.startswith("}", edge - 1):
        return None
    while start > torn and not reading.exhausted:
        if _OBJECT.match(text, start):
            end, _ = reading.object_at(start)
            if end == edge:
                return start if _is_a_record(text, start, torn) else None
        start = text.rfind("{", torn + 1, start)
    return None


def _is_a_record(text: str, start: int, torn: int) -> bool:
    """Whether an object looks like a record of its own, beside the one that it may belong to."""
    own = glimpse(text, start, start + _HEAD).keys
    outer = glimpse(text, torn, min(start, torn + _HEAD)).keys
    if "type" in own and not _OF_RECORDS.isdisjoint(own):
        return True
    shared = len(set(own) & set(outer))
    return shared >= 3 or (own[:1] == outer[:1] and not _OF_RECORDS.isdisjoint(own))


def _stands_alone(text: str, end: int) -> bool:
    after = _skip(_BLANK, text, end)
    return after == len(text) or text[after] in "{\0"


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
