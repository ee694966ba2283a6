"""
Whether nothing but a value tells two entries apart that speak of the same thing.

Pure. A part, a season, another name or day, a denial or the contrary of a word keeps them apart.
"""

import re
from typing import Final

from core.dreams.extract.language.lexicon import LIGHT, are_opposed, root
from core.dreams.extract.language.sense import Sense
from core.dreams.extract.language.senses import senses
from core.dreams.extract.language.words import AMBIGUOUS, stem
from core.dreams.extract.names.kinship import kin_of
from core.dreams.extract.shown.cell import roots_in
from core.dreams.material.claims.bounds import are_crossed_alike
from core.dreams.material.claims.cases import are_of_one_case, are_of_two_kinds
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.contrasts import are_contrasted
from core.dreams.material.claims.plain_facts import is_denied
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.when import undated
from core.transcripts.fields import words

_NAMES: Final = frozenset({"name", "proper", "ticket", "link", "path", "channel", "environment"})
_EVERY_DAY: Final = frozenset(stem(word) for word in ("daily", "nightly"))
_LABEL: Final = re.compile(r"\W*([^:.;,]{1,40}): ")
_PART_OF_TIME: Final = re.compile(
    r"(?i)\b(?:at|in|towards?|by|near|from) the"
    r" (beginning|start|end|middle|height|peak|close|latter part|first half|second half) of\b"
)
_AFTER: Final = re.compile(r"(?i)\bafter\b")
GONE: Final = frozenset(
    root(word) for word in words("delete remove drop discard erase purge destroy shred wipe expire")
)
_KEPT_OR_GONE: Final = GONE | {root("keep"), root("retain"), root("store")}
_DAYS: Final = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})


def are_comparable(first: Entry, one: Claim, second: Entry, other: Claim) -> bool:
    """Whether nothing but a value tells two entries apart that speak of the same thing."""
    # What holds on the very same occasion is as plain as what always holds.
    are_plain = (one.is_plain and other.is_plain) or one.frame == other.frame
    are_plain = are_plain and are_crossed_alike(first.text, one.text, second.text, other.text)
    if one.environments != other.environments or not are_plain:
        return False
    mine, theirs = (
        _unsaid(_others_in(entry, claim), against.text)
        for entry, claim, against in ((first, one, second), (second, other, first))
    )
    if _are_labelled_apart(first.text, second.text) or _are_named_apart(mine, theirs):
        return False
    if is_denied(first.text, one.text) != is_denied(second.text, other.text):
        return False
    sense, against = senses(first.text)[0], senses(second.text)[0]
    if _ordinals(sense, one) != _ordinals(against, other) or sense.is_alone != against.is_alone:
        return False
    are_two = are_contrasted(first.text, one.text, second.text, other.text)
    is_of_less = are_two or not are_of_one_case(first.text, second.text)
    is_of_less |= are_of_two_kinds(first.text, second.text)
    if is_of_less or _are_parts(sense, against) or _are_of_two(sense, one, against, other):
        return False
    return not _are_apart(sense, one, against, other)


def _ordinals(sense: Sense, claim: Claim) -> frozenset[str]:
    """Which one of several a sentence is about; `every second Friday` is a value."""
    return sense.ordinals - frozenset().union(*(one.ordinals for one in senses(claim.text)))


def _are_labelled_apart(one: str, other: str) -> bool:
    """Whether each begins with a label that the other knows nothing of: `Team:`, `Starter:`."""
    labels = [_LABEL.match(undated(text)) for text in (one, other)]
    if labels[0] is None or labels[1] is None:
        return False
    return not roots_in(labels[0][1]) & roots_in(other) and not (
        roots_in(labels[1][1]) & roots_in(one)
    )


def _are_named_apart(mine: frozenset[tuple[str, str]], theirs: frozenset[tuple[str, str]]) -> bool:
    """Whether each names something else beside the value, or one a day or an environment more."""
    only = mine - theirs, theirs - mine
    return all(only) or any(kind in {"calendar", "environment"} for kind, _ in only[0] | only[1])


def _unsaid(others: frozenset[tuple[str, str]], text: str) -> frozenset[tuple[str, str]]:
    """Those that another text does not say in another form: an hourly rate is that of an hour."""
    said = roots_in(text)
    return frozenset(
        (kind, norm)
        for kind, norm in others
        if kind != "calendar" or not kin_of(frozenset({root(norm)}), said)
    )


def _are_of_two(sense: Sense, one: Claim, against: Sense, other: Claim) -> bool:
    """Whether each is of something else: "the fenders of the pier", "the ladders of the pier"."""
    own = sense.of - against.said, against.of - sense.said
    return all(own) and not kin_of(own[0], other.about) and not kin_of(own[1], one.about)


def _are_apart(sense: Sense, one: Claim, against: Sense, other: Claim) -> bool:
    """Whether they speak of two places, or one says the contrary of a word of the other."""
    mine = (sense.places & one.about) - against.said - _kind_words(sense, one)
    theirs = (against.places & other.about) - sense.said - _kind_words(against, other)
    are_elsewhere = bool(mine - kin_of(mine, other.about) or theirs - kin_of(theirs, one.about))
    are_elsewhere = are_elsewhere or _part_of_time(sense) != _part_of_time(against)
    said = sense.said, against.said
    if one.kind == other.kind == "quantity/time" and _ends_then(sense) != _ends_then(against):
        # "Kept for 30 days" and "deleted after 30 days" are one thing.
        said = said[0] - _KEPT_OR_GONE, said[1] - _KEPT_OR_GONE
    return are_elsewhere or are_opposed(*said)


def _part_of_time(sense: Sense) -> str:
    """At which end of something it is so: "at the end of the season" is not all of it."""
    found = _PART_OF_TIME.search(sense.text)
    return found[1].lower() if found else ""


def _ends_then(sense: Sense) -> bool:
    """Whether a sentence says what becomes of a thing after a while, and not how long it stays."""
    return _AFTER.search(sense.text) is not None and bool(sense.said & GONE)


def _kind_words(sense: Sense, claim: Claim) -> frozenset[str]:
    """The words right before a value: in "on channel 16", "with profile C4" they are no place."""
    before = sense.text.partition(claim.text)[0].rstrip("`*").split()
    return frozenset(root(word.strip("`*(")) for word in before[-2:])


def _are_parts(one: Sense, other: Sense) -> bool:
    """Whether a word has another one before it on either side: `drug fridge`, `vaccine fridge`."""
    return any(
        noun == same
        and first not in other.said
        and second not in one.said
        and not {first, second} & LIGHT
        and not kin_of(frozenset({first}), frozenset({second}))
        for first, noun in one.pairs
        for second, same in other.pairs
    )


def _others_in(entry: Entry, claim: Claim) -> frozenset[tuple[str, str]]:
    """The names and days in an entry beside the value and what has it."""
    value, low = claim.text.lower(), entry.text.lower()
    found: set[tuple[str, str]] = set()
    for kind, norm in (fact for sense in senses(entry.text) for fact in sense.facts):
        if norm.lower() in value or any(norm.lower() in name for name in claim.names):
            continue
        if (kind == "calendar" and norm in _EVERY_DAY) or norm in AMBIGUOUS:
            # "At 02:00, daily" says no more than "every day at 02:00", or than "at 02:00".
            continue
        if kind == "calendar" and re.search(rf"\bsince (?:the |last )?{re.escape(norm)}", low):
            # From when something is so is no occasion on which it is.
            continue
        days = [part for part in norm.split("-") if part[:3] in _DAYS]
        if days and (kind == "calendar" or len(days) == norm.count("-") + 1):
            # `Mon-Fri` is Monday to Friday.
            found |= {("calendar", part[:3]) for part in days}
        elif kind in _NAMES or kind in {"version", "calendar"}:
            found.add((kind, norm))
    return frozenset(found)
