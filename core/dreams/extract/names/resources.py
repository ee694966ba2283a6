"""
What a report or an error names that many things may depend on: hosts, lines, rooms, shares.

Pure. A name is a code (`node-4`), a noun with a code or a number (`substation QS-38`, `cold store
4`), a path, an address, or, behind a word of place or a key, anything that a program would call so.
"""

import re
from collections.abc import Iterator
from typing import Final

from core.dreams.extract.happenings.log_pieces import LINKING
from core.dreams.extract.language.words import JOINING, NEGATIONS
from core.dreams.extract.tokens import Sort, Token, tokens
from core.dreams.extract.values.moments import is_of_calendar
from core.transcripts.fields import words

_CODES: Final = frozenset({Sort.NAME, Sort.TICKET})
_WORD: Final = r"[A-Za-z][\w-]{1,20}"
_NUMBERED: Final = re.compile(rf"\b({_WORD} #?[A-Z]{{0,2}}\d{{1,5}}[A-Z]?)(?![\w%-]|[.,:]\d)")
_NOUNS: Final = re.compile(rf"(?<![\w./:@=-])({_WORD} )?({_WORD} )\Z")
"""One or two words before a name."""
_ADDRESS: Final = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])")
_PLACED: Final = re.compile(
    r"(?:\b(?:on|via|through|behind|at|from|by|to|in|under|near|against) |[A-Za-z_]=[\"']?)"
    r"([A-Za-z]\w{1,40}(?:[-_.][A-Za-z]\w{0,40}){1,6})(?![\w/=-])"
)
_BEFORE_NAMES: Final = "|".join(sorted((LINKING | {"the", "a", "an", "of"}) - {"to"}))
"""Words behind which no verb stands."""
_COUNTED: Final = words(
    "line row column page step attempt retry code port status exit version level chunk pid size"
    " count number item batch case ticket issue build run test part phase try day week month"
)
"""What has numbers and is nothing that could be at fault."""


def resources_in(text: str) -> set[str]:
    """Every name in a text, each as short and as long as it may be meant."""
    found = set(codes_in(text))
    found.update(match[0] for match in _ADDRESS.finditer(text))
    found.update(match[1] for match in _PLACED.finditer(text))
    for match in _NUMBERED.finditer(text):
        noun = match[1].partition(" ")[0].lower()
        if noun in JOINING or noun in LINKING or is_of_calendar(noun):
            continue
        longer = _with_nouns(text, *match.span(1))
        found.update([*longer] if noun in _COUNTED else [match[1], *longer])
    return found


def codes_in(text: str) -> set[str]:
    """The codes and paths in a text, alone and with the nouns before them."""
    found: set[str] = set()
    for token in tokens(text):
        if _is_code(token):
            found.add(token.text)
            found.update(_with_nouns(text, token.start, token.end))
        elif token.sort is Sort.PATH and not token.text[0].isalnum():
            found.add(token.text)
    return found


def _is_code(token: Token) -> bool:
    return token.sort in _CODES and any(map(str.isdigit, token.text)) and token.text[0].isalpha()


def is_set_off(name: str, text: str) -> bool:
    """
    Whether a name of several words begins where it seems to: behind a word of place or an article,
    or as all that stands between two signs. In `cannot reach db-4` it may as well not.
    """
    found = re.escape(name)
    return (
        re.search(rf"(?i)\b(?:{_BEFORE_NAMES}) {found}(?!\w)", text) is not None
        or re.search(rf"[(\[{{;|,=\t\"'] ?{found} ?(?:[)\]}};|,\t\"']|\Z)", text) is not None
    )


def _with_nouns(text: str, start: int, end: int) -> Iterator[str]:
    """A name with the word before it, and with the two before it, as far as they belong to it."""
    match = _NOUNS.search(text[max(0, start - 50) : start])
    for word in (match[2], match[1]) if match else ():
        bare = (word or "").strip().lower()
        if not bare or bare in JOINING or bare in LINKING or any(map(str.isdigit, bare)):
            return
        if bare in NEGATIONS or is_of_calendar(bare):
            return
        start -= len(word)
        yield text[start:end]
