"""
How well entries that say the same were brought together: B-cubed precision and recall. Pure.
"""

from collections.abc import Sequence

from core.dreams.bench.effects import Effect, Store
from core.dreams.bench.harm import clusters_of
from core.dreams.proposal import ChangeKind


def bcubed(store: Store, effects: Sequence[Effect]) -> tuple[float, float]:
    """
    Precision and recall, averaged over the entries of planted clusters and those that were merged.

    Entries that are in neither would only make every dreamer look good.
    """
    truth = {entry: str(number) for entry, number in clusters_of(store).items()}
    guess: dict[str, str] = {}
    for effect in effects:
        if effect.finding.kind is not ChangeKind.MERGE_DUPLICATES or not effect.writes:
            continue
        merged = effect.touched | effect.cited
        joined = {guess[entry] for entry in merged if entry in guess}
        name = min(merged, default="")
        for entry in merged | {entry for entry, group in guess.items() if group in joined}:
            guess[entry] = name
    items = sorted(truth.keys() | guess.keys())
    if not items:
        return 1.0, 1.0
    true = _groups({entry: truth.get(entry, entry) for entry in items})
    made = _groups({entry: guess.get(entry, entry) for entry in items})
    shared = {entry: len(true[entry] & made[entry]) for entry in items}
    precision = sum(shared[entry] / len(made[entry]) for entry in items) / len(items)
    recall = sum(shared[entry] / len(true[entry]) for entry in items) / len(items)
    return precision, recall


def f1(precision: float, recall: float) -> float:
    """The harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _groups(names: dict[str, str]) -> dict[str, frozenset[str]]:
    by_name: dict[str, set[str]] = {}
    for entry, name in names.items():
        by_name.setdefault(name, set()).add(entry)
    return {entry: frozenset(by_name[name]) for entry, name in names.items()}
