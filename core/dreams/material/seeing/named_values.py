"""
Names that stand in the place of the one that an entry gives: somebody, a code, a name of its look.

Pure.
"""

import re
from typing import Final

from core.dreams.extract.language.lexicon import root
from core.dreams.extract.language.words import JOINING
from core.dreams.extract.shown.cell import Cell
from core.dreams.material.claims.claim import Claim

_CAPITAL: Final = r"[A-Z\u00c0-\u00de]"
_PROPER: Final = re.compile(rf"{_CAPITAL}[\w&.'-]*(?: (?:& )?{_CAPITAL}[\w.'-]*){{0,3}}")
_SOMEBODY: Final = re.compile(
    rf"(?:(?:Prof|Dr|Mr|Mrs|Ms|Fr|Sr|St)\.? |{_CAPITAL}[a-z\u00df-\u00ff'-]+ ){{1,2}}"
    rf"{_CAPITAL}[a-z\u00df-\u00ff'-]+"
)
_LONGEST_NAME: Final = 4
"""Words of a name that stands in the place of another."""


def name_in(claim: Claim, cell: Cell) -> str | None:
    """Another name in the place of the one that a claim has: the whole value of a cell."""
    value = cell.value.strip().strip("`'\",")
    words = value.split()
    if claim.beside and len(words) > 1 and root(words[0]) == claim.beside:
        words = words[1:]
    value = " ".join(words)
    is_like = value[:1].isupper() == claim.text[:1].isupper() and len(words) <= _LONGEST_NAME
    is_like = is_like and is_code(value) == is_code(claim.text)
    is_name = is_like and value[:1].isalpha() and value.lower() not in claim.names
    return value if is_name else None


def somebody_in(claim: Claim, text: str) -> str | None:
    """The only person in a text who is not in the claim; None if there are more."""
    found = {match[0] for match in _SOMEBODY.finditer(text)}
    found = {one for one in found if one.lower() not in claim.names and one != claim.text}
    return found.pop() if len(found) == 1 else None


def name_behind(claim: Claim, text: str, about: frozenset[str]) -> str | None:
    """Another name behind a word that says in the entry what kind of name it is."""
    for match in re.finditer(r"([A-Za-z]+) ", text):
        if root(match[1]) in about and claim.text[:1].isupper():
            name = _PROPER.match(text, match.end())
            is_word = name is not None and name[0].lower() in JOINING
            if name is not None and not is_word and name[0].lower() not in claim.names:
                return name[0]
    return None


def is_somebody(text: str) -> bool:
    """Whether a value looks like the name of a person: two or three words with capitals."""
    return _SOMEBODY.fullmatch(text.strip()) is not None


def look_of(text: str) -> tuple[bool, bool]:
    """What kind of name a value looks like: a code or a path, or somebody."""
    return any(sign.isdigit() or sign in "/_" for sign in text), text[:1].isupper()


def is_code(text: str) -> bool:
    return any(map(str.isdigit, text)) and any(map(str.isalpha, text))
