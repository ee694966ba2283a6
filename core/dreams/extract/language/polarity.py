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

from core.dreams.extract.language.clauses import DASH
from core.dreams.extract.language.facts import form_of
from core.dreams.extract.language.grammar import VERBS
from core.dreams.extract.language.lexicon import LIGHT, root
from core.dreams.extract.language.roles import is_in_phrase
from core.dreams.extract.language.sayings import SPARES, Saying, plain_part, sayings
from core.dreams.extract.language.words import JOINING, NEGATIONS
from core.dreams.extract.tokens import Sort, Token
from core.transcripts.fields import words

_VAGUE: Final = words("only instead rather")
_SILENT: Final = re.compile(
    r"\b(?:no|not|never|nothing|nobody|none)"
    r" (?:more|less|fewer|longer(?! \w+(?:ed|en|ing|s)\b)|later|sooner|earlier|higher|lower|hotter"
    r"|faster|other|else)\b"
    r"|\b(?:nobody|no one|none|nowhere) (?:else|other)\b"
)
_AUXILIARY: Final = words(
    "be been being is are was were do does did have has had to a an the any must may can could"
    " should shall will would ever it they we you he she there get gets got ever even also just"
)
_DONE: Final = words("get gets have has do use run")
"""Verbs that say nothing without what is got, had or done."""
_OF_THINGS: Final = words("no neither nor without nothing nobody none")
"""Negations that stand before a thing, and not before a verb."""
_LABELS: Final = frozenset(":?")
"""What ends a label or a question: neither affirms anything."""
_FREE: Final = re.compile(
    r"\bno (?:need|necessity|obligation|reason) (?:to|of|for)\b|\bneed(?:s)? not\b|\bneedn't\b"
    r"|\b(?:do|does|did)(?:n't| not) (?:need|have) to\b"
    r"|\bno(?:body|ne| one)? (?:needs?|has|have) to\b"
    r"|\bno [\w -]{2,40} (?:is|are) (?:needed|required|necessary)\b|\b(?:is|are) superfluous\b"
    r"|\b(?:un|not )necessary\b|\boptional(?:ly)?\b|\bneed(?:s)? no\b"
    r"|\bany(?:one|body)\b.{0,24}\b(?:may|can)\b|\bnot (?:just|only)\b"
    r"|\beven (?:across|if|when|without|though|while)\b|\b(?:may|can) [^.;]{0,40}\bstraight away\b"
    r"|\b(?:may|can|could) (?:safely |also |still |even |well )?(?:stay|remain|wait|follow|go on)\b"
    r"(?![^.;]{0,60}\d)"
    r"|(?<!nothing )(?<!nobody )\b(?:may|can) (?:be \w+|\w+)"
    r" (?:by one|alone|anyway|at any time|any time|at once|later)\b"
    r"|\b(?:may|can) [^.;:,]{0,60}\bwithout\b"
    r"|\b(?:may|can)\b[^.;]{0,60}\b(?:in|at) any\b"
    r"|\b(?:may|can)\b[^.;]{0,60}\b(?:too|as well)\b|\bstill (?:accepted|allowed|possible)\b"
    r"|\bor not\b(?! at all)|\bno matter (?:if|whether|how|what)\b|\bregardless\b"
    r"|\bfine to\b|\bsafe to\b|\bfree to\b|\banyway\b|\bwhenever you (?:like|want)\b"
)
"""It lets somebody off, where another text may ask for something."""


_MAY: Final = words("may can allowed")
_FORBIDS: Final = re.compile(
    r"\b(?:never|no|nobody|nothing|cannot|can't|don't|(?:do|must|may|shall|should) not)\b"
)
_AT_ODDS: Final = frozenset({(True, False, False, True), (False, True, True, False)})
"""One text permits, and the other only forbids."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """The roots of what a text says plainly, alone or with the condition they are said under."""

    affirmed: frozenset[str]
    denied: frozenset[str]
    plain: frozenset[str]
    """All words of what is affirmed, light ones too."""
    is_free: bool
    """It says that something may be left undone, or done as one likes."""
    permits: bool
    forbids: bool


@lru_cache(maxsize=32_768)
def polarity(text: str) -> Polarity:
    """What a text affirms and denies."""
    unmarked = DASH.sub(" , ", text.replace("*", ""))
    low = unmarked.lower().replace("\u2019", "'")
    silent = [match.span() for match in _SILENT.finditer(low)]
    affirmed: set[str] = set()
    denied: set[str] = set()
    plain: set[str] = set()
    permits = False
    for clause in sayings(unmarked):
        turns = [
            place
            for place, word in enumerate(clause.said)
            if word in NEGATIONS
            and not any(start <= clause.row[place].start < end for start, end in silent)
        ]
        if len(turns) > 1 or not _VAGUE.isdisjoint(clause.said):
            continue
        if turns:
            denied.update(_denied(clause, turns[0]))
        elif clause.closer not in _LABELS:
            begin, end = plain_part(clause)
            plain.update(form_of(word) for word in clause.said[begin:end] if word not in JOINING)
            affirmed.update(_affirmed(clause, begin, end))
            permits |= not clause.conditions and not _MAY.isdisjoint(clause.said)
    return Polarity(
        affirmed=frozenset(affirmed),
        denied=frozenset(denied),
        plain=frozenset(plain),
        is_free=_FREE.search(low) is not None,
        permits=permits,
        forbids=_FORBIDS.search(_SILENT.sub("", low)) is not None,
    )


def contradict(one: str, other: str) -> bool:
    """Whether one text denies what the other affirms, or frees from what the other asks for."""
    mine, theirs = polarity(one), polarity(other)
    return (
        mine.is_free != theirs.is_free
        or (
            not (mine.is_free and theirs.is_free)
            and (mine.permits, mine.forbids, theirs.permits, theirs.forbids) in _AT_ODDS
        )
        or not mine.affirmed.isdisjoint(theirs.denied)
        or not mine.denied.isdisjoint(theirs.affirmed)
    )


def _affirmed(clause: Saying, begin: int, end: int) -> Iterator[str]:
    for place in range(begin, end):
        word = _heavy(clause.row[place])
        # What somebody does, and not with what, where or for whom.
        if word and (word in VERBS or not is_in_phrase(clause.row, place)):
            yield f"{word} *"
            yield from {f"{word} {one}" for one in clause.conditions} or {word}
        elif not word:
            yield from _object(clause, place)


def _denied(clause: Saying, place: int) -> Iterator[str]:
    """What a negation is about: the verb behind it, or what a light verb is said of."""
    if clause.opener == "so" or clause.said[place - 1 : place] == ("to",):
        return
    if plain_part(clause)[1] <= place:
        return
    if clause.said[place] in _OF_THINGS:
        yield from _object(clause, place - 1, past=1) if place else ()
        return
    for at in range(place + 1, len(clause.said)):
        word = _heavy(clause.row[at])
        if word:
            spares = clause.conditions & SPARES
            yield from {f"{word} {one}" for one in spares or clause.conditions} or {f"{word} *"}
            if not spares:
                yield word
            return
        if clause.said[at] in _DONE or clause.said[at] not in _AUXILIARY:
            yield from _object(clause, at)
            return


def _object(clause: Saying, place: int, past: int = 0) -> Iterator[str]:
    """A light verb together with what it is said of: `get label`."""
    verb = clause.said[place]
    if verb not in _DONE and root(verb) not in LIGHT:
        return
    for at in range(place + 1 + past, min(place + 4 + past, len(clause.said))):
        word = _heavy(clause.row[at])
        if word:
            yield f"{root(verb)} {word}"
            return
        if clause.row[at].sort is not Sort.WORD:
            return


def _heavy(token: Token) -> str:
    low = token.text.lower()
    if token.sort is Sort.CODE:
        return token.norm
    if token.sort is not Sort.WORD or low in JOINING or root(low) in LIGHT:
        return ""
    return root(low)
