"""
What each piece of a text affirms or denies, with the words that deny by what they mean.

Pure. A piece is what is denied as one: a clause, or what stands behind "without" or "unless". A
negation that only sets something off ("by post, not by mail") is a piece of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.clauses import DASH
from core.dreams.extract.language.facts import form_of
from core.dreams.extract.language.lexicon import root
from core.dreams.extract.language.senses import Placed, placed, unmarked
from core.dreams.extract.language.words import JOINING, NEGATIONS
from core.dreams.extract.tokens import Sort, Token, tokens
from core.transcripts.fields import words

_OPENS: Final = words(
    "but because since so otherwise else while when whenever if unless until till before after"
    " once where without with as than that which who then or and except instead"
)
"""What begins a piece of a sentence that is denied or affirmed by itself."""
_LACKING: Final = words("without unless except otherwise else instead")
"""They turn what they begin."""
_SETS_OFF: Final = words(
    "in on at by to from with for of into through the a an this that between near"
)
_COMPARED: Final = re.compile(
    r"\b(?:more|less|fewer|most|least|than|enough|(?<!no )longer|(?:fast|slow|high|low|short|larg"
    r"|small|bigg|heavi|light|earli|lat|soon|old|young|hott|warm|cold|cool|clos|near|deep|wid|thick|thinn"
    r"|great|strong|weak)er)\b"
)
_DONE: Final = words(
    "run runs running use uses used using take takes taken taking keep keeps kept put go goes going"
)
"""Words that join in most places, and are said of something in others."""
_NO_OTHER: Final = re.compile(
    r"\bor not at all\b"
    r"|\b(?:nobody|no one|none|nothing|nowhere) (?:else|other|but|except)\b"
    r"|\bno other\b|\bnot only\b"
)
_DENYING: Final = frozenset(
    root(word)
    for word in words(
        "fail refuse reject decline deny forbid forbidden prohibit ban bar omit skip lack lacking"
        " want miss missing absent shut close closed lock locked off out away void invalid free"
        " avoid stop end cease halt discard exclude exempt limit most least maximum max"
        " minimum min single alone too collide wrong bad leave stay remain keep wait reserve"
        " reserved taboo refrain dangerous danger harmful harm hurt unsafe useless damage"
        " spoil ruin kill melt burst explode tear burn poison choke rot shrink clog stain"
    )
)
"""Words that may deny by what they mean: "keep off", "free of", "is void"."""
HARM: Final = frozenset(
    root(word)
    for word in words("fail refuse reject decline deny break crash stop lose return miss block err")
)
"""What happens without something: "without X it fails" asks for X."""


_FAILS: Final = frozenset(root(word) for word in words("fail crash jam clog choke burst blow"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence that is affirmed or denied as one."""

    words: frozenset[str]
    """The roots of its words, and its facts."""
    negations: int
    sets_off: bool
    """It names what is not meant: "not by mail"."""
    is_compared: bool
    """Its negation may belong to a bound: "not faster than"."""
    is_lacking: bool
    """It stands behind "without"."""
    head: str
    """
    Its first word or fact: what a negation is about. Behind "with" it is what the negation stands
    before, for "the tank with a lid is not rinsed" denies no lid.
    """


@lru_cache(maxsize=32_768)
def pieces_of(text: str) -> tuple[Piece, ...]:
    """The pieces of a text that say anything, in order."""
    plain = DASH.sub(" , ", unmarked(text)).replace("\u2019", "'")
    silent = [match.span() for match in _NO_OTHER.finditer(plain.lower())]
    facts = {one.token.start: one for sentence in placed(plain) for one in sentence if one.fact}
    found = (_piece(part, facts, silent) for part in _cut(tokens(plain)))
    return tuple(one for one in found if one.words)


def denying_in(text: str) -> frozenset[str]:
    """The words of a text that may deny by what they mean."""
    return _DENYING & frozenset(form_of(token.text) for token in tokens(text.replace("*", "")))


def harm_in(text: str) -> bool:
    """Whether a text says that something goes wrong."""
    return not HARM.isdisjoint(form_of(token.text) for token in tokens(text))


def fails_in(text: str) -> bool:
    """Whether a text says so by a word that means nothing else: one may return a key as well."""
    return not _FAILS.isdisjoint(form_of(token.text) for token in tokens(text))


def _cut(row: Sequence[Token]) -> Iterator[list[Token]]:
    part: list[Token] = []
    for token in row:
        is_bare = len(part) == 1 and part[0].text.lower() in NEGATIONS
        if token.sort is Sort.STOP or (token.text.lower() in _OPENS and not is_bare):
            yield part
            part = []
        if token.sort is not Sort.STOP:
            part.append(token)
    yield part


def _piece(part: list[Token], facts: dict[int, Placed], silent: list[tuple[int, int]]) -> Piece:
    said: dict[str, None] = {}
    behind: list[str] = []
    negations = 0
    low = [token.text.lower() for token in part]
    for word, token in zip(low, part, strict=True):
        one = facts.get(token.start)
        if any(start <= token.start < end for start, end in silent):
            continue
        if word in NEGATIONS or word in _LACKING:
            negations += 1
            continue
        if one is not None and one.fact is not None:
            said[one.fact[1]] = None
        elif word not in JOINING or word in _DONE:
            said[form_of(token.text)] = None
        else:
            continue
        if negations:
            behind.append(list(said)[-1])
    begins = low[1:] if low[:1] in (["and"], ["but"], ["or"]) else low
    return Piece(
        words=frozenset(said),
        negations=negations,
        sets_off=begins[:1] in (["not"], ["never"], ["no"])
        and (len(begins) < 3 or begins[1] in _SETS_OFF),
        is_compared=_COMPARED.search(" ".join(low)) is not None,
        is_lacking=low[:1] == ["without"],
        head=next(iter(behind if low[:1] == ["with"] and behind else said), ""),
    )
