"""
When an entry was true for its writer: a date in it, in its section or front matter, else its time.

Pure.
"""

import re
from datetime import UTC, datetime
from typing import Final

from core.dreams.extract.language.grammar import VERBS
from core.dreams.extract.language.lexicon import root
from core.dreams.extract.language.words import NUMBERS
from core.dreams.extract.names.wholes import stands
from core.dreams.material.memories.draft import Page
from core.dreams.material.memories.entries import Entry, Shape
from core.dreams.material.memories.notes import noted_days
from core.transcripts.fields import words

DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
"""A day as entries and tools write it, whether there is such a day or not."""
_DATE: Final = re.compile(r"(?<![\w-])(\d{4})-([01]\d)-([0-3]\d)(?![\d-])")
_DONE: Final = re.compile(
    r"(?i)\b(?:was|were|had|did|ran|went|took|came|got|began|expired|ended|lapsed)\b"
)
_PARTICIPLE: Final = re.compile(
    r"(?i)(?<![\w-])(?:(?:re|un|pre)-)?(?:\w{2,}(?<!e)ed|kept|held)(?![\w-])"
)
"""Not a part of what hyphens make one word: a key named `lab-shared`, a "fixed-price offer"."""
_IS: Final = re.compile(r"(?i)\b(?:is|are|has|have|must|may|can)\b")
_WORD_BEFORE: Final = re.compile(r"(?i)(\w+)(?: (?:only|not|still|also|now))?\W*\Z")
_BEING: Final = words(
    "is are be been being am stays stay remains remain gets get must may can will has have to and"
    " or the a an as for of in on with by from this that these those its their my our your at into"
    " once when if until after before being unless per via"
)
"""Before a word in -ed they make it a state, and no deed of the past."""
_LABEL: Final = re.compile(
    r"\W{0,4}+(?:\d{4}-\d\d-\d\d: )?(?:[\w/.,()`*-]{1,60}+ {1,3}+){1,7}"
    r"(?:[\w/.,()`*-]{1,60}+ {0,3}+)?: {0,3}\S"
)
"""`Required build for Elm: 4.2` names what follows; `Fixed the build` is a deed."""
_AGREED: Final = re.compile(r"(?i)\b(?:settled|agreed|decided) (?:on|to|that)\b")
"""What was agreed on holds until something else is."""
_WHENEVER: Final = re.compile(
    r"(?i)(?:\A|(?<=: )|(?<=[.;] ))(?:if|when|whenever|once|unless|as soon as)\b[^.;]*"
)
"""What would have happened tells of no past: `if nothing arrived for 20 minutes the alarm goes`."""
_SINCE: Final = re.compile(r"(?i)(?<=\w )since (?:the|our|we|they|it|he|she|you)\b[^,;:.()]*")
"""Nor does what happened when something began: "the limit is 40 since the big ones came"."""
CLAUSE: Final = re.compile(r"[,;] |[()]| [-\u2013\u2014]+ ")
PRESENT: Final = re.compile(
    r"(?i)\b(?:is|are|must|may|can|has to|have to|gets? \w+ed|(?:it|that|he|she)['\u2019]s)\b"
)
_MODAL: Final = re.compile(r"(?i)\b(?:can|may|must|should|shall|might)\b[^,;:()]*\Z")
_OCCASION: Final = re.compile(
    r"(?i)\W*(?:after|before|on|in|at|during|for|from|since|until|till|when|while|as|by|with|once"
    r"|because|then|and|but|so|set|put|cut|hit|let|saw|found|made|left|lost|built|sent)\b"
)
"""With these a clause begins that tells of what the rest of the sentence tells of."""
_SET: Final = re.compile(r"[\w)`]\s?=\s?[`\"']?\Z")
_NOUN_BEHIND: Final = re.compile(
    r"\s(?!(?:the|an?|this|that|it|them|to|from|by|with|in|on|at|of|for|off|out|up|and|or|but|again"
    r"|since|after|before|when|because|its|our|their|all|every|each)\b)(?P<noun>[a-z][\w-]*)"
    r"(?:\s(?P<next>[a-z]+))?"
)
_IS_LATER: Final = re.compile(
    r"(?i)\s(?:of|at|in|on|for|from|with|near)\s[^,;:.()]{1,60}?"
    r"(?<!\bthat )(?<!\bwhich )(?<!\bwho )\b(?:is|are|must|may|can|has to|have to)\b"
)
"""Behind what a noun is of: "Returned crates of the north hall are counted every week"."""
_LASTING: Final = re.compile(
    r"(?i)(?:kept|stored|held|cached|retained|limited|capped|mounted|hosted|located|owned|backed up"
    r"|archived|replicated|logged|published)\b"
)
"""What is done to a thing for as long as it is there: "Keys of the API: stored for 24 hours"."""
_RHYTHM_BEHIND: Final = re.compile(
    r"(?i)\s(?:[\w-]+\s){0,3}?(?:every|each|per|hourly|daily|nightly|weekly|monthly)\b"
)
_RULE: Final = re.compile(
    r"(?i)(?<=s )(?:prun|delet|remov|archiv|compress|purg|rotat|dropp|clear|lock|kill|block|clos"
    r"|disabl|revok|suspend|rais|warn)e?d (?:automatically )?(?:after|at|from|above|below|over)"
    r" (?:about )?\d"
)
"""What is done to all things of a kind: "messages pruned after 14 days"."""
_LEADING: Final = re.compile(r"\W{0,4}(\d{4}-[01]\d-[0-3]\d)\b")
_DAY_BEFORE: Final = re.compile(r"\W{0,4}\d{4}-[01]\d-[0-3]\d\W+")
_AHEAD: Final = re.compile(
    r"(?i)\b(?:until|till|through|up to|expires?|expiry|ends?|valid|runs? out|lapses?|last day|due"
    r"|deadline|planned|scheduled|not after|renew(?:s|al)?)\b[^.;\n]{0,30}\Z"
)
"""So a day is named that an entry looks ahead to: it was not written then."""
_NEAR: Final = 50
DAY_MS: Final = 86_400_000


def leading_date(text: str) -> str | None:
    """The date that a text begins with: it reports what happened then."""
    match = _LEADING.match(text)
    return match[1] if match and moment(match[1]) is not None else None


def undated(text: str) -> str:
    """A text without the date that it begins with."""
    found = _DAY_BEFORE.match(text)
    return text[found.end() :] if found else text


def tells_of_past(text: str) -> bool:
    """Whether a text tells what was or was done: that it is over makes it no less true."""
    text = _SINCE.sub("", _WHENEVER.sub("", _AGREED.sub("is", text)))
    if _DONE.search(text):
        return True
    for deed in _PARTICIPLE.finditer(text):
        before = _WORD_BEFORE.search(text[: deed.start()])
        # `It is 4 m, measured at the door` tells how it is, and so does `Depth: 4 m, measured`.
        said = text[: deed.start()].rstrip()
        is_state = _IS.search(said) is not None or _LABEL.match(said) is not None
        is_aside = said[-1:] in {",", ";", "("} and is_state
        label = _LABEL.match(text)
        if label is not None and (before is None or deed.end() < label.end()):
            continue
        if _is_of_noun(text, deed) or _is_rule(text, deed):
            continue
        if not is_aside and (before is None or before[1].lower() not in _BEING):
            return True
    return False


def _is_of_noun(text: str, deed: re.Match[str]) -> bool:
    """Whether it says which one a noun is: "after 5 failed logins", "Abandoned carts live for"."""
    behind = _NOUN_BEHIND.match(text, deed.end())
    if behind is None:
        return False
    before = text[: deed.start()].rstrip()
    count = before.rpartition(" ")[2].lower()
    if count.isdigit() or count in NUMBERS:
        return True
    if before.strip("*`- "):
        return False
    # At the beginning only a verb behind the noun tells that it is no deed: "Moved carts to b".
    if _IS_LATER.match(text, behind.end("noun")):
        return True
    verb = behind["next"] or ""
    return _IS.fullmatch(verb) is not None or verb == "live" or root(verb) in VERBS


def _is_rule(text: str, deed: re.Match[str]) -> bool:
    """Whether it tells what is done again and again, may be done, or lasts."""
    before = text[: deed.start()]
    return (
        _MODAL.search(before) is not None
        or _RHYTHM_BEHIND.match(text, deed.end()) is not None
        or _RULE.match(text, deed.start()) is not None
        or (before.rstrip().endswith(":") and _LASTING.match(text, deed.start()) is not None)
    )


def is_told_as_past(text: str, value: str) -> bool:
    """Whether a text tells what a value was: not so "it is 13:00 now, people were told"."""
    return tells_of_past(text) and not _is_still_so(undated(text), value)


def _is_still_so(text: str, value: str) -> bool:
    """Whether the clause with a value tells how it is, whatever else a text tells of the past."""
    clause = clause_of(text, value)
    if not clause or tells_of_past(clause):
        return False
    if PRESENT.search(clause) or _SET.search(clause[: clause.find(value)]):
        return True
    # "Sessions: 40, it was raised in May": what comes first is what the rest is told of.
    return text.startswith(clause) and _OCCASION.match(clause) is None


def clause_of(text: str, value: str) -> str:
    """The clause that has a value; empty if none has."""
    found = [one for one in CLAUSE.split(text) if value in one]
    # The 2 of "12 boxes, 2 lids" stands in the second one.
    return next((one for one in found if stands(value, one)), found[0] if found else "")


def moment(date: str) -> int | None:
    """The beginning of a day, milliseconds since 1970, UTC; None if there is no such day."""
    match = _DATE.match(date)
    if match is None:
        return None
    try:
        day = datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC)
    except ValueError:
        return None
    return int(day.timestamp() * 1000)


def entry_time(page: Page, entry: Entry) -> int | None:
    """
    When an entry was written or is about, milliseconds since 1970; None is older than anything.

    A date counts to the end of its day: what was seen on the same day is not newer.
    """
    dated = _dated(entry.text)
    if dated is None:
        trail = (_dated(heading.text) for heading in reversed(entry.trail))
        dated = next((one for one in trail if one is not None), None)
    if dated is None and page.entries and page.entries[0].shape is Shape.FRONT_MATTER:
        dated = _dated(" ".join(page.entries[0].lines))
    # Whoever noted it on a day, the entry itself may have been written later.
    noted = moment(max(noted_days(entry.said), default=""))
    ends = [day + DAY_MS - 1 for day in (dated, noted) if day is not None]
    times = [line.time for line in page.lines[entry.start - 1 : entry.end]] if dated is None else []
    return max((*ends, *(time for time in times if time is not None)), default=None)


def _dated(text: str) -> int | None:
    """The date a text begins with, else the newest in it, but for days that lay ahead."""
    first = leading_date(text)
    if first is not None:
        return moment(first)
    days = (
        moment(match[0])
        for match in _DATE.finditer(text)
        if _AHEAD.search(text[max(match.start() - _NEAR, 0) : match.start()]) is None
    )
    return max((day for day in days if day is not None), default=None)
