"""
Whether a value of a row is a name: with its kind in front, a remark behind it, or a day beside it.

Pure.
"""

import re
from typing import Final

from core.dreams.extract.fates.ends import THING
from core.dreams.extract.names.named import of_kind

DATE: Final = re.compile(r"\d{4}-[01]\d-[0-3]\d(?!\d)")
_NOUN: Final = (
    r"(?!(?:not|except|without|unlike|from|into|onto|for|with|than|like|until|till|since|was|were"
    r"|formerly|previously|and|but|see|use|via|per|under|over|after|before) )[a-z]{3,14} "
)
_OF_KIND: Final = re.compile(rf"(?<![^ ]){_NOUN}\Z")
KIND: Final = re.compile(rf"[ `\"'(]*(?:{_NOUN})?[`\"'(]*")
"""What kind of thing it is, in front of its name: `binder LB-194`."""
_BESIDE: Final = re.compile(
    rf"(?i)\W{{0,4}}{THING}(?:(?:the|until|since|on|in|at|under|to|up|by|of|from|formerly|was"
    rf"|(?:old|former|previous) (?:name|one|number|code)|dropped|ends soon|deprecated"
    rf"|expires)?\W{{1,4}}){{0,6}}{THING}"
)
"""What may stand beside a name in its own cell."""


def is_name(name: str, value: str) -> bool:
    """Whether a value is the name, but for a remark in brackets or a date."""
    found = re.search(rf"(?i)(?<![\w/.@-]){re.escape(name)}(?![\w-]|\.\w|/\w)", value)
    if found is None:
        return False
    before = _OF_KIND.sub("", value[: found.start()])
    beside = DATE.sub("", before + value[found.end() :])
    beside = re.sub(r"[(\[][^()\[\]]{0,60}[)\]]", "", beside)
    return _BESIDE.fullmatch(f"{beside} ") is not None


def is_other(name: str, value: str) -> bool:
    """Whether a value is the name of another thing of the kind: then the row is about that one."""
    other = of_kind(name, value[:200])
    return other is not None and is_name(other.text, value[:200])
