"""
What one result shows of the value of a claim: the same one, or another one in its place.

Pure. The same one wins if it stands anywhere; of two others nobody knows which is meant.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from core.dreams.extract.fates.doubts import is_given_up, is_unsure
from core.dreams.extract.names.kinship import kin_of
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.answers import Answer
from core.dreams.material.seeing.bearing import is_of_another_time, may_be_its
from core.dreams.material.seeing.enough import is_enough
from core.dreams.material.seeing.other_values import other_value
from core.dreams.material.seeing.relation import (
    Fit,
    fit_of,
    is_all_said,
    names_all,
    names_said,
)
from core.dreams.material.seeing.sighting import Sighting
from core.dreams.material.seeing.values import bare_number, may_have_value, others_like, same_value
from core.dreams.material.testimony.testimony import Result

_SHORT_ANSWER: Final = 12
"""Lines of an answer that is about one thing."""


def shown_in(claim: Claim, cells: Sequence[tuple[Result, Cell]]) -> Iterator[Sighting]:
    """The value of one result, each of whose cells is described as that of the claim."""
    answer = Answer(claim, tuple((cell, Fit.EXACT) for _, cell in cells))
    found: dict[str, Sighting] = {}
    for result, cell in cells:
        same = same_value(claim, cell)
        text = same or other_value(cell, Fit.EXACT, answer) or bare_number(claim, cell)
        if text is None or text in result.given or is_given_up(cell.value, text):
            continue
        if is_so(claim, cell):
            seen = Sighting(result, cell, text, same is not None, Fit.EXACT, is_all_said=True)
            found.setdefault(text.lower(), seen)
    if len(found) == 1:
        yield from found.values()


def seen_in(
    claim: Claim, result: Result, cells: Iterable[Cell], topic: frozenset[str]
) -> Sighting | None:
    """
    The value in one result: the same one if it stands anywhere there, else another.

    Args:
        claim: What an entry says.
        result: What a tool answered.
        cells: Those of it that are about the claim; see `cells_about`.
        topic: What it is about beside its values; see `topic_of`.
    """
    able = tuple(
        (cell, fit_of(claim, cell, topic))
        for cell in cells
        # Another row is a rival of a title by what it lacks, too.
        if claim.is_titled or may_have_value(claim, cell)
    )
    answer = Answer(claim, able)
    # Where another value stands under the very name, this one is of something else.
    is_named = any(_denies(cell, fit, answer) for cell, fit in able)
    for cell, fit in able:
        text = same_value(claim, cell)
        is_its = not is_named or fit is Fit.EXACT
        is_its = is_its and is_so(claim, cell)
        # What a call gives as its argument comes back in the answer, whatever is so.
        is_its = is_its and text not in result.given
        if text is None or is_given_up(cell.value, text) or _has_rival_row(claim, cell, able):
            continue
        if is_its and is_enough(claim, cell, fit, result, text):
            is_all = is_all_said(claim, cell, result)
            return Sighting(result, cell, text, is_same=True, fit=fit, is_all_said=is_all)
    # A row that has the value too under a word of the entry does not say that it is another one.
    shown = {one.record for one, fit in able if fit >= Fit.KIN and same_value(claim, one)} - {None}
    others: list[Sighting] = []
    for cell, fit in able:
        is_near = fit >= Fit.KIN and claim.kind == "phrase"
        if not (claim.is_measure or is_near or _names_its(claim, cell, result)):
            # Words under a name of the same family, somewhere in an answer about much else.
            continue
        text = other_value(cell, fit, answer) if cell.record not in shown else None
        if text is not None and is_so(claim, cell):
            is_all = is_all_said(claim, cell, result)
            others.append(Sighting(result, cell, text, is_same=False, fit=fit, is_all_said=is_all))
    if claim.is_titled:
        others = _of_its_row(claim, others)
    # Two other values: who knows which of them is meant.
    return others[0] if len({one.text.lower() for one in others}) == 1 else None


def _names_its(claim: Claim, cell: Cell, result: Result) -> bool:
    """Whether a question, the row or line of a value, or a short answer names what has it."""
    is_short = result.event.body.strip().count("\n") < _SHORT_ANSWER
    told = result.event.body if is_short else cell.record or cell.quote
    return names_all(claim, f"{result.command}\n{told}")


def _of_its_row(claim: Claim, others: list[Sighting]) -> list[Sighting]:
    """Of values in several rows those of the one that says most of what the entry says."""
    said = {
        one.cell.record: len(kin_of(claim.about - one.cell.about, roots_in(one.cell.record or "")))
        for one in others
    }
    most = max(said.values(), default=0)
    best = [record for record, count in said.items() if count == most]
    return [one for one in others if [one.cell.record] == best] if most else others


def is_so(claim: Claim, cell: Cell) -> bool:
    """Whether a cell says that something is so, and is so now."""
    return not is_unsure(cell.quote) and not is_of_another_time(claim, cell)


def _has_rival_row(claim: Claim, cell: Cell, able: Sequence[tuple[Cell, Fit]]) -> bool:
    """
    Whether another row says as much of an entry that names none of them, and has another value.

    "The trolley for 5 East leaves at 07:15", and two rows about trolleys.
    """
    if not claim.is_titled or cell.record is None or cell.is_prose:
        return False
    own = kin_of(claim.about, roots_in(cell.record))
    return any(
        one.about == cell.about
        and one.record not in {None, cell.record}
        and same_value(claim, one) is None
        and kin_of(claim.about, roots_in(one.record or "")) >= own
        for one, _ in able
    )


def _denies(cell: Cell, fit: Fit, answer: Answer) -> bool:
    """Whether another value stands under the very name of a claim."""
    is_called_so = fit is Fit.EXACT and not cell.is_prose
    is_other = is_called_so and same_value(answer.claim, cell) is None
    return is_other and other_value(cell, fit, answer) is not None


def cells_about(claim: Claim, result: Result) -> list[Cell]:
    """The cells that tell of what has the value: it is named there, and nothing in its place."""
    if not names_all(claim, result.whole):
        return []
    is_asked = names_all(claim, result.command)
    asked, names = names_said(claim, result.command), frozenset(claim.names)
    texts = {cell.record or cell.quote for cell in result.cells}
    said = {text: names_said(claim, text) for text in texts}
    naming = {
        text
        for text, held in said.items()
        if asked | held >= names and (is_asked or not held <= asked)
    }
    # What is cheap is asked first: of a long answer most is about other things.
    cells = [
        cell
        for cell in result.cells
        if (is_asked or cell.record is None or (cell.record or cell.quote) in naming)
        and may_be_its(claim, cell, result)
    ]
    named = [cell for cell in cells if (cell.record or cell.quote) in naming]
    # Where its own line has such a value, another line is about something else.
    told = [cell.record or cell.quote for cell in named if others_like(claim, cell)]
    known = set(map(id, named))
    return [
        cell
        for cell in cells
        if id(cell) in known
        or ((cell.record is None or is_asked) and not any(cell.quote not in text for text in told))
    ]
