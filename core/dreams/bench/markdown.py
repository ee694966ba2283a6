"""
Texts cut into statements, and whether one of them holds some words. Pure.

Only as much of Markdown as scoring needs, and independent of how any dreamer reads it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from core.transcripts.fields import words as word_set

_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_BREAK = re.compile(r"\s*(?:#{1,6}\s|\||---+\s*$|```)")
_WORD = re.compile(r"[^\W_](?:[\w./:+-]*[^\W_])?%?")
_COMMON = word_set(
    "the and for with from that this are was were has have had its into than then them they there"
    " their when which who will would may can must should also but any all one each until during"
    " since because otherwise where what how you your our"
)


def statements(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """List items, paragraphs, headings and rows, each with its first line's number from 1."""
    start, held = 0, list[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        ends = not line.strip() or _ITEM.match(line) or _BREAK.match(line)
        if ends and held:
            yield start, tuple(held)
            held = []
        if line.strip():
            if not held:
                start = number
            held.append(line)
            if _BREAK.match(line):
                yield start, tuple(held)
                held = []
    if held:
        yield start, tuple(held)


@lru_cache(maxsize=200_000)
def words(text: str) -> frozenset[str]:
    """The words that carry a text's meaning, in lower case; numbers with what follows them."""
    found = set()
    before = ""
    for match in _WORD.finditer(text.lower()):
        word = match[0]
        if any(map(str.isdigit, word)) or (len(word) > 2 and word not in _COMMON):
            found.add(word)
        elif before.isdigit():
            # "30 s" and "30 min" are not the same.
            found.add(f"{before} {word}")
        before = word
    return frozenset(found)


def flat(text: str) -> str:
    """A text in lower case with single blanks, without marks of code and emphasis."""
    return " ".join(text.lower().replace("`", "").replace("**", "").split())


def holds(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases stands in the text, whatever the case and the line breaks."""
    seen = flat(text)
    return any(flat(phrase) in seen for phrase in phrases)


def names(text: str, phrase: str) -> bool:
    """Whether the phrase stands in the text by itself, without half a quote or word about it."""
    wanted = re.escape(flat(phrase))
    bare = rf"(?<![\w'\"]){wanted}(?![\w'\"])"
    return re.search(rf"{bare}|(['\"]){wanted}\1", flat(text)) is not None
