"""
What claims are of by where they stand: below a title or a lead, in a row, behind other lines.

Pure.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from core.dreams.extract.language.lexicon import key_roots
from core.dreams.extract.shown.cell import roots_in
from core.dreams.material.claims.claim import Claim
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import Entry, Shape

_WORD: Final = re.compile(r"[a-z\d][\w-]*")
_LEAST_PAGES: Final = 3
"""Memories that name what the whole store is about."""


def but_of_title(found: Sequence[Claim], named: tuple[str, ...]) -> tuple[Claim, ...]:
    """The claims, those that name nothing themselves as of some names instead of a title."""
    return tuple(
        replace(one, names=named, is_titled=False)
        if named and (one.is_titled or not one.names)
        else one
        for one in found
    )


def of_row(
    claim: Claim, text: str, name: str, named: tuple[str, ...], place: tuple[str, ...]
) -> Claim:
    """A claim of a cell as one of what its row and its table are of."""
    # The title of a column only says what the value is called.
    names = tuple(dict.fromkeys(one for one in (*named, *place) if one != claim.norm))
    at = text.lower().find(claim.setting) if claim.setting else 0
    called = key_roots(text[at : at + len(claim.setting)])
    return replace(
        claim,
        names=names,
        about=(claim.about | called) - roots_in(name),
        is_titled=False,
        setting="",
        fixed=frozenset(names),
    )


def names_everywhere(draft: Draft) -> frozenset[str]:
    """Words that stand in so many memories of a store that they tell none of its tables apart."""
    counted = Counter(
        word for page in draft.pages for word in set(_WORD.findall("\n".join(page.texts).lower()))
    )
    least = max(_LEAST_PAGES, len(draft.pages) // 4)
    return frozenset(word for word, count in counted.items() if count >= least)


def first_lines_of(entries: Sequence[Entry]) -> dict[tuple[str, int], Entry]:
    """Of lines that stand together as one paragraph the first one, by each of the others."""
    found: dict[tuple[str, int], Entry] = {}
    for before, one in pairwise(entries):
        is_paragraph = before.shape is one.shape is Shape.PARAGRAPH
        if is_paragraph and before.path == one.path and before.end + 1 == one.start:
            found[one.key] = found.get(before.key, before)
    return found
