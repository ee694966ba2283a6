"""
What a result says of the subject of an entry anew, beside what says that the old one is over.

Pure. `gate 4 is closed for good. Deliveries use gate 7.` answers `Deliveries use gate 4`; so does
`Night nurse, ward 4: Rosa Thal` below `Ilse Kamp (retired)`. It has to say what the entry says, in
its words, of one other thing of the kind.
"""

import re
from collections.abc import Iterator
from typing import Final

from core.dreams.extract.fates.doubts import is_for_now, is_planned, is_undone
from core.dreams.extract.fates.fates import as_written
from core.dreams.extract.language.clauses import sentences_of
from core.dreams.extract.language.facts import norms_in
from core.dreams.extract.names.likeness import Name
from core.dreams.extract.names.named import of_kind
from core.dreams.extract.tokens import Sort
from core.dreams.material.testimony.testimony import Result

_SAYING: Final = frozenset({Sort.WORD, Sort.NAME, Sort.NUMBER})
_NEAR: Final = 6
"""Lines between what is over and what is said anew."""
_MOST_MORE: Final = 1
"""Words of what is said anew that the entry does not have: `we`, `only`."""
_HALF: Final = 0.5
_COLUMNS: Final = re.compile(r"\S\s{2,}\S|\t|\||\w[,;]\w|[{}]")
"""A row of a table says of many things what they are, and not which of them it is now."""
_NOT: Final = re.compile(r"(?i)\b(?:not|no|never|old|former|formerly|previously|until|was|were)\b")
_LABEL: Final = re.compile(r"\s*[A-Za-z][A-Za-z -]{2,40}: (?:[a-z]{3,14} )?[`\"']?")
_CLAUSE: Final = re.compile(r"[;,](?=\s)|\s[-\u2013\u2014|]{1,2}\s")
_LONGEST: Final = 600


def restated(old: str, text: str, line: str, result: Result) -> tuple[str, str] | None:
    """
    What stands for a thing that is over in what a result says anew, and the line that says it.

    Args:
        old: The thing.
        text: The entry that names it.
        line: The line that says that it is over.
        result: The result in which that stands.
    """
    at = next((place for place, one in enumerate(result.lines) if line.strip() in one), None)
    if at is None:
        return None
    mine = norms_in(text.replace(old, " "), _SAYING)
    found: dict[str, str] = {}
    for near in result.lines[max(at - _NEAR, 0) : at + _NEAR + 1]:
        if _COLUMNS.search(near.strip()):
            continue
        for piece in _pieces(near[:_LONGEST]):
            new = of_kind(old, piece)
            if old in piece or new is None or _says_less(piece, new, mine):
                continue
            is_listed = piece[: new.start].strip() == "" and piece[new.end :].startswith(":")
            if not is_listed and of_kind(old, piece[new.end :]) is None:
                found[as_written(old, new.text)] = near
    return next(iter(found.items())) if len(found) == 1 else None


def _pieces(line: str) -> Iterator[str]:
    for sentence in sentences_of(line):
        yield from _CLAUSE.split(sentence)


def _says_less(piece: str, new: Name, mine: frozenset[str]) -> bool:
    """Whether a piece of a line does not say of the new one what an entry says of the old one."""
    if _NOT.search(piece) or is_for_now(piece) or is_planned(piece) or is_undone(piece):
        return True
    theirs = norms_in(piece[: new.start] + " " + piece[new.end :], _SAYING)
    shared = theirs & mine
    if _LABEL.fullmatch(piece[: new.start]) and theirs and theirs <= mine:
        return False
    return not shared or len(theirs - mine) > _MOST_MORE or len(shared) < _HALF * len(mine)
