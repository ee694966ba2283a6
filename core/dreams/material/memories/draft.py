"""
The working copy of a dream: the pinned store as it becomes while miners change it.

Every line knows the base line it is, or the findings that made it. So miners run one after the
other, each on what the last one left, and at the end everything is told in terms of the base:
findings that touched each other's lines have become one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from core.dreams.inputs import BaseFile
from core.dreams.material.memories.cutting import entries_of, headings_of, lines_of
from core.dreams.material.memories.entries import Entry, Heading
from core.dreams.proposal import Edit, Evidence, Finding


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the working copy."""

    text: str
    origin: int | None
    """The line of the base that it is, from 1; None for one that a finding brought."""
    owner: int | None
    """The finding that brought it."""
    time: int | None
    """
    As `BaseFile.line_times`; a rewritten line has that of the lines whose place it took, and one
    that was added has the time of the dream.
    """


@dataclass(frozen=True)
class Page:
    """One memory of the working copy."""

    path: str
    lines: tuple[Line, ...]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The texts of the lines."""
        return tuple(line.text for line in self.lines)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Its entries, in order."""
        return tuple(entries_of(self.path, self.texts))

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Its headings, in order."""
        return tuple(headings_of(self.path, self.texts))

    def cite(self, entry: Entry, holds: str) -> Evidence | None:
        """The line of an entry that holds a text, as evidence; None if no base line does."""
        for line in self.lines[entry.start - 1 : entry.end]:
            if line.origin is not None and holds in line.text:
                return Evidence(line.text.strip(), holds, f"{self.path}:{line.origin}")
        return None

    def is_rewritten(self, entry: Entry) -> bool:
        """Whether an entry reads as it does because of what the dream found."""
        return any(line.owner is not None for line in self.lines[entry.start - 1 : entry.end])


@dataclass(frozen=True)
class Draft:
    """The working copy: its memories by path."""

    pages: tuple[Page, ...]

    @cached_property
    def by_path(self) -> dict[str, Page]:
        """The memories by their paths."""
        return {page.path: page for page in self.pages}

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, by path and line."""
        return tuple(entry for page in self.pages for entry in page.entries)

    def page_of(self, entry: Entry) -> Page:
        """The memory that an entry stands in."""
        return self.by_path[entry.path]


def draft_of(files: Iterable[BaseFile]) -> Draft:
    """The working copy as it begins: the base itself."""
    return Draft(
        tuple(
            Page(
                file.path,
                tuple(
                    Line(text, number, None, time)
                    for number, (text, time) in enumerate(
                        zip(lines_of(file.text), _times(file), strict=True), 1
                    )
                ),
            )
            for file in sorted(files, key=lambda file: file.path)
        )
    )


def _times(file: BaseFile) -> Sequence[int | None]:
    """One time for each line, whether or not the final LF was counted as one more."""
    count = len(lines_of(file.text))
    times = file.line_times[:count]
    return (*times, *(None,) * (count - len(times)))


class Overlap(ValueError):
    """Two edits of one finding touch the same line, or an edit does not fit the text."""


def changed(draft: Draft, finding: Finding, number: int, now: int | None) -> Draft:
    """
    The working copy with the edits of a finding, whose lines count in the working copy.

    Raises:
        Overlap: The edits do not fit.
    """
    pages = dict(draft.by_path)
    by_path: dict[str, list[Edit]] = {}
    for edit in finding.edits:
        by_path.setdefault(edit.path, []).append(edit)
    for path, edits in by_path.items():
        page = pages.pop(path, None) or Page(path, ())
        if any(edit.is_whole_file for edit in edits):
            continue
        lines = list(page.lines)
        last = len(lines) + 1
        for edit in sorted(edits, key=lambda edit: (edit.old_start, bool(edit.old_lines)))[::-1]:
            start, end = edit.old_start - 1, edit.old_start - 1 + len(edit.old_lines)
            found = tuple(line.text for line in lines[start:end])
            if end > last - 1 or found != edit.old_lines:
                raise Overlap(f"{path}:{edit.old_start} does not read as the finding says.")
            last = edit.old_start
            time = _latest(lines[start:end]) if edit.old_lines else now
            lines[start:end] = [Line(text, None, number, time) for text in edit.new_lines]
        pages[path] = replace(page, lines=tuple(lines))
    return Draft(tuple(pages[path] for path in sorted(pages)))


def _latest(lines: Iterable[Line]) -> int | None:
    return max((line.time for line in lines if line.time is not None), default=None)
