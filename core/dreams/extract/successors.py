"""
What stands in the place of a thing by what a line says: its new name, its new place, what to use.

Pure. What lies between a name and what is said must not be another of its kind, or it is said of
that one.
"""

import re
from typing import Final

from core.dreams.extract.doubts import is_for_now, is_planned, is_taken_back, may_only_be
from core.dreams.extract.endings import is_over, is_party
from core.dreams.extract.ends import CLOSED, DAY, ENDED, THINGS
from core.dreams.extract.former import (
    AFTER_EXCHANGED,
    AFTER_FROM,
    AFTER_NAMED,
    AFTER_OUT_OF,
    AFTER_WHAT_WAS,
    ALL_OF_IT,
    DONE_TO_IT,
    FOR_OLD,
    FROM,
    IN_TRANSFER,
    IS_NEW,
    OF,
    OUT_OF,
    WHAT_WAS_IN,
    names_old,
)
from core.dreams.extract.instead import in_its_place
from core.dreams.extract.moves import (
    BEING,
    CALLED,
    CARRIED,
    GAP,
    MOVED,
    REPLACED,
    ROLE,
    SINCE,
    TURNED,
)
from core.dreams.extract.named import Name, last_of_kind, of_kind
from core.dreams.extract.outright import is_cut, outright

_NEW_ROLE: Final = re.compile(
    r"(?i)\b(?:new|current) (?:[a-z][a-z-]{1,20} ){0,2}[a-z][a-z-]{1,20}(?: is| are|:)\s"
)
"""Behind what is over: `contract ended. New linen supplier: B`."""
_IT_CUE: Final = re.compile(
    r"(?i)\b(?:replaced|superseded|exchanged|swapped|substituted) (?:it|them|this|these)"
    r" (?:with|by|for)\s"
)
"""What was done to what the line spoke of before: `A is out. The maker replaced it with B`."""
_PLACE_CUES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{CARRIED}\b{GAP}(?:to|into|over to|as|in|under|on|at|onto|:)\s",
        rf"\b{CARRIED}\b[^.;:\n]{{0,14}}:\s",
        rf"\b{CARRIED}\b[^.;:\n]{{0,30}}?[,;(] ?(?:and )?now:?\s",
        (
            r"\bnow (?:kept|stored|filed|found|shelved|lives|lies|stands|hangs|sits|goes|at|in|on"
            r"|under)\b"
        ),
        (
            rf"\b{BEING}(?: now)? (?:at|in|on|under|with|by)\b(?=(?:[^.;\n]"
            rf"|\.(?=\S)){{0,80}}?\b{SINCE}\b)"
        ),
        rf"\b{SINCE}\b[^.;\n]{{0,30}}?\b(?:at|in|on|under)\b",
    )
)
"""Behind these the place stands where it is now."""
_CALLED_CUE: Final = re.compile(
    rf"(?i)(?:\b{CALLED}\b(?! (?:from|by|after|for)\b)(?: (?:to|as|into|now|:))?|\b{MOVED} (?:its "
    rf"|the )?name to|\bnow (?:called|known as|named|reads)\b|\b(?:new|current) {ROLE}(?: is|:)"
    r"|\bnew (?:host ?name|name|number|address|code|id|title|label|path|location)\s)"
)
_NAME_CUES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{REPLACED}\b{GAP}(?:by|with|through)[:=]?\s",
        (
            rf"\b(?!re-?(?:assigned|allocated):){TURNED}\b{GAP}(?:to|into|over to|as|onto|with"
            rf"|by|for|in|:)\s"
        ),
        rf"\b(?:{CALLED}|{TURNED})\b[^.;:\n]{{0,30}}?[,;(] ?(?:and )?now:?\s",
        (
            r"\b(?:redirect(?:ed|s|ion)?|forward(?:ed|er|ing)?|alias|link|symlink|pointer|stub"
            r"|shortcut)\b[^.\n]{0,40}?\b(?:target|destination|goes|leads|points)(?: is| to|:|=)?\s"
        ),
        r"\b(?:is|are) now\b|\bnow is\b",
        rf"\b(?:new|current|correct|valid|right|latest) {ROLE}(?: is|:)",
        (
            r"\b(?:successor|replacement|substitute|heir|stand-in|follow-up"
            rf"|alternative)(?: {ROLE})?(?:(?: is| to (?:it|them) is|:|,)?\s|[=:])(?!(?:of|to"
            rf"|for)\b)"
        ),
        r"\buntil [\d-]{8,10}[,;:]? (?:then|now|after that|afterwards)\b",
        r"\b(?:dropped|abandoned|ditched|given up) (?:for|in favou?r of)\s",
        rf"\b{ROLE} (?:now )?in (?:force|use|effect)(?: now)? (?:is|:)",
        (
            r"\bin (?:its|their|his|her) (?:place|stead)(?: there)?(?: is| are| stands?| comes?"
            r"| came| we (?:use|have)|:|,)?\s"
        ),
    )
)
_ITSELF: Final = re.compile(
    r"(?i)(?:\A|[.;:,(|\u2014\u2013-]|\s{2})\s{0,8}(?:(?:\"?'?`?[)]|it|this|that|which|they"
    r"|everything|all|contents?|and|but|then|so|has|have|had|is|are|was|were|been|being|now|since"
    rf"|recently|permanently|already|officially|meanwhile|also|will|got|gets|the|its|their|his"
    rf"|her|our|old"
    rf"|{THINGS}|(?:this|that) [a-z]{{3,14}})\s"
    r"|[\d-]{8,10}:?\s){0,6}\Z|\A[`\"')]{0,2}\Z|\b(?:and|but|then)(?: (?:is|are|was|were|has|have"
    r"|been|then|now)){0,3} \Z|\b(?:the )?same \w{2,14}(?: (?:is|was|has been|has|now"
    r"|got)){0,2} \Z"
)
"""Between a name and what is said: nothing else of which it could be said."""
_RETIRED: Final = re.compile(
    rf"(?i)\A[`\"')]{{0,2}}:? ?[(]?(?:is |was )?(?:{ENDED}|{CLOSED}|deprecated|obsolete)"
    rf"(?: (?:on |since |in )?{DAY}[\w-]{{0,12}})?[)]?(?=\s{{0,8}}[-=]?[-=]>|\s{{0,8}}\u2192)"
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
_POINTS: Final = re.compile(
    r"(?i)\b(?:points? to|redirect(?:s|ed)? to|forward(?:s|ed)? to|leads? to|refers? to|go to"
    r"|linked to|everything (?:is|went|was put)|contents?(?: is| are|:)|look (?:in|at|under|for)"
    r"|(?:is|are) in)\b|\bnew:"
)
"""Where somebody looked in vain, this tells where it is."""
_ARROW: Final = re.compile(
    r"\A[`\"')]{0,2}\s{0,8}(?:->|=>|-->|\u2192|\u27a1)\s{0,8}(?P<now>now:? )?"
)
_ARROW_MEANS: Final = re.compile(
    r"(?i)renam|mov(?:ed|ing)|replac|migrat|redirect|relocat|supersed|deprecat|301|308|obsolete"
    r"|new name|name change|change of (?:name|number|address)|re-?number|\bchanged?\b"
    rf"|\b(?:as of|as from|effective|with effect from|valid from|in force from|since) {DAY}"
)
_OTHER_CLAUSE: Final = re.compile(r"[(;]|\s{2,}")
"""What stands before it is said of something else: `--wait  until all are up (replaces --hold)`."""
_NEXT_CLAUSE: Final = re.compile(r"[.;,] ")
"""What stands behind it is not what the cue speaks of: `replaced by hand, restart web-2`."""
_IS_ADDRESS: Final = re.compile(r"\w[/.]\w")
_WHOSE: Final = re.compile(r"['\u2019]s\b")
"""`on web-2's rack` is something of it, and not it."""
_FRONT: Final = 160
_FAR: Final = 220
_REACH: Final = 70
"""Characters behind a cue in which the new name has to stand."""


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
        if may_only_be(before[-60:].rpartition("nstead of")[0]):
            return None
        return of_kind(name, after[:_REACH]) or last_of_kind(name, before)
    taken = _taken(name, near, after)
    if taken is not None:
        return taken
    backward = names_old(near)
    if backward is not None:
        named = _named_behind(name, backward[0], after)
        return _backward(name, near[: backward.start()], before, after, before_it, named)
    if OF.search(near) or (IS_NEW.search(near) and last_of_kind(name, before) is not None):
        return None
    return _behind_arrow(name, f"{before[-60:]} {before_it}", after) or _forward(
        name, before, after
    )


def _taken(name: str, near: str, after: str) -> Name | None:
    """What somebody put in its place, or the place to which what was in it was taken."""
    done = DONE_TO_IT.search(near)
    if done is not None and not may_only_be(near[-60:]):
        # A thing may be moved to another one; a file or a module is one at its new place.
        if done["moved"] and not _IS_ADDRESS.search(name):
            return None
        is_named = done["named"] or done["moved"]
        cue = (AFTER_NAMED if is_named else AFTER_EXCHANGED).match(after)
        return of_kind(name, after[cue.end() : cue.end() + _REACH]) if cue is not None else None
    if WHAT_WAS_IN.search(near):
        cue = AFTER_WHAT_WAS.match(after)
        return of_kind(name, after[cue.end() : cue.end() + _REACH], place=True) if cue else None
    if FROM.search(near) and not may_only_be(near[-80:]):
        cue = AFTER_FROM.match(after)
        new = of_kind(name, after[cue.end() :]) if cue is not None else None
        return new or _first(name, after, _PLACE_CUES, place=True)
    if IN_TRANSFER.search(near):
        cue = AFTER_FROM.match(after) if ALL_OF_IT.search(after) else None
        return of_kind(name, after[cue.end() : cue.end() + _REACH], place=True) if cue else None
    cue = AFTER_OUT_OF.match(after) if OUT_OF.search(near) else None
    if cue is None or may_only_be(near[-60:] + cue[0]):
        return None
    return of_kind(name, after[cue.end() : cue.end() + _REACH], place=True)


def _named_behind(name: str, said: str, after: str) -> Name | None:
    """The new one behind the old one: `replacement for A: B`, `the one formerly called A is B`."""
    cue = next((cue for words, cue in _BEHIND if words.search(said)), None)
    found = cue.match(after) if cue is not None else None
    new = of_kind(name, after[found.end() : found.end() + _REACH]) if found is not None else None
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
    return _named_at(name, after[start + arrow.end() :], is_renamed=bool(arrow["now"]))


def _forward(name: str, before: str, after: str, *, is_gone: bool = False) -> Name | None:
    called = _cue(name, before, after, _CALLED_CUE, is_gone=is_gone)
    if called is not None:
        new = _named_at(name, after[called : called + _REACH], is_renamed=True)
        if new is not None:
            return new
    new = _first(name, after, _PLACE_CUES, before=before, place=True)
    new = new or _first(name, after, (*_NAME_CUES, _IT_CUE), before=before, is_gone=is_gone)
    if new is None and (is_gone or is_over(before, after, party=is_party(name))):
        new = _first(name, after, (_NEW_ROLE,), before=before)
    if new is None and is_gone:
        new = _first(name, after, (_POINTS,), before=before, place=True, is_gone=True)
    return new or in_its_place(name, before, after, is_gone=is_gone)


def _first(
    name: str,
    after: str,
    cues: tuple[re.Pattern[str], ...],
    *,
    before: str = "",
    place: bool = False,
    is_gone: bool = False,
) -> Name | None:
    for sign in cues:
        at = _cue(name, before, after, sign, is_gone=is_gone)
        if at is not None:
            rest = after[at : at + _REACH]
            new = of_kind(name, rest, place=True) if place else _named_at(name, rest)
            if new is not None and not (
                _NEXT_CLAUSE.search(rest[: new.start]) or _WHOSE.match(rest[new.end :])
            ):
                return new
    return None


def _named_at(name: str, rest: str, *, is_renamed: bool = False) -> Name | None:
    """The new one in what follows a cue: one made like the old one, else the one named outright."""
    new = of_kind(name, rest, plain=is_renamed)
    if new is None or is_cut(rest, new):
        return outright(name, rest, is_renamed=is_renamed)
    return new


def _cue(
    name: str, before: str, after: str, sign: re.Pattern[str], *, is_gone: bool = False
) -> int | None:
    """Where the first such cue ends that is said of the name."""
    for match in sign.finditer(after):
        between = after[: match.start()]
        is_clear = is_gone or sign in _PLACE_CUES or sign is _IT_CUE
        if not is_clear and not _ITSELF.search(between):
            continue
        if may_only_be(f"{before[-30:]} \x1f {between}"):
            return None
        if of_kind(name, between) is None:
            return match.end()
    return None
