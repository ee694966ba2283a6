"""
What applying a review would do to the store: planned from a look, written nowhere.

The plan is a value, so the page that is shown before an apply and the apply itself are one thing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from core.actors import Actor
from core.dreams.lines import Lines, Misfit, Piece, lines_of, replace
from core.dreams.progress import HalfLinked, half_linked
from core.dreams.proposal import Change, Op
from core.dreams.reviewing.attribution import Claim, Move
from core.dreams.reviewing.looking import Look, Meeting
from core.dreams.reviewing.moved import WITHDRAWN, Waiting
from core.dreams.reviewing.policy import Policy, missing, ruling
from core.dreams.reviewing.rebase import State
from core.dreams.verdicts import Part
from core.records.heads import Head


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What becomes of one file."""

    path: str
    """Where it is now; for a new one where it will be."""
    head: Head | None
    """What is there now; `None` for a new file."""
    before: str
    after: str | None
    """`None` when it is deleted."""
    target: str
    """Its path afterwards."""
    parts: tuple[Part, ...]
    """What is applied to it, in order."""
    anchors: Mapping[str, int]
    """Where the parts that are not applied stand in the text afterwards, by id."""

    @property
    def is_changed(self) -> bool:
        """Anything is written."""
        return self.after is None or self.after != self.before or self.target != self.path


@dataclass(frozen=True, slots=True)
class Plan:
    """An apply before it is done."""

    files: tuple[FilePlan, ...]
    """By path."""
    parts: tuple[Part, ...]
    """Everything that is applied."""
    conflicts: tuple[Waiting, ...]
    """Accepted parts that conflict with the store."""
    waiting: tuple[Waiting, ...]
    """Accepted parts that the policy holds back, and those of withdrawn changes."""
    partial: tuple[HalfLinked, ...]
    """Changes of which this applies only a part."""
    pending: int
    """Parts that nobody has decided on."""
    claims: tuple[Claim, ...]
    moves: tuple[Move, ...]
    findings: tuple[Change, ...]
    """Accepted changes without hunks: nothing of them is applied."""


def plan(
    look: Look,
    by: Actor,
    policy: Policy,
    *,
    only: Collection[str] | None = None,
) -> Plan:
    """
    What applying the accepted parts would do; conflicting, withdrawn and held back ones are left
    out.

    Args:
        by: Who applies.
        only: The ids of the parts to apply; otherwise all that are accepted.
    """
    rulings = {change.id: ruling(policy, change, look.base) for change in look.review.changes}
    withdrawn = {change.id for change in look.review.changes if change.is_withdrawn}
    chosen: list[Meeting] = []
    conflicts: list[Waiting] = []
    held: list[Waiting] = []
    for meeting in look.meetings.values():
        part = meeting.part
        if not part.is_accepted or (only is not None and part.id not in only):
            continue
        change_id = part.hunk.change_id
        why = WITHDRAWN if change_id in withdrawn else missing(rulings[change_id], part, by)
        if why is not None:
            held.append(Waiting(part.id, change_id, meeting.path, why))
        elif meeting.standing.state is State.CONFLICTS:
            reason = meeting.standing.reason or ""
            conflicts.append(Waiting(part.id, change_id, meeting.path, reason))
        else:
            chosen.append(meeting)
    files, misfits = _files(look, chosen)
    conflicts += misfits
    left_out = {waiting.part_id for waiting in misfits}
    parts = tuple(meeting.part for meeting in chosen if meeting.part.id not in left_out)
    return Plan(
        files,
        parts,
        tuple(conflicts),
        tuple(held),
        _partial(look, parts),
        sum(not part.is_decided for part in look.review.parts),
        tuple(_claims(look, parts)),
        tuple(_moves(look, parts)),
        tuple(_findings(look, only)),
    )


def _files(look: Look, chosen: Iterable[Meeting]) -> tuple[tuple[FilePlan, ...], list[Waiting]]:
    by_file: dict[str, list[Meeting]] = {}
    for meeting in chosen:
        by_file.setdefault(meeting.path, []).append(meeting)
    files, misfits = [], []
    for path in sorted(by_file):
        try:
            files.append(_file(look, path, by_file[path]))
        except Misfit as error:
            # Hunks that were placed in different texts meet at one line now.
            misfits += [
                Waiting(meeting.part.id, meeting.part.hunk.change_id, path, str(error))
                for meeting in by_file[path]
            ]
    return tuple(files), misfits


def _file(look: Look, path: str, meetings: list[Meeting]) -> FilePlan:
    head = next((meeting.head for meeting in meetings if meeting.head is not None), None)
    before = look.texts[head.id] if head is not None else ""
    lines = lines_of(before)
    parts = sorted((meeting.part for meeting in meetings), key=lambda part: part.rank)
    active = [meeting for meeting in meetings if not meeting.standing.is_done]
    pieces = [_piece(meeting) for meeting in active if _has_lines(meeting)]
    ops = {meeting.part.hunk.op for meeting in active}
    target = next(
        (meeting.part.hunk.path for meeting in active if meeting.part.hunk.op is Op.RENAME), path
    )
    if Op.DELETE in ops:
        return FilePlan(path, head, before, None, path, tuple(parts), {})
    after = Lines(tuple(replace(lines.lines, pieces)), lines.is_ended).text
    applied = {meeting.part.id for meeting in meetings}
    return FilePlan(
        path, head, before, after, target, tuple(parts), _left_behind(look, path, applied, pieces)
    )


def _has_lines(meeting: Meeting) -> bool:
    return meeting.part.hunk.op in (Op.MODIFY, Op.CREATE)


def _piece(meeting: Meeting) -> Piece:
    part = meeting.part
    return Piece(meeting.standing.start or 1, part.old_lines, part.new_lines, part.rank)


def _left_behind(
    look: Look, path: str, applied: Collection[str], pieces: Iterable[Piece]
) -> dict[str, int]:
    """Where the other hunks of a file stand after these pieces were replaced."""
    pieces = list(pieces)
    left = {}
    for meeting in look.meetings.values():
        start = meeting.standing.start
        if (
            meeting.path != path
            or meeting.part.id in applied
            or start is None
            or meeting.standing.is_done
        ):
            continue
        place = (start, meeting.part.rank)
        before = (piece for piece in pieces if (piece.start, piece.rank) < place)
        left[meeting.part.id] = start + sum(len(p.new) - len(p.old) for p in before)
    return left


def _partial(look: Look, parts: Iterable[Part]) -> tuple[HalfLinked, ...]:
    """The changes that will be in the store only in part, once these are applied."""
    applied = {part.id for part in parts} | look.applied.keys()
    found = []
    for change_id in dict.fromkeys(part.hunk.change_id for part in parts):
        everything = look.review.of_change(change_id)
        warning = half_linked(change_id, everything, {p.id for p in everything} & applied)
        if warning is not None:
            found.append(warning)
    return tuple(found)


def _findings(look: Look, only: Collection[str] | None) -> Iterable[Change]:
    changes = {change.id: change for change in look.review.changes}
    for ask in look.review.asks:
        if ask.is_accepted and (only is None or ask.id in only):
            yield changes[ask.id]


def _claims(look: Look, parts: Iterable[Part]) -> Iterable[Claim]:
    for part in parts:
        meeting = look.meetings[part.id]
        if meeting.standing.is_done or part.hunk.op is Op.RENAME:
            continue
        yield Claim(
            part.hunk.change_id,
            meeting.path,
            meeting.standing.start or 1,
            part.old_lines,
            part.new_lines,
            part.rank,
        )


def _moves(look: Look, parts: Iterable[Part]) -> Iterable[Move]:
    for part in parts:
        meeting = look.meetings[part.id]
        if meeting.standing.is_done:
            continue
        if part.hunk.op is Op.RENAME:
            yield Move(part.hunk.change_id, meeting.path, part.hunk.path)
        elif part.hunk.op is Op.DELETE:
            yield Move(part.hunk.change_id, meeting.path, None)
