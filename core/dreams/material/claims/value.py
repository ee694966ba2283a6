"""
A value that a sentence gives to something, and what stands right beside it. Pure.
"""

from dataclasses import dataclass
from typing import Final

MEASURES: Final = frozenset({"number", "version", "time", "weekday"})
"""Kinds of values that are no names, beside quantities."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value, and what its sentence says right beside it."""

    kind: str
    norm: str
    text: str
    """As it is written."""
    number: str = ""
    """The bare number in it, as a tool may show it; empty if it has none."""
    keys: frozenset[str] = frozenset()
    """Roots of the name that it is assigned to."""
    beside: str = ""
    """The root of the word that says what kind of value it is."""
    uses: frozenset[str] = frozenset()
    """The names that it is made of, and so has nothing to do with what has it."""
    is_set: bool = True
    """It is given, and not only named."""
    setting: str = ""
    """What is set to it, right before it, in lower case: `pool_size = 10`; or empty."""
