"""
A review as a text: Markdown for people, or what is accepted as a patch. Pure.
"""

from collections.abc import Collection, Iterable, Iterator

from core.actors import Actor
from core.diff import diff, unified
from core.dreams.evidence import told_gone
from core.dreams.lines import bared
from core.dreams.progress import Progress
from core.dreams.proposal import Change
from core.dreams.reviewing.applying import FilePlan, plan
from core.dreams.reviewing.looking import Look
from core.dreams.reviewing.policy import NO_POLICY
from core.dreams.verdicts import Part


def as_markdown(look: Look, only: Collection[str] | None = None) -> str:
    """Every change with its rationale, evidence, hunks and verdicts; or of these parts alone."""
    progress = look.review.progress()
    lines = [
        f"# Review of {look.dream.id}",
        "",
        _counts(progress),
    ]
    for change in look.review.changes:
        every = look.review.of_change(change.id)
        parts = [part for part in every if only is None or part.id in only]
        if parts:
            lines += ["", *_change(look, change, parts)]
    return "\n".join(lines) + "\n"


def as_patch(look: Look, by: Actor, only: Collection[str] | None = None) -> str:
    """What applying the accepted hunks (of these) would do to the store as it is now."""
    lines: list[str] = []
    for file in plan(look, by, NO_POLICY, only=only).files:
        lines += _patch(file)
    return "".join(f"{line}\n" for line in lines)


def _counts(progress: Progress) -> str:
    return (
        f"{progress.decided} of {progress.total} decided: {progress.accepted} accepted,"
        f" {progress.edited} edited, {progress.rejected} rejected, {progress.pending} pending."
    )


def _change(look: Look, change: Change, parts: Iterable[Part]) -> Iterator[str]:
    yield f"## {change.title}"
    yield ""
    yield f"`{change.id}`, {change.kind}, confidence {change.confidence:.2f}"
    yield ""
    yield change.rationale
    if change.evidence:
        yield ""
        for one in change.evidence:
            yield f"- ({told_gone(one)})" if one.gone else f"- {one.source}: {_code(one.quote)}"
    for part in parts:
        yield ""
        yield from _part(look, part, change)


def _part(look: Look, part: Part, change: Change) -> Iterator[str]:
    state = str(look.standing(part.id).state)
    if part.id in look.applied:
        state = "applied"
    elif change.is_withdrawn:
        state = "withdrawn"
    by = "" if part.by is None else f" by {part.by.id}"
    if part.is_finding:
        yield f"**a finding, nothing to apply** `{part.id}`: {part.verdict}{by}"
    else:
        where = f"{part.hunk.path}:{part.hunk.old_start}"
        yield f"**{where}** `{part.id}`: {part.verdict}{by}, {state}"
    if part.reason:
        yield ""
        yield f"> {part.reason}"
    for comment in part.comments:
        yield ""
        yield f"> {comment.by.id}: {comment.text}"
    if part.hunk.old_path:
        yield ""
        yield f"from {part.hunk.old_path}"
    changed = [f"-{line}" for line in bared(part.hunk.old_lines)]
    changed += [f"+{line}" for line in bared(part.new_lines)]
    if changed:
        fence = _fence(changed)
        yield ""
        yield f"{fence}diff"
        yield from changed
        yield fence


def _code(text: str) -> str:
    # A quote may hold backticks itself.
    ticks = "`"
    while ticks in text:
        ticks += "`"
    return f"{ticks} {text} {ticks}".replace("\n", " ")


def _fence(lines: list[str]) -> str:
    fence = "```"
    while any(fence in line for line in lines):
        fence += "`"
    return fence


def _patch(file: FilePlan) -> Iterator[str]:
    old = "/dev/null" if file.head is None else f"a{file.path}"
    new = "/dev/null" if file.after is None else f"b{file.target}"
    if file.target != file.path:
        yield f"diff --git a{file.path} b{file.target}"
        yield f"rename from {file.path[1:]}"
        yield f"rename to {file.target[1:]}"
    yield from unified(diff(file.before, file.after or ""), old, new)
