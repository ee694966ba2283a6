"""
The lines of a review: every hunk in the text it changes, with what was decided on it. Pure.

Rows are made anew from each look at a review. What stays the same from look to look is the id of a
part, so that whoever has a cursor keeps it by that.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.dreams.evidence import told_gone
from core.dreams.lines import bare
from core.dreams.proposal import Change, Evidence, Op
from core.dreams.reviewing.looking import Look
from core.dreams.reviewing.rebase import State
from core.dreams.verdicts import Part, Verdict

CONTEXT = 2
"""Lines of the base that are shown before and after a hunk."""
MOST_CONTEXT = 400
"""Characters of such a line."""
QUOTED = 2
"""Spaces before the lines of a quote."""


class RowKind(StrEnum):
    """What a row shows."""

    FILE = "file"
    HUNK = "hunk"
    CONTEXT = "context"
    GAP = "gap"
    ADDED = "added"
    REMOVED = "removed"
    TITLE = "title"
    SOURCE = "source"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One line."""

    kind: RowKind
    text: str
    """Foreign, but for the words of hunk rows."""
    part_id: str | None = None
    path: str = ""
    old_line: int | None = None
    """In the pinned base, from 1."""
    evidence: Evidence | None = None
    """What is quoted here."""


SIGNS: Mapping[Verdict, str] = {
    Verdict.PENDING: "·",
    Verdict.ACCEPTED: "✓",
    Verdict.REJECTED: "✗",
    Verdict.EDITED: "✎",
}


def rows_of(look: Look, parts: Sequence[Part]) -> list[ReviewRow]:
    """The rows of these parts, file by file, in the order of the files' lines."""
    changes = {change.id: change for change in look.review.changes}
    rows: list[ReviewRow] = []
    decided = {one.by for one in (*look.review.parts, *look.review.asks) if one.is_decided}
    names_who = len(decided) > 1
    for path, inside in _by_file(parts).items():
        if path:
            rows.append(ReviewRow(RowKind.FILE, path, None, path))
        base = look.base.get(path, ())
        shown = 0
        for at, part in enumerate(inside):
            change = changes[part.hunk.change_id]
            told = head(look, part, change, names_who=names_who)
            rows.append(ReviewRow(RowKind.HUNK, told, part.id, path))
            if part.is_finding:
                rows += _found(change, part.id)
                continue
            first = part.hunk.old_start
            last = first + len(part.hunk.old_lines)
            if part.hunk.op is Op.MODIFY:
                begin = max(first - CONTEXT, shown + 1)
                rows += _context(base, begin, first, part.id, path)
            rows += _changed(part, path)
            shown = last - 1
            if part.hunk.op is Op.MODIFY:
                following = inside[at + 1].hunk.old_start if at + 1 < len(inside) else len(base) + 1
                end = min(last + CONTEXT, following, len(base) + 1)
                rows += _context(base, last, end, part.id, path)
                shown = max(shown, end - 1)
    return rows


def _found(change: Change, part_id: str) -> Iterable[ReviewRow]:
    """What a change without hunks is about: there are no lines to show but those it quotes."""
    yield ReviewRow(RowKind.TITLE, change.title, part_id)
    for one in change.evidence:
        if one.gone:
            yield ReviewRow(RowKind.SOURCE, f"({told_gone(one)})", part_id)
            continue
        yield ReviewRow(RowKind.SOURCE, "", part_id, evidence=one)
        yield ReviewRow(RowKind.SOURCE, f"{short_source(one)}:", part_id, evidence=one)
        for line in one.quote.split("\n"):
            yield ReviewRow(RowKind.QUOTE, f"{' ' * QUOTED}{line}", part_id, evidence=one)


def short_source(one: Evidence) -> str:
    """Where a quote stands, without the folders of a transcript: `…/triage.jsonl:14`."""
    folder, slash, name = one.source.rpartition("/")
    return f"…/{name}" if slash and folder and one.event_id is not None else one.source


def head(look: Look, part: Part, change: Change, *, names_who: bool = False) -> str:
    """
    A hunk in words: its verdict, how it meets the store, and what it is for.

    Args:
        names_who: More than one has decided in this review.
    """
    who = _by(part) if names_who or part.by_policy else ""
    words = [f"{SIGNS[part.verdict]} {part.verdict.value}{who}"]
    if part.is_finding:
        words.append("a finding, nothing to apply")
    elif part.id in look.applied:
        words.append("applied")
    elif change.is_withdrawn:
        words.append("withdrawn")
    else:
        standing = look.standing(part.id)
        if standing.is_done:
            words.append("there already")
        elif standing.state is State.CONFLICTS:
            words.append(f"⚠ {standing.state.value}")
        elif standing.state is State.REBASED:
            # It applies where its lines are now: nobody has to do anything about that.
            words.append(standing.state.value)
    words.append(change.kind.value)
    if part.hunk.op is Op.RENAME:
        words.append(f"rename to {part.hunk.path}")
    elif part.hunk.op is not Op.MODIFY:
        words.append(f"{part.hunk.op.value} the file")
    return "  ".join(words)


def _by(part: Part) -> str:
    if part.by is None or not part.is_decided:
        return ""
    return " by the policy" if part.by_policy else f" by {part.by.id}"


def _by_file(parts: Iterable[Part]) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = {}
    for part in parts:
        found.setdefault(part.hunk.old_path or part.hunk.path, []).append(part)
    return {
        path: sorted(inside, key=lambda one: (one.hunk.old_start, bool(one.hunk.old_lines)))
        for path, inside in found.items()
    }


def _context(
    base: Sequence[str], first: int, end: int, part_id: str, path: str
) -> Iterable[ReviewRow]:
    for number in range(max(first, 1), min(end, len(base) + 1)):
        line = shortened(bare(base[number - 1]), MOST_CONTEXT)
        yield ReviewRow(RowKind.CONTEXT, line, part_id, path, number)


def shortened(text: str, most: int) -> str:
    """A text that only stands beside what is decided, so that it does not fill the screen."""
    return text if len(text) <= most else f"{text[:most]}… ({len(text):,} characters)"


def _changed(part: Part, path: str) -> Iterable[ReviewRow]:
    for at, line in enumerate(part.hunk.old_lines):
        number = part.hunk.old_start + at
        yield ReviewRow(RowKind.REMOVED, bare(line), part.id, path, number)
    for line in part.new_lines:
        yield ReviewRow(RowKind.ADDED, bare(line), part.id, path)
