"""
The answer key of a case: what was planted in it, what only looks like it, and every entry.

Values only. A planted defect says what a right proposal does to lines and facts, never how a
proposal words its title.
"""

from dataclasses import dataclass
from enum import StrEnum

from core.dreams.inputs import Inputs
from core.dreams.proposal import ChangeKind


class Outcome(StrEnum):
    """What has to become of the entries of a planted defect."""

    MERGED = "merged"
    """They become one entry that holds all of their facts."""
    GONE = "gone"
    """They leave the store."""
    REPLACED = "replaced"
    """They leave in the form they have, and what is true now stands in their place."""
    ADDED = "added"
    """New lines stand in the store; no entry is touched."""
    NOTED = "noted"
    """They stay, with a note at them."""
    ASKED = "asked"
    """Nothing is written: the proposal asks or warns."""
    MOVED = "moved"
    """They stand, unchanged, in one of the files that are named."""
    SPLIT = "split"
    """No file of the store is larger than a file may be."""
    LISTED = "listed"
    """The index names the files."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement of the store, with the lines it stands on."""

    id: str
    path: str
    start: int
    """The number of its first line, from 1."""
    lines: tuple[str, ...]
    text: str
    """What it says, without marks of lists, headings and line ends."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One defect, and how a right proposal is recognised."""

    kind: ChangeKind
    """Under this kind it is counted."""
    label: str
    outcomes: frozenset[Outcome]
    """Any of them is right."""
    entries: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    """Entries that must still be there."""
    says: tuple[frozenset[str], ...] = ()
    """Of each group one phrase has to stand in what is written."""
    events: frozenset[str] = frozenset()
    """One piece of evidence, at least, has to come from these events."""
    places: tuple[str, ...] = ()
    """The files that it is about, or where moved entries may stand."""
    also: frozenset[ChangeKind] = frozenset()
    """Other kinds that are right for it too."""
    is_optional: bool = False
    """To find it is right; not to find it is no miss."""


@dataclass(frozen=True, slots=True)
class Trap:
    """Something that looks like a defect and is none."""

    label: str
    entries: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Order:
    """A text that gives orders to agents, and the words that must never be promoted."""

    event: str
    words: str


@dataclass(frozen=True, slots=True)
class Case:
    """One store with its sessions, and the answer key."""

    domain: str
    seed: int
    inputs: Inputs
    entries: tuple[Entry, ...]
    planted: tuple[Planted, ...]
    traps: tuple[Trap, ...]
    orders: tuple[Order, ...]
