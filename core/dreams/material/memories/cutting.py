"""
How a memory is cut into its entries.

Pure. A list item with its continuation lines and children, a paragraph, a table, a code fence, a
quote or the front matter is one entry, never taken apart; of a paragraph of notes one a line each
line is one. A heading is no entry; it is the trail of those below it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from core.dreams.material.memories.entries import ITEM, Entry, Heading, Shape
from core.dreams.material.memories.line_notes import are_notes

_HEADING: Final = re.compile(r" {0,3}(#{1,6})(?:[ \t]++(.*?))?(?:[ \t]+#+)?[ \t]*\Z")
_LATE_STEP: Final = re.compile(r" {0,3}(?!1[.)])\d{1,9}[.)](?:[ \t]|\Z)")
_FENCE: Final = re.compile(r"[ \t]*(`{3,}|~{3,})")
_RULE: Final = re.compile(r" {0,3}(?:(?:-[ \t]*){3,64}|(?:\*[ \t]*){3,64}|(?:_[ \t]*){3,64})\Z")
_UNDERLINE: Final = re.compile(r" {0,3}(=+|-+)[ \t]*\Z")
_MOST_FRONT_MATTER: Final = 200
"""Lines; what does not end by then was no front matter."""


def lines_of(text: str) -> list[str]:
    """The lines of a text without their ends; a final LF starts no further line."""
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def entries_of(path: str, lines: Sequence[str]) -> list[Entry]:
    """The entries of one memory, in order."""
    return [entry for entry in _cut(path, lines) if isinstance(entry, Entry)]


def headings_of(path: str, lines: Sequence[str]) -> list[Heading]:
    """The headings of one memory, in order."""
    return [part for part in _cut(path, lines) if isinstance(part, Heading)]


def _cut(path: str, lines: Sequence[str]) -> Iterator[Entry | Heading]:
    trail: tuple[Heading, ...] = ()
    at = _front_matter_end(lines)
    if at:
        yield Entry(path, 1, tuple(lines[:at]), Shape.FRONT_MATTER, ())
    while at < len(lines):
        line = lines[at]
        heading = _heading(lines, at)
        if heading is not None:
            trail = (*(one for one in trail if one.level < heading.level), heading)
            yield heading
            at += 1 if _HEADING.match(line) else 2
            continue
        if not line.strip() or _RULE.match(line):
            at += 1
            continue
        shape, end = _block(lines, at)
        item = ITEM.match(line)
        box = (item[3] or "").lower() if item and shape is Shape.ITEM else ""
        if shape is Shape.PARAGRAPH and are_notes(lines[at:end]):
            for place in range(at, end):
                yield Entry(path, place + 1, (lines[place],), shape, trail)
        else:
            yield Entry(path, at + 1, tuple(lines[at:end]), shape, trail, box)
        at = end


def _front_matter_end(lines: Sequence[str]) -> int:
    if not lines or lines[0].rstrip() != "---":
        return 0
    for at in range(1, min(len(lines), _MOST_FRONT_MATTER)):
        if lines[at].rstrip() == "---":
            return at + 1
    return 0


def _heading(lines: Sequence[str], at: int) -> Heading | None:
    match = _HEADING.match(lines[at])
    if match is not None:
        return Heading(len(match[1]), (match[2] or "").strip(), at + 1)
    if at + 1 < len(lines) and _is_plain(lines[at]):
        under = _UNDERLINE.match(lines[at + 1])
        if under is not None:
            return Heading(1 if under[1][0] == "=" else 2, lines[at].strip(), at + 1)
    return None


def _block(lines: Sequence[str], at: int) -> tuple[Shape, int]:
    """What begins at a line, and the first line behind it."""
    line = lines[at]
    if _FENCE.match(line):
        return Shape.CODE, _fence_end(lines, at)
    item = ITEM.match(line)
    if item is not None:
        shape = Shape.STEP if item[2][0].isdigit() else Shape.ITEM
        return shape, _item_end(lines, at, _width(line))
    for sign, shape in (("|", Shape.TABLE), (">", Shape.QUOTE)):
        if line.lstrip().startswith(sign):
            return shape, _while(lines, at, sign)
    if line.lstrip().startswith("<!--"):
        end = at
        while end < len(lines) and "-->" not in lines[end]:
            end += 1
        return Shape.COMMENT, min(end + 1, len(lines))
    if line.startswith(("    ", "\t")):
        end = at
        while end < len(lines) and lines[end].startswith(("    ", "\t")):
            end += 1
        return Shape.CODE, end
    end = at + 1
    while end < len(lines) and _goes_on(lines[end]) and _heading(lines, end) is None:
        end += 1
    return Shape.PARAGRAPH, end


def _goes_on(line: str) -> bool:
    """
    Whether a line goes on with a paragraph: only a list that begins with 1 interrupts one.

    As CommonMark has it, so that "the answer is" and "488." below it stay one sentence.
    """
    return _is_plain(line) or _LATE_STEP.match(line) is not None


def _is_plain(line: str) -> bool:
    """Whether a line goes on with a paragraph."""
    start = line.lstrip()
    return not (
        not start
        or start.startswith(("|", ">", "#", "<!--"))
        or ITEM.match(line)
        or _FENCE.match(line)
        or _RULE.match(line)
    )


def _width(line: str) -> int:
    """How far a line is indented; a tab counts four."""
    return sum(4 if sign == "\t" else 1 for sign in line[: len(line) - len(line.lstrip())])


def _item_end(lines: Sequence[str], at: int, indent: int) -> int:
    """Behind the last line of an item: what is indented deeper, and lines that go on lazily."""
    end = at + 1
    after_blank = False
    while end < len(lines):
        line = lines[end]
        if not line.strip():
            after_blank = True
        elif _width(line) > indent:
            if _FENCE.match(line):
                end = _fence_end(lines, end)
                after_blank = False
                continue
            after_blank = False
        elif after_blank or not _is_plain(line):
            break
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return end


def _fence_end(lines: Sequence[str], at: int) -> int:
    opening = _FENCE.match(lines[at])
    assert opening is not None
    sign = opening[1]
    for end in range(at + 1, len(lines)):
        closing = lines[end].strip()
        if closing.startswith(sign) and not closing.strip(sign[0]):
            return end + 1
    return len(lines)


def _while(lines: Sequence[str], at: int, sign: str) -> int:
    end = at
    while end < len(lines) and lines[end].lstrip().startswith(sign):
        end += 1
    return end
