"""
The values in a sentence: numbers, quantities, versions, times, and names that something is given.

Pure. A number may be a part of a name, and a name the thing that has the value; where each stands,
and the words beside it, tell which it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.dreams.extract.language.lexicon import LIGHT, key_roots, root
from core.dreams.extract.language.senses import Placed, placed
from core.dreams.extract.language.words import JOINING
from core.dreams.extract.tokens import Sort
from core.dreams.extract.values.literals import literal_of
from core.dreams.extract.values.quantities import (
    clock_ms,
    is_duration,
    normal_number,
    normal_quantity,
)
from core.dreams.extract.values.weekdays import day_of_month, weekday
from core.dreams.material.claims.naming import (
    begins_name,
    is_name,
    is_proper,
    is_said,
    is_unit_at,
    words_in,
)
from core.dreams.material.claims.settings import are_close, assigned_to, is_set_by, setting_of
from core.dreams.material.claims.spelled import unit_behind
from core.dreams.material.claims.whose import is_of_date
from core.dreams.material.memories.when import undated
from core.transcripts.fields import words

MEASURES: Final = frozenset({"number", "version", "time", "weekday"})
"""Kinds of values that are no names, beside quantities."""
_IS_SET: Final = re.compile(
    r"(?i)\b(?:is|are|runs?|uses?|belongs? to|owns?|owned|owner|\w+ed (?:by|on|in|at|to|with))\b"
    r"|: | = "
)
_SETTING: Final = re.compile(
    r"(?i)(?:\b(?:is|are|by|to|on|in|at|with|from|for|under|of|as|runs?|uses?|has|gets?)|[:=])\s+"
    r"(?:the |an? )?(?:\w+ ){0,2}[`*]*\Z"
)
"""What stands before a name that something is given, with a word that says what kind it is."""
_LABEL_OR_IS: Final = re.compile(r"(?:[:=]|\b(?:is|to|of|at|on the|by the)) [`*]*\Z")
_LABEL: Final = re.compile(r"\W*[^:.;\n]{2,40}: [`*]*\Z")
"""What makes a value of the name behind it: `Box code: R119845`."""
_REACH: Final = 200
"""Characters before a name in which that is looked for."""
_BEFORE: Final = 8
_PARTICLES: Final = words("de du des di da del della dos la le von van der den ter zu zum zur")
"""What may stand inside a name, in small letters."""
_DAY: Final = frozenset({root("day")})
_EQUALS: Final = re.compile(r"\s?=\s")
_OPERAND: Final = re.compile(r"[\w)] ?(?:\*\*|[+*]) \Z")
_BASED: Final = re.compile(r"-based\b")
_POSSESSIVE: Final = re.compile(r"['\u2019]s\Z")
_ASSIGNED: Final = re.compile(r"\s*([\w.-]+)\s*[=:]\s*(\S.*?)\s*\Z")


@dataclass(frozen=True, slots=True)
class Value:
    """A value, and what its sentence says right beside it."""

    kind: str
    norm: str
    text: str
    """As it is written."""
    number: str = ""
    """The bare number in it, as a tool may show it; empty if it has none."""
    keys: frozenset[str] = frozenset()
    """Roots of the name that it is assigned to."""
    beside: str = ""
    """The root of the word that says what kind of value it is."""
    uses: frozenset[str] = frozenset()
    """The names that it is made of, and so has nothing to do with what has it."""
    is_set: bool = True
    """It is given, and not only named."""
    setting: str = ""
    """What is set to it, right before it, in lower case: `pool_size = 10`; or empty."""


def values_of(part: tuple[Placed, ...], text: str, *, has_name: bool) -> Iterator[Value]:
    """The values of a sentence; a name is one only behind the name of what has it."""
    at = 0
    named = has_name
    words = words_in(part)
    while at < len(part):
        one, end = part[at], at
        if _is_measure(one):
            if not _is_in_name(part, at, has_subject=has_name):
                yield from _measured(part, text, at)
        elif one.token.sort is Sort.CODE or assigned_to(part, text, at):
            yield from _assigned(part, text, at)
        elif (literal := literal_of(one.token)) is not None and _is_given(part, text, at):
            yield Value(*literal, one.token.text, literal[1].rpartition(":")[2])
        elif (day := _day_at(part, at)) is not None:
            yield day
        elif is_name(one) and not is_unit_at(part, at) and not is_said(one.token.text, words):
            # Several words with capitals are one name, also with a particle between them.
            while (step := _more_of_name(part, end)) > 0:
                end += step
            first = at - 1 if at and begins_name(part[at - 1], one) else at
            # Who is named with two names is somebody, wherever that stands.
            if named or end > first or _LABEL.match(undated(text[: part[first].token.start])):
                yield from _given(part, text, first, end)
        named |= is_name(one)
        at = end + 1


def _measured(part: tuple[Placed, ...], text: str, at: int) -> Iterator[Value]:
    """The measure at a place, unless it is what another one is called, or a day of a month."""
    one = part[at]
    # `#2073` is what a ticket is called.
    is_ticket = text[: one.token.start].endswith("#")
    if is_ticket or _is_label(one, text) or is_of_date(part, at):
        return
    kind, norm = one.fact or ("", "")
    setting = setting_of(part, text, at)
    if kind == "time" and is_duration(one.token.text, setting):
        kind, norm = "quantity/time", f"time:{clock_ms(one.token.text):.12g}"
    beside, said, number = _beside(part, at), one.token.text, _number_in(one)
    if kind == "number" and (unit := unit_behind(part, at)):
        # "Six days" are 144 h.
        number, kind = one.token.norm, "quantity/time"
        norm, beside = normal_quantity(f"{number} {unit}"), ""
        said = text[one.token.start : part[at + 1].token.end]
    yield Value(kind, norm, said, number, beside=beside, setting=setting)


def _is_label(one: Placed, text: str) -> bool:
    """
    Whether a number is what a value is called, and no value: `1 = creep, -1 = empty`.

    Nor is it one in `count + 1`, or in "1-based".
    """
    start, end = one.token.start, one.token.end
    is_of_formula = _OPERAND.search(text[max(0, start - _BEFORE) : start]) or _BASED.match(
        text, end
    )
    is_called = one.token.text.lstrip("-").isdigit() and _EQUALS.match(text, end)
    return bool(is_of_formula or is_called)


def _day_at(part: tuple[Placed, ...], at: int) -> Value | None:
    """The day of the week or of the month that is given at a place."""
    text = part[at].token.text
    if (day := weekday(text)) and _is_given_day(part, at):
        return Value("weekday", day, text)
    if (day := day_of_month(text)) and _is_day_of_month(part, at):
        return Value("number", day, text, day, keys=_DAY)
    return None


def _is_day_of_month(part: tuple[Placed, ...], at: int) -> bool:
    """Whether it is a day, and not one of several: "the 22nd of the month", "the 2nd floor"."""
    before = part[at - 1].token.text.lower() if at else ""
    after = part[at + 1].token if at + 1 < len(part) else None
    return before in {"the", "every"} and (
        after is None or after.sort is not Sort.WORD or after.text.lower() in {"of", "each"}
    )


def _more_of_name(part: tuple[Placed, ...], end: int) -> int:
    """How many tokens behind one with a capital belong to its name: `Malterie du Nord`."""
    if not is_proper(part[end]):
        return 0
    for step in (1, 2):
        is_joined = step == 1 or (end + step < len(part) and part[end + 1].token.text in _PARTICLES)
        if end + step < len(part) and is_joined and is_proper(part[end + step]):
            return step
    return 0


def _given(part: tuple[Placed, ...], text: str, first: int, last: int) -> Iterator[Value]:
    """The name from one token to another, unless it is what a version is the version of."""
    # `Python 3.11`: the version is the value.
    if last + 1 < len(part) and part[last + 1].token.sort is Sort.VERSION:
        return
    shown = text[part[first].token.start : part[last].token.end].strip("`*")
    shown = _POSSESSIVE.sub("", shown)
    if shown and shown.lower() not in JOINING:  # of quotes alone nothing is left
        yield Value(
            "name",
            shown.lower(),
            shown,
            beside=_beside_name(part, first, last),
            uses=frozenset(held.token.text.lower() for held in part[first : last + 1]),
            is_set=_is_set(text, part[first]) or last > first,
        )


def _is_measure(one: Placed) -> bool:
    return one.fact is not None and (one.fact[0] in MEASURES or one.fact[0].startswith("quantity/"))


def _is_in_name(part: tuple[Placed, ...], at: int, *, has_subject: bool) -> bool:
    """Whether a number is a part of a name: `AeroBrew 3`, `1906 Almanac`."""
    one = part[at]
    before = part[at - 1] if at else None
    after = part[at + 1] if at + 1 < len(part) else None
    is_followed = after is not None and is_proper(after) and are_close(one, after)
    if not has_subject and is_followed and after and len(after.token.text) > 1:
        return True
    if before is None or not is_name(before) or not are_close(before, one):
        return False
    if is_set_by(before.token, one.token):
        return False
    is_of_name = has_subject or is_proper(before)
    is_version = one.token.sort is Sort.VERSION and is_of_name
    # `Larder 2.1`, `LRD7 2.5.1`: no name has two stops.
    is_version &= before.token.text.isalpha() or one.token.text.count(".") > 1
    return not is_version and not is_unit_at(part, at - 1)


def _is_given(part: tuple[Placed, ...], text: str, at: int) -> bool:
    """Whether a number with letters is a value: behind what gives one, and of no noun."""
    before = text[max(0, part[at].token.start - _REACH) : part[at].token.start]
    after = part[at + 1] if at + 1 < len(part) else None
    is_of_noun = (
        after is not None and are_close(part[at], after) and after.token.text.lower() not in JOINING
    )
    return _LABEL_OR_IS.search(before) is not None and not is_of_noun


def _is_given_day(part: tuple[Placed, ...], at: int) -> bool:
    """Whether a day of the week is a value: not in "Friday lessons", nor beside a time."""
    after = part[at + 1] if at + 1 < len(part) else None
    is_followed = after is not None and are_close(part[at], after)
    is_of_noun = is_followed and after is not None and after.token.text.lower() not in JOINING
    return not is_of_noun and not any(map(_is_measure, part))


def _assigned(part: tuple[Placed, ...], text: str, at: int) -> Iterator[Value]:
    """What a setting is set to: `timeout_ms = 900` in backquotes, SelectType=select/first."""
    said = part[at].token.text
    if key := assigned_to(part, text, at):
        yield Value("name", said.lower(), said, uses=frozenset({said.lower()}), setting=key)
        return
    assigned = _ASSIGNED.match(said)
    for inner in placed(assigned[2])[:1] if assigned else ():
        for held in inner:
            if assigned and held.fact and held.fact[0] in MEASURES:
                yield Value(
                    held.fact[0],
                    held.fact[1],
                    held.token.text,
                    keys=key_roots(assigned[1]),
                    uses=frozenset({assigned[1].lower()}),
                )


def _is_set(text: str, one: Placed) -> bool:
    """Whether a name is said to be what something is, is called, or belongs to."""
    before = undated(text[: one.token.start])[-_REACH:]
    return _IS_SET.search(text) is not None and _SETTING.search(before) is not None


def _number_in(one: Placed) -> str:
    """The bare number of a value, without its currency and its unit; empty if it has none."""
    match = re.match(r"(-?)[+$€£]?\s?(?:[A-Z]{3}\s?)?([\d,]+(?:\.\d+)?)", one.token.text)
    is_number = match is not None and any(map(str.isdigit, match[2]))
    return match[1] + normal_number(match[2]) if match and is_number else ""


def _beside_name(part: tuple[Placed, ...], first: int, last: int) -> str:
    """The word that says what kind of name it is: `team Heron`, `Heron team`."""
    for place, near in ((first - 1, first), (last + 1, last)):
        if 0 <= place < len(part) and are_close(part[min(place, near)], part[max(place, near)]):
            token = part[place].token
            low = token.text.lower()
            if token.sort is Sort.WORD and low not in JOINING and root(low) not in LIGHT:
                return root(low) if len(low) > 2 else ""
    return ""


def _beside(part: tuple[Placed, ...], at: int) -> str:
    """The word that says what kind of value it is: behind the value, else before it."""
    for place in (at + 1, at - 1):
        if 0 <= place < len(part) and are_close(part[min(place, at)], part[max(place, at)]):
            token = part[place].token
            low = token.text.lower()
            if token.sort is Sort.WORD and low not in JOINING and len(low) > 2:
                found = root(low)
                if found not in LIGHT or place < at:
                    return found
    return ""
