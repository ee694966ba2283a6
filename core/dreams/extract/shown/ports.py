"""
Ports behind the names of hosts: `mqtts://broker.north.example:8883`.

Pure. Nothing calls such a number a port, and yet it is one wherever it stands so.
"""

import re
from collections.abc import Iterator
from typing import Final

from core.dreams.extract.language.lexicon import root
from core.dreams.extract.shown.cell import Cell

_ADDRESS: Final = re.compile(
    r"(?<![\w.:/-])(?:[a-z][a-z0-9+]{1,15}://(?:[^\s@/\"']{1,60}@)?)?"
    r"(?P<at>(?P<host>[A-Za-z][\w-]{0,62}(?:\.[\w-]{1,62}){1,8}|localhost|\d{1,3}(?:\.\d{1,3}){3})"
    r":(?P<port>\d{2,5}))(?![\w.:])"
)
_FILE: Final = re.compile(
    r"\.(?:py|go|rs|js|ts|tsx|java|kt|kts|c|h|cc|cpp|rb|php|swift|cs|sh|md|txt|ya?ml|json|toml|log)\Z"
)
"""`main.go:12` is a line of a file."""
_MOST: Final = 40
_PORT: Final = frozenset({root("port")})


def ports_in(text: str) -> Iterator[Cell]:
    """The ports of an output, each with its host."""
    for at, found in enumerate(_ADDRESS.finditer(text)):
        if at >= _MOST:
            return
        if _FILE.search(found["host"].lower()) is None:
            yield Cell("", _PORT, found["port"], found["at"], record=found["at"], is_prose=True)
