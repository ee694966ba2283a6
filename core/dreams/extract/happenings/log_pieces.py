"""
The pieces of a line of a log: its cells, the source that it names, and what it says happened.

Pure. A piece holds no number and none of the words that lead to it, so that it is the same in every
line that tells of the same.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from core.dreams.extract.values.moments import is_of_calendar
from core.dreams.extract.values.quantities import UNITS
from core.transcripts.fields import words

_CELLS: Final = re.compile(
    r"\s{2,}|\t+|\s*[|;]\s*|,\s+|:\s+|(?<=\S),(?=\S)|\s+(?:[-\u2013\u2014]+>?|/)\s+|\s*[()\[\]{}<>]+\s*"
)
"""What stands between the cells of a row, the parts of a log line."""
_LEVELS: Final = words(
    "info information warn warning error debug trace notice fatal critical err crit alert emerg"
    " emergency severe panic verbose fine finer finest dbg wrn inf ftl alarm alm event evt"
)
LEVEL: Final = re.compile(rf"(?i)(?<![\w.-])(?:{'|'.join(sorted(_LEVELS))})[:\s]\s*(?=\S)")
"""How severe it is, which stands in front of what happened; `quota_warning 94 %` is a name."""
PLAIN_NAME: Final = re.compile(r"[A-Za-z][\w./:@-]{1,63}\Z")
SHORT_NAME: Final = re.compile(r"[A-Za-z][\w./:@-]{1,63}(?: [\w./:@#-]{1,40}){0,3}\Z")
_LINE_NUMBER: Final = re.compile(r":\d+\Z")
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_UNIT: Final = re.compile(rf"(?i:{UNITS}|[a-z]|%)\Z")
LINKING: Final = words(
    "for from on at by to with in into onto after before because due while since when until"
    " during via through under over against near behind"
)
"""Words after which a line tells the circumstances."""
_ADVERBS: Final = words("on in over through behind under due")
"""Of these those that end what they are about: `switched over`, `inspection due`."""
_CODE: Final = re.compile(r"[A-Za-z][\w-]*(?:_|[a-z\d]\.[a-z]|[a-z][A-Z])[\w.-]*\Z")
"""`quota_warning`, `disk.full`, `LinkLost`: a happening by its name; what follows tells more."""
_LEADING: Final = LINKING | words(
    "a an the this that there was were is are has have had been of and or as than between"
)
_MOST_WORDS: Final = 4
"""Words of what happened that are part of its name."""
_MOST_NAMES: Final = 3
_LONGEST: Final = 80
_SIGNS: Final = ".,:;!?\"'()[]"


def cells_in(rest: str) -> list[str]:
    """The cells of a line that say something in words."""
    parts = (part.strip(" \t.,:;-\"'*=#>") for part in _CELLS.split(rest))
    worded = (LEVEL.sub("", part, count=1) for part in parts if _LETTERS.search(part))
    cells = (" ".join(_trimmed(_begun(cell.split(" ")), is_end=True)) for cell in worded)
    return [cell for cell in cells if _LETTERS.search(cell) and not is_aside(cell)]


def _begun(piece: list[str]) -> list[str]:
    """Without the joining words at its beginning, which came from something else."""
    while piece and piece[0].lower() in _LEADING:
        piece = piece[1:]
    return piece


def names_of_cells(cells: Sequence[str]) -> list[str]:
    """The source, which is the first cell if that is short, and what happened."""
    if not cells:
        return []
    first, *others = cells
    if not others:
        return _alone(first)
    told = next((parts for other in others[:2] if (parts := parts_in(other))), [])
    return distinct([*source_in(first), *told])


def source_in(cell: str) -> list[str]:
    """A short cell is a name as it stands, also with a number: `gate 2`; a long one begins so."""
    if SHORT_NAME.match(cell):
        head, _, tail = cell.partition(" ")
        if tail and " " not in tail and not tail.isdigit() and _is_identifier(tail):
            return [head, tail]
        return [_LINE_NUMBER.sub("", cell)]
    return parts_in(cell)


def _alone(cell: str) -> list[str]:
    """Of a line without any signs between its parts: its first word, and the rest."""
    head, _, tail = cell.partition(" ")
    if not PLAIN_NAME.match(head):
        return parts_in(cell)
    return distinct([head, *parts_in(tail)])


def parts_in(cell: str) -> list[str]:
    """What a cell says, in pieces that hold no number: what happened, and the circumstances."""
    found: list[list[str]] = [[]]
    count, is_counted, is_linked = 0, False, False
    said = cell.split(" ")
    for place, word in enumerate(said, start=1):
        bare = word.strip(_SIGNS)
        is_number = any(map(str.isdigit, bare)) and PLAIN_NAME.match(bare) is None
        is_unit = is_counted and (_UNIT.match(bare) is not None or is_of_calendar(bare))
        is_counted = is_number
        if not bare or is_number or is_unit:
            found.append([])
            continue
        is_end = place == len(said) and bare.lower() in _ADVERBS
        is_link = not is_linked and not is_end and bare.lower() in LINKING
        if found[-1] and (is_link or word[0] in _SIGNS):
            found.append([])
            is_linked = is_linked or is_link
        if count == _MOST_WORDS:
            break
        count += bare.lower() not in _LEADING
        found[-1].append(bare)
        if word[-1] in _SIGNS or (count == 1 and _CODE.match(word) is not None):
            found.append([])
    pieces = (
        " ".join(_trimmed(piece, is_end=place == len(found) and count < _MOST_WORDS))
        for place, piece in enumerate(found, start=1)
    )
    return [piece for piece in pieces if any(map(str.isalpha, piece))]


def _trimmed(piece: list[str], *, is_end: bool = False) -> list[str]:
    """
    Without the joining words at its end, which led to something that is no part of it.

    Args:
        piece: Its words.
        is_end: Nothing follows, so that a word may belong to what is before it.
    """
    while piece and piece[-1].lower() in _LEADING:
        if is_end and len(piece) > 1 and piece[-1].lower() in _ADVERBS:
            break
        piece = piece[:-1]
    return piece


def _is_identifier(word: str) -> bool:
    """Whether a word was made by a program: it has a sign or a digit that words have not."""
    return any(sign in "_.:/@" or sign.isdigit() for sign in word) or not word[1:].islower()


def distinct(names: Iterable[str]) -> list[str]:
    """The first few different ones that are short enough for names."""
    found = [name for name in dict.fromkeys(names) if name and len(name) <= _LONGEST]
    return found[:_MOST_NAMES]


def is_aside(value: str) -> bool:
    """A level or a flag: it tells neither who nor what."""
    return value.lower() in _LEVELS or value.lower() in {"true", "false", "null", "none", "-"}
