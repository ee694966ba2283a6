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
_SIGNS: Final = re.compile(r"[-_. ]+")
_LONGEST: Final = 600


def scope_elsewhere(draft: Draft, entry: Entry, result: Result) -> str:
    """The value of a call's scope that neither an entry nor its memory names; empty if none."""
    named = _SCOPE.findall(result.command[:_LONGEST])
    page = draft.page_of(entry)
    mine = _plain("\n".join((page.path, *page.texts)))
    elsewhere = (one for one in named if one.lower() not in ENVIRONMENTS)
    return next((one for one in elsewhere if _plain(one) not in mine), "")


def _plain(text: str) -> str:
    return _SIGNS.sub(" ", text).lower()
