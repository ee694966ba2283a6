"""
What a text affirms and what it denies, and whether it asks for something or frees from it.

Pure. Only what is said plainly has a sign: a word in a condition, or beside "until", "unless",
"only" and the like, may stand in a sentence that says the same with and without a negation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from core.dreams.extract.facts import form_of
from core.dreams.extract.lexicon import LIGHT, root
from core.dreams.extract.tokens import Sort, Token, tokens
from core.dreams.extract.words import JOINING, NEGATIONS
from core.transcripts.fields import words

_SPARES: Final = words("until unless without before except till only than")
"""What may make up for a negation: "no X until Y" asks for Y."""
_OPENS: Final = words("when whenever while if once after where during past beyond") | _SPARES
"""What begins a condition; behind it nothing is said plainly."""
_VAGUE: Final = words("only instead rather")
_MODALS: Final = words("must should shall will has have is are gets get needs need")
_CUTS: Final = words("and but because so since then which for hence therefore")
_DASH: Final = re.compile(r"\s(?:-+>?|=+>?)\s")
_SILENT: Final = re.compile(
    r"\b(?:no|not|never|nothing|nobody|none)"
    r" (?:more|less|fewer|longer|later|sooner|earlier|higher|lower|hotter|faster|other|else)\b"
    r"|\b(?:nobody|no one|none) (?:else|other)\b"
)
_AUXILIARY: Final = words(
    "be been being is are was were do does did have has had to a an the any must may can could"
    " should shall will would ever it they we you he she there get gets got ever even also just"
)
_FREE: Final = re.compile(
    r"\bno (?:need|necessity|obligation|reason) (?:to|of|for)\b|\bneed(?:s)? not\b|\bneedn't\b"
    r"|\b(?:do|does|did)(?:n't| not) (?:need|have) to\b|\bno\w* (?:needs?|has|have) to\b"
    r"|\b(?:un|not )necessary\b|\boptional(?:ly)?\b|\bneed(?:s)? no\b"
    r"|\bany(?:one|body)\b.{0,24}\b(?:may|can)\b|\bnot (?:just|only)\b"
    r"|\beven (?:across|if|when|without|though|while)\b|\bstraight away\b"
    r"|\b(?:may|can|could) (?:safely |also |still |even |well )?(?:stay|remain|wait|follow|go on)\b"
    r"|\b(?:may|can) (?:be \w+|\w+) (?:by one|alone|anyway|at any time|any time|at once|later)\b"
    r"|\b(?:may|can) (?:be )?\w+ (?:\w+ ){0,6}without\b"
    r"|\bfine to\b|\bsafe to\b|\bfree to\b|\banyway\b|\bwhenever you (?:like|want)\b"
)
"""It lets somebody off, where another text may ask for something."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """The roots of what one text says plainly."""

    affirmed: frozenset[str]
    denied: frozenset[str]
    plain: frozenset[str]
    """All words of what is affirmed, light ones too."""
    is_free: bool
    """It says that something may be left undone, or done as one likes."""


@lru_cache(maxsize=32_768)
def polarity(text: str) -> Polarity:
    """What a text affirms and denies."""
    plain = _DASH.sub(" , ", text.replace("*", ""))
    low = plain.lower().replace("\u2019", "'")
    silent = [match.span() for match in _SILENT.finditer(low)]
    affirmed: set[str] = set()
    denied: set[str] = set()
    plain_words: set[str] = set()
    for opener, clause in _clauses(plain):
        said = [token.text.lower().replace("\u2019", "'") for token in clause]
        turns = [
            place
            for place, word in enumerate(said)
            if word in NEGATIONS
            and not any(start <= clause[place].start < end for start, end in silent)
        ]
        opens = next((place for place, word in enumerate(said) if word in _OPENS), len(said))
        if len(turns) > 1 or not _VAGUE.isdisjoint(said):
            continue
        heavy = [_heavy(token) for token in clause]
        spares = _SPARES.intersection(said)
        if not turns:
            begin = 0
            if opens == 0:
                begin = next((i for i, word in enumerate(said) if word in _MODALS), len(said))
                opens = len(said)
            plainly = [word for word in heavy[begin:opens] if word]
            affirmed.update(plainly)
            plain_words.update(form_of(word) for word in said[begin:opens])
            affirmed.update(f"{word} {spare}" for word in plainly for spare in spares)
            affirmed.update(_done(clause, said, heavy, begin, opens))
        elif opener != "so" and turns[0] < opens and said[turns[0] - 1 : turns[0]] != ["to"]:
            for word in _denied(clause, said, heavy, turns[0]):
                denied.update({f"{word} {spare}" for spare in spares} or {word})
    return Polarity(
        frozenset(affirmed),
        frozenset(denied),
        frozenset(plain_words),
        _FREE.search(low) is not None,
    )


def contradict(one: str, other: str) -> bool:
    """Whether one text denies what the other affirms, or frees from what the other asks for."""
    mine, theirs = polarity(one), polarity(other)
    return (
        mine.is_free != theirs.is_free
        or not mine.affirmed.isdisjoint(theirs.denied)
        or not mine.denied.isdisjoint(theirs.affirmed)
    )


def _clauses(text: str) -> Iterator[tuple[str, list[Token]]]:
    part: list[Token] = []
    opener = ""
    for token in tokens(text):
        if token.sort is Sort.STOP or token.text.lower() in _CUTS:
            if part:
                yield opener, part
            part = []
            opener = token.text.lower()
        else:
            part.append(token)
    if part:
        yield opener, part


def _heavy(token: Token) -> str:
    low = token.text.lower()
    if token.sort is Sort.CODE:
        return token.norm
    if token.sort is not Sort.WORD or low in JOINING or root(low) in LIGHT:
        return ""
    return root(low)


def _denied(clause: list[Token], said: list[str], heavy: list[str], place: int) -> list[str]:
    """What a negation is about: the verb behind it, or what a light verb is said of."""
    if said[place] in {"no", "neither", "nor", "without", "nothing", "nobody", "none"}:
        verb = said[place - 1] if place else ""
        word = next((one for one in heavy[place + 1 : place + 2] if one), "")
        return [f"{root(verb)} {word}"] if verb and word else []
    for at in range(place + 1, len(said)):
        if said[at] in _AUXILIARY and said[at] not in {"get", "gets", "have", "has", "do"}:
            continue
        if heavy[at]:
            return [heavy[at]]
        return _done(clause, said, heavy, at, at + 1)
    return []


def _done(
    clause: list[Token], said: list[str], heavy: list[str], begin: int, end: int
) -> list[str]:
    """Light verbs together with what they are said of: `get label`."""
    found = []
    for at in range(begin, end):
        if heavy[at] or clause[at].sort is not Sort.WORD or root(said[at]) not in LIGHT | _GETS:
            continue
        for after in range(at + 1, min(at + 4, len(said))):
            if heavy[after]:
                found.append(f"{root(said[at])} {heavy[after]}")
                break
            if clause[after].sort is not Sort.WORD:
                break
    return found


_GETS: Final = frozenset({root("get"), root("have"), root("do"), root("use"), root("run")})
