"""
The receipt of an apply: what it did to every line, and that nothing went unseen.

Pure. The texts before and after are read from the store by whoever writes; what was decided only
names who answers for a line that left.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from core.dreams.progress import HalfLinked
from core.dreams.proposal import Change
from core.dreams.reviewing.applying import Plan
from core.dreams.reviewing.attribution import Attributed, attribute, unaccounted
from core.dreams.reviewing.moved import Waiting
from core.dreams.reviewing.receipt import Facts, Fate, Others, compare
from core.errors import CoreError


class Unaccounted(CoreError):
    """A line would come or go without a decision that says so; nothing was written."""

    def __init__(self, count: int) -> None:
        lines = "1 line" if count == 1 else f"{count:,} lines"
        super().__init__(
            f"Applying would change {lines} that no accepted change speaks of, so nothing was"
            " written; this is a bug in memtui, please report it with `memtui review export`."
        )
        self.count = count

    def details(self) -> Mapping[str, int]:
        return {"unaccounted": self.count}


@dataclass(frozen=True, slots=True)
class FileCount:
    """What happens to one file."""

    path: str
    new_path: str | None
    """Where it is afterwards; `None` when it is gone."""
    added_lines: int
    removed_lines: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an apply did, or would do."""

    dream_id: str
    apply_id: str | None
    """`None` before it is done, and when there was nothing to do."""
    applied_changes: int
    applied_hunks: int
    kept_lines: int
    """Of the files that differ."""
    removed_lines: int
    """That do not stand in their place any more: moved, merged into others, or removed."""
    moved_lines: int
    merged_lines: int
    added_lines: int
    unaccounted: int
    files: tuple[FileCount, ...]
    versions: tuple[str, ...]
    lost: tuple[Attributed, ...]
    """Each line that left its place, what became of it, and the change that says so."""
    conflicts: tuple[Waiting, ...]
    waiting: tuple[Waiting, ...]
    partial: tuple[HalfLinked, ...]
    pending: int
    findings: tuple[Change, ...] = ()
    """What was accepted and is no hunk: seen, with nothing to apply."""


def receipt(
    dream_id: str,
    plan: Plan,
    before: Mapping[str, str],
    after: Mapping[str, str],
    *,
    others: Others = dict,
    apply_id: str | None = None,
    versions: tuple[str, ...] = (),
) -> Receipt:
    """The receipt of a plan that turned the texts before into those after, by their paths."""
    facts = compare(before, after, others)
    fates = Counter(lost.fate for lost in facts.lost)
    return Receipt(
        dream_id,
        apply_id,
        len({part.hunk.change_id for part in plan.parts}),
        len(plan.parts),
        facts.kept,
        len(facts.lost),
        fates[Fate.MOVED],
        fates[Fate.MERGED],
        len(facts.added),
        unaccounted(before, after, facts, plan.claims, plan.moves),
        tuple(_counts(facts, after)),
        versions,
        attribute(facts, plan.claims),
        plan.conflicts,
        plan.waiting,
        plan.partial,
        plan.pending,
        plan.findings,
    )


def _counts(facts: Facts, after: Mapping[str, str]) -> list[FileCount]:
    added = Counter(line.place.path for line in facts.added)
    removed = Counter(lost.place.path for lost in facts.lost)
    counts = []
    for path in facts.paths:
        new_path = facts.moved_files.get(path, path if path in after else None)
        counts.append(FileCount(path, new_path, added[new_path or ""], removed[path]))
    return counts
