"""
A hunk that conflicts, as three texts: what it was cut from, what is there now, what it would make.

What a reviewer makes of them is kept as a verdict on the hunk: these lines in the place of those
that are there now. It is applied with the rest of the review, and compared again until then.
"""

from dataclasses import dataclass

from core.dreams.lines import Misfit, Piece, lines_of, replace
from core.dreams.proposal import Op
from core.dreams.reviewing.looking import Look, Meeting
from core.dreams.reviewing.moved import WITHDRAWN
from core.dreams.verdicts import Part, Placed
from core.errors import InvalidRequest, NotFound
from core.merge import Merge, merge3
from core.records import heads
from core.storage.sqlite import Connection
from core.texts.align import align


@dataclass(frozen=True, slots=True)
class HunkSides:
    """The three texts of a whole file, and their merge."""

    part: Part
    path: str
    """Where the file is now."""
    version_id: str
    """What is there now."""
    base: str
    theirs: str
    mine: str
    merge: Merge


def sides(connection: Connection, look: Look, hunk_id: str) -> HunkSides:
    """
    The three texts behind a hunk.

    Raises:
        NotFound: There is no such hunk in the review.
        InvalidRequest: It is applied, or it has no lines to compare.
    """
    meeting = look.meetings.get(hunk_id)
    if meeting is None:
        if hunk_id in look.applied:
            raise InvalidRequest(f"{hunk_id} was applied already; undo the apply first.")
        raise NotFound(f"There is no hunk {hunk_id} in this review.")
    if look.change(meeting.part.hunk.change_id).is_withdrawn:
        raise InvalidRequest(f"This change was withdrawn: {WITHDRAWN}. Reject it.")
    if meeting.part.hunk.op not in (Op.MODIFY, Op.CREATE) or meeting.head is None:
        raise InvalidRequest(
            f"There is no text at {meeting.path} to decide between; reject the hunk, or bring the"
            " file back first."
        )
    base = _base(connection, meeting)
    part = meeting.part
    piece = Piece(meeting.anchored_at, part.old_lines, part.new_lines)
    try:
        mine = lines_of(base).having(replace(lines_of(base).lines, [piece])).text
    except Misfit:
        raise InvalidRequest(
            f"What {meeting.path} held was redacted, so nothing can be compared; reject the hunk."
        ) from None
    theirs = heads.content(connection, meeting.head.content_seq)
    version_id = meeting.head.version_id
    merge = merge3(base, theirs, mine)
    return HunkSides(part, meeting.path, version_id, base, theirs, mine, merge)


def placed(found: HunkSides, content: str) -> tuple[Placed, tuple[str, ...]] | None:
    """What a resolved text replaces and writes; `None` when it is what is there now."""
    old, new = lines_of(found.theirs).lines, lines_of(content).lines
    blocks = align(old, new).blocks
    if not blocks:
        return None
    first, last = blocks[0], blocks[-1]
    return (
        Placed(found.version_id, first.old_start + 1, old[first.old_start : last.old_end]),
        new[first.new_start : last.new_end],
    )


def _base(connection: Connection, meeting: Meeting) -> str:
    if meeting.anchor is None:
        return ""
    row = connection.execute(
        "SELECT text FROM versions JOIN contents ON contents.seq = versions.content_seq"
        " WHERE versions.id = ?",
        (meeting.anchor,),
    ).fetchone()
    return "" if row is None else str(row[0])
