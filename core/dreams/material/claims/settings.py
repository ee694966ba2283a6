"""
Settings in a sentence: a name of a form that no word has, and what it is set to right behind it.

Pure.
"""

import re
from typing import Final

from core.dreams.extract.language.senses import Placed
from core.dreams.extract.tokens import Sort, Token

SETTING: Final = re.compile(
    r"[a-z]+(?:_[a-z]+)+|[A-Z]+(?:_[A-Z]+)+|[A-Z]?[a-z]+(?:[A-Z]+[a-z]+)+(?:[A-Z]{2,})?"
)
"""A name that is no thing's, and that something is set by."""
_LONG_NUMBER: Final = 3
"""Digits of a number that is no part of a product's name."""
_ASSIGNED: Final = re.compile(r"(?<![\w./?&%:-])([A-Za-z_][\w.]{0,60}+)=(?=[^\s=])")
"""`MaxArraySize=10001`; in a link or behind a dash it is a part of that."""


def spaced(text: str) -> str:
    """A text in which an assignment has blanks round its sign, so that each side is one token."""
    return _ASSIGNED.sub(r"\1 = ", text)


def setting_of(part: tuple[Placed, ...], text: str, at: int) -> str:
    """The setting right before a value, which is of nothing else then."""
    before = part[at - 1].token if at else None
    if before is None or SETTING.fullmatch(before.text) is None:
        return ""
    is_close = are_close(part[at - 1], part[at]) and is_set_by(before, part[at].token)
    return before.text.lower() if is_close else assigned_to(part, text, at)


def assigned_to(part: tuple[Placed, ...], text: str, at: int) -> str:
    """The setting that a word is assigned to: `SelectType=select/first`; or empty."""
    before = part[at - 1].token if at else None
    if before is None or SETTING.fullmatch(before.text) is None:
        return ""
    sign = text[before.end : part[at].token.start].strip("` ")
    return before.text.lower() if sign == "=" else ""


def is_set_by(name: Token, value: Token) -> bool:
    """Whether a value right behind a name is what that is set to: `pool_size 10`."""
    if SETTING.fullmatch(name.text) is None:
        return False
    # `AeroBrew 3` is a product, and so is `iBrew 3`, whatever their capitals look like.
    is_product = "_" not in name.text and not name.text[:2].islower()
    is_long = sum(map(str.isdigit, value.text)) >= _LONG_NUMBER
    return not is_product or value.sort is Sort.QUANTITY or is_long


def are_close(one: Placed, other: Placed) -> bool:
    """Whether nothing but a blank stands between two tokens."""
    return other.token.start - one.token.end <= 1
