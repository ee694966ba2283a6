"""
Whether a line says of a thing that it is no more.

Pure. The thing has to be the subject, or follow the verb: what was removed from it, or what it
removed itself, is another matter.
"""

import re
from typing import Final

from core.dreams.extract.fates.doubts import is_for_now, is_planned, is_undone, may_only_be
from core.dreams.extract.fates.ends import CLOSED, DAY, DOWN, ENDED, ENDS, HAS, IDLE, OVER, THING
from core.dreams.extract.fates.missing import NOT_THERE_BEFORE
from core.transcripts.fields import words

_JOINT: Final = re.compile(
    r"\A[`\"']?(?P<near>\s?[(][^()\n]{1,40}[)]:?\s+|\s?:\s+|\s?[(]|\s(?:-{1,2}|[\u2013\u2014])\s"
    r"|,?\s(?!\s|\|))|(?P<cell>\s{1,8}# |\s{2,}|\t|\s?\|\s?)|(?P<next>[.;,:(]\s*|[)]:?\s|\s-{1,2}\s"
    r"|\s[\u2013\u2014]\s)"
)
_OVER_HERE: Final = re.compile(
    rf"\s{{0,24}}(?:(?:[Ii]t|[Tt]his|[Tt]hat|which|[Tt]hey|these|[Tt]he|{DAY}[\w-]{{0,12}}:?"
    rf"|(?:[Ss]tatus"
    rf"|[Ss]tate)(?::| is| ?=)"
    rf"|(?:[a-z]+(?:ed|s)|broke|fell|burst|sank|went)(?: (?:down|out|apart|over|off|completely"
    rf"|(?:on|in) {DAY}[\w-]{{0,12}})){{0,3}} and"
    rf"|(?:deprecated|outdated|obsolete|legacy|old)[,;:]) )?{THING}(?i:{OVER})"
)
_SO_FAR: Final = re.compile(
    r"(?i)\A[`\"']?: no [a-z]+\b|no such|not found|\bunknown|no longer|not any ?more|\bnot (?:in"
    r"|on|here|there|known"
    r"|valid|present|registered|active|a )|does(?: not|n't) exist|\bno (?:\w+ )?(?:host|record"
    r"|entry|\w+ (?:named|called))\b|\bnobody|\bno one|\bempty|\bthere is no |\bno \w+ \Z|\bno \Z"
    rf"|\boff the \w+|\b(?:lifted|raised|hauled|towed|craned|winched|dug|carted)(?: (?:out|up|off"
    rf"|away|ashore|in))? (?:on |in )?{DAY}|\b(?:{ENDED}|{ENDS}|{CLOSED}|{DOWN}|{IDLE})\b"
)
"""It was said already that it is not there: then the next clause says why."""
_OF_ANOTHER: Final = re.compile(
    r"(?i)\b(?:of|on|in|to|from|for|with|at|about|via|through|under|behind|near|against|into"
    r"|inside|between|than|like|or|not|by)(?: (?:the|our|a|its|this))?(?: (?!now\b|last\b|first\b"
    r"|once\b|good\b|present\b)[a-z]{2,20})? ?[`\"'(]?\Z"
)
_WAS_OVER: Final = re.compile(
    r"(?i)(?:\A|[.:;,(|\u2014]\s{0,4}|\s{2,}|\d{4}-\d\d-\d\d "
    r"|\b(?:we|they|has|have|were|was|it) |[-*] )"
    r"(?:(?:have|has|now|finally|just) )?"
    r"(?:removed|deleted|retired|decommissioned|discontinued|dismantled"
    r"|abolished|revoked|shut ?down|scrapped|withdrew|withdrawn|terminated|cancell?ed|demolished"
    r"|sold|wrote off|written off|purged|wiped|banned|closed down|dropped|gone"
    r"|no more):? (?:the )?(?:old |former )?(?:(?!(?:to|into|onto|over|in|on|at|from|by|for|with|as"
    r"|of|and|or|under|via|through|off|out)\b)[a-z]+ )?[`\"']?\Z"
)
_STRUCK: Final = re.compile(
    r"(?i)\b(?:struck|crossed|taken|took|removed|dropped) (?:the )?(?:(?!(?:to|in|on|at|from|by|for"
    r"|with|as|of)\b)[a-z]+ )?[`\"']?\Z"
)
_OFF_LIST: Final = re.compile(
    r"(?i)\A[`\"']? (?:off|from|out of) (?:the |our |its )?(?:[a-z]+ )?(?:lists?|registers?|books"
    r"|catalogues?|range|menu|programme|inventory|stock|market)\b"
)
"""`They struck A off the list`."""
_NONE_NOW: Final = re.compile(
    r"(?i)\b(?:(?:no longer|not) (?:in (?:force|use|service|stock|print|production)|valid"
    r"|available|supported|used|accepted|made|offered|sold)(?: any ?more| any longer)?:"
    r"|no longer (?:accept|support|use|carr(?:y|ie)|stock|sell|make|offer|have|produce|print"
    r"|publish|ship|list|need|buy|order|work with)(?:s|ing|es)?|stopped (?:using|buying(?: from)?"
    r"|selling|making|ordering(?: from)?|accepting|supporting"
    r"|working with)) (?:the )?(?:\w+ )?[`\"']?\Z"
)
_BOND: Final = (
    r"(?:contract|agreement|cooperation|partnership|relationship|subscription|membership|deal)"
)
_WITH: Final = re.compile(rf"(?i)\b{_BOND} (?:with|at) (?:the )?(?:firm |company )?\Z")
_BOND_ENDED: Final = re.compile(
    r"(?i)\A[`\"']?:? (?:(?:has|have|had|was|is|been|now) ){0,3}(?:terminated|cancell?ed|ended"
    r"|expired"
    r"|lapsed|run out|ran out|not (?:been )?renewed|dissolved)\b"
)
_ENDED_BOND: Final = re.compile(
    rf"(?i)\b(?:terminated|cancell?ed|ended|dissolved|gave up|quit) (?:the |our )?{_BOND} with"
    rf" (?:the )?\Z"
)
_RENEWED: Final = re.compile(
    r"(?i)(?<!not )(?<!not been )\brenew|\bextended|\bnew (?:one|contract)|signed|goes on|continu"
    r"|monthly|until cancel"
)
"""One contract ended, and another one began."""
_NO_LONGER_DOES: Final = re.compile(
    rf"(?:[`\"']?[:,]?\s(?:it |they )?{HAS}(?:no longer|stopped|never again) \w{{3,14}}(?:s"
    r"|ing)?\b|[`\"']?[:,]?\s(?:is |are )?no longer (?:an?|our|one of (?:our|the)) \w{3,20}\b"
    r"|[`\"']?[:,]?\s(?:does|do) not \w{3,14}\b[^.;,\n]{0,30} (?:any ?more|any longer))",
    re.IGNORECASE,
)
"""Of a firm or a person: what they did for us they do no more."""
_LEFT: Final = re.compile(
    rf"(?i)[`\"']?[:,]?\s{HAS}left (?:the|our|this|us)(?: (?!meeting|room|call|building|door|key"
    rf"|site|ship|scene)[a-z-]{{3,20}})?(?: (?:on|in|as of|since|by|at the end of))? (?:the )?{DAY}"
)
"""`Helga Sand left the bank on 2026-09-30`."""
_WHOSE: Final = re.compile(
    r"(?i)(?:\A|[.;,:(]\s{0,4}|\s{2,})(?P<who>[^\s.;,:()][^.;,:()\n]{0,60}?) (?:now |has |have"
    r" )?(?:no longer"
    r" (?P<verb>[a-z]{2,14})|(?:does|do) not (?P<denied>[a-z]{2,14})|(?:has |have )?stopped"
    r" (?P<ceased>[a-z]{2,12}ing))(?P<way>(?: (?:from|with|on|in|to|for|by|at|through|via))?)"
    r"(?: (?:the|our|its))?(?: [a-z]{2,14})? [`\"']?\Z"
)
_PROVIDES: Final = re.compile(
    r"(?i)accept|support|stock|sell|mak|offer|produc|print|publish|list|ship|provid|serv|issu"
    r"|recogni"
    r"|maintain|carr|deliver|distribut|know|tak(?:e|ing)"
)
"""What nobody hands out, or takes, any more is over for all: `the registry no longer accepts X`."""
_ANYBODY: Final = words(
    "we they it you i nobody one this that which who he she all everybody everyone nothing"
)
_WAS_IT: Final = re.compile(
    rf"(?i)[`\"')]{{0,2}}(?:\Z|[.,;)(:]|\s{{2,}}|\s[(]|\s(?:{DAY}|(?:on|since|as of|in) {DAY}"
    r"|for good|permanently|from (?:service|use|(?:the |our )?(?:inventory|site|list|register"
    r"|catalogue|stock|market|range|farm|fleet|network|programme|system|records?|books|plan))))"
)
_CERTAIN: Final = re.compile(rf"(?i)\b(?:{ENDED})\b")
_NO: Final = re.compile(r"(?i)\b(?:no|not|n't|without)\b[^.;:]{0,40}\Z")
_NOTED: Final = re.compile(
    r"(?i)\b(?:alert|alarm|silence|comment|note|lock|reminder|annotation|snapshot|backup|copy"
    r"|session"
    r"|warning|notification|message)s? [`\"'(]?\Z"
)
"""`Alert X removed`: what was said or made of it left, and not the thing."""
_FOR_SOME: Final = re.compile(
    r"(?i)\A[`\"')]{0,2} (?:for|in|on|at|as|to|with|when|if|during|inside|from|by) (?!good\b"
    r"|ever\b|us\b"
    rf"|any\b|service\b|use\b|now\b|of\b|\d|{DAY})"
)
"""`We no longer use X for tests`: for the rest it may be used."""
_ANY_MORE: Final = re.compile(r"(?i)[`\"']? any ?(?:more|longer)\b")
_FRONT: Final = 160
"""Characters in front of a name that are looked at; its verb is not further away."""
_REACH: Final = 200


def is_party(name: str) -> bool:
    """Whether a name may be that of a person or a firm: of several words, with a capital."""
    return " " in name and name[:1].isupper()


def is_over(before: str, after: str, *, party: bool = False) -> bool:
    """
    Whether the thing between these two pieces of a line is said to be no more.

    Args:
        before: What stands in front of its name.
        after: What stands behind it.
        party: It is a firm or a person: gone is who no longer does what they did.
    """
    before = before[-_FRONT:]
    if is_undone(before[-60:]) or is_undone(after[:_REACH]):
        return False
    is_off = _STRUCK.search(before) and _OFF_LIST.match(after)
    if is_off or (_WAS_OVER.search(before) and _WAS_IT.match(after)):
        return not may_only_be(before[-60:])
    is_denied = _NONE_NOW.search(before) or (_NO.search(before) and _ANY_MORE.match(after))
    is_none_now = is_denied and not _FOR_SOME.match(_ANY_MORE.sub("", after[:_REACH], count=1))
    if is_none_now or (party and _parted(before, after)):
        return True
    is_of_another = _OF_ANOTHER.search(before) and not NOT_THERE_BEFORE.search(before)
    if is_of_another or _NOTED.search(before):
        return False
    end = (_NO_LONGER_DOES.match(after) or _LEFT.match(after)) if party else None
    end = end or _end_of(before, after)
    if end is None or (is_for_now(after[:_REACH]) and not _CERTAIN.search(end[0])):
        return False
    return not may_only_be(f"{before[-40:]}\x1f{after[: end.end()]}")


def _parted(before: str, after: str) -> bool:
    """Whether a contract with a firm is said to have come to its end."""
    if _RENEWED.search(after[:_REACH]) or may_only_be(before[-60:]) or is_planned(after[:_REACH]):
        return False
    if _WITH.search(before) and _BOND_ENDED.match(after):
        return True
    return _ENDED_BOND.search(before) is not None and _WAS_IT.match(after) is not None


def whose_end(before: str, after: str) -> str:
    """Who has no more to do with it, where it is over for that one: `web no longer uses X`."""
    found = _WHOSE.search(before[-_FRONT:])
    if found is None or (found["denied"] and not _ANY_MORE.match(after)):
        return ""
    if _PROVIDES.match(found["verb"] or found["denied"] or found["ceased"]):
        return ""
    who = found["who"].strip("`\"' ")
    return "" if who.lower().rpartition(" ")[2] in _ANYBODY else who


def _end_of(before: str, after: str) -> re.Match[str] | None:
    """What says behind a name that the thing has come to its end."""
    for joint in _JOINT.finditer(after[:_REACH]):
        said = after[: joint.start()]
        if joint["next"] is not None and not _SO_FAR.search(f"{before[-40:]}{said}"):
            continue
        # `X (gone in May) held it` has it in brackets, `X (the old one) died` behind them.
        inside = after.find("(", joint.start(), joint.end()) + 1
        end = _OVER_HERE.match(after, joint.end()) or (
            _OVER_HERE.match(after, inside) if inside else None
        )
        if end is not None:
            return end
    return None
