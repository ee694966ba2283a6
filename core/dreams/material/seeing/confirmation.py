"""
Whether a tool result shows the value that an entry gives its subject, or another one.

Pure. The subject must be named where the value was seen, and so must the environment; how much the
words around the value have to say depends on how easily it may stand there by chance. Another value
contradicts only where nothing else can be meant.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from core.dreams.extract.fates.doubts import is_unsure
from core.dreams.extract.language.lexicon import LIGHT
from core.dreams.extract.names.kinship import kin_of
from core.dreams.extract.shown.cell import Cell
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.aligned import aligned
from core.dreams.material.seeing.called import Name, name_of
from core.dreams.material.seeing.indexes import Indexes
from core.dreams.material.seeing.named_values import is_code
from core.dreams.material.seeing.narrowed import is_of_its_case
from core.dreams.material.seeing.phrases import Phrases
from core.dreams.material.seeing.relation import (
    Fit,
    fit_of,
    is_all_said,
    names_all,
    topic_of,
)
from core.dreams.material.seeing.seeing import cells_about, is_so, seen_in, shown_in
from core.dreams.material.seeing.sighting import Sighting
from core.dreams.material.seeing.values import another_value, same_value
from core.dreams.material.testimony.ordinary import Ordinary
from core.dreams.material.testimony.testimony import Result, Testimony

_MOST_CELLS: Final = 40
"""Values of an answer in which a thing is looked for that the question did not name."""
_SHORT_RESULT: Final = 1_000
"""Characters of a result that is read for values whatever it names."""
_MUCH_SAID: Final = 3
"""Words of a value that is known by them, whatever it is of."""
_JOINTS: Final = re.compile(r"[\s./:@'\u2019]+")


class Sightings:
    """Where values were seen, looked up by the names of what has them; each claim once."""

    def __init__(self, testimony: Testimony) -> None:
        self.testimony = testimony
        self.indexes = Indexes(testimony)
        self._ordinary = Ordinary(testimony)
        self._found: dict[Claim, tuple[Sighting, ...]] = {}
        self._alike: dict[Claim, tuple[Cell, ...]] = {}
        self._under: dict[tuple[Claim, frozenset[Name]], tuple[Sighting, ...]] = {}
        self._topics: dict[int, frozenset[str]] = {}
        self._told: tuple[Claim | None, list[tuple[Result, list[Cell]]]] = None, []
        self._phrases: dict[tuple[frozenset[tuple[str, ...]], frozenset[str]], Phrases] = {}

    def phrases(self, names: frozenset[tuple[str, ...]], subjects: frozenset[str]) -> Phrases:
        """
        The values in plain words of short results, and of all that name something.

        Args:
            names: Of what entries are about; a long result about nothing of it is not read.
            subjects: What the memories of the store are about: no values.
        """
        key = names, subjects
        if key not in self._phrases:
            found = {result.order: result for some in names for result in self.about(some)}
            for result in self.testimony.results if names else ():
                if len(result.event.body) <= _SHORT_RESULT:
                    found[result.order] = result
            cells = (cell for place in sorted(found) for cell in found[place].cells)
            self._phrases = {key: Phrases(cells, subjects)}
        return self._phrases[key]

    def of(self, claim: Claim) -> tuple[Sighting, ...]:
        """Where the value of a claim, or another in its place, was seen; in order."""
        if claim not in self._found:
            self._found[claim] = tuple(self._look(claim))
        return self._found[claim]

    def alike(self, claim: Claim) -> tuple[Cell, ...]:
        """The cells that show the value of a claim and tell of what has it, whatever they say."""
        if claim not in self._alike:
            self._alike[claim] = tuple(self._look_alike(claim))
        return self._alike[claim]

    def _look_alike(self, claim: Claim) -> Iterator[Cell]:
        for result, cells in self._telling(claim) if claim.names else ():
            for cell in cells:
                text = same_value(claim, cell)
                if text is not None and is_so(claim, cell) and text not in result.given:
                    yield cell

    def under(self, claim: Claim, names: frozenset[Name]) -> tuple[Sighting, ...]:
        """What stands under some names where the subject of a claim is named: its value or not."""
        if (claim, names) not in self._under:
            self._under[claim, names] = tuple(self._look_under(claim, names))
        return self._under[claim, names]

    def _look_under(self, claim: Claim, names: frozenset[Name]) -> Iterator[Sighting]:
        for result, cells in self._telling(claim) if names else ():
            found = list(_under_in(claim, names, result, cells))
            found = [one for one in found if _may_tell(claim, one, is_known=True)]
            same = [one for one in found if one.is_same]
            # Of several other values nobody knows which one it would have to be.
            is_one = len({one.text.lower() for one in found}) == 1
            yield from same[:1] or (found[:1] if is_one else ())

    def standing(self, claim: Claim) -> Iterator[Sighting]:
        """
        Where a value stands in an answer about its thing, whatever the words around it are.

        Enough only to choose between two values of which one must be right.
        """
        for result, cells in self._telling(claim) if claim.names else ():
            topic = self._topic_of(result)
            for cell in cells:
                text = same_value(claim, cell)
                is_shown = text is not None and text not in result.given
                if text is not None and is_shown and not is_unsure(cell.quote):
                    fit = fit_of(claim, cell, topic)
                    yield Sighting(result, cell, text, is_same=True, fit=fit)
                    break

    def fit(self, claim: Claim, seen: Sighting) -> Fit:
        """How near a claim is to what was seen of another one, in whichever clause of its line."""
        topic, quote = self._topic_of(seen.result), seen.cell.quote
        cells = (one for one in seen.result.cells if one.quote == quote and seen.text in one.value)
        return max((fit_of(claim, one, topic) for one in cells), default=Fit.NONE)

    def _topic_of(self, result: Result) -> frozenset[str]:
        place = result.order
        if place not in self._topics:
            self._topics[place] = topic_of(result)
        return self._topics[place]

    def asked(self, claim: Claim) -> Iterator[Result]:
        """
        The results that may show a value: of its environment, no failures; none for a denial.

        A document that also names the thing is no answer about it, and what is only a number is
        named nowhere but in a question.
        """
        is_number = all(map(str.isdigit, claim.names))
        for result in self.about(claim.names) if not claim.is_denied else ():
            if not result.has_failed and claim.environments <= result.environments:
                is_short = not is_number and len(result.cells) <= _MOST_CELLS
                if is_short or names_all(claim, result.command):
                    yield result

    def _telling(self, claim: Claim) -> list[tuple[Result, list[Cell]]]:
        """
        These results, with what each tells of the thing of a claim.

        Several questions about one claim follow each other; of all claims it would be too much.
        """
        if self._told[0] != claim:
            told = [(result, cells_about(claim, result)) for result in self.asked(claim)]
            self._told = claim, told
        return self._told[1]

    def about(self, names: Sequence[str]) -> list[Result]:
        """The results that have every word of some names."""
        # A sign alone, as in `Reed & Sons`, is no word.
        words = [word for name in names for word in _JOINTS.split(name) if word.strip("&+-|")]
        # One letter, as in `ls -n`, stands in every other answer and names nothing in it.
        is_named = any(len(word) > 1 or word.isdigit() for word in words)
        if not is_named or all(map(self._ordinary.has, names)):
            return []
        return self.testimony.with_words(words)

    def _look(self, claim: Claim) -> Iterator[Sighting]:
        seen = tuple(self._look_by_name(claim)) or tuple(self.indexes.worded.of(claim))
        seen = tuple(one for one in seen if _may_tell(claim, one))
        yield from seen or (self.indexes.in_lines.of(claim) if _may_stand_alone(claim) else ())

    def _look_by_name(self, claim: Claim) -> Iterator[Sighting]:
        numbers = tuple(name for name in claim.names if name.isdigit())
        if not claim.names or (claim.is_titled and not self.about(claim.names)):
            # A title that no tool knows is no name.
            found = self._described_as(replace(claim, names=numbers))
            # There may be others of the kind that the title says: each has a gateway of its own.
            is_one_of_many = is_code(claim.text) and not claim.is_measure
            yield from (one for one in found if one.is_same or not is_one_of_many)
            return
        seen = list(self._named(claim))
        seen = [one for one in seen if self._is_of_it(claim, one)]
        yield from _of_one_machine(seen) if claim.names == (claim.setting,) else seen
        if not seen and claim.is_titled and len(claim.about) >= _MUCH_SAID:
            # The title may be a heading all the same: then much has to agree.
            found = self._described_as(replace(claim, names=numbers))
            yield from (one for one in found if one.is_same)

    def _is_of_it(self, claim: Claim, seen: Sighting) -> bool:
        """
        Whether an answer that is nothing but a value says a word of what it is of.

        "On the primary": another machine's says nothing for it; and against it only who says all.
        """
        if claim.kind == "phrase" and seen.cell.is_prose and self._ordinary.has(claim.norm):
            # "During this session" says of nothing that it is a session.
            return False
        said = claim.about - LIGHT
        is_bare = bool(seen.cell.key) and seen.cell.key not in seen.cell.quote
        if not is_bare or claim.names != (seen.cell.key.lower(),) or seen.is_all_said or not said:
            return True
        return seen.is_same and bool(kin_of(said, self._topic_of(seen.result)))

    def _named(self, claim: Claim) -> Iterator[Sighting]:
        for result, cells in self._telling(claim):
            found = seen_in(claim, result, cells, self._topic_of(result))
            if found is None or (found.is_same and claim.is_measure):
                # What says more of the entry than where its own value stands is the entry's.
                other = aligned(claim, result, cells)
                found = other if other is not None and _may_tell(claim, other) else found
            if found is not None:
                yield found

    def _described_as(self, claim: Claim) -> Iterator[Sighting]:
        """Where a value is seen that has no name, unless answers to two questions differ."""
        if claim.is_denied:
            return
        found: dict[int, list[tuple[Result, Cell]]] = defaultdict(list)
        for result, cell in self.indexes.described.of(claim):
            found[result.order].append((result, cell))
        seen = [one for cells in found.values() for one in shown_in(claim, cells)]
        values = {one.text.lower() for one in seen if not one.is_same}
        values |= {claim.norm} if any(one.is_same for one in seen) else set()
        if len(values) < 2 or len({one.result.command for one in seen}) == 1:
            yield from seen


def _under_in(
    claim: Claim, names: frozenset[Name], result: Result, cells: Iterable[Cell]
) -> Iterator[Sighting]:
    for cell in cells:
        if name_of(claim, cell) in names and is_so(claim, cell):
            same = same_value(claim, cell)
            other = same or another_value(claim, cell)
            if other is not None and other not in result.given:
                is_all = is_all_said(claim, cell, result)
                yield Sighting(result, cell, other, same is not None, Fit.FAMILY, is_all)


def _may_stand_alone(claim: Claim) -> bool:
    """Whether a value is seldom enough to be known in a line that does not call it anything."""
    return claim.is_measure and claim.is_set and claim.is_plain


def _may_tell(claim: Claim, seen: Sighting, *, is_known: bool = False) -> bool:
    """Whether another value is of the very case that an entry tells of."""
    return seen.is_same or is_of_its_case(claim, seen.cell, seen.result, is_known=is_known)


def _of_one_machine(seen: list[Sighting]) -> list[Sighting]:
    """
    What was seen of a setting that an entry says no more of, unless it may be of several machines.

    Answers to two questions that differ are of two, or of two times: then only what the newest one
    confirms is sure.
    """
    values = {one.text.lower() for one in seen}
    if len(values) < 2 or len({one.result.command for one in seen}) < 2:
        return seen
    return [one for one in seen if one.is_same] if seen[-1].is_same else []
