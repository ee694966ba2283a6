"""
A dream as it is being asked for: what was chosen so far, what is wrong with it, and the wish. Pure.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.dreams.dream import MAX_LOSS, OFFLINE, Wish, checked
from core.errors import InvalidRequest
from core.times import parse_since

WINDOW = "7d"


class Reads(StrEnum):
    """How the sessions are chosen."""

    WINDOW = "since a time"
    PICKED = "picked from a list"


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands on the form."""

    store_id: str
    reads: Reads = Reads.WINDOW
    since: str = WINDOW
    picked: frozenset[str] = frozenset()
    dreamer: str = OFFLINE
    instructions: str = ""
    most_lost: str = f"{MAX_LOSS:.0%}"
    """Of the lines of the store, in per cent."""

    def start(self, now: datetime) -> datetime:
        """
        When the window begins.

        Raises:
            InvalidRequest: What was typed is no time.
        """
        return parse_since(self.since.strip(), now)

    @property
    def max_loss(self) -> float:
        """
        The share of lines that may leave.

        Raises:
            InvalidRequest: What was typed is no share.
        """
        typed = self.most_lost.strip().removesuffix("%").strip()
        try:
            share = float(typed) / 100
        except ValueError:
            share = -1.0
        if not 0 <= share <= 1:
            raise InvalidRequest(f"What may be lost is 0 to 100 %, not {typed or 'nothing'}.")
        return share

    def wish(self, sessions: tuple[str, ...]) -> Wish:
        """
        What a dream is asked for, over these sessions.

        Raises:
            InvalidRequest: Something that was typed breaks a rule.
        """
        told = self.instructions.strip() or None
        return checked(Wish(self.store_id, sessions, self.dreamer, told, max_loss=self.max_loss))
