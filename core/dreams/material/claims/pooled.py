"""
Pairs of entries of two memories that call a measure by the same words, wherever these stand.

Pure. What one entry names, another one says in plain words, or the title of its memory does: a row
of a table has `home | quota 50 GB`, and a note says that "home quota is 100 GB now". What stands
beside the clause with the value may be known to the other entry, and need not be. Only asked.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise, product
from typing import Final

from core.dreams.extract.language.lexicon import key_roots, root
from core.dreams.extract.language.words import JOINING, NEGATIONS, NUMBERS
from core.dreams.extract.names.kinship import distant_kin_of, kin_of
from core.dreams.extract.names.wholes import stands
from core.dreams.extract.shown.cell import roots_in
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claimed import Claimed
from core.dreams.material.claims.comparable import GONE, are_comparable
from core.dreams.material.claims.news import brings_news
from core.dreams.material.claims.pool import ANY_ONE, EMPTY, Pooled, pool_of, roots_of, telling
from core.dreams.material.claims.wordings import Pair
from core.dreams.material.memories.entries import Entry
from core.dreams.material.seeing.values import are_of_one_size
from core.transcripts.fields import words

_FEW: Final = 8
"""Entries that have one word beside a value of one kind; what more of them have tells nothing."""
_MANY: Final = 40
"""Entries below a title with a word that few others have."""
_LEAST_SHARED: Final = 2
_SHARE: Final = 0.33
"""Of the words of the entry that says more."""
_MOST_TIMES: Final = 24
"""How much longer one time may be than another one of what is called by the same words."""
_OF_NAME: Final = re.compile(r"\b([a-z]+) (?:of|for) (?:the |our )?(?=[`*\"A-Z]|[a-z]+[-_.\d])")
"""What is named by what it belongs to."""
_WORDS: Final = re.compile(r"[\w'-]+|[^\s\w]")
_LIGHT_VERBS: Final = frozenset(map(root, words("open close start end begin stop arrive leave")))
_LIMITS: Final = frozenset(map(root, ("limit", "threshold", "maximum", "cap", "tolerance")))
_ANYWHERE: Final = frozenset({root("system")})
_BOUNDING: Final = frozenset({"above", "below", "over", "under"})
_AT_LIMIT: Final = _BOUNDING | {"up to"}
"""Prepositions before a limit, whatever is called so: "takes files up to 1 GB"."""
_CROSSED: Final = rf"(?:{'|'.join(sorted(_BOUNDING))}|\w+er than) "


def pooled_pairs(entries: Sequence[Entry], claimed: Claimed) -> Iterator[Pair]:
    """Two measures that are called by the same words in two memories, under different names."""
    found: dict[frozenset[tuple[str, int]], tuple[Pooled, Pooled]] = {}
    for one, other in _near_ones(pool_of(entries, claimed)):
        pair = frozenset((one.entry.key, other.entry.key))
        if one.entry.path != other.entry.path and pair not in found and _are_one(one, other):
            found[pair] = one, other
    near = {side.entry.key for pair in found.values() if not _are_elsewhere(*pair) for side in pair}
    for one, other in found.values():
        # What is news of the very thing is none of another one that has the same.
        is_far = _are_elsewhere(one, other) and {one.entry.key, other.entry.key} & near
        if not is_far:
            yield one.entry, one.claim.text, other.entry, other.claim.text, False


def _near_ones(pool: Sequence[Pooled]) -> Iterator[tuple[Pooled, Pooled]]:
    """Measures of one kind that have a word in common, which few others have."""
    by_word: dict[tuple[str, str], list[Pooled]] = defaultdict(list)
    below: dict[tuple[str, str], list[Pooled]] = defaultdict(list)
    for one in pool:
        for word in one.own:
            by_word[one.claim.kind, word].append(one)
        for word in one.claim.above - one.own:
            below[one.claim.kind, word].append(one)
    for key in sorted(by_word):
        group, under = by_word[key], below.get(key, [])
        if len(group) <= _FEW:
            yield from combinations(group, 2)
            yield from product(group, under if len(under) <= _MANY else ())


def _are_one(one: Pooled, other: Pooled) -> bool:
    """Whether each says, or stands under, what the other is called, and nothing else differs."""
    first, second = one.claim, other.claim
    # A row has one such value for each thing; its other columns are other values.
    if first.norm == second.norm or (one.is_row and other.is_row):
        return False
    folders = {entry.path.rpartition("/")[0] for entry in (one.entry, other.entry)}
    if first.is_titled and second.is_titled and len(folders) == 1:
        # Files of one folder are each about something, which their entries need not name again.
        return False
    if first.lead and second.lead and first.lead != second.lead and not _are_ends(one, other):
        return False
    return (
        _may_be_of(one, other)
        and _may_be_of(other, one)
        and not _are_named_apart(one, other)
        and not _are_modified_apart(one, other)
        and _are_called_alike(one, other)
        and _are_of_one_size(first, second)
        and are_comparable(
            _bounded(one, other),
            replace(first, about=first.about | one.known | _ANYWHERE, is_plain=True),
            _bounded(other, one),
            replace(second, about=second.about | other.known | _ANYWHERE, is_plain=True),
        )
    )


def _bounded(one: Pooled, other: Pooled) -> Entry:
    """The clause of a value, of which "above 40" is no case if the other one gives a limit."""
    clause = one.clause
    if other.own & _LIMITS:
        text = re.sub(rf"\b{_CROSSED}(?={re.escape(one.claim.text)})", "", clause.text)
        clause = replace(clause, lines=(text,))
    return clause


def _are_elsewhere(one: Pooled, other: Pooled) -> bool:
    """Whether the memory of either is about something that the other entry does not name."""
    return not (_is_titled(one, other) and _is_titled(other, one))


def _is_titled(one: Pooled, other: Pooled) -> bool:
    """Whether an entry says, or stands under, what another one is of by its title."""
    return one.title <= kin_of(one.title, other.known)


def _may_be_of(one: Pooled, other: Pooled) -> bool:
    """Whether what an entry is about, by its title or by its names, may be that of another one."""
    is_news = brings_news(other.entry.text) or bool(one.compounds & other.compounds)
    if not _is_titled(one, other) and (one.is_row or not is_news):
        return False
    # "Tyres of V4: 2.9 bar" is not of the row of V3.
    low = other.clause.text.lower()
    if one.is_row and not stands(one.row, low) and _like(one.row).search(low):
        return False
    # "The exporter for `feed`" is a thing of its own.
    owned = frozenset(map(root, _OF_NAME.findall(one.clause.text))) - EMPTY
    if owned - _known(owned, other) - distant_kin_of(owned, other.known):
        return False
    # `feed.dead` is not `feed`.
    named = (name for name in one.names if name in one.clause.text.lower())
    parts = (telling(one.claim, key_roots(name)) - ANY_ONE for name in named)
    return not any(part & other.known and part - other.known for part in parts)


def _like(name: str) -> re.Pattern[str]:
    """What has the form of a name with a number; nothing if it has none."""
    form = re.sub(r"\\?\d+", r"\\d+", re.escape(name)) if any(map(str.isdigit, name)) else r"(?!)"
    return re.compile(rf"(?<![\w-]){form}(?![\w-])")


def _are_named_apart(one: Pooled, other: Pooled) -> bool:
    """Whether each is given to something by a name that the other one does not know."""
    sides = ((one.names, other), (other.names, one))
    return all(any(not _knows(side, name) for name in names) for names, side in sides)


def _are_modified_apart(one: Pooled, other: Pooled) -> bool:
    """Whether the same noun has another word before it on either side: `read timeout`."""
    mine, theirs = (_modifiers(side.clause.text) for side in (one, other))
    return any(
        mine[noun] - kin_of(mine[noun], other.said)
        and theirs[noun] - kin_of(theirs[noun], one.said)
        for noun in mine.keys() & theirs.keys() & one.own & other.own
    )


def _modifiers(text: str) -> dict[str, frozenset[str]]:
    """By the roots of words what stands right before them, light words too."""
    found: dict[str, set[str]] = defaultdict(set)
    for before, word in pairwise(_WORDS.findall(text.lower())):
        if before.isalpha() and before not in JOINING | NEGATIONS | NUMBERS.keys():
            found[root(word)].add(root(before))
    return {noun: frozenset(before) for noun, before in found.items()}


def _knows(side: Pooled, name: str) -> bool:
    """Whether an entry says a name, or all of its words if no number is among them."""
    parts = telling(side.claim, key_roots(name))
    is_said = bool(parts) and parts <= kin_of(parts, side.known)
    return name in side.entry.text.lower() or (is_said and not any(map(str.isdigit, name)))


def _are_ends(one: Pooled, other: Pooled) -> bool:
    """Whether one says how long something stays, and the other after what time it is gone."""
    leads = {one.claim.lead, other.claim.lead}
    shared = one.own & other.own
    return leads == {"after", "for"} and (bool(shared & GONE) or len(shared) > 1)


def _are_of_one_size(first: Claim, second: Claim) -> bool:
    """Whether two measures may be of one thing, where both say what they count in kindred words."""
    called = [frozenset({one.beside}) for one in (first, second) if one.beside]
    if first.kind == "number" and (len(called) < 2 or distant_kin_of(*called)):
        second = replace(second, beside=first.beside)
    if first.kind == "quantity/time":
        short, long = sorted(float(one.norm.rpartition(":")[2]) for one in (first, second))
        return 0 < long <= _MOST_TIMES * short
    return are_of_one_size(first, second)


def _are_called_alike(one: Pooled, other: Pooled) -> bool:
    """Whether one of two entries is called by nothing but what the other says, or stands under."""
    first, second = one.claim, other.claim
    named = roots_of(set(one.names) & set(other.names))
    says_more = bool(one.own - named and other.own - named) or bool(_light_verbs(one, other))
    if named and not says_more:
        # Of one thing there are many measures: that both name it does not say which.
        return False
    names = one.own | one.title, other.own | other.title
    shared = kin_of(*names) | kin_of(*reversed(names))
    is_version = first.kind == "version" and (
        bool({first.beside, second.beside} & shared) or one.own | other.own <= shared
    )
    # Two programs are built with two versions of a third one; what is new is of the one in use.
    is_version &= any(side.is_row or brings_news(side.entry.text) for side in (one, other))
    told = max(_told(one, other), _told(other, one))
    if not shared or (told < _LEAST_SHARED and not is_version):
        return False
    left = one.own - _known(one.own, other), other.own - _known(other.own, one)
    share = 1 - max(len(left[0]) / len(one.own), len(left[1]) / len(other.own))
    is_beside = first.beside != "" and first.beside == second.beside and first.beside in shared
    return not all(left) and (share >= _SHARE or is_beside or is_version)


def _told(one: Pooled, other: Pooled) -> int:
    """How many words of an entry another one says, or stands under; and its verb, however light."""
    named = roots_of(set(one.names) & set(other.names))
    said = kin_of(one.own | one.title, other.known | other.title)
    is_below = bool(one.title) and not one.title & said and _is_titled(one, other)
    told = len((said | distant_kin_of(one.own - said, other.own)) - named) + bool(named)
    return told + is_below + bool(_light_verbs(one, other))


def _light_verbs(one: Pooled, other: Pooled) -> frozenset[str]:
    """What both do that is light, but tells when: "opens at 9:30", "opens 10:00"."""
    return roots_in(one.clause.text) & roots_in(other.clause.text) & _LIGHT_VERBS


def _known(own: frozenset[str], other: Pooled) -> frozenset[str]:
    """Which words of an entry another one knows; what is done above a value has it as its limit."""
    limits = own & _LIMITS if other.claim.lead in _AT_LIMIT else frozenset()
    return kin_of(own, other.known) | distant_kin_of(own, other.own) | limits
