"""
Whether a tool result shows the value that an entry gives its subject, or another one.

Pure. The subject must be named where the value was seen, the words around the value must fit, and
so must the environment: a number alone confirms nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from core.dreams.extract.clauses import Clause, reading
from core.dreams.extract.tokens import Sort
from core.dreams.material.entries import Entry
from core.dreams.material.observations import Observed, key_words, sentences
from core.dreams.material.testimony import Result, Testimony

_VALUES: Final = frozenset({Sort.NUMBER, Sort.QUANTITY, Sort.VERSION, Sort.TIME})
_NAMES: Final = frozenset({Sort.NAME, Sort.TICKET, Sort.PATH, Sort.LINK})
_ASSIGNED: Final = re.compile(r"\s*([\w.-]+)\s*[=:]\s*(\S.*?)\s*\Z")
_PERSON: Final = re.compile(r"[A-Z][a-z\u00df-\u00ff]+(?:[ -][A-Z][a-z\u00df-\u00ff]+){0,3}")
_COMMON: Final = frozenset({"UTC", "API"})
_LEAST_OF_A_SENTENCE: Final = 2
"""Words that a sentence must share with the entry beside its subject and its value."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that an entry gives to something."""

    value: tuple[str, str]
    """Its kind (`person` for a name of a person or team) and normal form."""
    text: str
    about: frozenset[str]
    """Stems of the words around it."""
    names: tuple[str, ...]
    """Everything that must be named where the value is seen, in lower case."""
    environments: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A value as it was seen."""

    result: Result
    observed: Observed
    text: str
    """The value as it stands in the quote."""
    is_same: bool


def claims_of(entry: Entry) -> tuple[Claim, ...]:
    """What an entry claims, value by value."""
    title = entry.trail[0].text if entry.trail else ""
    return _claims(entry.text, title)


@lru_cache(maxsize=32_768)
def _claims(text: str, title: str) -> tuple[Claim, ...]:
    said = reading(text)
    environments = frozenset(norm for sort, norm in said.facts if sort == "environment")
    first = _names(said.clauses[0]) if said.clauses else ()
    found: list[Claim] = []
    for clause in said.clauses:
        own = _names(clause)
        names = tuple(dict.fromkeys((*own, *first)))
        if not names and len(title.split()) == 1:
            names = (title.lower(),)
        if not names:
            continue
        about = frozenset(word for part in clause.words for word in key_words(part)) | frozenset(
            word for name in own for word in key_words(name)
        )
        for value, shown, more, taken in _values(clause):
            needed = tuple(name for name in names if name not in taken)
            if needed:
                found.append(Claim(value, shown, about | more, needed, environments))
    return tuple(found)


def _names(clause: Clause) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(norm for sort, norm in clause.facts if sort in _NAMES and sort != Sort.PATH)
    )


def _values(
    clause: Clause,
) -> Iterator[tuple[tuple[str, str], str, frozenset[str], frozenset[str]]]:
    """The values of a clause: kind and form, as written, words of its own, names it uses up."""
    nothing: frozenset[str] = frozenset()
    for sort, norm in clause.facts:
        if sort in _VALUES:
            yield (sort, norm), norm, nothing, nothing
        elif sort == Sort.CODE and (assigned := _ASSIGNED.match(norm)):
            inner = reading(assigned[2])
            for kind, form in inner.facts:
                if kind in _VALUES:
                    key = assigned[1].lower()
                    yield (kind, form), form, key_words(assigned[1]), frozenset({key})
    for match in _PERSON.finditer(clause.text):
        if match.start() > 0 and match[0] not in _COMMON:
            yield ("person", match[0].lower()), match[0], nothing, nothing


class Sightings:
    """Where values were seen, looked up by names and keys; each claim is looked up once."""

    def __init__(self, testimony: Testimony) -> None:
        self._testimony = testimony
        self._found: dict[Claim, tuple[Sighting, ...]] = {}

    @cached_property
    def _by_key(self) -> dict[str, set[int]]:
        """The results that show a value under a word."""
        found: dict[str, set[int]] = defaultdict(set)
        for result in self._testimony.results:
            for one in result.observed:
                for key in one.keys:
                    found[key].add(result.order)
        return found

    def of(self, claim: Claim) -> tuple[Sighting, ...]:
        """Where the value of a claim, or another in its place, was seen; in order."""
        if claim not in self._found:
            self._found[claim] = tuple(self._look(claim))
        return self._found[claim]

    def _look(self, claim: Claim) -> Iterator[Sighting]:
        named = self._testimony.places_of(claim.names)
        if not named:
            return
        # Under a key that fits, or in a sentence that has the value itself.
        keyed = named & set().union(*(self._by_key.get(key, set()) for key in claim.about))
        said = named & self._testimony.places_of(claim.text.lower().split())
        low = claim.text.lower()
        for place in sorted(keyed | said):
            result = self._testimony.results[place]
            if claim.environments and not claim.environments <= result.environments:
                continue
            spoken = sentences(result.event.body, low) if place in said else ()
            for one in (*result.observed, *spoken):
                sighting = _sighting(claim, result, one)
                if sighting is not None:
                    yield sighting


def _sighting(claim: Claim, result: Result, one: Observed) -> Sighting | None:
    if one.row is not None and not all(_stands(name, one.row) for name in claim.names):
        return None
    shared = one.keys & claim.about
    if not shared or (one.is_sentence and len(shared) < _LEAST_OF_A_SENTENCE):
        return None
    return _of_a_person(claim, result, one) or _of_a_value(claim, result, one)


def _of_a_person(claim: Claim, result: Result, one: Observed) -> Sighting | None:
    kind, form = claim.value
    low = one.value.lower()
    if kind != "person" or not _stands(form, low) or len(low) != len(one.value):
        return None
    at = low.find(form)
    return Sighting(result, one, one.value[at : at + len(form)], is_same=True)


def _of_a_value(claim: Claim, result: Result, one: Observed) -> Sighting | None:
    kind, form = claim.value
    others = []
    for token in one.tokens:
        if token.sort.value == kind and token.norm == form:
            return Sighting(result, one, token.text, is_same=True)
        if token.sort.value == kind and _dimension(token.norm) == _dimension(form):
            others.append(token)
    # Another value contradicts only where nothing else can be meant: one value, under a name that
    # the entry uses itself.
    if len(others) == 1 == len(one.tokens) and not one.is_sentence and one.keys <= claim.about:
        return Sighting(result, one, others[0].text, is_same=False)
    return None


def _dimension(norm: str) -> str:
    head, colon, _ = norm.partition(":")
    return head if colon and head.isalpha() else ""


def _stands(name: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE) is not None
