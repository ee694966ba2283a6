"""
What of a memory can be copied, by the key that chooses it. Pure.
"""

from dataclasses import dataclass

from core.records.versions import Version
from memtui.widgets import figures
from memtui.widgets.tree_nodes import Kind, Node

CONTENT = "c"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to copy."""

    name: str
    text: str
    """As it is; of the content, what to show in its place: it is read when it was chosen."""


def choices(node: Node, version: Version | None) -> dict[str, Choice]:
    """What there is to copy of a line of the tree and the version in view, by key."""
    found: dict[str, Choice] = {}
    path = (version.path if version is not None else None) or node.path
    if node.kind is not Kind.STORE:
        found["p"] = Choice("path", path)
    if version is not None:
        if version.content_sha256 is not None:
            size = figures.size(version.content_size_bytes or 0)
            found[CONTENT] = Choice("content", f"{size}B, exactly as it is")
            found["h"] = Choice("hash", version.content_sha256)
        found["v"] = Choice("version id", version.id)
        found["m"] = Choice("memory id", version.memory_id)
    found["s"] = Choice("store id", node.store_id)
    return found
