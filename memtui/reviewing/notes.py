"""
What there is to say about a hunk besides its lines: why, how sure, what it rests on. Pure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.dreams.evidence import told_gone
from core.dreams.lines import bared
from core.dreams.progress import half_linked
from core.dreams.proposal import Evidence
from core.dreams.related import Related
from core.dreams.reviewing.looking import Look
from core.dreams.reviewing.moved import WITHDRAWN
from core.dreams.reviewing.rebase import Standing
from core.dreams.verdicts import Part, Verdict
from core.times import from_milliseconds
from memtui.reviewing.rows import short_source, shortened
from memtui.widgets.times import Times

_MOST_INSTEAD = 3
"""Lines of another hunk that are repeated."""

_MOST_TITLE = 200
"""Characters of the title of another change."""


@dataclass(frozen=True, slots=True)
class Note:
    """One line; its text may be foreign."""

    text: str
    look: str = ""
    evidence: Evidence | None = None
    """What `enter` opens."""
    change_id: str | None = None
    """The change that `enter` goes to."""


def notes(look: Look, part: Part, times: Times, others: Sequence[Related] = ()) -> list[Note]:
    """
    Everything about a part that a reviewer decides by, the most important first.

    Args:
        others: The changes that touch what its change touches.
    """
    return [
        *_warnings(look, part),
        *_about(look, part),
        *_beside(look, others),
        *_rests_on(look, part, times),
    ]


def _warnings(look: Look, part: Part) -> Iterator[Note]:
    standing = look.standing(part.id)
    change_id = part.hunk.change_id
    if look.change(change_id).is_withdrawn:
        yield Note(f"⚠ Withdrawn: {WITHDRAWN}. Nothing of it is applied; reject it.", "warn")
    elif standing.reason is not None:
        yield Note(f"⚠ {standing.reason}", "warn")
    half = half_linked(change_id, look.review.of_change(change_id))
    if half is not None:
        yield Note(f"⚠ {half.sentence}", "warn")
    if standing.reason is None and not standing.is_done and _has_moved(standing, part):
        yield Note(f"Its lines moved: they begin at line {standing.start} now.", "dim")


def _has_moved(standing: Standing, part: Part) -> bool:
    return standing.start is not None and standing.start != part.hunk.old_start


def _about(look: Look, part: Part) -> Iterator[Note]:
    change = look.change(part.hunk.change_id)
    if not part.is_finding:
        # It stands beside what it quotes, where there are no lines.
        yield Note(change.title, "bold")
    parts = look.review.of_change(change.id)
    together = ""
    if len(parts) > 1:
        count = len({one.hunk.path for one in parts})
        files = "1 file" if count == 1 else f"{count} files"
        together = f"; {len(parts)} hunks in {files} belong together"
    yield Note(f"{change.kind.value}, confidence {change.confidence:.2f}{together}", "dim")
    if part.is_finding:
        once = "" if part.is_decided else "once you decide, "
        yield Note(f"Nothing is applied; {once}it is not told again.", "dim")
    yield from _said(part)
    yield from _instead(part, parts)
    yield Note(change.rationale)
    standing = look.standing(part.id)
    if standing.reason is None and standing.is_done:
        yield Note("Somebody made the same change meanwhile; nothing is left to do.", "dim")


def _instead(part: Part, parts: Sequence[Part]) -> Iterator[Note]:
    """What takes the place of lines that leave here, where another hunk of the change brings it."""
    if part.new_lines or not part.old_lines:
        return
    for other in parts:
        if other.new_lines and other.verdict is not Verdict.REJECTED:
            yield Note(f"Instead comes, in {other.hunk.path}:", "dim")
            yield from (Note(f"+ {line}", "add") for line in bared(other.new_lines[:_MOST_INSTEAD]))


def _beside(look: Look, others: Sequence[Related]) -> Iterator[Note]:
    """The other changes about the same entries: who decides on one decides in sight of them."""
    for one in others:
        verdicts = {part.verdict for part in look.review.of_change(one.change.id)}
        verdict = verdicts.pop().value if len(verdicts) == 1 else "decided in part"
        told = f"Also touched by another change, {one.change.kind.value}, {verdict}: "
        title = shortened(one.change.title, _MOST_TITLE)
        yield Note(f"{told}{title}", "strong", change_id=one.change.id)


def _said(part: Part) -> Iterator[Note]:
    """Who decided, and what was said about it."""
    if part.by is not None:
        who = "the written policy" if part.by_policy else part.by.id
        yield Note(f"{part.verdict.value} by {who}", "dim")
    if part.reason:
        yield Note(f"because: {part.reason}")
    for comment in part.comments:
        yield Note(f"{comment.by.id}: {comment.text}")


def _rests_on(look: Look, part: Part, times: Times) -> Iterator[Note]:
    change = look.change(part.hunk.change_id)
    if not change.evidence:
        return
    for one in change.evidence:
        when = "" if one.at is None else f"  {times.full(from_milliseconds(one.at))}"
        if one.gone:
            yield Note(f"({told_gone(one)}){when}", "dim")
        elif part.is_finding:
            # Its quotes stand where others have their lines.
            yield Note(f"{short_source(one)}{when}", "dim", one)
        else:
            yield Note(f"“{one.quote}”", "", one)
            yield Note(f"  {short_source(one)}{when}", "dim", one)
