"""
The questions about what may have passed away: nothing is changed, and a person decides.

Pure. Each says what was seen, how many entries name the thing, and why that does not settle it.
"""

from collections.abc import Sequence

from core.dreams.extract.fates.fates import Statement
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import Entry
from core.dreams.material.testimony.in_vain import Heard
from core.dreams.material.testimony.testimony import Result, cite
from core.dreams.miners.passing import answers, asked_of, counted
from core.dreams.proposal import ChangeKind, Evidence, Finding


def asking(
    draft: Draft,
    statement: Statement,
    entries: Sequence[Entry],
    evidence: tuple[Evidence, ...],
    heard: Sequence[Heard],
    instead: Result | None = None,
) -> Finding:
    """
    One look that found nothing may have been at another place.

    Args:
        instead: The answer to the same call of another program.
    """
    name, call = statement.old, instead.call if instead is not None else None
    if instead is not None and call is not None:
        line = next(one for one in instead.command.split("\n") if one.strip()).strip()
        evidence = (*evidence, cite(instead.log, call, line, line))
    return _question(
        draft,
        name,
        entries,
        evidence,
        title=f"{name} was not found",
        rationale=(
            f"It was looked for in one session and was not there; {counted(entries)} it."
            " Whoever looked may have looked in the wrong place: nothing is changed, you decide."
            + (f" Then the same was called as `{instead.command.strip()}`." if instead else "")
            + "".join(f' Who asked for it was told "{line}".' for line in answers(heard))
        ),
        scope="missing",
    )


def asking_dropped(
    draft: Draft, statement: Statement, entries: Sequence[Entry], evidence: tuple[Evidence, ...]
) -> Finding:
    """What was taken out of the code may still run somewhere."""
    return _question(
        draft,
        statement.old,
        entries,
        evidence,
        title=f"{statement.old} was dropped by a commit",
        rationale=(
            f"A commit took it out; {counted(entries)} it. What runs may be older than the commit:"
            " nothing is changed, you decide."
        ),
        scope="dropped",
    )


def asking_stopped(
    draft: Draft, statement: Statement, entries: Sequence[Entry], evidence: tuple[Evidence, ...]
) -> Finding:
    """What was switched off may be on again."""
    return _question(
        draft,
        statement.old,
        entries,
        evidence,
        title=f"{statement.old} is said to be off",
        rationale=(
            f"A tool result says so; {counted(entries)} it. It may be on again: nothing is changed,"
            " you decide."
        ),
        scope="stopped",
    )


def asking_told(
    draft: Draft, statement: Statement, entries: Sequence[Entry], evidence: tuple[Evidence, ...]
) -> Finding:
    """What a word that begins a sentence names is not sure."""
    name, new = statement.old, statement.new
    return _question(
        draft,
        name,
        entries,
        evidence,
        title=f"{name} may have been replaced by {new}" if new else f"{name} may be gone",
        rationale=(
            f"A tool result says so of what it calls {name}; {counted(entries)} it. It may be"
            " another thing of that name: nothing is changed, you decide."
        ),
        scope="told",
    )


def asking_elsewhere(
    draft: Draft,
    statement: Statement,
    entries: Sequence[Entry],
    evidence: tuple[Evidence, ...],
    site: str,
) -> Finding:
    """What was said of one site, where nothing says that the entries are of it."""
    old, new = statement.old, statement.new
    return _question(
        draft,
        old,
        entries,
        evidence,
        title=f"{new} in place of {old} at {site}" if new else f"{old} is gone at {site}",
        rationale=(
            f"What was seen is of {site} only, which the memory does not name; {counted(entries)}"
            f" {old}. It may be another one, so it is left to you."
        ),
        scope="elsewhere",
    )


def _question(
    draft: Draft,
    name: str,
    entries: Sequence[Entry],
    evidence: tuple[Evidence, ...],
    *,
    title: str,
    rationale: str,
    scope: str,
) -> Finding:
    """A finding without edits about the entries that name something."""
    return Finding(
        kind=ChangeKind.REMOVE_STALE,
        title=title,
        rationale=rationale,
        confidence=0.5,
        evidence=(*evidence, *asked_of(draft, entries, name)),
        edits=(),
        scope=f"{scope}:{name}",
    )
