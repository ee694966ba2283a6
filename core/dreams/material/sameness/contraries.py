"""
Whether one text denies what another one says, word by word.

Pure. A word that is affirmed in one text and denied in the other sets them at odds, if nothing else
makes up for it: a condition, an order of two things, a word that denies by what it means, a bound.
"""

import re
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.facts import form_of
from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.lexicon import LIGHT, OPPOSITES, root
from core.dreams.extract.language.turns import Piece, denying_in, fails_in, harm_in, pieces_of
from core.transcripts.fields import words

_MAKES_UP: Final = re.compile(
    r"\b(?:unless|until|till|except|otherwise|else"
    r"|or(?! (?:more|less|fewer|over|under|above|below|[a-z]+er)\b)|before|ahead|prior|first"
    r"|instead|rather|neither|nor|(?<!not )even|other than|but)\b"
)
_ONLY: Final = re.compile(
    r"(\w+) only(?=\s*(?:[.,;:()]|\Z))"
    r"|(?:\A|[.,;:(] ?)only (?:(?:a|an|the) )?(\w+)(?: (?!may|can|must|is|are)(\w+))?"
)
_PERMITS: Final = re.compile(r"\b(?:may|can|could|allowed|permitted|fine|okay|ok)\b")
_BOUND: Final = re.compile(
    r"\b(?:only|most|until|till|up to|after|before|least|then|within|for \d"
    r"|no (?:longer|later|sooner|more))\b"
)
_LIMITED: Final = re.compile(r"\b(?:only|most|up to|limit|until|till|if|when|unless)\b")
_WITHHELD: Final = frozenset(
    root(word)
    for word in words("off out forbid forbidden prohibit ban bar stay keep leave void remain")
)
_AWAY: Final = frozenset(
    root(word) for word in words("off out free missing miss lack absent away less")
)
_STRONG: Final = tuple(
    tuple(frozenset(root(word) for word in words(side)) for side in line.split("/"))
    for line in (
        "accept/refuse reject decline deny return",
        "allow permit/forbid prohibit ban refuse deny",
        "enable activate/disable deactivate",
        "include/exclude omit",
        "lock/unlock open",
        "open/closed shut locked",
    )
)
"""Contraries that nothing makes up for, if neither is denied."""
_CAPPED: Final = re.compile(r"\b(?:only|most|up to|limit|until|till|unless|more than|over)\b")
_OVER: Final = re.compile(
    r"\b(?:any ?more|no more(?=\s*(?:[.,;:()]|\Z))|no longer(?! than| \w+er\b)(?=\s+\w)"
    r"|not \w+ any longer|used to)\b"
)
"""It was so, and is not."""
_GRANTED: Final = frozenset(root(word) for word in words("accept allow enable include"))
_LEAST_SHARED: Final = 2
_MANY: Final = 3
"""Pieces of a text that says more than what it denies."""
_ALONE: Final = frozenset(root(word) for word in words("single alone less too"))
"""What is denied with these is asked for without them: "no single pilot"."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_WITHOUT: Final = re.compile(r"\bwithout\b")


@lru_cache(maxsize=65_536)
def are_contrary(one: str, other: str) -> bool:
    """Whether one text says the contrary of the other, as far as plain negations tell."""
    mine, theirs = pieces_of(one), pieces_of(other)
    return (
        _is_over(one, other)
        or _is_over(other, one)
        or _are_alone(one, other)
        or _withholds(one, other)
        or _withholds(other, one)
        or _are_strongly_opposed(mine, theirs, f"{one} {other}")
        or bool(_only(one) & _set_off(theirs))
        or bool(_only(other) & _set_off(mine))
        or _are_swapped(mine, theirs)
        or (
            not any(_MAKES_UP.search(text.lower()) for text in (one, other))
            and (
                _denies(mine, theirs, one, other)
                or _denies(theirs, mine, other, one)
                or _begin_contrary(mine, theirs, one, other)
                or _are_crossed(mine, theirs)
            )
        )
    )


def _are_swapped(mine: tuple[Piece, ...], theirs: tuple[Piece, ...]) -> bool:
    """Whether what is meant in one is what the other sets off as not meant, and the reverse."""
    denied = [[piece for piece in side if piece.negations] for side in (mine, theirs)]
    return (
        all(denied)
        and any(all(piece.sets_off for piece in side) for side in denied)
        and not any(piece.is_lacking for side in denied for piece in side)
        and bool(_turned(mine, theirs))
        and bool(_turned(theirs, mine))
    )


def _are_crossed(mine: tuple[Piece, ...], theirs: tuple[Piece, ...]) -> bool:
    """Whether each denies the one thing that the other affirms: no water, and no canisters."""
    denied = [[piece.head for piece in side if piece.negations] for side in (mine, theirs)]
    return (
        [len(side) for side in denied] == [1, 1]
        and denied[0][0] in _turned(theirs, mine)
        and denied[1][0] in _turned(mine, theirs)
    )


def _denies(denies: tuple[Piece, ...], affirms: tuple[Piece, ...], text: str, against: str) -> bool:
    """Whether only the first text denies, once, what the other one says plainly."""
    counts = [sum(piece.negations for piece in side) for side in (denies, affirms)]
    if counts[0] % 2 == 0 or counts[1] % 2 == 1:
        return False
    # "No X without Y" turns itself round twice; two other negations may be of two things.
    if counts[1] and not any(_WITHOUT.search(said.lower()) for said in (text, against)):
        return False
    lacking = all(piece.is_lacking for piece in denies if piece.negations)
    if lacking:
        # "With X" and "without X" are no two ways to say one thing, unless it fails without.
        away = _AWAY & frozenset().union(*(piece.words for piece in affirms))
        return _is_denied(denies, affirms) and not (away or harm_in(text) or harm_in(against))
    return _is_denied(denies, affirms) and not _explains(text, against)


def _begin_contrary(
    mine: tuple[Piece, ...], theirs: tuple[Piece, ...], one: str, other: str
) -> bool:
    """Whether only one of the two begins with a denial of what the other one begins with."""
    if not mine or not theirs or _LIMITED.search(f"{one} {other}".lower()):
        return False
    first, second = mine[0], theirs[0]
    if (first.negations - second.negations) % 2 == 0 or first.is_compared or second.is_compared:
        return False
    if any(piece.is_lacking for piece in (*mine, *theirs)):
        return False
    denies, affirms = (one, other) if first.negations else (other, one)
    denied, said = (first, theirs) if first.negations else (second, mine)
    # What comes second in one of them may be what the other one begins with.
    is_said_later = any(piece.negations and piece.words & denied.words for piece in said)
    enough = len(first.words & second.words) >= _LEAST_SHARED
    return enough and not is_said_later and not _explains(denies, affirms)


def _is_over(one: str, other: str) -> bool:
    """Whether the first text says that what the other one affirms is over."""
    if not _OVER.search(one.lower()) or _OVER.search(other.lower()):
        return False
    theirs = pieces_of(other)
    return not any(piece.negations for piece in theirs) and not (harm_in(other) or harm_in(one))


def _are_alone(one: str, other: str) -> bool:
    """Whether each says "only" of something else that the other one speaks of too."""
    focus = [_only(text) for text in (one, other)]
    said = [frozenset(form_of(word) for word in _WORD.findall(text)) for text in (one, other)]
    return (
        all(focus) and focus[0].isdisjoint(focus[1]) and focus[0] <= said[1] and focus[1] <= said[0]
    )


@lru_cache(maxsize=32_768)
def _only(text: str) -> frozenset[str]:
    return frozenset(
        form_of(word) for found in _ONLY.findall(text.lower()) for word in found if word
    )


def _withholds(one: str, other: str) -> bool:
    """Whether the first text permits what the other one keeps from being done."""
    low, against = one.lower(), other.lower()
    if not _PERMITS.search(low) or _PERMITS.search(against) or _BOUND.search(low):
        return False
    if _WITHOUT.search(low):
        return False
    mine, theirs = pieces_of(one), pieces_of(other)
    said = [frozenset().union(*(piece.words for piece in side)) for side in (mine, theirs)]
    if mine and mine[0].negations:
        return False
    return not _WITHHELD.isdisjoint(said[1] - said[0]) and not _BOUND.search(against)


def _turned(one: tuple[Piece, ...], other: tuple[Piece, ...]) -> frozenset[str]:
    """What one text only affirms, and the other only denies."""
    denied = _words(other, turned=True) - _words(other, turned=False)
    return (_words(one, turned=False) - _words(one, turned=True)) & denied


def _words(pieces: tuple[Piece, ...], *, turned: bool) -> frozenset[str]:
    return frozenset().union(
        *(piece.words for piece in pieces if (piece.negations % 2 == 1) is turned)
    )


def _set_off(pieces: tuple[Piece, ...]) -> frozenset[str]:
    return frozenset().union(*(piece.words for piece in pieces if piece.sets_off))


def _are_strongly_opposed(mine: tuple[Piece, ...], theirs: tuple[Piece, ...], both: str) -> bool:
    """Whether one text has a word plainly, and the other one its contrary."""
    low = both.lower()
    limited, bound = _CAPPED.search(low) is not None, _BOUND.search(low) is not None
    one, other = (
        _words(pieces, turned=False) - _words(pieces, turned=True) for pieces in (mine, theirs)
    )
    return any(
        bool(one & first) and bool(other & second) and not one & second and not other & first
        for line in _STRONG
        if not (limited if line[0] & _GRANTED else bound)
        for first, second in (line, line[::-1])
    )


def _is_denied(denies: tuple[Piece, ...], affirms: tuple[Piece, ...]) -> bool:
    said = frozenset().union(*(piece.words for piece in affirms))
    return any(
        piece.negations % 2 == 1
        and not piece.sets_off
        and not piece.is_compared
        and piece.words & said
        # A word that the other text does not have may be what is denied: "not with that one".
        and (len(denies) < _MANY or all(is_kin(word, said) for word in piece.words - LIGHT))
        for piece in denies
    )


def _explains(denies: str, affirms: str) -> bool:
    """Whether a word of what affirms may deny in its turn, or is the contrary of another word."""
    mine, theirs = (
        frozenset().union(*(piece.words for piece in pieces_of(text))) for text in (denies, affirms)
    )
    if fails_in(affirms) and fails_in(denies):
        return True  # what goes wrong in both is why one of them forbids it
    if denying_in(affirms) - mine or (denying_in(denies) & _ALONE) - theirs:
        return True
    return any(OPPOSITES.get(word, frozenset()) & (theirs - mine) for word in mine - theirs)
