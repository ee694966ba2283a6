"""
What a dream looked at and what it left, in words: for the list of dreams and its twin. Pure.
"""

from collections.abc import Collection

from core.dreams.dream import Dream
from core.dreams.progress import Progress
from memtui.widgets import figures

Row = tuple[str, str]
"""A name and what there is to say; titles in it are foreign text."""


def looked_at(dream: Dream) -> str:
    """What it read, and how much of that it leaves as it is; before it is over how far it is."""
    outcome = dream.outcome
    if outcome is None:
        if not dream.session_ids:
            return "the store alone, and no session"
        return f"{dream.sessions_read:,} of {len(dream.session_ids):,} sessions"
    memories = figures.counted(outcome.memories, "memory", "memories")
    entries = figures.counted(outcome.entries, "entry", "entries")
    sessions = figures.counted(dream.sessions_read, "session", "sessions")
    events = figures.counted(outcome.events, "event", "events")
    stay = "stays as it is" if outcome.left_alone == 1 else "stay as they are"
    return (
        f"{memories} with {entries}, {sessions} with {events};"
        f" {figures.counted(outcome.left_alone, 'entry', 'entries')} {stay}"
    )


def proposed(dream: Dream) -> str:
    """What it proposes, and what it only found."""
    told = []
    if dream.hunks:
        changes = figures.counted(dream.changes - dream.only_findings, "change", "changes")
        hunks = figures.counted(dream.hunks, "hunk", "hunks")
        told.append(f"{changes} in {hunks}, +{dream.added_lines:,} -{dream.removed_lines:,} lines")
    if dream.only_findings:
        found = figures.counted(dream.only_findings, "finding", "findings")
        told.append(f"{found} with nothing to apply")
    return ", and ".join(told)


def reviewed(progress: Progress, applied: Collection[str]) -> str:
    """How far its review is, and how much of it is in the store."""
    done = f"{progress.decided:,} of {progress.total:,} decided"
    counts = f"✓{progress.accepted} ✎{progress.edited} ✗{progress.rejected}"
    return f"{done}: {counts}" + (f"; {len(applied):,} applied" if applied else "")


def dropped(dream: Dream) -> list[Row]:
    """The findings that did not hold, each with why."""
    found = () if dream.outcome is None else dream.outcome.dropped
    return [("dropped", f"{one.title}: {one.reason}") for one in found]


def not_again(dream: Dream) -> list[Row]:
    """The findings that were decided on in an earlier review, each with what was said."""
    return [
        ("not again", f"{one.title} ({one.reason or 'decided on before'})")
        for one in dream.suppressed
    ]


def count_not_again(dream: Dream) -> str:
    """How many of those there are."""
    count = figures.counted(len(dream.suppressed), "finding", "findings")
    return f"{count} that a reviewer decided on before"


def why_nothing(dream: Dream) -> str:
    """What it means that a completed dream proposes nothing."""
    reasons = []
    if dream.suppressed:
        reasons.append("was decided on before")
    if dropped(dream):
        reasons.append("did not hold")
    if reasons:
        return f"what it found {' or '.join(reasons)}"
    if not dream.sessions_read:
        return "it read no session, and the memories by themselves show nothing to change"
    return "nothing that it read asks for a change"
