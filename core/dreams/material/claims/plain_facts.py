"""
Whether a sentence states a plain fact: no condition, no reason, and nothing is denied.

Pure. `after 20 min` is a value and no condition, and "no more than 20" a bound and no denial.
"""

import re
from typing import Final

from core.dreams.extract.language.words import NEGATIONS
from core.dreams.material.memories.when import tells_of_past

_CONDITION: Final = re.compile(
    r"\b(?:if|(?<!\bis )when|whenever|unless|because|while|otherwise|or else|so that|in case)\b"
    r"|(?<!look )(?<!looks )(?<!looked )(?<!until 0 )(?<!up to 0 )"
    r"(?:\b(?:before|after|until)\b|\bsince"
    r"(?= (?:it|they|we|he|she|there|this|that|these|those|you)\b))"
    r"(?! (?:about |at least |at most )?[\d$\u20ac\u00a3]"
    r"|(?<=after) (?:the |our |their |last )?(?:[\w'-]+ )?(?:move|migration|upgrade|update"
    r"|extension|expansion|switch|switch-?over|resize|resizing|change|reorgani[sz]ation|merger"
    r"|incident|audit)\b)"
)
"""
What makes a sentence more than a fact: not `after 20 min`, "13:20 is when" or "since the audit".
"""
_FROM_WHEN: Final = re.compile(r"(?<!\bfor )\b0 (?:after|before|until)\b")
"""Behind a time it says from or until when that is counted: "starts 4 weeks after signing"."""
_IS_TIME: Final = re.compile(
    r"\d (?:ms|s|secs?|seconds?|mins?|minutes?|h|hours?|d|days?|weeks?|months?|years?)\Z"
)
_IS_NUMBER: Final = re.compile(r"[\d$\u20ac\u00a3]")
_CLAUSES: Final = re.compile(r"[,;:]\s|\s[-\u2013\u2014]+\s|(?<=\w\w)[.!?]\s")
_PARTS: Final = re.compile(
    r";\s|\s[\u2013\u2014]\s|\s-\s|[.!?]\s|,\s(?:and\s)?so\s(?!that\b)"
    r"|,\s(?:(?:i\s)?(?:saw|seen|found|noticed|noted|learned|heard|checked)\b|not\ssure\b)"
)
"""
What stands beside a fact and changes nothing of it: what follows from it, or how somebody came to
know it.
"""
_WORDS: Final = re.compile(r"[a-z']+")
_LIMITED: Final = re.compile(
    r"\b(?:more|less|\w+er) than\b|\b(?:over|above|below|under"
    r"|exceed|beyond|past|no more|no less)\b"
)
"""With these a negation bounds a value, and turns nothing round."""

_OF_WHAT: Final = re.compile(
    r"\b(?:what|which|that|who|\w+thing)(?: (?:has|have|is|are|was|were|did|do|does))?"
    r"(?:n't| not)\b"
)
"""What is not so of the things that a sentence is about: "deletes what wasn't read for 60 days"."""
_WITHOUT: Final = re.compile(r"\b(?:without|except)\b[^,;:]*")


def says_how_it_is(sentence: str, value: str = "") -> bool:
    """
    Whether a sentence has no condition and no reason, and its value no negation: it states a fact.

    Args:
        sentence: Any.
        value: Negations count in the clause that has it; by default in all of them.
    """
    rest = sentence.lower()
    if value:
        # "We retrain it monthly; drift is small otherwise": the reason is another clause.
        rest = next((one for one in _PARTS.split(rest) if value.lower() in one), rest)
        rest = _without_deeds(rest, value.lower())
        # Its words are no condition, but a number is what makes `after 20 min` a value.
        rest = rest.replace(value.lower(), "0" if _IS_NUMBER.match(value) else " ")
        rest = _FROM_WHEN.sub("0 ", rest) if _IS_TIME.search(value.lower()) else rest
    return _CONDITION.search(rest) is None and not is_denied(sentence, value)


def _without_deeds(text: str, value: str) -> str:
    """A text without the clauses that tell what somebody did: "7 days, Ada raised it after ..."."""
    clauses = _CLAUSES.split(text)
    return ", ".join(one for one in clauses if value in one or not tells_of_past(one))


def is_denied(sentence: str, value: str = "") -> bool:
    """Whether the clause of a sentence that has a value has a negation, which bounds nothing."""
    low = sentence.lower().replace("\u2019", "'")
    clauses = [one for one in _CLAUSES.split(low) if value.lower() in one]
    low = clauses[0] if value and clauses else low
    # "After 20 s without an answer": what is without something stands behind the value.
    at = low.find(value.lower()) + len(value) if value else 0
    low = low[:at] + _WITHOUT.sub("", low[at:])
    low = _OF_WHAT.sub("", low)
    # `not allowed` as a value is what it is.
    low = low.replace(value.lower(), " ") if value else low
    return _LIMITED.search(low) is None and bool(NEGATIONS & set(_WORDS.findall(low)))
