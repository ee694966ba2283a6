"""
What a harness prints around the answer of every tool, such as `Exit Code: 0`: it answers no
question, and is no value of what an entry speaks of.

Pure.
"""

from collections import Counter, defaultdict
from typing import Final, TypeAlias

from core.dreams.material.testimony.testimony import Testimony

Shown: TypeAlias = tuple[str, str]
"""A name and the value under it, as a tool prints them."""
_LEAST_PROGRAMS: Final = 4
_LEAST_SHARE: Final = 5
"""Of so many results of a session one at least has what is printed around all of them."""


def frames_of(testimony: Testimony) -> frozenset[Shown]:
    """What several programs show alike, in a good part of the results of its sessions."""
    programs: dict[Shown, set[str]] = defaultdict(set)
    counts: Counter[Shown] = Counter()
    logs: dict[Shown, set[str]] = defaultdict(set)
    of_log = Counter(result.log.id for result in testimony.results)
    for result in testimony.results:
        for shown in {(cell.key, cell.value) for cell in result.cells if cell.key}:
            programs[shown].add(result.command.partition(" ")[0])
            logs[shown].add(result.log.id)
            counts[shown] += 1
    return frozenset(
        shown
        for shown, found in programs.items()
        if len(found) >= _LEAST_PROGRAMS
        and _LEAST_SHARE * counts[shown] >= sum(of_log[log] for log in logs[shown])
    )
