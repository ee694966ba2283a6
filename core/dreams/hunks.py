"""
From findings to a proposal: wishes cut into hunks of which any subset can be accepted.

Pure. A hunk is one block of consecutive changed lines. What one change does to neighbouring lines
is one hunk, what two changes do is two; no base line is in two hunks, and no hunk stands inside
another one, or findings are refused.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from core.align import align
from core.dreams.lines import Lines, has_crlf, lines_of
from core.dreams.proposal import BaseText, Change, Edit, Finding, Hunk, Op, Proposal
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


class WrongFinding(InvalidRequest):
    """A finding speaks of lines or files that the pinned base does not have."""


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """A file of the base as hunks are cut from it."""

    text: str
    version_id: str | None
    content_sha256: str


@dataclass(frozen=True, slots=True)
class _Block:
    """Changed lines of one wish, without unchanged ones around or in them."""

    finding: int
    number: int
    path: str
    start: int
    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.old)


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
    blocks = _blocks(base, findings)
    _refuse_mixed(files, findings, whole, blocks)
    hunks = [*whole]
    for path, found in groupby(sorted(blocks, key=lambda block: block.path), lambda b: b.path):
        op = Op.MODIFY if path in base else Op.CREATE
        hunks += _hunks_of_file(path, op, list(found), findings)
    by_finding: dict[int, list[Hunk]] = {}
    for finding, hunk in hunks:
        by_finding.setdefault(finding, []).append(hunk)
    changes = _changes(findings, by_finding)
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


def hunk_order(hunk: Hunk) -> tuple[str, int, bool]:
    """Where a hunk stands among those of its change; insertions before what they stand above."""
    return hunk.path, hunk.old_start, bool(hunk.old_lines)


# Files as a whole


def _whole_file_hunks(
    base: Mapping[str, Lines], findings: Sequence[Finding]
) -> list[tuple[int, Hunk]]:
    hunks = []
    for number, edit in _edits(findings):
        if not edit.is_whole_file and edit.rename_to is None:
            continue
        if edit.path not in base:
            raise WrongFinding(f"There is no {edit.path} in the store that the dream read.")
        if edit.rename_to is None:
            old = base[edit.path].lines
            if edit.old_lines != old:
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
    blocks: Sequence[_Block],
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


def _edits(findings: Sequence[Finding]) -> Iterator[tuple[int, Edit]]:
    for number, finding in enumerate(findings):
        for edit in finding.edits:
            yield number, edit


def _blocks(base: Mapping[str, Lines], findings: Sequence[Finding]) -> list[_Block]:
    blocks: list[_Block] = []
    for number, edit in _edits(findings):
        if edit.is_whole_file or edit.rename_to is not None:
            continue
        check_path(edit.path)
        lines = base.get(edit.path, Lines(())).lines
        first = edit.old_start - 1
        old = lines[first : first + len(edit.old_lines)]
        if first < 0 or first > len(lines) or not _same_lines(old, edit.old_lines):
            raise WrongFinding(
                f"{edit.path} does not have the lines at {edit.old_start} that a finding changes."
            )
        new = _with_line_ends(lines, edit.new_lines)
        for part in align(old, new).blocks:
            blocks.append(
                _Block(
                    number,
                    len(blocks),
                    edit.path,
                    edit.old_start + part.old_start,
                    old[part.old_start : part.old_end],
                    new[part.new_start : part.new_end],
                )
            )
    return blocks


def _same_lines(old: Sequence[str], said: Sequence[str]) -> bool:
    # A dreamer may think of lines without the CR that ends them.
    return [line.removesuffix("\r") for line in old] == [line.removesuffix("\r") for line in said]


def _with_line_ends(lines: Sequence[str], new: Iterable[str]) -> tuple[str, ...]:
    new = tuple(new)
    for line in new:
        if "\n" in line:
            raise WrongFinding("A line of a finding holds a line end; give each line by itself.")
    if not has_crlf(lines):
        return new
    return tuple(line if line.endswith("\r") else f"{line}\r" for line in new)


def _hunks_of_file(
    path: str, op: Op, blocks: list[_Block], findings: Sequence[Finding]
) -> list[tuple[int, Hunk]]:
    # Stable: what stands at one place keeps the order of the findings.
    blocks.sort(key=lambda block: (block.start, bool(block.old), block.finding, block.number))
    for before, after in _pairs(blocks):
        if after.start < before.end:
            both = [findings[before.finding].title, findings[after.finding].title]
            raise FindingsOverlap(path, after.start, both)
    hunks: list[tuple[int, Hunk]] = []
    shift = 0
    for block in _joined(blocks):
        hunk = _hunk(op, path, None, block.start, block.old, block.start + shift, block.new)
        hunks.append((block.finding, hunk))
        shift += len(block.new) - len(block.old)
    return hunks


def _pairs(blocks: list[_Block]) -> Iterator[tuple[_Block, _Block]]:
    """Each block with those that begin before it ends."""
    open_block: _Block | None = None
    for block in blocks:
        if open_block is not None:
            yield open_block, block
        if open_block is None or block.end > open_block.end:
            open_block = block


def _joined(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """What one finding does to neighbouring lines, as one block."""
    last: _Block | None = None
    for block in blocks:
        if last is not None and last.finding == block.finding and last.end == block.start:
            last = replace(last, old=last.old + block.old, new=last.new + block.new)
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last


# Changes and their ids


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


def _changes(
    findings: Sequence[Finding], by_finding: Mapping[int, list[Hunk]]
) -> tuple[Change, ...]:
    taken: Counter[str] = Counter()
    changes = []
    for number, finding in enumerate(findings):
        hunks = []
        for hunk in sorted(by_finding.get(number, ()), key=hunk_order):
            key = _key(
                hunk.op,
                hunk.path,
                hunk.old_path,
                hunk.old_start,
                hunk.old_lines,
                hunk.new_lines,
            )
            hunks.append(replace(hunk, id=_unique(taken, f"hunk_{key}")))
        named = [hunk.id for hunk in hunks] or [finding.title]
        change_id = _unique(taken, f"change_{_key(finding.kind, finding.scope, named)}")
        changes.append(
            Change(
                change_id,
                finding.kind,
                finding.title,
                finding.rationale,
                finding.confidence,
                finding.evidence,
                tuple(replace(hunk, change_id=change_id) for hunk in hunks),
                finding.scope,
            )
        )
    return tuple(changes)


def _key(*parts: object) -> str:
    document = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(document.encode()).hexdigest()[:16]


def _unique(taken: "Counter[str]", key: str) -> str:
    # Two changes may insert the same line at the same place.
    taken[key] += 1
    return key if taken[key] == 1 else f"{key}-{taken[key]}"
