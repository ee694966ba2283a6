"""
Two entries that give one subject different values: the newer one wins if transcripts support it.

Where nothing supports either, both stay and the change asks. What happened twice is no
contradiction: entries that each report their own day are history.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from core.dreams.extract.language.clauses import reading
from core.dreams.extract.language.senses import content_of, senses
from core.dreams.extract.names.wholes import shortened
from core.dreams.extract.tokens import Sort
from core.dreams.material.claims.backing import (
    are_shown_as_one,
    shown_against,
    shown_alone,
    shown_instead,
    support_of,
)
from core.dreams.material.claims.bounds import are_crossed_alike
from core.dreams.material.claims.claimed import Claimed
from core.dreams.material.claims.clashes import Clash, clashes
from core.dreams.material.claims.narrowed_alike import is_of_another_case
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import Entry, Shape
from core.dreams.material.memories.removal import removal
from core.dreams.material.memories.when import entry_time, leading_date, undated
from core.dreams.material.sameness.restricted import passes_first
from core.dreams.material.seeing.confirmation import Sightings
from core.dreams.material.seeing.sighting import Sighting
from core.dreams.proposal import ChangeKind, Edit, Evidence, Finding

_WORD: Final = re.compile(r"[^\W_][\w./-]*\w")
_MARKER: Final = re.compile(r"\s*\d{1,9}[.)]\s")
_CLAUSE: Final = re.compile(r"[,;:] |(?<=[.!?]) ")
_SERIES: Final = 6
"""Entries that differ in one value; more are a series and no settings."""
_MOST_EVIDENCE: Final = 4
_MOST_QUESTIONS: Final = 100
"""More than a person answers in one review; what is settled is not counted."""


def contradictions(draft: Draft, sightings: Sightings) -> list[Finding]:
    """One finding for each entry that lost to a newer one, and one for each open question."""
    found: list[Finding] = []
    open_: list[Clash] = []
    claimed = Claimed(draft, sightings, by_line=True)
    lost: set[tuple[str, int]] = set()
    for clash in clashes(draft, claimed):
        if clash.older.key in lost or clash.newer.key in lost:
            continue
        finding, loser = _settled(draft, clash, claimed)
        if finding is not None and loser is not None:
            found.append(finding)
            lost.add(loser.key)
        else:
            open_.append(clash)
    rest = [one for one in open_ if one.older.key not in lost and one.newer.key not in lost]
    questions = [_question(draft, group, claimed) for group in _grouped(rest)]
    return [*found, *[one for one in questions if one is not None][:_MOST_QUESTIONS]]


def _settled(draft: Draft, clash: Clash, claimed: Claimed) -> tuple[Finding | None, Entry | None]:
    """What to do about a clash, and the entry that leaves or changes; nothing if nobody knows."""
    old = support_of(clash.older, clash.old, clash.newer, clash.new, claimed)
    new = support_of(clash.newer, clash.new, clash.older, clash.old, claimed)
    if clash.is_sure and clash.has_order and not old and not new:
        new = shown_alone(clash, claimed)
    if not clash.has_order and old and not new:
        clash = replace(clash, older=clash.newer, newer=clash.older, old=clash.new, new=clash.old)
        old, new = new, old
    only_value = False
    if not clash.is_sure and clash.has_order:
        instead = shown_instead(clash, claimed)
        if not instead:
            instead = shown_against(clash, claimed)
            # Where the newer entry may be about more, only its value is what is shown.
            only_value = not are_shown_as_one(clash, claimed)
        if instead:
            clash, old, new = replace(clash, is_sure=True), [], instead
    if not clash.is_sure or not new or (old and _newest(old) >= _newest(new)):
        return None, None
    if _is_narrower(clash, new, claimed) or not _may_take_its_place(clash):
        return None, None
    if passes_first(clash.newer.text, clash.older.text):
        # When it is over, nobody would know what is so for good.
        return None, None
    supported = new[-_MOST_EVIDENCE:]
    evidence: list[Evidence | None] = [one.evidence for one in reversed(supported)]
    evidence += [_cited(draft, clash.newer, clash.new), _cited(draft, clash.older, clash.old)]
    sessions = len({one.result.log.id for one in new})
    shown = ", ".join(dict.fromkeys(f"`{one.told}`" for one in reversed(supported)))
    edits = _edits(draft, clash, only_value=only_value)
    if not edits:
        return None, None
    return (
        Finding(
            kind=ChangeKind.RESOLVE_CONTRADICTION,
            title=(
                f"It is {_held(clash.newer, clash.new)} and no longer"
                f" {_held(clash.older, clash.old)}: {shortened(undated(clash.newer.text))}"
            ),
            rationale=(
                f"{clash.older.path}:{clash.older.start} says {clash.old}, the newer"
                f" {clash.newer.path}:{clash.newer.start} says {clash.new}, and tool results"
                f" of {sessions} session{'s'[: sessions != 1]} show {shown}."
            ),
            confidence=0.95 if sessions > 1 else 0.85,
            evidence=tuple(dict.fromkeys(one for one in evidence if one is not None)),
            edits=tuple(edits),
            scope=f"contradiction:{_about(clash.newer, clash.old)}",
        ),
        clash.older,
    )


def _may_take_its_place(clash: Clash) -> bool:
    """
    Whether the newer value may stand where the older one does.

    "Enough for ships over 147 m" is not overtaken by the longest ship, nor `ext. 6411` by a word
    in the place of what is cut short there.
    """
    is_cut_short = re.search(rf"\b{re.escape(clash.old)}\.? \d", clash.older.text) is not None
    texts = clash.older.text, clash.old, clash.newer.text, clash.new
    is_word = clash.old.isalpha()
    return are_crossed_alike(*texts) and not (is_cut_short and is_word)


def _is_narrower(clash: Clash, seen: Sequence[Sighting], claimed: Claimed) -> bool:
    """Whether the older entry tells of a case or a part that nothing of the newer one tells of."""
    old = [claim for claim in claimed.by(clash.older) if claim.text == clash.old]
    new = [claim for claim in claimed.by(clash.newer) if claim.text == clash.new]
    return bool(old and new) and all(
        is_of_another_case(one, other, seen) for one in old for other in new
    )


def _grouped(open_: Sequence[Clash]) -> list[list[Clash]]:
    """Clashes about one thing together: three values are one question, two of a row are two."""
    by_value: dict[tuple[Entry, str], int] = {}
    groups: dict[int, list[Clash]] = {}
    for number, clash in enumerate(open_):
        sides = (clash.older, clash.old), (clash.newer, clash.new)
        joined = {by_value[side] for side in sides if side in by_value}
        groups[number] = [clash, *(one for known in sorted(joined) for one in groups.pop(known))]
        for one in groups[number]:
            by_value[one.older, one.old] = by_value[one.newer, one.new] = number
    return [groups[number] for number in sorted(groups)]


def _question(draft: Draft, group: Sequence[Clash], claimed: Claimed) -> Finding | None:
    said: dict[Entry, str] = {}
    for clash in group:
        said[clash.older], said[clash.newer] = clash.old, clash.new
    if len(said) > _SERIES:
        return None
    entries = sorted(said, key=lambda one: (entry_time(draft.page_of(one), one) or 0, one.key))
    newest = entries[-1]
    values = list(dict.fromkeys(said[entry] for entry in entries))
    title = f"{', '.join(values[:-1])} or {values[-1]}? {shortened(newest.text)}"
    # One sign alone stands in any line: then what all of them are about is cited.
    name = _name_of_all(entries, title) if any(len(value) < 2 for value in values) else None
    cited = [
        one
        for entry in reversed(entries)
        if (one := draft.page_of(entry).cite(entry, name or said[entry])) is not None
    ]
    if len(cited) < len(entries) or any(len(one.holds) < 2 for one in cited):
        return None
    places = ", ".join(f"{one.path}:{one.start} says {said[one]}" for one in entries)
    shown = _shown_of(group, claimed)
    told = ", ".join(f"`{one.told}`" for one in shown)
    doubt = f"tool results show {told}, which may be of another thing"
    open_ = doubt if told else "and no tool result settles it"
    return Finding(
        kind=ChangeKind.RESOLVE_CONTRADICTION,
        title=title,
        rationale=f"{places}, {open_}: all stay until you decide.",
        confidence=0.5,
        evidence=tuple(dict.fromkeys([*cited, *(one.evidence for one in shown)])),
        edits=(),
        scope=f"question:{_about(newest, said[newest])}",
    )


def _shown_of(group: Sequence[Clash], claimed: Claimed) -> list[Sighting]:
    """The newest answer for each value that tools show, though it is not sure of what."""
    found: dict[str, Sighting] = {}
    for one in group:
        for entry, value, rival, denied in (
            (one.newer, one.new, one.older, one.old),
            (one.older, one.old, one.newer, one.new),
        ):
            seen = support_of(entry, value, rival, denied, claimed)
            if seen:
                found.setdefault(value, seen[-1])
    return list(found.values())


def _name_of_all(entries: Sequence[Entry], title: str) -> str | None:
    """A word that all of these lines hold, and the title too: the longest one."""
    known = [set(_WORD.findall(entry.text)) for entry in entries]
    common = set.intersection(*known) & set(_WORD.findall(title))
    return max(common, key=lambda word: (len(word), word), default=None)


def _about(entry: Entry, value: str) -> str:
    return " ".join(sorted(reading(entry.text).bag | {value}))[:300]


def _newest(found: Sequence[Sighting]) -> int:
    return found[-1].result.event.ts or 0


def _held(entry: Entry, value: str) -> str:
    """A value as evidence holds it: one sign alone stands anywhere, so its neighbour comes too."""
    if len(value) > 1:
        return value
    sign = re.escape(value)
    found = re.search(rf"(?<![\w.]){sign} \w+|\w+ {sign}(?!\w)", entry.text)
    return found[0] if found else value


def _cited(draft: Draft, entry: Entry, value: str) -> Evidence | None:
    return draft.page_of(entry).cite(entry, _held(entry, value))


def _edits(draft: Draft, clash: Clash, *, only_value: bool = False) -> list[Edit]:
    """
    The older entry leaves; if it says more than the newer one, only its value changes.

    A step, a row and one line of a paragraph are parts of something that stays.
    """
    more = content_of(clash.older.text) - content_of(clash.newer.text)
    more -= content_of(clash.old) | reading(clash.old).bag
    more -= {norm for sort, norm in reading(clash.older.text).facts if sort == Sort.DATE}
    is_part = clash.older.shape is Shape.STEP or (
        clash.older not in draft.page_of(clash.older).entries
    )
    if not (is_part or only_value) and (not more or not _extra(clash)):
        return removal(draft, [clash.older])
    edits = []
    for number, line in enumerate(clash.older.lines):
        changed = _swapped(line, clash.old, clash.new)
        day, newer_day = leading_date(clash.older.text), leading_date(clash.newer.text)
        if changed != line:
            if day and newer_day:
                changed = changed.replace(day, newer_day, 1)
            at = clash.older.start + number
            edits.append(Edit(clash.older.path, at, (line,), (changed,)))
    return edits


def _extra(clash: Clash) -> bool:
    """Whether the older entry says more than its value, and not only in other words."""
    known = content_of(clash.newer.text) | content_of(clash.old)
    # The clause that gives the value says the same, whatever its words are.
    clauses = _CLAUSE.split(clash.older.text)
    # The day that it begins with is no clause.
    first = 1 if leading_date(clash.older.text) is not None else 0
    others = (one for one in clauses[first:] if clash.old not in one)
    said = (sense for one in others for sense in senses(one))
    return any(2 * len(sense.bag & known) <= len(sense.bag) for sense in said)


def _swapped(line: str, old: str, new: str) -> str:
    # The number of a step is no value.
    marker = _MARKER.match(line)
    at = marker.end() if marker else 0
    value = rf"(?<![\w.]){re.escape(old)}(?![\w])"
    return line[:at] + re.sub(value, lambda _: new, line[at:], count=1)
