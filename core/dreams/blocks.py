"""
What findings do to lines, as blocks: changed lines of one finding without unchanged ones in them.

Pure. Here it is checked that a finding knows the lines it changes; whether two may stand beside
each other is decided in `hunks`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from core.dreams.lines import Lines, fitted
from core.dreams.proposal import Edit, Finding
from core.errors import InvalidRequest
from core.paths import check_path
from core.texts.align import align


class WrongFinding(InvalidRequest):
    """A finding speaks of lines or files that the pinned base does not have."""


@dataclass(frozen=True, slots=True)
class Block:
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


def edits_of(findings: Sequence[Finding]) -> Iterator[tuple[int, Edit]]:
    """Every edit, with the number of its finding."""
    for number, finding in enumerate(findings):
        for edit in finding.edits:
            yield number, edit


def blocks_of(base: Mapping[str, Lines], findings: Sequence[Finding]) -> list[Block]:
    """
    The blocks that all findings change in files that stay.

    Raises:
        WrongFinding: One does not fit the base.
    """
    blocks: list[Block] = []
    for number, edit in edits_of(findings):
        if edit.is_whole_file or edit.rename_to is not None:
            continue
        check_path(edit.path)
        lines = base.get(edit.path, Lines(())).lines
        first = edit.old_start - 1
        old = lines[first : first + len(edit.old_lines)]
        if first < 0 or first > len(lines) or not same_lines(old, edit.old_lines):
            raise WrongFinding(
                f"{edit.path} does not have the lines at {edit.old_start} that a finding changes."
            )
        new = fitted(old, _checked(edit.new_lines), _beside(lines, first))
        for part in align(old, new).blocks:
            blocks.append(
                Block(
                    number,
                    len(blocks),
                    edit.path,
                    edit.old_start + part.old_start,
                    old[part.old_start : part.old_end],
                    new[part.new_start : part.new_end],
                )
            )
    return blocks


def same_lines(old: Sequence[str], said: Sequence[str]) -> bool:
    """Whether a finding knows these lines; it may think of them with or without their CR."""
    return [line.rstrip("\r") for line in old] == [line.rstrip("\r") for line in said]


def _checked(new: Sequence[str]) -> Sequence[str]:
    if any("\n" in line for line in new):
        raise WrongFinding("A line of a finding holds a line end; give each line by itself.")
    return new


def _beside(lines: Sequence[str], at: int) -> str:
    """The line that says how one ends that comes here: that above, or else that below."""
    return next(iter(lines[max(at - 1, 0) : at + 1]), "")


def begun_within(blocks: list[Block]) -> Iterator[tuple[Block, Block]]:
    """Each block with those that begin before it ends."""
    open_block: Block | None = None
    for block in blocks:
        if open_block is not None:
            yield open_block, block
        if open_block is None or block.end > open_block.end:
            open_block = block


def joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """What one finding does to neighbouring lines, as one block."""
    last: Block | None = None
    for block in blocks:
        if last is not None and last.finding == block.finding and last.end == block.start:
            last = replace(last, old=last.old + block.old, new=last.new + block.new)
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last
