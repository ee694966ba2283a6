"""
As much evidence as a reviewer reads of a finding that has more.

Pure. The newest stays: it says whether anything came since a reviewer rejected the same.
"""

from collections.abc import Iterable

from core.dreams.proposal import Evidence


def few(evidence: Iterable[Evidence], most: int) -> tuple[Evidence, ...]:
    """At most so many, each once: the first ones, and the newest."""
    found = tuple(dict.fromkeys(evidence))
    if len(found) <= most:
        return found
    newest = max(found, key=lambda one: one.at or 0)
    return found[:most] if newest in found[:most] else (*found[: most - 1], newest)
