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

    @property
    def is_begun(self) -> bool:
        """Whether somebody has filled in more than over which store."""
        return self != Draft(self.store_id)

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

    def wrong(self, now: datetime) -> str | None:
        """What is wrong with it, in a sentence."""
        try:
            self.wish(())
            if self.reads is Reads.WINDOW:
                self.start(now)
        except InvalidRequest as error:
            return str(error)
        return None


Pairs = tuple[tuple[str, str], ...]
"""Names of fields and what stands in them."""

_PICKED = "picked"


def to_pairs(draft: Draft) -> Pairs:
    """A draft as it is kept between two runs."""
    texts = {
        "store_id": draft.store_id,
        "reads": draft.reads.value,
        "since": draft.since,
        "dreamer": draft.dreamer,
        "instructions": draft.instructions,
        "most_lost": draft.most_lost,
    }
    return (*texts.items(), *((_PICKED, one) for one in sorted(draft.picked)))


def from_pairs(pairs: Pairs) -> Draft | None:
    """The draft that was kept; `None` if that was by another version of this program."""
    texts = {name: value for name, value in pairs if name != _PICKED}
    picked = frozenset(value for name, value in pairs if name == _PICKED)
    try:
        return Draft(reads=Reads(texts.pop("reads", "")), picked=picked, **texts)
    except (TypeError, ValueError):
        return None
