"""
What all the cells of an answer show of the kind of a claim, each found out once.

Pure. Whether a value is the only one of its kind is asked for every cell; an answer may have as
many cells as a table.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from core.dreams.extract.shown.cell import Cell
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.crontab import another_cron
from core.dreams.material.seeing.named_values import is_somebody, name_in
from core.dreams.material.seeing.relation import Fit
from core.dreams.material.seeing.values import others_like


@dataclass(frozen=True)
class Answer:
    """The cells that tell of what has the value of a claim, and how each fits it."""

    claim: Claim
    able: tuple[tuple[Cell, Fit], ...]

    @cached_property
    def crons(self) -> frozenset[str]:
        """The times of crontabs that are another one than that of the claim."""
        return frozenset(one.value for one in self._rows() if another_cron(self.claim, one))

    @cached_property
    def norms(self) -> frozenset[str]:
        """The values of the claim's kind that stand under a name."""
        return frozenset(
            token.norm for one in self._rows() for token in others_like(self.claim, one)
        )

    def has_several(self, cell: Cell) -> bool:
        """Whether the name of a value is that of other values too: `PARTITION` 0, 1 and 2."""
        return len(self._named[cell.about]) > 1

    @cached_property
    def _named(self) -> defaultdict[frozenset[str], set[str]]:
        found: defaultdict[frozenset[str], set[str]] = defaultdict(set)
        for one in self._rows():
            found[one.about].add(one.plain)
        return found

    @cached_property
    def is_alone(self) -> bool:
        """Whether it has one value of the claim's kind only, in sentences too."""
        found = (others_like(self.claim, one) for one, _ in self.able if one.is_prose)
        return len(self.norms.union(token.norm for some in found for token in some)) == 1

    @cached_property
    def names(self) -> frozenset[str]:
        """The names under a word of the entry that stand in the place of the claim's."""
        return frozenset(filter(None, (name_in(self.claim, one) for one in self._rows(Fit.KIN))))

    @cached_property
    def people(self) -> frozenset[str]:
        """Whoever stands under a name."""
        return frozenset(one.plain for one in self._rows() if is_somebody(one.value))

    def phrases(self, fit: Fit) -> int:
        """How many values in plain words stand under names that fit as well as this, or better."""
        return sum(count for its, count in self._phrases.items() if its >= fit)

    @cached_property
    def _phrases(self) -> Counter[Fit]:
        # `waste_of=centrifuge Gerda` says what it is of, and no value.
        whole = {*self.claim.names, " ".join(self.claim.names)}
        best: dict[str, Fit] = {}
        for one, fit in self.able:
            is_value = one.plain and not one.plain[0].isdigit() and one.plain not in whole
            if is_value and not one.is_prose:
                best[one.plain] = max(fit, best.get(one.plain, fit))
        return Counter(best.values())

    def _rows(self, least: Fit = Fit.NONE) -> Iterator[Cell]:
        return (one for one, fit in self.able if fit >= least and not one.is_prose)
