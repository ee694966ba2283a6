"""
Pairs of entries that give one part to two names of a family: `press-db-a`, and `press-db-c` now.

Pure. Names of one form that differ in a number or a letter are things of one kind; where a note
says that one of them is something now, the memory that says so of the other one is asked about.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from core.dreams.extract.fates.doubts import is_unsure
from core.dreams.extract.language.lexicon import key_roots
from core.dreams.extract.names.kinship import distant_kin_of, kin_of
from core.dreams.extract.names.wholes import stands
from core.dreams.extract.shown.cell import roots_in
from core.dreams.material.claims.above import above, title_of
from core.dreams.material.claims.claimed import Claimed
from core.dreams.material.claims.news import brings_news
from core.dreams.material.claims.plain_facts import is_denied
from core.dreams.material.claims.pool import EMPTY, is_planned
from core.dreams.material.claims.stated import stated
from core.dreams.material.claims.wordings import Pair
from core.dreams.material.memories.entries import Entry

_NAME: Final = re.compile(r"(?<![\w/.@:-])[a-z][a-z\d]*(?:[-_.][a-z\d]+)+(?![\w/@:-])")
_VARYING: Final = re.compile(r"\d+|(?<![a-z\d])[a-z](?![a-z\d])")
_STEM: Final = re.compile(r"[a-z]{2,}")
_MOST_MEMBERS: Final = 3
"""Names of a family in a store; more are the things of one kind, each with its own part."""


@dataclass(frozen=True, slots=True)
class _Named:
    entry: Entry
    name: str
    own: frozenset[str]
    """Words of the clause with the name that tell what the name is, or what it is for."""


def sibling_pairs(entries: Sequence[Entry], claimed: Claimed) -> Iterator[Pair]:
    """A note of what a name is now, with what another memory says of its sibling."""
    families: dict[str, list[_Named]] = defaultdict(list)
    for entry in (*entries, *(row.entry for row in claimed.rows)):
        for name in dict.fromkeys(_NAME.findall(entry.text)):
            family = _VARYING.sub("0", name)
            if family != name and len("".join(_STEM.findall(family))) > 2:
                families[family].append(_named(entry, name))
    for family in sorted(families):
        group = families[family]
        if len({one.name for one in group}) > _MOST_MEMBERS:
            continue
        news = [one for one in group if brings_news(one.entry.text) and _is_so(one)]
        for one, other in product(news, group):
            if one.entry.path != other.entry.path and _is_of_same(one, other):
                yield one.entry, one.name, other.entry, other.name, False


def _named(entry: Entry, name: str) -> _Named:
    clause = stated(entry, name).text
    words = roots_in(clause.replace(name, " ")) - key_roots(name) - EMPTY
    return _Named(entry, name, frozenset(one for one in words if one.isalpha()))


def _is_so(one: _Named) -> bool:
    clause = stated(one.entry, one.name).text
    return not (is_planned(one.entry) or is_unsure(clause) or is_denied(clause, one.name))


def _is_of_same(one: _Named, other: _Named) -> bool:
    """Whether what a note says of a name is said of its sibling, or both are of one thing."""
    if one.name == other.name or stands(other.name, one.entry.text) or not _is_so(other):
        return False
    if stands(one.name, other.entry.text):
        return False
    if not one.own:
        title = title_of(other.entry)
        return bool(title) and stands(title, one.entry.text.lower())
    known = roots_in(other.entry.text) | above(other.entry)
    called = other.own & one.own or kin_of(one.own, other.own)
    return bool(called) and one.own <= kin_of(one.own, known) | distant_kin_of(one.own, other.own)
