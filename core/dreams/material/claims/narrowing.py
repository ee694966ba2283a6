"""
What narrows a claim: the time, the case, or the part of a thing that it is of.

Pure. "On Sundays the hall opens at 11:20", "the side gate of shed 2", "with the long arm fitted": a
tool that shows another value, and says nothing of Sundays, denies none of it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.lexicon import LIGHT, root
from core.dreams.extract.shown.cell import roots_in
from core.dreams.extract.values.quantities import is_unit
from core.transcripts.fields import words

_PLACES: Final = "of|for|at|on|in|from|to|under|over|behind|by|with|about"
_CASE: Final = re.compile(
    r"(?i)(?!at (?:most|least|the (?:most|least|latest|earliest))\b)"
    r"(?:in|on|at|for|with|while|during|after|before|between|if|when|inside|outside|under"
    r"|behind|without|by|since|upon|within|until|where|near|below|above|around|along|past)\s+"
)
"""How what comes before the sentence itself begins."""
_CASE_BEHIND: Final = re.compile(
    r"(?i)(?:\A|[\s,(])(?:when|while|if|during|until|unless|for|on|with|without)\s+(?P<case>[^,.;]+)"
)
"""What may follow the value, and narrow it."""
_OF: Final = re.compile(
    r"(?i)(?P<what>(?:[\w'-]+\s+){1,4})"
    rf"(?:{_PLACES}|like)\s+"
    r"(?:the\s+|an?\s+|our\s+)?[`*\"']*\Z"
)
"""What stands before the name of a thing, and is a part of it: "the side gate of"."""
_BEHIND_NAME: Final = re.compile(
    r"(?i)\A[`*\"']*\s+(?:(?:without|with|who|that|which)\b)(?P<what>[^,.;:]*)"
)
"""Which of several of that name: "Half Moon without alcohol"."""
_BEFORE_NAME: Final = re.compile(r"(?i)(?:\A|\b(?:the|an?|our)\s+)(?P<what>[a-z]+)\s+[`*\"']*\Z")
"""Which of several as well: "young otters"."""
_HEAD_END: Final = re.compile(rf"\s(?=(?:{_PLACES}|that|which|who)\s)")
"""Where the noun that is a part of a thing ends: "the alarm in the house", "cards that look"."""
_CLOCK: Final = re.compile(r"\d{1,2}:\d\d")
_ALONE: Final = frozenset(map(root, words("alone only solely except")))
_GENERAL: Final = frozenset(
    map(
        root,
        words(
            "slot air water amount number time rate level length size value share set sort kind"
            " nightly daily weekly hourly monthly yearly quarterly max min maximum minimum total"
        ),
    )
)
"""What is measured of everything, and how often something comes, narrow nothing."""
_WHICH: Final = words("side front rear back left right upper lower inner outer top bottom spare")
"""Light words that tell all the same which of several a part is."""
_REACH: Final = 120
"""Characters before a name in which what is a part of it is looked for."""
_CLAUSE: Final = re.compile(r"[,;:]\s|\s[-\u2013\u2014]\s|[.?!]\s")
_NO_PART: Final = frozenset(
    map(root, words("you we they somebody anybody everybody who what it one each every all any no"))
)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a claim is narrowed to, as roots of the words that say it."""

    case: frozenset[str] = frozenset()
    """When, where or under which condition it is so; times as they are written."""
    part: tuple[str, ...] = ()
    """Words, in lower case: of which part of its thing, or of which of its things."""


NOT_NARROWED: Final = Narrowed()


@lru_cache(maxsize=32_768)
def narrowed_by(sentence: str, names: tuple[str, ...], value: str) -> Narrowed:
    """
    When, where, or of which part of its thing a value is so.

    Args:
        sentence: The one that gives the value.
        names: Of what has it, in lower case.
        value: As it is written there.
    """
    low = sentence.lower()
    at = low.find(value.lower())
    places = sorted((place, name) for name in names if (place := low.find(name)) >= 0)
    stops = [place for place, _ in places] + ([at] if at >= 0 else [])
    case, parts = _case_in_front(low, min(stops, default=len(low))), list[str]()
    for place, name in places:
        before = _last_clause(low[max(0, place - _REACH) : place])
        # What is given behind a name narrows nothing: "the policy covers the court with EUR 2".
        behind = low[place + len(name) : at if at > place else len(low)]
        found = _OF.search(before) or _BEFORE_NAME.search(before)
        # Of "the alarm in the house of" it is the alarm.
        parts += _HEAD_END.split(found["what"])[0].split() if found is not None else []
        which = _BEHIND_NAME.match(behind)
        case += f" {which['what']}" if which is not None else ""
    if at >= 0:
        behind = low[at + len(value) :]
        case += "".join(f" {one['case']}" for one in _CASE_BEHIND.finditer(behind))
    own = frozenset[str]().union(roots_in(value), *map(roots_in, names)) | _NO_PART
    said = (roots_in(case) | (roots_in(low) & _ALONE)) - own
    times = frozenset(_CLOCK.findall(case))
    # "17 °C for the brew of ..." has a unit there.
    parts = [word for word in parts if len(word) > 1 and not is_unit(word)]
    part = tuple(
        word for word in parts if word in _WHICH or roots_in(word) - LIGHT - _GENERAL - own - said
    )
    return Narrowed(said | times, part)


def _case_in_front(low: str, stop: int) -> str:
    """What a sentence begins with before it says of what it is."""
    found = _CASE.match(low)
    if found is None or found.end() >= stop:
        return ""
    comma = low.find(",", found.end())
    return low[found.end() : min(stop, comma if comma >= 0 else stop)]


def _last_clause(text: str) -> str:
    return _CLAUSE.split(text)[-1]
