"""
Where a new entry belongs: the memory that speaks most about its subject, else one of its own.

Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.dreams.extract.language.clauses import reading
from core.dreams.material.memories.draft import Draft, Page
from core.dreams.material.memories.entries import Shape
from core.dreams.material.memories.logs import is_log
from core.dreams.proposal import Edit

_OFTEN: Final = 5
"""Mentions beyond which a memory does not get closer to a subject."""
_INDEXES: Final = frozenset({"index", "readme", "memory", "_index"})


@dataclass(frozen=True, slots=True)
class NewFile:
    """A memory of its own, for what belongs to no other."""

    path: str
    title: str


def addition(draft: Draft, text: str, subjects: Sequence[str], new: NewFile) -> tuple[Edit, ...]:
    """
    The edit that adds an entry where its subject is spoken of.

    Several findings may each begin the same new file; its title is kept once.
    """
    page = _closest(draft, subjects) or draft.by_path.get(new.path)
    if page is None:
        return (Edit(new.path, 1, (), (f"# {new.title}", "", f"- {text}")),)
    items = [entry for entry in page.entries if entry.shape is Shape.ITEM]
    if items:
        last = items[-1]
        bullet = last.marker.strip()[:1] or "-"
        return (Edit(page.path, last.end + 1, (), (f"{bullet} {text}",)),)
    end = len(page.lines) + 1
    blank = ("",) if page.lines and page.texts[-1].strip() else ()
    return (Edit(page.path, end, (), (*blank, f"- {text}")),)


def _closest(draft: Draft, subjects: Sequence[str]) -> Page | None:
    wanted = [subject.lower() for subject in subjects]
    best: tuple[int, str] | None = None
    for page in draft.pages:
        score = _score(page, wanted)
        if score and (best is None or (-score, page.path) < best):
            best = (-score, page.path)
    return draft.by_path[best[1]] if best is not None else None


def _score(page: Page, wanted: Sequence[str]) -> int:
    stem = page.path.rpartition("/")[2].removesuffix(".md").lower()
    if stem in _INDEXES or is_log(page):
        return 0
    title = " ".join(heading.text for entry in page.entries[:1] for heading in entry.trail).lower()
    score = 0
    for subject in wanted:
        named = sum(1 for entry in page.entries if _speaks_of(entry.text, subject))
        score += min(named, _OFTEN) + _OFTEN * (subject in {stem, title})
    return score


def _speaks_of(text: str, subject: str) -> bool:
    """Whether an entry names a subject; a plain word, as `read` or `edit`, is one in backquotes."""
    low = text.lower()
    # `read` is no `read_only`, and `make lint` is of `make`.
    is_named = any(f"`{subject}{end}" in low for end in "` ")
    return is_named or (not subject.isalpha() and subject in reading(text).bag)
