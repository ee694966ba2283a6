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
    unlisted_given,
    unlisted_page,
)
from core.dreams.material.testimony.testimony import Result

_LABEL: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*-?\d+")
_PAGE: Final = ("http://", "https://")
_ID: Final = re.compile(r"(?=[\w-]*[\d_-])[A-Za-z\d][\w-]{3,60}")
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
    if name.startswith(_PAGE):
        yield from _pages(name, with_words)
    for result in with_words(_words_of(name)):
        asked = unlisted_call(name, result.command, result.lines)
        if asked is not None:
            yield _heard(name, asked, result, asked=name)
            continue
        given = unlisted_given(name, result.given, result.event.body)
        if given is not None:
            yield _heard(name, given, result, asked=given.holds)
            continue
        for line in result.lines:
            found = unlisted(name, line)
            if found is not None:
                is_said = found.holds.lower() == name.lower()
                yield _heard(name, found, result, asked="" if is_said else name)


def _words_of(name: str) -> list[str]:
    """The words by which results that may tell of a thing are found."""
    last = name.partition("?")[0].rstrip("/").rpartition("/")[2]
    is_page = name.startswith(_PAGE) and _ID.fullmatch(last) is not None
    return [name.split("/")[2].partition(":")[0], last] if is_page else [name]


def _pages(name: str, with_words: Finder) -> Iterator[Heard]:
    """What a server says of a page, or of what its last part is the id of."""
    host = name.split("/")[2].partition(":")[0]
    last = name.partition("?")[0].rstrip("/").rpartition("/")[2]
    for result in with_words(_words_of(name)):
        page = unlisted_page(result.command, result.lines)
        if page is None:
            continue
        if page.holds == name.partition("?")[0].rstrip("/"):
            yield _heard(name, page, result, asked=page.holds)
        elif page.holds.endswith(f"/{last}") and page.holds.split("/")[2].partition(":")[0] == host:
            yield _heard(name, page._replace(holds=last), result, asked=page.holds)


def _heard(name: str, found: Unlisted, result: Result, asked: str = "") -> Heard:
    said = Statement(Fate.MISSING, name, None, found.line, holds=found.holds, asked=asked)
    return Heard(replace(said, is_listed=True, may_be_hidden=found.may_be_hidden), result)
