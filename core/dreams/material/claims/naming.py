"""
The names in a sentence, and the words beside them that say what it is about.

Pure. A name is what has a form of its own; what only says in one word what the sentence says
anyway, a unit, and the place where something is written down are none.
"""

import re
from typing import Final

from core.dreams.extract.language.lexicon import LIGHT, key_roots, root
from core.dreams.extract.language.senses import Placed
from core.dreams.extract.language.words import AMBIGUOUS, JOINING, NEGATIONS, SWITCH
from core.dreams.extract.shown.cell import roots_in
from core.dreams.extract.tokens import Sort
from core.dreams.material.claims.settings import are_close, is_set_by
from core.dreams.material.claims.whose import is_of_date
from core.transcripts.fields import words

_BEFORE_MONTH: Final = words("in since from until till of by early late mid last next this during")
_NAMES: Final = frozenset({"name", "proper", "ticket", "link", "path"})
_NUMBERS: Final = frozenset({Sort.NUMBER, Sort.QUANTITY, Sort.VERSION})
_TIMES: Final = frozenset({"time", "times", "timed"})
_UNIT: Final = re.compile(r"[A-Z]{2,4}\Z|[a-z\u00b5]{1,2}[A-Z][A-Za-z]?\Z")


def names_in(part: tuple[Placed, ...]) -> tuple[str, ...]:
    """The names in a sentence, but for units and for what its words say already."""
    words = words_in(part)
    found = []
    for at, one in enumerate(part):
        if one.fact is None or one.fact[0] not in _NAMES or is_unit_at(part, at):
            continue
        if is_of_date(part, at) or one.token.text.lower().strip("`") in SWITCH:
            continue
        if one.token.text == "May" and at and part[at - 1].token.text.lower() in _BEFORE_MONTH:
            continue
        after = part[at + 1] if at + 1 < len(part) and are_close(one, part[at + 1]) else None
        if is_proper(one) and after is not None and after.token.sort is Sort.VERSION:
            # `Python 3.11` is a value, and what it is the version of.
            continue
        is_number = after is not None and after.token.sort is Sort.NUMBER
        if after is not None and is_number and not is_set_by(one.token, after.token):
            # `AeroBrew 3` is a name with a number in it.
            found.append(f"{one.token.text} {after.token.text}".lower())
            continue
        if not is_said(one.token.text, words):
            found.append(one.token.text.lower().strip("`"))
    # Where something is written down is seldom what has the value.
    things = [name for name in found if "/" not in name]
    return tuple(dict.fromkeys(things or found))


def about_in(part: tuple[Placed, ...], names: tuple[str, ...]) -> frozenset[str]:
    """The words of a sentence, and those in its settings and commands; not those of its names."""
    keys = (
        key_roots(one.token.text)
        for at, one in enumerate(part)
        if not is_unit_at(part, at)
        and (one.token.sort in {Sort.NAME, Sort.CODE} or is_proper(one))
        and one.token.text.lower() not in names
    )
    return words_in(part).union(*keys)


def words_in(part: tuple[Placed, ...]) -> frozenset[str]:
    """The words that say what it is about; `estate` in `Pell estate` is a part of the name."""
    found: set[str] = set()
    for at, one in enumerate(part):
        is_of_name = at > 0 and is_proper(part[at - 1]) and are_close(part[at - 1], one)
        low = one.token.text.lower()
        after = part[at + 1] if at + 1 < len(part) else None
        if one.token.sort is not Sort.WORD or is_of_name:
            continue
        if low in _TIMES and after is not None and after.token.text.lower() == "out":
            found.add(root("timeout"))
        elif after is not None and low.isalpha() and _is_of_version(after):
            # `go 1.22`: whatever the word does elsewhere, here it is what has the version.
            found.add(root(low))
        elif _says_what(one) and low not in JOINING | NEGATIONS:
            found |= roots_in(low)
    return frozenset(found)


def _is_of_version(after: Placed) -> bool:
    return after.token.sort is Sort.VERSION or after.token.text.lower() == "version"


def _says_what(one: Placed) -> bool:
    """Whether a word says what something is about; `test` names an environment, or what is done."""
    return one.fact is None or one.fact[0] == "calendar" or one.fact[1] in AMBIGUOUS


def is_said(name: str, words: frozenset[str]) -> bool:
    """Whether a name only says in one word what its sentence says: what the value is called."""
    # `pool_size_mb` in a sentence about the size of a pool.
    parts = key_roots(name)
    return len(parts) > 1 and 2 * len(parts & words) >= len(parts)


def begins_name(before: Placed, one: Placed) -> bool:
    """Whether the first word of a sentence is the first word of a name: `Ada Quist signs.`"""
    token = before.token
    is_capital = token.sort is Sort.WORD and token.text[:1].isupper() and before.fact is None
    is_word = token.text.lower() in JOINING or root(token.text) in LIGHT
    return is_capital and is_proper(one) and are_close(before, one) and not is_word


def is_name(one: Placed) -> bool:
    """Whether a token is a name of any form."""
    return one.fact is not None and one.fact[0] in _NAMES


def is_proper(one: Placed) -> bool:
    """Whether a token is a word with a capital inside of a sentence: the name of somebody."""
    return one.fact is not None and one.fact[0] == "proper"


def is_unit_at(part: tuple[Placed, ...], at: int) -> bool:
    """Whether a token of capitals beside a number is what that counts: `40 PSU`."""
    near = [part[place].token.sort for place in (at - 1, at + 1) if 0 <= place < len(part)]
    return _UNIT.match(part[at].token.text) is not None and any(sort in _NUMBERS for sort in near)
