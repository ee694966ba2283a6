"""
Whether a tool result shows the value that an entry gives its subject, or another one.

Pure. The subject must be named where the value was seen, and so must the environment; how much the
words around the value have to say depends on how easily it may stand there by chance. Another value
contradicts only where nothing else can be meant.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from core.dreams.extract.kinship import distant_kin_of, kin_of
from core.dreams.extract.lexicon import LIGHT, root
from core.dreams.extract.shown.cell import Cell
from core.dreams.material.claims import Claim
from core.dreams.material.phrases import Phrases, may_be_phrase
from core.dreams.material.relation import Fit, fit_of, name_roots, topic_of
from core.dreams.material.testimony import Result, Testimony
from core.dreams.material.values import (
    another_value,
    counts_alike,
    is_like,
    is_rare,
    is_rare_kind,
    is_somebody,
    is_telling,
    name_behind,
    name_in,
    others_like,
    same_value,
    somebody_in,
    stands,
    word_beside,
)
from core.dreams.proposal import Evidence

_JOINTS: Final = re.compile(r"[\s./:@]+")
_TELLING: Final = 6
"""Characters from which on one word seldom stands in another answer by chance."""
_LONGEST_TOLD: Final = 80
_SHORT_VALUE: Final = 4
"""Words of a value that says nothing beside it."""
_SHORT_ANSWER: Final = 6
"""Lines of a result in which a rare value is no accident."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A value as it was seen."""

    result: Result
    cell: Cell
    text: str
    """The value as it stands in the quote."""
    is_same: bool
    fit: Fit

    @property
    def told(self) -> str:
        """What a quote must hold to show it: the value, with its name if it may stand anywhere."""
        words = " ".join(self.cell.quote.split())
        is_telling = " " in self.text or len(self.text) > _TELLING
        value = " ".join(self.text.split())
        return value if is_telling or len(words) > _LONGEST_TOLD else words

    @property
    def evidence(self) -> Evidence:
        """The result that shows it, as evidence."""
        return self.result.cite(self.cell.quote, self.told)


class Sightings:
    """Where values were seen, looked up by the names of what has them; each claim once."""

    def __init__(self, testimony: Testimony) -> None:
        self.testimony = testimony
        self._found: dict[Claim, tuple[Sighting, ...]] = {}
        self._topics: dict[int, frozenset[str]] = {}
        self._phrases: dict[frozenset[str], Phrases] = {}

    def phrases(self, subjects: frozenset[str]) -> Phrases:
        """The values in plain words of all results; read once for each set of subjects."""
        if subjects not in self._phrases:
            cells = (cell for result in self.testimony.results for cell in result.cells)
            self._phrases = {subjects: Phrases(cells, subjects)}
        return self._phrases[subjects]

    def of(self, claim: Claim) -> tuple[Sighting, ...]:
        """Where the value of a claim, or another in its place, was seen; in order."""
        if claim not in self._found:
            self._found[claim] = tuple(self._look(claim))
        return self._found[claim]

    def under(self, claim: Claim, names: frozenset[frozenset[str]]) -> Iterator[Sighting]:
        """What stands under some names where the subject of a claim is named: its value or not."""
        for result in self._asked(claim) if names else ():
            for cell in _about(claim, result):
                if cell.key and cell.about in names:
                    same = same_value(claim, cell)
                    other = same or another_value(claim, cell)
                    if other is not None:
                        yield Sighting(result, cell, other, same is not None, Fit.FAMILY)
                    break

    def _asked(self, claim: Claim) -> Iterator[Result]:
        """The results that may show the value of a claim: of its environment, and no failures."""
        for result in self.about(claim.names):
            if not result.has_failed and claim.environments <= result.environments:
                yield result

    def about(self, names: Sequence[str]) -> list[Result]:
        """The results that have every word of some names."""
        words = [word for name in names for word in _JOINTS.split(name) if word]
        return self.testimony.with_words(words) if words else []

    def _look(self, claim: Claim) -> Iterator[Sighting]:
        for result in self._asked(claim):
            place = result.order
            if place not in self._topics:
                self._topics[place] = topic_of(result)
            found = _seen_in(claim, result, self._topics[place])
            if found is not None:
                yield found


def _seen_in(claim: Claim, result: Result, topic: frozenset[str]) -> Sighting | None:
    """The value in one result: the same one if it stands anywhere there, else another."""
    able = [(cell, fit_of(claim, cell, topic)) for cell in _about(claim, result)]
    for cell, fit in able:
        text = same_value(claim, cell)
        if text is not None and _is_enough(claim, cell, fit, result):
            return Sighting(result, cell, text, is_same=True, fit=fit)
    others: dict[str, Sighting] = {}
    for cell, fit in able:
        text = _other_value(claim, cell, fit, able)
        if text is not None:
            seen = Sighting(result, cell, text, is_same=False, fit=fit)
            others.setdefault(text.lower(), seen)
    # Two other values: who knows which of them is meant.
    return next(iter(others.values())) if len(others) == 1 else None


def _about(claim: Claim, result: Result) -> list[Cell]:
    """The cells that tell of what has the value: it is named there, and nothing in its place."""
    if not _names(claim, f"{result.command}\n{result.event.body}"):
        return []
    is_asked = _names(claim, result.command)
    named = [cell for cell in result.cells if _names(claim, cell.record or cell.quote)]
    # Where its own line has such a value, another line is about something else.
    told = [cell.record or cell.quote for cell in named if others_like(claim, cell)]
    known = set(map(id, named))
    return [
        cell
        for cell in result.cells
        if id(cell) in known
        or ((cell.record is None or is_asked) and not any(cell.quote not in text for text in told))
    ]


def _is_enough(claim: Claim, cell: Cell, fit: Fit, result: Result) -> bool:
    """Whether a value is where it is because of what the entry says."""
    if claim.kind == "echo":
        return cell.is_prose
    if claim.kind == "phrase" and not claim.rivals and not is_rare(claim):
        # What never varies says nothing, unless its very name is said.
        least = Fit.KIN if claim.is_last else Fit.EXACT
        return fit >= least and not claim.is_constant
    if fit >= Fit.KIN or counts_alike(claim, cell):
        return True
    if not claim.is_plain or (claim.kind == "name" and not claim.is_set):
        return False
    if fit >= Fit.TOPIC:
        return is_telling(claim)
    is_alone = claim.kind == "phrase" and claim.is_last and bool(claim.rivals)
    return (is_rare(claim) or is_alone) and result.event.body.strip().count("\n") < _SHORT_ANSWER


def _other_value(
    claim: Claim, cell: Cell, fit: Fit, able: Sequence[tuple[Cell, Fit]]
) -> str | None:
    """
    Another value of the kind, where nothing else can be meant.

    It is the only one there, and stands under a name that the entry uses itself, or beside the
    very word that says in the entry what is counted.
    """
    if claim.kind == "echo" or not claim.is_set or (not claim.is_plain and fit < Fit.EXACT):
        return None
    if claim.kind == "phrase":
        return _other_phrase(claim, cell, fit, able)
    if claim.kind == "name":
        return _other_name(claim, cell, fit, able)
    found = others_like(claim, cell)
    if len(found) != 1:
        return None
    near = word_beside(found[0], cell.value)
    is_beside = claim.beside != "" and near == claim.beside
    if not cell.is_prose:
        is_all = is_beside or near == "" or len(cell.value.split()) <= _SHORT_VALUE
        is_only = sum(bool(others_like(claim, one)) for one, _ in able if not one.is_prose) == 1
        is_alike = is_like(claim, found[0], cell)
        # `review: day 30` says nothing of a review after six weeks.
        may_count = is_alike or claim.kind != "number"
        has_name = (fit is Fit.EXACT and may_count) or (fit >= Fit.KIN and is_only and is_alike)
        is_alone = claim.kind == "time" and len(_times(claim, able)) == 1
        is_kind = is_rare_kind(claim) or is_alone
        has_kind = fit >= Fit.TOPIC and is_only and is_alike and is_kind
        return found[0].text if is_all and (has_name or has_kind) else None
    return _other_in_prose(claim, cell, found[0].text, is_beside=is_beside, near=near)


def _times(claim: Claim, able: Sequence[tuple[Cell, Fit]]) -> set[str]:
    """All values of a claim's kind in an answer."""
    return {token.norm for cell, _ in able for token in others_like(claim, cell)}


def _other_in_prose(
    claim: Claim, cell: Cell, text: str, *, is_beside: bool, near: str
) -> str | None:
    shared = kin_of(cell.about - name_roots(claim), claim.about)
    # `python 3.11` says all; `12 boxes` may be boxes of anything.
    says_all = re.fullmatch(rf"\W*[A-Za-z]+ {re.escape(text)}\W*", cell.value)
    if is_beside and (says_all or shared - {near} or _names(claim, cell.quote)):
        return text
    rest = cell.about - LIGHT - claim.about - name_roots(claim)
    return text if len(shared - LIGHT) >= 2 and len(rest) <= 2 else None


def _other_name(claim: Claim, cell: Cell, fit: Fit, able: Sequence[tuple[Cell, Fit]]) -> str | None:
    if cell.is_prose:
        found = name_behind(claim, cell.value, claim.about - name_roots(claim) - LIGHT)
        if found is None and is_somebody(claim.text) and fit >= Fit.FAMILY:
            found = somebody_in(claim, cell.value)
        return found if fit >= Fit.FAMILY else None
    found = name_in(claim, cell)
    if found is None or fit is Fit.EXACT or fit is Fit.FAMILY:
        return found
    # Somebody with two names, and nobody else in the whole answer.
    people = {one.plain for one, _ in able if not one.is_prose and is_somebody(one.value)}
    is_alone = is_somebody(claim.text) and is_somebody(found) and len(people) == 1
    return found if is_alone and fit >= Fit.TOPIC else None


def _other_phrase(
    claim: Claim, cell: Cell, fit: Fit, able: Sequence[tuple[Cell, Fit]]
) -> str | None:
    """A rival in the place of a phrase: the whole value, or the only one in a sentence."""
    low = cell.plain
    if not cell.is_prose:
        named = [one for one, its in able if its >= Fit.KIN and not one.is_prose]
        is_called = bool(kin_of(cell.about - LIGHT, claim.about - LIGHT))
        is_phrase = may_be_phrase(low) and low not in claim.names
        if claim.is_slot and is_called and is_phrase and len(named) == 1:
            return cell.value.strip("\"'` ")
        is_near = low in claim.rivals and fit >= Fit.TOPIC
        is_direct = low in claim.direct and is_rare(claim)
        return cell.value.strip("\"'` ") if is_near or is_direct else None
    if fit < Fit.TOPIC:
        return None
    standing = [one for one in claim.rivals if stands(one, low)]
    longest = [one for one in standing if not any(one in two for two in standing if one != two)]
    return longest[0] if len(longest) == 1 and fit >= Fit.KIN else None


def _names(claim: Claim, text: str) -> bool:
    """Whether a text names what has the value, and not only something with a longer name."""
    low = text.lower()
    for longer in claim.longer:
        low = low.replace(longer, " ")
    return all(_is_named(name, low, claim) for name in claim.names)


def _is_of(word: str, claim: Claim) -> bool:
    """Whether an entry says a word, or one of its family: the job of `cart` is `load_cart`."""
    return word in claim.about or bool(distant_kin_of(frozenset({word}), claim.about))


def _is_named(name: str, text: str, claim: Claim) -> bool:
    if stands(name, text):
        return True
    # The build of `cart` may be called `build-cart`, and its nightly job `cart-nightly`.
    pattern = rf"(?<![\w-])(?:([a-z]+)[-_])?{re.escape(name)}(?:[-_]([a-z]+))?(?![\w-])"
    return any(
        all(_is_of(root(part), claim) for part in match.groups() if part)
        for match in re.finditer(pattern, text)
    )
