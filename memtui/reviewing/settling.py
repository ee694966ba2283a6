"""
A hunk that conflicts with what is in its file now, as what the resolver can decide. Pure.
"""

from core.conflicts import Conflict, ConflictKind, State
from core.dreams.dream import Dream
from core.dreams.reviewing.sides import HunkSides
from core.records.versions import Version
from core.settling.sides import Sides
from memtui.backend.conflicts import Opened

PROPOSER = "the dream"


def opened(dream: Dream, found: HunkSides, theirs: Version) -> Opened:
    """What the resolver shows: theirs is what is there now, mine is what the hunk would make."""
    conflict = Conflict(
        id=found.part.id,
        state=State.OPEN,
        kind=ConflictKind.UPDATE,
        memory_store_id=dream.memory_store_id,
        memory_id=theirs.memory_id,
        path=found.path,
        base_sha256=None,
        base_version_id=None,
        theirs_version_id=found.version_id,
        mine_path=None,
        mine_sha256=None,
        created_by=dream.created_by,
        agent=PROPOSER,
        attempts=1,
        # When what is there now came to be: that is what collides with the hunk.
        created_at=theirs.created_at,
        updated_at=theirs.created_at,
        resolved_version_id=None,
    )
    sides = Sides(conflict, found.base, found.theirs, found.mine, found.merge)
    return Opened(sides, theirs, is_paused=False)
