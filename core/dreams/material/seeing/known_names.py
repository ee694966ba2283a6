"""
Names that tools know: `invoice-run` under NAME, where an entry says "the invoice run".

Pure. A word with a hyphen is seldom a name by its form; that a tool calls something so tells it.
"""

import re
from collections.abc import Iterable
from typing import Final

from core.dreams.extract.language.lexicon import root
from core.dreams.extract.shown.cell import Cell

_CALLED: Final = frozenset({root("name")})
_KIND: Final = re.compile(r"\A[a-z.]{2,60}/")
"""Which kind of thing it is, before its name: `deployment.apps/invoicer`."""
_NAME: Final = re.compile(r"[a-z][a-z\d]{1,30}(?:-[a-z][a-z\d]{1,30}){1,3}")
_LEAST_PART: Final = 3
"""Letters of each part of a name that is known again without its hyphens."""


class KnownNames:
    """The names with hyphens that tools show as the names of things."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        self._by_first: dict[str, set[str]] = {}
        for cell in cells:
            # `metadata.name` and `NAME`, and no `hostname` or `name_of_owner`.
            if cell.is_prose or not cell.about <= _CALLED or not cell.about:
                continue
            name = _KIND.sub("", cell.value.strip("\"'"))
            if _NAME.fullmatch(name):
                self._by_first.setdefault(name.partition("-")[0], set()).add(name)

    def in_text(self, text: str) -> tuple[str, str]:
        """
        The only known name that a text has, and the text with its hyphens; both empty without one.

        The longest of several that begin alike is meant; two of two things are none.
        """
        low = text.lower()
        found: dict[str, re.Match[str]] = {}
        for first in set(re.findall(r"[a-z][a-z\d]+", low)) & self._by_first.keys():
            for name in sorted(self._by_first[first]):
                parts = name.split("-")
                is_plain = all(len(part) >= _LEAST_PART for part in parts)
                pattern = ("[- ]" if is_plain else "-").join(parts)
                at = re.search(rf"(?<![\w/.-]){pattern}(?![\w/-]|\.\w)", text, re.IGNORECASE)
                if at is not None:
                    found[name] = at
        longest = [
            name for name in found if not any(name in other for other in found if other != name)
        ]
        if len(longest) != 1:
            return "", ""
        at = found[longest[0]]
        return longest[0], f"{text[: at.start()]}{longest[0]}{text[at.end() :]}"
