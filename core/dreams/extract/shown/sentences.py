"""
What the sentences of a line say that something is: "The hold is 40 min", "Owner: Ada Quist".
"""

import re
from collections.abc import Iterator
from typing import Final

from core.dreams.extract.shown.cell import Cell, roots_in

_CLAUSE: Final = re.compile(
    r"\s*(?:,(?!\d{3}(?!\d))|[;()])\s*|:\s+|\s+[-\u2013\u2014]+\s+|(?<=[a-z\d])\.\s+"
)
_IS: Final = re.compile(
    r"(?P<key>[^=:]{2,80}?)\s+(?:is|are|was set to|is set to|reads|equals)\s+"
    r"(?P<value>\S.{0,120})\Z"
)
_DONE: Final = re.compile(
    r"(?P<verb>[a-z]{2,}(?:ed|en|et|ut|nt|pt|ld)) "
    r"(?:for|at|to|by|on|in|from|with|until|up to|of) (?P<value>.+)\Z"
)
"""What is done, and with which value: "insured for EUR 7,750", "heated to 40 degrees"."""
_CODE: Final = re.compile(r"\S*\d\S*")
_SENTENCE: Final = re.compile(r"(?<=[\w)%])[.;]\s+")
_LABELLED: Final = re.compile(r"(?P<key>[A-Za-z][^:=.;,]{1,60}):\s+(?P<value>\S[^:]{0,120})\Z")
_MORE: Final = re.compile(r",(?!\d{3}(?!\d))\s*|\s+(?=\()")
_MOST_WORDS: Final = 5
"""Words of a value behind which a line may say more."""
_NUMBERED: Final = re.compile(r"\A(?:[#>*+-]+\s+){0,2}\d{1,3}[.)]\s+(?=\S)")
"""The number of a point in a list, which counts nothing."""


def clauses(line: str, section: frozenset[str], record: str | None) -> Iterator[Cell]:
    """The clauses that say what something is, and the whole line."""
    whole = line.strip()
    for clause in _CLAUSE.split(whole):
        said = _IS.match(clause)
        if said is not None:
            key = said["key"].strip()
            yield Cell(key, roots_in(key), said["value"], whole, record, section)
            done = _DONE.match(said["value"])
            if done is not None:
                about = roots_in(_CODE.sub("", f"{key} {done['verb']}"))
                yield Cell(key, about, done["value"], whole, record, section)
    for key, value in _labelled(whole) if ": " in whole else ():
        yield Cell(key, roots_in(key), value, whole, record, section)
    text = _NUMBERED.sub("", whole, count=1)
    yield Cell("", roots_in(text), text, whole, record, section, is_prose=True)


def _labelled(line: str) -> Iterator[tuple[str, str]]:
    """The labels of a line and what stands behind each, without what is only said besides."""
    parts = _SENTENCE.split(line.rstrip("."))
    for part in parts:
        found = _LABELLED.match(part)
        if found is None:
            continue
        value = found["value"].strip()
        first, *more = _MORE.split(value)
        # `Ada Quist, Tom Beck` are two, and `the stevedores, call-out 45 min` is one.
        is_list = all(_look(one) == _look(first) for one in more if one)
        if more and not is_list and len(first.split()) <= _MOST_WORDS:
            yield found["key"], first
        elif len(parts) > 1:
            yield found["key"], value


def _look(text: str) -> tuple[bool, bool, bool]:
    return any(map(str.isdigit, text)), text[:1].isupper(), " " in text
