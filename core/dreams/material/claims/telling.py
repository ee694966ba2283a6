"""
Which of several claims tells what an entry is for: a name, a code or a number, not plain words.

Pure. "Stage manager of the big meadow is Ada Lumen": an answer that has a stage manager, and not
her, shows nothing of what the entry says.
"""

import re
from collections.abc import Collection
from typing import Final

from core.dreams.extract.language.words import RHYTHM
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.named_values import is_code

_CAPITAL: Final = re.compile(r"[A-Z\u00c0-\u00de]")
_PLAIN_KINDS: Final = frozenset({"name", "phrase"})
_PLAIN_WORDS: Final = frozenset({"echo", "condition"})
"""Kinds of claims that are words of a sentence, and have no form of their own."""


def is_only_around(seen: Collection[Claim], unseen: Collection[Claim], text: str) -> bool:
    """
    Whether only plain words of an entry were seen, and none of the names and codes that it gives.

    Args:
        seen: The claims of the entry that tools show.
        unseen: Its claims that none shows.
        text: The entry, without its date.
    """
    has_form = any(_has_form(one, text) for one in unseen)
    return has_form and not any(_has_form(one, text) for one in seen)


def _has_form(claim: Claim, text: str) -> bool:
    """Whether a value in words is a code or a rhythm, or is written as a name and no first word."""
    if claim.kind not in _PLAIN_KINDS:
        return claim.kind not in _PLAIN_WORDS
    words = claim.text.strip("`\"'").split()
    if is_code(claim.text) or RHYTHM.fullmatch(claim.norm):
        return True
    named = [word for word in words if _CAPITAL.match(word)]
    begins = text.lstrip("`*\"' ").startswith(claim.text)
    return len(named) > 1 if begins else bool(named)
