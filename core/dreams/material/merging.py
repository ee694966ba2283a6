"""
One entry from several that say the same: the fullest wording, with what only the others say.

Pure. A sentence that says nothing new goes, however it is worded: its facts and what it names stand
in one sentence of the merged text. Facts that are missing come as a clause or a sentence of their
own, in the words of whoever wrote them.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from core.dreams.extract.clauses import Clause, reading, sentences_of
from core.dreams.extract.families import is_kin
from core.dreams.extract.figures import in_figures
from core.dreams.extract.grammar import GENERAL, PARTICLES, VERBS
from core.dreams.extract.roles import Role, roles_of
from core.dreams.extract.senses import senses
from core.dreams.extract.tokens import Sort
from core.dreams.material.entries import Entry
from core.dreams.material.notes import verified_day
from core.dreams.material.pairing import told

_MOST: Final = 0.7
"""Of the words of a sentence, the part by which it is known again in another one."""
_LEAST: Final = 2
"""Facts and words that a sentence must share with another one to be told by it in other words."""


def merged_text(home: Entry, group: Sequence[Entry]) -> str:
    """The fullest wording, with what only the others say behind it."""
    ordered = [home, *(entry for entry in group if entry is not home)]
    first = min(ordered, key=lambda entry: (-len(reading(entry.text).bag), ordered.index(entry)))
    if not lacks(home.text, first.text):
        first = home
    # A fuller wording may hold whole sentences that are additions; all of them are kept anyway.
    text = first.text
    for entry in ordered:
        if entry is first:
            continue
        for piece in _additions(entry, text):
            text = f"{_ended(text)} {_ended(piece[:1].upper() + piece[1:])}"
    newest = max((verified_day(entry.said) or "" for entry in group), default="")
    for entry in group:
        if newest and verified_day(entry.said) == newest:
            note = entry.said[entry.said.rfind("(verified ") :]
            return f"{text} {note.partition(')')[0]})"
    return text


def _additions(entry: Entry, text: str) -> Iterator[str]:
    """The pieces of an entry that say something which a text does not say, in their own words."""
    for sentence in sentences_of(entry.text):
        if _is_told(sentence, text):
            continue
        own = reading(sentence)
        lacking = [clause for clause in own.clauses if lacks(text, clause.text, within=sentence)]
        whole = not lacking or len(lacking) == len(own.clauses) or not _trails(own.clauses, lacking)
        yield sentence if whole else _from(sentence, lacking[0])


def lacks(text: str, piece: str, *, within: str = "") -> bool:
    """Whether a text has no word for a fact of a piece, or for what it names, in any form."""
    known = told(in_figures(text)).known
    roles = roles_of(within or piece)
    for sense in senses(in_figures(piece)):
        if any(norm not in known and not is_kin(norm, known) for _, norm in sense.facts):
            return True
        # Before a noun a word tells which one is meant, whatever it is elsewhere.
        which = {word for word, _ in sense.pairs}
        for word in sense.heavy - PARTICLES:
            is_light = word in GENERAL | VERBS or roles.get(word) is Role.VERB
            if (not is_light or word in which) and not is_kin(word, known):
                return True
    return False


def _is_told(sentence: str, text: str) -> bool:
    """
    Whether one sentence of a text says what another says.

    All words of a sentence may stand in a text, in several of its sentences, and yet say more.
    """
    wanted = _words(sentence)
    content, turned = _content(sentence)
    for one in sentences_of(text):
        if lacks(one, sentence) or _content(one)[1] != turned:
            continue
        known = told(in_figures(one)).known
        if sum(is_kin(word, known) for word in content) >= _LEAST:
            return True
        if len(wanted & _words(one)) >= _MOST * len(wanted):
            return True
    return False


@lru_cache(maxsize=8_192)
def _content(sentence: str) -> tuple[frozenset[str], bool]:
    """The facts and words of a sentence, and whether it is turned round by a negation."""
    said = senses(in_figures(sentence))
    bag: frozenset[str] = frozenset().union(*(one.bag for one in said))
    return bag, sum(one.is_turned for one in said) % 2 == 1


def _words(text: str) -> frozenset[str]:
    return frozenset(token.norm for token in reading(text).tokens if token.sort is not Sort.STOP)


def _trails(clauses: Sequence[Clause], lacking: Sequence[Clause]) -> bool:
    """Whether what is lacking is the end of the sentence and can stand by itself."""
    return list(clauses[-len(lacking) :]) == list(lacking)


def _from(sentence: str, clause: Clause) -> str:
    at = sentence.find(clause.text)
    piece = sentence[at:] if at >= 0 else sentence
    first, _, rest = piece.partition(" ")
    return rest if first.lower() in {"and", "but", "so"} and rest else piece


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", ")")) else text + "."
