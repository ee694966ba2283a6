"""
What a verification says: a note with what was seen, or another value that stands in its place.

Pure. A note is written once and refreshed only by a sighting at least seven days newer.
"""

from collections.abc import Iterable
from typing import Final

from core.dreams.extract.names.wholes import shortened, stands
from core.dreams.extract.values.since import since_line
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.parts import (
    has_other_clauses,
    has_other_sentences,
    has_several_sentences,
    parts_of,
    sentence_with,
)
from core.dreams.material.memories.draft import Page
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.notes import (
    DAY_MS,
    verified_day,
    verified_note,
    with_note,
    without_place,
)
from core.dreams.material.memories.table_rows import row_with_note
from core.dreams.material.memories.when import moment
from core.dreams.material.seeing.literals import LITERAL
from core.dreams.material.seeing.sighting import Sighting
from core.dreams.material.testimony.beside_masks import beside_masks
from core.dreams.proposal import ChangeKind, Edit, Evidence, Finding

_REFRESH_MS: Final = 7 * DAY_MS
_MOST_EVIDENCE: Final = 5


def age(sighting: Sighting) -> tuple[int, int, bool]:
    """The newest last; of one result what denies, since that counts."""
    return sighting.result.event.ts or 0, sighting.result.order, not sighting.is_same


def confirmation_of(
    entry: Entry, line: str, seen_of: dict[Claim, list[Sighting]], unseen: list[str]
) -> Finding | None:
    """The finding that notes what was seen at a line; None where a note is new enough."""
    same = [one for found in seen_of.values() for one in found]
    # What a number shows says more than a word beside it.
    measured = [one for claim, found in seen_of.items() if claim.is_measure for one in found]
    newest = max(measured or same, key=age)
    at = newest.result.event.ts or 0
    before = verified_day(entry.said)
    if before is not None and at < (moment(before) or 0) + _REFRESH_MS:
        return None
    told = [claim.text for claim, found in seen_of.items() if found]
    in_part = bool(unseen) or has_other_sentences(entry.text, told)
    in_part = in_part or has_other_clauses(entry.text, told)
    # That a code stands where the entry says is less than all that it says of it.
    in_part = in_part or all(claim.kind == LITERAL for claim, found in seen_of.items() if found)
    # What a tool calls it does for one sentence; of several it is told which were seen.
    is_named = in_part or has_several_sentences(entry.text)
    at_last = [
        claim.text
        for claim, found in seen_of.items()
        if any(one.result.log.id == newest.result.log.id for one in found)
    ]
    part = parts_of(entry.text, at_last, unseen) if is_named else ""
    said = beside_masks(newest.cell.said, newest.text)[0] or newest.cell.said
    seen = part or sentence_with(without_place(said, newest.text), newest.text)
    note = verified_note(at, seen, newest.result.log.agent, in_part=in_part)
    is_row = entry.lines[-1] != line
    last = row_with_note(line, note) if is_row else with_note(line, note)
    ordered = sorted(same, key=lambda one: (-(one.result.event.ts or 0), -one.result.order))
    evidence = _whole(dict.fromkeys(one.evidence for one in ordered))[:_MOST_EVIDENCE]
    sessions = len({one.result.log.id for one in same})
    shown = ", ".join(dict.fromkeys(f"`{one.holds}`" for one in evidence))
    rest = f' That confirms "{seen}", and not the rest of the entry.' if in_part else ""
    title = f"{seen} ({entry.path}:{entry.start})" if in_part else shortened(entry.text)
    return Finding(
        kind=ChangeKind.VERIFY,
        title=f"Confirmed{' in part' * in_part}: {title}",
        rationale=(
            f"Tool results of {sessions} session{'s'[: sessions != 1]} show {shown}, the newest by"
            f" {newest.result.log.agent}.{rest}"
        ),
        confidence=0.7 if in_part else 0.95 if sessions > 1 else 0.9,
        evidence=evidence,
        edits=(Edit(entry.path, entry.end, (line,), (last,)),),
        scope=f"verify:{entry.path}:{entry.text[:200]}",
    )


def _whole(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each quote once, with the longest of what it is cited for: `team Heron`, not `Heron` too."""
    found: dict[tuple[str | None, str], Evidence] = {}
    for one in evidence:
        known = found.setdefault((one.event_id, one.quote), one)
        if known.holds in one.holds:
            found[one.event_id, one.quote] = one
    return tuple(found.values())


def _as_written(page: Page, entry: Entry, value: str) -> Evidence | None:
    """The line of an entry that has a value; one sign alone stands anywhere, a line with it not."""
    if len(value) > 1:
        return page.cite(entry, value)
    lines = (line.text for line in page.lines[entry.start - 1 : entry.end])
    whole = next((line.strip() for line in lines if stands(value, line)), "")
    return page.cite(entry, whole) if whole else None


def contradiction_of(page: Page, entry: Entry, claim: Claim, newest: Sighting) -> Finding:
    """The finding that names another value that was seen, and writes nothing."""
    said = _as_written(page, entry, claim.text)
    seen = newest.evidence
    sentence = shortened(sentence_with(entry.text, claim.text))
    since = since_line(newest.text, newest.result.lines)
    beside = f" with `{since}`" if since else ""
    # The store holds no such sentence before the other change is accepted.
    as_it_is = ", as another change here rewrites it," if page.is_rewritten(entry) else ""
    return Finding(
        kind=ChangeKind.VERIFY,
        title=f'Seen otherwise ({newest.text}, not {claim.text}) than in "{sentence}"',
        rationale=(
            f"A tool result shows `{newest.told}`{beside} where {entry.path}:{entry.start}"
            f"{as_it_is} says {claim.text if said is None else said.holds}; which of the two"
            " is right is left to you."
        ),
        confidence=0.6,
        evidence=(seen,) if said is None else (seen, said),
        edits=(),
        scope=f"contradicted:{entry.path}:{entry.text[:200]}",
    )
