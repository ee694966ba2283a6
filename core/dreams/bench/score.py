"""
How good the proposals for a case are: first what they would destroy, then what they find. Pure.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.dreams.bench.accounting import Accounts, accounts
from core.dreams.bench.clusters import bcubed
from core.dreams.bench.effects import Effect, Store, effect_of
from core.dreams.bench.evidence import Checked, checked
from core.dreams.bench.harm import Harm, does_harm, harm_of
from core.dreams.bench.matching import is_pure_merge, is_right
from core.dreams.bench.truth import Case, Planted
from core.dreams.inputs import Inputs
from core.dreams.proposal import ChangeKind, Finding

Run = Callable[[Inputs], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Tally:
    """How one kind of change does."""

    planted: int = 0
    found: int = 0
    proposed: int = 0
    right: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            self.planted + other.planted,
            self.found + other.found,
            self.proposed + other.proposed,
            self.right + other.right,
        )

    @property
    def precision(self) -> float | None:
        """The share of right ones among the proposals; None without any."""
        return self.right / self.proposed if self.proposed else None

    @property
    def recall(self) -> float | None:
        """The share of the planted ones that were found; None without any."""
        return self.found / self.planted if self.planted else None


@dataclass(frozen=True, slots=True)
class Score:
    """Everything about one case."""

    case: str
    harm: Harm
    evidence: Checked
    accounts: Accounts
    kinds: dict[ChangeKind, Tally]
    labels: dict[str, Tally]
    """What was planted in more detail; nothing is proposed under a label."""
    bcubed: tuple[float, float]
    """Precision and recall of the duplicates."""
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


def score(case: Case, findings: Sequence[Finding]) -> Score:
    """The score of some proposals for a case."""
    store = Store(case)
    effects = [effect_of(finding, store) for finding in findings]
    together = store.after(edit for finding in findings for edit in finding.edits)
    found: set[int] = set()
    asked: set[tuple[int, frozenset[str]]] = set()
    right: Counter[ChangeKind] = Counter()
    wrong = []
    for effect in effects:
        # Who deletes everything has also deleted what is stale: that is no find.
        wanted_of_it = () if does_harm(effect) else case.planted
        hits = {n for n, planted in enumerate(wanted_of_it) if is_right(effect, planted)}
        partly = any(is_pure_merge(effect, planted) for planted in wanted_of_it)
        # A second proposal of the same is one too many; what may be asked of any two of several
        # entries is another question when it is about others.
        questions = {(n, effect.cited) for n in hits if case.planted[n].is_optional}
        if hits - found or questions - asked or (partly and not hits):
            right[effect.finding.kind] += 1
        else:
            wrong.append(_told(effect, case))
        found |= hits
        asked |= questions
    wanted = [(n, one) for n, one in enumerate(case.planted) if not one.is_optional]
    kinds, labels = _tallies(wanted, found)
    for kind, count in Counter(finding.kind for finding in findings).items():
        seen = kinds.get(kind, Tally())
        kinds[kind] = Tally(seen.planted, seen.found, count, right[kind])
    return Score(
        case=f"{case.domain}/{case.seed}",
        harm=harm_of(effects, together),
        evidence=checked(findings, case.inputs, case.seed),
        accounts=accounts(store, findings, together),
        kinds=kinds,
        labels=labels,
        bcubed=bcubed(store, effects),
        missed=tuple(_missed(one, store) for n, one in wanted if n not in found),
        wrong=tuple(wrong),
    )


def edits_for_nothing(case: Case, findings: Sequence[Finding]) -> int:
    """The edits of proposals that are right about nothing: on a store in good order all of them."""
    store = Store(case)
    return sum(
        len(finding.edits)
        for finding in findings
        if not any(is_right(effect_of(finding, store), planted) for planted in case.planted)
    )


def _tallies(
    wanted: list[tuple[int, Planted]], found: set[int]
) -> tuple[dict[ChangeKind, Tally], dict[str, Tally]]:
    kinds: dict[ChangeKind, Tally] = {}
    labels: dict[str, Tally] = {}
    for number, planted in wanted:
        one = Tally(planted=1, found=int(number in found))
        kinds[planted.kind] = kinds.get(planted.kind, Tally()).plus(one)
        labels[planted.label] = labels.get(planted.label, Tally()).plus(one)
    return kinds, labels


def _missed(planted: Planted, store: Store) -> str:
    texts = [store.entries[id_].text for id_ in planted.entries]
    return f"{planted.label}: {' | '.join(texts) or [sorted(group) for group in planted.says]}"


def _told(effect: Effect, case: Case) -> str:
    about = effect.touched | effect.cited | effect.lost
    traps = sorted(
        {
            trap.label
            for trap in case.traps
            if not (trap.entries.isdisjoint(about) and trap.events.isdisjoint(effect.events))
        }
    )
    return f"{effect.finding.kind} {effect.finding.title!r} near {', '.join(traps) or 'nothing'}"
