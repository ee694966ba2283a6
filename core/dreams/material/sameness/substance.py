"""
Whether two texts have enough of substance in common to be rewordings of each other.

Pure. In texts as people write them many sentences share their words and say different things: "Add
a new developer to an org" and "Add a new admin to an org", "the last N elements" and "the first N".
So what both say must name something or be much, it must be a good part of either, and where both
run alike no word may stand in the place of another one.
"""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.facts import form_of
from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.grammar import WHICH
from core.dreams.extract.language.lexicon import JOINING_ROOTS, LIGHT, NEGATION_ROOTS, root
from core.dreams.extract.language.senses import content_of, placed, senses
from core.dreams.extract.language.words import JOINING
from core.dreams.material.sameness.pairing import Side, sides_of, stand_for_initials, told
from core.transcripts.fields import words

_TARGET: Final = re.compile(r"\]\([^()\n]{0,500}\)")
"""Where a link leads, behind its text: the same thing once more."""
_POINTER: Final = re.compile(r"\W*\[[^\[\]\n]{1,200}\]\([^()\n]{1,500}\)\W*")
_ELSEWHERE: Final = re.compile(
    r"\W*see also\b.*|\W*(?:see|refer to)\b.{1,200}\bfor (?:(?:more|further|all|the) )*"
    r"(?:detail|info|discussion|explanation|example|documentation).*",
    re.IGNORECASE,
)
"""One sentence that only says where more is told."""
_ASIDE: Final = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
"""All of a text in brackets: it is said of what stands before it."""
_REST: Final = re.compile(r"(?:which|who|whose|whom|and|or|but|than|because|whereas|such as)\b")
"""So begins, without a capital, what is the rest of a sentence that stands before it."""
_QUOTED: Final = re.compile(r"`[^`\n]*`")
_SIGN: Final = re.compile(r"[<>{}|\\=$%@^~\[\]]|::")
"""What is written in code and not in prose."""
_LINK: Final = re.compile(r"\[[^\[\]]*\](?:\[[^\[\]]*\]|\([^()]*\))|\[\[[^\[\]]*\]\]")
_WORDS: Final = re.compile(r"\w+")
_MOST_SIGNS: Final = 0.5
"""For each word, also of what is no sentence."""
_STAND_IN: Final = re.compile(r"<[\w-]{1,40}>|\[[<\w-]{1,40}[>\]]")
_CHOOSING: Final = WHICH | {root(word) for word in words("first last second third former latter")}
"""What tells which of several is meant, also where nothing else does."""
_SILENT: Final = (frozenset(map(root, JOINING)) | JOINING_ROOTS | NEGATION_ROOTS) - {root("owner")}
"""Words that carry no sense; "own" does not, but an owner is somebody."""
_ARTICLES: Final = frozenset(("the", "a", "an"))
_LEAST: Final = 3
"""Facts and words that both have; two things that are named make no statement yet."""
_LEAST_UNNAMED: Final = 4
"""Words that both have where nothing that both speak of has a name or a value."""
_MOST_LEFT_UNNAMED: Final = 1
_LEAST_SHARE: Final = 0.5
"""Of the facts and words of either, what the other has too."""
_LEAST_COVER: Final = 0.6
"""Of one text, the part that the other one says too, with words of any weight."""
_LEAST_COVERS: Final = 1.1
"""And of both together."""
_NEAR_COVERS: Final = 1.8
"""So much of both that it does not matter how little the words weigh."""
_LEAST_TOLD: Final = (0.4, 0.85)
"""Of all that either says, the part that the other one says too: one of them has to be told."""
_MOST_UNTOLD: Final = 1
"""Words of a text that the other one has not, if it tells it all the same."""
_TELLING: Final = 3
"""Facts that both have, beside which the words may be what they like."""
_MOST_STAND_INS: Final = 1
_RUN: Final = 4
"""Words in one order; with fewer there is no place at which another word could stand."""
_RUN_SHARE: Final = 0.6
"""And the part of the shorter text that they are."""
_NEAR_SHARE: Final = 0.8


def only_points(text: str) -> bool:
    """Whether a text only says where more is told, as below "See also": it belongs where it is."""
    return _POINTER.fullmatch(text) is not None or (
        _ELSEWHERE.fullmatch(text) is not None and len(senses(text)) == 1
    )


def introduces(text: str) -> bool:
    """Whether a text ends in a colon: what it says stands in what follows."""
    return text.rstrip(" *_`").endswith(":")


def stands_for_itself(first: str, second: str) -> bool:
    """
    Whether two texts can only be the same word by word.

    What is no sentence says nothing that could be said otherwise: a link, an aside in brackets, the
    rest of a sentence, or how something is written, with stand-ins for what goes there.
    """
    return any(
        only_points(text)
        or _ASIDE.fullmatch(text) is not None
        or _REST.match(text) is not None
        or _is_notation(text)
        for text in (first, second)
    )


def _is_notation(text: str) -> bool:
    bare = _QUOTED.sub("", text)
    signs = len(_SIGN.findall(_LINK.sub("", bare)))
    return len(_STAND_IN.findall(bare)) > _MOST_STAND_INS or (
        signs > 1 and signs > _MOST_SIGNS * len(_WORDS.findall(bare))
    )


@lru_cache(maxsize=65_536)
def have_substance(first: str, second: str) -> bool:
    """Whether what two texts have in common is enough for them to be rewordings."""
    one, other = (_TARGET.sub("]", text) for text in (first, second))
    if stand_for_initials(told(one), told(other)):
        return True  # what stands for what is known
    sides = sides_of(one, other)
    return not _is_exchanged(one, other) and (sides is None or _share_enough(*sides))


@lru_cache(maxsize=65_536)
def share_little(first: str, second: str) -> bool:
    """Whether both say much beside what they share, so that each is most of all about its own."""
    mine, theirs = content_of(first), content_of(second)
    told = sorted(
        (sum(is_kin(word, known) for word in said) / max(1, len(said)), len(said))
        for said, known in ((mine, theirs), (theirs, mine))
    )
    return all(
        share < least and (1 - share) * count > _MOST_UNTOLD
        for (share, count), least in zip(told, _LEAST_TOLD, strict=True)
    )


def _share_enough(mine: Side, theirs: Side) -> bool:
    facts = {norm for one in mine.core for _, norm in one.facts} & theirs.told.known
    shared = min(len(side.heavy) - len(side.left) for side in (mine, theirs))
    left = [len(side.left) for side in (mine, theirs)]
    covers = [_cover(mine, theirs), _cover(theirs, mine)]
    is_little = len(facts) + shared < _LEAST or (
        not facts and (shared < _LEAST_UNNAMED or all(left) or sum(left) > _MOST_LEFT_UNNAMED)
    )
    if is_little and not _is_all_in(mine, theirs):
        return sum(covers) >= _NEAR_COVERS and _times(mine, theirs) == _times(theirs, mine)
    whole = max(len(side.heavy) for side in (mine, theirs)) + len(facts)
    return len(facts) + shared >= _LEAST_SHARE * whole and (
        len(facts) >= _TELLING or (max(covers) >= _LEAST_COVER and sum(covers) >= _LEAST_COVERS)
    )


def _cover(side: Side, other: Side) -> float:
    """Of what a text says, the part that the other one says too, with words of any weight."""
    named = {norm for one in side.core for _, norm in one.facts}
    said = named.union(*(one.said for one in side.core)) - _SILENT
    known = other.told.said | other.told.known
    return sum(is_kin(word, known) for word in said) / max(1, len(said))


def _is_all_in(mine: Side, theirs: Side) -> bool:
    """Whether either says, word by word, what the other one does, and nothing beside it."""
    return _times(mine, theirs) == _times(theirs, mine) and not any(
        side.left or side.extra or side.told.light - other.told.said - NEGATION_ROOTS
        for side, other in ((mine, theirs), (theirs, mine))
    )


def _times(side: Side, other: Side) -> Counter[str]:
    """How often a text says the words that both have: what comes twice is two things."""
    shared = (side.told.said & other.told.said) - _SILENT
    return Counter(word for word in map(form_of, side.told.row) if word in shared)


def _is_exchanged(first: str, second: str) -> bool:
    """Whether two texts run alike, and at one place of them each has a word of its own."""
    one, other = _row(first), _row(second)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    shorter = min(len(one), len(other))
    if same < max(_RUN, _RUN_SHARE * shorter):
        return False
    # The more they run alike, the less may a word be elsewhere that is another one here.
    is_near = same >= _NEAR_SHARE * shorter
    for tag, start, end, begin, stop in matcher.get_opcodes():
        mine, theirs = one[start:end], other[begin:stop]
        if is_near and (_is_initials(mine, first) or _is_initials(theirs, second)):
            return True
        if tag == "replace" and all(
            _is_own(piece, frozenset(instead if is_near else row), instead, with_light=is_near)
            for piece, row, instead in ((mine, other, theirs), (theirs, one, mine))
        ):
            return True
    return False


def _is_initials(piece: Sequence[str], text: str) -> bool:
    """Whether a piece is one word in capitals that makes a longer name of one: `Crypto API NG`."""
    return (
        len(piece) == 1
        and re.search(rf"[A-Z]\w* {re.escape(piece[0].upper())}\b", text) is not None
    )


def _is_own(
    piece: Sequence[str], known: frozenset[str], instead: Sequence[str], *, with_light: bool
) -> bool:
    """Whether a piece has a word that carries sense, for which the other text has none."""
    return any(
        word not in instead
        if word in _CHOOSING
        else (with_light or word not in LIGHT) and word not in _SILENT and not is_kin(word, known)
        for word in piece
    )


def _row(text: str) -> list[str]:
    return [
        one.fact[1] if one.fact is not None else form_of(one.token.text)
        for sentence in placed(text)
        for one in sentence
        if one.token.text.lower() not in _ARTICLES
    ]
