"""
What part each word of a text has: what is done, what it is done to, or something general.

Pure, and only as good as endings and neighbours tell: what cannot be told is a noun, for a noun
that is not shared keeps two texts apart.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Final

from core.dreams.extract.facts import form_of
from core.dreams.extract.grammar import GENERAL, VERBS
from core.dreams.extract.tokens import Sort, Token, tokens
from core.dreams.extract.words import JOINING
from core.transcripts.fields import words


class Role(StrEnum):
    """The part of a word."""

    NOUN = "noun"
    VERB = "verb"
    """A verb, or an adverb: how something is done."""
    GENERAL = "general"
    """It names nothing by itself."""


_BEFORE_VERBS: Final = words(
    "to must not never don't should will can may cannot be is are was were get gets got doesn't"
    " won't it they we you he she who which i"
)
_DETERMINERS: Final = words("the a an each every all its their this that")
_PREPOSITIONS: Final = words("in on at of for from with by")
_LINKS: Final = words("and or then but so")


@lru_cache(maxsize=32_768)
def roles_of(text: str) -> Mapping[str, Role]:
    """The role of each word by its root; a noun, if it is one anywhere."""
    found: dict[str, Role] = {}
    row = [None, *tokens(text.replace("*", "")), None]
    for before, token, after in zip(row, row[1:], row[2:], strict=False):
        if token is None or token.sort is Sort.STOP:
            continue
        form = form_of(token.text)
        if found.get(form) is not Role.NOUN:
            found[form] = _role(form, before, token, after)
    return found


def _role(form: str, before: Token | None, token: Token, after: Token | None) -> Role:
    low = token.text.lower()
    left = before.text.lower() if before else ""
    right = after.text.lower() if after else ""
    starts = before is None or before.sort is Sort.STOP or left in _LINKS
    ends = after is None or after.sort is Sort.STOP
    if form in GENERAL:
        return Role.GENERAL
    is_verb = left in _BEFORE_VERBS or low.endswith("ly")
    is_open = after is not None and (after.sort is not Sort.WORD or right in JOINING)
    is_verb |= starts and (right in _DETERMINERS or (form in VERBS and is_open and not ends))
    if left not in _DETERMINERS:
        follows_noun = left not in _PREPOSITIONS and not starts
        if form in VERBS and low.endswith("s") and follows_noun:
            is_verb |= (before is not None and before.sort is not Sort.WORD) or (
                right in _DETERMINERS
            )
        if low.endswith("ing") or (low.endswith("ed") and left not in _PREPOSITIONS):
            is_verb |= (
                (before is not None and before.sort is not Sort.WORD)
                or ends
                or right in _DETERMINERS | _PREPOSITIONS | JOINING
                or form in VERBS
            )
    return Role.VERB if is_verb else Role.NOUN
