"""
What is to be used where a thing is over: after `use`, with `instead`, or in a clause beside it.

Pure. What is used today only, while the other one is cleaned, stands in nobody's place.
"""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from core.dreams.extract.fates.doubts import is_for_now, is_planned, may_only_be
from core.dreams.extract.fates.endings import is_over, is_party
from core.dreams.extract.fates.ends import ENDED
from core.dreams.extract.fates.former import names_old
from core.dreams.extract.fates.missing import is_missing
from core.dreams.extract.fates.moves import KIND, SIGN
from core.dreams.extract.names.likeness import Name
from core.dreams.extract.names.named import of_kind

_INSTEAD: Final = re.compile(
    r"(?i)\b(?:use|in favou?r of|try|see|order|take|choose|ask|call|write (?:to|in)|go to"
    r"|send \w+ to|switch to|contact|fill in|run|book(?: \w+)? (?:on|at|in)|look (?:in|at|under)"
    r"|work (?:to|with|from)|(?:find|get|fetch|collect) (?:it|them) (?:in|at|on|from)|refer to"
    r"|turn to|declare with|apply|follow|prefer|pick|read|(?:send|set|pass|specify"
    r"|supply)(?= [`\"']?-?[\w$]*[-_\w])|cf\.?|instead:?|migrate to|move to"
    r"|upgrade to|pay (?:in)?to|install)\b"
)
"""These name the new one where the old one is over, or with "instead" behind it."""
_IS_OVER: Final = re.compile(
    rf"(?i)\b(?:{ENDED}|deprecated|removed|gone|retired|obsolete|discontinued|withdrawn|outdated"
    r"|abolished|no longer|not (?:\w+ ){0,3}any ?(?:more|longer)|ceased|not (?:valid|supported"
    r"|accepted|allowed|read)|invalid|empty"
    r"|emptied|closed|void|not (?:here|there|present|found)|nothing (?:here|there|left)|expired"
    r"|lapsed|superseded|replaced|phased out|blocked|banned|disabled|dropped|off the (?:list"
    r"|market)|end[- ]of[- ]\w+|stopped|cleared|does(?: not|n't) exist|ended|legacy|archived"
    r"|refused|rejected|out of (?:use|print|service|force|date)|unstaffed|vacant|unused|unmanned"
    r"|unsupported"
    r"|unmaintained|pulled down"
    r"|left(?= (?:us|the|our|this)\b| ?[,.;)]| ?\Z))\b"
)
_HAS_MOVED: Final = re.compile(r"(?i)\bmoved\b")
_TAKES_OVER: Final = re.compile(
    r"(?i)\A[`\"')]{0,2},? (?:\w+ )?(?:is|was|has|have|created|built|added|installed|appointed"
    r"|named|hired|opened|took|takes|steps?|stepped|covers?|applies"
    r"|does|serves?|stands? in|succeeds?|replaces?|inherits?|handles?|comes?|came"
    r"|holds?)\b[^.;\n]{0,40}?\b(?:over|instead|place|stead|in for|succe\w+|replace\w*|it"
    r"|its (?:work|job|role)|now|from now on|(?:in|into) (?:force|use|effect))\b"
)
"""Behind a name, where another one of its kind is over."""
_IN_ITS_PLACE: Final = re.compile(r"(?i)\binstead\b|\bin (?:its|their|his|her) (?:place|stead)\b")
_PLEASE: Final = re.compile(r"(?i)\bplease\b")
_MUST: Final = re.compile(
    r"(?i)\b(?:must|should|shall|(?:have|has|need|needs|ought|is|are) to)\b(?! (?:not|never|no)\b)"
)
_TO_BE_USED: Final = re.compile(
    r"(?i)\b(?:to|must|shall) be used\b(?! (?:for|from|when|if|until)\b)"
)
_IS_OTHER: Final = re.compile(
    r"(?i)\A[`\"']?:? (?:is|are|serves as|has become|became|houses|holds) (?:an? |the |used "
    r"|full |for )[^.;\n]{2,50}?(?: now| since)\b|\A[`\"']? (?:is|are) now (?:an? |used |for )"
)
"""It is there, and something else than it was."""
_CLAUSE: Final = re.compile(
    r"\sand\s(?=[^.;,\n]{2,40} (?:(?:is|are|has|have) to|must|shall) be used\b)|"
    r"[.;](?=\s|\Z)|,\s|\s[-\u2013\u2014]{1,2}\s"
    r"|\s\((?!(?:from|since|as of|now|valid from|in force)\b)"
)
_NOW: Final = re.compile(
    r"(?i)\b(?:now|nowadays|from (?:now|then|here|today) on|henceforth|since|as of|in future"
    r"|from \d{4}-\d\d-\d\d)\b"
)
_NOW_GONE: Final = re.compile(
    r"(?i)\b(?:gone|removed|down|dead|out|closed|retired|too|also|likewise|as well)\b"
)
_APPLIES: Final = re.compile(
    r"(?i)\A[`\"')]{0,2} (?:applies|counts|holds|rules|(?:is )?(?:used|valid|in (?:force|use"
    r"|service)|current"
    r"|the (?:one|new))|(?:is|are|has|have) to be used|(?:must|shall) be used|does (?:it|this"
    r"|that|the job)|takes (?:its|the) place)\b"
)
_GOES_BY: Final = re.compile(
    r"(?i)(?:\A\s{0,3}(?:new|next|successor|follow-?up|replacement|alternative)(?: \w+)?:"
    r"|\A\s{0,3}(?:please |so |then |just |and |but |we |they |you )?(?!was |were |has |had |is "
    r"|are |new |old |the |an? |one |other |more )[a-z]{3,14}(?: \w{2,10})? (?:by|on|in|from|to"
    r"|with|at|under|via|through)|\b(?:hangs?"
    r"|is|are|comes?|goes?|takes? place|lies?|stands?|runs?|lives?|sits?|happens?|held|done|made"
    r"|kept|stored|found|bought|printed|sent|booked|used) (?:by|on|in|from|to|with|at|under|via"
    r"|through)|\A\s{0,3}(?:and |the |our )?(?:new|next)"
    r"|\A\s{0,3}please [^.;,\n]{3,40}? (?:by|on|in|at|to|with|via|through)|\b(?:recommended"
    r"|suggested|current"
    r"|valid|in (?:force|use))(?: \w+)?(?: is|:)"
    rf"|\b(?:contact|ask|use|see|take|order|choose)) {KIND}{SIGN}\Z"
)
"""How such a clause leads to the name: `bake by`, `exams take place in`, `recommended:`."""
_ASIDE: Final = re.compile(
    r"(?i)\b(?:parts?|pieces|like|also|together|same|unlike|than|and|or|not|sold|given|lent|back"
    r"|copied|copy|between|next|near|beside|behind|above|below|ticket|case|see also)\b"
)
_NO_LONGER: Final = re.compile(
    r"(?i)\b(?:no longer|(?P<no>not)|stopped|used to) (?P<verb>[a-z]{2,14})"
    r"(?P<way>(?: (?:from|with|on|in|to|for|by|at|through|via))?)(?: (?:the|our|its))?(?:"
    r" [a-z]{2,14})?"
    r" [`\"']?\Z"
)
_ANY_MORE: Final = re.compile(r"(?i)[`\"')]{0,2} any ?(?:more|longer)\b")
_ONE_WORD: Final = re.compile(r"(?:[a-z]{3,14} [`\"']?)?")
"""What kind of thing it is, in front of its name."""
_MOST_VERBS: Final = 4
_FRONT: Final = 160
_FAR: Final = 220
_REACH: Final = 70
"""Characters behind a cue in which the new name has to stand."""


def in_its_place(name: str, before: str, after: str, *, is_gone: bool) -> Name | None:
    """What is to be used where the old thing is over."""
    is_gone = is_gone or is_over(before, after, party=is_party(name)) or is_missing(before, after)
    if is_for_now(after):
        return None
    for match in _INSTEAD.finditer(after):
        between = _PLEASE.sub("", after[: match.start()])
        rest = after[match.end() : match.end() + _REACH]
        is_meant = (
            is_gone
            or _IS_OVER.search(f"{before[-60:]} {between}") is not None
            or _IN_ITS_PLACE.search(rest) is not None
            or _HAS_MOVED.search(between) is not None
        )
        if is_meant and not may_only_be(f"{before[-30:]} \x1f {between}"):
            new = of_kind(name, rest)
            if new is not None:
                return new
    done_now = _by_verb(name, before, after)
    if done_now is not None:
        return done_now
    if is_gone or _is_over_here(f"{before[-60:]} {after}") or _IS_OTHER.match(after):
        # The clause of the thing itself says that it is over, the next one what is used now.
        behind = _by_clause(name, _CLAUSE.split(after)[1:])
        return behind or (_by_clause(name, _CLAUSE.split(before)[:-1]) if is_gone else None)
    return None


def _is_over_here(text: str) -> bool:
    over = _IS_OVER.search(text)
    return over is not None and not is_planned(text[: over.start()][-_REACH:])


def _by_verb(name: str, before: str, after: str) -> Name | None:
    """What somebody does now where they did it before: `no longer uses A but B`, `it uses B`."""
    said = _NO_LONGER.search(before[-_FRONT:])
    if said is None or (said["no"] and not _ANY_MORE.match(after)):
        return None
    again = re.compile(
        rf"(?i)(?:\A[`\"')]{{0,2}}(?: any ?(?:more|longer))?,? but(?: only)?"
        rf"|\b{_stem(said['verb'])}(?:e?s|ing|e)?)(?: now)?{said['way']} (?:the |our |its )?{SIGN}"
    )
    for match in islice(again.finditer(after[:_FAR]), _MOST_VERBS):
        new = of_kind(name, after[match.end() : match.end() + _REACH])
        between = after[: match.start()]
        if (
            new is not None
            and _ONE_WORD.fullmatch(after[match.end() : match.end() + new.start])
            and not may_only_be(between)
            and of_kind(name, between) is None
        ):
            return new
    return None


def _stem(verb: str) -> str:
    """A verb without its ending: `uses` and `using` are both of `us`."""
    return re.sub(r"(?:ing|es|s|e)\Z", "", verb.lower()) if len(verb) > 3 else verb.lower()


def _duty_done(clause: str) -> str:
    """A clause without what asks for the new one: it is in use, or nobody would have to use it."""
    clause = _PLEASE.sub("", clause)
    is_duty = _IN_ITS_PLACE.search(clause) or _TO_BE_USED.search(clause)
    return _MUST.sub("", clause).replace(" be used", "") if is_duty else clause


def _by_clause(name: str, clauses: Sequence[str]) -> Name | None:
    """The one that a clause beside it says to be in use, where the old thing is over."""
    for clause in clauses:
        new = of_kind(name, clause)
        if new is None or may_only_be(_duty_done(clause)):
            continue
        front, behind = clause[: new.start], clause[new.end :]
        if _ASIDE.search(front) or names_old(front):
            continue
        if (
            _IN_ITS_PLACE.search(clause)
            or (_NOW.search(clause) and not _NOW_GONE.search(clause))
            or _TAKES_OVER.match(behind)
            or _APPLIES.match(behind)
            or _GOES_BY.search(front)
        ):
            return new
    return None
