"""
Cutting one JSON document into the items of its lists, each with its place. Pure.

A document that stops being JSON half-way gives everything before, and, when it is indented,
everything from the next item on: what lies between is one damaged range.
"""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass, field

from core.transcripts.events import Where
from core.transcripts.fields import escapes_mended
from core.transcripts.lines import Damage, Reason, Record

DOCUMENT_CAP = 256 * 1024 * 1024
"""A document has to be read as a whole; a larger one is not read."""

_MOST_DAMAGE = 1_000

_BLANK = re.compile(r"[ \t\r\n]*+")
_DECODER = json.JSONDecoder(strict=False)


@dataclass(slots=True)
class Parts:
    """The parts of a document."""

    lists: dict[str, list[Record]] = field(default_factory=dict)
    """The items of each list that was asked for; a document that is a list itself is under ""."""
    values: dict[str, bytes] = field(default_factory=dict)
    """The other members of the object, as JSON."""
    damage: list[Damage] = field(default_factory=list)

    @property
    def is_hopeless(self) -> bool:
        """There were so many damaged ranges that looking for more of them leads nowhere."""
        return len(self.damage) >= _MOST_DAMAGE

    def damaged(self, start: int, end: int, number: int) -> None:
        """Note a range that could not be read."""
        if start < end:
            self.damage.append(Damage(Where(start, end - start, number), Reason.BROKEN))

    def items(self, *names: str) -> list[Record]:
        """The items of the first of these lists that has any."""
        return next((self.lists[name] for name in names if self.lists.get(name)), [])


def split(data: bytes, lists: Collection[str]) -> Parts:
    """The parts of a document, with the members named in `lists` cut into their items."""
    # One character is one byte: offsets in the text are offsets in the file.
    text = data.decode("latin-1")
    parts = _split(data, text, lists)
    if parts.damage and "\\" in text:
        mended = escapes_mended(text, "_")
        if mended != text:
            parts = _split(data, mended, lists)
    return parts


def _split(data: bytes, text: str, lists: Collection[str]) -> Parts:
    parts = Parts()
    at = _skip(text, 3 if data.startswith(b"\xef\xbb\xbf") else 0)
    if text.startswith("[", at):
        _items(data, text, at, "", parts)
    elif text.startswith("{", at):
        _members(data, text, at, lists, parts)
    elif at < len(text):
        parts.damaged(at, len(text), 1)
    return parts


def _members(data: bytes, text: str, at: int, lists: Collection[str], parts: Parts) -> None:
    next_list = re.compile(rf"\n[ \t]*+(?=\"(?:{'|'.join(lists)})\"[ \t]*+:[ \t\r\n]*+\[)")
    at = _skip(text, at + 1)
    while not text.startswith("}", at):
        name, value_at = _name(text, at)
        if name is not None and name in lists and text.startswith("[", value_at):
            end = _items(data, text, value_at, name, parts)
            if end is None:
                return
        else:
            end = None if name is None else _value_end(text, value_at)
            if end is None or name is None:
                found = next_list.search(text, at)
                stop = found.end() if found else len(text)
                parts.damaged(at, stop, 1)
                if not found or parts.is_hopeless:
                    return
                at = stop
                continue
            parts.values[name] = data[value_at:end]
        at = _skip(text, end)
        if text.startswith(",", at):
            at = _skip(text, at + 1)
        elif not text.startswith("}", at):
            parts.damaged(at, len(text), 1)
            return


def _items(data: bytes, text: str, start: int, name: str, parts: Parts) -> int | None:
    """Cut a list into its items; gives its end, or None if all after it is lost."""
    found = parts.lists.setdefault(name, [])
    at = _skip(text, start + 1)
    number = 1
    resume = _line_like(text, at)
    while not text.startswith("]", at):
        end = _value_end(text, at)
        after = at if end is None else _skip(text, end)
        if end is not None and text[after : after + 1] in (",", "]"):
            found.append(Record(Where(at, end - at, number), data[at:end]))
            at = _skip(text, after + 1) if text[after] == "," else after
        else:
            line = resume.search(text, at) if resume and not parts.is_hopeless else None
            stop = line.end() if line else len(text)
            parts.damaged(at, stop, number)
            if line is None:
                return None
            at = stop
        number += 1
    return at + 1


def _line_like(text: str, at: int) -> re.Pattern[str] | None:
    """How the lines begin where the next item starts or the list ends, if items start lines."""
    indent = text[text.rfind("\n", 0, at) + 1 : at]
    if indent.strip(" \t") or not text.startswith("{", at):
        return None
    shorter = max(len(indent) - 1, 0)
    return re.compile(rf"\n(?:{indent}(?=\{{)|[ \t]{{0,{shorter}}}(?=\]))")


def _name(text: str, at: int) -> tuple[str | None, int]:
    try:
        name, end = _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return None, at
    end = _skip(text, end)
    if not isinstance(name, str) or not text.startswith(":", end):
        return None, at
    return name, _skip(text, end + 1)


def _value_end(text: str, at: int) -> int | None:
    try:
        return _DECODER.raw_decode(text, at)[1]
    except (ValueError, RecursionError):
        return None


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at
