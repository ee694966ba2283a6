"""
Signs and letters that make another thing of the same words: `C+`, `!=`, `-H`.

Pure. Nobody means the same by `-h` and `-H`, or by "is = 5" and "is != 5", and yet nearly all that
is read of a text is its words.
"""

import re
from functools import lru_cache
from typing import Final

_MORE: Final = re.compile(r"\w[+#]+(?![\w+#])")
_STAND_IN: Final = re.compile(r"<[\w-]{1,40}>")
_COMPARED: Final = re.compile(r"(?<![-=<>!])(?:[<>!=]=|[<>=])(?![=>])")
"""Whether two things are equal, or which is more; an arrow says neither."""
_LETTER: Final = re.compile(r"(?<![\w'\u2019.])[B-HJ-Zb-hj-z](?![-\w'\u2019.])")
"""A letter by itself, which is no word."""


@lru_cache(maxsize=65_536)
def signs_differ(one: str, other: str) -> bool:
    """Whether a name goes on in a sign, things are compared otherwise, or a letter is another."""
    compared = [sorted(_COMPARED.findall(_STAND_IN.sub("", text))) for text in (one, other)]
    letters = [sorted(_LETTER.findall(text)) for text in (one, other)]
    lowered = [sorted(map(str.lower, side)) for side in letters]
    return (
        sorted(_MORE.findall(one)) != sorted(_MORE.findall(other))
        or (all(compared) and compared[0] != compared[1])
        or (lowered[0] == lowered[1] and letters[0] != letters[1])
    )
