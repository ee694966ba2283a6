"""
Memories for everything else, and the question when one of them holds too many things.

What nothing else is about may well be kept together, so that only a person can say where it goes.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from core.dreams.extract.language.words import stem
from core.dreams.material.memories.draft import Draft, Page
from core.dreams.material.memories.entries import PROSE, Entry
from core.dreams.material.memories.logs import is_log
from core.dreams.material.memories.notes import is_from_dream
from core.dreams.material.memories.sentence_lines import lines_of
from core.dreams.proposal import ChangeKind, Finding
from core.transcripts.fields import words

MOST_THINGS: Final = 12
"""Things that a memory may hold of which each is about something else."""
_SHARE: Final = 0.6
"""Of what a memory says, the part that has no word with the rest of it."""
_HEAPS: Final = words("everything misc miscellaneous others various sundry unsorted assorted rest")
_OF_ONE: Final = re.compile(r"(?i)\b(?:everything|rest|others) (?:about|on|of|for|in|around)\b")
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_MOST_LOOKED_AT: Final = 200
_MOST_EVIDENCE: Final = 4
_MOST_WORDS: Final = 4
"""Of a thing, as it is told what it is."""


def is_heap(page: Page) -> bool:
    """Whether a memory is by its name or its title for what belongs to no other one."""
    stem_of = page.path.rpartition("/")[2].removesuffix(".md")
    title = page.headings[0].text if page.headings else ""
    names = (stem_of, title if not _OF_ONE.search(title) else "")
    return any(not _HEAPS.isdisjoint(re.split(r"[^a-z]+", one.lower())) for one in names)


def heaps(draft: Draft) -> Iterator[Finding]:
    """A question for each heap that holds many things which have nothing to do with each other."""
    for page in draft.pages:
        things = _things(page) if is_heap(page) and not is_log(page) else []
        apart = _apart(things[:_MOST_LOOKED_AT]) if len(things) > MOST_THINGS else []
        if len(apart) >= max(MOST_THINGS, _SHARE * len(things)):
            yield _asked(page, things, len(apart))


def _things(page: Page) -> list[Entry]:
    prose = (one for one in page.entries if one.shape in PROSE and not is_from_dream(one.said))
    return [thing for one in prose for thing in lines_of(one)]


def _apart(things: list[Entry]) -> list[Entry]:
    """Those that have no two words with another one; none if most of them have a word."""
    said = [{stem(word.lower()) for word in _WORD.findall(one.text)} for one in things]
    counted = Counter(word for own in said for word in own)
    if 2 * max(counted.values(), default=0) > len(things):
        return []  # they are about that
    said = [{word for word in own if counted[word] <= len(things) / 4} for own in said]
    return [
        one
        for at, one in enumerate(things)
        if not any(len(said[at] & said[other]) > 1 for other in range(len(things)) if other != at)
    ]


def _asked(page: Page, things: list[Entry], apart: int) -> Finding:
    begun = [(one, " ".join(one.text.split()[:_MOST_WORDS])) for one in things[:_MOST_EVIDENCE]]
    cited = [one for thing, words in begun if (one := page.cite(thing, words)) is not None]
    shown = ", ".join(f'"{one.holds}\u2026"' for one in cited)
    return Finding(
        kind=ChangeKind.REORGANIZE,
        title=f"{page.path} is a heap of {len(things)} things",
        rationale=(
            f"It begins with {shown}; {apart} of them have nothing to do with any other one."
            " Nobody finds them there who does not know of them. Where they belong is left to you:"
            " nothing is changed."
        ),
        confidence=0.5,
        evidence=tuple(cited),
        edits=(),
        scope=f"heap:{page.path}",
    )
