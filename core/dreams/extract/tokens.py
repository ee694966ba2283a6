"""
Cutting a text into typed tokens: code, links, paths, names, versions, times, quantities, words.

One alternation, every quantifier possessive, so that no text is read twice. Each token knows where
it stands, and a normal form in which the same thing is the same text however it was spelled.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Final, NamedTuple

from core.dreams.extract.language.calendar_names import MONTH
from core.dreams.extract.language.words import NUMBERS, stem
from core.dreams.extract.values.quantities import (
    LETTERS,
    SMALL,
    UNITS,
    clock_ms,
    normal_number,
    normal_quantity,
)
from core.transcripts.fields import words

LONGEST: Final = 16_384
"""Characters of one text that are looked at; twice what an ingester keeps of a body."""


class Sort(StrEnum):
    """What a token is."""

    CODE = "code"
    """Several words in backquotes: a command, an assignment."""
    LINK = "link"
    PATH = "path"
    FLAG = "flag"
    CHANNEL = "channel"
    TICKET = "ticket"
    VERSION = "version"
    DATE = "date"
    TIME = "time"
    QUANTITY = "quantity"
    NUMBER = "number"
    NAME = "name"
    """An identifier: a host, a service, a setting; anything no dictionary has."""
    WORD = "word"
    STOP = "stop"
    """What ends a sentence or a clause."""


class Token(NamedTuple):
    """One token, with its place in the text; a tuple, for a store has millions of them."""

    sort: Sort
    text: str
    norm: str
    start: int
    end: int


_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})++|\d{1,40}+)"
# Most of a text is plain words, so they are tried first.
_PATTERN = re.compile(
    rf"""[ \t]*+(?:
      (?P<plain>[a-z]{{1,64}}+(?=[ ,;)\n]|[.:](?:\s|\Z)|\Z))
    | `(?P<code>[^`\n]{{1,300}}+)`
    | (?P<link>\b[A-Za-z][A-Za-z0-9+]{{1,15}}+://(?:[^\s<>"'`)\].,;:!?]|[.,;:!?](?=[^\s<>"'`)\]])){{1,500}}+)
    | (?P<mail>(?<![\w.])[\w.+-]{{1,64}}+@[\w-]{{1,63}}+(?:\.[\w-]{{1,63}}+)++)
    | (?P<date>(?<![\w-])\d{{4}}-[01]\d-[0-3]\d(?:[T ]{_CLOCK}(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])
        |(?i:\b[0-3]?\d\.?[ ]{MONTH},?[ ]\d{{4}}\b
        |\b{MONTH}[ ][0-3]?\d(?:st|nd|rd|th)?,?[ ]\d{{4}}\b|\b{MONTH}[ ]\d{{4}}\b))
    | (?P<span>(?<![\w-])\d{{1,3}}-[0-2]?\d:[0-5]\d:[0-5]\d(?![\w:]))
    | (?P<ticket>(?<![\w-])[A-Z][A-Z0-9]{{1,9}}-\d{{1,7}}\b(?![-\w]))
    | (?P<path>(?<![\w.])(?:~|\.{{1,2}}|/)?/[\w.@%+~*-]{{1,255}}+(?:/[\w.@%+~*-]{{1,255}}+)*+/?
        |\b[A-Za-z]:[\\/][\w.\\/-]{{1,255}}+
        |(?<![\w./-])[\w-]{{1,64}}+(?:\.[\w-]{{1,64}}+)*+(?:/[\w.-]{{1,64}}+)++)
    | (?P<flag>(?<![\w-])--?[A-Za-z][\w-]{{0,63}}+)
    | (?P<channel>(?<![\w&])[\#@][A-Za-z][\w-]{{1,63}}+)
    | (?P<time>(?<![\w:]){_CLOCK}(?!\w|:\w)(?:\s?(?:UTC|GMT)\b)?)
    | (?P<money>[$€£]\s?{_NUMBER}(?:\.\d{{1,9}}+)?
        |(?<![\w.]){_NUMBER}(?:\.\d{{1,9}}+)?[ ]?[€£](?!\w))
    | (?P<sum>\b(?:EUR|USD|GBP|CHF)\s?{_NUMBER}(?:\.\d{{1,9}}+)?(?!\w))
    | (?P<quantity>(?<![\w.])[-+]?{_NUMBER}(?:\.\d{{1,9}}+)?
        (?:[ -]?(?:(?i:{UNITS})|[{LETTERS}])|[ ][{SMALL}])(?!\w))
    | (?P<factor>(?<![\w.])[x\u00d7]\d{{1,6}}+(?:\.\d{{1,6}}+)?(?![\w.-]))
    | (?P<power>(?<![\w.])-?\d{{1,9}}+(?:\.\d{{1,9}}+)?[eE][-+]?\d{{1,3}}(?!\w))
    | (?P<version>(?<![\w.])(?:v|-(?=\d))?\d{{1,9}}+(?:\.\d{{1,9}}+){{1,4}}
        (?:[-+][\w.]{{1,32}}+)?(?!\w))
    | (?P<number>(?<![\w.])-?{_NUMBER}(?![\w]))
    | (?P<name>[^\W\d_]\w{{0,63}}+(?:[-_.:]\w{{1,63}}+)++|\d[\w-]{{0,63}}+
        |\w{{0,64}}_\w{{1,64}}+|[A-Z][a-z]{{1,40}}+(?:[A-Z]{{1,8}}+[a-z0-9]{{1,40}}+)++(?:[A-Z]{{2,8}}(?!\w))?
        |[a-z]{{1,40}}+[A-Z]\w{{0,63}}+|[A-Za-z]{{1,40}}+\d\w{{0,63}}+)
    | (?P<word>[^\W\d_]{{1,64}}+(?:['\u2019][^\W\d_]{{1,16}}+)*+)
    | (?P<stop>[.!?;:,()\[\]\u2014\u2013\n|])
    )""",
    re.VERBOSE,
)
_PLAIN_COMPOUND = re.compile(r"[^\W\d_]++(?:-[^\W\d_]++)++\Z")
_ABBREVIATED: Final = words(
    "inv no nr nos fig figs vol vols art arts sec sect par ch chap p pp pg approx ca cca cf ref"
    " refs ext tel pos ser cat lot inst est max min tab eq app apt bldg rm fl col ed iss acc reg"
)
"""Words that are cut short before the number of a thing: `fig. 3`, `inv. L75`."""
_ENDING: Final = ".:,;!?"
_CURRENCIES: Final = {"€": "eur", "£": "gbp"}


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in order; what is no token (blanks, odd signs) is left out."""
    found = [_token(match) for match in _PATTERN.finditer(text[:LONGEST])]
    return [one for place, one in enumerate(found) if not _is_of_abbreviation(found, place)]


def _is_of_abbreviation(found: list[Token], place: int) -> bool:
    """Whether a full stop belongs to the word before it, and ends nothing: `inv. L75`."""
    one = found[place]
    if one.text != "." or not 0 < place < len(found) - 1:
        return False
    before, after = found[place - 1], found[place + 1]
    return (
        before.end == one.start
        and before.text.lower() in _ABBREVIATED
        and any(map(str.isdigit, after.text))
    )


def _token(match: re.Match[str]) -> Token:
    kind = match.lastgroup or "stop"
    start, end = match.span(kind)
    text = match[kind]
    if kind == "code":
        sort, norm = _in_backquotes(text.strip())
        return Token(sort, text.strip(), norm, start, end)
    if kind in {"link", "path"}:
        text = text.rstrip(_ENDING)
        end = start + len(text)
    sort, norm = _READERS[kind](text)
    return Token(sort, text, norm, start, end)


def _in_backquotes(text: str) -> tuple[Sort, str]:
    """What stands in backquotes: one token, a command of several words, or a name."""
    one = _PATTERN.fullmatch(text)
    if one is not None and one.lastgroup not in {"code", "stop"}:
        bare = _token(one)
        return (Sort.NAME, text.lower()) if bare.sort is Sort.WORD else (bare.sort, bare.norm)
    if not text or " " in text or "=" in text:
        return Sort.CODE, " ".join(text.split())
    return Sort.NAME, text.lower()


def _path(text: str) -> tuple[Sort, str]:
    if not text[:1].isalnum() or _is_path(text):
        return Sort.PATH, text.rstrip("/") or text
    if text[:1].isalpha() and any(map(str.isdigit, text)):
        # `EU/north-2`, `pkg/v2`: words do not have digits.
        return Sort.NAME, text.lower()
    return (Sort.WORD if any(map(str.isalpha, text)) else Sort.NUMBER), text.lower()


def _name(text: str) -> tuple[Sort, str]:
    # `in-flight` and `route-planner` look alike; as words both must be found again, and that is
    # all that matters. `30-day` and `5m` are no names either.
    is_word = _PLAIN_COMPOUND.match(text) or (text[0].isdigit() and text[-1].isalpha())
    return (Sort.WORD if is_word else Sort.NAME), text.lower()


def _word(text: str) -> tuple[Sort, str]:
    low = text.lower()
    return (Sort.NUMBER, NUMBERS[low]) if low in NUMBERS else (Sort.WORD, stem(low))


def _money(text: str) -> tuple[Sort, str]:
    """Whichever side its sign is on; of the dollars nobody knows whose they are."""
    number = normal_number(text.strip("$€£ "))
    code = next((code for sign, code in _CURRENCIES.items() if sign in text), "")
    return Sort.QUANTITY, normal_quantity(f"{number} {code}") if code else f"money:${number}"


def _time(text: str) -> tuple[Sort, str]:
    clock = text.removesuffix("UTC").removesuffix("GMT").strip()
    return Sort.TIME, clock.rjust(clock.count(":") * 3 + 2, "0") if "." not in clock else clock


_READERS: Final[dict[str, Callable[[str], tuple[Sort, str]]]] = {
    "link": lambda text: (Sort.LINK, text.rstrip("/")),
    "mail": lambda text: (Sort.LINK, text.lower()),
    "date": lambda text: (Sort.DATE, text.lower()),
    "span": lambda text: (Sort.QUANTITY, f"time:{clock_ms(text):.12g}"),
    "ticket": lambda text: (Sort.TICKET, text),
    "path": _path,
    "flag": lambda text: (Sort.FLAG, text),
    "channel": lambda text: (Sort.CHANNEL, text.lower()),
    "time": _time,
    "money": _money,
    "sum": lambda text: (Sort.QUANTITY, normal_quantity(f"{text[3:].strip()} {text[:3]}")),
    "quantity": lambda text: (Sort.QUANTITY, normal_quantity(text)),
    "factor": lambda text: (Sort.QUANTITY, normal_quantity(f"{text[1:]}x")),
    "version": lambda text: (Sort.VERSION, text.removeprefix("v").lower()),
    "power": lambda text: (Sort.NUMBER, normal_number(text)),
    "number": lambda text: (Sort.NUMBER, normal_number(text)),
    "name": _name,
    "plain": _word,
    "word": _word,
    "stop": lambda text: (Sort.STOP, text),
}


def _is_path(text: str) -> bool:
    """Whether `a/b` is a path and not two words: it has a file's ending, or three parts."""
    return "." in text.rpartition("/")[2] or (text.count("/") > 1 and any(map(str.isalpha, text)))
