"""
The numbers that titles have in an outline: "2.", "3.1" or "B2." says where one stands, and names
nothing.

Pure.
"""

import re
from typing import Final

_LABEL: Final = re.compile(
    r"\s*(?:(?:[A-Z]?\d{1,2}|[A-Z])(?:\.\d{1,2}){0,4}[.):]|\d+(?:\.\d+){1,4})\s+(?=\S)"
)


def unnumbered(title: str) -> str:
    """A title without its number."""
    return _LABEL.sub("", title, count=1) if _LABEL.match(title) else title
