"""
What a decision did, what was taken back, and a review in a list.

Values of those who decide, here and at the other end of a line.
"""

from dataclasses import dataclass
from datetime import datetime

from core.dreams.proposal import Change
from core.dreams.reviewing.cases import Case
from core.dreams.reviewing.looking import Look
from core.dreams.reviewing.rebase import State
from core.dreams.reviewing.unapply import Unapplied
from core.dreams.verdicts import Action, Record


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision did, and the review after it."""

    action: Action
    targets: tuple[str, ...]
    case: Case

    @property
    def findings(self) -> tuple[Change, ...]:
        """The changes among the targets of which nothing is applied."""
        named = {*self.targets}
        return tuple(change for change in self.case.review.changes if change.id in named)


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: a record, or a whole apply."""

    record: Record | None
    unapplied: Unapplied | None
    case: Case


@dataclass(frozen=True, slots=True)
class Summary:
    """One review in a list."""

    look: Look
    since: datetime
    """When the dream ended."""

    @property
    def is_open(self) -> bool:
        """Something is undecided, or accepted and not applied."""
        return self.look.is_open

    @property
    def findings(self) -> int:
        """How many changes of which nothing is applied nobody has looked at."""
        return sum(not ask.is_decided for ask in self.look.review.asks)

    def count(self, state: State) -> int:
        """How many hunks that wait stand so."""
        waiting = self.look.waiting()
        return sum(self.look.standing(part.id).state is state for part in waiting)
