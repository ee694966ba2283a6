"""
The page before an apply: what it would do to every file and line, and what it leaves. Pure.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice

from core.dreams.reviewing.attribution import Attributed
from core.dreams.reviewing.looking import Look
from core.dreams.reviewing.moved import Waiting
from core.dreams.reviewing.receipt import Fate, Lost
from core.dreams.reviewing.receipts import Receipt
from memtui.reviewing import line_counts
from memtui.widgets import figures

Page = tuple[str, list[tuple[str, str]], Mapping[str, str]]
"""A title, lines with their looks, and what may be answered."""

_FILES = 200
_LOST = 500


def page_of(receipt: Receipt, look: Look, store: str, *, is_again: bool = False) -> Page:
    """
    What the person sees before anything is written.

    Args:
        store: The name of the store that is written into.
        is_again: It was something else before.
    """
    lines: list[tuple[str, str]] = []
    if is_again:
        lines.append(
            ("⚠ Nothing is applied yet: somebody wrote or decided, and now it is this:", "warn")
        )
    hunks = figures.counted(receipt.applied_hunks, "hunk", "hunks")
    changes = figures.counted(receipt.applied_changes, "change", "changes")
    titles = {change.id: change.title for change in look.review.changes}
    # What asks for attention comes first: files and lines may be more than there is room for.
    if receipt.applied_hunks:
        counts, _, unaccounted = line_counts.told(receipt).rpartition("; ")
        lines.append((counts, ""))
        lines.append((unaccounted, "" if receipt.unaccounted == 0 else "warn"))
    lines += [(f"⚠ {titles[one.change_id]}: {one.sentence}", "warn") for one in receipt.partial]
    lines += [(f"⚠ conflicts: {_why(one)}", "warn") for one in receipt.conflicts]
    lines += [(f"waits: {_why(one)}", "dim") for one in receipt.waiting]
    if receipt.pending:
        pending = figures.counted(receipt.pending, "hunk stays", "hunks stay")
        lines.append((f"{pending} pending", "dim"))
    lines += islice(_files(receipt), _FILES)
    if len(receipt.files) > _FILES:
        more = figures.counted(len(receipt.files) - _FILES, "more file", "more files")
        lines.append((f"and {more}", "dim"))
    lines += [(f"a finding, nothing to apply: {one.title}", "dim") for one in receipt.findings]
    order = [*titles, None]
    leaving = sorted(receipt.lost, key=lambda one: order.index(one.change_id))
    lines += _leaving(leaving[:_LOST], titles)
    if len(receipt.lost) > _LOST:
        more = figures.counted(
            len(receipt.lost) - _LOST, "more line that leaves", "more lines that leave"
        )
        lines.append((f"  and {more}", "dim"))
    if not receipt.applied_hunks:
        return "Nothing is accepted that could be applied.", lines, {}
    title = f"Apply {hunks} of {changes} to {store or 'the store'}?"
    if receipt.conflicts:
        return title, lines, {"s": "apply without the conflicting ones"}
    return title, lines, {"enter": "apply"}


def _files(receipt: Receipt) -> Iterator[tuple[str, str]]:
    for one in receipt.files:
        name = one.path if one.new_path in (one.path, None) else f"{one.path} → {one.new_path}"
        gone = "  deleted" if one.new_path is None else ""
        yield f"+{one.added_lines:<4} -{one.removed_lines:<4} {name}{gone}", ""


def _leaving(lost: Sequence[Attributed], titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The lines that leave their place, below the change that says so."""
    for change_id, lines in groupby(lost, key=lambda one: one.change_id):
        yield f"by “{titles[change_id]}”" if change_id else "by no change", ""
        yield from ((f"  {_fate(one.lost)}: {one.lost.text}", "dim") for one in lines)


def _why(one: Waiting) -> str:
    """Which file and why; some reasons begin with the file themselves."""
    return one.reason if one.reason.startswith(one.path) else f"{one.path}: {one.reason}"


def _fate(lost: Lost) -> str:
    """What becomes of a line: `removed`, `merged into /a.md:3`."""
    if lost.to is None:
        return lost.fate.value
    into = "into" if lost.fate is Fate.MERGED else "to"
    return f"{lost.fate.value} {into} {lost.to.path}:{lost.to.line}"


def told(receipt: Receipt, undo: str) -> str:
    """What was done, in a sentence."""
    hunks = figures.counted(receipt.applied_hunks, "hunk", "hunks")
    versions = figures.counted(len(receipt.versions), "version", "versions")
    return f"Applied {hunks} as {versions}; no line is unaccounted for. {undo} takes it back."
