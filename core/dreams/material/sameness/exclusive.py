"""
Nothing but this, and never this: two texts of the same words, of which one is the other's contrary.

Pure. "Stems as stereo only, the server chokes on anything else", and "never stems as stereo, the
server chokes on it"; "lens" is no trade mark where "claim" is one.
"""

import re
from functools import lru_cache
from typing import Final

_ONLY: Final = re.compile(
    r"\b(?:only(?! (?:one|then|after|when|if|once|while|until|before)\b)|alone|solely|exclusively"
    r"|unless|(?:any|every)(?:thing|one|body) else|no(?:thing|body| ?one) (?:but|else)"
    r"|none (?:but|other)|no others?|or not at all)\b"
)
_NEVER: Final = re.compile(
    r"\b(?:never|must not|mustn't|may not|do not|don't|does not|doesn't|cannot|can't|not to be"
    r"|should not|shouldn't|no longer)\b"
)
_MAKES_UP: Final = re.compile(
    r"\b(?:without|before|until|unless|while|as long as|first|both|together|other|others|else)\b"
)
"""What a text that forbids may have beside it, so that it forbids something else."""
_NEED_NOT: Final = re.compile(
    r"\b(?:need not|needn't|(?:does|do) not (?:have|need) to|no need to) (\w+)"
)
_OTHERS: Final = re.compile(
    r"\b(?:use|take|try|choose|pick) (?:(?:one|any) of )?(?:the |an)?others?\b"
)
_NOT_EVEN: Final = re.compile(r"\bnot even\b")
_UP_TO: Final = re.compile(r"\b(?:at most|at the (?:most|longest)|up to|no more than)\b")
_NOBODY: Final = re.compile(r"\b(?:nobody|no one|none) (\w{3,}?)(?:s|es|ed)?\b")
_QUOTED: Final = re.compile(r"(?<![\w`])[\"\u201c]([^\"\u201c\u201d\n]{1,30})[\"\u201d](?!\w)")


@lru_cache(maxsize=65_536)
def excludes_otherwise(one: str, other: str) -> bool:
    """Whether one text forbids what the other one alone allows, or quotes another word."""
    low, against = _plain(one), _plain(other)
    mine, theirs = _quoted(low), _quoted(against)
    return (
        (bool(mine and theirs) and mine.isdisjoint(theirs))
        or _forbids_what_is_left(low, against)
        or _forbids_what_is_left(against, low)
        or any(
            denies(*pair)
            for denies in (_frees, _takes_another, _is_never_even, _has_nobody)
            for pair in ((low, against), (against, low))
        )
    )


def _plain(text: str) -> str:
    return text.lower().replace("\u2019", "'")


def _quoted(text: str) -> frozenset[str]:
    return frozenset(found.strip() for found in _QUOTED.findall(text))


def _forbids_what_is_left(one: str, other: str) -> bool:
    """Whether the first text only forbids, and the other one leaves nothing else."""
    forbids = _NEVER.search(one) is not None and _MAKES_UP.search(one) is None
    is_only = _ONLY.search(other) is not None and _ONLY.search(one) is None
    return forbids and is_only and _NEVER.search(other) is None


def _frees(one: str, other: str) -> bool:
    """Whether the first text says that something need not be done, and the other one does it."""
    freed = _NEED_NOT.search(one)
    if freed is None or _NEED_NOT.search(other):
        return False
    return (
        re.search(rf"(?<!not )(?<!never )\b{re.escape(freed[1])}(?:s|es|ed)?\b", other) is not None
    )


def _takes_another(one: str, other: str) -> bool:
    """Whether the first text takes one of the others where there is no other."""
    return _OTHERS.search(one) is not None and _ONLY.search(other) is not None


def _is_never_even(one: str, other: str) -> bool:
    """Whether the first text grants not even what the other one grants at most."""
    is_denied = _NOT_EVEN.search(one) is not None and _NOT_EVEN.search(other) is None
    return is_denied and _UP_TO.search(other) is not None


def _has_nobody(one: str, other: str) -> bool:
    """Whether nobody does what is done by somebody in the other text."""
    return _NOBODY.search(other) is None and any(
        re.search(rf"\b(?:is|are|gets?|get) {re.escape(deed)}\w{{0,3}} by\b", other)
        for deed in _NOBODY.findall(one)
    )
