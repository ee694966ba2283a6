"""
What else a title calls its thing: the name in brackets or quotes beside the first one, and that one
written as one word.

Pure. "ERP (NetSuite)" stands above what people say of the ERP; tools know it as `netsuite`. And
"Press 40" is `press40`, or `press-40`, wherever no blank may stand.
"""

import re
from collections.abc import Iterator
from typing import Final

from core.dreams.extract.language.words import ENVIRONMENTS
from core.dreams.material.memories.entries import Entry

_BESIDE: Final = re.compile(r"\(([^()]{1,80})\)|\"([^\"]{1,40})\"")
_PARTS: Final = re.compile(r"\s*[,;/]\s*")
_NAME: Final = re.compile(r"[A-Z]\w*[A-Z]\w*|[A-Z]\w{2,}|\w+(?:[-_.]\w+)+")
"""What has a form of its own: `NetSuite`, `Postgres`, `wx-events`; no plain word."""
_NUMBERED: Final = re.compile(r"([a-z]{2,20}) (\d{1,5})")


def other_names(entry: Entry, name: str) -> Iterator[str]:
    """
    The other names, in lower case, of what the title of an entry's memory names.

    Args:
        entry: Any.
        name: What its title is taken to name, in lower case.
    """
    numbered = _NUMBERED.fullmatch(name)
    if numbered is not None:
        yield from (sign.join(numbered.groups()) for sign in ("", "-", "_"))
    title = entry.trail[0].text if entry.trail else ""
    for beside in _BESIDE.finditer(title):
        for part in _PARTS.split(beside[1] or beside[2]):
            # "cluster wx-events" says of what kind it is before.
            said = part.rpartition(" ")[2]
            if _NAME.fullmatch(said) and said.lower() not in ENVIRONMENTS:
                yield said.lower()
