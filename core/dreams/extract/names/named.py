"""
What has a name in a text, and so can get another one.

Pure. A path stands for a path, a person for a person, `bay K12` for `bay K40`; a plain word only
where it is said to be the name.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.words import CALENDAR, JOINING, NEGATIONS
from core.dreams.extract.names.likeness import Name, can_stand, head_of
from core.dreams.extract.names.name_forms import (
    ACRONYM,
    CALLING,
    DIGITS,
    FIRM,
    HOST,
    LABELLED,
    LINE_PRODUCT,
    MIXED,
    NUMBERED,
    PERSON,
    PRODUCT,
    QUOTED,
    SHIP,
    SHORT,
    TICKET,
)
from core.dreams.extract.tokens import Sort, Token, tokens
from core.transcripts.fields import words

_NAMED: Final = frozenset({Sort.NAME, Sort.PATH, Sort.LINK, Sort.FLAG, Sort.TICKET, Sort.CHANNEL})
_NO_PRODUCTS: Final = words("file error path name user folder directory command request")
"""What messages begin with: `it says File does not exist`."""
_IS_KEY: Final = re.compile(r"[\"'] ?:|=(?!=)")
"""Behind a word that is a key, and names nothing."""
_BOUND: Final = re.compile(
    r"\A[`\"')]*(?:\Z|[.,;:)(|\n]|\s{2,}|\s[(-]|\s(?:on|in|since|as|from|because|by|and|with|for"
    r"|after|last|this|at)\b)"
)
_NO_NAMES: Final = (
    JOINING
    | NEGATIONS
    | words(
        "new old now here there hand default something someone somebody anything everything else"
        " more less later today soon again different better another"
    )
)
_NO_PART: Final = JOINING | CALENDAR
QUALITY: Final = words(
    "only free based ready driven like wide aware first last safe proof bound related specific side"
    " off up down"
)
"""`queue-based` is how something is, and no other `queue-worker`."""


@lru_cache(maxsize=65_536)
def names_in(text: str) -> frozenset[str]:
    """Everything in a text that has a name and so can get another one."""
    names: set[str] = set()
    for token in tokens(text):
        if token.sort in _NAMED:
            names.add(token.text)
        elif token.sort is Sort.CODE:
            names |= {inner.text for inner in tokens(token.text) if inner.sort in _NAMED}
            names |= {word for word in token.text.split() if re.fullmatch(r"[\w-]+-[\w-]+", word)}
        elif token.sort is Sort.WORD and "-" in token.text and token.text.islower():
            names.add(token.text)
    names |= set(_products(text))
    names |= {match[0].rstrip(".") for match in FIRM.finditer(text)}
    for pattern in (SHIP, QUOTED, LABELLED, MIXED, HOST):
        names |= {match[0] for match in pattern.finditer(text)}
    for match in PERSON.finditer(text):
        names |= set(_capital_endings(match[0].split(" ")))
    dialled = [match[0] for match in CALLING.finditer(text)]
    names |= {match[0] for match in DIGITS.finditer(text)}
    for match in NUMBERED.finditer(text):
        parts = _after_joining(match[0].split(" "))
        if len(parts) > 1 and SHORT.fullmatch(parts[-1]):
            # `S34` by itself may be of another kind: a shelf, not a drawer.
            names.discard(parts[-1])
        names |= set(_endings(parts))
    for number in dialled:
        # `Dial 0870` is no name of it.
        names -= {name for name in names if name.endswith(number.partition(" ")[0])}
        names.add(number)
    return frozenset(name for name in names if len(name) > 2 or name[:1] == "-")


def _products(text: str) -> Iterator[str]:
    """Single words with a capital that are no part of a longer name."""
    for match in PRODUCT.finditer(text):
        word = text[: match.start()].rsplit(maxsplit=1)[-1]
        if match[1].lower() not in _NO_PART | _NO_PRODUCTS and (
            word.islower() or word.lower() in JOINING
        ):
            yield match[1]


def short_form(name: str) -> tuple[str, str] | None:
    """Of `extension 4712` the `4712` that a table shows, and what it is the number of."""
    kind, _, number = name.rpartition(" ")
    is_noun = " " not in kind and kind.lower() not in JOINING
    if kind and is_noun and SHORT.fullmatch(number) and len(number) > 2:
        return number, kind.lower().rstrip(".")
    return None


def of_kind(old: str, text: str, *, plain: bool = False, place: bool = False) -> Name | None:
    """
    The first thing named in a text that can stand for the old one.

    Args:
        old: What it would stand for.
        text: Where to look.
        plain: A plain word at the very beginning counts as well: it is said to be the name.
        place: The old one has to be a place, for things are not what they are moved to.
    """
    found = sorted(_named(old, text, plain=plain), key=lambda one: (one.start, -len(one.text)))
    good = [one for one in found if can_stand(old, one, place=place)]
    alike = [one for one in good if head_of(one.text) == head_of(old)]
    if TICKET.match(old) and alike:
        return alike[0]
    return good[0] if good else None


def is_like(old: str, text: str) -> bool:
    """Whether a text names another thing whose name is made like the old one's."""
    return any(
        head_of(one.text) == head_of(old) and can_stand(old, one, place=False)
        for one in _named(old, text, plain=False)
    )


def last_of_kind(old: str, text: str) -> Name | None:
    """The last one, of those that are not parts of each other."""
    found = [
        one
        for one in _named(old, text, plain=False)
        if can_stand(old, one, place=False) and not _IS_KEY.match(text[one.end :])
    ]
    return max(found, key=lambda one: (one.end, len(one.text)), default=None)


def _named(old: str, text: str, *, plain: bool) -> Iterator[Name]:
    is_short = old.isdigit()
    for token in tokens(text):
        if token.sort in _NAMED or (token.sort is Sort.VERSION and old[:1] in "v0123456789"):
            yield Name(token.start, token.end, token.text, token.sort)
        elif (token.sort is Sort.NUMBER and is_short) or (
            token.sort is Sort.WORD and _is_sibling(old, token.text)
        ):
            yield Name(token.start, token.end, token.text, Sort.NAME)
        elif token.sort is Sort.WORD and plain and _is_said(token, text):
            yield Name(token.start, token.end, token.text, Sort.WORD)
    if LINE_PRODUCT.fullmatch(old) or ACRONYM.fullmatch(old):
        yield from _products_of(text)
    firms = FIRM.finditer(text) if FIRM.fullmatch(old) else ()
    for match in (*DIGITS.finditer(text), *CALLING.finditer(text), *SHIP.finditer(text), *firms):
        yield Name(match.start(), match.end(), match[0], Sort.NAME)
    for pattern, endings in ((PERSON, _capital_endings), (NUMBERED, _endings)):
        for match in pattern.finditer(text):
            for rest in endings(_after_joining(match[0].split(" "))):
                yield Name(match.end() - len(rest), match.end(), rest, Sort.NAME)


def _is_sibling(old: str, word: str) -> bool:
    """Whether two names of words share their first or last one: `redis-a` and `redis-b`."""
    mine, others = old.split("-"), word.split("-")
    if (
        not 1 < len(mine) == len(others)
        # `HR-North` and `HR-East` are of a kind, `HR-North` and `HR-team` are not.
        or [one[:1].isupper() for one in mine] != [one[:1].isupper() for one in others]
        or others[-1] in (_NO_PART | QUALITY) - {"a"}
    ):
        return False
    return mine[0] == others[0] or mine[-1] == others[-1]


def _products_of(text: str) -> Iterator[Name]:
    for match in LINE_PRODUCT.finditer(text):
        if match[0].lower() not in _NO_NAMES | CALENDAR:
            yield Name(match.start(), match.end(), match[0], Sort.WORD)


def _after_joining(parts: list[str]) -> list[str]:
    """Of `go to bay 4` the `bay 4`, and of `in May 2026` nothing."""
    at = max((place for place, word in enumerate(parts) if word.lower() in _NO_PART), default=-1)
    return parts[at + 1 :]


def _endings(parts: list[str]) -> list[str]:
    """Of `Ask Ada Quist` also `Ada Quist`; of one word nothing."""
    return [" ".join(parts[skipped:]) for skipped in range(len(parts) - 1)]


def _capital_endings(parts: list[str]) -> list[str]:
    """The same of the names of people: `de Boer` is none."""
    return [rest for rest in _endings(parts) if rest[:1].isupper()]


def _is_said(token: Token, text: str) -> bool:
    """Whether a word stands where a name has to stand, and not before what it belongs to."""
    return (
        not text[: token.start].strip(" :`\"'(")
        and token.text.islower()
        and token.text not in _NO_NAMES
        and _BOUND.match(text[token.end :]) is not None
    )
