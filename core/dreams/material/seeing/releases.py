"""
Which release of a program an entry names, and which one tools show.

Pure. Several answers may be of several machines: one that shows the release that is claimed is for
the entry, and only where all show another one, and the same, is it against it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from core.dreams.extract.language.clauses import sentences_of
from core.dreams.extract.language.lexicon import root
from core.dreams.extract.language.senses import unmarked
from core.dreams.extract.names.placed import is_ones_own
from core.dreams.extract.shown.cell import Cell
from core.dreams.extract.shown.holding import holding
from core.dreams.extract.values.releases import (
    are_one_product,
    is_within,
    releases_in,
    releases_shown,
)
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claims import environments_of
from core.dreams.material.claims.plain_facts import is_denied, says_how_it_is
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.when import is_told_as_past
from core.dreams.material.seeing.relation import Fit
from core.dreams.material.seeing.sighting import Sighting
from core.dreams.material.testimony.looking import shows_how_it_is
from core.dreams.material.testimony.testimony import Result, Testimony

_MAY_BE: Final = re.compile(
    r"(?i)\b(?:plan\w*|upgrad\w*|migrat\w*|will|going to|next|soon|test(?:ed|ing)?|tried|try|trial"
    r"|until|till|since|from|before|after|below|above|than|least|most|support\w*|compatib\w*|bugs?"
    r"|broken|breaks?|fix\w*|needs?|requires?|must|should|may|might|could|can|if|when|unless|older"
    r"|newer|later|earlier|old|former\w*|previous\w*|was|were|used to|instead|not|no|never"
    r"|or|vs|versus|local\w*|laptops?|dev\w*)\b|[<>=\u2264\u2265?~]"
)
"""A clause with one of these may tell of a release that is not the one in use."""
_CLAUSE: Final = re.compile(r"[,;:()]\s*|\s[-\u2013\u2014]+\s")
_VERSION: Final = frozenset({root("version")})


def release_claims(entry: Entry) -> Iterator[Claim]:
    """The releases that an entry says are in use."""
    for sentence in sentences_of(unmarked(entry.text)):
        found = tuple(releases_in(sentence.replace("`", "")))
        for release in found:
            clause = next((one for one in _CLAUSE.split(sentence) if release.quote in one), "")
            is_plain = says_how_it_is(sentence, release.version)
            is_plain = is_plain and not is_told_as_past(sentence, release.version)
            is_so = is_plain and not is_denied(sentence, release.version)
            if clause and is_so and not _MAY_BE.search(clause):
                yield Claim(
                    kind="release",
                    norm=release.version,
                    text=release.text,
                    about=_VERSION,
                    names=(release.product,),
                    environments=environments_of(entry.text),
                )


class Releases:
    """The releases that the results of tools show."""

    def __init__(self, testimony: Testimony) -> None:
        self._shown: dict[str, list[tuple[Result, Cell]]] = defaultdict(list)
        for result in testimony.results:
            command, body = result.command, result.event.body
            # Few results show any, so that only those are read for what of them holds.
            if any(True for _ in releases_shown(command, body)) and _is_of_work(result):
                for one in releases_shown(command, holding(body)):
                    cell = Cell(one.product, _VERSION, one.text, one.quote)
                    self._shown[one.product].append((result, cell))

    def of(self, claim: Claim) -> tuple[Sighting, ...]:
        """Where the release of a claim was seen, or another one wherever any was; in order."""
        (product,) = claim.names
        newest: dict[str, tuple[Result, Cell]] = {}
        for name, shown in self._shown.items():
            for result, cell in shown if are_one_product(name, product) else ():
                if claim.environments <= result.environments:
                    known = newest.get(result.command)
                    if known is None or known[0].order <= result.order:
                        newest[result.command] = (result, cell)
        seen = sorted(newest.values(), key=lambda one: one[0].order)
        same = [one for one in seen if is_within(claim.norm, one[1].value.lstrip("v"))]
        others = {one[1].value for one in seen}
        if not same and (len(others) != 1 or not claim.is_set):
            return ()
        return tuple(
            Sighting(result, cell, cell.value, bool(same), Fit.EXACT, is_all_said=True)
            for result, cell in same or seen
        )


def _is_of_work(result: Result) -> bool:
    """Whether a result shows how things are where the work is done."""
    is_own = is_ones_own(result.command)
    return not result.has_failed and not is_own and shows_how_it_is(result.command)
