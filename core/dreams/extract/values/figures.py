"""
Numbers in words as figures: "forty minutes" are 40 minutes, and "the fifth" is the 5th.

Pure. Only where two texts are compared: what is shown of a text stays as it was written.
"""

import re
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.breaks import with_stops
from core.dreams.extract.language.words import NUMBERS

_ORDINALS: Final = {
    name: value
    for value, name in enumerate(
        (
            *("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
            *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
            *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
        ),
        start=3,
    )
} | {"thirtieth": 30}
"""Without the first two, which are words for an order more often than for a day."""
_UNITS_DIGIT: Final = {"first": 1, "second": 2} | {
    name: value for name, value in _ORDINALS.items() if value < 10
}
_HALF: Final = 12
_TENS: Final = {"twenty": 20, "thirty": 30}
_AFTER_NEXT: Final = re.compile(r"(?i)\b(day|week|month|quarter|year) after next\b")
_COMPOUND: Final = re.compile(rf"(?i)\b({'|'.join(_TENS)})[- ]({'|'.join(_UNITS_DIGIT)})\b")
_ORDINAL: Final = re.compile(rf"(?i)\b({'|'.join(_ORDINALS)})\b(?! (?:part|of (?:the|a)\b))")
_COUNT: Final = re.compile(
    rf"(?i)(?<![\w-])({'|'.join(NUMBERS)})(?=[ -]\w)(?![ -](?:hundred|thousand))"
)


_AT_WORK: Final = re.compile(
    r"(?i)\b(\d+) (?:running|operating|full|whole|straight|consecutive)"
    r" (hours?|minutes?|days?|weeks?)\b"
)
_UNIT: Final = r"(seconds?|minutes?|hours?|days?|weeks?|months?|years?)"
_ONE: Final = re.compile(
    rf"(?i)\bone {_UNIT}\b|\ban? {_UNIT}(?= (?:before|ahead|after|later|earlier|in advance|prior"
    rf"|beforehand|of)\b)|(?<=\bwithin )an? {_UNIT}\b|(?<=\bfor )an? {_UNIT}\b"
    rf"|(?<=\bafter )an? {_UNIT}\b|(?<=\bthan )an? {_UNIT}\b"
)
"""One of a unit; behind anything else "a day" is per day."""
_OF_WORK: Final = re.compile(
    r"(?i)\b(\d+ hours?) of (?:operation|operating|running|work|use|service)\b"
)
_HALF_DAY: Final = re.compile(
    r"(?i)(?<![\w:.])(\d{1,2})(?:[:.]([0-5]\d))? ?(?:(am|pm|a\.m\.|p\.m\.)(?!\w)"
    r"|(?:o.?clock )?in the (morning|afternoon|evening)\b)"
)
_NOON: Final = re.compile(r"(?i)(?<!after)(?<!fore)\b(?<!the )(noon|midday|midnight)\b")


@lru_cache(maxsize=65_536)
def in_figures(text: str) -> str:
    """A text with its ordinals and numbers in figures and its stops; code stays as it is."""
    parts = with_stops(text).split("`")
    parts[::2] = [_told(part) for part in parts[::2]]
    return "`".join(parts)


def _told(part: str) -> str:
    part = _AFTER_NEXT.sub(r"second following \1", part)
    part = _COMPOUND.sub(
        lambda match: _nth(_TENS[match[1].lower()] + _UNITS_DIGIT[match[2].lower()]), part
    )
    part = _ORDINAL.sub(lambda match: _nth(_ORDINALS[match[1].lower()]), part)
    part = _ONE.sub(lambda match: f"1 {next(filter(None, match.groups()))}", part)
    part = _AT_WORK.sub(r"\1 \2", _COUNT.sub(_counted, part))
    part = _OF_WORK.sub(r"\1", part)
    return _NOON.sub(_noon, _HALF_DAY.sub(_on_clock, part))


def _on_clock(match: re.Match[str]) -> str:
    """A time of half a day as one of the whole: four in the afternoon is 16:00."""
    hour = int(match[1])
    half = (match[3] or match[4]).lower()[0]
    if not 1 <= hour <= _HALF:
        return match[0]
    late = half in "pe" or match[4] == "afternoon"
    return f"{hour % _HALF + _HALF * late:02}:{match[2] or '00'}"


def _noon(match: re.Match[str]) -> str:
    return "00:00" if match[1].lower() == "midnight" else "12:00"


def _counted(match: re.Match[str]) -> str:
    # A capital inside of a sentence begins a name: "Nine Winters".
    begins = not match.start() or match.string[match.start() - 2] in ".!?:;-*"
    return NUMBERS[match[1].lower()] if match[1].islower() or begins else match[0]


def _nth(value: int) -> str:
    ending = "th" if value in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"
