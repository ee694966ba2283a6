"""
What is planted in a case, one file a kind, each with what only looks like it. Pure but for a draft.
"""

from collections.abc import Callable
from typing import Final

from core.dreams.bench.draft import Draft
from core.dreams.bench.planting import (
    confirmations,
    contradictions,
    duplicates,
    echoes,
    ground,
    lessons,
    orders,
    patterns,
    stale,
    tidying,
)

Planter = Callable[[Draft], None]

_TRAPS: Final[tuple[Planter, ...]] = (
    duplicates.trap,
    duplicates.questions,
    stale.trap,
    contradictions.trap,
    confirmations.trap,
    lessons.trap,
    patterns.trap,
    orders.trap,
    tidying.trap,
)

PLANTERS: Final[tuple[Planter, ...]] = (
    ground.plant,
    duplicates.plant,
    stale.plant,
    contradictions.plant,
    confirmations.plant,
    lessons.plant,
    patterns.plant,
    orders.plant,
    tidying.plant,
    *_TRAPS,
    # Last, so that everything can be read back.
    echoes.plant,
)
CLEAN: Final[tuple[Planter, ...]] = (ground.plant, *_TRAPS, echoes.plant)
"""Only what looks like a defect."""
