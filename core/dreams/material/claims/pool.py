"""
Measures with the words that they are called by, wherever these stand: in the clause, in a name, in
the title of a row or of a memory.

Pure.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.dreams.extract.fates.doubts import is_unsure
from core.dreams.extract.language.calendar_names import MONTHS, SHORT_MONTHS
from core.dreams.extract.language.lexicon import JOINING_ROOTS, LIGHT, key_roots, root
from core.dreams.extract.language.senses import senses
from core.dreams.extract.language.words import ENVIRONMENTS
from core.dreams.extract.names.wholes import stands
from core.dreams.extract.shown.cell import roots_in
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claimed import Claimed
from core.dreams.material.claims.plain_facts import says_how_it_is
from core.dreams.material.claims.stated import stated
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.table_rows import Row
from core.dreams.material.seeing.relation import IMPLIED, UNIT_ROOTS
from core.transcripts.fields import words

_PLANNED: Final = re.compile(
    r"(?i)\b(?:planned|planning|scheduled (?:for|to)|to be (?:\w+ed|kept|held|set|cut))\b"
)
_SMALL: Final = words(
    "without above below under over via off nowadays meanwhile currently everybody my"
    " how what which who when where why"
)
EMPTY: Final = (
    LIGHT
    | JOINING_ROOTS
    | UNIT_ROOTS
    | frozenset(map(root, (*MONTHS, *SHORT_MONTHS, *_SMALL, *ENVIRONMENTS)))
)
"""Words that tell nothing of what a value is of."""
ANY_ONE: Final = frozenset(map(root, words("default core main max min current new")))
"""Parts of a name that tell no two things apart."""
_TWO: Final = 2
"""Memories that may tell of one thing; what more of them name is a thing that is well known."""
_SHORTEST: Final = 2
"""Letters of a word that tells anything."""
_GIVEN: Final = re.compile(r"(?:\b(?:is|are)|[:=])(?: now| only)? ?[`*]*\Z")
_OR_MORE: Final = re.compile(
    r"\+|\s?(?:or|and) (?:\w+er|more|less|above|below|up|over|under|beyond)\b"
)
"""Behind a value that bounds others: `3.10 or newer`."""
_IS_LISTED: Final = re.compile(r",? (?:and|or) \d")
"""Behind a value that is one of several: `2.6 and 3.3`."""
_ONE_OF_TWO: Final = re.compile(
    r"(?:\bbetween\b[^,;]*|\d ?(?:to|and|or|[-\u2013]) ?|[<>]=? ?|\A(?:version|release) )\Z",
    re.IGNORECASE,
)
"""Before a value that is the end of a range."""
_NAME: Final = re.compile(r"[A-Za-z][\w.-]*[_.A-Z-][\w.-]*")


@dataclass(frozen=True, slots=True)
class Pooled:
    """A measure, and what it is called by."""

    entry: Entry
    clause: Entry
    """The same, without what stands beside the clause that gives the value."""
    claim: Claim
    own: frozenset[str]
    """Roots of the words of the clause, those of its names too."""
    said: frozenset[str]
    """And of all that the entry says."""
    known: frozenset[str]
    """And of the titles above it, and of what its memory is called."""
    title: frozenset[str]
    """Of what stands first in a row, or in its memory as the name of a thing: all must say it."""
    names: tuple[str, ...] = ()
    """What it is given to by name, in lower case, but for its title and places in files."""
    row: str = ""
    """What stands first in its row, in lower case; empty if it stands in none."""
    compounds: frozenset[tuple[str, str]] = frozenset()
    """Two words in a row of its clause that no third memory has so: `refund batch`."""

    @property
    def is_row(self) -> bool:
        """It is of a row of a table."""
        return self.row != ""


def pool_of(entries: Sequence[Entry], claimed: Claimed) -> list[Pooled]:
    """The measures that entries and the rows of tables give as they are."""
    told = _compounds_of(entries)
    found = [one for entry in entries for one in _of_entry(entry, claimed, told)]
    found += [one for row in claimed.rows for one in _of_row(row, claimed)]
    return [one for one in found if not is_planned(one.entry)]


def _compounds_of(entries: Sequence[Entry]) -> frozenset[tuple[str, str]]:
    """Pairs of words that stand in a row in two memories."""
    paths: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in entries:
        for pair in (pair for sense in senses(entry.text) for pair in sense.pairs):
            paths[pair].add(entry.path)
    return frozenset(
        pair for pair, found in paths.items() if len(found) == _TWO and not set(pair) & EMPTY
    )


def is_planned(entry: Entry) -> bool:
    """Whether an entry tells what is to be, and not what is."""
    return _PLANNED.search(entry.text) is not None


def telling(claim: Claim, said: frozenset[str]) -> frozenset[str]:
    """The words that say what a value is of, and not what it is measured in, or one of what."""
    rest = said - EMPTY - IMPLIED.get(claim.kind, frozenset())
    joined = {one + other for one in rest for other in rest}
    return frozenset(
        word
        for word in rest - joined
        if len(word) >= _SHORTEST and not word.isdigit() and "-" not in word
    )


def _of_entry(entry: Entry, claimed: Claimed, told: frozenset[tuple[str, str]]) -> Iterator[Pooled]:
    claims = claimed.central(entry)
    for claim in claims:
        clause = stated(entry, claim.text)
        if _IS_LISTED.match(entry.text.partition(claim.text)[2]):
            continue
        if is_unsure(clause.text) or not _is_given(claim, claims, clause.text):
            continue
        # The title of a memory is a name where tools know it: its entries are of that alone.
        is_known = claim.is_titled and claimed.is_known(claim)
        title = roots_of(claim.names) - LIGHT if is_known else frozenset()
        own = telling(claim, _words(clause.text.replace(claim.text, " ", 1))) - title
        said = own | _words(entry.text)
        names = () if claim.is_titled else tuple(one for one in claim.names if "/" not in one)
        if own:
            known = said | title | claim.around
            # What a label gives is of many things: "Credit limit: 80,000".
            is_label = _GIVEN.search(clause.text.partition(claim.text)[0]) is not None
            said_so = () if is_label else senses(clause.text)
            pairs = frozenset(pair for one in said_so for pair in one.pairs)
            yield Pooled(
                entry, clause, claim, own, said, known, title, names, compounds=pairs & told
            )


def _of_row(row: Row, claimed: Claimed) -> Iterator[Pooled]:
    claims = () if is_unsure(row.entry.text) else claimed.central(row.entry)
    for claim in claims:
        cell = next((one for one in row.cells if claim.text in one.text), row.entry)
        # What stands first in a row is what has its values; the rest is where the table is.
        clause = replace(cell, lines=(cell.text.partition(": ")[2] or cell.text,))
        if _is_given(claim, claims, clause.text):
            title = roots_of((row.name,))
            own = telling(claim, claim.about | title)
            known = own | claim.around
            yield Pooled(row.entry, clause, claim, own, own, known, title, row=row.name)


def roots_of(names: Iterable[str]) -> frozenset[str]:
    """The words of names, which together are one sign of what a value is of."""
    return frozenset().union(*(roots_in(name) | key_roots(name) for name in names))


def _words(text: str) -> frozenset[str]:
    """The words of a text, also those in its names; `default` in one of them says nothing."""
    plain = roots_in(_NAME.sub(" ", text))
    return plain.union(*(key_roots(name) - ANY_ONE for name in _NAME.findall(text)))


def _is_given(claim: Claim, claims: Sequence[Claim], clause: str) -> bool:
    """Whether an entry gives one such value: "16 nodes (4 more of them)" has one of nodes."""
    rivals = [one for one in claims if one.kind == claim.kind and one.norm != claim.norm]
    is_only = claim.beside != "" and claim.beside not in {one.beside for one in rivals}
    before, _, behind = clause.partition(claim.text)
    is_only |= _GIVEN.search(before) is not None and not any(
        stands(one.text, clause) for one in rivals
    )
    is_bound = _ONE_OF_TWO.search(before) is not None
    is_bound |= (claim.is_bound and not claim.is_news) or _OR_MORE.match(behind) is not None
    is_fact = claim.is_measure and not (is_bound or claim.is_denied)
    is_fact = is_fact and (claim.is_plain or says_how_it_is(clause, claim.text))
    return is_fact and (claim.is_set or is_only)
