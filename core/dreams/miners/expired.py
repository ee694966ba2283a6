"""
Entries whose own words end them: valid until a day that has passed. Others' days are history.

What comes next on a day that has passed is over too; what else such an entry says may go on, so
that only asks.
"""

import re
from typing import Final, NamedTuple

from core.dreams.extract.language.clauses import sentences_of
from core.dreams.extract.names.wholes import shortened
from core.dreams.extract.values.days import DAY, MONTH, days_in, month_ends_in
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import PROSE, Entry
from core.dreams.material.memories.notes import DAY_MS, day, is_from_dream
from core.dreams.material.memories.removal import removal
from core.dreams.material.memories.when import leading_date, moment, tells_of_past
from core.dreams.material.testimony.testimony import Testimony, cite
from core.dreams.proposal import ChangeKind, Evidence, Finding

_ENDING = (
    r"(?:expires?|ends?|lapses?|runs? out|stops?|is over|closes?|finishes|is due|falls due"
    r"|goe?s? back|lifts?|is lifted|comes? (?:back|off|down)|goes away|(?:is|are) (?:gone|back)"
    r"|terminates?|is void"
    r"|leaves?|(?:has|have) to be (?:back|returned|done|in|gone|out)|(?:must|should) be (?:back"
    r"|returned|done|in|gone|out))"
)
_WHAT_FOR = (
    r"(?:finish|complete|submit|hand in|apply|register|sign up|reply|respond|answer|return|book"
)
_UNTIL: Final = re.compile(
    r"(?i)(?:\b(?:until|'?till|through|thru|up (?:to|until|till)|as long as it is before|(?:no"
    r"|not) later than|(?:at|on) the latest(?: on| by)?|only (?:to|before))"
    rf"|\b{_ENDING}(?: again)?(?: on| at| by| after| with| as of)?|\b(?:valid|open|good|allowed"
    r"|frozen|ours|in force|booked|rented|hired|reserved|closed|extended|runs?|lasts?|effective"
    r"|available|accepted|suspended|holds?|stays?|applies|counts?|leave|loan|freeze|period|window"
    r"|phase"
    r"|from (?:now|today)) (?:(?:on|for|only) )?(?:to|until|through|till)|\bnot after|\b(?:last"
    r"|final|closing|end|due|expiry|return|cut-?off)[ -](?:day|date|call|order)(?: is| for it is"
    r"|:)?|\b(?:deadline|cut-?off|expiry|expiration)(?: is|:| on)?|\b(?:ends|end|over|expiry"
    r"|expires|until|due):|\b(?:remove|delete|drop|forget|ignore|revert|undo|take (?:this"
    r"|it) (?:out|down|back))(?: it| this| that| the note| this note)? (?:after|from|on|by)"
    r"|\b(?:nothing|nobody|no [\w-]+|not|never|don't|frozen|freeze|closed|embargo\w*"
    rf"|only)\b[^.;\n]{{0,60}} before|\bfrom {DAY} (?:to|until|through|till|-)|\bbetween {DAY} and"
    rf"|(?:\A|[.,;:(] ?|\b(?:please|must|and|should|to) ){_WHAT_FOR}|enrol|order|renew|file|pay"
    r"|send|bring back|give back)\b[^.;\n]{0,50}? (?:by|before)|\b(?:to|for|of|on"
    r"|only) (?:[a-z-]+ ){1,3}[a-z]+(?:ed|en|t) (?:by|before|until"
    rf"|up to)) (?:and including )?(?:the )?(?P<day>{DAY}|{MONTH})"
)
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


class Over(NamedTuple):
    """A day until which something was true."""

    day: str
    written: str
    """As the entry writes it."""


def expired(draft: Draft, testimony: Testimony) -> list[Finding]:
    """One finding for each entry that says of itself that it is over by now."""
    newest = max(
        (
            (event.ts, log.id, event.id)
            for log in testimony.sessions
            for event in log.events
            if event.ts is not None
        ),
        default=None,
    )
    if newest is None:
        return []
    found = []
    for entry in draft.entries:
        if entry.shape in PROSE and not is_from_dream(entry.said):
            over = _over(entry, newest[0])
            if over is not None:
                found.append(_finding(draft, entry, over, newest[0], _clock(testimony, *newest)))
            elif (due := _announced(entry, newest[0])) is not None:
                found.append(_asked(draft, entry, due, newest[0]))
    return found


def _announced(entry: Entry, now: int) -> Over | None:
    """The day of what an entry says comes next, if that is over."""
    if leading_date(entry.text) is not None or not _YEAR.search(entry.text):
        return None
    found = [
        Over(day.iso, match["day"])
        for match in _NEXT.finditer(entry.text)
        for day in days_in(match["day"])
    ]
    ends = [moment(one.day) for one in found]
    is_over = all(end is not None and end + DAY_MS <= now for end in ends)
    return max(found) if found and is_over else None


def _over(entry: Entry, now: int) -> Over | None:
    """The day until which an entry was true, if that is over."""
    text = entry.text
    if not _YEAR.search(text):
        return None
    text = _WAS_VALID.sub("is ", text)
    said = _STATE.sub("", _HIRED.sub("", _GIVEN.sub(r"\1", text)))
    if leading_date(text) is not None or tells_of_past(said):
        return None
    if _AFTERWARDS.search(text) or _GOES_ON.search(text):
        return None
    found = [
        Over(day.iso, match["day"])
        for pattern in (_UNTIL, _TILL_OVER)
        for match in pattern.finditer(text)
        for day in (*days_in(match["day"]), *month_ends_in(match["day"]))[:1]
    ]
    ends = [moment(one.day) for one in found]
    if not ends or any(end is None or end + DAY_MS > now for end in ends):
        return None
    # What stands in another sentence may stay true for ever.
    sentences = sentences_of(text)
    others = [one for one in sentences if not _ends(one)]
    is_one = any(_ends(one) and _GOES_WITH.match(one) for one in sentences[1:])
    if not is_one and not all(_TILL_THEN.search(one) or _GOES_WITH.match(one) for one in others):
        return None
    return max(found)


def _ends(sentence: str) -> bool:
    return _UNTIL.search(sentence) is not None or _TILL_OVER.search(sentence) is not None


def _clock(testimony: Testimony, _ts: int, session: str, event_id: str) -> Evidence | None:
    """The newest event, as evidence of what day it is, if it says so itself."""
    for log in testimony.sessions:
        if log.id == session:
            for event in log.events:
                if event.id == event_id and event.ts is not None:
                    today = day(event.ts)
                    return cite(log, event, today, today) if today in event.body else None
    return None


def _asked(draft: Draft, entry: Entry, due: Over, now: int) -> Finding:
    base = draft.page_of(entry).cite(entry, due.written)
    return Finding(
        kind=ChangeKind.REMOVE_STALE,
        title=f"Next was {due.day} (today is {day(now)}): {shortened(entry.text)}",
        rationale=(
            f"It tells what comes next on {due.written}; the newest event is of {day(now)}."
            " What else it says may still be so: nothing is changed, you decide."
        ),
        confidence=0.6,
        evidence=() if base is None else (base,),
        edits=(),
        scope=f"announced:{entry.path}:{entry.text[:200]}",
    )


def _finding(draft: Draft, entry: Entry, over: Over, now: int, clock: Evidence | None) -> Finding:
    date = over.day
    base = draft.page_of(entry).cite(entry, over.written)
    return Finding(
        kind=ChangeKind.REMOVE_STALE,
        title=f"Over since {date} (today is {day(now)}): {shortened(entry.text)}",
        rationale=f"It holds until {date} by its own words; the newest event is of {day(now)}.",
        confidence=0.85,
        evidence=tuple(one for one in (base, clock) if one is not None),
        edits=tuple(removal(draft, [entry])),
        scope=f"expired:{entry.path}:{entry.text[:200]}",
    )
