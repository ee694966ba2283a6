"""
What somebody put in the place of a thing, or the place to which what was there was taken.

Pure.
"""

import re
from typing import Final

from core.dreams.extract.fates.behind import REACH, first_behind
from core.dreams.extract.fates.cues import PLACE_CUES
from core.dreams.extract.fates.doubts import may_only_be
from core.dreams.extract.fates.former import (
    AFTER_EXCHANGED,
    AFTER_FROM,
    AFTER_NAMED,
    AFTER_OUT_OF,
    AFTER_WHAT_WAS,
    ALL_OF_IT,
    DONE_TO_IT,
    FROM,
    IN_TRANSFER,
    OUT_OF,
    WHAT_WAS_IN,
)
from core.dreams.extract.names.likeness import Name
from core.dreams.extract.names.named import of_kind

_DATED: Final = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")
_IS_ADDRESS: Final = re.compile(r"\w[/.]\w")


def taken(name: str, near: str, after: str) -> Name | None:
    """What somebody put in its place, or the place to which what was in it was taken."""
    done = DONE_TO_IT.search(near)
    if done is not None and not may_only_be(near[-60:]):
        return _done_to(name, done, after)
    if WHAT_WAS_IN.search(near):
        cue = AFTER_WHAT_WAS.match(after)
        return of_kind(name, after[cue.end() : cue.end() + REACH], place=True) if cue else None
    if FROM.search(near) and not may_only_be(near[-80:]):
        cue = AFTER_FROM.match(after)
        new = of_kind(name, after[cue.end() :]) if cue is not None else None
        return new or first_behind(name, after, PLACE_CUES, place=True)
    if IN_TRANSFER.search(near):
        cue = AFTER_FROM.match(after) if ALL_OF_IT.search(after) else None
    else:
        cue = AFTER_OUT_OF.match(after) if OUT_OF.search(near) else None
    if cue is None or may_only_be(near[-60:] + cue[0]):
        return None
    return of_kind(name, after[cue.end() : cue.end() + REACH], place=True)


def _done_to(name: str, done: re.Match[str], after: str) -> Name | None:
    # A thing may be moved to another one; a file or a module is one at its new place.
    if done["moved"] and not _IS_ADDRESS.search(name):
        return None
    # `move a.py to b.py` is what a commit did on its day, and without one a plan.
    if done["moved"] == "move" and not _DATED.search(after):
        return None
    is_named = done["named"] or done["moved"]
    cue = (AFTER_NAMED if is_named else AFTER_EXCHANGED).match(after)
    return of_kind(name, after[cue.end() : cue.end() + REACH]) if cue is not None else None
