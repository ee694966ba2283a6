"""
Store or review are not what a reviewer saw: why a decision or an apply was refused.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from core.errors import CoreError, Json


@dataclass(frozen=True, slots=True)
class Waiting:
    """A part that is accepted and not applied, and why."""

    part_id: str
    change_id: str
    path: str
    reason: str


WITHDRAWN = "what it rested on was deleted or redacted"
"""Why nothing of a withdrawn change is applied."""


class StoreMoved(CoreError):
    """The store is not what was shown any more; nothing was done."""

    type = "memory_precondition_failed_error"

    def __init__(self, expected: int, seq: int) -> None:
        super().__init__(
            f"The store is at change {seq} and not at {expected} any more, so nothing was done;"
            " look at the review again."
        )
        self.seq = seq

    def details(self) -> Mapping[str, int]:
        return {"seq": self.seq}


class ReviewMoved(CoreError):
    """Somebody decided, or wrote, since the review was shown; nothing was done."""

    type = "memory_precondition_failed_error"

    def __init__(self) -> None:
        super().__init__(
            "Something else would be done than what was shown, so nothing was; look at it again."
        )


class FileMoved(CoreError):
    """The file is not what was shown any more; nothing was decided."""

    type = "memory_precondition_failed_error"

    def __init__(self, path: str, version_id: str) -> None:
        super().__init__(
            f"{path} changed again since the hunk was shown, so nothing was decided;"
            " look at it once more."
        )
        self.version_id = version_id

    def details(self) -> Mapping[str, str]:
        return {"version_id": self.version_id}


class HunksConflict(CoreError):
    """An accepted hunk conflicts with what was written meanwhile; nothing was applied."""

    type = "conflict_error"

    def __init__(self, conflicts: tuple[Waiting, ...]) -> None:
        first = conflicts[0]
        more = "" if len(conflicts) == 1 else f" (and {len(conflicts) - 1} more)"
        super().__init__(
            f"The accepted hunk {first.part_id} of {first.path} conflicts{more}: {first.reason}"
            " Nothing was applied; settle it (`memtui review resolve`), edit or reject it, or leave"
            " out what conflicts (--skip-conflicts)."
        )
        self.conflicts = conflicts

    def details(self) -> Mapping[str, Json]:
        return {"conflicts": [asdict(one) for one in self.conflicts]}
