"""
Arguments of two calls that are alike: equal, the text of another query, or the same said in full.

Pure. `lisif@LABW` and `lisif@//db-c.example/LABW` are the same account, of which only one is found;
but of two hosts, or two files, each is another thing.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from core.dreams.material.steps.flags import is_short
from core.dreams.material.steps.remedy import How, Remedy

_WORD: Final = re.compile(r"[^\W_]+")
_SHORTEST: Final = 3
"""Letters of a name that can be said in full."""


def are_alike(mine: Iterable[str], theirs: Iterable[str], share: float) -> bool:
    """Whether so large a part of the arguments of one call stands in those of another one."""
    own, others = set(map(_form, mine)), set(map(_form, theirs))
    known = sum(one in others or any(_says_in_full(one, other) for other in others) for one in own)
    return known > 0 and known >= share * min(len(own), len(others))


def replaced(mine: Iterable[str], theirs: Iterable[str]) -> Iterator[Remedy]:
    """What was said in full where it had not been."""
    own, others = set(mine), set(theirs)
    for old in sorted(own - others):
        for new in sorted(others - own):
            if is_short(old) and is_short(new) and _says_in_full(old, new):
                flag, _, value = new.partition(" ")
                is_flag = bool(value) and old.startswith(f"{flag} ")
                cut = len(flag) + 1 if is_flag else 0
                yield Remedy(How.GIVEN, new[cut:], instead=old[cut:])


def _form(argument: str) -> str:
    """A flag without a value that is a text: what is asked for is another thing each time."""
    name, _, value = argument.partition(" ")
    return name if " " in value else argument


def _says_in_full(old: str, new: str) -> bool:
    """Whether an argument has all names of another one in their order, and others around them."""
    names, found = _WORD.findall(old), iter(_WORD.findall(new))
    is_name = any(len(name) >= _SHORTEST and name.isalpha() for name in names)
    is_flagged = old.startswith("-"), new.startswith("-")
    return (
        is_name
        and is_flagged[0] == is_flagged[1]
        and old != new
        and " " not in old.partition(" ")[2]
        and all(name in found for name in names)
        and len(old) < len(new)
    )
