"""
Two texts laid beside each other: what both say, and what is left over in each.

Pure. Words are paired by their roots and families, and initials with the words they stand for. The
sentences of a text of which the other has a good part are its core; the others are additions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from core.dreams.extract.language.facts import form_of
from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.grammar import PARTICLES
from core.dreams.extract.language.lexicon import JOINING_ROOTS, LIGHT, NEGATION_ROOTS
from core.dreams.extract.language.roles import Role, roles_of
from core.dreams.extract.language.sense import Sense
from core.dreams.extract.language.senses import placed, senses
from core.dreams.material.sameness.others import is_of_others

_CORE_SHARE: Final = 0.34
"""Of a sentence, the part that the other text must have, if the sentence is not an addition."""
_OWN_SHARE: Final = 0.6
"""And of a later sentence with a fact of its own."""
_LONGEST_SHORT: Final = 4
"""Letters of what may stand for as many words."""
_NAMES: Final = frozenset({"name", "ticket", "code", "path", "proper"})
_NONE: Final[frozenset[str]] = frozenset()
_SILENT: Final = JOINING_ROOTS | NEGATION_ROOTS


@dataclass(frozen=True, slots=True)
class Told:
    """One text, as far as it is compared."""

    text: str
    sentences: tuple[Sense, ...]
    row: tuple[str, ...]
    """All its words as they follow each other."""
    short: frozenset[str]
    """Words in capitals, which may stand for as many words as they have letters."""
    known: frozenset[str]
    """All facts and words, light ones and those inside of commands too."""
    light: frozenset[str]
    said: frozenset[str]
    """The roots of all its words."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one of two texts has in common with the other, and what not."""

    told: Told
    core: tuple[Sense, ...]
    extra: tuple[Sense, ...]
    heavy: frozenset[str]
    left: frozenset[str]
    """Heavy words for which the other text has none."""

    @property
    def roles(self) -> Mapping[str, Role]:
        """What part the words have that are left over."""
        all_roles = roles_of(self.told.text)
        return {word: all_roles.get(word, Role.NOUN) for word in self.left}


def sides_of(one: str, other: str) -> tuple[Side, Side] | None:
    mine, theirs = told(one), told(other)
    # "CD" and "controlled drugs" stand for each other.
    short, long = _initials(mine, theirs), _initials(theirs, mine)
    first = _side(mine, theirs.known | short.keys() | frozenset().union(*long.values()))
    second = _side(theirs, mine.known | long.keys() | frozenset().union(*short.values()))
    if not first.core or not second.core:
        return None
    return _unclassified(first, second), _unclassified(second, first)


def _unclassified(side: Side, other: Side) -> Side:
    """
    A side without words that only say what a shared name is the name of: "error F25", "column x".

    If the other text calls it something else, both stay, for there may be two of that name.
    """
    mine, theirs = _classes(side), _classes(other)
    said = {
        word
        for name, classes in mine.items()
        if name in other.told.known and not theirs.get(name, _NONE)
        for word in classes
    }
    return replace(side, left=side.left - said, heavy=side.heavy - said) if said else side


def _classes(side: Side) -> dict[str, frozenset[str]]:
    """By name, the words that are left over and stand right before it."""
    found: dict[str, frozenset[str]] = {}
    for sentence in placed(side.told.text):
        for before, one in pairwise(sentence):
            if one.fact is not None and one.fact[0] in _NAMES and before.fact is None:
                word = form_of(before.token.text)
                # "The oven, Millbrook: ..." has an oven there, and Millbrook is none.
                gap = side.told.text[before.token.end : one.token.start]
                if word in side.left and not gap.strip(" `*\"'"):
                    found[one.fact[1]] = found.get(one.fact[1], _NONE) | {word}
    return found


def stand_for_initials(one: Told, other: Told) -> bool:
    """Whether either text has initials of words of the other: "CD" for "controlled drugs"."""
    return bool(_initials(one, other) or _initials(other, one))


@lru_cache(maxsize=32_768)
def told(text: str) -> Told:
    """What a text says, as far as it is compared."""
    said = senses(text)
    row = [one for sentence in placed(text) for one in sentence]
    heavy = frozenset().union(*(one.known for one in said))
    words_of_it = frozenset(form_of(one.token.text) for one in row)
    light = (words_of_it & LIGHT) - heavy - _SILENT
    return Told(
        text=text,
        sentences=said,
        row=tuple(one.token.text.lower() for one in row),
        short=frozenset(
            form_of(one.token.text)
            for one in row
            if one.token.text.removesuffix("s").isupper() and len(one.token.text) > 1
        ),
        known=heavy | light,
        light=light,
        said=words_of_it,
    )


def _initials(one: Told, other: Told) -> dict[str, frozenset[str]]:
    """Words in capitals that are the first letters of words of another text, and those words."""
    found: dict[str, frozenset[str]] = {}
    for word in one.short - other.known:
        if len(word) <= _LONGEST_SHORT:
            for place in range(len(other.row) - len(word) + 1):
                span = other.row[place : place + len(word)]
                if "".join(part[:1] for part in span) == word:
                    found[word] = frozenset(form_of(part) for part in span)
    return found


def _side(told: Told, known: frozenset[str]) -> Side:
    core = tuple(_core(told, known))
    heavy = frozenset().union(*(one.heavy for one in core)) - PARTICLES
    return Side(
        told=told,
        core=core,
        extra=tuple(one for one in told.sentences if one not in core),
        heavy=heavy,
        left=frozenset(word for word in heavy if not is_kin(word, known)),
    )


def _core(told: Told, known: frozenset[str]) -> Iterator[Sense]:
    """
    The sentences that are no addition to what the other text says.

    What answers a question belongs to it: "Who signs it? Ada." Without what a text says first
    nothing of it is shared.
    """
    is_answer = False
    for place, one in enumerate(told.sentences):
        if place and is_of_others(one.text, known):
            is_answer = False
            continue
        shared = sum(word in known or is_kin(word, known) for word in one.bag)
        is_own = place and any(norm not in known for _, norm in one.facts)
        least = _OWN_SHARE if is_own else _CORE_SHARE
        if is_answer or shared >= least * len(one.bag):
            yield one
        elif place == 0:
            return
        is_answer = f"{one.text}?" in told.text.replace("*", "")
