"""
What of a dreamer's findings may be proposed, whether they are all or what there is so far.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.dreams.dream import Dropped, Suppressed
from core.dreams.evidence import Sources
from core.dreams.failing import EvidenceFlawed, TooMuchLost, proposable
from core.dreams.fitting import fitting
from core.dreams.hunks import PinnedFile, propose
from core.dreams.inputs import Inputs
from core.dreams.proposal import Finding, Proposal
from core.dreams.reviewing.rejections import Tombstone, sift
from core.errors import InvalidRequest


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposal, with what is not in it and why."""

    proposal: Proposal
    findings: int
    dropped: tuple[Dropped, ...]
    suppressed: tuple[Suppressed, ...]


@dataclass(frozen=True, slots=True)
class Judge:
    """The checks of one dream, on what it reads."""

    inputs: Inputs
    sources: Sources
    files: Mapping[str, PinnedFile]
    max_loss: float
    most_bytes: int
    """What a memory may have."""

    def judge(self, findings: Sequence[Finding], stones: Sequence[Tombstone]) -> Judged:
        """
        Check findings that are all.

        Raises:
            EvidenceFlawed, TooMuchLost: Nothing may be proposed.
            InvalidRequest: They do not fit together.
        """
        sound, dropped = proposable(self.inputs, self.sources, findings, self.max_loss)
        sizes = {path: len(file.text.encode()) for path, file in self.files.items()}
        fit, large = fitting(sound, sizes, self.most_bytes)
        left, suppressed = sift(fit, self._proposal(fit).changes, stones)
        return Judged(self._proposal(left), len(left), (*dropped, *large), tuple(suppressed))

    def so_far(self, findings: Sequence[Finding], stones: Sequence[Tombstone]) -> Proposal | None:
        """
        A proposal of findings that may not be all; `None` when there can be none yet.

        A dream that is canceled or killed leaves it to reviewers, so it passes the same checks.
        """
        try:
            return self.judge(findings, stones).proposal
        except (EvidenceFlawed, TooMuchLost, InvalidRequest):
            return None

    def _proposal(self, findings: Sequence[Finding]) -> Proposal:
        return propose(self.inputs.store_id, self.inputs.seq, self.files, findings)
