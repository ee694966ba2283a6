"""
What proposals do to the entries of a case: computed from the texts before and after. Pure.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.dreams.bench.edits import Applied, applied, lines_of
from core.dreams.bench.markdown import statements, words
from core.dreams.bench.truth import Case, Entry
from core.dreams.proposal import Edit, Finding


class Store:
    """A case's store, ready to be asked about entries."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.texts = {file.path: file.text for file in case.inputs.files}
        self.entries = {entry.id: entry for entry in case.entries}
        self._at: dict[tuple[str, int], Entry] = {}
        self._by_path: dict[str, list[Entry]] = defaultdict(list)
        for entry in case.entries:
            self._by_path[entry.path].append(entry)
            for line in range(entry.start, entry.start + len(entry.lines)):
                self._at[entry.path, line] = entry

    def at(self, path: str, line: int) -> str | None:
        """The id of the entry that stands on a line."""
        entry = self._at.get((path, line))
        return None if entry is None else entry.id

    def in_file(self, path: str) -> Sequence[Entry]:
        """The entries of a file."""
        return self._by_path.get(path, ())

    def after(self, edits: Iterable[Edit]) -> "After":
        """The store as edits leave it."""
        return After(self, applied(self.texts, edits))


class After:
    """The store as some edits leave it."""

    def __init__(self, store: Store, result: Applied) -> None:
        self.store = store
        self.texts = result.texts
        self.broken = result.broken
        before = store.texts
        self.changed = {path for path, text in self.texts.items() if before.get(path) != text}
        self.deleted = before.keys() - self.texts.keys()
        self._new = [
            text for path in sorted(self.changed) for text in _statements(self.texts[path])
        ]
        self._lines = {path: Counter(lines_of(self.texts[path])) for path in self.changed}

    @property
    def new_statements(self) -> Sequence[str]:
        """The statements of the changed files."""
        return self._new

    def stands_in(self, entry: Entry) -> str | None:
        """The path where an entry still stands with all that it says; None if nowhere."""
        if entry.path in self.texts and entry.path not in self.changed:
            return entry.path
        for path in sorted(self.changed, key=lambda path: path != entry.path):
            if all(self._lines[path][line] for line in entry.lines):
                return path
        needed = words(entry.text)
        for path in sorted(self.changed, key=lambda path: path != entry.path):
            if any(needed <= words(one) for one in _statements(self.texts[path])):
                return path
        return None

    def lost(self) -> frozenset[str]:
        """The entries that stand nowhere any more as they were."""
        touched = self.changed | self.deleted
        return frozenset(
            entry.id
            for path in touched
            for entry in self.store.in_file(path)
            if self.stands_in(entry) is None
        )


def _statements(text: str) -> list[str]:
    return [" ".join(part.strip() for part in lines) for _, lines in statements(text)]


@dataclass(frozen=True, slots=True)
class Effect:
    """One proposal by what it does."""

    finding: Finding
    after: After
    touched: frozenset[str]
    """Entries whose lines are taken away or rewritten."""
    cited: frozenset[str]
    """Entries that stand as evidence."""
    lost: frozenset[str]
    written: str
    """All new lines."""
    events: frozenset[str]

    @property
    def writes(self) -> bool:
        """Whether it changes anything."""
        return bool(self.finding.edits)


def effect_of(finding: Finding, store: Store) -> Effect:
    """What one proposal would do if it was the only one that is accepted."""
    after = store.after(finding.edits)
    touched = {
        entry
        for edit in finding.edits
        for line in _really_old(edit)
        if (entry := store.at(edit.path, line)) is not None
    }
    cited = set()
    for one in finding.evidence:
        if one.event_id is None:
            path, _, line = one.source.rpartition(":")
            entry = store.at(path, int(line)) if line.isdigit() else None
            cited |= {entry} if entry is not None else set()
    return Effect(
        finding=finding,
        after=after,
        touched=frozenset(touched),
        cited=frozenset(cited),
        lost=after.lost(),
        written="\n".join(line for edit in finding.edits for line in _really_new(edit)),
        events=frozenset(one.event_id for one in finding.evidence if one.event_id is not None),
    )


def _really_new(edit: Edit) -> list[str]:
    old = Counter(edit.old_lines)
    new = []
    for line in edit.new_lines:
        if old[line]:
            old[line] -= 1
        else:
            new.append(line)
    return new


def _really_old(edit: Edit) -> list[int]:
    new = Counter(edit.new_lines)
    old = []
    for number, line in enumerate(edit.old_lines, start=edit.old_start):
        if new[line]:
            new[line] -= 1
        else:
            old.append(number)
    return old
