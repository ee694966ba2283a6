"""
What screens ask of a workspace to find something in it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.overseeing.agents import AgentSeen, Touched
from core.overseeing.standing import StoreStanding
from core.reading.filters import Term
from core.records.memories import Memory
from memtui.shown.hits import Hit

__all__ = ["FindingBackend", "Found", "Hit", "Sought"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a filter lets through."""

    memories: tuple[Memory, ...]
    """The first of them: by store, in the order that was asked for, and by path in each."""
    count: int
    total: int
    """With those that it does not let through."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A full-text search."""

    query: str
    store_id: str | None = None
    """`None`: in all stores."""
    history: bool = False
    """In every version, not only in what is there now."""


class FindingBackend(Protocol):
    """What screens ask of a workspace to find something; see `memtui.backend.workspace`."""

    def found(self, terms: Sequence[Term], store_ids: Sequence[str], limit: int) -> Found:
        """The first `limit` memories of some stores that a filter lets through, and their count."""

    def agents(self) -> Sequence[AgentSeen]:
        """Every agent, the one seen last first."""

    def touched(self, agent: str) -> Touched:
        """What an agent ever wrote to."""

    def standing(self) -> Mapping[str, StoreStanding]:
        """How each store stands, by id."""

    def search(self, sought: Sought, limit: int, stopped: Callable[[], bool]) -> Sequence[Hit]:
        """
        What holds all words of a query, best first.

        Args:
            limit: How many memories (or versions) to look at.
            stopped: Says that nobody waits for the answer any more.
        """
