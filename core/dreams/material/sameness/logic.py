"""
Whether two texts of the same words say two things: by what is tied to what, how far, and in which
direction.

Pure. Content words tell what a text is about, and these small ones what it says of that. Two texts
that differ here are never one statement, whatever else they share.
"""

from functools import lru_cache

from core.dreams.material.sameness.directions import directions_differ
from core.dreams.material.sameness.exclusive import excludes_otherwise
from core.dreams.material.sameness.leaning import leans_otherwise
from core.dreams.material.sameness.limits import limits_differ
from core.dreams.material.sameness.occasions import occasions_differ
from core.dreams.material.sameness.reach import reach_differs
from core.dreams.material.sameness.small_words import differ_by_a_small_word
from core.dreams.material.sameness.ties import are_tied_otherwise


@lru_cache(maxsize=65_536)
def logic_differs(one: str, other: str) -> bool:
    """Whether a condition, an amount, a mood or a direction of one text is another in the other."""
    return (
        are_tied_otherwise(one, other)
        or reach_differs(one, other)
        or limits_differ(one, other)
        or directions_differ(one, other)
        or differ_by_a_small_word(one, other)
        or leans_otherwise(one, other)
        or excludes_otherwise(one, other)
        or occasions_differ(one, other)
    )
