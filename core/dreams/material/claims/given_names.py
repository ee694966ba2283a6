"""
The names that a sentence gives to something, of however many words.

Pure.
"""

import re
from collections.abc import Iterator
from typing import Final

from core.dreams.extract.language.lexicon import LIGHT, root
from core.dreams.extract.language.senses import Placed
from core.dreams.extract.language.words import JOINING
from core.dreams.extract.tokens import Sort
from core.dreams.material.claims.naming import (
    is_name,
    is_proper,
    is_unit_at,
)
from core.dreams.material.claims.settings import are_close, is_set_by
from core.dreams.material.claims.value import Value
from core.dreams.material.memories.when import undated
from core.transcripts.fields import words

_IS_SET: Final = re.compile(
    r"(?i)\b(?:is|are|runs?|uses?|belongs? to|owns?|owned|owner|\w+ed (?:by|on|in|at|to|with))\b"
    r"| = "
)
_LABEL: Final = re.compile(r".*: (?P<behind>.*)\Z", re.DOTALL)
_NEAR: Final = 3
"""Words between a label and the name that it gives."""
_SETTING: Final = re.compile(
    r"(?i)(?:\b(?:is|are|by|to|on|in|at|with|from|for|under|of|as|runs?|uses?|has|gets?)|[:=])\s+"
    r"(?:the |an? )?(?:\w+ ){0,2}[`*]*\Z"
)
"""What stands before a name that something is given, with a word that says what kind it is."""
_REACH: Final = 200
"""Characters before a name in which that is looked for."""
_PARTICLES: Final = words("de du des di da del della dos la le von van der den ter zu zum zur")
"""What may stand inside a name, in small letters."""
_POSSESSIVE: Final = re.compile(r"['\u2019]s\Z")


def more_of_name(part: tuple[Placed, ...], end: int) -> int:
    """How many tokens behind one with a capital belong to its name: `Malterie du Nord`."""
    if not is_proper(part[end]):
        return 0
    for step in (1, 2):
        is_joined = step == 1 or (end + step < len(part) and part[end + 1].token.text in _PARTICLES)
        if end + step < len(part) and is_joined and is_proper(part[end + step]):
            return step
    return 0


def given_name(part: tuple[Placed, ...], text: str, first: int, last: int) -> Iterator[Value]:
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


def is_in_name(part: tuple[Placed, ...], at: int, *, has_subject: bool) -> bool:
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
    # `Larder 2.1`, `LRD7 2.5.1`: no name has two stops.
    has_two_stops = one.token.text.count(".") > 1
    is_version = one.token.sort is Sort.VERSION and (is_of_name or has_two_stops)
    is_version &= before.token.text.isalpha() or has_two_stops
    return not is_version and not is_unit_at(part, at - 1)


def _is_set(text: str, one: Placed) -> bool:
    """Whether a name is said to be what something is, is called, or belongs to."""
    before = undated(text[: one.token.start])[-_REACH:]
    if _SETTING.search(before) is None:
        return False
    label = _LABEL.match(before)
    is_labelled = label is not None and len(label["behind"].split()) <= _NEAR
    return is_labelled or _IS_SET.search(text) is not None


def _beside_name(part: tuple[Placed, ...], first: int, last: int) -> str:
    """The word that says what kind of name it is: `team Heron`, `Heron team`."""
    for place, near in ((first - 1, first), (last + 1, last)):
        if 0 <= place < len(part) and are_close(part[min(place, near)], part[max(place, near)]):
            token = part[place].token
            low = token.text.lower()
            if token.sort is Sort.WORD and low not in JOINING and root(low) not in LIGHT:
                return root(low) if len(low) > 2 else ""
    return ""
