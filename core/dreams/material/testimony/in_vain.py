"""
Looks in vain for a thing that a result names in another form than an entry does.

Pure. A host with its domain, a table in capitals below its schema, a page that only the call names.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from core.dreams.extract.fates.fates import Fate, Statement, statement_on
from core.dreams.extract.fates.unlisted import (
    Unlisted,
    unlisted,
    unlisted_call,
    unlisted_page,
)
from core.dreams.material.testimony.testimony import Result

_LABEL: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*-?\d+")
_PAGE: Final = ("http://", "https://")
Finder = Callable[[Iterable[str]], list[Result]]
"""The results that have all of some words, in their order."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A statement and the result that makes it."""

    statement: Statement
    result: Result


def unresolved_in_full(name: str, with_words: Finder) -> list[Heard]:
    """The looks in vain for a host that an entry calls without its domain."""
    if not _LABEL.fullmatch(name):
        return []
    full = re.compile(rf"(?<![\w.-]){re.escape(name)}(?:\.[\w-]+)+")
    return [
        Heard(replace(said, old=name), result)
        for result in with_words([name])
        for line in result.lines
        if (found := full.search(line)) is not None
        if (said := statement_on(found[0], line)) is not None
        if said.fate is Fate.MISSING
    ]


def not_in_lists(name: str, with_words: Finder) -> Iterator[Heard]:
    """What keepers of lists say of a thing that is in none of them."""
    is_page = name.startswith(_PAGE)
    for result in with_words([name]):
        if is_page:
            page = unlisted_page(result.command, result.lines)
            if page is not None and page.holds == name.partition("?")[0].rstrip("/"):
                yield _heard(name, page, result, asked=page.holds)
            continue
        asked = unlisted_call(name, result.command, result.lines)
        if asked is not None:
            yield _heard(name, asked, result, asked=name)
            continue
        for line in result.lines:
            found = unlisted(name, line)
            if found is not None:
                yield _heard(name, found, result)


def _heard(name: str, found: Unlisted, result: Result, asked: str = "") -> Heard:
    said = Statement(Fate.MISSING, name, None, found.line, holds=found.holds, asked=asked)
    return Heard(replace(said, is_listed=True, may_be_hidden=found.may_be_hidden), result)
