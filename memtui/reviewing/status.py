"""
The line that says where a reviewer is, and how far the review is. Pure.
"""

from collections.abc import Sequence

from core.dreams.reviewing.looking import Look
from memtui.reviewing.cursor import Cursor, Level, place
from memtui.reviewing.groups import Group


def decided(look: Look) -> str:
    """How far the review is."""
    progress = look.review.progress()
    return f"{progress.decided}/{progress.total} decided"


def standing(
    look: Look,
    cursor: Cursor,
    listed: Sequence[Group],
    line: tuple[int, int] = (0, 0),
    *,
    entry: Group | None = None,
) -> tuple[tuple[str, str], ...]:
    """
    The level with the place on it, what is decided, and how; pieces and their looks.

    Args:
        line: Which of how many lines of the hunk the cursor is on, where it is about lines.
        entry: That of the list, while keys are about it.
    """
    progress = look.review.progress()
    if entry is None:
        at, of = line if cursor.level is Level.LINE else place(cursor, listed)
        levels = " ▸ ".join(
            f"{one.word.upper()} {at:,}/{of:,}" if one is cursor.level else one.word
            for one in Level
        )
    else:
        at = listed.index(entry) + 1
        levels = f"{cursor.grouping.value.upper()} {at:,}/{len(listed):,}"
    counts = f"✓{progress.accepted} ✎{progress.edited} ✗{progress.rejected} ·{progress.pending}"
    # What has no room goes from the end: how far the review is stays longest.
    return (
        (
            decided(look),
            "bold $warning" if progress.pending else "bold $success",
        ),
        (levels, "bold $primary"),
        (counts, ""),
    )
