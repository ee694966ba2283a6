"""
From records to a review: the fold, and one record more.

Pure. Undo is a record too: what it takes back does not count, so undoing and redoing over several
levels, by several people, needs nothing but the records. A verdict on a part cuts that part out of
its hunk by itself, so whoever takes the verdict back takes back the cut too, and a verdict outlives
the cut of somebody else that it was given on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.dreams.lines import lines_of
from core.dreams.proposal import Change, Hunk, Op
from core.dreams.review import Review
from core.dreams.reviewing.splitting import NotSplittable, cuts
from core.dreams.verdicts import Action, Comment, Part, Record, Verdict, ancestors, is_within

_PLAIN = (
    Action.ACCEPT,
    Action.REJECT,
    Action.RESET,
    Action.EDIT,
    Action.RESOLVE,
    Action.COMMENT,
)


def fold(changes: Sequence[Change], records: Iterable[Record]) -> Review:
    """The review of a proposal after these records, which may come in any order."""
    ordered = sorted(records, key=lambda record: record.number)
    done, undone = _stacks(ordered)
    parts = {part.id: part for part in _whole(changes)}
    asks = {change.id: _ask(change) for change in changes if not change.hunks}
    for record in done:
        for target in record.targets:
            if target in asks:
                asks[target] = _decided(asks[target], record)
            elif record.action is Action.SPLIT:
                _split(parts, target)
            elif record.action is Action.JOIN:
                _join(parts, target, record)
            else:
                for part_id in _meant(parts, target, record.action):
                    parts[part_id] = _decided(parts[part_id], record)
    order = {change.id: number for number, change in enumerate(changes)}
    standing = sorted(parts.values(), key=lambda part: _place(part, order))
    return Review(tuple(changes), tuple(standing), tuple(asks.values()), tuple(done), undone)


def extended(review: Review, record: Record) -> Review | None:
    """
    The review after one more record, without folding all of them again.

    `None` for what changes more than verdicts: then only `fold` knows.
    """
    if record.action not in _PLAIN or (review.done and record.number <= review.done[-1].number):
        return None
    targets = set(record.targets)
    known = {part.id for part in (*review.parts, *review.asks)}
    known |= {above for part in review.parts for above, _ in part.above}
    if not targets <= known:
        return None

    def after(part: Part) -> Part:
        is_meant = part.id in targets or any(above in targets for above, _ in part.above)
        return _decided(part, record) if is_meant else part

    return replace(
        review,
        parts=tuple(map(after, review.parts)),
        asks=tuple(map(after, review.asks)),
        done=(*review.done, record),
        undone=tuple(one for one in review.undone if one.by != record.by),
    )


def cut_out(parts: dict[str, Part], target: str) -> None:
    """Split the hunk that a part is of until the part is there; nothing where it never will be."""
    while target not in parts:
        whole = next((name for name in ancestors(target) if name in parts), None)
        if whole is None:
            return
        _split(parts, whole)
        if whole in parts:
            return


def _meant(parts: dict[str, Part], target: str, action: Action) -> list[str]:
    """What a record of this target is about; a verdict cuts its part out for that."""
    if target not in parts and action is not Action.COMMENT:
        cut_out(parts, target)
    if target in parts:
        return [target]
    # Decided before somebody else split the hunk: it holds for every part of it.
    inside = [name for name in parts if is_within(name, target)]
    if action is Action.COMMENT and not inside:
        # Said of a part whose hunk is whole again.
        return [name for name in ancestors(target) if name in parts][:1]
    return inside


def _stacks(records: Sequence[Record]) -> tuple[list[Record], tuple[Record, ...]]:
    by_number = {record.number: record for record in records}
    taken_back: dict[int, Record] = {}
    for_good: set[int] = set()
    for record in records:
        if record.action is Action.UNDO:
            if record.undoes in by_number:
                taken_back[record.undoes] = by_number[record.undoes]
        elif record.action is Action.REDO:
            taken_back.pop(record.undoes or 0, None)
        else:
            # What one reviewer does anew ends what that reviewer could have brought back.
            for_good |= {number for number, one in taken_back.items() if one.by == record.by}
    done = [
        record
        for record in records
        if record.action not in (Action.UNDO, Action.REDO) and record.number not in taken_back
    ]
    return done, tuple(one for number, one in taken_back.items() if number not in for_good)


def _whole(changes: Sequence[Change]) -> Iterable[Part]:
    # Insertions before what they stand above, then in the order of the changes.
    order = {change.id: number for number, change in enumerate(changes)}
    hunks = [hunk for change in changes for hunk in change.hunks]
    hunks.sort(key=lambda hunk: (hunk.old_start, bool(hunk.old_lines), order[hunk.change_id]))
    for rank, hunk in enumerate(hunks):
        yield Part(hunk, hunk.id, (rank,))


def _ask(change: Change) -> Part:
    hunk = Hunk(change.id, change.id, Op.MODIFY, "", None, 1, (), 1, ())
    return Part(hunk, change.id, ())


def _place(part: Part, order: dict[str, int]) -> tuple[int, str, tuple[int, ...]]:
    return order[part.hunk.change_id], part.hunk.path, part.rank


def _decided(part: Part, record: Record) -> Part:
    if record.action is Action.COMMENT:
        comment = Comment(record.by, record.at, record.text or "")
        return replace(part, comments=(*part.comments, comment))
    part = replace(part, by=record.by, at=record.at, by_policy=record.by_policy, reason=None)
    who = () if record.by_policy else (record.by,)
    match record.action:
        case Action.ACCEPT:
            others = tuple(one for one in part.approvers if one not in who)
            verdict = Verdict.ACCEPTED if part.edited is None else Verdict.EDITED
            return replace(part, verdict=verdict, approvers=(*others, *who))
        case Action.REJECT:
            return replace(part, verdict=Verdict.REJECTED, reason=record.text, approvers=())
        case Action.EDIT | Action.RESOLVE:
            if record.placed is not None:
                part = replace(part, placed=record.placed, placed_by=record.number)
            edited = lines_of(record.text or "").lines
            return replace(part, verdict=Verdict.EDITED, edited=edited, approvers=who)
        case _:
            return replace(part, verdict=Verdict.PENDING, edited=None, placed=None, approvers=())


def _split(parts: dict[str, Part], target: str) -> None:
    part = parts.get(target)
    if part is None or part.edited is not None:
        return
    hunk = part.hunk
    try:
        found = cuts(hunk.op, hunk.old_lines, hunk.new_lines)
    except NotSplittable:
        return  # it could be split before its lines were redacted
    del parts[target]
    for number, cut in enumerate(found, 1):
        smaller = replace(
            hunk,
            id=f"{hunk.id}.{number}",
            old_start=hunk.old_start + cut.old_start,
            old_lines=hunk.old_lines[cut.old_start : cut.old_end],
            new_start=hunk.new_start + cut.new_start,
            new_lines=hunk.new_lines[cut.new_start : cut.new_end],
        )
        above = [(part.id, cut.old_start)]
        above += [(part_id, lines + cut.old_start) for part_id, lines in part.above]
        parts[smaller.id] = replace(
            part, hunk=smaller, rank=(*part.rank, number), above=tuple(above)
        )


def _join(parts: dict[str, Part], target: str, record: Record) -> None:
    inside = sorted(
        (part for part in parts.values() if is_within(part.id, target)), key=lambda p: p.rank
    )
    if len(inside) < 2:
        return
    first = inside[0]
    depth = target.count(".") + 1
    whole = replace(
        first.hunk,
        id=target,
        old_lines=tuple(line for part in inside for line in part.hunk.old_lines),
        new_lines=tuple(line for part in inside for line in part.hunk.new_lines),
    )
    verdicts = {part.verdict for part in inside}
    above = tuple(one for one in first.above if not is_within(one[0], target))
    joined = Part(whole, first.root, first.rank[:depth], above)
    if len(verdicts) == 1 and Verdict.EDITED not in verdicts:
        verdict, approvers = first.verdict, first.approvers
        joined = replace(joined, verdict=verdict, approvers=approvers, by=record.by, at=record.at)
    for part in inside:
        del parts[part.id]
    parts[target] = joined
