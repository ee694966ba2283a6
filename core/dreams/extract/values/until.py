"""
Until which day a text says that it holds, and which day it announces, in the usual wordings.

Pure. A day without its year is read as the last one of that name, of which nobody can be sure.
"""

import re
from datetime import date
from typing import Final, NamedTuple

from core.dreams.extract.language.calendar_names import CAPITAL_MONTH, MONTH_BEGUN
from core.dreams.extract.language.clauses import sentences_of
from core.dreams.extract.values.days import DAY, MONTH, days_in, month_ends_in

_ENDING = (
    r"(?:expires?|ends?|lapses?|runs? out|stops?|is over|closes?|finishes|is due|falls due"
    r"|goe?s? (?:back|home)|lifts?|is lifted|comes? (?:back|off|down|home)|and back"
    r"|expected back|resumes?|reopens?|goes away|(?:is|are) (?:gone|back)"
    r"|terminates?|is void"
    r"|leaves?|(?:has|have) to be (?:back|returned|done|in|gone|out)|(?:must|should) be (?:back"
    r"|returned|done|in|gone|out))"
)
_WHAT_FOR = (
    r"(?:finish|complete|submit|hand in|apply|register|sign up|reply|respond|answer|return|book"
    r"|enrol|order|renew|file|pay|send|bring back|give back|vote|comment|object|appeal|claim|enter"
    r"|nominate|propose|confirm|choose|decide)"
)
"""What somebody has to have done by a day."""
_UNTIL: Final = re.compile(
    r"(?i)(?:\b(?:until|'?till|through|thru|up (?:to|until|till)|as long as it is before|(?:no"
    r"|not) later than|(?:at|on) the latest(?: on| by)?|only (?:to|before)"
    r"|for the last time on)"
    rf"|\b{_ENDING}(?: again)?(?: on| at| by| after| with| as of)?|\b(?:valid|open|good|allowed"
    r"|frozen|ours|in force|booked|rented|hired|reserved|closed|extended|runs?|lasts?|effective"
    r"|available|accepted|suspended|holds?|stays?|applies|counts?|leave|holiday|vacation|loan|freeze|period|window"
    r"|phase"
    r"|from (?:now|today)) (?:(?:on|for|only) )?(?:to|until|through|till)|\bnot after|\b(?:last"
    r"|final|closing|end|due|expiry|return|cut-?off)[ -](?:day|date|call|order)(?: is| for it is"
    r"|:)?|\b(?:deadline|cut-?off|expiry|expiration)(?: is|:| on)?|\b(?:ends|end|over|expiry"
    r"|expires|until|due):|\b(?:remove|delete|drop|forget|ignore|revert|undo|take (?:this"
    r"|it) (?:out|down|back))(?: it| this| that| the note| this note)? (?:after|from|on|by)"
    r"|\b(?:nothing|nobody|no [\w-]+|not|never|don't|frozen|freeze|closed|embargo\w*"
    rf"|only)\b[^.;\n]{{0,60}} before|\bfrom {DAY} (?:to|until|through|till|-)|\bbetween {DAY} and"
    rf"|(?:\A|[.,;:(] ?|\b(?:please|must|and|should|to) ){_WHAT_FOR}\b[^.;\n]{{0,50}}?"
    r" (?:by|before)|\b(?:to|for|of|on|only) (?:[a-z-]+ ){1,3}[a-z]+(?:ed|en|t) (?:by|before|until"
    rf"|up to)) (?:and including )?(?:at )?(?:(?:the )?(?:end|close|night|evening|morning|afternoon"
    rf"|noon|midnight) (?:of|on) )?(?:the )?(?P<day>{DAY}|{MONTH})"
)
_OF_THEN: Final = re.compile(
    rf"(?i)\A\W{{0,4}}(?:(?!(?:is|are|be|has|have|stays?|remains?) )[\w-]+ ){{1,5}}"
    rf"(?:until|till|up to|by|before) {DAY} (?!is over)(?:ha(?:ve|s)|is|are|needs?|keeps?|stays?"
    r"|gets?|uses?|carr(?:y|ies)|must|may|can|will|do|does|still)\b"
)
"""`Houses built until 1950 have no lift`: so they stay, whatever day it is."""
_LAST_DAY = r"(?:last|final|closing) (?:day|date|call)"
_CALLED_LAST: Final = re.compile(
    rf"(?i)(?:\A\W{{0,4}}(?P<first>{DAY})(?: is|:)(?: also)? (?:the |our |your )?(?:very )?"
    rf"{_LAST_DAY} (?:to|for|of|on)\b|\b(?:{_LAST_DAY}|deadline|cut-?off) (?:to|for|of|on which)\b"
    rf"[^.:;\n]{{2,60}}(?:: | is )(?P<day>{DAY}))"
)
"""`2026-02-20 is the last day for complaints`, `deadline for complaints: 2026-02-20`."""
_WAS_VALID: Final = re.compile(
    r"(?i)\b(?:was|were) (?=(?:only |still )?(?:valid|good|redeemable|usable|bookable|in (?:force"
    r"|effect)"
    r"|effective|applicable) (?:only )?(?:up )?(?:until|till|to|through)\b)"
)
"""What it was good for is over; that it once was tells no history."""
_TILL_OVER: Final = re.compile(
    rf"(?i)\b(?:window|outage|downtime|drill|cut-?over|inspection|stocktaking)\b[^:.;\n]{{0,40}}:"
    rf" (?P<day>{DAY})[^.;\n]{{0,80}}?\b(?:until|till) (?:it|this|that) is (?:over|done|finished)\b"
)
"""`Maintenance window: 2026-09-12 22:00, freeze until it is over`; it takes no more than a day."""
_NEXT: Final = re.compile(
    r"(?i)\b(?:the |our )?next(?: (?!after\b|before\b|since\b|until\b|to\b|from\b|than\b|day\b)"
    r"[a-z][\w-]{1,20}){0,4}(?: is| are| will be| takes? place| on| for|:)"
    rf"(?: (?:due|scheduled|planned|held))?(?: (?:on|for))?(?: the)? (?P<day>{DAY})"
)
"""`The next training is on 2026-11-05`: on the day after that another one is the next."""
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
"""No day is without one; most entries name none."""
_TILL_THEN: Final = re.compile(
    r"(?i)\b(?:until|till|up to|before|by|as long as|through) (?:then|that (?:day|date))\b"
)
"""Another sentence that is about the time until then."""
_GOES_WITH: Final = re.compile(
    r"(?:So|Therefore|Hence|Because|Reason:|It|They|This|That|These|The (?:(?:special|new|present"
    r"|temporary|whole) )?(?:order|rule|limit|limitation|restriction|ban|block|freeze|embargo"
    r"|measure|instruction|regulation|exception|exemption|waiver|arrangement|closure|diversion"
    r"|detour|regime|workaround|stopgap)s?)\b"
)
"""So begins a sentence that is about what the other one says."""
_AFTERWARDS: Final = re.compile(
    r"(?i)(?<!till )(?<!until )(?<!up to )(?<!before )(?<!by )\b(?:then|after (?:that|this|which)"
    r"|afterwards|thereafter|from then on|from that day on|(?<=[;,] )now)\b[:,]? (?!forget|drop"
    r"|delete|remove|ignore|it is over|nothing|back\b|as usual|normal|(?:it|they|that|this|we|all)"
    r" (?:goes?|has to go|have to go|must go|comes?|is|are|will be|ends?|stops?|leaves?|expires?"
    r"|closes?)(?: (?:back|away|off|out|over|down|home|gone|returned|removed|closed|void|taken"
    r"|finished))?(?: to [\w ]{2,30})?\s*(?:[.;,)]|\Z)|(?:goes?|comes?) (?:back|away|off|out"
    r"|down)\b|(?:it|they|that|this|these|those) (?:is|are|will be|gets?) (?:refused|rejected"
    r"|declined|ignored|blocked|denied|turned (?:away|off|down)|switched off|shut (?:off|down)"
    r"|removed|deleted|dropped|void|invalid|gone|no longer)\b)\w"
)
_GOES_ON: Final = re.compile(
    r"(?i)\b(?:renews?|(?<!being )renewed|extends|prolonged|rolls? over|automatically|each year"
    r"|unless|or later|at the earliest)\b"
)
"""It is not over on that day, or something else holds from then on."""
_GIVEN: Final = re.compile(
    r"(?i)\b((?:to|for|of|on|only) (?:[a-z-]+ ){1,3})[a-z]+(?:ed|en|t) (?=(?:by|before|until"
    rf"|up to) {DAY})"
)
"""`losses notified by 2026-03-01`: that they were notified says nothing of the past."""
_HIRED: Final = re.compile(
    r"\A\W{0,3}[A-Za-z]+ed (?!the|a|an|our|all|its|it|them|this|that|these|his|her|my|up|out|to"
    r"|from|for|by|on|in|at|with)(?=[a-z])"
)
"""`Hired tools are ours until ...`: so they are called."""
_STATE: Final = re.compile(
    r"(?:\A|(?<=[a-z0-9`,:;)] ))(?<!we )(?<!they )(?<!who )(?i:accepted|allowed|permitted"
    r"|extended|granted|reserved|booked|rented|hired|leased|borrowed|loaned|blocked|closed"
    r"|limited|restricted|reduced|suspended|postponed|delayed|paused|waived|capped|rationed"
    r"|doubled|halved|raised|lowered|guaranteed|required|needed|expected|planned|scheduled"
    r"|covered|disabled|enabled|muted|pinned|locked|tolerated|supported|approved|exempted"
    r"|authori[sz]ed|diverted|redirected|routed|staffed|discounted|subsidi[sz]ed)\b"
)
"""What is so until a day, said without its verb: `old forms accepted until ...`."""
_NO_YEAR: Final = re.compile(
    rf"(?<![\w./-])(?:[0-3]?\d(?:st|nd|rd|th|\.)? (?:of )?{CAPITAL_MONTH}\b\.?"
    rf"|{CAPITAL_MONTH}\b\.? [0-3]?\d(?:st|nd|rd|th)?)(?![\w-]|[,.]? (?:19|20)\d\d)"
)
_SEASON: Final = re.compile(rf"(?i)\bfrom (?:the )?(?:\d{{1,2}}|{MONTH_BEGUN})")
"""`From 1 November until 31 March` comes again every year."""
_EVENT: Final = re.compile(
    rf"(?i)\A\W{{0,4}}(?:[a-z][\w-]* ){{1,5}}on (?P<day>{DAY})"
    r"(?:,? (?:at |from )?\d\d?[:.]?\d{0,2}(?: ?(?:[ap]m|[A-Z]{2,4}|h))?)?[.,;:]"
)
_THAT_DAY: Final = re.compile(
    r"(?i)\b(?:that|the same) (?:day|night|evening|morning|afternoon|weekend|week)\b"
)
"""`Load test on 2026-11-05. Keep away from it that evening.`"""


_LONGEST_AGO: Final = 180
"""Days: what is longer ago may as well lie ahead."""


class Over(NamedTuple):
    """A day until which something was true, or on which it was to be."""

    day: str
    written: str
    """As the text writes it."""
    is_all: bool
    """Whether the text says nothing that may stay true, and names the year."""


def last_day(text: str, today: str) -> Over | None:
    """
    The day until which a text says that it holds; of several the last.

    Args:
        text: What is not told of the past, and does not begin with its own day.
        today: The day from which on a day without its year is looked for, backwards.
    """
    if any(one.search(text) for one in (_AFTERWARDS, _GOES_ON, _OF_THEN)):
        return None
    is_dated = _YEAR.search(text) is not None
    text = _WAS_VALID.sub("is ", text if is_dated else _with_years(text, today))
    found = [
        (day.iso, written)
        for pattern in (_UNTIL, _TILL_OVER, _CALLED_LAST)
        for match in pattern.finditer(text)
        for written in (match.groupdict().get("first") or match["day"],)
        for day in (*days_in(written), *month_ends_in(written))[:1]
    ]
    if not found:
        return None
    # What stands in another sentence may stay true for ever.
    sentences = sentences_of(text)
    others = [one for one in sentences if not _ends(one)]
    is_one = any(_ends(one) and _GOES_WITH.match(one) for one in sentences[1:])
    is_all = is_one or all(_TILL_THEN.search(one) or _GOES_WITH.match(one) for one in others)
    last, written = max(found)
    # Of a day without its year the year is ours, at its end.
    return Over(last, written if is_dated else written.rpartition(" ")[0], is_all and is_dated)


def announced_day(text: str) -> Over | None:
    """The day of what a text says comes next, or of an event that it tells how to behave on."""
    if _YEAR.search(text) is None:
        return None
    events = _EVENT.finditer(text) if _THAT_DAY.search(text) else ()
    found = [
        Over(day.iso, match["day"], is_all=False)
        for match in (*_NEXT.finditer(text), *events)
        for day in days_in(match["day"])
    ]
    return max(found, default=None)


def without_states(text: str) -> str:
    """A text without the participles that tell how things are until a day, and no deed."""
    return _STATE.sub("", _HIRED.sub("", _GIVEN.sub(r"\1", _WAS_VALID.sub("is ", text))))


def calls_last(text: str) -> bool:
    """Whether a text begins with a day, and says that something is possible up to that day."""
    found = _CALLED_LAST.match(text)
    return found is not None and found["first"] is not None


def _ends(sentence: str) -> bool:
    return any(one.search(sentence) is not None for one in (_UNTIL, _TILL_OVER, _CALLED_LAST))


def _with_years(text: str, today: str) -> str:
    """A text in which each day without a year has that in which it last was."""
    if _SEASON.search(text):
        return text

    def dated(match: re.Match[str]) -> str:
        years = (f"{match[0]} {int(today[:4]) - ago}" for ago in (0, 1))
        return next(
            (one for one in years for day in days_in(one) if _is_soon_before(day.iso, today)),
            match[0],
        )

    return _NO_YEAR.sub(dated, text)


def _is_soon_before(day: str, today: str) -> bool:
    return 0 < (date.fromisoformat(today) - date.fromisoformat(day)).days <= _LONGEST_AGO
