"""
The language of filters: what a person types to see some memories out of many. Pure.

Terms are divided by spaces and all have to hold; `!` in front of one turns it round. A word is
looked for in the path, whatever its case; `"quotes"` keep spaces and colons in one term.

    dispatch !tmp            paths with "dispatch" and without "tmp"
    agent:triage             what this agent ever wrote to
    by:triage                what this agent wrote last
    changed:2h               changed within the last two hours
    changed:>2026-11-01      changed since then; a date or an RFC 3339 time
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.errors import InvalidRequest
from core.text import is_storable
from core.times import parse_since, parse_span


class Field(StrEnum):
    """What a term looks at."""

    PATH = "path"
    AGENT = "agent"
    """Who ever wrote to the memory: an agent, a user or a key."""
    BY = "by"
    """Who wrote what is there now."""
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Term:
    """One condition."""

    field: Field
    text: str
    """The word or name; of `CHANGED` what was typed."""
    since: datetime | None = None
    """Of `CHANGED`: from when on."""
    is_inverted: bool = False


class BadTerm(InvalidRequest):
    """A term of a filter means nothing; the message says which and why."""


def parse(text: str, now: datetime) -> tuple[Term, ...]:
    """
    The terms of a filter; none for an empty one.

    Args:
        now: What `changed:2h` counts from.

    Raises:
        BadTerm: A term means nothing.
    """
    if not is_storable(text):
        raise BadTerm("The filter is not valid text (it holds a NUL or a lone surrogate).")
    return tuple(_term(token, now) for token in TOKEN.findall(text))


def written(terms: Sequence[Term]) -> str:
    """A filter that means these terms, as a person would type it."""
    return " ".join(_written(term) for term in terms)


TOKEN = re.compile(r'(?:[^\s"]|"[^"]*(?:"|$))+')
"""What stands between spaces; inside of quotes, also open ones, a space divides nothing."""

_KEYED = re.compile(r"([A-Za-z]+):(.*)", re.DOTALL)
_NAMES = (Field.AGENT, Field.BY)


def _term(typed: str, now: datetime) -> Term:
    is_inverted = typed.startswith("!")
    keyed = _KEYED.fullmatch(typed.removeprefix("!"))
    key, value = keyed.groups() if keyed is not None else (None, typed.removeprefix("!"))
    # As paths are: what was typed or pasted may have its accents as characters of their own.
    value = unicodedata.normalize("NFC", value.replace('"', ""))
    if key is None:
        if not value:
            raise BadTerm(f"{typed} stands alone; put a word behind it.")
        return Term(Field.PATH, value, None, is_inverted)
    field = key.lower()
    if field in _NAMES:
        if not value:
            raise BadTerm(f"{typed} needs a name, such as {field}:triage.")
        return Term(Field(field), value, None, is_inverted)
    if field == Field.CHANGED:
        return Term(Field.CHANGED, value, _since(typed, value, now), is_inverted)
    raise BadTerm(
        f"There is no filter {key}:, only agent:, by: and changed:; a path goes in quotes."
    )


def _since(typed: str, value: str, now: datetime) -> datetime:
    if parse_span(value) is None and (parse_span(value.lstrip("<>")) or value.startswith("<")):
        raise BadTerm(f"{typed} is unclear: changed:2h is since then, !changed:2h before.")
    try:
        return parse_since(value.removeprefix(">"), now)
    except InvalidRequest:
        raise BadTerm(f"{typed} needs a span or a day: 2h, 7d, 2026-11-01.") from None


def _written(term: Term) -> str:
    bang = "!" if term.is_inverted else ""
    key = "" if term.field is Field.PATH else f"{term.field}:"
    is_plain = re.fullmatch(r'[^\s":!][^\s":]*', term.text)
    value = term.text if is_plain or term.field is Field.CHANGED else f'"{term.text}"'
    return f"{bang}{key}{value}"
