"""
What a word that begins a sentence may name, and one in capitals: `Nagios watches the hosts.`

Any word has a capital there, and any abbreviation has several, so that these are only asked about.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from core.dreams.extract.fates.fates import Fate
from core.dreams.extract.language.words import CALENDAR, JOINING
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import PROSE, Entry
from core.dreams.material.memories.notes import is_from_dream
from core.dreams.material.testimony.concerned import concerned_of, here_of
from core.dreams.material.testimony.statements import Statements
from core.dreams.miners.asking import asking_told
from core.dreams.miners.passing import evidence_of
from core.dreams.proposal import Finding

_OPENS: Final = re.compile(
    r"(?:\A\W{0,4}|(?<=[.!?] ))[A-Z][a-z]{3,20}(?=(?: (?:on|in|at) [\w.-]+)? (?:is|was|has"
    r"|[a-z]{2,12}s)\b(?! (?:and|or)\b))|(?<![\w/.:@#-])[A-Z]{3,8}(?![\w/@-]|\.\w)"
)
_MARKS: Final = "-*>#([`'\"_ \t"
_MOST_TOLD_OF: Final = 20
"""Results that speak of what may be a name."""


def told_of_openings(
    draft: Draft, known: Collection[str], taken: Collection[tuple[str, int]], statements: Statements
) -> Iterator[Finding]:
    """
    A question for each such name of which a result says that it was replaced or is gone.

    Args:
        draft: The working copy.
        known: The names that are looked for anyway.
        taken: The keys of entries that something is found about already.
        statements: What results say.
    """
    for name, entries in sorted(_opening(draft, known, statements).items()):
        free = [one for one in entries if one.key not in taken]
        finding = _told_of(draft, name, free, statements)
        if finding is not None:
            yield finding


def _opening(
    draft: Draft, known: Collection[str], statements: Statements
) -> dict[str, list[Entry]]:
    """The entries by the word with which a sentence of theirs begins, where that may be a name."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in draft.entries:
        if entry.shape in PROSE and not is_from_dream(entry.said):
            for word in {match[0].lstrip(_MARKS) for match in _OPENS.finditer(entry.text)}:
                if word not in known and word.lower() not in JOINING | CALENDAR:
                    found[word].append(entry)
    # What every second result speaks of is no name.
    return {
        word: entries
        for word, entries in found.items()
        if 0 < len(statements.testimony.places_of([word])) <= _MOST_TOLD_OF
    }


def _told_of(
    draft: Draft, name: str, entries: Sequence[Entry], statements: Statements
) -> Finding | None:
    """What a result says became of it, if it is the thing that the entries name."""
    heard = [
        one
        for one in statements.on(name)
        if one.statement.fate is not Fate.MISSING and name in one.statement.line
    ]
    concerned = here_of(draft, heard[-1], concerned_of(draft, heard[-1], entries)) if heard else []
    if not concerned or statements.shows_later(name, heard[-1]):
        return None
    return asking_told(draft, heard[-1].statement, concerned, evidence_of(heard[-1:]))
