"""
How near what a tool shows is to what an entry claims: by the name of the value, or by its topic.

Pure. Nothing here looks at the value itself; whether it is the same is another question.
"""

import re
from enum import IntEnum
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.lexicon import HOW_IT_IS, JOINING_ROOTS, LIGHT, key_roots, root
from core.dreams.extract.language.words import ENVIRONMENTS
from core.dreams.extract.names.kinship import distant_kin_of, kin_of
from core.dreams.extract.names.wholes import stands
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.extract.values.quantities import dimension_of, is_unit, unit_in
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.settings import SETTING
from core.dreams.material.seeing.rarity import is_rare_kind
from core.dreams.material.testimony.testimony import Result
from core.transcripts.fields import words

_SHORT_ANSWER: Final = 8
"""Lines of a result that answers nothing but what its command asks."""
UNIT_ROOTS: Final = frozenset(
    root(unit)
    for unit in words("second minute hour day week month year percent percentage pct degree byte")
)
"""What a value is measured in tells nothing of what it is."""
NAMELESS_ROOTS: Final = JOINING_ROOTS - frozenset(
    root(word) for word in words("run use used take keep first own")
)
"""Joining words of which no value is called; `runs` and `first` may well be what is counted."""


_KEPT_IN: Final = frozenset(
    root(word) for word in words("config configmap conf settings values properties")
)
"""What the settings of a thing are kept in says nothing of another thing: `cart-config`."""
IMPLIED: Final = {
    "quantity/money": frozenset(map(root, words("cost price fee charge amount pay rate sum"))),
    "quantity/time": frozenset(
        map(root, words("period duration time valid validity after within interval every"))
    ),
    "quantity/size": frozenset(map(root, words("size"))),
    "quantity/flow": frozenset(map(root, words("speed velocity flow rate"))),
    "number": frozenset(map(root, words("number count total"))),
    "time": frozenset(map(root, words("time schedule cron start begin run hour at"))),
    "version": frozenset(map(root, words("version release"))),
}
"""What a value of a kind says itself."""
_SCHEDULE: Final = frozenset({root("schedule")})
_COUNTS: Final = frozenset(root(word) for word in words("count number total"))
_MINIMUM: Final = key_roots("min")
_PLAIN_KEYS: Final = words("value val setting")
"""What a value is called that has no other name than what it is of."""


class Fit(IntEnum):
    """How surely a cell is about what a claim is about, once both name the same thing."""

    NONE = 0
    TOPIC = 1
    """The command, or what stands around the value, says a word of the entry."""
    FAMILY = 2
    """The value's name and a word of the entry belong to one family: `owner` and "belongs"."""
    KIN = 3
    """They have a word in common."""
    EXACT = 4
    """The entry says every word of the value's name."""


def fit_of(claim: Claim, cell: Cell, topic: frozenset[str]) -> Fit:
    """
    How a cell fits a claim.

    Args:
        claim: What an entry says.
        cell: What a tool shows of the same thing.
        topic: Roots of everything else that the answer and its command say; see `topic_of`.
    """
    own = frozenset(one for one in cell.about - name_roots(claim) - NAMELESS_ROOTS)
    own = frozenset(one for one in own if not is_unit(one)) - UNIT_ROOTS - minutes_of(claim, cell)
    # `PartitionCount` is no third word beside its two.
    own = own - {root(cell.key)} or own
    if _is_right_behind_name(claim, cell):
        if cell.key.lower() in claim.names and names_said(claim, cell.record or "") > {
            cell.key.lower()
        }:
            # Its row names what else the claim is of: that is all that there is to say.
            return Fit.EXACT
        rest = claim.about - LIGHT - UNIT_ROOTS - HOW_IT_IS - cell.section
        rest = frozenset(one for one in rest if not is_unit(one))
        return Fit.KIN if kin_of(rest, topic) != rest else Fit.EXACT
    if _is_called_by_unit(claim, cell):
        return Fit.EXACT
    if claim.lead == "every" and cell.about == _SCHEDULE and claim.about <= LIGHT | HOW_IT_IS:
        # It runs that often, and nothing else is said of it.
        return Fit.EXACT
    return _fit_by_words(claim, cell, own, topic)


def _fit_by_words(claim: Claim, cell: Cell, own: frozenset[str], topic: frozenset[str]) -> Fit:
    """Likewise, by the words of its name."""
    named, said = name_roots(claim), claim.about
    heavy = own - LIGHT - (_COUNTS if claim.kind == "number" else frozenset())
    matched = kin_of(heavy or own, said)
    is_whole = cell.initials in claim.initials or (bool(matched) and matched == (heavy or own))
    # `sess_max` is the cap of the sessions.
    is_whole |= bool(matched & heavy) and heavy <= matched | distant_kin_of(heavy, said)
    # `crit_low` below "Critical values", in whose table a column is called "low".
    is_whole |= bool((own & said) - HOW_IT_IS) and own <= said | kin_of(own, claim.above)
    around = topic | roots_in(cell.record or "")
    # `duration 61 min` where all else that is said stands around it.
    is_bare = claim.is_measure and own <= IMPLIED.get(claim.kind, frozenset()) | HOW_IT_IS
    is_there = bool(said - LIGHT) and kin_of(said - LIGHT, around - named) == said - LIGHT
    if (is_whole or (own and is_bare and is_there)) and not cell.is_prose:
        return Fit.EXACT
    if matched & heavy if cell.is_prose else matched:
        return Fit.KIN
    above = kin_of(cell.section - LIGHT - named, said)
    if above:
        # `consult: {minutes: 15}`: what stands above is what the value is called.
        is_called_so = own <= HOW_IT_IS and (own or above >= cell.section - LIGHT - named)
        return Fit.EXACT if is_called_so and not cell.is_prose else Fit.KIN
    # Light words tell little beside others: who looks for dumps is not who looks after them.
    telling = said - LIGHT if len(said - LIGHT) > 1 else said
    if distant_kin_of(own or cell.section - LIGHT - named, telling):
        return Fit.FAMILY
    wanted = said - LIGHT
    if kin_of(around - LIGHT - named, wanted):
        return Fit.TOPIC
    return Fit.NONE


def _is_right_behind_name(claim: Claim, cell: Cell) -> bool:
    """Whether what has a value is what the value is called, or stands beside it in its row."""
    if cell.is_prose or not cell.key or not (claim.is_measure or claim.setting):
        return False
    key = cell.key.strip()
    # `max_connections = 500`, or `max_connections | 500` below `name | setting`.
    is_plain = cell.record is not None and key.lower() in _PLAIN_KEYS
    # `lens-4: 40` counts something of the lens; `lens_limit` is what it is called.
    return (SETTING.fullmatch(key) is not None and key.lower() in claim.names) or (
        is_plain and bool(names_said(claim, cell.record or ""))
    )


def _is_called_by_unit(claim: Claim, cell: Cell) -> bool:
    """Whether a value is called by nothing but its unit, and few things have it: `"fps": 16`."""
    unit = unit_in(cell.key)
    if cell.is_prose or unit != cell.key.strip().lower() or not is_rare_kind(claim):
        return False
    return claim.kind == f"quantity/{dimension_of(unit)}"


def minutes_of(claim: Claim, cell: Cell) -> frozenset[str]:
    """`wait_min` is in minutes where a time is claimed, and else a minimum."""
    is_time = claim.kind == "quantity/time" and unit_in(cell.key) == "min"
    return _MINIMUM if is_time else frozenset()


def is_all_said(claim: Claim, cell: Cell, result: Result) -> bool:
    """
    Whether an answer says every word of a claim: then the claim is about nothing narrower.

    "Depth at the north pier" and `least_depth_m`; but "depth at the inner end of the north pier"
    is of another place, which the answer does not tell of.
    """
    wanted = claim.about - LIGHT - UNIT_ROOTS
    if not wanted:
        return True
    said = cell.about | cell.section | roots_in(cell.record or cell.quote) | around(result)
    return wanted <= kin_of(wanted, said) | distant_kin_of(wanted, said)


def around(result: Result) -> frozenset[str]:
    """Roots of the words of a question, and of its whole answer, if that is about one thing."""
    asked = roots_in(result.command) | key_roots(result.command)
    return asked | roots_in(result.event.body) if is_short(result) else asked


def is_short(result: Result) -> bool:
    """Whether an answer is no longer than one about one thing is."""
    return result.event.body.strip().count("\n") < _SHORT_ANSWER


def name_roots(claim: Claim) -> frozenset[str]:
    """The roots of the words in the names of what has the value: they say nothing about it."""
    return _roots_of(claim.names)


@lru_cache(maxsize=1_024)
def _roots_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(roots_in(name) | key_roots(name) for name in names))


def topic_of(result: Result) -> frozenset[str]:
    """What an answer is about beside its values: its command's words, its keys, its titles."""
    found = roots_in(result.command) | key_roots(result.command)
    if is_short(result):
        for cell in result.cells:
            found |= cell.about | cell.section
    return found


def names_all(claim: Claim, text: str) -> bool:
    """Whether a text names what has the value, and not only something with a longer name."""
    return len(names_said(claim, text)) == len(set(claim.names))


def names_said(claim: Claim, text: str) -> frozenset[str]:
    """Likewise, those that it names."""
    low = text.lower()
    standing = [name for name in claim.names if name in low]
    for longer in claim.longer if standing else ():
        low = low.replace(longer, " ")
    return frozenset(name for name in standing if _is_named(name, low, claim))


def _is_named(name: str, text: str, claim: Claim) -> bool:
    # Names are in lower case, as the text is; most texts have none of them.
    if name not in text:
        return False
    if stands(name, text):
        return True
    # The build of `cart` may be called `build-cart`, and its nightly job `cart-nightly`.
    pattern = rf"(?<![\w-])(?:([a-z]+)[-_])?{re.escape(name)}(?:[-_]([a-z]+))?(?![\w-])"
    return any(
        all(
            part not in ENVIRONMENTS and _is_of(root(part), claim)
            for part in match.groups()
            if part
        )
        for match in re.finditer(pattern, text)
    )


def _is_of(word: str, claim: Claim) -> bool:
    """Whether an entry says a word, or one of its family: the job of `cart` is `load_cart`."""
    return (
        word in claim.about
        or word in _KEPT_IN
        or bool(distant_kin_of(frozenset({word}), claim.about))
    )
