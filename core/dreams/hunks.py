"""
From findings to a proposal: wishes cut into hunks of which any subset can be accepted.

Pure. A hunk is one block of consecutive changed lines. What one change does to neighbouring lines
is one hunk, what two changes do is two; no base line is in two hunks, and no hunk stands inside
another one, or findings are refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from core.dreams.blocks import (
    Block,
    WrongFinding,
    begun_within,
    blocks_of,
    edits_of,
    joined,
    same_lines,
)
from core.dreams.lines import Lines, lines_of
from core.dreams.naming import changes_of
from core.dreams.proposal import BaseText, Finding, Hunk, Op, Proposal
from core.errors import InvalidRequest
from core.paths import check_path, overlap


class FindingsOverlap(InvalidRequest):
    """Two findings want the same lines, or the same file, for different things."""

    def __init__(self, path: str, line: int | None, titles: Sequence[str]) -> None:
        where = path if line is None else f"{path} line {line}"
        both = " and ".join(repr(title) for title in dict.fromkeys(titles))
        super().__init__(f"{where} cannot be changed as wished by {both}; leave one of them out.")
        self.path = path
        self.line = line


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """A file of the base as hunks are cut from it."""

    text: str
    version_id: str | None
    content_sha256: str


def propose(
    store_id: str, seq: int, files: Mapping[str, PinnedFile], findings: Sequence[Finding]
) -> Proposal:
    """
    The proposal that consists of these findings, in their order.

    Raises:
        FindingsOverlap: Two of them cannot be accepted independently of each other.
        WrongFinding: One does not fit the base.
        InvalidRequest: A path breaks a rule.
    """
    base = {path: lines_of(file.text) for path, file in files.items()}
    whole = _whole_file_hunks(base, findings)
    blocks = blocks_of(base, findings)
    _refuse_mixed(files, findings, whole, blocks)
    hunks = [*whole]
    for path, found in groupby(sorted(blocks, key=lambda block: block.path), lambda b: b.path):
        op = Op.MODIFY if path in base else Op.CREATE
        hunks += _hunks_of_file(path, op, list(found), findings)
    by_finding: dict[int, list[Hunk]] = {}
    for finding, hunk in hunks:
        by_finding.setdefault(finding, []).append(hunk)
    changes = changes_of(findings, by_finding)
    touched = {hunk.old_path or hunk.path for _, hunk in hunks}
    cited = {
        one.source.rpartition(":")[0]
        for finding in findings
        for one in finding.evidence
        if one.event_id is None
    }
    return Proposal(
        store_id,
        seq,
        changes,
        tuple(
            BaseText(path, files[path].content_sha256, files[path].version_id)
            for path in sorted((touched | cited) & files.keys())
        ),
    )


# Files as a whole


def _whole_file_hunks(
    base: Mapping[str, Lines], findings: Sequence[Finding]
) -> list[tuple[int, Hunk]]:
    hunks = []
    for number, edit in edits_of(findings):
        if not edit.is_whole_file and edit.rename_to is None:
            continue
        if edit.path not in base:
            raise WrongFinding(f"There is no {edit.path} in the store that the dream read.")
        if edit.rename_to is None:
            old = base[edit.path].lines
            if not same_lines(old, edit.old_lines):
                raise WrongFinding(f"A finding deletes {edit.path} without knowing its lines.")
            hunk = _hunk(Op.DELETE, edit.path, None, 1, old, 1, ())
        else:
            target = check_path(edit.rename_to)
            hunk = _hunk(Op.RENAME, target, edit.path, 1, (), 1, ())
        hunks.append((number, hunk))
    return hunks


def _refuse_mixed(
    files: Mapping[str, PinnedFile],
    findings: Sequence[Finding],
    whole: Sequence[tuple[int, Hunk]],
    blocks: Sequence[Block],
) -> None:
    """A file is deleted or moved once, and nothing else happens to one that is deleted."""
    owners: dict[str, int] = {}
    gone: set[str] = set()
    for number, hunk in whole:
        path = hunk.old_path or hunk.path
        if path in owners:
            raise FindingsOverlap(
                path, None, [findings[owners[path]].title, findings[number].title]
            )
        owners[path] = number
        if hunk.op is Op.DELETE:
            gone.add(path)
    for block in blocks:
        if block.path in gone:
            both = [findings[owners[block.path]].title, findings[block.finding].title]
            raise FindingsOverlap(block.path, block.start, both)
    # Whatever is accepted, a new path must be free: also one that only another change would leave.
    created = {block.path: block.finding for block in blocks if block.path not in files}
    for number, hunk in whole:
        if hunk.op is Op.RENAME:
            if hunk.path in files or hunk.path in created:
                other = created.get(hunk.path, number)
                both = [findings[number].title, findings[other].title]
                raise FindingsOverlap(hunk.path, None, both)
            created[hunk.path] = number
    inner = overlap([*files, *created])
    if inner is not None:
        wishes = [
            findings[number].title
            for path, number in created.items()
            if path == inner or path.startswith(f"{inner}/")
        ]
        raise FindingsOverlap(inner, None, wishes)


# Lines


def _hunks_of_file(
    path: str, op: Op, blocks: list[Block], findings: Sequence[Finding]
) -> list[tuple[int, Hunk]]:
    # Stable: what stands at one place keeps the order of the findings.
    blocks.sort(key=lambda block: (block.start, bool(block.old), block.finding, block.number))
    for before, after in begun_within(blocks):
        if after.start < before.end:
            both = [findings[before.finding].title, findings[after.finding].title]
            raise FindingsOverlap(path, after.start, both)
    hunks: list[tuple[int, Hunk]] = []
    shift = 0
    for block in joined(blocks):
        hunk = _hunk(op, path, None, block.start, block.old, block.start + shift, block.new)
        hunks.append((block.finding, hunk))
        shift += len(block.new) - len(block.old)
    return hunks


def _hunk(
    op: Op,
    path: str,
    old_path: str | None,
    old_start: int,
    old: tuple[str, ...],
    new_start: int,
    new: tuple[str, ...],
) -> Hunk:
    return Hunk("", "", op, path, old_path, old_start, old, new_start, new)
