"""
Taking entries out of the working copy without leaving a mess: empty sections, double blank lines,
and memories in which nothing is left.

Pure.
"""

from collections import defaultdict
from collections.abc import Iterable

from core.dreams.material.memories.draft import Draft, Page
from core.dreams.material.memories.entries import Entry, Heading
from core.dreams.proposal import Edit


def removal(draft: Draft, entries: Iterable[Entry]) -> list[Edit]:
    """The edits that take these entries out, with the headings that then stand above nothing."""
    by_path: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_path[entry.path].append(entry)
    edits: list[Edit] = []
    for path in sorted(by_path):
        page = draft.by_path[path]
        gone = _gone(page, by_path[path])
        if all(line in gone or not text.strip() for line, text in enumerate(page.texts, 1)):
            edits.append(Edit(path, 1, page.texts, (), is_whole_file=True))
        else:
            edits += _runs(page, gone)
    return edits


def _gone(page: Page, entries: list[Entry]) -> set[int]:
    """The lines that leave, from 1."""
    gone = {line for entry in entries for line in range(entry.start, entry.end + 1)}
    for heading in _left_empty(page, entries):
        gone.add(heading.line)
    texts = page.texts
    for entry in sorted(entries, key=lambda one: one.start):
        after = entry.end + 1
        before = entry.start - 1
        blank_after = after > len(texts) or not texts[after - 1].strip()
        while before in gone or (
            before >= 1 and before - 1 in gone and not texts[before - 1].strip()
        ):
            before -= 1
        blank_before = before >= 1 and not texts[before - 1].strip()
        if blank_after and blank_before and before not in gone:
            gone.add(after if after <= len(texts) else before)
    return gone


def _left_empty(page: Page, entries: list[Entry]) -> list[Heading]:
    """Headings below the title under which nothing is left."""
    leaving = {entry.key for entry in entries}
    staying = [entry for entry in page.entries if entry.key not in leaving]
    above = {heading.line for entry in staying for heading in entry.trail}
    used = {heading.line for entry in entries for heading in entry.trail}
    return [
        heading
        for heading in page.headings
        if heading.level > 1 and heading.line in used and heading.line not in above
    ]


def _runs(page: Page, gone: set[int]) -> list[Edit]:
    edits: list[Edit] = []
    run: list[int] = []
    for line in [*sorted(gone), -1]:
        if run and line != run[-1] + 1:
            old = tuple(page.texts[number - 1] for number in run)
            edits.append(Edit(page.path, run[0], old, ()))
            run = []
        run.append(line)
    return edits
