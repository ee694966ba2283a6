"""
How much of a review is decided, and which changes are only half of what was proposed.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from core.dreams.verdicts import Part, Verdict


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a review is; what only asks or warns counts as one thing to decide."""

    total: int
    accepted: int
    rejected: int
    edited: int

    @property
    def decided(self) -> int:
        """Everything that is not pending."""
        return self.accepted + self.rejected + self.edited

    @property
    def pending(self) -> int:
        """What is left."""
        return self.total - self.decided


@dataclass(frozen=True, slots=True)
class HalfLinked:
    """A change of which a part is accepted and a part is not."""

    change_id: str
    accepted: int
    rejected: int
    pending: int
    leaving: int
    """Lines that would go."""
    missing: int
    """Lines that were to come with them and would not."""

    @property
    def sentence(self) -> str:
        """What that means, for a person."""
        total = self.accepted + self.rejected + self.pending
        are = "is" if self.accepted == 1 else "are"
        left = f"{self.accepted} of {total} hunks of this change {are} accepted"
        if self.leaving and self.missing:
            return (
                f"{left}: {_lines(self.leaving)} would go while {_lines(self.missing)}"
                f" to replace {'it' if self.leaving == 1 else 'them'} would not come."
            )
        if self.missing:
            return f"{left}: {_lines(self.missing)} of it would not come."
        return f"{left}: the others stay as they are, beside what is new."


def progress(parts: Iterable[Part]) -> Progress:
    """How much of these is decided."""
    verdicts = [part.verdict for part in parts]
    return Progress(
        len(verdicts),
        verdicts.count(Verdict.ACCEPTED),
        verdicts.count(Verdict.REJECTED),
        verdicts.count(Verdict.EDITED),
    )


def half_linked(
    change_id: str, parts: Sequence[Part], in_force: Collection[str] | None = None
) -> HalfLinked | None:
    """
    What it means that only some parts of a change are accepted; `None` for all of them or none.

    With `in_force` it is about these parts instead of the accepted ones.
    """
    if in_force is None:
        in_force = {part.id for part in parts if part.is_accepted}
    accepted = [part for part in parts if part.id in in_force]
    if not accepted or len(accepted) == len(parts):
        return None
    left = [part for part in parts if part.id not in in_force]
    rejected = sum(part.verdict is Verdict.REJECTED for part in left)
    return HalfLinked(
        change_id,
        len(accepted),
        rejected,
        len(left) - rejected,
        sum(max(len(part.old_lines) - len(part.new_lines), 0) for part in accepted),
        sum(_coming(part).total() for part in left),
    )


def _coming(part: Part) -> Counter[str]:
    """The lines that a part would bring: those that do not stand there already."""
    return Counter(part.hunk.new_lines) - Counter(part.hunk.old_lines)


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count:,} lines"
