"""
What stands behind a cue that is said of a name, and of nothing that stands between them.

Pure.
"""

import re
from typing import Final

from core.dreams.extract.fates.cues import IT_CUE, PLACE_CUES
from core.dreams.extract.fates.doubts import may_only_be
from core.dreams.extract.fates.ends import THINGS
from core.dreams.extract.names.likeness import Name
from core.dreams.extract.names.named import of_kind
from core.dreams.extract.names.outright import is_cut, outright

_ITSELF: Final = re.compile(
    r"(?i)(?:\A|[.;:,(|\u2014\u2013-]|\s{2})\s{0,8}(?:(?:\"?'?`?[)]|it|this|that|which|they"
    r"|everything|all|contents?|and|but|then|so|has|have|had|is|are|was|were|been|being|now|since"
    rf"|recently|permanently|already|officially|meanwhile|also|will|got|gets|the|its|their|his"
    rf"|her|our|old"
    rf"|{THINGS}|(?:his|her) [a-z]{{3,14}}(?: [a-z]{{3,14}})?|(?:this|that) [a-z]{{3,14}})\s"
    r"|(?:on )?[\d-]{8,10}:?\s"
    r"|(?:since|as of) (?:version )?v?\d[\d.]{0,9},?\s){0,6}\Z|\A[`\"')]{0,2}\Z"
    r"|\b(?:and|but|then)(?: (?:is|are|was|were"
    r"|has|have"
    r"|been|then|now)){0,3} \Z|\b(?:the )?same \w{2,14}(?: (?:is|was|has been|has|now"
    r"|got)){0,2} \Z"
)
"""Between a name and what is said: nothing else of which it could be said."""
_NEXT_CLAUSE: Final = re.compile(r"[.;,] ")
"""What stands behind it is not what the cue speaks of: `replaced by hand, restart web-2`."""
_WHOSE: Final = re.compile(r"['\u2019]s\b")
"""`on web-2's rack` is something of it, and not it."""
_MADE_ON: Final = re.compile(
    r"(?i)\w{2,} (?:on|over|upon|against|above|using|via|inside|within|behind)"
    r"(?: (?:the|a|an|our|its))? [`\"']?\Z"
)
"""`is now two tests on stg_pos`: what the tests are on is not what it became."""
REACH: Final = 70
"""Characters behind a cue in which the new name has to stand."""


def first_behind(
    name: str,
    after: str,
    cues: tuple[re.Pattern[str], ...],
    *,
    before: str = "",
    place: bool = False,
    is_gone: bool = False,
) -> Name | None:
    """
    What stands behind the first of these cues that is said of a name.

    Args:
        name: What the line speaks of.
        after: The line behind it.
        cues: What to look for, the best first.
        before: The line in front of it.
        place: It is a place to which the thing, or what was there, was taken.
        is_gone: That it is not there was said already.
    """
    for sign in cues:
        at = end_of_cue(name, before, after, sign, is_gone=is_gone)
        if at is not None:
            rest = after[at : at + REACH]
            new = of_kind(name, rest, place=True) if place else named_at(name, rest)
            if new is not None and not (
                _NEXT_CLAUSE.search(rest[: new.start])
                or _WHOSE.match(rest[new.end :])
                or (not place and _MADE_ON.search(rest[: new.start]))
            ):
                return new
    return None


def named_at(name: str, rest: str, *, is_renamed: bool = False) -> Name | None:
    """The new one in what follows a cue: one made like the old one, else the one named outright."""
    new = of_kind(name, rest, plain=is_renamed)
    if new is None or is_cut(rest, new):
        return outright(name, rest, is_renamed=is_renamed)
    return new


def end_of_cue(
    name: str, before: str, after: str, sign: re.Pattern[str], *, is_gone: bool = False
) -> int | None:
    """Where the first such cue ends that is said of the name."""
    for match in sign.finditer(after):
        between = after[: match.start()]
        is_clear = is_gone or sign in PLACE_CUES or sign is IT_CUE
        if not is_clear and not _ITSELF.search(between):
            continue
        if may_only_be(f"{before[-30:]} \x1f {between}"):
            return None
        if of_kind(name, between) is None:
            return match.end()
    return None
