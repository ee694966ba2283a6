"""
What some bytes of a source gave, ready to be kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from core.transcripts.directories import Touched
from core.transcripts.events import Facts
from core.transcripts.lines import Damage
from core.transcripts.pairing import Late
from core.transcripts.sources import Source
from core.transcripts.storable import Stored


class Prepared(Struct, frozen=True, gc=False):
    """One event, ready to be kept."""

    stored: Stored
    touched: tuple[Touched, ...] = ()


@dataclass(frozen=True, slots=True)
class Portion:
    """What some bytes of a source gave, and the source as it is after them."""

    before: Source
    after: Source
    facts: Facts
    events: Sequence[Prepared]
    late: Sequence[Late] = ()
    damage: Sequence[Damage] = ()
    maps: Mapping[str, str] = field(default_factory=dict)
    """Directories that a person said are stores, with the store's id."""
