"""
What an entry says is so since then, though it tells of the past: "the limit went to 40 in May".

Pure.
"""

import re
from typing import Final

from core.dreams.material.memories.when import CLAUSE, PRESENT, tells_of_past, undated

BECAME: Final = re.compile(
    r"(?i)(?<!\bbe )\b(?:went|raised|lowered|set|changed|moved|bumped|upgraded|updated|switched"
    r"|increased|reduced|shortened|extended|cut|grown|grew|shrunk)(?: (?:again|up|down|over|back))?"
    r" to [`*]*\Z"
)
"""What stands before the value that something has since then."""
_COUNTED: Final = re.compile(r"(?i)\b(?:counted|measured|weighed): [`*]*\Z")
"""What was found so is so since then."""
_IN_USE: Final = re.compile(
    r"(?i)[`*]* (?:was|got|has been|were) (?:installed|deployed|rolled out)\b"
)
_NUMBER: Final = re.compile(r"(?<![\w.])\d[\w.]*\w|(?<![\w.])\d(?!\w)")
_DIGIT: Final = re.compile(r"\d")
_ASSIGNS: Final = re.compile(r"\w{3,}=\w")


def became(text: str, value: str) -> bool:
    """Whether a text tells that something became a value: "it went to 40", "3.1 was installed"."""
    before, _, behind = undated(text).partition(value)
    is_found = BECAME.search(before) is not None or _COUNTED.search(before) is not None
    return is_found or _IN_USE.match(behind) is not None


def tells_what_is(text: str) -> bool:
    """Whether some clause of a text gives a number and tells how it is, whatever else was done."""
    said = undated(text)
    return any(became(said, one) for one in _NUMBER.findall(said)) or any(
        (_ASSIGNS.search(clause) or (_DIGIT.search(clause) and PRESENT.search(clause)))
        and not tells_of_past(clause)
        for clause in CLAUSE.split(said)
    )
