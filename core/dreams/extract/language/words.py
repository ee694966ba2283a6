"""
Words of plain English prose: which carry content, which only join, which turn a sentence round.

Closed classes and everyday verbs only; nothing here is a name or belongs to one trade.
"""

import re
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.calendar_names import MONTHS, WEEKDAY, WEEKDAYS
from core.transcripts.fields import words

JOINING: Final = words(
    "a an the this that these those it its they them their there here he she we you i our your"
    " his her who which what when where while whenever as if then than so such also too just"
    " only very and or but because since for of in on at by to from with within into onto about"
    " per via during until unless though although however is are was were be been being am has"
    " have had having do does did done can could shall should will would must need needs needed"
    " require requires required always first before after prior once again any each every all"
    " both either one ones same other another own else otherwise instead run runs running use"
    " uses used using make makes made making sure ensure please note remember get gets got go"
    " goes going let lets take takes taken taking put set keep keeps kept way thing things time"
    " times still already yet now ever whether between e.g i.e eg ie etc execute executes"
    " executed executing perform performs issue invoke command commands out"
    " it's that's there's here's what's who's he's she's i'm they're we're you're i've they've"
    " we've you've i'll it'll they'll we'll you'll"
)
NEGATIONS: Final = words(
    "no not never none nobody nothing nowhere neither nor without cannot can't cant don't dont"
    " doesn't doesnt didn't didnt isn't isnt aren't arent wasn't wasnt won't wont shouldn't"
    " shouldnt mustn't mustnt avoid except forbidden prohibited disallowed"
)
SWITCH: Final = words("true false yes no on off null none nil nan enabled disabled enable disable")
"""What is set to one of these is on, off or nothing; none of them names anything."""
ENVIRONMENTS: Final = {
    "prod": "production",
    "production": "production",
    "staging": "staging",
    "stage": "staging",
    "stg": "staging",
    "preprod": "preproduction",
    "pre-prod": "preproduction",
    "pre-production": "preproduction",
    "preproduction": "preproduction",
    "dev": "development",
    "development": "development",
    "test": "test",
    "testing": "test",
    "qa": "qa",
    "uat": "uat",
    "sandbox": "sandbox",
    "canary": "canary",
    "demo": "demo",
    "local": "local",
    "localhost": "local",
    "ci": "ci",
}
REAL: Final = frozenset({"production", "canary"})
"""Environments that count; who names none speaks of these."""
AMBIGUOUS: Final = frozenset({"test", "ci", "local", "demo", "development"})
"""Environments that may as well be a topic, or what is done."""
_ENVIRONMENT: Final = re.compile(
    rf"\b(?:{'|'.join(sorted(map(re.escape, ENVIRONMENTS), key=len, reverse=True))})\b"
)
_STATED: Final = re.compile(
    r"(?i)\b(?:env|environment|stage|tier)[\"']?\s{0,3}[:=]\s{0,3}[\"']?([\w-]{2,20})"
)
# Of the months, `may` is nearly always the verb.
CALENDAR: Final = frozenset(
    {*WEEKDAYS, *(f"{day}s" for day in WEEKDAYS), *MONTHS} - {"may"}
) | words(
    "weekday weekdays weekend weekends daily weekly monthly quarterly yearly hourly nightly"
    " annually"
)
RHYTHM: Final = re.compile(
    r"(?:hour|dai|night|week|fortnight|month|quarter|year|annual)ly"
    r"|(?:every|each|once|twice|(?:three|four|five|six) times) (?:an? |per |each |every |other )?"
    r"(?:\w+ ){0,2}?(?:minute|hour|day|night|morning|evening|week|month|quarter|year|shift|term"
    rf"|season|sprint|release|{WEEKDAY})s?"
    r"|(?:on )?the (?:first|second|third|last) (?:\w+ )?"
    r"of (?:the|each|every) (?:week|month|quarter|year)"
    r"|(?:after|before) (?:each|every) (?:\w+ )?\w+"
)
"""How often something is done: a value wherever it stands."""
_PACE: Final = re.compile(
    r"(hour|dai|night|week|fortnight|month|quarter|year|annual)ly"
    r"|(?:every|each|once an?|once per|once every|once each) ([a-z]+)"
)
NUMBERS: Final = {
    name: str(value)
    for value, name in enumerate(
        (
            *("zero", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
            *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
            *("eighteen", "nineteen", "twenty"),
        )
    )
    if name
} | {
    name: str(10 * value)
    for value, name in enumerate(
        ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred"), start=3
    )
}
"""Numbers in words; "one" is left out, for it seldom counts anything."""

_SAME: Final = (
    "lose lost loss drop dropped vanish",
    "restart reboot",
    "begin start launch",
    "stop halt",
    "maximum max",
    "minimum min",
    "contact call phone",
    "check verify confirm",
    "delete remove erase",
    "raise increase",
    "lower reduce decrease",
    "fail failure",
    "error err",
    "reply answer respond response",
    "database db",
    "configuration config",
    "repository repo",
    "directory folder dir",
    "documentation docs",
    "environment env",
    "application app",
    "message msg",
    "customer client",
    "attorney lawyer",
    "escalation escalate",
    "owner own owned",
    "minute min",
)
_SHORTEST_STEM: Final = 3


_ENDINGS: Final = (
    ("ies", 5),
    ("ions", 8),
    ("ion", 7),
    ("als", 9),
    ("al", 8),
    ("ing", 6),
    ("ed", 5),
    ("es", 5),
    ("s", 4),
)
"""The endings of forms, and the shortest words that have them."""


def _crude(word: str) -> str:
    """A word without the endings of its forms."""
    for ending, shortest in _ENDINGS:
        if word.endswith(ending) and len(word) >= shortest and not word.endswith("ss"):
            base = word[: -len(ending)]
            if ending == "ies":
                return base + "y"
            if ending in {"ing", "ed"} and len(base) > _SHORTEST_STEM and base[-1] == base[-2]:
                base = base[:-1] if base[-1] not in "lsz" else base
            return base.rstrip("e") if len(base) > _SHORTEST_STEM else base
    return word.rstrip("e") if len(word) > _SHORTEST_STEM else word


_SYNONYMS: Final = {
    _crude(word): _crude(line.split()[0]) for line in reversed(_SAME) for word in line.split()
}


def pace_of(rhythm: str) -> str:
    """A rhythm in one form: `daily`, `every day` and `once a day` are the same."""
    found = _PACE.fullmatch(rhythm)
    if found is None:
        return rhythm
    unit = found[1] or found[2]
    return {"dai": "day", "annual": "year"}.get(unit, unit)


def environments_in(text: str) -> frozenset[str]:
    """The environments that a text names, also such as may as well be something else."""
    return frozenset(ENVIRONMENTS[word] for word in _ENVIRONMENT.findall(text.lower()))


@lru_cache(maxsize=4_096)
def stated_in(text: str) -> frozenset[str]:
    """The environments that a text says it is of, in so many words: `"env": "test"`."""
    return environments_in(" ".join(match[1] for match in _STATED.finditer(text)))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """What the forms of a word, and its everyday synonyms, have in common."""
    base = _crude(word.lower().replace("\u2019", "'").removesuffix("'s"))
    return _SYNONYMS.get(base, base)
