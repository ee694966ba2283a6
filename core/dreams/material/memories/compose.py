"""
What miners found on the working copy, told as findings about the pinned base.

Pure. A finding that changed lines of an earlier one is joined to it: the reviewer sees one
decision, and one line of the base belongs to one finding at most.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from core.dreams.extract.names.wholes import stands
from core.dreams.material.memories.draft import Draft, Line, Overlap, changed
from core.dreams.material.memories.joining import joined
from core.dreams.material.testimony.readable import shown_legibly
from core.dreams.proposal import ChangeKind, Edit, Finding


@dataclass(slots=True)
class Composer:
    """The working copy, and everything found on it so far."""

    base: Draft
    now: int | None
    draft: Draft = field(init=False)
    _findings: list[Finding] = field(default_factory=list)
    _parents: list[int] = field(default_factory=list)
    _removed: dict[tuple[str, int], int] = field(default_factory=dict)
    """By base line: the finding that took it out."""
    _asked: set[tuple[ChangeKind, str]] = field(default_factory=set)
    _deleted: dict[str, int] = field(default_factory=dict)
    _following: set[int] = field(default_factory=set)
    """Findings that only follow from another one's deletion of a memory."""

    def __post_init__(self) -> None:
        self.draft = self.base

    @property
    def count(self) -> int:
        """How many findings there are so far."""
        return len(self._findings)

    def take(self, findings: Iterable[Finding]) -> int:
        """
        Apply what one miner found on the working copy; how many changed it.

        A miner's own findings do not overlap; one that does, all the same, is left for the next
        round, as its lines are no longer what it saw.
        """
        before = self.draft
        touched: set[tuple[str, int]] = set()
        applied = 0
        for wished in findings:
            finding = shown_legibly(wished)
            if wished.evidence and not finding.evidence:
                continue  # nothing of it can be quoted
            if not finding.edits:
                self._asks(finding)
            elif not _overlaps(finding, touched):
                applied += self._apply(finding, before)
        return applied

    def result(self) -> list[Finding]:
        """Everything, in terms of the base."""
        edits = self._edits()
        groups: dict[int, list[int]] = {}
        for number in range(len(self._findings)):
            groups.setdefault(self._root(number), []).append(number)
        told = []
        for members in groups.values():
            leading = [number for number in members if number not in self._following]
            follow = [number for number in members if number in self._following]
            found = [self._findings[number] for number in (*leading, *follow)]
            own = tuple(edit for number in members for edit in edits.get(number, ()))
            if own or not any(one.edits for one in found):
                told.append(joined(found, len(follow), tuple(sorted(own, key=_place))))
        return told

    def _asks(self, finding: Finding) -> None:
        # Asked again in every round, and told once.
        if (finding.kind, finding.scope) not in self._asked:
            self._asked.add((finding.kind, finding.scope))
            self._findings.append(finding)
            self._parents.append(len(self._parents))

    def _apply(self, finding: Finding, seen: Draft) -> bool:
        """Apply a finding whose lines count in `seen`, after others that counted there too."""
        number = len(self._findings)
        moved = tuple(self._of_a_part(self._moved(edit, seen)) for edit in finding.edits)
        try:
            after = changed(self.draft, replace(finding, edits=moved), number, self.now)
        except Overlap:
            return False
        self._findings.append(finding)
        self._parents.append(number)
        # What it left to the reviewer is told by it, and not asked again.
        self._asked.add((finding.kind, finding.scope))
        for edit in moved:
            page = self.draft.by_path.get(edit.path)
            lines = page.lines if page else ()
            if edit.is_whole_file:
                self._deleted[edit.path] = number
            for line in lines[edit.old_start - 1 : edit.old_start - 1 + len(edit.old_lines)]:
                if line.origin is not None:
                    self._removed[edit.path, line.origin] = number
                elif line.owner is not None:
                    self._join(line.owner, number)
            self._join_named(edit, number)
        self.draft = after
        return True

    def _join_named(self, edit: Edit, number: int) -> None:
        # A line that names a memory which a finding brings makes no sense without it. Others that
        # add to that memory stay decisions of their own.
        for path, page in self.draft.by_path.items():
            if path in self.base.by_path or path == edit.path:
                continue
            # An index may name it by its folder or without one.
            name = path.rpartition("/")[2]
            if any(stands(name, text) for text in edit.new_lines):
                owner = next((line.owner for line in page.lines if line.owner is not None), None)
                if owner is not None:
                    self._join(owner, number)
        # Nor does it without the memory that it names, once a finding deletes that one.
        for path, owner in self._deleted.items():
            name = path.rpartition("/")[2]
            if path != edit.path and any(stands(name, text) for text in edit.old_lines):
                self._join(owner, number)
                if self._findings[number].kind is ChangeKind.REORGANIZE:
                    self._following.add(number)

    def _of_a_part(self, edit: Edit) -> Edit:
        """The deletion of a memory that others changed only takes its lines: theirs may stay."""
        if not edit.is_whole_file or self.draft.by_path.get(edit.path) == self.base.by_path.get(
            edit.path
        ):
            return edit
        return replace(edit, is_whole_file=False)

    def _moved(self, edit: Edit, seen: Draft) -> Edit:
        """An edit that counts in `seen`, counted in the working copy as it is now."""
        old, new = seen.by_path.get(edit.path), self.draft.by_path.get(edit.path)
        if old is None and new is not None and edit.path not in self.base.by_path:
            # Another finding began the file meanwhile: its heading stands there already.
            own = _without_heading(edit.new_lines, new.texts)
            return replace(edit, old_start=len(new.lines) + 1, new_lines=own)
        if old is None or new is None or old is new:
            return edit
        at = edit.old_start - 1
        if at < len(old.lines):
            anchor = old.lines[at]
            for place, line in enumerate(new.lines):
                if line is anchor:
                    return replace(edit, old_start=place + 1)
            if edit.old_lines:
                return edit
        for back in range(min(at, len(old.lines)) - 1, -1, -1):
            for place, line in enumerate(new.lines):
                if line is old.lines[back]:
                    return replace(edit, old_start=place + 2)
        return replace(edit, old_start=1)

    def _edits(self) -> dict[int, list[Edit]]:
        """The edits of each finding, from the base to the working copy."""
        found: dict[int, list[Edit]] = {}
        for path, page in self.base.by_path.items():
            after = self.draft.by_path.get(path)
            if after is None:
                whole = Edit(path, 1, page.texts, (), is_whole_file=True)
                found.setdefault(self._deleted[path], []).append(whole)
                continue
            for number, edit in self._edits_of(path, page.lines, after.lines):
                found.setdefault(number, []).append(edit)
        for path, page in self.draft.by_path.items():
            if path not in self.base.by_path:
                for number, edit in self._insertions(path, 1, page.lines):
                    found.setdefault(number, []).append(edit)
        return found

    def _edits_of(
        self, path: str, base: Sequence[Line], after: Sequence[Line]
    ) -> Iterable[tuple[int, Edit]]:
        survivors = [(line.origin, place) for place, line in enumerate(after) if line.origin]
        bounds = [(0, -1), *survivors, (len(base) + 1, len(after))]
        for (old, new), (old_next, new_next) in pairwise(bounds):
            gone = base[old : old_next - 1]
            yield from self._gap(path, old + 1, gone, after[new + 1 : new_next])

    def _gap(
        self, path: str, start: int, gone: Sequence[Line], come: Sequence[Line]
    ) -> Iterable[tuple[int, Edit]]:
        """What happened between two lines that stayed."""
        new = [(self._root(owner), [line.text for line in lines]) for owner, lines in _runs(come)]
        at = start
        for root, run in groupby(
            gone, lambda line: self._root(self._removed[path, line.origin or 0])
        ):
            old = tuple(line.text for line in run)
            place = next((i for i, (owner, _) in enumerate(new) if owner == root), None)
            for owner, texts in new[: place or 0]:
                yield owner, Edit(path, at, (), tuple(texts))
            texts = [] if place is None else new[place][1]
            if place is not None:
                new = new[place + 1 :]
            yield root, Edit(path, at, old, tuple(texts))
            at += len(old)
        for owner, texts in new:
            yield owner, Edit(path, at, (), tuple(texts))

    def _insertions(self, path: str, at: int, lines: Sequence[Line]) -> Iterable[tuple[int, Edit]]:
        for owner, run in _runs(lines):
            yield self._root(owner), Edit(path, at, (), tuple(line.text for line in run))

    def _join(self, first: int, second: int) -> None:
        first, second = sorted((self._root(first), self._root(second)))
        self._parents[second] = first

    def _root(self, number: int) -> int:
        while self._parents[number] != number:
            number = self._parents[number]
        return number


def _without_heading(lines: Sequence[str], present: Sequence[str]) -> tuple[str, ...]:
    same = 0
    while same < min(len(lines), len(present)) and lines[same] == present[same]:
        same += 1
    return tuple(lines[same:])


def _runs(lines: Iterable[Line]) -> list[tuple[int, list[Line]]]:
    return [
        (owner, list(run))
        for owner, run in groupby(lines, lambda line: line.owner)
        if owner is not None
    ]


def _overlaps(finding: Finding, touched: set[tuple[str, int]]) -> bool:
    """Whether another finding of the same miner has one of these lines; if not, they are taken."""
    own = {
        (edit.path, edit.old_start + offset)
        for edit in finding.edits
        for offset in range(len(edit.old_lines))
    }
    if own & touched:
        return True
    touched |= own
    return False


def _place(edit: Edit) -> tuple[str, int, bool]:
    return edit.path, edit.old_start, bool(edit.old_lines)
