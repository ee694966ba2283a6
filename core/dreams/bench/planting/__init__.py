"""
What is planted in a case, one file a kind, each with what only looks like it. Pure but for a draft.
"""

from collections.abc import Callable
from typing import Final

from core.dreams.bench.draft import Draft
from core.dreams.bench.planting import duplicates, ground, stale

Planter = Callable[[Draft], None]

PLANTERS: Final[tuple[Planter, ...]] = (
    ground.plant,
    duplicates.plant,
    duplicates.trap,
    stale.plant,
    stale.trap,
)
CLEAN: Final[tuple[Planter, ...]] = (ground.plant, duplicates.trap, stale.trap)
