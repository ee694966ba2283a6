"""
What makes it likely that a thing is gone, and settles it only beside another sign.

Pure. A commit drops it, and what runs may be older; it was switched off on a day, and may be on
again. With somebody who did not find it, either is enough.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from core.dreams.extract.fates.doubts import is_for_now, is_undone
from core.dreams.extract.fates.ends import DAY, IDLE, THINGS
from core.dreams.extract.fates.told import is_of_versions

_DROPPED: Final = re.compile(
    r"(?i)\A[*|\\/ ]{0,8}[0-9a-f]{7,40} (?:[(][^()\n]{1,60}[)] )?"
    r"(?:[\w/.-]{1,30}(?:[(][\w/.-]{1,30}[)])?!?: )?"
    r"(?:drop|remove|delete|retire|decommission|get rid of)(?:p?ed|d|s)? "
    r"(?:(?:the|old|unused|obsolete|legacy|dead|our) ){0,3}(?:[a-z]{3,14} )?[`'\"]?\Z"
)
_ALL: Final = re.compile(rf"[`'\"]?(?: {THINGS})?\s?(?:\Z|[,.;:(])")
"""Behind the name: it is dropped, and not something of it."""
_AGAIN: Final = re.compile(
    r"(?i)\b(?:revert|re-?add|restore|re-?instate|bring back|add|re-?enable)"
)
_IDLE: Final = re.compile(
    rf"(?i)\A[`\"')]{{0,2}}[:,]? (?:(?:is|was|were|has|been|got) ){{0,2}}(?:{IDLE})"
    rf"(?: (?:on|since|in|as of))? (?!today|this ){DAY}"
)
_TODAY: Final = re.compile(
    rf"(?i)\A[`\"')]{{0,2}}[:,]? (?:(?:is|was|has|been|got) ){{1,2}}(?:{IDLE}) (?:as of )?today\b"
)
_DATED: Final = re.compile(r"\W{0,4}\d{4}-\d\d-\d\d\W")
"""A message that has its own day in front: what it says of today was so then."""
_LONGEST: Final = 600


def likely_ends(name: str, command: str, lines: Sequence[str]) -> Iterator[str]:
    """
    The lines by which a thing is likely gone.

    Args:
        name: The thing; a path may be told of by its last part, a host by its first one.
        command: What was called.
        lines: What it showed.
    """
    whole = re.compile(rf"(?i)(?<![\w/.@-]){re.escape(name)}(?![\w-]|\.\w|/\w)")
    is_log = is_of_versions(command)
    for line in lines:
        found = whole.search(line[:_LONGEST])
        if found is None:
            continue
        before, after = line[: found.start()], line[found.end() : _LONGEST]
        if is_log and _AGAIN.search(before):
            # The newest commit stands first.
            return
        is_dated = _DATED.match(line) is not None and _TODAY.match(after) is not None
        is_idle = _IDLE.match(after) and not is_for_now(after)
        is_idle = (is_idle or is_dated) and not is_undone(after)
        if (_DROPPED.search(before) and _ALL.match(after)) if is_log else is_idle:
            yield line
