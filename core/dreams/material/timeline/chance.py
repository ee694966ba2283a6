"""
How likely a coincidence is, and what a thing needs to be taken for more than one. Pure.
"""

from math import exp, lgamma, log, log1p, log10
from typing import Final

SESSIONS: Final = 3
AGENTS: Final = 2
"""Fewer that saw a thing may have made the same mistake, or have read of it from each other."""
MOST_CHANCE: Final = 1e-3
"""Below that it is no coincidence any more."""


def at_least(successes: int, trials: int, chance: float) -> float:
    """The probability of at least so many successes in independent trials: a binomial tail."""
    if successes <= 0:
        return 1.0
    if chance <= 0.0 or successes > trials:
        return 0.0
    if chance >= 1.0:
        return 1.0
    total = 0.0
    for count in range(successes, trials + 1):
        term = (
            lgamma(trials + 1)
            - lgamma(count + 1)
            - lgamma(trials - count + 1)
            + count * log(chance)
            + (trials - count) * log1p(-chance)
        )
        total += exp(term)
    return min(total, 1.0)


def odds(chance: float) -> str:
    """In a round number: it is estimated, not counted."""
    if chance < 1e-9:
        return "below 1 in a billion"
    return f"at most 1 in {10 ** int(-log10(chance)):,}"
