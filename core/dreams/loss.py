"""
The loss guard: how much of the base a proposal takes away without keeping it anywhere.

Pure. A line counts as lost when it leaves and its change is no merge and no move; blank lines do
not count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from core.dreams.inputs import BaseFile
from core.dreams.material.memories.cutting import lines_of
from core.dreams.proposal import ChangeKind, Finding

MOST: Final = 0.25
"""The share of the base that may leave unless someone says otherwise."""

_KEEPING: Final = frozenset({ChangeKind.MERGE_DUPLICATES, ChangeKind.REORGANIZE})
"""Kinds whose old lines live on: in the merged entry, or at another place."""


@dataclass(frozen=True, slots=True)
class Loss:
    """The lines that leave, of all lines of the base."""

    lost: int
    lines: int

    @property
    def share(self) -> float:
        """From 0 to 1; an empty base loses nothing."""
        return self.lost / self.lines if self.lines else 0.0

    def is_over(self, most: float = MOST) -> bool:
        """Whether that is more than may leave."""
        return self.share > most


def loss(files: Iterable[BaseFile], findings: Sequence[Finding]) -> Loss:
    """What would leave if all of these were accepted."""
    lines = sum(1 for file in files for line in lines_of(file.text) if line.strip())
    return Loss(sum(map(lost_by, findings)), lines)


def lost_by(finding: Finding) -> int:
    """The lines that one finding takes away."""
    if finding.kind in _KEEPING and any(edit.new_lines for edit in finding.edits):
        return 0
    lost = 0
    for edit in finding.edits:
        gone = sum(1 for line in edit.old_lines if line.strip())
        come = sum(1 for line in edit.new_lines if line.strip())
        lost += max(gone - come, 0)
    return lost
