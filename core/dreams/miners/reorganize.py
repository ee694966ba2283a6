"""
A store that is easy to find one's way in: an index that lists what is there (see `indexes`),
entries in the memory that is about them, and memories that are small.

An entry moves only when it begins with the subject of another memory in the same folder, names no
third one, and says nothing of the one it stands in. Out of a memory for everything else it moves
into any folder, if that subject stands among its first words; and what has nothing to do with its
memory (see `strays`) does so too. Nothing is reworded.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from core.dreams.material.memories.draft import Draft, Page
from core.dreams.material.memories.entries import PROSE, Entry, Heading, Shape
from core.dreams.material.memories.logs import is_log
from core.dreams.material.memories.notes import is_from_dream
from core.dreams.material.memories.removal import removal
from core.dreams.material.memories.subjects import named_in, plain, slug, subject_of
from core.dreams.material.memories.when import leading_date
from core.dreams.miners.heaps import heaps, is_heap
from core.dreams.miners.indexes import index_lines
from core.dreams.miners.strays import strays
from core.dreams.proposal import ChangeKind, Edit, Evidence, Finding
from core.transcripts.fields import words

MOST_LINES: Final = 150
MOST_CHARACTERS: Final = 15_000
"""Beyond one of these a memory is no small focused file any more."""
_LEAST_SECTIONS: Final = 3
_WORTH_MOVING: Final = 20
"""Lines of a section that is worth a memory of its own."""
_OWN_MENTIONS: Final = 2
_INTRODUCING: Final = words(
    "note notes on about for re regarding concerning the a an in of at to with hint remark fact"
)
"""What may stand before the name that an entry begins with."""
_MOST_BEFORE: Final = 3
"""Words of an entry on a heap before the name of what it is about."""
_SENTENCE_END: Final = re.compile(r"[.;:!?,](?:\s|\Z)")


def reorganize(draft: Draft) -> list[Finding]:
    """One finding for each line an index lacks or has too many, each move, each split."""
    moves = (*_moves(draft), *_moves_out(draft), *_moves_home(draft))
    return [*moves, *_splits(draft), *heaps(draft), *index_lines(draft)]


def _moves(draft: Draft) -> Iterator[Finding]:
    by_folder: dict[str, dict[str, Page]] = defaultdict(dict)
    for page in draft.pages:
        subject = subject_of(page)
        if subject is not None:
            by_folder[page.path.rpartition("/")[0]][subject] = page
    for _, subjects in sorted(by_folder.items()):
        known = frozenset(subjects)
        for own, page in sorted(subjects.items(), key=lambda one: one[1].path):
            named = [named_in(entry.text, known) for entry in page.entries]
            # A memory about a topic has entries about many things; one about a thing names it.
            if sum(own in names for names in named) < max(_OWN_MENTIONS, len(named) / 2):
                continue
            for entry, names in zip(page.entries, named, strict=True):
                is_other = len(names) == 1 and own not in names and own not in plain(entry.said)
                if is_other and _begins_with(entry, names[0]):
                    finding = _moved(draft, entry, subjects[names[0]], names[0])
                    if finding is not None:
                        yield finding


def _moves_out(draft: Draft) -> Iterator[Finding]:
    """Entries of a memory for everything else that are about something which has one of its own."""
    heaps = [page for page in draft.pages if is_heap(page)]
    subjects: dict[str, list[Page]] = defaultdict(list)
    for page in draft.pages if heaps else ():
        subject = subject_of(page)
        if subject is not None and page not in heaps and not is_log(page):
            subjects[subject].append(page)
    known = frozenset(subjects)
    for page in heaps:
        for entry in page.entries:
            names = named_in(entry.text, known)
            if len(names) != 1 or len(subjects[names[0]]) > 1 or leading_date(entry.text):
                continue
            before = plain(entry.text).partition(names[0])[0]
            if len(before.split()) <= _MOST_BEFORE and not _SENTENCE_END.search(before):
                finding = _moved(draft, entry, subjects[names[0]][0], names[0])
                if finding is not None:
                    yield finding


def _moves_home(draft: Draft) -> Iterator[Finding]:
    """Entries that begin with what another memory is about, where nothing else is about it."""
    for one in strays(draft):
        finding = _moved(draft, one.entry, one.home, one.name)
        if finding is not None:
            yield finding


def _begins_with(entry: Entry, subject: str) -> bool:
    """Whether an entry begins with a name, or says at once that it is about it."""
    before, _, _ = plain(entry.text).partition(subject)
    return all(word.strip(".,:;()*") in _INTRODUCING for word in before.split())


def _moved(draft: Draft, entry: Entry, other: Page, subject: str) -> Finding | None:
    held = re.search(re.escape(subject), entry.text, re.IGNORECASE)
    cited = draft.page_of(entry).cite(entry, held[0]) if held else None
    if cited is None or entry.shape not in PROSE or is_from_dream(entry.said):
        return None
    last = next((one for one in reversed(other.entries) if one.shape in PROSE), None)
    if last is None:
        return None
    return Finding(
        kind=ChangeKind.REORGANIZE,
        title=f"An entry of {entry.path} is about {cited.holds} and belongs into {other.path}",
        rationale=(
            f"The entry at {entry.path}:{entry.start} speaks of {subject} alone, and {other.path}"
            " is the memory about that."
        ),
        confidence=0.7,
        evidence=(cited,),
        edits=(*removal(draft, [entry]), Edit(other.path, last.end + 1, (), _fitted(entry, last))),
        scope=f"move:{entry.path}:{entry.text[:200]}",
    )


def _fitted(entry: Entry, neighbour: Entry) -> tuple[str, ...]:
    """The lines of an entry in the shape of those that it will stand behind."""
    if entry.shape is neighbour.shape:
        return entry.lines if entry.shape is Shape.ITEM else ("", *entry.lines)
    if neighbour.shape is Shape.ITEM:
        first, *more = entry.lines
        marker = neighbour.marker
        return (marker + first, *(" " * len(marker) + line for line in more))
    first, *more = entry.lines
    return ("", first[len(entry.marker) :], *(line.strip() for line in more))


def _splits(draft: Draft) -> Iterator[Finding]:
    for page in draft.pages:
        size = sum(len(text) + 1 for text in page.texts)
        if len(page.lines) <= MOST_LINES and size <= MOST_CHARACTERS:
            continue
        sections = _sections(page)
        if len(sections) >= _LEAST_SECTIONS:
            yield _split(draft, page, sections)


def _sections(page: Page) -> list[tuple[Heading, int]]:
    """The second-level sections that are worth it, each with its last line."""
    headings = [one for one in page.headings if one.level <= 2]
    if not headings:
        return []
    ends = [*(one.line - 1 for one in headings[1:]), len(page.lines)]
    return [
        (heading, end)
        for heading, end in zip(headings, ends, strict=True)
        if heading.level == 2 and heading.text and end - heading.line >= _WORTH_MOVING
    ]


def _split(draft: Draft, page: Page, sections: list[tuple[Heading, int]]) -> Finding:
    stem = page.path.removesuffix(".md")
    edits: list[Edit] = []
    evidence: list[Evidence] = []
    taken = set(draft.by_path)
    for heading, end in sections:
        path = _free(f"{stem}/{slug(heading.text)}", taken)
        taken.add(path)
        old = page.texts[heading.line - 1 : end]
        kept = list(old[1:])
        while kept and not kept[-1].strip():
            kept.pop()
        edits.append(Edit(path, 1, (), (f"# {heading.text}", *kept)))
        edits.append(Edit(page.path, heading.line, tuple(old), (f"- {path} - {heading.text}",)))
        origin = page.lines[heading.line - 1].origin
        if origin is not None:
            evidence.append(Evidence(old[0].strip(), heading.text, f"{page.path}:{origin}"))
    return Finding(
        kind=ChangeKind.REORGANIZE,
        title=f"{page.path} has outgrown one memory ({len(page.lines)} lines)",
        rationale=f"{len(sections)} of its sections get a memory each; nothing is reworded.",
        confidence=0.6,
        evidence=tuple(evidence),
        edits=tuple(edits),
        scope=f"split:{page.path}",
    )


def _free(path: str, taken: set[str]) -> str:
    number = 1
    found = f"{path}.md"
    while found in taken:
        number += 1
        found = f"{path}-{number}.md"
    return found
