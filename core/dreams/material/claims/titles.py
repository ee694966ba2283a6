"""
How tools write the name of a title that has a number: "Press 40" is `press40`, or `press-40`,
wherever no blank may stand.

Pure.
"""

import re
from typing import Final

_NUMBERED: Final = re.compile(r"([a-z]{2,20}) (\d{1,5})")


def joined_names(name: str) -> tuple[str, ...]:
    """The other ways to write a name in lower case, if it is a word and a number."""
    numbered = _NUMBERED.fullmatch(name)
    return tuple(sign.join(numbered.groups()) for sign in ("", "-", "_")) if numbered else ()
