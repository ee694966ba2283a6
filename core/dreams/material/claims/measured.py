"""
The measures, days and assigned values of a sentence, and what only looks like one.

Pure.
"""

import re
from collections.abc import Iterator
from typing import Final

from core.dreams.extract.language.lexicon import LIGHT, key_roots, root
from core.dreams.extract.language.senses import Placed, placed
from core.dreams.extract.language.words import JOINING
from core.dreams.extract.tokens import Sort
from core.dreams.extract.values.quantities import (
    clock_ms,
    is_duration,
    normal_number,
    normal_quantity,
)
from core.dreams.extract.values.weekdays import day_of_month, weekday
from core.dreams.material.claims.settings import are_close, assigned_to, setting_of
from core.dreams.material.claims.spelled import unit_behind
from core.dreams.material.claims.value import MEASURES, Value
from core.dreams.material.claims.whose import is_of_date

_LABEL_OR_IS: Final = re.compile(r"(?:[:=]|\b(?:is|to|of|at|(?:is|on|by) the)) [`*]*\Z")
_REACH: Final = 200
"""Characters before a name in which that is looked for."""
_BEFORE: Final = 8
_DAY: Final = frozenset({root("day")})
_IS_CALLED: Final = re.compile(r"(?i)#\Z|\b(?:inv|nos?|nr|figs?|arts?|lot|cat)\. ?\Z")
"""`#2073` is what a ticket is called, and `inv. 1911.70` a thing."""
_EQUALS: Final = re.compile(r"\s?=\s")
_OPERAND: Final = re.compile(r"[\w)] ?(?:\*\*|[+*]) \Z")
_BASED: Final = re.compile(r"-based\b")
_ASSIGNED: Final = re.compile(r"\s*([\w.-]+)\s*[=:]\s*(\S.*?)\s*\Z")


def measured(part: tuple[Placed, ...], text: str, at: int) -> Iterator[Value]:
    """The measure at a place, unless it is what another one is called, or a day of a month."""
    one = part[at]
    if (
        is_called_by(text[max(0, one.token.start - _BEFORE) : one.token.start])
        or _is_label(one, text)
        or is_of_date(part, at)
    ):
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


def is_called_by(before: str) -> bool:
    """Whether what follows a text is what a thing is called, and no value of it."""
    return _IS_CALLED.search(before) is not None


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


def day_at(part: tuple[Placed, ...], at: int) -> Value | None:
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


def is_measure(one: Placed) -> bool:
    return one.fact is not None and (one.fact[0] in MEASURES or one.fact[0].startswith("quantity/"))


def is_given(part: tuple[Placed, ...], text: str, at: int) -> bool:
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
    return not is_of_noun and not any(map(is_measure, part))


def assigned_in(part: tuple[Placed, ...], text: str, at: int) -> Iterator[Value]:
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


def _number_in(one: Placed) -> str:
    """The bare number of a value, without its currency and its unit; empty if it has none."""
    match = re.match(r"(-?)[+$€£]?\s?(?:[A-Z]{3}\s?)?([\d,]+(?:\.\d+)?)", one.token.text)
    is_number = match is not None and any(map(str.isdigit, match[2]))
    return match[1] + normal_number(match[2]) if match and is_number else ""


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
