"""
What stands in the place of a thing by what a line says: its new name, its new place, what to use.

Pure. What lies between a name and what is said must not be another of its kind, or it is said of
that one.
"""

import re
from typing import Final

from core.dreams.extract.fates.behind import REACH, end_of_cue, first_behind, named_at
from core.dreams.extract.fates.cues import (
    CALLED_CUE,
    IT_CUE,
    NAME_CUES,
    NEW_ROLE,
    PLACE_CUES,
    POINTS,
)
from core.dreams.extract.fates.doubts import is_for_now, is_planned, is_taken_back, may_only_be
from core.dreams.extract.fates.endings import is_over, is_party
from core.dreams.extract.fates.ends import CLOSED, DAY, ENDED, IDLE
from core.dreams.extract.fates.former import (
    FOR_OLD,
    IS_NEW,
    OF,
    names_old,
)
from core.dreams.extract.fates.instead import in_its_place
from core.dreams.extract.fates.moves import KIND, MOVED, RENAMED_IT, SIGN
from core.dreams.extract.fates.taken import taken
from core.dreams.extract.names.likeness import Name
from core.dreams.extract.names.named import last_of_kind, of_kind

_RETIRED: Final = re.compile(
    rf"(?i)\A[`\"')]{{0,2}}:? ?[(\[]?(?:is |was )?(?:{ENDED}|{CLOSED}|{IDLE}|deprecated|obsolete"
    r"|30[18])"
    rf"(?: (?:on |since |in )?{DAY}[\w-]{{0,12}})?[)\]]?(?=\s{{0,8}}[-=]?[-=]>|\s{{0,8}}\u2192)"
)
_NEW_ONE: Final = re.compile(r"(?i)\A[`\"')]{0,2}[,;|/]?\s{1,8}(?:new|now|current)\b:?\s")
"""Between `old: a` and the other one of `new: b`."""
_BEHIND: Final = (
    (
        re.compile(
            r"(?i)\b(?:successor|replacement|substitute|heir|stand-in|new \w+) (?:of|to|for)\b"
        ),
        re.compile(r"(?i)\A[`\"')]{0,2}(?::| is(?: now)?:?| =) "),
    ),
    (
        re.compile(r"(?i)\b(?:called|named|known as)\b"),
        re.compile(r"(?i)\A[`\"')]{0,2} (?:is|goes by)(?: now)?(?: called)? "),
    ),
)
"""Words that call a name the old one, and what then leads to the new one behind it."""
_ONE_WORD: Final = re.compile(r"(?:the |an? )?(?:(?!\w+(?:ed|ing) )[a-z]{3,14} )?[`\"']?")
"""What kind of thing it is, in front of its name."""
_ARROW: Final = re.compile(
    r"\A[`\"')]{0,2}\s{0,8}(?:->|=>|-->|>>|\u2192|\u27a1)\s{0,8}(?P<now>now:? )?"
)
_ARROW_MEANS: Final = re.compile(
    r"(?i)renam|mov(?:ed|ing)|replac|migrat|redirect|relocat|supersed|deprecat|301|308|obsolete"
    r"|new name|name change|change of (?:name|number|address)|re-?number|\bchanged?\b"
    rf"|\b(?:as of|as from|effective|with effect from|valid from|in force from|since) {DAY}"
)
_OTHER_CLAUSE: Final = re.compile(r"[(;]|\s{2,}")
"""What stands before it is said of something else: `--wait  until all are up (replaces --hold)`."""
_ONCE: Final = re.compile(rf"(?i)(?:\A|[.;:]|\A[`\"')]{{0,2}}) ?on (?:the )?{DAY}")
"""`On 2026-11-21 they meet in B instead of A`: on that day, and on no other."""
_ONE_PIECE: Final = re.compile(
    rf"(?i)(?P<what>\b[a-z]+ #?\d[\w-]{{0,12}}|(?<!all )(?<![\w-])\d{{1,5}} [a-z]+)(?: (?:was"
    rf"|were|is|has been|have been))? {MOVED}\b"
    rf"[^.;\n]{{0,30}}?\b(?:from|out of) {KIND}{SIGN}\Z"
)
"""`Blade 7 was moved from A`, `3 fuses taken from B`: the others are there as before."""
_SAID_RENAMED: Final = re.compile(rf"(?i)\b{RENAMED_IT}: [`\"']?\Z")
_IS_NOW: Final = re.compile(r"[`\"']? is now (?:called |named )?")
"""`repo renamed: slurm-conf is now corvus-config`: what stands there is the name."""
_FRONT: Final = 160
_FAR: Final = 220


def successor(name: str, before: str, after: str, before_it: str = "") -> Name | None:
    """
    What stands in the place of a thing, by the line around its name.

    Args:
        name: The thing.
        before: The line in front of it.
        after: The line behind it.
        before_it: The line above, which may name what was called so.
    """
    if is_for_now(after[:_FAR]) or is_taken_back(f"{before[-_FRONT:]} \x1f {after[:_FAR]}"):
        return None
    return _successor(name, before, after[:_FAR], before_it)


def _successor(name: str, before: str, after: str, before_it: str) -> Name | None:
    near = before[-_FRONT:]
    if FOR_OLD.search(near):
        return _instead_of(name, before, after)
    piece = _ONE_PIECE.search(near)
    if piece is not None and of_kind(name, piece["what"]) is None:
        return None
    put = taken(name, near, after)
    if put is not None:
        return put
    backward = names_old(near)
    if backward is not None:
        named = _named_behind(name, backward[0], after)
        return _backward(name, near[: backward.start()], before, after, before_it, named)
    if OF.search(near) or (IS_NEW.search(near) and last_of_kind(name, before) is not None):
        return None
    return _behind_arrow(name, f"{before[-60:]} {before_it}", after) or _forward(
        name, before, after
    )


def _instead_of(name: str, before: str, after: str) -> Name | None:
    """What is used instead of it, for good."""
    is_once = _ONCE.search(before) or _ONCE.match(after)
    if is_once or may_only_be(before[-60:].rpartition("nstead of")[0]):
        return None
    return of_kind(name, after[:REACH]) or last_of_kind(name, before)


def _named_behind(name: str, said: str, after: str) -> Name | None:
    """The new one behind the old one: `replacement for A: B`, `the one formerly called A is B`."""
    cue = next((cue for words, cue in _BEHIND if words.search(said)), None)
    found = cue.match(after) if cue is not None else None
    new = of_kind(name, after[found.end() : found.end() + REACH]) if found is not None else None
    if new is None or found is None:
        return None
    return new if _ONE_WORD.fullmatch(after[found.end() : found.end() + new.start]) else None


def _backward(
    name: str, hedge: str, before: str, after: str, before_it: str, named: Name | None
) -> Name | None:
    """The other one, where the words in front of a name say that it is the old one."""
    *others, hedge = _OTHER_CLAUSE.split(hedge)
    if may_only_be(hedge[-60:]) or any(map(is_planned, others)):
        return None
    if named is not None and last_of_kind(name, before) is None:
        return named
    new_one = _NEW_ONE.match(after)
    if new_one is not None:
        return of_kind(name, after[new_one.end() :])
    return last_of_kind(name, before) or last_of_kind(name, before_it)


def successor_below(name: str, before: str, following: str) -> Name | None:
    """The new one in the line behind one that says that the old one is not there."""
    first = of_kind(name, following)
    other = of_kind(name, following[first.end :]) if first is not None else None
    if name in following or (other is not None and other.text != (first and first.text)):
        # Which of several it is, nothing says.
        return None
    return _behind_arrow(name, before[-60:], following.lstrip()) or _forward(
        name, before, f": {following}", is_gone=True
    )


def _behind_arrow(name: str, around: str, after: str) -> Name | None:
    """What an arrow points to, where something says that it does not mean a journey."""
    retired = _RETIRED.match(after)
    start = retired.end() if retired is not None else 0
    arrow = _ARROW.match(after[start:])
    if arrow is None or not (retired or arrow["now"] or _ARROW_MEANS.search(f"{around} {after}")):
        return None
    return named_at(name, after[start + arrow.end() :], is_renamed=bool(arrow["now"]))


def _forward(name: str, before: str, after: str, *, is_gone: bool = False) -> Name | None:
    called = end_of_cue(name, before, after, CALLED_CUE, is_gone=is_gone)
    is_now = _IS_NOW.match(after) if _SAID_RENAMED.search(before[-_FRONT:]) else None
    if called is None and is_now is not None:
        called = is_now.end()
    if called is not None:
        new = named_at(name, after[called : called + REACH], is_renamed=True)
        if new is not None:
            return new
    new = first_behind(name, after, PLACE_CUES, before=before, place=True)
    new = new or first_behind(name, after, (*NAME_CUES, IT_CUE), before=before, is_gone=is_gone)
    if new is None and (is_gone or is_over(before, after, party=is_party(name))):
        new = first_behind(name, after, (NEW_ROLE,), before=before)
    if new is None and is_gone:
        new = first_behind(name, after, (POINTS,), before=before, place=True, is_gone=True)
    return new or in_its_place(name, before, after, is_gone=is_gone)
