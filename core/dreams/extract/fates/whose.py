"""
Of what a later sentence says that it has the new one: `gate 4 is gone. Milk goes to gate 7`.

Pure. Then the new one is that of milk, and of nothing else that was at the old one.
"""

import re
from typing import Final

from core.dreams.extract.fates.ends import THINGS
from core.dreams.extract.language.words import CALENDAR, JOINING
from core.transcripts.fields import words

_SENTENCE: Final = re.compile(r"[.;](?=\s|\Z)\s{0,4}|\A:\s")
_SUBJECT: Final = re.compile(
    r"(?:(?:[Aa]nd|[Bb]ut|[Nn]ow|[Ss]o|[Tt]hen|[Tt]he|[Oo]ur|[Aa]ll|[Nn]ew) ){0,3}"
    r"(?P<who>[^\W\d_]+(?: [a-z-]+){0,3}?) (?:now )?(?:uses?|goes|go|comes?|hangs?|lies?|lie"
    r"|stands?"
    r"|takes?|leaves?|runs?|lands?|arrives?|departs?|sits?|meets?|starts?|lives?|parks?|is|are) "
)
_ANY: Final = words(
    "it they we you this that these those he she one all everything everybody please there here"
    " successor replacement substitute alternative place name number address who which what"
    " her his its their content contents work role job duty duties position task tasks rest"
    " people persons guests visitors users customers clients staff colleagues agents drivers"
)


_IN_PLACE: Final = re.compile(
    r"(?:\A|[.;:] )(?:In|At|For) (?P<where>[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)?),? "
)
_FOR_WHOM: Final = re.compile(
    r"(?:\A|[.;:] )\s{0,4}(?:[Ff]or|[Ii]n|[Aa]t|[Oo]n) (?P<where>(?!the |all |future|general"
    r"|fav)[a-z-]{3,20}"
    r"(?: [a-z-]{3,20})?),? (?:the )?[`\"']?\Z"
)
"""`For minors A is replaced by B`."""
_AS_WHAT: Final = re.compile(
    r"(?i)\b(?:replaced|succeeded|followed|relieved) as (?:the |our "
    r"|an? )?(?P<what>[a-z][\w -]{2,40}?)"
    r" by\b"
)


def where_or_as_what(before: str, after: str) -> str:
    """Where alone, or as what alone, it was replaced: `in Bavaria`, `as tenant of hall 7`."""
    place = next(iter(_IN_PLACE.finditer(before)), None)
    if place is not None and place["where"].lower() not in CALENDAR | JOINING:
        return place["where"]
    whom = _FOR_WHOM.search(before)
    if whom is not None:
        return whom["where"]
    role = _AS_WHAT.search(after)
    return role["what"] if role is not None else ""


def whose_new_one(after: str, new: str) -> str:
    """
    Of what the sentence speaks that names the new one, where that is another sentence.

    Args:
        after: The line behind the old one.
        new: The new one.
    """
    at = after.find(new)
    ends = [found.end() for found in _SENTENCE.finditer(after[: max(at, 0)])]
    found = _SUBJECT.match(after[ends[-1] : at]) if ends else None
    if found is None:
        return ""
    who = found["who"].lower().split()
    if any(word in _ANY or re.fullmatch(THINGS, word) for word in who):
        return ""
    return " ".join(word for word in who if word not in JOINING)
