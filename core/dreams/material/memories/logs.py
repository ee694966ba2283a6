"""
Memories that tell what happened day by day. Pure.

What is true for long has no place in them, and two of their entries contradict each other no more
than two days do.
"""

import re
from collections import Counter
from typing import Final

from core.dreams.material.memories.becoming import tells_what_is
from core.dreams.material.memories.draft import Draft, Page
from core.dreams.material.memories.entries import Heading
from core.dreams.material.memories.when import leading_date, tells_of_past, undated

_LEAST_DAYS: Final = 3
_LONG: Final = 8
"""Days of a log of which only what is not told as past may be true for long."""
_CHRONICLE: Final = 40
"""Days of a log in which nothing else is looked for."""
_LONGEST_DATE: Final = 12
_STATE: Final = re.compile(
    r"(?i)\b(?:is|are|has|have|may|must|can|needs?|belongs?|costs?|listens?|holds?|runs?|uses?"
    r"|takes?|gives?|keeps?|accepts?|allows?|stays?|goes|go)\b"
    r"|\b[a-z]{3,}s (?:at|every|from|within|up to|above|below) (?:about )?\d"
)
_GIVEN: Final = re.compile(r"\S(?::| =| ->) \S|\w{3,}=\w")
_RELEASE: Final = re.compile(
    r"(?i)(?:version |release )?\[?(?:v?\d+\.\d+[\w.+-]*|\d{8})\]?(?:\([^()]*\))?"
    r"(?:[ ,:\u2013-]+\(?\w[\w ,./-]*\)?)?"
)
"""A heading that names a release, and at most its day."""
_VARYING: Final = re.compile(r"(?<![\w-])[\w-]*\d[\w.:-]*")


def is_log(page: Page) -> bool:
    """Whether most entries of a memory begin with a day."""
    dated = sum(leading_date(entry.text) is not None for entry in page.entries)
    return dated >= _LEAST_DAYS and 2 * dated > len(page.entries)


def _changes_of(page: Page) -> frozenset[tuple[str, int]]:
    """The entries of a list of changes: what is under the versions of which each brought some."""
    told = [entry for entry in page.entries if any(map(_is_release, entry.trail))]
    releases = {heading for entry in told for heading in entry.trail if _is_release(heading)}
    return frozenset(entry.key for entry in told if len(releases) >= _LEAST_DAYS)


def _is_release(heading: Heading) -> bool:
    return _RELEASE.fullmatch(heading.text) is not None


def reports_of(draft: Draft) -> frozenset[tuple[str, int]]:
    """
    The entries of logs that tell what happened, each on its day or in its release, by their keys.

    What else stands in a short log, such as a setting that somebody wrote down with the day, may be
    true for long.
    """
    logs = [page for page in draft.pages if is_log(page)]
    dated = {
        page.path: [entry for entry in page.entries if leading_date(entry.text) is not None]
        for page in logs
    }
    counted = Counter(line_form(entry.text) for entries in dated.values() for entry in entries)
    told = frozenset(
        entry.key
        for entries in dated.values()
        for entry in entries
        if len(entries) >= _CHRONICLE
        or (len(entries) >= _LONG and _is_all_past(entry.text))
        or counted[line_form(entry.text)] >= _LEAST_DAYS
        or not (says_how_things_are(entry.text) or tells_what_is(entry.text))
    )
    return told.union(*map(_changes_of, draft.pages))


def _is_all_past(text: str) -> bool:
    """Whether a text tells of what was, and in no clause which value something has."""
    return tells_of_past(undated(text)) and not tells_what_is(text)


def says_how_things_are(text: str) -> bool:
    """Whether a text has a verb of state, or is a name with its value."""
    return _STATE.search(text) is not None or _GIVEN.search(text[_LONGEST_DATE:]) is not None


def line_form(text: str) -> str:
    """A line with its numbers and days left out, as a diary may have it every day."""
    return _VARYING.sub("0", text.lower())


def logs_of(draft: Draft) -> frozenset[str]:
    """The paths of the logs."""
    return frozenset(page.path for page in draft.pages if is_log(page))
