"""
How a sentence gives a value: about, at least, from then on, or for one of several things.

Pure.
"""

import re
from typing import Final

from core.dreams.extract.language.calendar_names import CAPITAL_MONTH
from core.dreams.extract.language.lexicon import root
from core.dreams.material.memories.when import undated

_ROUGHLY: Final = re.compile(r"(?i)(?:\b(?:about|around|roughly|approximately|some|ca\.?) |~ ?)\Z")
_BOUND: Final = re.compile(
    r"(?i)\b(?:(?:more|less|fewer) than|at least|exceeds?|beyond|min(?:imum)?(?: of)?"
    r"|(?:replac|rais|ring|sound|stopp|trigger|shut)\w*(?: (?!and\b)\w+){0,3}"
    r" (?:above|below|over|under)"
    r"|(?:fires?|alarms?|alerts?|pages?|warns?|if|when|once|as soon as)\b(?: (?!and\b)[\w`-]+){0,6}"
    r" (?:above|below|over|under)"
    # What is worn down is counted all the time: `lamp_hours: 512`.
    r"|(?:chang|replac|renew|swapp|exchang|overhaul|servic|scrapp|retir)\w*"
    r"(?: (?!and\b)[\w`-]+){0,3} (?:after|every|at)|(?<!the )\blasts?(?: for)?) (?:\w+ )?\Z"
)
_CROSSED: Final = re.compile(
    r"(?i)(?:\b(?:over|above|below|under|beyond|exceed(?:s|ing)?"
    r"|(?:more|less|fewer|\w{3,}er) than)|[<>]) ?(?:about )?[`*]*\Z"
)
_DENIED: Final = re.compile(r"(?i)\b(?:no|not|never|nothing|nobody|none|\w+n't)\b")
_LEAD: Final = re.compile(
    r"\b(from|until|till|at|by|for|to|on|after|within|per|every|up to|above|below|over|under|than)"
    r" (?:the )?\Z"
)
_IN_LABEL: Final = re.compile(r"(?<=[A-Za-z] )\d{1,4}(?= |\Z)")
_DAY: Final = re.compile(rf"\b(?:{CAPITAL_MONTH} \d{{1,2}}|\d{{1,2}} {CAPITAL_MONTH})\b")
BOUNDING: Final = frozenset(root(word) for word in ("above", "below", "beyond", "least", "most"))
"""What bounds a value says nothing of what it is of."""


def lead_of(sentence: str, value: str) -> str:
    """The preposition right before a value."""
    found = _LEAD.search(sentence.partition(value)[0].lower())
    return found[1] if found is not None else ""


def is_rough(sentence: str, value: str) -> bool:
    """Whether a value is given for no more than about right: another one near it is no other."""
    before = sentence.partition(value)[0]
    return _ROUGHLY.search(before) is not None


def is_bound(sentence: str, value: str) -> bool:
    """Whether a value is what something is not, or may not be, more or less than."""
    return _BOUND.search(sentence.partition(value)[0]) is not None


def are_crossed_alike(one: str, value: str, other: str, its: str) -> bool:
    """Whether something happens once the value of either of two sentences is crossed, or none."""
    return _is_crossed(one, value) == _is_crossed(other, its)


def _is_crossed(sentence: str, value: str) -> bool:
    """Whether something happens once a value is crossed: "bring it in below 4 degrees"."""
    before = sentence.partition(value)[0]
    return _CROSSED.search(before) is not None and _DENIED.search(before) is None


def numbers_in_label(sentence: str) -> tuple[str, ...]:
    """The numbers before a colon, which tell which one of several things a value is of."""
    label, colon, rest = undated(sentence).partition(": ")
    label = _DAY.sub(" ", label)
    return tuple(_IN_LABEL.findall(label)) if colon and rest.strip() else ()
