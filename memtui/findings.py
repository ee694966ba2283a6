"""
What screens ask of a workspace to find something in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from core.filters import Term
from core.memories import Memory

__all__ = ["FindingBackend", "Found"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a filter lets through."""

    memories: tuple[Memory, ...]
    """The first of them: by store, in the order that was asked for, and by path in each."""
    count: int
    total: int
    """With those that it does not let through."""


class FindingBackend(Protocol):
    """What screens ask of a workspace to find something; see `memtui.bridge.Backend`."""

    def found(self, terms: Sequence[Term], store_ids: Sequence[str], limit: int) -> Found:
        """The first `limit` memories of some stores that a filter lets through, and their count."""
