"""
Entries whose own words end them: valid until a day that has passed. Others' days are history.
"""

import re
from typing import Final

from core.dreams.extract.clauses import sentences_of
from core.dreams.material.draft import Draft
from core.dreams.material.entries import PROSE, Entry
from core.dreams.material.notes import DAY_MS, day, is_from_dream
from core.dreams.material.removal import removal
from core.dreams.material.testimony import Testimony, cite
from core.dreams.material.when import leading_date, moment, tells_of_past
from core.dreams.proposal import ChangeKind, Evidence, Finding

_UNTIL: Final = re.compile(
    r"(?i)(?:\b(?:until|till|through|up to|as long as it is before)"
    r"|\b(?:expires?|ends?|lapses?|runs? out|stops?|is over)(?: on| at| by| after)?"
    r"|\b(?:valid|open|good|allowed|frozen) (?:to|until|through)|\bnot after|\blast day(?: is|:)?"
    r"|\b(?:remove|delete|drop) (?:it |this )?after"
    r"|\b(?:nothing|nobody|no \w+|not|never|don't|frozen|freeze|closed)\b[^.;\n]{0,60} before"
    r"|\bfrom \d{4}-[01]\d-[0-3]\d (?:to|until|through)|\bbetween \d{4}-[01]\d-[0-3]\d and)"
    r" (?:and including )?(?:the )?(\d{4}-[01]\d-[0-3]\d)(?![\d-])"
)


def expired(draft: Draft, testimony: Testimony) -> list[Finding]:
    """One finding for each entry that says of itself that it is over by now."""
    newest = max(
        (
            (event.ts, log.id, event.id)
            for log in testimony.sessions
            for event in log.events
            if event.ts is not None
        ),
        default=None,
    )
    if newest is None:
        return []
    found = []
    for entry in draft.entries:
        if entry.shape in PROSE and not is_from_dream(entry.said):
            date = _over(entry, newest[0])
            if date is not None:
                found.append(_finding(draft, entry, date, newest[0], _clock(testimony, *newest)))
    return found


def _over(entry: Entry, now: int) -> str | None:
    """The day until which an entry was true, if that is over."""
    if leading_date(entry.text) is not None or tells_of_past(entry.text):
        return None
    dates = _UNTIL.findall(entry.text)
    ends = [moment(date) for date in dates]
    if not ends or any(end is None or end + DAY_MS > now for end in ends):
        return None
    # What follows in another sentence may stay true for ever.
    return max(dates) if len(sentences_of(entry.text)) == 1 else None


def _clock(testimony: Testimony, _ts: int, session: str, event_id: str) -> Evidence | None:
    """The newest event, as evidence of what day it is, if it says so itself."""
    for log in testimony.sessions:
        if log.id == session:
            for event in log.events:
                if event.id == event_id and event.ts is not None:
                    today = day(event.ts)
                    return cite(log, event, today, today) if today in event.body else None
    return None


def _finding(draft: Draft, entry: Entry, date: str, now: int, clock: Evidence | None) -> Finding:
    base = draft.page_of(entry).cite(entry, date)
    return Finding(
        kind=ChangeKind.REMOVE_STALE,
        title=f"Over since {date} (today is {day(now)}): {_short(entry.text)}",
        rationale=f"It holds until {date} by its own words; the newest event is of {day(now)}.",
        confidence=0.85,
        evidence=tuple(one for one in (base, clock) if one is not None),
        edits=tuple(removal(draft, [entry])),
        scope=f"expired:{entry.path}:{entry.text[:200]}",
    )


def _short(text: str, most: int = 100) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
