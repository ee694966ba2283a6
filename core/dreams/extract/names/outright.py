"""
A name that stands where a line says that the new one stands, whether it is made like the old one.

Pure. `renamed to fx_rates`, `is called "Reading Room West" now`: nobody names a person or a step
there. What something was replaced by may be who did it, so that one has to share a part of its
name with the old one.
"""

import re
from typing import Final

from core.dreams.extract.names.likeness import Name
from core.dreams.extract.names.name_forms import TICKET, TITLES
from core.dreams.extract.names.named import QUALITY
from core.dreams.extract.tokens import Sort, tokens

_QUOTED: Final = re.compile(
    r"[:=]?\s*(?P<sign>[`\"'\u201c])(?P<name>\w[^`\"'\u201c\u201d\n]{1,60}?)[`\"'\u201d]"
)
_KIND: Final = re.compile(r"[:=]?\s*(?:the |our |its )?(?:new )?(?:(?!by |to )[a-z]{3,14} )?(?=\S)")
_BOUND: Final = re.compile(
    r"[`\"')\]]*(?:\Z|[.,;:|](?:\s|\Z)|\s{2,}|\s[(|\u2013\u2014-]|\s(?:on|in|since|as|from"
    r"|because|by"
    r"|and|with|for|after|last|this|at|instead|now|effective|today|yesterday)\b)"
)
_NAMES: Final = frozenset({Sort.NAME, Sort.PATH, Sort.LINK, Sort.CHANNEL, Sort.FLAG})
_PARTS: Final = re.compile(r"[\W_]+")
_CAPITALS: Final = re.compile(
    r"[A-Z\u00c0-\u00de][\w'-]*(?: (?:(?:of|the|and|&|de|du|von) )?[A-Z\d][\w'-]*){1,4}\Z"
)
_TITLE: Final = re.compile(rf"(?:{TITLES}|Dipl|Herr|Frau|Sir|Capt|Sgt|Lt|Col)\.?\s*\Z")
_CAPITAL_BEFORE: Final = re.compile(r"(?:\A|[\s`\"'(])[A-Z][\w'-]*\s\Z")


def outright(old: str, text: str, *, is_renamed: bool) -> Name | None:
    """
    The name at the beginning of what follows a cue.

    Args:
        old: What it would stand for.
        text: What follows.
        is_renamed: The line says that this is the new name, and not what came in its place.
    """
    quoted = _QUOTED.match(text)
    if quoted is not None:
        return _quoted(old, quoted, is_renamed=is_renamed)
    kind = _KIND.match(text)
    start = kind.end() if kind is not None else 0
    token = next(iter(tokens(text[start:])), None)
    if token is None or token.start > 0 or _BOUND.match(text[start + token.end :]) is None:
        return None
    is_named = token.sort in _NAMES or (token.sort is Sort.TICKET and _is_coded(old))
    is_named |= token.sort is Sort.WORD and _is_compound(old, token.text)
    if not is_named or not _may_stand(old, token.text):
        return None
    if not (is_renamed or _are_akin(old, token.text)):
        return None
    return Name(start + token.start, start + token.end, token.text, token.sort)


def is_cut(text: str, new: Name) -> bool:
    """Whether a name of several words is only the end of the one that stands there."""
    before = text[: new.start]
    return (
        " " in new.text
        and new.text[:1].isupper()
        and _CAPITAL_BEFORE.search(before) is not None
        and _TITLE.search(before) is None
    )


def _quoted(old: str, quoted: re.Match[str], *, is_renamed: bool) -> Name | None:
    name = quoted["name"].strip()
    found = Name(quoted.start("name"), quoted.start("name") + len(name), name, Sort.NAME)
    if " " in name:
        are_titles = _CAPITALS.match(name) is not None and " " in old and old[:1].isupper()
        return found if are_titles and (is_renamed or _are_akin(old, name)) else None
    is_good = _may_stand(old, name) and " " not in old
    return found if is_good and (is_renamed or _are_akin(old, name)) else None


def _may_stand(old: str, new: str) -> bool:
    """A path stands for a path, a flag for a flag; a day, or the old one itself, for nothing."""
    return (
        new.lower() != old.lower()
        and " " not in old
        and all((sign in old) == (sign in new) for sign in "/@")
        and old.startswith("-") == new.startswith("-")
        and old[:1].isalpha() == new[:1].isalpha()
        and (TICKET.match(new) is None or _is_coded(old))
    )


def _is_coded(old: str) -> bool:
    """A name in capitals with a number: what stands for it may look like a ticket."""
    return old[:1].isupper() and any(map(str.isdigit, old)) and not any(map(str.islower, old[:2]))


def _is_compound(old: str, word: str) -> bool:
    """`zebra-kit` for `zebra-2`; but `queue-based` is how something is."""
    *_, last = word.split("-")
    return last != word and last not in QUALITY and _are_akin(old, word)


def _are_akin(old: str, new: str) -> bool:
    """Whether two names share their first part or their last one."""
    mine = [part for part in _PARTS.split(old.lower()) if part]
    others = [part for part in _PARTS.split(new.lower()) if part]
    shared = {mine[0]} & {others[0]} | {mine[-1]} & {others[-1]}
    return any(len(part) > 1 and not part.isdigit() for part in shared)
