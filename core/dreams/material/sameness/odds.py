"""
What sets two entries at odds that may look like rewordings of each other.

Pure. One place where each has its own word, another value of one thing, another order, the
contrary, another part, another one who does it.
"""

import re
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.clauses import reading
from core.dreams.extract.language.connectives import say_alike
from core.dreams.extract.language.facts import form_of
from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.grammar import PARTICLES, VERBS
from core.dreams.extract.language.lexicon import JOINING_ROOTS, LIGHT, root
from core.dreams.extract.language.polarity import contradict
from core.dreams.extract.language.senses import Placed, placed
from core.dreams.extract.language.words import JOINING, NEGATIONS
from core.dreams.material.claims.slots import slot_of
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.subjects import named_in, plain
from core.dreams.material.memories.when import undated
from core.dreams.material.sameness.agents import are_swapped
from core.dreams.material.sameness.contraries import are_contrary
from core.dreams.material.sameness.crossing import days_differ, values_cross
from core.dreams.material.sameness.deeds import deeds_differ
from core.dreams.material.sameness.differences import name_other_parts
from core.dreams.material.sameness.frames import frames_differ
from core.dreams.material.sameness.logic import logic_differs
from core.dreams.material.sameness.others import say_of_others
from core.dreams.material.sameness.pairing import sides_of, told
from core.dreams.material.sameness.sequences import orders_differ
from core.dreams.material.sameness.variants import are_variants
from core.transcripts.fields import words

_LEAST_AROUND: Final = 3
"""Words that are the same around the one place in which two texts differ."""
_MUCH_AROUND: Final = 8
_SHORT_PLACE: Final = 2
_LONGEST_PLACE: Final = 4
"""Words in that one place, of each text."""
_LOOKS: Final = re.compile(r"[,;:!?\u2013\u2014]+|(?<!\.)\.++(?=\s|\Z)|(?<!\S)-+(?!\S)")
_MOST_MORE: Final = 2
"""Words that one text may have more, and still be only a narrower case of the other."""
_ADVERBS: Final = words(
    "never often soon later again also even still just very quite rather well straight once twice"
    " today tomorrow sometimes seldom perhaps maybe already alone"
)
_OF_DEEDS: Final = re.compile(r"(?:tion|sion|ment|ness|ity|ance|ence|ing|ship|ism)s?\Z")
"""So end words for what is done or so; nobody is called that."""
_LISTED: Final = frozenset({"and", "or"})
_DOES: Final = frozenset({"has", "is", "was", "does", "keeps", "gets", "knows"})


def tell_apart(first: Entry, second: Entry, subjects: frozenset[str]) -> bool:
    """Whether two entries differ in one place only, or in what they say that one thing is."""
    return (
        _differ_in_one_place(first.text, second.text)
        or _exchange_names(first.text, second.text)
        or _exchange_words(first.text, second.text)
        or _differ_in_value(first, second, subjects)
    )


@lru_cache(maxsize=65_536)
def _differ_in_one_place(first: str, second: str) -> bool:
    """Whether two texts are word by word the same but for one place, where each has its own."""
    one, other = (spelling(undated(text)).split() for text in (first, second))
    before = 0
    while before < min(len(one), len(other)) and one[before] == other[before]:
        before += 1
    after = 0
    least = min(len(one), len(other)) - before
    while after < least and one[-1 - after] == other[-1 - after]:
        after += 1
    mine, theirs = one[before : len(one) - after], other[before : len(other) - after]
    if any(map(str.isdigit, "".join((*mine, *theirs)))):
        # Numbers are facts, and may be the same in another unit.
        return False
    # With so much around them, a few words stand in the place of one.
    most = _LONGEST_PLACE if before + after >= _MUCH_AROUND else _SHORT_PLACE
    is_place = 0 < len(mine) <= most and 0 < len(theirs) <= most
    if before + after < _LEAST_AROUND or not is_place or say_alike(mine, theirs):
        return False
    roots = [frozenset(root(word) for word in piece) for piece in (mine, theirs)]
    are_kin = all(
        is_kin(word, against)
        for own, against in ((roots[0], roots[1]), (roots[1], roots[0]))
        for word in own - JOINING_ROOTS
    )
    return not are_kin


@lru_cache(maxsize=65_536)
def is_narrower(first: str, second: str) -> bool:
    """Whether one text is the other with a word more before a noun: "frozen deliveries"."""
    one, other = sorted((spelling(undated(text)).split() for text in (first, second)), key=len)
    more = len(other) - len(one)
    if not 0 < more <= _MOST_MORE:
        return False
    at = 0
    while at < len(one) and one[at] == other[at]:
        at += 1
    added, behind = other[at : at + more], other[at + more : at + more + 1]
    if one[at:] != other[at + more :] or not behind or not _is_plain_word(behind[0]):
        return False
    return all(_is_plain_word(word) and not _is_adverb(word) for word in added)


def _is_plain_word(word: str) -> bool:
    is_small = word in JOINING or word in NEGATIONS or root(word) in PARTICLES
    return word.isalpha() and not is_small


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") or word in _ADVERBS


def _exchange_names(first: str, second: str) -> bool:
    """Whether two texts are the same word by word, but for the order of their names."""
    rows = _row(first), _row(second)
    named = [[part.fact[1] for part in row if part.fact] for row in rows]
    if named[0] == named[1] or sorted(named[0]) != sorted(named[1]):
        return False
    one, other = (
        [
            "" if part.fact else part.token.text.lower()
            for before, part in zip([None, *row], row, strict=False)
            # A name and its version are one.
            if not (part.fact and before is not None and before.fact)
        ]
        for row in rows
    )
    return one == other


def _exchange_words(first: str, second: str) -> bool:
    """Whether some words of content have changed places and all others stand where they stood."""
    one, other = ([part.token.text.lower() for part in _row(text)] for text in (first, second))
    if len(one) != len(other) or one == other or sorted(one) != sorted(other):
        return False
    moved = [
        place for place, (mine, theirs) in enumerate(zip(one, other, strict=True)) if mine != theirs
    ]
    between = one[moved[0] + 1 : moved[-1]]
    # "Salt and pepper" may be told as "pepper and salt"; what is told in another order altogether
    # has moved its small words too.
    is_list = bool(between) and JOINING.issuperset(between) and not _LISTED.isdisjoint(between)
    return (
        2 * len(moved) <= len(one)
        and not is_list
        and JOINING.isdisjoint(one[place] for place in moved)
    )


@lru_cache(maxsize=32_768)
def _row(text: str) -> tuple[Placed, ...]:
    return tuple(part for sentence in placed(text) for part in sentence)


def _differ_in_value(first: Entry, second: Entry, subjects: frozenset[str]) -> bool:
    """Whether both say what one thing is, each something else: `is allowed`, `is on request`."""
    names = named_in(first.text, subjects)
    if not names or names != named_in(second.text, subjects):
        return False
    slots = [slot_of(plain(undated(one.text)), tuple(names)) for one in (first, second)]
    one, other = slots
    if one is None or other is None or "is" not in {one.link, other.link}:
        return False
    mine, theirs = (frozenset(map(form_of, slot.text.split())) for slot in (one, other))
    # What stands behind a name in one wording stands elsewhere in another one.
    return not (_is_said(mine, second.text) or _is_said(theirs, first.text))


def _is_said(value: frozenset[str], text: str) -> bool:
    """Whether a text has a word of a value, in any form."""
    said = told(text).known | told(text).said
    return any(is_kin(word, said) for word in value - JOINING_ROOTS)


@lru_cache(maxsize=65_536)
def are_not_at_odds(first: str, second: str) -> bool:
    """Whether neither order, nor what is denied, nor who does it tells two texts apart."""
    return (
        not orders_differ(reading(first), reading(second))
        and not contradict(*_cores(first, second))
        and not name_other_parts(first, second)
        and not are_variants(first, second)
        and not say_of_others(first, second)
        and not are_swapped(first, second)
        and not are_contrary(*_cores(first, second))
        and not frames_differ(first, second)
        and not deeds_differ(first, second)
        and not values_cross(first, second)
        and not days_differ(first, second)
        and not logic_differs(first, second)
        and not (_persons(first, second) and _persons(second, first))
    )


def _persons(text: str, other: str) -> frozenset[str]:
    """Names of somebody in a text that the other one does not have, in an addition too."""
    known = told(other).known | told(other).said
    return frozenset(name for name in _named(text) if not is_kin(name, known))


@lru_cache(maxsize=32_768)
def _named(text: str) -> frozenset[str]:
    """Who is named in a text: a name inside of a sentence, or one that something is said of."""
    found = set()
    for sentence in placed(text):
        for place, one in enumerate(sentence):
            word = one.token.text
            behind = sentence[place + 1].token.text if place + 1 < len(sentence) else ""
            does = behind in _DOES or (behind.endswith("s") and root(behind) in VERBS | LIGHT)
            is_first = not place and word.istitle() and word.lower() not in JOINING
            is_first = is_first and _OF_DEEDS.search(word) is None
            if (one.fact and one.fact[0] == "proper") or (is_first and does and not one.fact):
                found.add(form_of(word))
    return frozenset(found)


def _cores(first: str, second: str) -> tuple[str, str]:
    """What both texts speak of: an addition neither denies nor permits what the other says."""
    sides = sides_of(first, second)
    if sides is None or not any(side.extra for side in sides):
        return first, second
    one, other = (". ".join(sense.text for sense in side.core) for side in sides)
    return one, other


@lru_cache(maxsize=65_536)
def spelling(text: str) -> str:
    """A text without the signs that only show how it looks."""
    return " ".join(_LOOKS.sub(" ", text.lower().replace("`", "").replace("*", "")).split())
