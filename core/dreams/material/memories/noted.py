"""
What somebody noted with the day in front, though it is true for long: `2026-11-12: it closes at 1`.

Pure. The day only says when that was written down, so such an entry may say the same as one without
a day. What happened then is history, and so is what holds for that day or week alone: neither is
ever the same as anything without its day.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from core.dreams.extract.fates.doubts import (
    is_guessed,
    is_hedged,
    is_of_present,
    is_passing,
    is_unsure,
    works_in,
)
from core.dreams.extract.language.facts import form_of
from core.dreams.extract.language.roles import Role, roles_of
from core.dreams.extract.language.senses import senses
from core.dreams.extract.values.figures import in_figures
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import PROSE, Entry
from core.dreams.material.memories.logs import line_form, says_how_things_are
from core.dreams.material.memories.notes import noted_days
from core.dreams.material.memories.when import leading_date, tells_of_past, undated
from core.dreams.material.sameness.merging import tells_first

_LONG: Final = 8
"""Days of a diary in which every line is a report of its day."""
_IRREGULAR: Final = (
    r"(?:made|lost|left|put|cut|found|gave|given|broke|wrote|sent|held|told|paid|bought|sold|saw"
    r"|knew|grew|drove|chose|froze|spoke|wore|tore|drew|threw|fell|rose|built|spent|led|fed|met"
    r"|brought|thought|heard|taught|caught|stood|felt|said|became|ate|rode|shook|won|dug|hung"
    r"|stuck|sank|blew|burnt|hit|swapped)"
)
_PAST: Final = re.compile(
    rf"(?i)(?<!that )(?<!which )(?<!who )(?<!is )(?<!are )(?<!be )(?<!been )(?<!being )(?<!to )"
    rf"(?<!must )(?<!not )(?<!never )\b(?!\A){_IRREGULAR}\b(?!-)"
)
"""What stands first is an order: `Put it into the box`."""
_PERFECT: Final = re.compile(
    r"(?i)(?<!that )(?<!which )(?<!who )(?<!must )(?<!should )(?<!may )(?<!to )(?<!can )"
    r"\b(?:has|have|'ve) (?:(?:just|already|now|not|also|finally|been|all|both) ){0,3}"
    rf"(?:\w{{2,}}(?:ed|en|wn)|{_IRREGULAR}|gone|come|run|set|shut|shrunk|sunk|begun)\b"
)
"""`Ada has given back her key`; `a reel that has shrunk` is any such reel."""
_OF_THEN: Final = re.compile(
    r"(?i)\b(?:tomorrow|yesterday|currently|again|just now|not yet"
    r"|(?:this|next|last) (?:morning|afternoon|evening|night|week\w*|month|year|time|shift|season"
    r"|\w+day)|(?:on|for) (?:this|that) \w+|(?:mon|tues|wednes|thurs|fri|satur|sun)day on"
    r"|(?<!every )(?<!each )(?:mon|tues|wednes|thurs|fri|satur|sun)day(?! (?:morning|noon|after"
    r"|even|night)\w*s\b)"
    r"|until|till|exceptionally|instead|this once|once more|for (?:a|one|two|\d+) \w+"
    r"|(?:due|owing) to|because of|on account of|on test)\b"
)
"""What holds for a while; without its day nobody knows for which."""
_WORD: Final = re.compile(r"[a-z]{3,}")
_SAID: Final = re.compile(
    r"(?i)\?|\b(?:seems?|according to|says|asks|claims|thinks"
    r"|(?:is|are) to (?!be\b)\w+|will be|planned|proposal|suggests?|wants? to)\b"
)
"""What somebody says, asks or expects is not yet so."""
_RESTRICTED: Final = (is_passing, is_of_present, works_in, is_hedged, is_unsure, is_guessed)
"""What is asked of a text that may not be so for good, or not for sure."""
_BARE: Final = re.compile(
    r"[*_\W]{0,4}\d{4}-\d\d-\d\d[*_ ]{0,3}[:,\u2013\u2014-]?[*_ ]{0,4}(?=[\w`'\"])"
)
"""A day and nothing else in front: no time, nobody who wrote it, no second day."""
_ORDER: Final = re.compile(
    r"(?i)(?:\A|[.;:,] )\W{0,3}(?:never|always|do not|don't|please|no\b|only\b)"
    r"|\b(?:every|each|always|never|whenever|mondays|tuesdays|wednesdays|thursdays|fridays"
    r"|saturdays|sundays|(?:mon|tues|wednes|thurs|fri|satur|sun)day (?:morning|afternoon|evening"
    r"|night)s)\b"
)
"""A rule or what comes again, which needs no verb of state."""


@dataclass(frozen=True, slots=True)
class Noted:
    """Entries whose day only says when they were written down."""

    plain: Mapping[tuple[str, int], Entry]
    """They are so without it, by their keys."""
    in_logs: Mapping[tuple[str, int], Entry]
    """Those that stand in a long diary, from which nothing is taken out."""

    def of(self, entry: Entry) -> Entry:
        """An entry without such a day."""
        return self.plain.get(entry.key, entry)

    def pairs(self, first: Entry, second: Entry) -> Iterator[tuple[Entry, Entry]]:
        """
        Two entries as they are to be compared: as they stand, and without the day of one.

        Where both have a day, each may be the report of its own.
        """
        yield first, second
        one, other = (leading_date(entry.text) for entry in (first, second))
        if (one is None) == (other is None):
            return
        led, free = (second, first) if one is None else (first, second)
        days = noted_days(free.said)
        is_noted = led.key in self.plain and (not days or days == {one or other})
        if is_noted and _says_no_more(self.of(led), free):
            yield self.of(first), self.of(second)


def _says_no_more(noted: Entry, other: Entry) -> bool:
    """
    Whether what was noted on a day has no restriction of its own, and the same bounds.

    `It closes at 4 while the lift is out of order` holds for then, and `it holds 400` may have been
    read off what holds `at most 400`.
    """
    bounds = [
        frozenset().union(*(sense.bounds for sense in senses(in_figures(entry.text))))
        for entry in (noted, other)
    ]
    return bounds[0] == bounds[1] and tells_first(other, noted)


def noted_in(draft: Draft) -> Noted:
    """
    The entries of a draft that state for long what they say with a day.

    Of a line that a diary has more than once, with other values, each is a reading of its day.
    """
    dated: dict[str, list[Entry]] = defaultdict(list)
    for entry in draft.entries:
        if entry.shape in PROSE and leading_date(entry.text) is not None:
            dated[entry.path].append(entry)
    plain: dict[tuple[str, int], Entry] = {}
    in_logs: dict[tuple[str, int], Entry] = {}
    for entries in dated.values():
        counted = Counter(line_form(entry.text) for entry in entries)
        found = plain if len(entries) < _LONG else in_logs
        for entry in entries:
            if counted[line_form(entry.text)] == 1 and states_for_long(entry.text):
                found[entry.key] = _without_day(entry)
    return Noted(plain, in_logs)


def states_for_long(text: str, *, is_titled: bool = False) -> bool:
    """
    Whether a text that begins with a day tells how something is, and not what happened.

    Args:
        text: The text.
        is_titled: It says what something is by what stands in front of it: `list of users: x`.
    """
    said = undated(text)
    bare = _BARE.match(text)
    if bare is None or text[bare.end() :] != said or said[:1].isdigit():
        return False
    is_of_then = tells_of_past(said) or any(
        pattern.search(said) for pattern in (_PAST, _PERFECT, _OF_THEN, _SAID)
    )
    if is_of_then or any(asked(said) for asked in _RESTRICTED):
        return False
    is_state = is_titled or says_how_things_are(text) or _ORDER.search(said) is not None
    return is_state or _has_verb(said)


def _has_verb(text: str) -> bool:
    """Whether a text says what something does: `the bay of hall 4 closes at 16:00`."""
    roles = roles_of(text)
    return any(
        word.endswith("s") and roles.get(form_of(word)) is Role.VERB
        for word in _WORD.findall(text.lower())
    )


def _without_day(entry: Entry) -> Entry:
    first, *rest = entry.lines
    said = undated(first[len(entry.marker) :])
    return replace(entry, lines=(entry.marker + said, *rest))
