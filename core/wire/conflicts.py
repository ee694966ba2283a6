"""
Conflicts as JSON, and what is shown wherever two texts differ: sides, merges and hunks.
"""

from typing import assert_never

from core.conflicts import Conflict
from core.diff import Hunk
from core.errors import Json
from core.merge import Agreed, Block, Conflicted
from core.settling.sides import Sides
from core.text import sha256
from core.times import format_time
from core.wire.objects import actor_json


def conflict_json(conflict: Conflict) -> dict[str, Json]:
    """A refused write, without its text."""
    return {
        "id": conflict.id,
        "type": "conflict",
        "state": conflict.state,
        "kind": conflict.kind,
        "memory_store_id": conflict.memory_store_id,
        "memory_id": conflict.memory_id,
        "path": conflict.path,
        "base_sha256": conflict.base_sha256,
        "base_version_id": conflict.base_version_id,
        "theirs_version_id": conflict.theirs_version_id,
        "mine_path": conflict.mine_path,
        "mine_sha256": conflict.mine_sha256,
        "created_by": actor_json(conflict.created_by),
        "session_id": conflict.created_by.session_id,
        "agent": conflict.agent,
        "attempts": conflict.attempts,
        "created_at": format_time(conflict.created_at),
        "updated_at": format_time(conflict.updated_at),
        "resolved_version_id": conflict.resolved_version_id,
    }


def sides_json(sides: Sides) -> dict[str, Json]:
    """A conflict with its three texts and their merge; an unclean one has git's markers."""
    merge = sides.merge
    return {
        **conflict_json(sides.conflict),
        "base": side_json(sides.base),
        "theirs": side_json(sides.theirs),
        "mine": side_json(sides.mine),
        "merged": {
            "clean": merge is not None and merge.clean,
            "content": None if merge is None else merge.text,
        },
        "blocks": [] if merge is None else [block_json(block) for block in merge.blocks],
    }


def side_json(text: str | None) -> dict[str, Json]:
    """One of the texts of a conflict, with its hash."""
    return {"content": text, "content_sha256": None if text is None else sha256(text)}


def block_json(block: Block) -> dict[str, Json]:
    """One part of a merge."""
    match block:
        case Agreed(lines):
            return {"type": "agreed", "lines": _lines(lines)}
        case Conflicted():
            return {
                "type": "conflict",
                "base_start": block.base_start,
                "base_lines": _lines(block.base_lines),
                "theirs_start": block.theirs_start,
                "theirs_lines": _lines(block.theirs_lines),
                "mine_start": block.mine_start,
                "mine_lines": _lines(block.mine_lines),
                "marked_start": block.marked_start,
            }
    assert_never(block)


def hunk_json(hunk: Hunk) -> dict[str, Json]:
    """One block of consecutive changed lines, the lines without their line ends."""
    return {
        "old_start": hunk.old_start,
        "old_lines": _lines(hunk.old_lines),
        "new_start": hunk.new_start,
        "new_lines": _lines(hunk.new_lines),
    }


def _lines(lines: tuple[str, ...]) -> list[Json]:
    return [line.removesuffix("\n") for line in lines]
