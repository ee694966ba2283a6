"""
The values in a sentence: numbers, quantities, versions, times, and names that something is given.

Pure. A number may be a part of a name, and a name the thing that has the value; where each stands,
and the words beside it, tell which it is.
"""

import re
from collections.abc import Iterator
from typing import Final

from core.dreams.extract.language.senses import Placed
from core.dreams.extract.tokens import Sort
from core.dreams.extract.values.literals import literal_of
from core.dreams.material.claims.given_names import given_name, is_in_name, more_of_name
from core.dreams.material.claims.measured import assigned_in, day_at, is_given, is_measure, measured
from core.dreams.material.claims.naming import (
    begins_name,
    is_name,
    is_said,
    is_unit_at,
    words_in,
)
from core.dreams.material.claims.settings import assigned_to
from core.dreams.material.claims.value import Value
from core.dreams.material.memories.when import undated

_LABEL: Final = re.compile(r"\W*[^:.;\n]{2,40}: [`*]*\Z")
"""What makes a value of the name behind it: `Box code: R119845`."""


def values_of(part: tuple[Placed, ...], text: str, *, has_name: bool) -> Iterator[Value]:
    """The values of a sentence; a name is one only behind the name of what has it."""
    at = 0
    named = has_name
    words = words_in(part)
    while at < len(part):
        one, end = part[at], at
        if is_measure(one):
            if not is_in_name(part, at, has_subject=has_name):
                yield from measured(part, text, at)
        elif one.token.sort is Sort.CODE or assigned_to(part, text, at):
            yield from assigned_in(part, text, at)
        elif (literal := literal_of(one.token)) is not None and is_given(part, text, at):
            yield Value(*literal, one.token.text, literal[1].rpartition(":")[2])
        elif (day := day_at(part, at)) is not None:
            yield day
        elif is_name(one) and not is_unit_at(part, at) and not is_said(one.token.text, words):
            # Several words with capitals are one name, also with a particle between them.
            while (step := more_of_name(part, end)) > 0:
                end += step
            first = at - 1 if at and begins_name(part[at - 1], one) else at
            # Who is named with two names is somebody, wherever that stands.
            if named or end > first or _LABEL.match(undated(text[: part[first].token.start])):
                yield from given_name(part, text, first, end)
        named |= is_name(one)
        at = end + 1
