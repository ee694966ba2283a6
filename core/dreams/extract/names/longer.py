"""
Whether what stands in a line is a name as a whole, or a part of a longer one: another thing.

Pure.
"""

import re
from typing import Final

from core.dreams.extract.language.words import JOINING
from core.dreams.extract.names.name_forms import LEGAL_WORDS

_LAST_WORD: Final = re.compile(r"([A-Za-z][\w'-]{0,30}) \Z")
_NEXT_PART: Final = re.compile(
    rf" (?:& )?(?!(?:{LEGAL_WORDS}|Co|Plc)\b)[A-Z][a-z\u00df-\u00ff]+(?![\w:])"
)
"""With its legal form it is the same firm; those in capitals are no words anyway."""


def is_part_of_longer(name: str, before: str, after: str) -> bool:
    """
    Whether a name is but a part of the one that stands there.

    Args:
        name: As the entry writes it.
        before: The line in front of it.
        after: The line behind it.
    """
    return _has_more_before(name, before) or _goes_on(name, after)


def _has_more_before(name: str, before: str) -> bool:
    """`West Point 4` is no `Point 4`."""
    word = _LAST_WORD.search(before) if " " in name else None
    if word is None:
        return False
    is_first = not before[: word.start()].strip() or before[: word.start()].rstrip()[-1:] in ".:;"
    if name[:1].isupper():
        return word[1][:1].isupper() and not is_first and not word[1].isupper()
    if word[1].lower() in JOINING or word[1].endswith("ed") or word[1].isupper():
        return False
    return name[-1:].isdigit()


def _goes_on(name: str, after: str) -> bool:
    """`Holm Ink` is another firm than `Holm`."""
    return name[:1].isupper() and name[-1:].isalpha() and _NEXT_PART.match(after) is not None
