"""
Until which day something holds, as an entry says it and as tools show it: `notAfter=Jan 19 ...`.

Pure. A whole day with its year stands nowhere by chance; what has it must be named all the same.
"""

import re
from collections.abc import Iterator
from typing import Final

from core.dreams.extract.language.clauses import sentences_of
from core.dreams.extract.language.lexicon import root
from core.dreams.extract.language.senses import unmarked
from core.dreams.extract.shown.cell import Cell
from core.dreams.extract.tokens import Sort, tokens
from core.dreams.extract.values.days import days_in
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.plain_facts import is_denied
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.when import leading_date, tells_of_past
from core.dreams.material.seeing.relation import Fit
from core.dreams.material.seeing.seeing import is_so
from core.dreams.material.seeing.sighting import Sighting
from core.dreams.material.testimony.testimony import Result, Testimony
from core.transcripts.fields import words

LAST_DAY: Final = "last day"
"""The kind of such a claim."""
_UNTIL: Final = re.compile(
    r"(?i)\b(?:until|till|through|up to|expires?|expiry|ends?|valid|runs? out|lapses?|last day)\b"
    r"[^.;]{0,40}\Z"
)
_ENDS: Final = frozenset(
    map(
        root,
        words("after until till expiry expires expire expiration end max last due valid to"),
    )
)
"""What the name of a last day says: `notAfter`, `valid_to`, `expires_at`."""
_NAMES: Final = frozenset({Sort.NAME, Sort.LINK, Sort.PATH, Sort.CHANNEL, Sort.TICKET})


def last_day_claims(entry: Entry) -> Iterator[Claim]:
    """The days until which something holds, if the entry names what that is."""
    title = entry.trail[-1].text if entry.trail else ""
    if leading_date(entry.text) is not None:
        return
    for sentence in sentences_of(unmarked(entry.text)):
        for day in days_in(sentence) if any(map(str.isdigit, sentence)) else ():
            is_last = _UNTIL.search(sentence[: day.start]) is not None
            names = _names_in(sentence) or _names_in(title)
            is_plain = not is_denied(sentence, sentence[day.start : day.end])
            if is_last and names and is_plain and not tells_of_past(sentence):
                said = sentence[day.start : day.end]
                yield Claim(LAST_DAY, day.iso, said, _ENDS, names, frozenset())


class LastDays:
    """The last days that the results of tools show."""

    def __init__(self, testimony: Testimony) -> None:
        self._shown: list[tuple[Result, Cell, str, str]] = []
        for result in testimony.results:
            for cell in result.cells if not result.has_failed else ():
                is_last = bool(cell.key) and not cell.is_prose and not _ENDS.isdisjoint(cell.about)
                days = list(days_in(cell.value)) if is_last else []
                if len(days) == 1:
                    (day,) = days
                    self._shown.append((result, cell, day.iso, cell.value[day.start : day.end]))

    def of(self, claim: Claim) -> tuple[Sighting, ...]:
        """Where the day of a claim was seen, or another one for all that it names; in order."""
        seen = []
        for result, cell, iso, text in self._shown:
            both = f"{result.command}\n{cell.record or result.event.body}".lower()
            named = [name for name in claim.names if name in both]
            is_same = iso == claim.norm
            if named and (is_same or len(named) == len(claim.names)) and is_so(claim, cell):
                seen.append(Sighting(result, cell, text, is_same, Fit.EXACT, is_all_said=True))
        return tuple(seen)


def _names_in(text: str) -> tuple[str, ...]:
    found = (one for one in tokens(text) if one.sort in _NAMES)
    return tuple(dict.fromkeys(one.text.lower() for one in found))
