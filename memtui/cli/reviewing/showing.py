"""
`review show`: a proposal, or some of it, with what it rests on and what was decided.
"""

from typing import TYPE_CHECKING

import click

from memtui.cli.call import Call, common, pass_call
from memtui.cli.reviewing.options import DREAM, Chosen, selecting

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from core.dreams.dream import Dream
    from core.dreams.proposal import Change
    from core.dreams.related import Related
    from core.dreams.reviewing.looking import Look
    from core.dreams.verdicts import Part


@click.command()
@DREAM
@selecting
@common
@pass_call
def show(call: Call, *, dream_id: str, chosen: Chosen) -> None:
    """
    Show what a dream proposes, with the evidence, the verdicts, and how each hunk meets the store.

    With --pending, --kind and the like only that; the counts are those of all of it. `seq` is the
    store's newest change: give it to `--expect-seq` to decide on what you saw.
    """
    from core.dreams.related import related
    from core.dreams.reviewing.choosing import chosen as parts_of
    from core.dreams.reviewing.wire import review_json

    selection = chosen.selection()
    with call.reading() as workspace:
        seen = workspace.reviews.look(dream_id)
        only = None if selection is None else {part.id for part in parts_of(seen, selection)}
    if call.json:
        call.out.json(review_json(seen, only))
        return
    _show_head(call, seen)
    others = related(seen.review.changes, seen.base)
    shown = set()
    for change in seen.review.changes:
        every = seen.review.of_change(change.id)
        parts = [part for part in every if only is None or part.id in only]
        if parts:
            shown.add(change.id)
            _show_change(call, seen, change, parts, others[change.id])
    if only is not None and not shown:
        call.out.remark("Nothing of this review is like that.")
    for warning in seen.review.half_linked():
        if warning.change_id in shown:
            call.out.line(f"{warning.change_id}: {warning.sentence}", "yellow")


def _show_head(call: Call, seen: "Look") -> None:
    progress = seen.review.progress()
    decided = f"{progress.decided}/{progress.total} decided, store at #{seen.store_seq}"
    status = "" if str(seen.dream.status) == "completed" else f"  {seen.dream.status}"
    call.out.line(f"{seen.dream.id}{status}  {decided}")
    if not seen.review.changes:
        call.out.line(_why_empty(seen.dream), "dim")


def _why_empty(dream: "Dream") -> str:
    """Why there is nothing to review."""
    from memtui.dreaming.outcome_words import why_nothing

    if not dream.status.is_over:
        return f"Nothing is proposed yet; `memtui dream show {dream.id}` says how far it is."
    if dream.error is not None:
        return f"Nothing is proposed. {dream.error.message}"
    if str(dream.status) == "canceled":
        return "Nothing is proposed: the dream was canceled."
    return f"Nothing is proposed: {why_nothing(dream)}."


def _show_change(
    call: Call,
    seen: "Look",
    change: "Change",
    parts: "Collection[Part]",
    others: "Iterable[Related]",
) -> None:
    from core.dreams.evidence import told_gone

    call.out.line("")
    call.out.line(f"{change.title}", "bold")
    call.out.line(f"  {change.kind}, confidence {change.confidence:.2f}  {change.id}", "dim")
    call.out.line(f"  {change.rationale}")
    for one in change.evidence:
        told = f"({told_gone(one)})" if one.gone else f"{one.source}: {one.quote}"
        call.out.line(f"  {told}", "cyan")
    for other in others:
        place = f"({other.path}:{other.line})"
        title = other.change.title
        # Some titles say themselves where it is.
        where = title if title.endswith(place) else f"{title} {place}"
        told = f"also touched by {other.change.id}, {other.change.kind}: {where}"
        call.out.line(f"  {told}", "yellow")
    for part in parts:
        _show_part(call, seen, part)
    left_out = len(seen.review.of_change(change.id)) - len(parts)
    if left_out:
        hunks = "hunk of it is" if left_out == 1 else "hunks of it are"
        call.out.line(f"  {left_out:,} more {hunks} not shown", "dim")


def _show_part(call: Call, seen: "Look", part: "Part") -> None:
    from core.dreams.lines import bared
    from core.dreams.verdicts import Verdict

    standing = seen.standing(part.id)
    state = "applied" if part.id in seen.applied else str(standing.state)
    if state != "applied" and seen.change(part.hunk.change_id).is_withdrawn:
        state = "withdrawn"
    hunk = part.hunk
    decided = _decided(part)
    if part.is_finding:
        call.out.line(f"  a finding, nothing to apply: {decided}", "dim")
    else:
        moved = f" from {hunk.old_path}" if hunk.old_path else ""
        where = f"{hunk.op} {hunk.path}:{hunk.old_start}{moved}"
        # How a hunk that nobody wants would meet the store is of no use.
        how = "" if part.verdict is Verdict.REJECTED else f", {state}"
        call.out.line(f"  {part.id}  {where}  {decided}{how}", "dim")
    for line in bared(hunk.old_lines):
        call.out.line(f"    - {line}", "red")
    for line in bared(part.new_lines):
        call.out.line(f"    + {line}", "green")
    if standing.reason is not None:
        call.out.line(f"    {standing.reason}", "yellow")
    if part.reason is not None:
        call.out.line(f"    because: {part.reason}", "yellow")
    for remark in part.comments:
        call.out.line(f"    {remark.by.id}: {remark.text}", "cyan")


def _decided(part: "Part") -> str:
    """The verdict, and who gave it."""
    if part.by_policy:
        return f"{part.verdict} by the policy"
    by = "" if part.by is None or not part.is_decided else f" by {part.by.id}"
    return f"{part.verdict}{by}"
