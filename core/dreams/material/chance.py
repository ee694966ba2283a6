"""
How likely a coincidence is: the tail of the binomial distribution. Pure.
"""

from math import exp, lgamma, log, log1p


def at_least(successes: int, trials: int, chance: float) -> float:
    """The probability of at least so many successes in independent trials."""
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
