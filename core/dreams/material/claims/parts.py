"""
Which part of an entry a value stands in, in the words of the entry. Pure.

A note names it, so that what stands beside it does not look as if it had been seen as well.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from core.dreams.extract.language.clauses import sentences_of
from core.dreams.extract.language.grammar import VERBS
from core.dreams.extract.language.lexicon import root
from core.dreams.extract.language.words import JOINING
from core.dreams.extract.names.wholes import shortened, stands
from core.transcripts.fields import words

_BEFORE: Final = ",;: "
_BEHIND: Final = f".{_BEFORE}"
_FINITE: Final = words("is are has have must may can will needs does do stays gets")
_MARKS: Final = re.compile(r"[*`]+")
_PIECES: Final = re.compile(r"[,;]\s+|\s*[()\[\]]\s*|\s+[-\u2013\u2014]+\s+")
_JOINED: Final = re.compile(
    r"(?i)(?!\A)(?:,\s+)?\b(?:and|or|but|while|so|because|since|which|whereas)\s+"
)
"""What joins two clauses, and not what one begins with: "Since March the job starts at 02:30"."""
_CLAUSES: Final = re.compile(
    rf"(?i);\s+|\s+[-\u2013\u2014]+\s+|{_JOINED.pattern.removeprefix('(?i)')}"
)
_LEAST_OF_CLAUSE: Final = 3
"""Words of what says something of its own."""
_WORD: Final = re.compile(r"[a-z]+")
_DOES: Final = re.compile(r"[a-z]{3,}(?<!s)s")
_SHORTENED: Final = re.compile(r"(?:\A|[\s(])(?:[A-Z][a-z]{0,2}|[a-z]{1,2})\.\Z")
"""`Mr.`, `ca.`: no sentence ends there."""
_LONG: Final = 60
"""Characters of a sentence of which only the clause with the value is named."""
_LONGEST: Final = 110
"""Characters of all parts together; a note is short."""


def sentence_with(text: str, value: str) -> str:
    """Of several sentences the one that has a value, else the text; without a stop."""
    return _bare(next((one for one in sentences_of(text) if stands(value, one)), text))


def parts_of(text: str, seen: Iterable[str], unseen: Sequence[str]) -> str:
    """The parts of an entry that have the values that were seen, in its order; or nothing."""
    found: dict[str, int] = {}
    for value in seen:
        part = _part(text, value, unseen)
        if part:
            found.setdefault(part, text.find(value))
    told: list[str] = []
    for part in sorted(found, key=lambda one: found[one]):
        is_told = any(part in other for other in found if other != part)
        if not is_told and len("; ".join((*told, part))) <= _LONGEST:
            told.append(part)
    return "; ".join(told) or shortened(next(iter(found), ""), _LONGEST)


def has_several_sentences(text: str) -> bool:
    """Whether an entry has more than one sentence."""
    return len(_sentences(text)) > 1


def has_other_sentences(text: str, seen: Sequence[str]) -> bool:
    """Whether a sentence of an entry has none of the values that were seen."""
    sentences = _sentences(text)
    # What is not written as it was read may be in any of them.
    is_found = all(any(stands(value, one) for one in sentences) for value in seen)
    return is_found and any(not any(stands(value, one) for value in seen) for one in sentences)


def has_other_clauses(text: str, seen: Sequence[str]) -> bool:
    """Whether a clause of an entry says something of its own that holds none of some values."""
    return any(
        not _has(one, seen) and _says_something(one)
        for sentence in _sentences(text)
        for one in _CLAUSES.split(sentence)
    )


def _says_something(clause: str) -> bool:
    said = _WORD.findall(clause.lower())
    return len(said) >= _LEAST_OF_CLAUSE and any(
        word in _FINITE or root(word) in VERBS or _DOES.fullmatch(word) for word in said[1:]
    )


def _sentences(text: str) -> list[str]:
    """The sentences of an entry, without its marks; a short form with a stop ends none."""
    found: list[str] = []
    for one in sentences_of(text):
        bare = _MARKS.sub("", one)
        goes_on = one[:1].islower() or one[:1].isdigit()
        if found and (goes_on or _SHORTENED.search(found[-1])):
            found[-1] = f"{found[-1]} {bare}"
        else:
            found.append(bare)
    return found


def _part(text: str, value: str, unseen: Sequence[str]) -> str:
    """The sentence with a value; of one that is long, or has what was not seen, only a clause."""
    others = [one for one in unseen if one.lower() not in value.lower()]
    piece = next((one for one in _sentences(text) if stands(value, one)), "")
    clauses = _CLAUSES.split(piece)
    if any(not stands(value, one) and _says_something(one) for one in clauses):
        piece = next((one for one in clauses if stands(value, one)), piece)
    for form in (_PIECES, _JOINED):
        if _has(piece, others) or (form is _PIECES and len(piece) > _LONG):
            piece = next((one for one in form.split(piece) if stands(value, one)), piece)
    for other in others:
        # Two values side by side; a name before a value is what has it.
        if stands(other, piece) and (
            any(map(str.isdigit, other)) or piece.find(other) > piece.find(value)
        ):
            sides = re.split(rf"(?i)(?<![\w-]){re.escape(other)}(?![\w-])", piece)
            piece = next((one for one in sides if stands(value, one)), value)
    return _without_joints(_bare(piece))


def _bare(text: str) -> str:
    """A clause without a stop at its end."""
    return " ".join(text.split()).lstrip(_BEFORE).rstrip(_BEHIND)


def _has(piece: str, values: Iterable[str]) -> bool:
    return any(stands(one, piece) for one in values)


def _without_joints(piece: str) -> str:
    """A piece that ends with no word that only joins it to what was cut off."""
    words = piece.split()
    while len(words) > 1 and words[-1].lower() in JOINING:
        words.pop()
    return _bare(" ".join(words))
