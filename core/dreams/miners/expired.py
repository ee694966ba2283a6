"""
Entries whose own words end them: valid until a day that has passed. Others' days are history.
"""

import re
from typing import Final

from core.dreams.material.draft import Draft
from core.dreams.material.entries import PROSE, Entry
from core.dreams.material.notes import DAY_MS, day, is_from_dream
from core.dreams.material.removal import removal
from core.dreams.material.testimony import Testimony, cite
from core.dreams.material.when import moment
from core.dreams.proposal import ChangeKind, Evidence, Finding

_HOLDS = (
    r"(?:valid|open|frozen|closed|blocked|allowed|forbidden|in force|effective|applies|apply|freeze"
    r"|waive[rd]?|exception|exempt\w*|on leave|away|runs?|lasts?|paused|suspended|temporar\w+"
    r"|keep\w*|leave|do not|don't|no \w+|hold)"
)
_ENDS = (
    r"(?:expires?(?: on| at)?|ends? on|lapses? on|valid to|not after|good until"
    r"|(?:remove|delete) (?:it |this )?after)"
)
_UNTIL: Final = re.compile(
    rf"(?i)\b(?:{_HOLDS}\b[^.;\n]{{0,80}}?\b(?:until|till|through|up to)|{_ENDS})"
    r" (?:and including )?(?:the )?(\d{4}-[01]\d-[0-3]\d)(?![\d-])"
)
_PAST: Final = re.compile(r"(?i)\b(?:was|were|had been|expired|ended|lapsed)\b")


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
    if _PAST.search(entry.text):
        return None
    dates = _UNTIL.findall(entry.text)
    ends = [moment(date) for date in dates]
    if not ends or any(end is None or end + DAY_MS > now for end in ends):
        return None
    # What follows another sentence may stay true for ever.
    return max(dates) if entry.text.count(". ") == 0 else None


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
