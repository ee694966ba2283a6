"""
Values that stand in a line of an answer beside what the entry says of them, under whatever name.

Pure. Tools write `mule/24 [ring1,ring2]`, `*:5200 LISTEN` and `2.17.0` in a column without a head.
A code, an address or a number with its unit that stands in the same line as another name of the
entry, or as two of its words, is the entry's; that it is only named in the question shows nothing.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from core.dreams.extract.fates.doubts import is_given_up, is_unsure
from core.dreams.extract.language.lexicon import HOW_IT_IS, LIGHT, key_roots
from core.dreams.extract.names.kinship import said_by
from core.dreams.extract.names.wholes import stands
from core.dreams.extract.shown.cell import roots_in
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.bearing import is_of_another_time, may_be_its
from core.dreams.material.seeing.line_values import line_values
from core.dreams.material.seeing.lines import Line, lines_of
from core.dreams.material.seeing.literals import LITERAL, first_piece, literal_in, pieces_of
from core.dreams.material.seeing.narrowed import is_of_its_case
from core.dreams.material.seeing.rarity import is_telling
from core.dreams.material.seeing.relation import (
    IMPLIED,
    NAMELESS_ROOTS,
    UNIT_ROOTS,
    Fit,
    around,
    names_all,
)
from core.dreams.material.seeing.sighting import Sighting
from core.dreams.material.seeing.values_in import kind_of_value, values_in
from core.dreams.material.testimony.frames import Shown
from core.dreams.material.testimony.testimony import Result

_OVER: Final = re.compile(
    r"(?i)\b(?:(?:switched|turned|shut) (?:off|down)|gone|no longer|any ?more|retired|removed"
    r"|deleted|dropped|decommissioned|disabled|replaced|renamed|moved|migrated|missing|not found"
    r"|unknown)\b"
)
"""A line with one of these tells that something is over; who knows what in it still is so."""
_FEW: Final = 3
"""Questions whose answers have a value that is known by itself."""
_TELLING: Final = 8
"""Characters of such a value."""
_SHORTEST: Final = 4
_MOST_LINES: Final = 40
"""Lines with a value; what stands in more of them tells nothing."""
_LEAST: Final = 2


class InLines:
    """The lines of all results, by the values in them."""

    def __init__(self, results: Sequence[Result], frames: frozenset[Shown]) -> None:
        """
        Args:
            results: Of all sessions, in order.
            frames: What a harness prints around every answer.
        """
        self._results = results
        self._frames = frames

    @cached_property
    def _by_piece(self) -> dict[str, list[Line]]:
        found: dict[str, list[Line]] = defaultdict(list)
        for line in self._lines:
            for piece in set(pieces_of(line.text)):
                found[piece].append(line)
        return found

    @cached_property
    def _by_value(self) -> dict[tuple[str, str], list[Line]]:
        found: dict[tuple[str, str], list[Line]] = defaultdict(list)
        for line in self._lines:
            for place in {one[:2] for one in line_values(line.text, line.cells)}:
                found[place].append(line)
        return found

    @cached_property
    def _lines(self) -> tuple[Line, ...]:
        lines = (line for result in self._results for line in lines_of(result))
        return tuple(
            line
            for line in lines
            if not any((one.key, one.value) in self._frames for one in line.cells)
        )

    @cached_property
    def _by_result(self) -> dict[int, list[Line]]:
        found: dict[int, list[Line]] = defaultdict(list)
        for line in self._lines:
            found[line.result.order].append(line)
        return found

    def of(self, claim: Claim) -> tuple[Sighting, ...]:
        """Where the value of a claim stands in a line about what it is of; in order."""
        posted = self._posted(claim)
        if len(posted) > _MOST_LINES or claim.is_denied:
            return ()
        is_rare = len({line.result.command for line in posted}) <= _FEW
        found: dict[int, Sighting] = {}
        for line in posted:
            text = _as_written(claim, line)
            place = line.result.order
            others = self._by_result[place]
            if text and place not in found and _is_its(claim, line, others, text, is_rare=is_rare):
                found[place] = Sighting(line.result, line.whole, text, is_same=True, fit=Fit.KIN)
        seen = tuple(found[place] for place in sorted(found))
        return () if seen and self._is_over(claim, seen[-1]) else seen

    def _is_over(self, claim: Claim, last: Sighting) -> bool:
        """Whether a later answer to the same question does not have a literal any more."""
        if claim.kind != LITERAL:
            return False
        later = [one for one in self._asked[last.result.command] if one.order > last.result.order]
        return bool(later) and not any(literal_in(claim, one.event.body) for one in later)

    @cached_property
    def _asked(self) -> dict[str, list[Result]]:
        found: dict[str, list[Result]] = defaultdict(list)
        for result in self._results:
            if not result.has_failed:
                found[result.command].append(result)
        return found

    def _posted(self, claim: Claim) -> list[Line]:
        if claim.kind == LITERAL:
            return self._by_piece.get(first_piece(claim), [])
        return self._by_value.get((claim.kind, claim.norm), [])


def _as_written(claim: Claim, line: Line) -> str:
    """How a value stands in a line; empty if it does not."""
    if claim.kind == LITERAL:
        return literal_in(claim, line.text)
    wanted = claim.kind, claim.norm
    return next((one.text for one in line_values(line.text, line.cells) if one[:2] == wanted), "")


def _is_its(claim: Claim, line: Line, others: Sequence[Line], text: str, *, is_rare: bool) -> bool:
    """Whether a line shows how something is that has the value, and says enough of it."""
    result = line.result
    # What is asked for comes back in many an answer.
    is_given = text in result.given or stands(text.lower(), result.command.lower())
    # A crontab says how often, and not how long something waits.
    is_given |= "*" in text and claim.lead != "every"
    if is_given or not _says_how_it_is(claim, line, text):
        return False
    is_here = claim.environments <= result.environments and may_be_its(claim, line.whole, result)
    is_here = is_here and is_of_its_case(claim, line.whole, result) and _names_it(claim, line)
    is_one = is_here and not _is_one_of_several(claim, line, others)
    return is_one and _says_enough(claim, line, text, is_rare=is_rare)


def _called(line: Line, text: str) -> frozenset[str]:
    """Roots of what a value, and what it stands below, is called."""
    # What a column of a table is called is of all its rows.
    own = [one for one in line.cells if text.lower() in one.value.lower() and not one.record]
    return frozenset[str]().union(*(one.about | one.section for one in own))


def _is_one_of_several(claim: Claim, line: Line, others: Sequence[Line]) -> bool:
    """
    Whether a line has several versions, or another line says as much and has another value.

    "java 4.5.2 agent 7.0.1": which is meant; and of two trolleys nobody knows which one is.
    """
    if claim.kind == LITERAL:
        return False
    shown = {one.norm for one in values_in(line.text) if kind_of_value(one) == claim.kind}
    if claim.kind == "version" and len(shown) > 1 and not claim.fixed:
        return True
    if claim.kind == "number" and len(shown) > 1 and not _has_name(claim, line):
        return True
    said = said_by(claim.about, line.about)
    for other in others if claim.is_titled or not claim.names else ():
        values = {
            one.norm for one in line_values(other.text, other.cells) if one.kind == claim.kind
        }
        if values and claim.norm not in values and said <= said_by(claim.about, other.about):
            return True
    return False


def _says_how_it_is(claim: Claim, line: Line, text: str) -> bool:
    if is_unsure(line.text) or _OVER.search(line.text) or is_given_up(line.text, text):
        return False
    return not any(is_of_another_time(claim, one) for one in line.cells if text in one.value)


def _names_it(claim: Claim, line: Line) -> bool:
    """Whether a line, or the question, has what an entry is about by its names."""
    told = f"{line.result.command}\n{line.text}".lower()
    if claim.kind != LITERAL and not claim.is_titled and not names_all(claim, told):
        return False
    # "Press 40" in a title is not named by `press41`.
    numbers = (one[1:] for one in claim.above if one.startswith("#"))
    return all(stands(one, told) for one in (*claim.fixed, *numbers))


def _has_name(claim: Claim, line: Line) -> bool:
    return bool(claim.names) and all(stands(name, line.text.lower()) for name in claim.names)


def _says_enough(claim: Claim, line: Line, text: str, *, is_rare: bool) -> bool:
    """Whether a line, and the question, say enough of what an entry says of a value."""
    result, rest = line.result, line.text.lower().replace(text.lower(), " ")
    names = [name for name in claim.names if len(name) >= _SHORTEST]
    is_beside = any(stands(name, rest) for name in names)
    is_asked = not is_beside and any(stands(name, result.command.lower()) for name in names)
    general = LIGHT | HOW_IT_IS | UNIT_ROOTS | NAMELESS_ROOTS | roots_in(text) | key_roots(text)
    wanted = claim.about - general
    said = said_by(wanted, line.about)
    there = len(said) + is_beside
    more = len(said_by((wanted | (claim.above - general)) - said, around(result))) + is_asked
    called = _called(line, text) - general - IMPLIED.get(claim.kind, frozenset())
    is_called_so = said_by(called, claim.about) == called
    if claim.kind == "version" and claim.fixed:
        # The name of a program and its release in one line.
        return all(stands(name, rest) for name in claim.fixed)
    if claim.kind != LITERAL and not is_called_so:
        # `glass_rewound_after` is of the glass ones.
        return False
    if claim.kind == LITERAL and there > 0 and called and is_called_so:
        return True
    if is_rare and len(text) >= _TELLING:
        return there + more >= min(_LEAST, len(wanted) + len(names))
    if claim.kind != LITERAL and not is_telling(claim):
        return there >= _LEAST
    return there > 0 and there + min(more, 1) >= _LEAST
