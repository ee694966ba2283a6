"""
What stands in a command, and what a command is without the stand-ins at its end.

Pure. Whoever tells a rule again leaves the `DIR` of `stripe -c 8 DIR` out, or the backquotes, or
names only the flag that matters; the other one's command is a fact that it holds all the same.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.senses import placed
from core.dreams.extract.tokens import Sort, tokens

_STAND_INS: Final = re.compile(
    r"(?: (?:<[^<>`]{1,40}>|\[[^\[\]`]{1,40}\]|\{[^{}`]{1,40}\}|\.{3}|\u2026"
    r"|(?:[A-Z]{1,12}_)?(?:DIR|FILE|PATH|NAME|ID|JOBID|HOST|NODE|USER|DATE|DAY|TIME|URL|PORT|KEY"
    r"|VALUE|N|X|NUMBER|TAG|BRANCH|VERSION|POD|TABLE)S?|YYYY-MM-DD|YYYYMMDD))+\Z"
)
"""What stands at the end of a command for something that is filled in."""
_GOES_ON: Final = re.compile(r"[\w/-]| ?=")
_IS_SET: Final = re.compile(r" ?= ?(?:true|yes|on|1)\Z", re.IGNORECASE)
"""A flag that is set may be told by its name alone; one that is not set may not."""


def holds_fact(text: str, norm: str) -> bool:
    """Whether a fact of another text stands in a command of this one, or in its plain words."""
    return norm in _within(text) or (
        (" " in norm or "=" in norm or "(" in norm) and _holds_command(text, norm)
    )


@lru_cache(maxsize=32_768)
def _within(text: str) -> frozenset[str]:
    """The facts and parts of the commands of a text."""
    return frozenset(_parts(text)) if "`" in text else frozenset()


def _parts(text: str) -> Iterator[str]:
    for sentence in placed(text):
        for one in sentence:
            if one.token.sort is Sort.CODE or "(" in one.token.norm:
                bare = _bare(one.token.norm)
                yield bare.lower() if bare.isidentifier() else bare
                yield from (
                    part.norm
                    for part in tokens(one.token.text)
                    if part.sort not in {Sort.STOP, Sort.WORD}
                )


def _holds_command(text: str, norm: str) -> bool:
    """Whether a text has a command word by word, and does not go on with it."""
    plain, bare = text.replace("`", ""), _bare(norm)
    at = plain.find(bare)
    before, behind = plain[max(at - 1, 0) : at], plain[at + len(bare) :]
    return at >= 0 and not before.strip(" ('\"") and _GOES_ON.match(behind) is None


def _bare(norm: str) -> str:
    return _IS_SET.sub("", _STAND_INS.sub("", norm))
