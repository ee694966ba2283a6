"""
What a dream costs, in a word. Pure.
"""

from core.dreams.dreamers.named import COSTS


def cost_of(dreamer: str) -> str:
    """What a dream of this dreamer costs: `nothing` without a model."""
    return COSTS.get(dreamer, "unknown").partition(",")[0]


def price_of(dreamer: str) -> str:
    """The same for a column without a heading."""
    cost = cost_of(dreamer)
    return "free" if cost == "nothing" else cost
