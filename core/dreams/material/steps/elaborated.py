"""
Arguments of two calls that are alike: equal, the text of another query, or the same said in full.

Pure. `lisif@LABW` and `lisif@//db-c.example/LABW` are the same account, of which only one is found;
but of two hosts, or two files, each is another thing.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Final

from core.dreams.material.steps.flags import is_short
from core.dreams.material.steps.remedy import How, Remedy

_WORD: Final = re.compile(r"[^\W_]+")
_SCHEME: Final = re.compile(r"(?<![\w+])[a-z][a-z\d+]{1,15}://")
_PORT: Final = re.compile(r"(?<=[\w\]]):\d{2,5}(?=/|\Z)")
_PIECE: Final = re.compile(
    r"[\w.-]{1,40}@|(?:\.[\w-]{1,40}){1,5}|[\w.-]{1,20}/|/[\w.-]{0,20}|[?&][\w.-]{1,30}=[\w.:%-]{0,40}"
)
"""What may be missing in an argument: an account, a domain, a part of a path, a parameter."""
_LIKE_COPY: Final = re.compile(r"\A[\w.-]{1,40}@([\w.-]{1,80}):(?!\d)")
"""`git@host:a/b`, which is `https://host/a/b` in another way."""
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
            flag, _, value = new.partition(" ")
            is_flag = bool(value) and old.startswith(f"{flag} ")
            cut = len(flag) + 1 if is_flag else 0
            if _says_in_full(old, new):
                if is_short(old) and is_short(new):
                    yield Remedy(How.GIVEN, new[cut:], instead=old[cut:])
                yield from more_of(old[cut:], new[cut:])
            elif _form(old) == _form(new):
                yield from _other_way(old, new)


def more_of(old: str, new: str) -> Iterator[Remedy]:
    """What stands in it now: the `bot@` of `bot@sw-3`, the `v2/` of a path, one more of a list."""
    items = set(old.split(",")), set(new.split(","))
    if "," in old and items[0] < items[1]:
        added = sorted(items[1] - items[0])
        yield from (Remedy(How.IN_FULL, one) for one in added if one and is_short(one))
        return
    same = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    front = sum(1 for _ in same)
    back = old[front:]
    piece = new[front : len(new) - len(back)] if new.endswith(back) else ""
    if piece and is_short(piece) and _PIECE.fullmatch(piece):
        yield Remedy(How.IN_FULL, piece)


def _other_way(old: str, new: str) -> Iterator[Remedy]:
    """The same place, reached in another way: `https://` instead of `http://`."""
    copied = _LIKE_COPY.match(old) or _LIKE_COPY.match(new)
    schemes = _SCHEME.match(old), _SCHEME.match(new)
    if copied is not None and any(schemes):
        before, after = (
            scheme[0] if scheme is not None else text[: text.index("@") + 1]
            for scheme, text in zip(schemes, (old, new), strict=True)
        )
        yield Remedy(How.GIVEN, after, instead=before)
        return
    for pattern in (_SCHEME, _PORT):
        mine, theirs = pattern.search(old), pattern.search(new)
        if mine is not None and theirs is not None and mine[0] != theirs[0]:
            yield Remedy(How.GIVEN, theirs[0], instead=mine[0])


def _form(argument: str) -> str:
    """
    A flag without a value that is a text, and a place without the way to it.

    What is asked for is another thing each time; how a place is reached may be what was wrong.
    """
    name, _, value = argument.partition(" ")
    bare = _PORT.sub("", _SCHEME.sub("", _LIKE_COPY.sub(r"\1/", argument)))
    return name if " " in value else bare or argument


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
