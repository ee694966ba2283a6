"""
The sentences of an entry, with the names of what they are about and without.

Pure.
"""

import re
from typing import Final

from core.dreams.extract.language.senses import Placed
from core.dreams.extract.tokens import Sort

_BEHIND_NAME: Final = frozenset({" ", "` ", "* ", "** "})
"""What stands between a name and the version that is a part of it."""
_STOP: Final = re.compile(r"[.?!;]\s")
_REACH: Final = 200
"""Characters of a sentence on either side of what is left of it without its names."""


def without(
    sentences: tuple[tuple[Placed, ...], ...], text: str, subjects: tuple[str, ...]
) -> list[tuple[Placed, ...]]:
    """The sentences without the names of subjects, and the versions that are a part of these."""
    low = text.lower()
    spans = [at.span() for name in subjects for at in re.finditer(re.escape(name), low)]
    # In backquotes a name's token begins one sign before it.
    inside = {place for start, end in spans for place in range(start - 1, end)}
    ends = {end for _, end in spans}

    def is_of_name(one: Placed) -> bool:
        at = one.token.start
        return at in inside or (
            one.token.sort is Sort.VERSION
            and any(at - len(gap) in ends and text.endswith(gap, 0, at) for gap in _BEHIND_NAME)
        )

    kept = [tuple(one for one in part if not is_of_name(one)) for part in sentences]
    return [part for part in kept if part]


def spoken(text: str, part: tuple[Placed, ...]) -> str:
    """The whole sentence around these tokens, with the names of subjects that were cut out."""
    first, last = part[0].token.start, part[-1].token.end
    before = _STOP.split(text[max(0, first - _REACH) : first])[-1]
    behind = _STOP.split(text[last : last + _REACH], maxsplit=1)[0]
    return f"{before}{text[first:last]}{behind}".strip(" .")


def text_of(text: str, part: tuple[Placed, ...]) -> str:
    """The sentence that these tokens are cut from."""
    return text[part[0].token.start : part[-1].token.end]
