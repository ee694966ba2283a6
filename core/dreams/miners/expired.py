"""
Entries whose own words end them: valid until a day that has passed. Others' days are history.

What comes next on a day that has passed is over too; what else such an entry says may go on, so
that only asks, and so does a day without its year. Of a table only the cell leaves.
"""

from collections.abc import Iterator
from dataclasses import replace

from core.dreams.extract.names.wholes import shortened
from core.dreams.extract.values.until import (
    Over,
    announced_day,
    calls_last,
    last_day,
    without_states,
)
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import PROSE, Entry, Shape
from core.dreams.material.memories.notes import DAY_MS, day, is_from_dream
from core.dreams.material.memories.removal import removal
from core.dreams.material.memories.when import leading_date, moment, tells_of_past
from core.dreams.material.testimony.testimony import Testimony, cite
from core.dreams.proposal import ChangeKind, Edit, Evidence, Finding


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
    found: list[Finding] = []
    for entry in draft.entries:
        if is_from_dream(entry.said):
            continue
        if entry.shape is Shape.TABLE:
            found += _in_rows(draft, entry, newest[0])
        elif entry.shape in PROSE:
            over = _over(entry.text, newest[0])
            due = _announced(entry.text, newest[0]) if over is None else None
            if over is not None and over.is_all:
                found.append(_finding(draft, entry, over, newest[0], _clock(testimony, *newest)))
            elif over is not None:
                found.append(_asked(draft, entry, over, newest[0], "Perhaps over since"))
            elif due is not None:
                found.append(_asked(draft, entry, due, newest[0], "Was to be on"))
    return found


def _announced(text: str, now: int) -> Over | None:
    """The day of what a text says comes next, if that is over."""
    found = announced_day(text) if leading_date(text) is None else None
    return found if found is not None and _is_past(found.day, now) else None


def _over(text: str, now: int) -> Over | None:
    """The day until which a text was true, if that is over."""
    if leading_date(text) is not None and not calls_last(text):
        return None
    found = last_day(text, day(now))
    if found is None or not _is_past(found.day, now) or tells_of_past(without_states(text)):
        return None
    return found


def _is_past(date: str, now: int) -> bool:
    end = moment(date)
    return end is not None and end + DAY_MS <= now


def _in_rows(draft: Draft, table: Entry, now: int) -> Iterator[Finding]:
    """The cells of a table that say of themselves that they are over; the row stays."""
    for at, line in enumerate(table.lines):
        cells = line.split("|")
        for place, cell in enumerate(cells[2:-1], start=2):
            over = _over(cell.strip(), now)
            if over is not None:
                row = replace(table, start=table.start + at, lines=(line,))
                # A row that says nothing else would say that it is so for ever.
                has_more = any(one.strip() for one in (*cells[2:place], *cells[place + 1 : -1]))
                if over.is_all and has_more:
                    cut = "|".join((*cells[:place], " ", *cells[place + 1 :]))
                    edit = Edit(table.path, row.start, (line,), (cut,))
                    yield _finding(draft, row, over, now, None, (edit,))
                else:
                    yield _asked(draft, row, over, now, "Perhaps over since")
                break


def _clock(testimony: Testimony, _ts: int, session: str, event_id: str) -> Evidence | None:
    """The newest event, as evidence of what day it is, if it says so itself."""
    for log in testimony.sessions:
        if log.id == session:
            for event in log.events:
                if event.id == event_id and event.ts is not None:
                    today = day(event.ts)
                    return cite(log, event, today, today) if today in event.body else None
    return None


def _asked(draft: Draft, entry: Entry, due: Over, now: int, how: str) -> Finding:
    base = draft.page_of(entry).cite(entry, due.written)
    return Finding(
        kind=ChangeKind.REMOVE_STALE,
        title=f"{how} {due.day} (today is {day(now)}): {shortened(entry.text)}",
        rationale=(
            f"It names {due.written} as a day that is over: the newest event is of {day(now)}."
            " What else it says may still be so: nothing is changed, you decide."
        ),
        confidence=0.6,
        evidence=() if base is None else (base,),
        edits=(),
        scope=f"announced:{entry.path}:{entry.text[:200]}",
    )


def _finding(
    draft: Draft,
    entry: Entry,
    over: Over,
    now: int,
    clock: Evidence | None,
    edits: tuple[Edit, ...] = (),
) -> Finding:
    date = over.day
    base = draft.page_of(entry).cite(entry, over.written)
    return Finding(
        kind=ChangeKind.REMOVE_STALE,
        title=f"Over since {date} (today is {day(now)}): {shortened(entry.text)}",
        rationale=f"It holds until {date} by its own words; the newest event is of {day(now)}.",
        confidence=0.85,
        evidence=tuple(one for one in (base, clock) if one is not None),
        edits=edits or tuple(removal(draft, [entry])),
        scope=f"expired:{entry.path}:{entry.text[:200]}",
    )
