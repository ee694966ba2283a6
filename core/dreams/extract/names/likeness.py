"""
Which name can stand for which: a path for a path, a person for a person, `bay K12` for `bay K40`.

Pure.
"""

import re
from typing import Final, NamedTuple

from core.dreams.extract.language.words import JOINING
from core.dreams.extract.names.name_forms import FIRM, PARTICLE, TICKET
from core.dreams.extract.tokens import Sort

_SIGNS: Final = "-_.:/@#"


class Name(NamedTuple):
    """A name and where it stands."""

    start: int
    end: int
    text: str
    sort: Sort


def can_stand(old: str, new: Name, *, place: bool) -> bool:
    """Whether one can stand for the other."""
    text = new.text
    if FIRM.fullmatch(old) and FIRM.fullmatch(text):
        return text.lower() != old.lower()
    parts, others = (PARTICLE.sub("", one).split(" ") for one in (old, text))
    if text.lower() == old.lower() or len(text) < 2 or len(parts) != len(others):
        return False
    if any((sign in old) != (sign in text) for sign in "/@") or _is_flag(old) != _is_flag(text):
        return False
    if len(parts) > 1:
        return _are_alike(parts, others)
    return "/" in old or "@" in old or _may_replace(old, new, place=place)


def _may_replace(old: str, new: Name, *, place: bool) -> bool:
    """Of two single words."""
    text = new.text
    heads = {head_of(old), head_of(text)}
    is_ticket = new.sort is Sort.TICKET and not TICKET.match(old)
    # `db-4` does not become the `rack-12` that it is moved to, nor the ticket that tells of it.
    if len(heads) > 1 and (is_ticket or (place and max(map(len, heads)) > 2)):
        return False
    if not any(map(str.isalpha, old)):
        is_long = old.isdigit() and len(old) != len(text)
        return not is_long and re.sub(r"\d+", "#", old) == re.sub(r"\d+", "#", text)
    if any(map(str.isdigit, old)):
        # Hosts of one domain are of a kind, whether their names have numbers or not.
        is_host = "." in old and old.partition(".")[2] == text.partition(".")[2]
        return is_host or any(map(str.isdigit, text))
    if any(sign in _SIGNS for sign in old):
        return any(sign in _SIGNS for sign in text)
    if not (new.sort is Sort.WORD or text.isalpha()):
        return False
    return old[:1].isupper() == text[:1].isupper()


def _is_flag(name: str) -> bool:
    return name.startswith("-")


def _are_alike(parts: list[str], others: list[str]) -> bool:
    """`vault 4` and `vault 7`, `Ben Oduya` and `Ada Quist`."""
    if parts[0].lower() in JOINING or others[0].lower() in JOINING:
        return parts[0].lower() == others[0].lower() and parts[-1] != others[-1]
    same_case = all(
        one[:1].isupper() == other[:1].isupper()
        for one, other in zip(parts[1:], others[1:], strict=True)
        if one[-1:].isalpha()
    )
    # At the beginning of a sentence it is `Vault 7`.
    first = parts[0][:1].isupper() == others[0][:1].isupper() or (
        parts[0].lower() == others[0].lower()
    )
    return first and same_case and parts[-1][-1:].isdigit() == others[-1][-1:].isdigit()


def head_of(name: str) -> str:
    """The letters that a name begins with: of `vx-db-07` the `vx-db`."""
    return re.split(r"\d", name, maxsplit=1)[0].strip(_SIGNS).lower()
