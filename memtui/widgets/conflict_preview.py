"""
What the refused write of the selected conflict would have changed, or why there is nothing to see.
"""

from typing import ClassVar

from memtui import keys
from memtui.widgets.noted_diff import NotedDiff


class ConflictPreview(NotedDiff):
    """A diff, or some lines of explanation."""

    PLACES = (keys.Place.CONFLICTS, keys.Place.DIFF, keys.Place.TEXT)
    PANE = "What it wanted"
    EMPTY: ClassVar[str] = "The write would have changed nothing."

    def __init__(self) -> None:
        super().__init__(id="wanted")
