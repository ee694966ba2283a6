"""
Whether a call that asked at one site, area or tenant asked where an entry is.

Pure. Two areas may each have a G-17: that the one of the other area is gone is no reason to strike
ours. An entry is of the scope that it, its titles or the rest of its memory names.
"""

import re
from typing import Final

from core.dreams.extract.words import ENVIRONMENTS
from core.dreams.material.draft import Draft
from core.dreams.material.entries import Entry
from core.dreams.material.testimony import Result

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


def scope_elsewhere(draft: Draft, entry: Entry, line: str, result: Result) -> str:
    """The scope of a call, or of its answer, that an entry's memory does not name, or nothing."""
    call = result.command[:_LONGEST]
    named = [*_SCOPE.findall(call), *_IN_PATH.findall(call), *_IN_ANSWER.findall(line[:_LONGEST])]
    page = draft.page_of(entry)
    mine = _plain("\n".join((page.path, *page.texts)))
    elsewhere = (one for one in named if one.lower() not in ENVIRONMENTS)
    return next((one for one in elsewhere if _plain(one) not in mine), "")


def _plain(text: str) -> str:
    return _SIGNS.sub(" ", text).lower()
