"""
Entries that begin as another memory begins, in a memory that has nothing to do with it.

What they begin with has to be a name by its form, as `HarbourPilots` is, that stands in no third
memory; and such an entry shares no word with anything else in its own, but for words that are
everywhere.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from core.dreams.extract.language.words import stem
from core.dreams.material.memories.draft import Draft, Page
from core.dreams.material.memories.entries import PROSE, Entry
from core.dreams.material.memories.logs import is_log
from core.dreams.material.memories.notes import is_from_dream
from core.dreams.material.memories.when import leading_date

_NAMED: Final = re.compile(
    r"\W{0,4}(?:(?:The|Our) )?"
    r"(?P<name>[A-Z][a-z]{1,20}[A-Z][A-Za-z]{0,20}(?: [A-Z][A-Za-z]{1,20}){0,2})(?![\w-]| [A-Z])"
)
"""With a capital inside, which no person has and no word that begins a sentence."""
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_EVERYWHERE: Final = 4
"""A word that one of so many memories has says nothing of any of them."""
_LEAST_ENTRIES: Final = 3
"""Of a memory by which one sees what it is about."""


class Stray(NamedTuple):
    """An entry, and the memory that begins with the name that it begins with."""

    entry: Entry
    home: Page
    name: str


def strays(draft: Draft) -> Iterator[Stray]:
    """Every such entry."""
    homes = _homes(draft)
    found = [
        Stray(entry, homes[name], name)
        for page in draft.pages
        if len(page.entries) >= _LEAST_ENTRIES and not is_log(page)
        for entry in page.entries
        if _may_stray(entry)
        if (name := _name_of(entry)) in homes and homes[name] is not page
    ]
    pages = {page.path: _words_of(page) for page in draft.pages} if found else {}
    spread = Counter(word for words in pages.values() for word in words)
    for one in found:
        named = Counter(
            other.path for page in draft.pages for other in page.entries if one.name in other.text
        )
        is_apart = named.keys() == {one.entry.path, one.home.path} and named[one.entry.path] == 1
        if is_apart and not _shares(one.entry, pages[one.entry.path], spread, len(draft.pages)):
            yield one


def _homes(draft: Draft) -> dict[str, Page]:
    """The memories by the name with which the first thing that they say begins."""
    found: dict[str, list[Page]] = {}
    for page in draft.pages:
        first = next((one for one in page.entries if one.shape in PROSE), None)
        name = _name_of(first) if first is not None and not is_log(page) else ""
        if name:
            found.setdefault(name, []).append(page)
    return {name: pages[0] for name, pages in found.items() if len(pages) == 1}


def _name_of(entry: Entry) -> str:
    found = _NAMED.match(entry.text)
    return found["name"] if found is not None else ""


def _may_stray(entry: Entry) -> bool:
    is_own = entry.shape in PROSE and not is_from_dream(entry.said)
    return is_own and leading_date(entry.text) is None


def _words_of(page: Page) -> Mapping[str, int]:
    """In how many entries of a memory each word is; those of its titles and its path always."""
    titles = " ".join((page.path, *(one.text for one in page.headings)))
    counted = Counter(word for entry in page.entries for word in _words(entry.text))
    return counted + Counter(dict.fromkeys(_words(titles), _LEAST_ENTRIES))


def _words(text: str) -> set[str]:
    return {stem(word.lower()) for word in _WORD.findall(text)}


def _shares(entry: Entry, own: Mapping[str, int], spread: Mapping[str, int], pages: int) -> bool:
    """Whether an entry has a word with the rest of its memory that is not in every other one."""
    most = max(2, pages // _EVERYWHERE)
    return any(own[word] > 1 and spread[word] <= most for word in _words(entry.text))
