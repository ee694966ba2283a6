"""
Entries that name something which transcripts show renamed, replaced or gone, or whose day is over.

Renamed: the new name takes the place of the old one, everywhere in one change. Gone: the entry
leaves if it is about nothing else; if it says more, the change only asks. Age alone is no reason,
and history stays: an entry that reports its own day is true for that day.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from core.dreams.extract.fates.fates import Fate
from core.dreams.extract.fates.told import is_of_versions
from core.dreams.extract.names.name_forms import MIXED
from core.dreams.extract.names.named import names_in
from core.dreams.extract.names.wholes import stands
from core.dreams.extract.tokens import Sort, tokens
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import Entry, Shape
from core.dreams.material.memories.notes import is_from_dream
from core.dreams.material.testimony.concerned import concerned_of, here_of
from core.dreams.material.testimony.in_vain import Heard
from core.dreams.material.testimony.restated import restated
from core.dreams.material.testimony.scopes import scopes_elsewhere
from core.dreams.material.testimony.second_signs import (
    asks_whether,
    called_instead,
    is_gone_besides,
    is_of_a_place,
)
from core.dreams.material.testimony.statements import Statements
from core.dreams.miners.asking import asking, asking_dropped, asking_elsewhere, asking_stopped
from core.dreams.miners.opening import told_of_openings
from core.dreams.miners.passing import SEVERAL, evidence_of, leaving, rewriting
from core.dreams.proposal import Finding

_KEPT_SHAPES: Final = frozenset({Shape.FRONT_MATTER, Shape.COMMENT})
_UNSETTLED: Final = frozenset({Fate.MISSING, Fate.LIKELY})
_TELLING: Final = re.compile(r"\w[-_.\d]|\d")
"""A name that is no word which a commit may have in another sense."""
_MOST_CALLS: Final = 200
"""Renamed calls of programs that are looked for in every entry."""
_MOST_NAMES: Final = 20_000
"""Different names of a store that are looked for; a hostile store has no more worth knowing."""


def stale(draft: Draft, statements: Statements) -> list[Finding]:
    """One finding for each thing that is not any more what entries say of it."""
    naming = _naming(draft, [name for name in statements.told if " " in name][:_MOST_CALLS])
    found: list[Finding] = []
    taken: dict[tuple[str, int], list[str]] = defaultdict(list)
    # The longest first: what became of `archive room 4` is not told of `room 4`.
    for name in sorted(naming, key=lambda name: (-len(name), name))[:_MOST_NAMES]:
        heard = statements.on(name)
        if not heard:
            continue
        entries = [
            entry
            for entry in _all_naming(draft, name, naming)
            if not any(name in longer for longer in taken[entry.key])
        ]
        clear = [one for one in heard if not one.statement.is_mixed]
        finding = (
            _finding(draft, clear, entries, statements)
            if clear
            else _said_anew(
                draft, heard[-1], here_of(draft, heard[-1], concerned_of(draft, heard[-1], entries))
            )
        )
        if finding is not None:
            found.append(finding)
            for entry in entries:
                taken[entry.key].append(name)
    keys = {key for key, names in taken.items() if names}
    return [*found, *told_of_openings(draft, naming, keys, statements)]


def _naming(draft: Draft, calls: Sequence[str]) -> dict[str, list[Entry]]:
    """The entries by the names in them, as they are written there, and by calls of programs."""
    naming: dict[str, list[Entry]] = defaultdict(list)
    for entry in draft.entries:
        if entry.shape in _KEPT_SHAPES or is_from_dream(entry.said):
            continue
        # A folder is the same one with a stroke behind it.
        for name in {name.rstrip("/") or name for name in names_in(entry.text)}:
            naming[name].append(entry)
        for call in calls:
            if call in entry.text and stands(call, entry.text):
                naming[call].append(entry)
    return naming


def _all_naming(draft: Draft, name: str, naming: dict[str, list[Entry]]) -> list[Entry]:
    """Likewise for one name, with those in which it is a word of a call: `web -s < names.txt`."""
    found = {entry.key: entry for entry in naming[name]}
    for entry in draft.entries if " " not in name else ():
        is_kept = entry.shape in _KEPT_SHAPES or is_from_dream(entry.said)
        if not is_kept and entry.key not in found and _calls(name, entry.text):
            found[entry.key] = entry
    return list(found.values())


def _calls(name: str, text: str) -> bool:
    return name in text and any(
        one.sort is Sort.CODE and name in one.text.split() for one in tokens(text)
    )


def _finding(
    draft: Draft, heard: Sequence[Heard], entries: Sequence[Entry], statements: Statements
) -> Finding | None:
    told = [one for one in heard if one.statement.fate not in _UNSETTLED]
    renamed = [one for one in told if one.statement.new is not None]
    is_asked, instead = False, None
    missed = [one for one in heard if one.statement.fate is Fate.MISSING]
    if not told:
        told = list(heard)
        # Both signs have to be of the thing that an entry names.
        if not missed:
            return _dropped(draft, heard[-1], entries, statements)
        entries = concerned_of(draft, missed[-1], entries)
        if not entries:
            return None
        is_asked = (
            len(missed) == len(heard)
            and len({one.result.log.id for one in missed if not one.statement.may_be_hidden})
            < SEVERAL
            and not any(
                is_gone_besides(one.statement.old, one.result, statements.testimony)
                for one in missed
            )
        )
        said = missed[-1].statement
        is_telling = said.is_listed or is_of_a_place(said.holds or said.old, missed[-1].result)
        is_telling = is_telling or asks_whether(said.old, missed[-1].result.command)
        instead = called_instead(said.old, missed[-1].result, statements.testimony)
        if is_asked and not is_telling and instead is None:
            return None
    decisive = renamed or told
    last = decisive[-1]
    stale_now = concerned_of(draft, last, entries)
    is_told_apart = bool(last.statement.holds) and last.statement.new is not None
    if not stale_now or (
        (not renamed or is_told_apart) and statements.shows_later(last.statement.old, last)
    ):
        return None
    if is_asked and instead is not None:
        evidence = evidence_of(decisive)
        return asking(draft, last.statement, stale_now, evidence, decisive, instead)
    return _change(draft, decisive, stale_now, is_asked=is_asked)


def _dropped(
    draft: Draft, heard: Heard, entries: Sequence[Entry], statements: Statements
) -> Finding | None:
    """What a commit tells that it took out, or who switched it off; nobody has missed it yet."""
    said = heard.statement
    concerned = (
        here_of(draft, heard, concerned_of(draft, heard, entries)) if _names_it(heard) else []
    )
    if not concerned or statements.shows_later(said.old, heard):
        return None
    ask = asking_dropped if is_of_versions(heard.result.command) else asking_stopped
    return ask(draft, said, concerned, evidence_of([heard]))


def _names_it(heard: Heard) -> bool:
    """Whether a line names a thing as no word is; a path also by its last part, of its folder."""
    said = heard.statement
    folder, _, base = said.old.rpartition("/")
    around = f"{said.line} {heard.result.command}"
    is_below = bool(folder) and base in said.line and stands(folder, around)
    is_telling = _TELLING.search(base or said.old) or MIXED.fullmatch(said.old)
    return (said.old in said.line or is_below) and is_telling is not None


def _change(
    draft: Draft, decisive: Sequence[Heard], entries: Sequence[Entry], *, is_asked: bool
) -> Finding:
    """What is to become of the entries that a thing is named in, by what was heard of it."""
    last, evidence = decisive[-1], evidence_of(decisive)
    elsewhere = scopes_elsewhere(draft, entries, last.statement.line, last.result)
    here = [one for one in entries if not elsewhere[one.path]]
    if not here:
        scope = elsewhere[entries[0].path]
        return asking_elsewhere(draft, last.statement, entries, evidence, scope)
    if last.statement.new is not None:
        return rewriting(draft, last.statement, here, evidence, decisive)
    anew = _said_anew(draft, last, here)
    if anew is not None:
        return anew
    if is_asked:
        return asking(draft, last.statement, here, evidence, decisive)
    return leaving(draft, last.statement, here, evidence, decisive)


def _said_anew(draft: Draft, heard: Heard, entries: Sequence[Entry]) -> Finding | None:
    """The entries whose own words the result says of another one, beside the end of this one."""
    said = heard.statement
    found = {
        entry.key: anew
        for entry in entries
        if (anew := restated(said.old, entry.text, said.line, heard.result)) is not None
    }
    if len(set(found.values())) != 1:
        return None
    new, line = next(iter(found.values()))
    renamed = replace(heard, statement=replace(said, fate=Fate.RENAMED, new=new, beside=line))
    same = [entry for entry in entries if entry.key in found]
    return rewriting(draft, renamed.statement, same, evidence_of([renamed]), [heard])
