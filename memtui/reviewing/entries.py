"""
What keys are about in the list at the left of a review: an entry of it with all of its hunks. Pure.
"""

from collections.abc import Collection
from dataclasses import replace

from core.dreams.reviewing.choosing import Selection
from memtui.reviewing.groups import Group, Grouping


def of_entry(entry: Group, grouping: Grouping, applied: Collection[str]) -> Selection:
    """
    What a verdict on an entry is about.

    Args:
        applied: The parts that are in the store; nothing is decided on them any more.
    """
    if grouping is Grouping.CHANGE:
        # The hunks of a change belong together, whatever a filter leaves of them.
        return Selection(changes=(entry.key,))
    return _by_name(entry, applied)


def rest_of_entry(entry: Group, applied: Collection[str]) -> Selection:
    """What is still pending of an entry; of it, what a filter leaves."""
    return replace(_by_name(entry, applied), pending_only=True)


def _by_name(entry: Group, applied: Collection[str]) -> Selection:
    parts = [part for part in entry.parts if part.id not in applied]
    return Selection(
        hunks=tuple(part.id for part in parts if not part.is_finding),
        changes=tuple(part.hunk.change_id for part in parts if part.is_finding),
    )
