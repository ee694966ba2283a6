"""
What was done on a review as JSON: a decision, what was taken back, a receipt.

Pure.
"""

from core.dreams.reviewing.attribution import Attributed
from core.dreams.reviewing.moved import Waiting
from core.dreams.reviewing.outcomes import Decided, Undone
from core.dreams.reviewing.receipts import Receipt
from core.dreams.reviewing.wire import finding_json, half_linked_json, progress_json
from core.errors import Json


def decided_json(decided: Decided) -> dict[str, Json]:
    """What a decision did, and how far the review is."""
    look = decided.case
    touched = {part.hunk.change_id for part in look.review.parts if part.id in decided.targets}
    return {
        "dream": look.dream.id,
        "action": decided.action,
        "hunks": [*decided.targets],
        "findings": [finding_json(change) for change in decided.findings],
        "seq": look.store_seq,
        "state": look.review.state,
        "progress": progress_json(look.review.progress()),
        "warnings": [
            half_linked_json(warning)
            for warning in look.review.half_linked()
            if warning.change_id in touched
        ],
    }


def undone_json(undone: Undone) -> dict[str, Json]:
    """What was taken back: a verdict, or an apply with the versions that say so."""
    return {
        "dream": undone.case.dream.id,
        "undone": "verdict" if undone.record is not None else "apply",
        "action": None if undone.record is None else undone.record.action,
        "hunks": [] if undone.record is None else [*undone.record.targets],
        "apply_id": None if undone.unapplied is None else undone.unapplied.apply_id,
        "versions": [] if undone.unapplied is None else [*undone.unapplied.versions],
        "seq": undone.case.store_seq,
        "progress": progress_json(undone.case.review.progress()),
    }


def receipt_json(receipt: Receipt) -> dict[str, Json]:
    """What an apply did to every line."""
    return {
        "dream": receipt.dream_id,
        "apply_id": receipt.apply_id,
        "applied_changes": receipt.applied_changes,
        "applied_hunks": receipt.applied_hunks,
        "files": len(receipt.files),
        "kept_lines": receipt.kept_lines,
        "removed_lines": receipt.removed_lines,
        "moved_lines": receipt.moved_lines,
        "merged_lines": receipt.merged_lines,
        "added_lines": receipt.added_lines,
        "unaccounted": receipt.unaccounted,
        "versions": [*receipt.versions],
        "per_file": [
            {
                "path": file.path,
                "new_path": file.new_path,
                "added_lines": file.added_lines,
                "removed_lines": file.removed_lines,
            }
            for file in receipt.files
        ],
        "lines": [_lost(line) for line in receipt.lost],
        "conflicts": [_waiting(one) for one in receipt.conflicts],
        "held_back": [_waiting(one) for one in receipt.waiting],
        "partial": [half_linked_json(one) for one in receipt.partial],
        "pending": receipt.pending,
        "findings": [finding_json(change) for change in receipt.findings],
    }


def _waiting(one: Waiting) -> dict[str, Json]:
    return {
        "hunk_id": one.part_id,
        "change_id": one.change_id,
        "path": one.path,
        "reason": one.reason,
    }


def _lost(line: Attributed) -> dict[str, Json]:
    lost = line.lost
    return {
        "path": lost.place.path,
        "line": lost.place.line,
        "text": lost.text,
        "fate": lost.fate,
        "to_path": None if lost.to is None else lost.to.path,
        "to_line": None if lost.to is None else lost.to.line,
        "change_id": line.change_id,
    }
