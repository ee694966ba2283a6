"""
A short entry laid beside another one, or beside each sentence of a paragraph.

Pure. `alignment` says how two sentences lie; here it is asked whether they may be compared at all:
a sentence among notes about anything has to be understood without what stands around it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from core.dreams.extract.language.senses import content_of, senses
from core.dreams.extract.values.figures import in_figures
from core.dreams.material.memories.entries import Entry, Shape
from core.dreams.material.memories.standing import is_in_heap, points, stand_together, title_of
from core.dreams.material.memories.subjects import plain, with_names
from core.dreams.material.sameness.alignment import Alignment, aligned
from core.dreams.material.sameness.odds import are_not_at_odds, tell_apart
from core.dreams.material.sameness.rewording import begin_alike, is_retold
from core.dreams.material.sameness.substance import have_substance

_LEAST_ALONE: Final = 2
"""Words and facts of what is known again among notes about anything."""
_LEAST_SHARED: Final = 3
"""And if only one of two entries stands among such notes."""
_MOST_PARTS: Final = 16
"""Sentences of a paragraph, alone and in pairs, that an entry is laid beside."""
_LABELLED: Final = re.compile(r"\W*[^:.]{1,40}:\s")


def beside(first: Entry, second: Entry, subjects: frozenset[str]) -> Alignment | None:
    """How a sentence lies beside another one, or beside one of a paragraph."""
    parts = [_parts(entry) for entry in (first, second)]
    if min(map(len, parts)) > 1:
        return None
    found = {
        _beside(one, other, subjects, [len(said) > 1 for said in parts])
        for one in (parts[0] if len(parts[0]) > 1 else [first])
        for other in (parts[1] if len(parts[1]) > 1 else [second])
    }
    return next((one for one in (Alignment.SAME, Alignment.NEAR) if one in found), None)


def _parts(entry: Entry) -> list[Entry]:
    """An entry by its sentences: each alone, and each with the next one."""
    said = [sense.text for sense in senses(entry.text)]
    asked = {one for one in said if f"{one}?" in entry.text.replace("*", "")}
    # A question says nothing without its answer.
    spans = [[one] for one in said if one not in asked or len(said) == 1]
    spans += [list(pair) for pair in pairwise(said)]
    return [
        replace(entry, lines=(". ".join(span),), shape=Shape.PARAGRAPH)
        for span in spans[:_MOST_PARTS]
    ]


def _beside(
    first: Entry, second: Entry, subjects: frozenset[str], are_parts: Sequence[bool]
) -> Alignment | None:
    one, other = (in_figures(entry.text) for entry in (first, second))
    found = aligned(one, other, (title_of(first), title_of(second)))
    # Whole entries were compared as rewordings before; a sentence of a paragraph was not.
    if any(are_parts) and found is not Alignment.SAME:
        part, whole = (one, other) if are_parts[0] else (other, one)
        found = Alignment.SAME if _is_told(part, whole, subjects) else found
    if found is None or points(first.text) or points(second.text):
        return None
    if tell_apart(first, second, subjects) or not are_not_at_odds(one, other):
        return None
    if stand_together(first, second, subjects) or _names_place(first, second):
        return found
    if all(_LABELLED.match(text) for text in (one, other)):
        # "Owner: Ada" is of whatever it stands under.
        return None
    said = [len(content_of(text)) for text in (one, other)]
    heaps = is_in_heap(first) + is_in_heap(second)
    if not heaps or min(said) < _LEAST_ALONE:
        return None
    is_known = heaps == len(said) or min(said) >= _LEAST_SHARED
    return found if is_known else Alignment.NEAR


def _is_told(part: str, whole: str, subjects: frozenset[str]) -> bool:
    """Whether a part of a paragraph says all of an entry in other words."""
    texts = [with_names(text, subjects) for text in (part, whole)]
    return begin_alike(part, whole) and is_retold(*texts) and have_substance(*texts)


def _names_place(first: Entry, second: Entry) -> bool:
    """Whether one entry names what the other one stands under, and that is all it has above it."""
    return any(
        plain(other.trail[-1].text) in plain(entry.text)
        for entry, other in ((first, second), (second, first))
        if other.trail and len(other.trail[-1].text.split()) == 1 and not is_in_heap(other)
    )
