"""
Memories that tell what happened day by day. Pure.

What is true for long has no place in them, and two of their entries contradict each other no more
than two days do.
"""

from typing import Final

from core.dreams.material.draft import Draft, Page
from core.dreams.material.when import leading_date

_LEAST_DAYS: Final = 3


def is_log(page: Page) -> bool:
    """Whether most entries of a memory begin with a day."""
    dated = sum(leading_date(entry.text) is not None for entry in page.entries)
    return dated >= _LEAST_DAYS and 2 * dated > len(page.entries)


def logs_of(draft: Draft) -> frozenset[str]:
    """The paths of the logs."""
    return frozenset(page.path for page in draft.pages if is_log(page))
