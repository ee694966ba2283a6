"""
A review as it stands now: what was decided, what was applied, and how each hunk meets the store.

Everything comes from one snapshot. The pure parts are `review` and `rebase`; here is what they need
from the tables.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.context import Context
from core.dreams.kept import pinned_versions
from core.dreams.lines import lines_of
from core.dreams.proposal import Change, Op
from core.dreams.reviewing.cases import Case, KnownReviews, read_case
from core.dreams.reviewing.moved import WITHDRAWN
from core.dreams.reviewing.rebase import Now, Spot, Standing, State, creation, standings
from core.dreams.verdicts import Part
from core.records import heads
from core.records.heads import Head
from core.records.lineage import incarnation
from core.storage.sqlite import Connection


@dataclass(frozen=True, slots=True)
class Meeting:
    """A part of the proposal and the file it is about, as both are now."""

    part: Part
    standing: Standing
    head: Head | None
    """The memory it changes; `None` for a file that is to be made, or is gone."""
    path: str
    """Where that file is now, or would be."""
    anchor: str | None = None
    """The version it is placed in; `None` for a new file."""
    anchored_at: int = 1
    """Its line there."""


@dataclass(frozen=True, slots=True)
class Look(Case):
    """Everything about one review at one moment."""

    meetings: Mapping[str, Meeting]
    """By the id of the part; for what is applied how it stood is not asked any more."""
    base: Mapping[str, tuple[str, ...]]
    """The lines of the files the proposal touches, as they were pinned; without redacted ones."""
    texts: Mapping[str, str]
    """What the memories hold now that the proposal is about, by their ids."""

    def change(self, change_id: str) -> Change:
        """One of the changes, by its id."""
        return next(one for one in self.review.changes if one.id == change_id)

    def standing(self, part_id: str) -> Standing:
        """How a part stands; what is applied counts as applying."""
        meeting = self.meetings.get(part_id)
        return Standing(State.APPLIES) if meeting is None else meeting.standing


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A text that parts are placed in."""

    version_id: str
    memory_id: str
    path: str
    text: str


def look(
    context: Context, connection: Connection, dream_id: str, known: KnownReviews | None = None
) -> Look:
    """
    The review of a dream as it is in this snapshot.

    Raises:
        NotFound: There is no such dream for this actor.
    """
    case = read_case(context, connection, dream_id, known)
    dream, number, review, applied = case.dream, case.number, case.review, case.applied
    pinned = pinned_versions(connection, number)
    anchors = _anchors(connection, number)
    texts = _Texts(connection)
    meetings: dict[str, Meeting] = {}
    now: dict[str, str] = {}
    groups: dict[str, list[tuple[Part, int]]] = {}
    withdrawn = {change.id for change in review.changes if change.is_withdrawn}
    for part in review.parts:
        if part.id in applied:
            continue
        if part.hunk.change_id in withdrawn:
            # Its lines are masked: they stand in no text.
            gone = Standing(State.CONFLICTS, reason=f"Withdrawn: {WITHDRAWN}.")
            meetings[part.id] = Meeting(part, gone, None, part.hunk.old_path or part.hunk.path)
            continue
        version_id, start = _anchor_of(part, anchors, pinned)
        if version_id is None:
            meetings[part.id] = _new_file(connection, dream.memory_store_id, part, now)
        else:
            groups.setdefault(version_id, []).append((part, start))
    for version_id, placed in groups.items():
        anchor = texts.anchor(version_id)
        meetings |= _meetings(connection, dream.memory_store_id, anchor, placed, now)
    base = {
        path: lines_of(anchor.text).lines
        for path, version_id in pinned.items()
        if (anchor := texts.anchor(version_id)) is not None
    }
    return Look(dream, number, case.store_seq, review, applied, case.viewer, meetings, base, now)


@dataclass(frozen=True, slots=True)
class _Left:
    """Where an apply left a hunk."""

    version_id: str
    start: int
    apply: int
    after_verdict: int
    """The newest record when it was done."""


def _anchors(connection: Connection, dream: int) -> dict[str, _Left]:
    """Where applies that still hold have left the other hunks; the newest one counts."""
    rows = connection.execute(
        "SELECT hunk_id, version_id, start, applies.number, after_verdict FROM anchors"
        " JOIN applies ON applies.number = anchors.apply"
        " WHERE dream = ? AND undone_at IS NULL ORDER BY applies.number",
        (dream,),
    ).fetchall()
    return {hunk_id: _Left(*left) for hunk_id, *left in rows}


def _anchor_of(
    part: Part, anchors: Mapping[str, _Left], pinned: Mapping[str, str]
) -> tuple[str | None, int]:
    lines = ((part.id, 0), *part.above)
    found = [(anchors[name], before) for name, before in lines if name in anchors]
    left, before = max(found, key=lambda one: one[0].apply, default=(None, 0))
    if part.placed is not None and (left is None or left.after_verdict < part.placed_by):
        return part.placed.version_id, part.placed.start
    if left is not None:
        return left.version_id, left.start + before
    return pinned.get(part.hunk.old_path or part.hunk.path), part.hunk.old_start


def _new_file(connection: Connection, store_id: str, part: Part, texts: dict[str, str]) -> Meeting:
    path = part.hunk.path
    head = heads.at_path(connection, store_id, path)
    blocker = None if head is not None else heads.blocker(connection, store_id, path)
    existing = None
    if head is not None:
        existing = texts[head.id] = heads.content(connection, head.content_seq)
    if part.hunk.op is not Op.CREATE:
        # What the hunk was cut from is not there any more.
        reason = f"The text that {path} had when the dream read it was redacted."
        return Meeting(part, Standing(State.CONFLICTS, reason=reason), head, path)
    standing = creation(path, None if blocker is None else blocker.path, existing, _spot(part, 1))
    return Meeting(part, standing, head, path)


def _meetings(
    connection: Connection,
    store_id: str,
    anchor: "_Anchor | None",
    placed: Iterable[tuple[Part, int]],
    texts: dict[str, str],
) -> dict[str, Meeting]:
    placed = list(placed)
    if anchor is None:
        return {part.id: _new_file(connection, store_id, part, texts) for part, _ in placed}
    head = incarnation(connection, anchor.memory_id)
    if head is None:
        head = heads.at_path(connection, store_id, anchor.path)
    now = None
    if head is not None:
        if head.id not in texts:
            texts[head.id] = heads.content(connection, head.content_seq)
        now = Now(head.path, texts[head.id])
    spots = [_spot(part, start) for part, start in placed]
    besides = () if head is None else (head.id,)
    blocked = [
        spot.target
        for spot in spots
        if spot.target is not None
        and heads.blocker(connection, store_id, spot.target, besides) is not None
    ]
    found = standings(anchor.text, anchor.path, now, spots, blocked)
    path = anchor.path if head is None else head.path
    return {
        part.id: Meeting(part, found[part.id], head, path, anchor.version_id, start)
        for part, start in placed
    }


def _spot(part: Part, start: int) -> Spot:
    hunk = part.hunk
    target = hunk.path if hunk.op is Op.RENAME else None
    return Spot(part.id, hunk.op, start, part.old_lines, part.new_lines, part.rank, target)


class _Texts:
    """Versions that parts are anchored in, each read once; `None` for what was redacted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, _Anchor | None] = {}

    def anchor(self, version_id: str) -> _Anchor | None:
        if version_id not in self._known:
            row = self._connection.execute(
                "SELECT memory_id, path, text FROM versions JOIN contents"
                " ON contents.seq = versions.content_seq WHERE versions.id = ?",
                (version_id,),
            ).fetchone()
            self._known[version_id] = None if row is None else _Anchor(version_id, *row)
        return self._known[version_id]
