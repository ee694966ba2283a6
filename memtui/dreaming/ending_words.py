"""
What is lost with a dream that is ended or taken out of the list, in words. Pure.
"""

from core.dreams.dream import Dream, Status
from memtui.backend.dreams import DreamRow
from memtui.widgets.figures import counted

Lines = list[tuple[str, str]]
"""Sentences and their looks."""


def on_archiving(row: DreamRow) -> Lines:
    """What becomes of a dream that is archived, what is lost first."""
    lines: Lines = []
    if row.is_open and row.progress is not None:
        if row.progress.pending:
            are = "is" if row.progress.pending == 1 else "are"
            left = f"{row.progress.pending:,} of {row.progress.total:,} {are} not decided"
            lines.append((f"{left}, and nobody is asked about it any more.", "warn"))
        else:
            lines.append(("Something is accepted and not applied: it stays so.", "warn"))
    if row.applied:
        hunks = counted(len(row.applied), "applied hunk stays", "applied hunks stay")
        lines.append((f"{hunks} in the store.", ""))
    lines.append(("It does not come back into the list: no key undoes this.", "warn"))
    command = "dream show" if row.progress is None else "review show"
    lines.append((f"`memtui {command} {row.dream.id}` still knows it.", "dim"))
    return lines


def on_canceling(dream: Dream) -> Lines:
    """What becomes of a dream that is ended before it is over."""
    if dream.status is Status.PENDING:
        return [("It has not begun, so nothing is lost.", "")]
    read = f"{dream.sessions_read:,} of {counted(len(dream.session_ids), 'session', 'sessions')}"
    found = counted(dream.findings, "finding", "findings")
    return [
        (f"It has read {read}, and has {found} so far: those are kept.", ""),
        ("It does not go on later: another dream reads everything again.", "warn"),
    ]
