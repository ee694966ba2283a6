"""
What tools show of the condition that an entry says something is in: running, closed, primary.

Pure. An entry may hold a value that is seen and a condition that is not so any more.
"""

import re
from collections.abc import Iterator
from typing import Final

from core.dreams.extract.language.conditions import Condition, agrees, conditions_in
from core.dreams.extract.language.lexicon import HOW_IT_IS, LIGHT, root
from core.dreams.extract.names.kinship import kin_of
from core.dreams.extract.names.wholes import cut
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claims import environments_of, longer_names, names_of
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.when import undated
from core.dreams.material.seeing.confirmation import Sightings
from core.dreams.material.seeing.relation import Fit
from core.dreams.material.seeing.seeing import cells_about, is_so
from core.dreams.material.seeing.sighting import Sighting
from core.transcripts.fields import words

_OF_ALL: Final = HOW_IT_IS | {
    root(word) for word in words("role phase health lifecycle activity condition stage standing")
}
"""What the condition of a whole thing is called."""
_PART: Final = re.compile(r"(?i)\b(?:of|for|on|in|at|to|with|from|behind)\b")


def conditions_seen(
    entry: Entry, subjects: frozenset[str], sightings: Sightings
) -> Iterator[tuple[Claim, list[Sighting]]]:
    """Each condition in which an entry says that something is, and where that or another shows."""
    names = names_of(entry, subjects)
    text = undated(entry.text)
    for one in conditions_in(text) if names else ():
        about = _of_what(one, names)
        claim = Claim(
            kind="condition",
            norm=one.word,
            text=one.text,
            about=about,
            names=names,
            environments=environments_of(entry.text, names),
            longer=longer_names(names, subjects),
        )
        yield claim, list(_seen(claim, one, sightings))


def _of_what(condition: Condition, names: tuple[str, ...]) -> frozenset[str]:
    """Roots of the part that is in a condition, as the backup of `orders`; none if it is all."""
    low = condition.before.lower()
    places = [low.find(name) for name in names if name in low]
    if not places:
        return roots_in(low) - LIGHT - _OF_ALL
    # "The flag new-checkout" is one thing; "the backup of orders" and "orders backup" are parts.
    before, behind = low[: min(places)], cut(low[min(places) :], names)
    own = before if _PART.search(before) else ""
    return roots_in(cut(f"{own} {behind}", names)) - LIGHT - _OF_ALL


def _seen(claim: Claim, condition: Condition, sightings: Sightings) -> Iterator[Sighting]:
    for result in sightings.asked(claim):
        found: dict[bool, Sighting] = {}
        for cell in cells_about(claim, result):
            is_same = agrees(condition, cell.about, cell.plain) if _is_its(claim, cell) else None
            if is_same is not None and is_so(claim, cell) and cell.value not in result.given:
                text = cell.value.strip()
                seen = Sighting(result, cell, text, is_same=is_same, fit=Fit.KIN)
                found.setdefault(is_same, seen)
        # Of two that differ nobody knows which is meant.
        if len(found) == 1:
            yield from found.values()


def _is_its(claim: Claim, cell: Cell) -> bool:
    """Whether a cell tells of the condition of the thing, or of the part that a claim is of."""
    if cell.is_prose:
        return False
    if claim.about:
        return bool(kin_of(claim.about, cell.about | cell.section))
    return not cell.key or cell.about <= _OF_ALL | {root(claim.norm)} or _names_it(cell)


def _names_it(cell: Cell) -> bool:
    """Whether a cell is called by a condition, and nothing else: `paused: yes`, `Active: ...`."""
    return len(cell.about) == 1
