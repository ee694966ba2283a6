"""
Values that an entry gives to nothing: they tell when, or of which of several, the rest holds.

Pure.
"""

import re
from typing import Final

from core.dreams.extract.values.weekdays import weekday
from core.dreams.material.claims.plain_facts import is_denied
from core.dreams.material.memories.when import undated

_OCCASION: Final = re.compile(r"(?i)\b(?:during|under|after|before|without)(?: the)? `?(?:\w+ )?\Z")
_IS_SCOPE: Final = re.compile(r"v?\d+(?:\.\d+)+`?: ")
"""A version before a colon is the one of which the rest is said: `ember 3.1: it needs 4 GB`."""
_STATE_ON_DAY: Final = re.compile(r"(?i)\b(?:is|are) (?!\w{2,}ed\b|\w{2,}n\b)\w+ on (?:an? )?\Z")
_CLAUSE_OF_OCCASION: Final = re.compile(
    r"(?i)\A(?:when(?:ever)?|if|while|once|unless|where|as soon as)\b[^,;:]*\Z"
)
"""The beginning of a sentence that tells when the rest of it holds."""
_KIND_OF_CASE: Final = re.compile(r"(?i)\A(?:an? [\w`-]+ |(?:\w+ )?)\Z")
_RULE: Final = re.compile(r"`? (?:may|can|must|should|shall|might|could)\b")


def is_aside(text: str, value: str, names: tuple[str, ...]) -> bool:
    """Whether a value is one of the occasions on which something holds, or is denied."""
    at = max(text.find(value), 0)
    # `a new lamp after 2,350 hours` tells what the value is, and on no occasion.
    is_occasion = not value[:1].isdigit() and _OCCASION.search(text[:at]) is not None
    is_scope = _IS_SCOPE.match(text, at) is not None or _is_case(undated(text), value)
    # `brassfox b28.2`: one of its builds, of which the rest is said.
    is_scope |= any(text[:at].lower().rstrip("`* ").endswith(name) for name in names) and (
        text[at - 1 : at] in {" ", "`"} and text[at + len(value) :].lstrip("`*")[:1] == " "
    )
    # `The lamp is red on Monday` tells of a day; `the lamp is changed on Monday` tells when.
    is_scope |= _STATE_ON_DAY.search(text[:at]) is not None and weekday(value) != ""
    return is_occasion or is_scope or is_denied(text, value)


def _is_case(text: str, value: str) -> bool:
    """
    Whether a value says of which of several cases the rest is said, and is given to nothing.

    "When the desk is on ring 2, ...", "flats in r2: only at dusk", "a code 486 is harmless", "gate
    N1 may be opened".
    """
    at = max(text.find(value), 0)
    before, behind = text[:at], text[at + len(value) :]
    if _CLAUSE_OF_OCCASION.match(before) and "," in behind:
        return True
    if (
        before
        and not before.rstrip("`* ").endswith((":", "="))
        and behind.lstrip("`*").startswith(": ")
    ):
        return True
    begins = _KIND_OF_CASE.match(before)
    return begins is not None and (
        before.lower().startswith(("a ", "an ")) or bool(_RULE.match(behind))
    )
