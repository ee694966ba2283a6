"""
The scores of several cases added up, as a document and as a table. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from core.dreams.bench.again import Again
from core.dreams.bench.clusters import f1
from core.dreams.bench.score import Score, Tally
from core.dreams.proposal import ChangeKind
from core.transcripts.fields import Json


@dataclass(frozen=True, slots=True)
class Result:
    """One case with a dreamer."""

    score: Score
    again: Again
    clean_edits: int
    """Edits proposed for a store of the same domain and seed that is in good order."""


Key = TypeVar("Key")
Numbers = dict[str, int | float | None]


@dataclass(frozen=True, slots=True)
class Summary:
    """A dreamer on a group of cases."""

    dreamer: str
    cases: int
    harm: Numbers
    """What must be zero, the gravest first."""
    evidence: Numbers
    again: Numbers
    duplicates: Numbers
    kinds: dict[ChangeKind, Tally]
    labels: dict[str, Tally]
    traps: tuple[str, ...]
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    invalid: tuple[str, ...]


def summed(dreamer: str, results: Sequence[Result]) -> Summary:
    """Add up what a dreamer did."""
    scores = [one.score for one in results]
    again = [one.again for one in results]
    checks = [one.evidence for one in scores]
    precision = _mean([one.bcubed[0] for one in scores])
    recall = _mean([one.bcubed[1] for one in scores])
    tried = [one.reproposed for one in again if one.reproposed is not None]
    return Summary(
        dreamer=dreamer,
        cases=len(scores),
        harm={
            "false_merges": sum(len(one.harm.falsely_merged) for one in scores),
            "wrong_removals": sum(len(one.harm.wrongly_removed) for one in scores),
            "promoted_orders": sum(one.harm.promoted for one in scores),
            "unaccounted_lines": sum(one.accounts.unaccounted for one in scores),
            "broken_edits": sum(len(one.accounts.broken) for one in scores),
            "repeated_headings": sum(one.accounts.repeated_headings for one in scores),
            "edits_on_a_clean_store": sum(one.clean_edits for one in results),
        },
        evidence={
            "total": sum(one.total for one in checks),
            "invalid": sum(len(one.invalid) for one in checks),
            "swaps": sum(one.swaps for one in checks),
            "survived_swaps": sum(one.survived for one in checks),
        },
        again={
            "edits_on_own_output": sum(one.edits_on_output for one in again),
            "unstable": sum(one.unstable for one in again),
            "order_dependent": sum(one.order_dependent for one in again),
            "reproposed": sum(tried) if tried else None,
        },
        duplicates={
            "bcubed_precision": precision,
            "bcubed_recall": recall,
            "bcubed_f1": f1(precision, recall),
        },
        kinds=_added([one.kinds for one in scores]),
        labels=_added([one.labels for one in scores]),
        traps=tuple(f"{one.case} {trap}" for one in scores for trap in one.harm.traps),
        missed=tuple(f"{one.case} {what}" for one in scores for what in one.missed),
        wrong=tuple(f"{one.case} {what}" for one in scores for what in one.wrong),
        invalid=tuple(f"{one.case} {what}" for one in scores for what in one.evidence.invalid),
    )


def as_json(summary: Summary) -> dict[str, Json]:
    """The summary as a document."""
    return {
        "dreamer": summary.dreamer,
        "cases": summary.cases,
        "harm": {**summary.harm},
        "evidence": {**summary.evidence},
        "again": {**summary.again},
        "duplicates": {**summary.duplicates},
        "kinds": {str(kind): {**_tally(one)} for kind, one in sorted(summary.kinds.items())},
        "labels": {
            label: {"planted": one.planted, "found": one.found}
            for label, one in sorted(summary.labels.items())
        },
        "traps": [*summary.traps],
        "missed": [*summary.missed],
        "wrong": [*summary.wrong],
        "invalid_evidence": [*summary.invalid],
    }


def _tally(one: Tally) -> Numbers:
    return {
        "planted": one.planted,
        "found": one.found,
        "proposed": one.proposed,
        "right": one.right,
        "precision": one.precision,
        "recall": one.recall,
    }


def _added(tallies: Sequence[dict[Key, Tally]]) -> dict[Key, Tally]:
    total: dict[Key, Tally] = {}
    for each in tallies:
        for key, one in each.items():
            total[key] = total.get(key, Tally()).plus(one)
    return total


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
