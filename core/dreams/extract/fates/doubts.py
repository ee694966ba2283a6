"""
What makes of a statement none: a wish, a plan, a denial, that it was undone, or is for now only.

Pure.
"""

import re
from typing import Final

from core.dreams.extract.fates.rehearsals import is_acted

_TO_COME: Final = re.compile(
    r"(?i)\b(?:will|would|should|could|might|may|if|unless|plan(?:s|ned)? to|planning|propos\w+"
    r"|going to|want(?:s)? to|please|can(?:'t|not)?|need(?:s)? to|must|not|never|\w+n't|todo"
    r"|about to|consider\w*|to be|whether|when|until|before|soon|due to be|scheduled|nearly"
    r"|almost|only|shall|ought|fail(?:s|ed)? to|let's|maybe|perhaps|probably|rumou?r\w*|allegedly"
    r"|instead of)\b"
)
_DAY = r"today|tonight|this (?:morning|afternoon|evening|week)"
_LIMIT = r"until (?:then|tomorrow)|for now|until further notice|for the time being|in the meantime"
_NOW = rf"{_DAY}|{_LIMIT}|meanwhile"
_WORKS = r"cleaning|repairs?|maintenance|works|renovation|stocktaking|inventory|calibration"
_FOR_NOW: Final = re.compile(
    rf"(?i)\b(?:{_NOW}|until (?:further"
    r"|[a-z]+day|next|the|it|we|noon)"
    r"|temporar\w*|while|during|for a (?:while|few)|for (?:\d+|one|two|three|four"
    r"|some|an?|the) (?:hours?|days?|weeks?|minutes?|evenings?|nights?|mornings?|afternoons?"
    rf"|shifts?|sessions?|occasions?|events?)|for (?:{_WORKS}|lunch"
    r"|the (?:day|night|week|weekend|holidays))"
    r"|back (?:on|at|in|by) |(?:in|at) (?:the|that|this) (?:shift|night|week|match|game|session"
    r"|meeting|performance|show|hearing|exercise|drill|trial|tour|trip)\b)"
)
_PASSING: Final = re.compile(
    rf"(?i)\b(?:{_NOW}|temporarily|provisionally|(?:is|are|only|(?<=\()) ?temporary"
    r"|as an? (?:trial|test|try|exception|experiment)|on (?:trial|probation))\b"
)
"""So a text says that what it tells will not stay; `while it rains` may come again every year."""
_RESTRICTING: Final = re.compile(
    rf"(?i)\b(?:{_LIMIT}|temporar\w*|provisional\w*|rumou?rs?|hearsay|guesses|unconfirmed"
    r"|unverified)\b"
)
"""A title; `This week` and `Not sure` only say when it was written, or where it may belong."""
_AT_PRESENT: Final = re.compile(
    r"(?i)\b(?:as of now|right now|at present|at the moment(?! (?:of|when|that)\b)"
    r"|(?<!the )currently|so far(?! (?:as|that|from)\b))\b"
)
"""And so that it may not stay: then it is of no other thing, but of another time."""
_WORKING: Final = re.compile(
    rf"\b(?:[Ff]or|[Dd]uring) (?:the )?(?:[a-z]+ )?({_WORKS}|construction|rebuilding|overhaul"
    r"|refurbishment)\b"
)
"""In small letters: "the power for Hoxley Works" is of a place of that name."""
_HEDGED: Final = re.compile(
    r"(?i)\b(?:presumably|probably|perhaps|maybe|possibly|supposedly|allegedly|reportedly"
    r"|apparently|seemingly|it seems|most likely|rumou?rs?|hearsay|afaik|iirc|(?:i|we) (?:think"
    r"|guess|believe|assume|suppose|suspect|heard)|as far as (?:i|we) (?:know|remember|recall)"
    r"|if (?:i|we) (?:remember|recall)|(?:i am|i'm|we are|we're) (?:not sure|unsure))\b"
    # `Orders that are not confirmed` are no doubt.
    r"|(?:\A|[(,;:\u2013\u2014]\s?|\s-\s)(?:not sure|unsure|unconfirmed|unverified|not (?:yet )?"
    r"(?:confirmed|verified|checked)|(?:still )?to be (?:confirmed|verified|checked)|tbc)\b"
)
_DENIED: Final = re.compile(
    r"(?i)no such|(?:could |can)?not (?:be )?(?:found|exist|known|find|access|import|open)"
    r"|no longer|does(?: not|n't) exist|\bnot any ?(?:more|longer)|not (?:valid|here|there"
    r"|available|supported|used|assigned|active|orderable|installed|allocated|offered|present|in"
    r"|on|renewed|registered|replaced|recogni[sz]ed)|(?:not|never"
    r"|n't) (?=[^.;,\n]{0,40}(?:any ?more|any longer|again)\b)|\bmay (?=\d)|\bto be found\b"
    r"|until (?=\d)"
)
_UNDONE: Final = re.compile(
    r"(?i)\b(?:restored|reinstated|brought back|undone|reverted|rolled back|back (?:in service|up"
    r"|online|on (?:the )?(?:list|market))|recovered|reacquired|regained|found again|reopen(?:ed"
    r"|s)|by mistake|by accident|undo"
    r"|revived|resumed|again (?:available|open|up)|(?:re)?start(?:ed|ing)|came back|(?:is|are) back"
    r"|(?<!never )(?:started|opened|running|working|up|open|available) again|next (?:week|month"
    r"|year|spring|summer|autumn|winter|quarter)|tomorrow|later this|in future|in \d+ (?:days"
    r"|weeks|months)|would have)\b|\?\s*\Z"
)
_BACK = (
    r"(?:restored|reinstated|brought back|undone|reverted|rolled back|recovered|reopen(?:ed)?"
    r"|revived|resumed|(?:re)?started|put (?:up|back)|set up|built up)"
)
_NOT_UNDONE: Final = re.compile(
    r"(?i)\b(?:cannot|can't|won't|not|never|nor|no)\b(?:(?!\b(?:until|till|unless|but|before|only"
    rf"|yet)\b)[^.;,\n]){{0,40}}?\b{_BACK}\b(?: (?:or|nor|and) {_BACK}\b)?"
)
"""`It cannot be used or reopened`: nor was it."""
_FOR_A_WHILE: Final = re.compile(
    r"(?i)temporar|try again|retry|\blater\b|denied|time[ds]? ?out|\bbusy\b|\blocked\b|refused"
    r"|unavailable|(?:not|no) (?:respon|answer)|unreachable|\breset\b|rate limit|offline|overload"
    r"|please (?:wait|repeat)|permission|forbidden|unauthori|not mounted|resource|in progress"
    r"|maintenance|moment|minute|this time|right now|currently|\byet\b|\bbeing \w+(?:ed|t)\b"
    r"|\bstill (?:being )?\w+(?:ing|ed)\b|\b(?:index|load|sync|warm|build|start)ing\b"
)
_PLANNED: Final = re.compile(
    r"(?i)\b(?:will|would|should|could|might|may|shall|wants?|going to|planned|plan(?:s|ning)?"
    r"|todo|to be|about to|consider\w*|draft)\b"
)
_TAKEN_BACK: Final = re.compile(
    r"(?i)\b(?:roll(?:ed|ing)?[- ]?back|reverted|undone|and back|back again)\b|[(\[](?:rejected"
    r"|declined"
    r"|refused|failed|cancelled|closed)[)\]]|\b(?:change|rename|renaming|move|migration|request)"
    r" (?:was |is |has been )?(?:rejected|declined|refused|cancelled|called off|failed|aborted)\b"
)
_GUESSED: Final = re.compile(
    r"(?i)\b(?:i|we) (?:think|guess|believe|assume|suppose|suspect|fear|heard)\b|\b(?:not sure"
    r"|afaik"
    r"|iirc|if i (?:remember|recall)|i wonder|hearsay|rumou?r|for (?:example|instance)|as an"
    r" example"
    r"|hypothetical(?:ly)?|suppose)\b|\be\.g\.|(?<![.\w@-])example:|\b(?:merge request|pull request"
    r"|proposal|rfc)\b"
    r"(?!.*\b(?:merged|accepted|approved|done)\b)(?<!merged pull request)(?<!merged merge request)"
    r"(?<!merge pull request)"
)
_UNSURE: Final = re.compile(
    r"(?i)(?<![\w-])(?:(?:copied |quoted |pasted |taken )?from (?:\w+ )?(?:memory|memories|notes)"
    r"|propos(?:e|ed|es|al|ing)|suggest(?:s|ed|ion)?|maybe|perhaps|probably"
    r"|presumably"
    r"|supposedly|allegedly|not sure|unsure|wonder(?:s|ed|ing)?|plan(?:s|ned)? to|planning to|todo"
    r"|might (?:well )?(?:be|have been)|whether|what if|let's|imagine"
    r"|(?:i|we|they|you) (?:should|would|could|might|think|guess|believe|assume|hope|want"
    r"|consider|recommend))(?![\w-])|\?(?:\s|\Z)"
)


_INSTEAD_OF: Final = re.compile(
    r"(?i)\b(?:(?:instead of|in place of|rather than|no longer|not|replac(?:es|ed|ing)|formerly"
    r"|until now|previously|used to be|away from|successor (?:of|to)) (?:[\w-]+ ){0,3}"
    # Who was there before, and what a note or a memory says.
    r"|(?:before|former|previous|prior|old|ex|was|memory|memories|notes?|wiki|docs?|copied)"
    r"(?:: ?| (?:says?|said|has|had|from) (?:[\w-]+ ){0,2}))[\"'`*(]{0,2}\Z"
)


def is_unsure(text: str) -> bool:
    """Whether a line asks, guesses, proposes or plans what it says."""
    return _UNSURE.search(text) is not None


def is_given_up(text: str, value: str) -> bool:
    """Whether a text names a value only as what something else took the place of."""
    at = text.find(value)
    return at >= 0 and _INSTEAD_OF.search(text[:at]) is not None


def is_taken_back(text: str) -> bool:
    """Whether a line says of a change that it was turned down, or made undone."""
    return _TAKEN_BACK.search(text) is not None


def is_guessed(text: str) -> bool:
    """Whether somebody only thinks, or wishes, that it is so, or gives an example."""
    return _GUESSED.search(text) is not None


def is_planned(text: str) -> bool:
    """Whether a piece of a line says that what stands beside it is still to come, or a wish."""
    return _PLANNED.search(text) is not None or is_unsure(text)


def may_only_be(text: str) -> bool:
    """Whether a piece of a line has what makes a wish, a plan or a denial of what it says."""
    return _TO_COME.search(_DENIED.sub("", text)) is not None


def is_undone(text: str) -> bool:
    """Whether a piece of a line says that it was taken back or only acted, or asks if it is so."""
    return is_acted(text) or _UNDONE.search(_NOT_UNDONE.sub("", text)) is not None


def is_for_now(text: str) -> bool:
    """Whether a piece of a line says that it is so for a while only."""
    return _FOR_NOW.search(text) is not None


def is_passing(text: str) -> bool:
    """Whether a text says outright that what it tells will not stay so."""
    return _PASSING.search(text) is not None


def is_restricting(title: str) -> bool:
    """Whether a title says that what stands below it will not stay, or is only guessed."""
    return _RESTRICTING.search(title) is not None or bool(works_in(title.lower()))


def is_of_present(text: str) -> bool:
    """Whether a text tells how something is when it is written, and may soon not be."""
    return _AT_PRESENT.search(text) is not None


def works_in(text: str) -> tuple[str, ...]:
    """What is done meanwhile, where a text says that it is so for that: `during the works`."""
    return tuple(_WORKING.findall(text))


def is_hedged(text: str) -> bool:
    """Whether somebody who wrote a text only guesses, or has it from others, and says so."""
    return _HEDGED.search(text) is not None


def is_failure(text: str) -> bool:
    """Whether a piece of a line tells of a failure that passes."""
    return _FOR_A_WHILE.search(text) is not None
