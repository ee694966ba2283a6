"""
What one look at a memory gives, read in a thread; and what stands where there is no text. Pure but
for the backend that is asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.diff import Diff, Hunk, diff
from core.errors import NotFound
from core.reading.pages import Page
from core.records.memories import Memory
from core.records.versions import Version
from memtui.backend.workspace import Backend
from memtui.text import count_hidden
from memtui.widgets.tree_nodes import Kind, Node


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one look at a memory gave: read in a thread, in one go."""

    memory: Memory | None
    """`None` when it was deleted."""
    history: Page[Version]
    text: str | None
    hidden: int
    moved: Diff | None
    """From the text that was shown before to this one."""


def carried(hunks: Iterable[Hunk], line: int) -> int:
    """Where a line of the old text, counted from 0, is in the new one."""
    shift = 0
    for hunk in hunks:
        if hunk.old_start - 1 > line:
            break
        if line < hunk.old_end - 1:
            return hunk.new_start - 1
        shift = hunk.new_end - hunk.old_end
    return line + shift


def changed_lines(hunks: Iterable[Hunk]) -> frozenset[int]:
    """The lines of the new text, counted from 0, that hunks changed."""
    return frozenset(line - 1 for hunk in hunks for line in range(hunk.new_start, hunk.new_end))


def look(backend: Backend, node: Node, before: str | None, fresh: datetime) -> Loaded:
    """
    All of a memory that is shown, read in a thread.

    Of a memory that was not in view before, a write since `fresh` is compared with the text it
    replaced.
    """
    history = backend.history(node.store_id, node.memory_id)
    try:
        memory = backend.memory(node.memory_id)
    except NotFound:
        return Loaded(None, history, None, 0, None)
    text = memory.content or ""
    if before is None and len(history.data) > 1 and history.data[0].created_at > fresh:
        before = backend.version(history.data[1].id).content
    moved = None if before is None else diff(before, text)
    return Loaded(memory, history, text, count_hidden(text), moved)


def look_at(
    backend: Backend, version_id: str, before: str | None
) -> tuple[str | None, int, Diff | None]:
    """The text of a version, how much in it hides, and what moved since the text before."""
    text = backend.version(version_id).content
    if text is None:
        return None, 0, None
    return text, count_hidden(text), None if before is None else diff(before, text)


def note(node: Node) -> list[str]:
    """What the pane says about something that has no content."""
    if node.kind is Kind.STORE:
        state = ["", "Archived: nothing new is written to it."] if node.is_archived else []
        return [*(node.about or "A memory store.").split("\n"), *state]
    if node.kind is Kind.MORE:
        return ["More memories of this directory are being read."]
    return ["Open a memory to read it."]


def no_text(version: Version | None) -> list[str]:
    """What the pane says about a version without a text."""
    if version is not None and version.redacted_at is not None:
        return ["This text was redacted.", "", "It is nowhere in the workspace any more."]
    return ["This memory was deleted.", "", "Its history stays: older versions have the text."]


def patch_name(version: Version | None, side: str) -> str:
    """What a patch calls a side of the comparison."""
    if version is None or version.path is None:
        return "/dev/null"
    return side + version.path
