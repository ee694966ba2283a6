"""
Whether every line of the base is accounted for when all proposals are accepted. Pure.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from core.dreams.bench.edits import lines_of
from core.dreams.bench.effects import After, Store
from core.dreams.proposal import Finding


@dataclass(frozen=True, slots=True)
class Accounts:
    """What became of the lines of the base."""

    base: int
    kept: int
    removed: int
    """By an edit that names the line."""
    unaccounted: int
    """They are gone, and no edit says so."""
    repeated_headings: int
    """Headings that stand more than once in a file, and did not before."""
    broken: tuple[str, ...]
    """Edits that do not fit the base or each other."""


def accounts(store: Store, findings: Sequence[Finding], together: After) -> Accounts:
    """From the texts before and after, and the lines that the edits name as their own."""
    before, after = _counted(store.texts), _counted(together.texts)
    gone = before - after
    named: Counter[str] = Counter()
    for finding in findings:
        for edit in finding.edits:
            named.update(edit.old_lines)
    unaccounted = gone - named
    return Accounts(
        base=before.total(),
        kept=before.total() - gone.total(),
        removed=gone.total() - unaccounted.total(),
        unaccounted=unaccounted.total(),
        repeated_headings=sum(
            _repeats(together.texts[path], store.texts.get(path, "")) for path in together.changed
        ),
        broken=tuple(together.broken),
    )


def _repeats(text: str, before: str) -> int:
    known = Counter(lines_of(before))
    headings = Counter(line for line in lines_of(text) if line.startswith("#"))
    return sum(count - max(known[line], 1) for line, count in headings.items() if count > 1)


def _counted(texts: dict[str, str]) -> Counter[str]:
    return Counter(line for text in texts.values() for line in lines_of(text) if line.strip())
