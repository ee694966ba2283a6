"""
The blocks of lines: what stands below a title, below a key that has no value, or in an item.
"""

import re
from collections.abc import Sequence
from itertools import accumulate, islice
from typing import Final

from core.dreams.extract.shown.blocks import Block

_KEY: Final = re.compile(
    r"(?P<indent>[ \t]*)(?P<dash>- +)?[\"']?(?P<key>[A-Za-z_][\w./ '&()-]{0,60}?)[\"']?\s*"
    r"(?::(?:\s+(?P<value>(?:[^\s#|>{\[]|\{.*\}\s*\Z|\[.*\]\s*\Z).{0,300})|\s*[|>{\[]?-?\s*(?:#.*)?)"
    r"|=\s*(?P<given>\S.{0,300}))\Z"
)
_TITLE: Final = re.compile(
    r"(?:\[{1,2}(?P<section>[\w .:/\"-]{1,60})\]{1,2}|(?P<level>#{1,6}) (?P<title>[^\n]{1,60})"
    r"|(?:=+|-{2,}) ?(?P<ruled>[^\n=-]{1,60}?) ?(?:=+|-{2,}))\s*\Z"
)
_ITEM: Final = re.compile(r"(?P<indent>[ \t]*)(?P<dash>- +)\S")
_GIVEN: Final = re.compile(r"(?<!\S)([A-Za-z_][\w.-]{0,60})=([^\s=]{1,60})")
_FLOW: Final = re.compile(r"\{(?P<pairs>\s*[A-Za-z_][\w.-]*: [^{}\n]{1,400})\}\s*\Z")
_IN_FLOW: Final = re.compile(r"([A-Za-z_][\w.-]{0,60}): ([^,{}\s][^,{}]{0,100})")
_STEP: Final = 4
"""One blank: an item stands between two of them, and a title before the first."""
_OF_SECTION: Final = -1
_OF_TITLE: Final = -20
_OF_ALL: Final = -40


def sections(lines: Sequence[str]) -> list[Block | None]:
    """For each line the innermost block that it stands in; None where it stands in none."""
    reading = _Reading(lines)
    found = [reading.take(at, line) for at, line in enumerate(lines)]
    reading.finish()
    return found


class _Reading:
    """The blocks that are open, outermost first, each with how far in its heading begins."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._source = "\n".join(lines)
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]
        self._open: list[tuple[int, Block]] = [(_OF_ALL, Block("", None))]

    def take(self, at: int, line: str) -> Block | None:
        """Read one line: which block it is in."""
        title = _TITLE.match(line)
        pair = _KEY.match(line) if title is None else None
        some = pair or (_ITEM.match(line) if title is None else None)
        if title is not None:
            level = len(title["level"] or "")
            heading = title["section"] or title["title"] or title["ruled"]
            self._begin(_OF_TITLE + level if level else _OF_SECTION, heading, at)
        elif not line.strip():
            self._end_paragraph(at)
        elif some is not None:
            width = len(some["indent"].expandtabs(4)) * _STEP + _STEP
            if some["dash"]:
                self._begin(width + 2, "", at, is_item=True)
                width += len(some["dash"]) * _STEP
            if pair is not None:
                self._take_pair(pair, width, at)
        else:
            self._close(_width(line), at)
        return self._open[-1][1] if len(self._open) > 1 else None

    def finish(self) -> None:
        """End what is still open."""
        self._close(_OF_ALL + 1, len(self._lines))

    def _take_pair(self, pair: re.Match[str], width: int, at: int) -> None:
        key, value = pair["key"].strip(), pair["value"] or pair["given"] or ""
        given = _GIVEN.findall(value)
        if not value:
            below = next((one for one in islice(self._lines, at + 1, None) if one.strip()), "")
            is_title = _width(below) <= width and not below.lstrip().startswith("- ")
            self._begin(width - 1 if is_title else width, key, at)
        elif given:
            # `Liveness: delay=10s timeout=1s`
            self._begin(width, key, at)
        else:
            self._close(width, at)
        given += in_flow(value)
        for name, one in given or ([(key, value)] if value else []):
            self._open[-1][1].take(name, one)

    def _end_paragraph(self, at: int) -> None:
        """A title above lines that are no further in than it is ends with them."""
        while self._open[-1][0] > 0 and self._open[-1][0] % _STEP == _STEP - 1:
            self._close(self._open[-1][0], at)

    def _begin(self, width: int, heading: str, at: int, *, is_item: bool = False) -> None:
        self._close(width, at)
        above, start = self._open[-1][1], self._starts[at]
        self._open.append((width, Block(heading, above, is_item, source=self._source, start=start)))

    def _close(self, width: int, at: int) -> None:
        while len(self._open) > 1 and self._open[-1][0] >= width:
            self._open.pop()[1].end = self._starts[at]


def in_flow(value: str) -> list[tuple[str, str]]:
    """The keys and values of a map in one line: `{retries: 5, delay: 300}`."""
    found = _FLOW.match(value)
    return _IN_FLOW.findall(found["pairs"]) if found is not None else []


def _width(line: str) -> int:
    """How far in a line begins."""
    wide = line.expandtabs(4)
    return (len(wide) - len(wide.lstrip())) * _STEP + _STEP
