"""
Entries that are the same word by word, but for one piece in the middle.

Pure. "Left wagon is looked over weekly" and "... each morning": whatever the words are, one stands
in the place of the other.
"""

from collections.abc import Sequence
from typing import Final

from core.dreams.extract.language.lexicon import LIGHT, root
from core.dreams.extract.language.words import (
    AMBIGUOUS,
    CALENDAR,
    ENVIRONMENTS,
    JOINING,
    NEGATIONS,
    RHYTHM,
)
from core.dreams.extract.tokens import Sort, tokens
from core.dreams.material.memories.subjects import named_in, plain
from core.transcripts.fields import words

_LONGEST: Final = 5
"""Words of a piece that is one value."""
_LEAST: Final = 2
"""Words that must be the same around it, beside the names of what both are about."""
_VERBS: Final = words("is are was were has have had do does did can may must will should")
_APART: Final = (CALENDAR | NEGATIONS | ENVIRONMENTS.keys()) - AMBIGUOUS
"""What may well be true beside each other: of another day, of another environment."""
_RHYTHMS: Final = frozenset(word for word in CALENDAR if RHYTHM.fullmatch(word))


def pieces(first: str, second: str, subjects: frozenset[str]) -> tuple[str, str] | None:
    """
    The two pieces in which two texts differ, as they are written; None if there is more to it.

    Args:
        first: Without the date it may begin with.
        second: Likewise.
        subjects: What the memories of the store are about: no values.
    """
    one, other = _words(first), _words(second)
    before = 0
    while before < min(len(one), len(other)) and one[before][0] == other[before][0]:
        before += 1
    after = 0
    while (
        after < min(len(one), len(other)) - before
        and one[len(one) - 1 - after][0] == other[len(other) - 1 - after][0]
    ):
        after += 1
    mine, theirs = one[before : len(one) - after], other[before : len(other) - after]
    named = set(" ".join(named_in(first, subjects)).split())
    around = [word for word, _, _ in (*one[:before], *one[len(one) - after :])]
    around = [word for word in around if not set(word.split()) <= named]
    # `Payment to the inn: card`: a label says what its value is, however light its words are.
    is_label = bool(mine) and first[: mine[0][1]].rstrip(" `*").endswith(":")
    if not _are_values(mine, theirs, around, is_label=is_label):
        return None
    texts = _text(first, mine), _text(second, theirs)
    if any(named_in(text, subjects) for text in texts):
        return None
    return texts


def _are_values(
    mine: Sequence[tuple[str, int, int]],
    theirs: Sequence[tuple[str, int, int]],
    around: Sequence[str],
    *,
    is_label: bool,
) -> bool:
    if not mine or not theirs or max(len(mine), len(theirs)) > _LONGEST or len(around) < _LEAST:
        return False
    heavy = {root(word) for word in around if word not in JOINING}
    said = {word for word, _, _ in (*mine, *theirs)}
    are_rhythms = all(
        RHYTHM.fullmatch(" ".join(word for word, _, _ in piece)) for piece in (mine, theirs)
    )
    is_apart = bool(said & ((_APART - _RHYTHMS) | _VERBS)) and not are_rhythms
    return bool(heavy if is_label else heavy - LIGHT) and not is_apart


def _words(text: str) -> list[tuple[str, int, int]]:
    return [
        (plain(token.text), token.start, token.end)
        for token in tokens(text)
        if token.sort is not Sort.STOP
    ]


def _text(text: str, words: Sequence[tuple[str, int, int]]) -> str:
    return text[words[0][1] : words[-1][2]].strip("`*")
