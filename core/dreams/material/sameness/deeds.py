"""
What is done to something, where the other text has no word for it: then it is another statement.

Pure. "Is printed" is not "is changed", whatever else two texts share. Only what is said in the
passive, and not in a condition, is surely what the sentence is about; and general verbs such as
"is kept" may be told by any other.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.facts import form_of
from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.grammar import VERBS
from core.dreams.extract.language.lexicon import LIGHT, OPPOSITES, root
from core.dreams.extract.language.senses import Placed, placed
from core.dreams.extract.language.words import JOINING
from core.dreams.extract.tokens import Sort
from core.dreams.material.sameness.pairing import told
from core.transcripts.fields import words

_GENERAL: Final = frozenset(
    root(word)
    for word in words(
        "be have do go come get give take make let put set keep hold bring need require want use"
        " work run apply happen stay remain wait ask call see look say tell mean know find reach"
        " leave enter fall stand lie sit turn become begin start end finish stop continue follow"
        " help act try plan allow permit belong depend concern deal provide supply offer deliver"
        " receive accept obtain fetch carry pass move send appear seem fit suit land arrive arise"
        " hand perform execute ensure check watch expect handle serve supply treat process manage"
    )
)
"""What may be said in many other words."""
_SPECIFIC: Final = frozenset(
    root(word)
    for word in words(
        "show open write read record state list mention describe explain inform report order book"
        " place pay cover collect count print change charge mix train"
    )
)
"""Light words that name one thing that is done."""
_BEING: Final = words("is are was were be been being gets get got")
_CONDITIONS: Final = words(
    "if when whenever unless until till before after once while who which that where without later"
    " else otherwise or because since as"
)
_DONE: Final = ("ed", "en", "wn", "nt", "ld", "un", "ead", "it", "ut")
"""How a participle ends."""
_BETWEEN: Final = words("not never always only then first also still usually often now be been")


def deeds_differ(one: str, other: str) -> bool:
    """Whether what is done in one of two texts is nowhere in the other."""
    return _is_foreign(one, other) or _is_foreign(other, one)


def _is_foreign(text: str, other: str) -> bool:
    done = _deeds(text)
    said = told(other)
    known = said.known | said.said
    return bool(done) and not any(
        is_kin(deed, known) or OPPOSITES.get(deed, frozenset()) & known for deed in done
    )


@lru_cache(maxsize=32_768)
def _deeds(text: str) -> frozenset[str]:
    return frozenset(deed for sentence in placed(text)[:1] for deed in _in(sentence))


def _in(sentence: Sequence[Placed]) -> Iterator[str]:
    low = [one.token.text.lower() for one in sentence]
    for place, one in enumerate(sentence):
        if low[place] in _CONDITIONS:
            return
        form = form_of(one.token.text)
        if one.token.sort is not Sort.WORD or one.fact is not None or form in _GENERAL:
            continue
        is_light = form in LIGHT or low[place] in JOINING
        is_verb = form in VERBS | _SPECIFIC or (low[place].endswith("ed") and not is_light)
        if is_verb and low[place].endswith(_DONE) and _is_passive(low, place):
            yield form


def _is_passive(low: Sequence[str], place: int) -> bool:
    """Whether a form of "to be" stands before a participle, with no more than an adverb between."""
    before = low[max(place - 2, 0) : place][::-1]
    if not before:
        return False
    if before[0] in _BEING:
        return True
    is_adverb = before[0] in _BETWEEN or before[0].endswith("ly")
    return is_adverb and len(before) > 1 and before[1] in _BEING
