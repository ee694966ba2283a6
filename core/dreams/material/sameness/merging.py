"""
One entry from several that say the same: the fullest wording, with what only the others say.

Pure. A sentence that says nothing new goes, however it is worded: its facts and what it names stand
in one sentence of the merged text. Facts that are missing come as a clause or a sentence of their
own, in the words of whoever wrote them.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from core.dreams.extract.language.breaks import broken
from core.dreams.extract.language.clauses import Clause, reading, sentences_of
from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.grammar import GENERAL, PARTICLES, VERBS
from core.dreams.extract.language.roles import Role, roles_of
from core.dreams.extract.language.sense import Sense
from core.dreams.extract.language.senses import senses
from core.dreams.extract.tokens import Sort
from core.dreams.extract.values.figures import in_figures
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.notes import noted_days, noted_note, verified_day
from core.dreams.material.sameness.commands import holds_fact
from core.dreams.material.sameness.logic import logic_differs
from core.dreams.material.sameness.odds import are_not_at_odds
from core.dreams.material.sameness.pairing import told
from core.dreams.material.sameness.rewording import is_retold
from core.dreams.material.sameness.titled import name_above

_MOST: Final = 0.7
"""Of the words of a sentence, the part by which it is known again in another one."""
_LEAST: Final = 2
"""Facts and words that a sentence must share with another one to be told by it in other words."""
_LINKS: Final = frozenset({"and", "but", "so"})
_PARTS: Final = re.compile(r"[:;] ")
_DEPENDING: Final = re.compile(
    r"(?i)(?:since|because|which|who|whose|while|or|than|as|for|of|with|without|by|due|owing|in"
    r"|on|at|to|from|until|till|after|before|during|per|via|about|above|below|that)\b"
)
"""So begins what is no sentence without the one before it."""


def merged_text(
    home: Entry,
    group: Sequence[Entry],
    worded: Sequence[Entry] = (),
    days: Collection[str] = (),
) -> str:
    """
    The fullest wording, with what only the others say behind it.

    Args:
        home: The one that stays.
        group: All of them.
        worded: Those whose wording may be taken; all of them without any.
        days: When some of them were noted, where their texts are without it.
    """
    ordered = [home, *(entry for entry in group if entry is not home)]
    able = [entry for entry in ordered if entry in worded] or ordered
    fullest = min(able, key=lambda entry: (-len(reading(entry.text).bag), able.index(entry)))
    # One that tells all the others say needs nothing behind it, and the one that stays comes first.
    given = name_above(home)
    first = next(
        (one for one in able if all(tells(one, other, given) for other in ordered)), fullest
    )
    # A fuller wording may hold whole sentences that are additions; all of them are kept anyway.
    text = first.text
    for entry in ordered:
        if entry is first:
            continue
        for piece in _additions(entry, text, given):
            text = f"{_ended(text)} {_ended(piece[:1].upper() + piece[1:])}"
    days = frozenset().union(*(noted_days(entry.said) for entry in group), days)
    if days:
        text = f"{text} {noted_note(days)}"
    newest = max((verified_day(entry.said) or "" for entry in group), default="")
    for entry in group:
        if newest and verified_day(entry.said) == newest:
            note = entry.said[entry.said.rfind("(verified ") :]
            return f"{text} {note.partition(')')[0]})"
    return text


def tells(entry: Entry, other: Entry, given: frozenset[str] = frozenset()) -> bool:
    """Whether an entry says all that another one says, under a title that says some of it."""
    return entry is other or not any(_additions(other, entry.text, given))


def tells_first(entry: Entry, other: Entry) -> bool:
    """Whether an entry says all that another one says first, whatever that one adds to it."""
    first = broken(sentences_of(other.text)[0])[0] if other.text else ""
    return _is_told(first, entry.text, frozenset(), is_first=True)


def _additions(entry: Entry, text: str, given: frozenset[str]) -> Iterator[str]:
    """The pieces of an entry that say something which a text does not say, in their own words."""
    said = [piece for sentence in sentences_of(entry.text) for piece in broken(sentence)]
    for place, sentence in enumerate(said):
        if _is_told(sentence, text, given, is_first=not place):
            continue
        own = reading(sentence)
        lacking = [clause for clause in own.clauses if lacks(text, clause.text, given)]
        whole = not lacking or len(lacking) == len(own.clauses) or not _trails(own.clauses, lacking)
        yield sentence if whole else _from(sentence, lacking[0]) or sentence


def lacks(text: str, piece: str, given: frozenset[str] = frozenset()) -> bool:
    """
    Whether a text has no word for a fact of a piece, or for what it names, in any form.

    Args:
        text: The text.
        piece: What it may say.
        given: What the title above the text says, so that it need not.
    """
    known = told(text).known | told(in_figures(text)).known | given
    roles = roles_of(piece)
    return any(
        _lacks(text, known, sense, roles)
        for clause in reading(piece).clauses
        for sense in senses(in_figures(_with_quotes(clause.text, piece)))
    )


def _with_quotes(clause: str, sentence: str) -> str:
    """A clause with the backquotes of the code that it begins or ends with."""
    at = sentence.find(clause)
    start = at - (at > 0 and sentence[at - 1] == "`")
    end = at + len(clause)
    return sentence[start : end + (sentence[end : end + 1] == "`")] if at >= 0 else clause


def _lacks(text: str, known: frozenset[str], sense: Sense, roles: Mapping[str, Role]) -> bool:
    if any(
        norm not in known and not is_kin(norm, known) and not holds_fact(text, norm)
        for _, norm in sense.facts
    ):
        return True
    # Before a noun a word tells which one is meant, whatever it is elsewhere.
    which = {word for word, _ in sense.pairs}
    return any(
        # Beside a fact that both have, what is done with it may be worded as one likes.
        (not sense.facts or word in which or not _is_light(word, roles)) and not is_kin(word, known)
        for word in sense.heavy - PARTICLES
    )


def _is_light(word: str, roles: Mapping[str, Role]) -> bool:
    return word in GENERAL | VERBS or roles.get(word) is Role.VERB


def _is_told(sentence: str, text: str, given: frozenset[str], *, is_first: bool) -> bool:
    """
    Whether one sentence of a text says what another says.

    All words of a sentence may stand in a text, in several of its sentences, and yet say more. What
    an entry says first, or of a fact that both have, may be worded as one likes; anything else is
    an addition, and has to be known again by nearly all of its words.
    """
    wanted = _words(sentence)
    said = _said(sentence)
    for one in _parts_of(text):
        if lacks(one, sentence, given) or _said(one).is_turned != said.is_turned:
            continue
        if logic_differs(one, sentence):
            continue
        known = told(in_figures(one)).known
        is_core = is_first or not said.facts.isdisjoint(_said(one).facts)
        if is_core and sum(is_kin(word, known) for word in said.bag) >= _LEAST:
            return True
        if len(wanted & _words(one)) >= _MOST * len(wanted):
            return True
    return _is_retold(sentence, text, given)


def _parts_of(text: str) -> Iterator[str]:
    """The sentences of a text, and their parts before and behind a colon or a semicolon."""
    for sentence in sentences_of(text):
        yield sentence
        parts = _PARTS.split(sentence)
        if len(parts) > 1:
            yield from parts


def _is_retold(sentence: str, text: str, given: frozenset[str]) -> bool:
    """Whether a sentence only says in other words what one of a text says, or two in a row."""
    told = sentences_of(text)
    pieces = [*told, *(f"{_ended(one)} {other}" for one, other in pairwise(told))]
    return any(
        not lacks(piece, sentence, given)
        and is_retold(in_figures(piece), in_figures(sentence))
        and are_not_at_odds(in_figures(piece), in_figures(sentence))
        for piece in pieces
    )


class _Said(NamedTuple):
    facts: frozenset[str]
    bag: frozenset[str]
    """Facts and words."""
    is_turned: bool
    """Whether negations turn it round."""


@lru_cache(maxsize=8_192)
def _said(sentence: str) -> _Said:
    found = senses(in_figures(sentence))
    return _Said(
        facts=frozenset(norm for one in found for _, norm in one.facts),
        bag=frozenset().union(*(one.bag for one in found)),
        is_turned=sum(one.is_turned for one in found) % 2 == 1,
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(token.norm for token in reading(text).tokens if token.sort is not Sort.STOP)


def _trails(clauses: Sequence[Clause], lacking: Sequence[Clause]) -> bool:
    """Whether what is lacking is the end of the sentence and can stand by itself."""
    return list(clauses[-len(lacking) :]) == list(lacking)


def _from(sentence: str, clause: Clause) -> str:
    """The end of a sentence from a clause on; empty if it would be a fragment by itself."""
    at = sentence.find(clause.text)
    before, piece = sentence[:at].rstrip(), sentence[max(at, 0) :]
    first, _, rest = piece.partition(" ")
    if first.lower() in _LINKS and rest:
        before, piece = f"{before},", rest
    stands = (
        before.endswith((",", ";", ":", "-", "\u2013", "\u2014"))
        and _DEPENDING.match(piece) is None
        and piece.count("(") == piece.count(")")
    )
    return piece if stands else ""


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", ")")) else text + "."
