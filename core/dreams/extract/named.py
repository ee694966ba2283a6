"""
What has a name in a text, and so can get another one; and which name can stand for which.

Pure. A path stands for a path, a person for a person, `bay K12` for `bay K40`; a plain word only
where it is said to be the name.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from core.dreams.extract.tokens import Sort, Token, tokens
from core.dreams.extract.words import CALENDAR, JOINING, NEGATIONS
from core.transcripts.fields import words

_NAMED: Final = frozenset({Sort.NAME, Sort.PATH, Sort.LINK, Sort.FLAG, Sort.TICKET, Sort.CHANNEL})
_PARTICLES: Final = (
    r"(?:(?:de|del|della|di|da|dos|du|van|von|vom|zu|zum|zur|der|den|ter|ten|la|le|el|al|bin|ben)"
    r" ){1,2}"
)
_PERSON: Final = re.compile(
    rf"(?<![\w-])[A-Z][a-z\u00df-\u00ff]{{1,30}}+(?: (?:{_PARTICLES})?[A-Z][a-z\u00df-\u00ff]"
    r"{1,30}+){1,3}(?![\w-]| \d)"
)
_PARTICLE: Final = re.compile(rf"(?<= ){_PARTICLES}(?=[A-Z])")
_NUMBER = (
    r"(?:#?\d{1,6}(?:[./-]\d{1,6}){0,2}[A-Za-z]?|[A-Z]{1,2}\d{1,6}(?:\.\d{1,6})?|[A-Z]-\d{1,6})"
)
_LEADING = (
    r"(?i:on|in|at|to|from|since|by|for|with|of|and|or|as|is|are|was|were|until|till|after|before)"
)
"""No name goes on behind these: `locker L-97 on 2026-09-19` is the one of a locker."""
_NUMBERED: Final = re.compile(
    rf"(?<![\w'&])(?:(?!{_LEADING} )[A-Za-z](?:[\w-]|'(?=[A-Z])){{0,30}} (?:& )?){{1,3}}(?<!& )"
    rf"{_NUMBER}(?![\w%]|[.,:/-]\d|-\w)|\b(?:[Ee]xt|[Nn]o|[Nn]r|[Tt]el|[Rr]m)\. {_NUMBER}"
    r"(?![\w%]|[.,:/-]\d|-\w)"
)
"""`vault 4`, `archive room 4`, `drawer S34`, `locker L-12`, `Corn & Sons 4`."""
_PRODUCT: Final = re.compile(
    r"(?<=[a-z\d,;] )([A-Z][a-z]{3,30}+|[A-Z]{1,4}-[A-Z][a-z]{2,30}+)(?![\w-]| (?:[A-Z]|\d)"
    rf"| {_PARTICLES}[A-Z])"
)
"""One word with a capital inside of a sentence: `paging goes through Beacon`, `IC-Match`."""
_NO_PRODUCTS: Final = words("file error path name user folder directory command request")
"""What messages begin with: `it says File does not exist`."""
_LINE_PRODUCT: Final = re.compile(
    r"(?<![\w-])(?<![.!?] )(?:[A-Z][a-z]{3,30}+|[A-Z]{1,4}-[A-Z][a-z]{2,30}+)"
    rf"(?![\w-]| (?:is|are|was|were|has|will) | {_PARTICLES}[A-Z])"
)
_DIGITS: Final = re.compile(
    r"(?<![\w./-])(?!\d{4}-\d\d-\d\d\b)(?:\d{1,6}(?:-\d{1,6}){1,4}|\d{1,6}-[A-Z]{1,3}"
    r"|\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2}|:\d{2,5})?)(?![\w-]|[.:/]\d)"
)
"""`90-41-12`, `10.4.0.7`: numbers of things, and no dates."""
_CALLING: Final = re.compile(
    r"(?<![\w.+/-])(?:\+[1-9]\d{0,2}|0\d{1,4})(?:[ /-]\d{2,8}){1,4}(?![\w-]|[.:/]\d)"
)
"""`0870 4158`, `+43 1 58800`: what somebody dials."""
_IS_KEY: Final = re.compile(r"[\"'] ?:|=(?!=)")
"""Behind a word that is a key, and names nothing."""
_SHORT: Final = re.compile(r"[A-Z]?\d{1,6}|\d{1,6}[A-Z]")
_TICKET: Final = re.compile(r"[A-Z][A-Z0-9]{1,9}-\d{1,7}\Z")
_SIGNS: Final = "-_.:/@#"
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


class Name(NamedTuple):
    """A name and where it stands."""

    start: int
    end: int
    text: str
    sort: Sort


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
    for match in _PERSON.finditer(text):
        names |= set(_capital_endings(match[0].split(" ")))
    dialled = [match[0] for match in _CALLING.finditer(text)]
    names |= {match[0] for match in _DIGITS.finditer(text)}
    for match in _NUMBERED.finditer(text):
        parts = _after_joining(match[0].split(" "))
        if len(parts) > 1 and _SHORT.fullmatch(parts[-1]):
            # `S34` by itself may be of another kind: a shelf, not a drawer.
            names.discard(parts[-1])
        names |= set(_endings(parts))
    for number in dialled:
        # `Dial 0870` is no name of it.
        names -= {name for name in names if name.endswith(number.partition(" ")[0])}
        names.add(number)
    return frozenset(name for name in names if len(name) > 2)


def _products(text: str) -> Iterator[str]:
    """Single words with a capital that are no part of a longer name."""
    for match in _PRODUCT.finditer(text):
        word = text[: match.start()].rsplit(maxsplit=1)[-1]
        if match[1].lower() not in _NO_PART | _NO_PRODUCTS and (
            word.islower() or word.lower() in JOINING
        ):
            yield match[1]


def short_form(name: str) -> tuple[str, str] | None:
    """Of `extension 4712` the `4712` that a table shows, and what it is the number of."""
    kind, _, number = name.rpartition(" ")
    is_noun = " " not in kind and kind.lower() not in JOINING
    if kind and is_noun and _SHORT.fullmatch(number) and len(number) > 2:
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
    good = [one for one in found if _can_stand(old, one, place=place)]
    alike = [one for one in good if _head(one.text) == _head(old)]
    if _TICKET.match(old) and alike:
        return alike[0]
    return good[0] if good else None


def is_like(old: str, text: str) -> bool:
    """Whether a text names another thing whose name is made like the old one's."""
    return any(
        _head(one.text) == _head(old) and _can_stand(old, one, place=False)
        for one in _named(old, text, plain=False)
    )


def last_of_kind(old: str, text: str) -> Name | None:
    """The last one, of those that are not parts of each other."""
    found = [
        one
        for one in _named(old, text, plain=False)
        if _can_stand(old, one, place=False) and not _IS_KEY.match(text[one.end :])
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
    if _LINE_PRODUCT.fullmatch(old):
        yield from _products_of(text)
    for match in (*_DIGITS.finditer(text), *_CALLING.finditer(text)):
        yield Name(match.start(), match.end(), match[0], Sort.NAME)
    for pattern, endings in ((_PERSON, _capital_endings), (_NUMBERED, _endings)):
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
    for match in _LINE_PRODUCT.finditer(text):
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


def _can_stand(old: str, new: Name, *, place: bool) -> bool:
    """Whether one can stand for the other."""
    text = new.text
    parts, others = (_PARTICLE.sub("", one).split(" ") for one in (old, text))
    if text.lower() == old.lower() or len(text) < 2 or len(parts) != len(others):
        return False
    if any((sign in old) != (sign in text) for sign in "/@") or _is_flag(old) != _is_flag(text):
        return False
    if len(parts) > 1:
        return _are_alike(parts, others)
    return "/" in old or "@" in old or _may_replace(old, new, place=place)


def _may_replace(old: str, new: Name, *, place: bool) -> bool:
    """Of two single words."""
    text = new.text
    heads = {_head(old), _head(text)}
    is_ticket = new.sort is Sort.TICKET and not _TICKET.match(old)
    # `db-4` does not become the `rack-12` that it is moved to, nor the ticket that tells of it.
    if len(heads) > 1 and (is_ticket or (place and max(map(len, heads)) > 2)):
        return False
    if not any(map(str.isalpha, old)):
        is_long = old.isdigit() and len(old) != len(text)
        return not is_long and re.sub(r"\d+", "#", old) == re.sub(r"\d+", "#", text)
    if any(map(str.isdigit, old)):
        # Hosts of one domain are of a kind, whether their names have numbers or not.
        is_host = "." in old and old.partition(".")[2] == text.partition(".")[2]
        return is_host or any(map(str.isdigit, text))
    if any(sign in _SIGNS for sign in old):
        return any(sign in _SIGNS for sign in text)
    if not (new.sort is Sort.WORD or text.isalpha()):
        return False
    return old[:1].isupper() == text[:1].isupper()


def _is_flag(name: str) -> bool:
    return name.startswith("-")


def _are_alike(parts: list[str], others: list[str]) -> bool:
    """`vault 4` and `vault 7`, `Ben Oduya` and `Ada Quist`."""
    if parts[0].lower() in JOINING or others[0].lower() in JOINING:
        return parts[0].lower() == others[0].lower() and parts[-1] != others[-1]
    same_case = all(
        one[:1].isupper() == other[:1].isupper()
        for one, other in zip(parts[1:], others[1:], strict=True)
        if one[-1:].isalpha()
    )
    # At the beginning of a sentence it is `Vault 7`.
    first = parts[0][:1].isupper() == others[0][:1].isupper() or (
        parts[0].lower() == others[0].lower()
    )
    return first and same_case and parts[-1][-1:].isdigit() == others[-1][-1:].isdigit()


def _head(name: str) -> str:
    """The letters that a name begins with: of `vx-db-07` the `vx-db`."""
    return re.split(r"\d", name, maxsplit=1)[0].strip(_SIGNS).lower()
