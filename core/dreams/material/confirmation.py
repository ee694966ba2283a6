"""
Whether a tool result shows the value that an entry gives its subject, or another one.

Pure. The subject must be named where the value was seen, the words around the value must fit, and
so must the environment: a number alone confirms nothing. Another value contradicts only where
nothing else can be meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from core.dreams.extract.lexicon import LIGHT, key_roots, root
from core.dreams.extract.quantities import normal_number
from core.dreams.extract.tokens import Sort, Token, tokens
from core.dreams.extract.words import JOINING
from core.dreams.material.claims import Claim
from core.dreams.material.observations import Observed
from core.dreams.material.testimony import Result, Testimony

_PLAIN: Final = frozenset({Sort.NUMBER, Sort.VERSION, Sort.TIME, Sort.QUANTITY})
_SECTION: Final = re.compile(r"\s*(?:\[([\w .-]{1,60})\]|([\w -]{1,60}):)\s*\Z")
_PROPER: Final = re.compile(r"[A-Z][\w&.-]*(?: (?:& )?[A-Z][\w.-]*){0,3}")
_JOINTS: Final = re.compile(r"[\s./:@]+")
_TELLING: Final = 2
"""Characters of a value that is known again where its name does not stand beside it."""
_MOST_LINES: Final = 400
_LONGEST: Final = 1_000
_SHORT_ANSWER: Final = 3
"""Lines of a result that answers nothing but what its command asks."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A value as it was seen."""

    result: Result
    observed: Observed
    text: str
    """The value as it stands in the quote."""
    is_same: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a result, or one cell of a table or an object, with what is said around it."""

    observed: Observed
    words: frozenset[str]
    """Roots of the words in it."""
    section: frozenset[str]


class Sightings:
    """Where values were seen, looked up by the names of what has them; each claim once."""

    def __init__(self, testimony: Testimony) -> None:
        self._testimony = testimony
        self._found: dict[Claim, tuple[Sighting, ...]] = {}
        self._lines: dict[int, tuple[_Line, ...]] = {}

    def of(self, claim: Claim) -> tuple[Sighting, ...]:
        """Where the value of a claim, or another in its place, was seen; in order."""
        if claim not in self._found:
            self._found[claim] = tuple(self._look(claim))
        return self._found[claim]

    def _look(self, claim: Claim) -> Iterator[Sighting]:
        words = [word for name in claim.names for word in _JOINTS.split(name) if word]
        for place in sorted(self._testimony.places_of(words)):
            result = self._testimony.results[place]
            if claim.environments and not claim.environments <= result.environments:
                continue
            if place not in self._lines:
                self._lines[place] = tuple(_lines(result))
            found = _seen_in(claim, result, self._lines[place])
            if found is not None:
                yield found


def _lines(result: Result) -> Iterator[_Line]:
    """Every cell of tables and objects, and every line that is in none."""
    covered: set[str] = set()
    for one in result.observed:
        covered.add(one.quote)
        yield _Line(one, one.keys | _roots(one.name), frozenset())
    section: frozenset[str] = frozenset()
    for whole in result.event.body.split("\n")[:_MOST_LINES]:
        line = whole[:_LONGEST].strip()
        head = _SECTION.match(whole)
        if head is not None:
            section = key_roots(head[1] or head[2])
        elif not line:
            section = frozenset()
        if line:
            yield _Line(
                Observed(frozenset(), "", line, line, None, is_sentence=True),
                _roots(line),
                section,
            )


@lru_cache(maxsize=16_384)
def _roots(text: str) -> frozenset[str]:
    found = set()
    for token in tokens(text):
        if token.sort is Sort.WORD and token.text.lower() not in JOINING:
            found.add(root(token.text))
        elif token.sort in {Sort.NAME, Sort.CODE}:
            found |= key_roots(token.text)
    return frozenset(found)


def _seen_in(claim: Claim, result: Result, lines: tuple[_Line, ...]) -> Sighting | None:
    """The value in one result: the same one if it stands anywhere there, else another."""
    able = [line for line in lines if _is_about(claim, result, line, lines)]
    for line in able:
        text = _same_value(claim, line.observed.value)
        if text is not None and _fits(claim, result, line):
            return Sighting(result, line.observed, text, is_same=True)
    others: dict[str, Sighting] = {}
    for line in able:
        text = _other_value(claim, line)
        if text is not None:
            others.setdefault(text.lower(), Sighting(result, line.observed, text, is_same=False))
    # Two other values: who knows which of them is meant.
    return next(iter(others.values())) if len(others) == 1 else None


def _is_about(claim: Claim, result: Result, line: _Line, lines: tuple[_Line, ...]) -> bool:
    """Whether what has the value is named here, and nothing else in its place."""
    quote = line.observed.row or line.observed.quote
    if _names(claim, quote):
        return True
    if line.observed.row is not None:
        return False
    # Where its own line has such a value, another line is about something else.
    for other in lines:
        text = other.observed.row or other.observed.quote
        is_named = quote not in text and _names(claim, text)
        if is_named and _values_like(claim, other.observed.value):
            return False
    both = f"{result.command}\n{result.event.body}"
    return _names(claim, both) and not _is_in_other_block(claim, result.event.body, line)


def _is_in_other_block(claim: Claim, body: str, line: _Line) -> bool:
    """Of several blocks of the same keys: whether a value stands in one about something else."""
    blocks = [block for block in re.split(r"\n\s*\n", body) if block.strip()]
    holding = [block for block in blocks if line.observed.quote in block]
    naming = [block for block in blocks if any(_stands(name, block) for name in claim.names)]
    return len(blocks) > 1 and bool(naming) and not any(block in naming for block in holding)


def _fits(claim: Claim, result: Result, line: _Line) -> bool:
    """Whether the words around a value are those of the claim: light ones if it has no others."""
    wanted = _heavy(claim)
    keys = line.observed.keys
    if (line.words | keys) & wanted or (keys and keys <= claim.about):
        return True
    # What a section or the command says is meant for the whole answer, and so for a value in it
    # that cannot stand there by chance.
    if len(claim.number or claim.text) < _TELLING:
        return False
    short = result.event.body.strip().count("\n") < _SHORT_ANSWER
    return bool(line.section & wanted) or (short and bool(_roots(result.command) & wanted))


def _heavy(claim: Claim) -> frozenset[str]:
    return (claim.about - LIGHT) or claim.about


def _same_value(claim: Claim, text: str) -> str | None:
    """The value as it is written in a text, if it is there."""
    if claim.kind == "name":
        found = re.search(rf"(?<![\w-]){re.escape(claim.text)}(?![\w-])", text, re.IGNORECASE)
        return found[0] if found else None
    for token in _numbers(text):
        if _kind(token) == claim.kind and token.norm == claim.norm:
            return token.text
    if claim.number:
        for token in _numbers(text):
            if token.sort in {Sort.NUMBER, Sort.VERSION} and _bare(token) == claim.number:
                return token.text
    return None


def _other_value(claim: Claim, line: _Line) -> str | None:
    """
    Another value of the kind, where nothing else can be meant.

    It is the only one there, and stands under a name that the entry uses itself, or beside the
    very word that says in the entry what is counted.
    """
    one = line.observed
    if claim.kind == "name":
        return _other_name(claim, line)
    found = _values_like(claim, one.value)
    if len(found) != 1:
        return None
    if not one.is_sentence:
        has_key = bool(one.keys & claim.about) and one.keys - LIGHT <= claim.about
        is_all = len(one.tokens) == 1 or _beside(found[0], one.value) == claim.beside != ""
        return found[0].text if has_key and is_all else None
    near = _beside(found[0], one.value)
    shared = line.words & claim.about
    # `python 3.11` says all; `12 boxes` may be boxes of anything.
    says_all = re.fullmatch(rf"\W*[A-Za-z]+ {re.escape(found[0].text)}\W*", one.value)
    is_beside = claim.beside != "" and near == claim.beside
    if is_beside and (says_all or shared - {near} or _names(claim, one.quote)):
        return found[0].text
    is_pair = re.match(rf"[^=:]{{1,60}}[=:]\s*{re.escape(found[0].text)}\W*\Z", one.value)
    if is_pair and (line.section & claim.about or (shared and shared >= line.words - LIGHT)):
        return found[0].text
    most = len(shared - LIGHT) >= 2 and len(line.words - LIGHT - claim.about) <= 2
    return found[0].text if most else None


def _other_name(claim: Claim, line: _Line) -> str | None:
    """Another name behind the word that says in the entry what kind of name it is."""
    one = line.observed
    if one.is_sentence:
        if not claim.beside:
            return None
        for match in re.finditer(r"([A-Za-z]+) ", one.value):
            if root(match[1]) == claim.beside and (line.words & claim.about) - {claim.beside}:
                name = _PROPER.match(one.value, match.end())
                return name[0] if name and claim.text[:1].isupper() else None
        return None
    if not one.keys & claim.about or one.keys - LIGHT - claim.about:
        return None
    value = one.value.strip().strip("`'\",")
    words = value.split()
    if claim.beside and len(words) > 1 and root(words[0]) == claim.beside:
        value = " ".join(words[1:])
    is_like = value[:1].isupper() == claim.text[:1].isupper() and len(value.split()) <= 4
    return value if is_like and value and not value[:1].isdigit() else None


def _values_like(claim: Claim, text: str) -> list[Token]:
    """The values of a claim's kind and dimension in a text, or bare numbers in their place."""
    # A number behind the name is a part of it: `AeroBrew 3`.
    for name in claim.names:
        text = re.sub(rf"(?i)(?<![\w-]){re.escape(name)}(?: \d{{1,3}}(?![\w.]))?", _blanks, text)
    found = [token for token in _numbers(text) if _kind(token) == claim.kind]
    if not found and claim.number:
        found = [token for token in _numbers(text) if token.sort is Sort.NUMBER]
    return found


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])


@lru_cache(maxsize=16_384)
def _numbers(text: str) -> tuple[Token, ...]:
    return tuple(token for token in tokens(text) if token.sort in _PLAIN)


def _kind(token: Token) -> str:
    if token.sort is Sort.QUANTITY:
        return f"quantity/{token.norm.partition(':')[0]}"
    return token.sort.value


def _bare(token: Token) -> str:
    match = re.match(r"[\d,]+(?:\.\d+)?\Z", token.text)
    return normal_number(match[0]) if match else ""


def _beside(token: Token, text: str) -> str:
    """The root of the word behind a value, else of the one before it."""
    behind = re.match(r" ?([A-Za-z]{3,})", text[token.end :])
    if behind and behind[1].lower() not in JOINING:
        return root(behind[1])
    before = re.search(r"([A-Za-z]{3,}) \Z", text[: token.start])
    return root(before[1]) if before else ""


def _names(claim: Claim, text: str) -> bool:
    """Whether a text names what has the value, and not only something with a longer name."""
    low = text.lower()
    for longer in claim.longer:
        low = low.replace(longer, " ")
    return all(_stands(name, low) for name in claim.names)


def _stands(name: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE) is not None
