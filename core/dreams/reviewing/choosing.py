"""
Which hunks a reviewer means, and what may be said about them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.dreams.proposal import ChangeKind, Op
from core.dreams.review import Review, selected
from core.dreams.reviewing.cases import Case
from core.dreams.reviewing.folding import cut_out
from core.dreams.reviewing.moved import WITHDRAWN
from core.dreams.reviewing.splitting import NotSplittable, cuts
from core.dreams.verdicts import Action, Part, ancestors
from core.errors import InvalidRequest, NotFound
from core.limits import Limits
from core.paths import check_path

_CUTTING = (Action.ACCEPT, Action.REJECT, Action.RESET, Action.EDIT)
"""What may be decided of a part that is still in its hunk: the verdict cuts it out."""

_WANTING = (Action.ACCEPT, Action.EDIT, Action.RESOLVE, Action.SPLIT)
"""What is done with a change that somebody wants something of."""

_NOTHING = {
    Action.SPLIT: "There is no hunk to cut there.",
    Action.JOIN: "Nothing is cut there, so there is nothing to join.",
    Action.COMMENT: "There is nothing there to comment on.",
}

_LONGEST_REMARK = 4_096
"""Characters of a reason or a comment."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which hunks a decision is about."""

    hunks: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    kinds: tuple[ChangeKind, ...] = ()
    everything: bool = False
    pending_only: bool = False
    """Of those only what nobody has decided on."""
    path: str | None = None
    """Of those only what is about this file."""


def chosen(seen: Case, selection: Selection) -> tuple[Part, ...]:
    """
    The parts and asks that a selection means.

    Raises:
        NotFound: It names something that is not in the review.
        InvalidRequest: Its path is none.
    """
    return _chosen(seen.review, selection)


def _chosen(review: Review, selection: Selection) -> tuple[Part, ...]:
    known = {part.id for part in (*review.parts, *review.asks)}
    known |= {above for part in review.parts for above, _ in part.above}
    for hunk_id in selection.hunks:
        if hunk_id not in known:
            raise NotFound(f"There is no hunk {hunk_id} in this review.")
    if selection.path is not None:
        check_path(selection.path)
        if selection.path not in {part.hunk.path for part in review.parts}:
            raise NotFound(f"No hunk of this review is about {selection.path}.")
    changes = {change.id for change in review.changes}
    for change_id in selection.changes:
        if change_id not in changes:
            raise NotFound(f"There is no change {change_id} in this review.")
    parts = selected(
        review,
        hunks=selection.hunks,
        changes=selection.changes,
        kinds=selection.kinds,
        everything=selection.everything,
    )
    return tuple(
        part
        for part in parts
        if (not selection.pending_only or not part.is_decided)
        and selection.path in (None, part.hunk.path)
    )


def chosen_for(seen: Case, selection: Selection, action: Action) -> tuple[Part, ...]:
    """
    Those of them that an action can be about.

    Raises:
        NotFound: As `chosen`.
        InvalidRequest: One that is named is applied.
    """
    review = seen.review
    if action in _CUTTING:
        review = _with_cut_out(seen, selection.hunks)
    parts = _chosen(review, selection)
    named = set(selection.hunks)
    for part in parts:
        if part.id in seen.applied and action is not Action.COMMENT and part.id in named:
            refuse_applied(seen, (part.id,))
    if action in _WANTING:
        parts = _without_withdrawn(review, parts, selection)
    if action is Action.COMMENT:
        return parts
    if action in (Action.SPLIT, Action.JOIN):
        parts = tuple(part for part in parts if not part.is_finding)
    return tuple(part for part in parts if part.id not in seen.applied)


def _without_withdrawn(
    review: Review, parts: tuple[Part, ...], selection: Selection
) -> tuple[Part, ...]:
    """
    The parts of changes that still say something.

    Raises:
        InvalidRequest: One that says nothing any more is named, or there is no other.
    """
    withdrawn = {change.id for change in review.changes if change.is_withdrawn}
    left = tuple(part for part in parts if part.hunk.change_id not in withdrawn)
    is_named = any(part.id in selection.hunks for part in parts if part not in left)
    if is_named or (parts and not left) or withdrawn & set(selection.changes):
        raise InvalidRequest(f"This change was withdrawn: {WITHDRAWN}. Reject it.")
    return left


def targets_of(seen: Case, selection: Selection, action: Action) -> tuple[str, ...]:
    """
    What an action on a selection is recorded of: parts, or what they are joined to.

    Raises:
        NotFound: As `chosen`.
        InvalidRequest: There is nothing that it could be about.
        NotSplittable: A hunk has nothing to decide apart.
    """
    parts = chosen_for(seen, selection, action)
    if action is Action.SPLIT:
        for part in parts:
            _refuse_unsplittable(part)
    targets = [part.id for part in parts]
    if action is Action.JOIN:
        targets = [part_id.rpartition(".")[0] for part_id in targets if "." in part_id]
    if not targets:
        raise InvalidRequest(_NOTHING.get(action, "There is nothing left to decide there."))
    return tuple(dict.fromkeys(targets))


def chosen_to_edit(seen: Case, hunk_id: str) -> Part:
    """
    A hunk whose lines a reviewer may replace.

    Raises:
        NotFound, InvalidRequest: There is none, or it has no text to edit.
    """
    (part,) = chosen_for(seen, Selection(hunks=(hunk_id,)), Action.EDIT)
    if part.hunk.op not in (Op.MODIFY, Op.CREATE):
        raise InvalidRequest("A file that moves or goes has no text to edit; reject it.")
    if part.is_finding:
        raise InvalidRequest("This change has no text to edit; it only asks.")
    return part


def refuse_applied(seen: Case, targets: Iterable[str]) -> None:
    """
    Keep what is in the store from being decided again.

    Raises:
        InvalidRequest: One of them is applied.
    """
    for target in targets:
        for part_id, applied in seen.applied.items():
            if part_id == target or part_id.startswith(f"{target}."):
                raise InvalidRequest(
                    f"{part_id} was applied by {applied.by.id} already; undo the apply first."
                )


def _with_cut_out(seen: Case, hunk_ids: Iterable[str]) -> Review:
    """
    The review once the hunks of these parts are split for them.

    Raises:
        InvalidRequest: One of the hunks is applied.
        NotSplittable: One of them was edited, or has nothing to decide apart.
    """
    parts = {part.id: part for part in seen.review.parts}
    for hunk_id in hunk_ids:
        if hunk_id not in parts:
            whole = next((name for name in ancestors(hunk_id) if name in parts), None)
            if whole is not None:
                refuse_applied(seen, (whole,))
                _refuse_unsplittable(parts[whole])
            cut_out(parts, hunk_id)
    return replace(seen.review, parts=tuple(parts.values()))


def _refuse_unsplittable(part: Part) -> None:
    """
    Check that a hunk can be split.

    Raises:
        NotSplittable: It cannot; the sentence says why.
    """
    if part.edited is not None:
        raise NotSplittable("The hunk was edited; undo the edit to split what was proposed.")
    cuts(part.hunk.op, part.hunk.old_lines, part.hunk.new_lines)


def checked_remark(action: Action, text: str | None) -> str | None:
    """
    A reason or a comment that may be stored; a reason of no words is none.

    Raises:
        InvalidRequest: It is too long, or no valid text; or it is a comment without words.
    """
    if text is None or not text.strip():
        if action is Action.COMMENT:
            raise InvalidRequest("A comment needs words.")
        return None
    if len(text) > _LONGEST_REMARK:
        raise InvalidRequest(
            f"A reason or comment has at most {_LONGEST_REMARK:,} characters, not {len(text):,}."
        )
    _check_storable(text)
    return text


def check_text(text: str, limits: Limits) -> None:
    """
    Check that lines of a reviewer may be stored.

    Raises:
        InvalidRequest: They are too long, or no valid text.
    """
    _check_storable(text)
    if len(text.encode()) > limits.content_bytes:
        raise InvalidRequest(f"A memory may have {limits.content_bytes:,} bytes; this is more.")


def _check_storable(text: str) -> None:
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        raise InvalidRequest("The text is not valid UTF-8 (it holds a lone surrogate).") from None
    if b"\0" in encoded:
        raise InvalidRequest("The text holds a NUL character.")
