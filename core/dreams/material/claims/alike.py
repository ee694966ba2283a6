"""
Pairs of entries that are the same but for one piece, whatever the words of that are.

Pure. What the piece says must be what the thing has: not what may be, nor when the rest holds.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from core.dreams.extract.language.lexicon import are_opposed, root
from core.dreams.extract.language.words import RHYTHM
from core.dreams.material.claims.contrasts import are_contrasted
from core.dreams.material.claims.measured import is_called_by
from core.dreams.material.claims.spans import pieces
from core.dreams.material.claims.wordings import CROWD, Pair, allows_others, gives_one_value
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.subjects import named_in
from core.dreams.material.memories.when import undated

_MARK: Final = re.compile(r"[:;,.] ")
_CODE: Final = re.compile(r"\W*[A-Za-z]+[-_.]?\d")
"""`P-141` and `core7` are names; a number begins with itself, or with its currency."""
_NAMED_NUMBER: Final = re.compile(r"([a-z][\w+-]*) \d")
_WHEN: Final = re.compile(
    r"(?i)\b(?:when|whenever|if|while|unless|once)\b[^,;:.]*?\b(?:is|are|was|were) \w+"
    r" (?:with|by|on|in|at|through|from|for|against|to) (?:the )?[`*]*\Z"
)
"""What stands before a name or a word that is a part of an occasion."""


def alike_pairs(entries: Sequence[Entry], subjects: frozenset[str]) -> Iterator[Pair]:
    """Entries that are the same but for one piece, whatever its words are."""
    groups: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[tuple(sorted(named_in(entry.text, subjects)))].append(entry)
    for names in sorted(groups):
        group = groups[names] if names else []
        for first, second in combinations(group, 2) if len(group) <= CROWD else ():
            one, other = undated(first.text), undated(second.text)
            found = pieces(one, other, subjects)
            if found is None or any(_MARK.search(piece) for piece in found):
                continue
            if are_opposed(*(frozenset(map(root, piece.lower().split())) for piece in found)):
                # It opens at 07:00, and closes at 22:30.
                continue
            if are_contrasted(one, found[0], other, found[1]):
                continue
            texts = zip((one, other), found, strict=True)
            if any(is_called_by(text[: text.find(piece)]) for text, piece in texts):
                continue
            are_measures = all(map(_is_measure, found)) and not _are_versions_of_two(*found)
            if not are_measures and (allows_others(one) or _are_occasions(one, other, found)):
                continue
            # A thing may call, ship with or export to many others; what it is, it is alone.
            is_sure = gives_one_value(one) or are_measures
            are_names = f"`{found[0]}`" in one and f"`{found[1]}`" in other
            if is_sure or not are_names:
                yield first, found[0], second, found[1], is_sure


def _is_measure(piece: str) -> bool:
    """Whether a piece says how much or how often, and not which: there is one answer to that."""
    if RHYTHM.fullmatch(piece.lower()) is not None:
        return True
    parts = [part for part in piece.split() if any(map(str.isdigit, part))]
    return bool(parts) and not any(_CODE.match(part) for part in parts)


def _are_versions_of_two(one: str, other: str) -> bool:
    """Whether each number stands behind the name of what it is of: `gcc 13.2`, `clang 19.1`."""
    names = [_NAMED_NUMBER.match(piece) for piece in (one.lower(), other.lower())]
    return all(names) and len({name[1] for name in names if name}) > 1


def _are_occasions(one: str, other: str, found: tuple[str, str]) -> bool:
    """Whether what two texts differ in tells when the rest holds: "... when built with gcc"."""
    return all(
        _WHEN.search(text[: text.find(piece)]) is not None
        for text, piece in zip((one, other), found, strict=True)
    )
