"""
Whether a call that asked at one site, area or tenant asked where an entry is.

Pure. Two areas may each have a G-17: that the one of the other area is gone is no reason to strike
ours. An entry is of the scope that it, its titles or the rest of its memory names.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from core.dreams.extract.language.words import ENVIRONMENTS
from core.dreams.material.memories.draft import Draft, Page
from core.dreams.material.memories.entries import Entry
from core.dreams.material.testimony.testimony import Result

_SCOPE: Final = re.compile(
    r"(?<![\w-])--?(?:area|site|profile|tenant|region|zone|district|plant|campus|branch-?office"
    r"|location|depot|org|organi[sz]ation|customer|client)[= ]+[\"']?([\w.@-]{2,60})"
)
_IN_PATH: Final = re.compile(
    r"/(?:area|site|tenant|region|plant|campus)s?/(?P<value>[\w.@-]{2,60})(?=/)", re.IGNORECASE
)
_IN_ANSWER: Final = re.compile(
    r"(?:[(\[](?:area|site|tenant|region|plant|campus):? |(?<!\w)[\"']?(?:area|site|tenant|region"
    r"|plant|campus)[\"']?\s?[:=]\s{0,8}[\"']?)(?P<value>[\w.@-]{2,60})",
    re.IGNORECASE,
)
"""`(site nord)`, `"site": "nord"` in the line that tells of the end."""
_SIGNS: Final = re.compile(r"[-_. ]+")
_LONGEST: Final = 600


def scopes_elsewhere(
    draft: Draft, entries: Iterable[Entry], line: str, result: Result
) -> dict[str, str]:
    """
    The scope of a call, or of its answer, that a memory does not name, or nothing, by the paths.

    A memory is asked once, however many of its entries there are: it may be long.
    """
    call = result.command[:_LONGEST]
    named = [*_SCOPE.findall(call), *_IN_PATH.findall(call), *_IN_ANSWER.findall(line[:_LONGEST])]
    elsewhere = [one for one in named if one.lower() not in ENVIRONMENTS]
    pages = {entry.path: draft.page_of(entry) for entry in entries}
    return {path: _lacking(page, elsewhere) for path, page in pages.items()}


def _lacking(page: Page, scopes: Sequence[str]) -> str:
    """The first of some scopes that a memory does not name."""
    mine = _plain("\n".join((page.path, *page.texts))) if scopes else ""
    return next((one for one in scopes if _plain(one) not in mine), "")


def _plain(text: str) -> str:
    return _SIGNS.sub(" ", text).lower()
