"""
What stands above a text and above a diff: the path, and the facts of the version. Pure.
"""

from collections.abc import Sequence
from datetime import datetime

from core.diff import Diff, stat
from core.records.versions import Version
from memtui.shown.versions import position, what
from memtui.text import visible
from memtui.widgets import figures
from memtui.widgets.lines import Heading
from memtui.widgets.times import Times
from memtui.widgets.tree_nodes import Node


def of_text(
    node: Node,
    version: Version | None,
    versions: Sequence[Version],
    hidden: int,
    now: datetime,
    times: Times,
) -> Heading:
    """
    What stands above a memory.

    Args:
        versions: Its history as far as it was read, newest first.
        hidden: How many characters of the text act or hide.
    """
    path = visible((version.path if version else None) or node.path, keep="")
    if version is None:
        return Heading(path)
    place = position(versions, version)
    facts = (
        (place, "bold $warning" if place != "newest" else ""),
        (visible(figures.who(version), keep=""), ""),
        (figures.ago(version.created_at, now), ""),
        (figures.size(version.content_size_bytes or 0) + "B", ""),
        ((version.content_sha256 or "no content")[:10], ""),
        (times.full(version.created_at), "$faint"),
    )
    badge = f"⚠ {hidden:,} hidden" if hidden else ""
    return Heading(path, facts=facts, badge=badge)


def of_diff(
    path: str,
    compared: tuple[Version | None, Version],
    versions: Sequence[Version],
    found: Diff,
    aside: str,
    now: datetime,
) -> Heading:
    """What stands above the difference of two versions."""
    old, new = compared
    added, removed = stat(found)
    before = "nothing" if old is None else position(versions, old)
    facts = (
        (f"+{added:,} -{removed:,}", "bold"),
        (f"{before} → {position(versions, new)}", ""),
        (what(new, old), ""),
        (visible(figures.who(new), keep=""), ""),
        (figures.ago(new.created_at, now), ""),
        (visible(found.capped or "", keep=""), "$warning"),
    )
    shown = tuple(fact for fact in facts if fact[0])
    return Heading(visible(path, keep=""), aside, "$warning", facts=shown)
