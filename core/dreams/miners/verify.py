"""
Entries that tool results confirm get a note: verified when, what was seen, by whom.

A note is written once and refreshed only by a sighting at least seven days newer. An entry of which
the newest sighting shows another value is flagged, and nothing is written.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from core.dreams.extract.fates.fates import Fate, may_state, statement_on
from core.dreams.extract.names.named import names_in
from core.dreams.extract.names.wholes import stands
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claimed import Claimed
from core.dreams.material.claims.telling import is_only_around
from core.dreams.material.memories.draft import Draft, Page
from core.dreams.material.memories.entries import Entry, Shape
from core.dreams.material.memories.logs import says_how_things_are
from core.dreams.material.memories.table_rows import Row
from core.dreams.material.memories.when import entry_time, leading_date, undated
from core.dreams.material.seeing.confirmation import Sightings
from core.dreams.material.seeing.last_days import LAST_DAY
from core.dreams.material.seeing.others import is_of_other_host
from core.dreams.material.seeing.sighting import Sighting
from core.dreams.miners.verified import age, confirmation_of, contradiction_of
from core.dreams.proposal import Finding

_CHANGE: Final = re.compile(
    r"(?i)\b(?:re(?:named|placed|tired)|moved (?:to|from|away)|no longer|any ?more|used to be"
    r"|formerly|deprecated|discontinued|shut down|withdrawn|superseded|it was \S+\))"
)
"""What is so no more is no confirmation, whatever else the line has in common with an entry."""
_ARROW: Final = re.compile(r"\s+(?:\u2192|[-=]>)\s+")
_IN_WORDS: Final = frozenset({"name", "phrase"})


def verify(draft: Draft, sightings: Sightings) -> list[Finding]:
    """One finding for each entry that was confirmed, or contradicted, since it was written."""
    claimed = Claimed(draft, sightings, by_line=True)
    entries = filter(_is_true_now, claimed.entries)
    found = [_finding(draft.page_of(entry), entry, claimed) for entry in entries]
    found += (_finding(draft.page_of(row.entry), row.entry, claimed, row) for row in claimed.rows)
    return [finding for finding in found if finding is not None]


def _is_true_now(entry: Entry) -> bool:
    """Whether an entry says how things are; what begins with a day may only tell of that day."""
    return leading_date(entry.text) is None or says_how_things_are(entry.text)


def _finding(page: Page, entry: Entry, claimed: Claimed, row: Row | None = None) -> Finding | None:
    special = claimed.special(entry)
    since = entry_time(page, _without_last_days(entry, special))
    central = claimed.central(entry)
    echoed = () if any(claim.is_measure for claim in central) else claimed.echoed(entry)
    conditions = claimed.conditions(entry)
    sightings: dict[Claim, Sequence[Sighting]] = {
        claim: claimed.seen_of(entry, claim)
        for claim in (*central, *echoed, *special)
        if not _is_label(entry.text, claim)
        # A step tells what to do; under a condition nothing in it is so.
        and (claim.is_plain or entry.shape is not Shape.STEP)
    }
    seen: dict[Claim, list[Sighting]] = {}
    for claim, every in (sightings | conditions).items():
        newer = [
            one
            for one in every
            if one.result.event.ts is not None and (since is None or one.result.event.ts > since)
        ]
        if newer:
            seen[claim] = sorted(newer, key=age)
    confirmed = [
        one for claim, found in seen.items() if claim.is_measure for one in found if one.is_same
    ]
    seen = {
        claim: [one for one in found if one.is_same or not is_of_other_host(one, confirmed)]
        for claim, found in seen.items()
    }
    seen = {claim: found for claim, found in seen.items() if found}
    # Where one claim is denied at last, the entry as a whole is not so, whatever else was seen.
    shown_as = {
        (claim.text.lower(), one.result.order)
        for claim, found in seen.items()
        for one in found
        if one.is_same and claim.kind in _IN_WORDS
    }
    denied = [
        (claim, found[-1])
        for claim, found in seen.items()
        if not found[-1].is_same
        # As a name it stands in the same answer, where words would have to be others.
        and (claim.text.lower(), found[-1].result.order) not in shown_as
    ]
    if denied:
        claim, newest = max(denied, key=lambda pair: age(pair[1]))
        is_dated = leading_date(entry.text) is not None
        return None if is_dated else contradiction_of(page, entry, claim, newest)
    same = {
        claim: [one for one in found if one.is_same and not _tells_of_change(one.cell.said)]
        for claim, found in seen.items()
    }
    shown = [one for found in same.values() for one in found]
    if is_only_around(*_seen_and_unseen(claimed.by(entry), same, shown), undated(entry.text)):
        return None
    unshown = [one.text for one in conditions if not same.get(one)]
    if not shown or (unshown and all(one.kind == "name" for one, found in same.items() if found)):
        # That a standby and its primary are named in one row does not say which of them is which.
        return None
    # An entry with two values of which one was seen is confirmed in part.
    texts = {one.text.lower() for one in shown}
    texts |= {claim.text.lower() for claim, found in same.items() if found}
    unseen = [
        one.text
        for one in claimed.by(entry)
        if (one.is_measure or (one.kind == "name" and one.is_set and " " in one.text))
        and not (same.get(one) or one.text.lower() in texts)
        and not _is_shown_beside(one, shown)
    ]
    unseen += [one for one in unshown if one.lower() not in texts]
    if row is not None:
        told = [claim.text for claim, found in same.items() if found]
        cells = (one.text.partition(": ")[2] for one in row.cells)
        unseen += [one for one in cells if not any(stands(text, one) for text in told)]
    line = page.lines[entry.end - 1].text
    return confirmation_of(entry, line, same, list(dict.fromkeys(unseen)))


def _without_last_days(entry: Entry, claims: Iterable[Claim]) -> Entry:
    """An entry without the days until which something holds: it was not written then."""
    days = [claim.text for claim in claims if claim.kind == LAST_DAY]
    lines = entry.lines
    for day in days:
        lines = tuple(line.replace(day, "") for line in lines)
    return replace(entry, lines=lines) if days else entry


def _seen_and_unseen(
    claims: Iterable[Claim], same: dict[Claim, list[Sighting]], shown: Sequence[Sighting]
) -> tuple[list[Claim], list[Claim]]:
    """The claims of an entry that were seen, and those that stand in nothing that was."""
    seen = [claim for claim, found in same.items() if found]
    unseen = [
        claim
        for claim in claims
        if claim not in seen and not any(stands(claim.text, one.cell.quote) for one in shown)
        if not _is_shown_beside(claim, shown)
    ]
    return seen, unseen


def _is_shown_beside(claim: Claim, shown: Sequence[Sighting]) -> bool:
    """Whether a name stands in the row that was seen: the quote itself shows it."""
    rows = (one.cell.record or one.cell.quote for one in shown)
    return not claim.is_measure and any(stands(claim.text, row) for row in rows)


def _is_label(text: str, claim: Claim) -> bool:
    """Whether a claim is the label of an entry, which says nothing of what stands behind it."""
    label, colon, rest = _ARROW.sub(": ", undated(text), count=1).partition(": ")
    # "E18: charging dock of cumin" gives a code to what stands behind it.
    is_code = label.strip("*` ") == claim.text and any(map(str.isdigit, claim.text))
    # `DRY_RUN=1` in front of a colon is when it is so, and not that it is set.
    is_name = not claim.is_measure or bool(claim.keys)
    is_told = is_name and bool(rest.strip()) and not is_code
    return bool(colon) and is_told and stands(claim.text, label) and not stands(claim.text, rest)


def _tells_of_change(line: str) -> bool:
    """Whether a line names what is no more: as a note it would bring the old name back."""
    if _CHANGE.search(line):
        return True
    if not may_state(line):
        return False
    told = (statement_on(name, line) for name in sorted(names_in(line)))
    return any(one is not None and one.fate is not Fate.MISSING for one in told)
