"""
The changes for what has passed away: its new name takes its place, or its entry leaves.
"""

import re
from collections.abc import Sequence
from typing import Final

from core.dreams.extract.fates.fates import Fate, Statement
from core.dreams.extract.names.wholes import shortened
from core.dreams.extract.values.days import DAY
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import PROSE, Entry
from core.dreams.material.memories.removal import removal
from core.dreams.material.testimony.concern import said_besides
from core.dreams.material.testimony.in_vain import Heard
from core.dreams.material.testimony.testimony import cite
from core.dreams.proposal import ChangeKind, Edit, Evidence, Finding

SEVERAL: Final = 2
"""Sessions in which something was not found, before it counts as gone."""
_MOST_BY_ONE: Final = 8
"""Entries that are rewritten because of what one session saw; more are left to a person."""
_SINCE: Final = re.compile(
    rf"(?i),? [(]?(?:(?:in (?:force|use|effect)|valid|current|active) )since (?:{DAY}"
    rf"|[a-z]{{3,9}} \d{{4}}"
    r"|\d{4})(?![\w-])[)]?"
)
_TITLE: Final = r"(?:Mr|Mrs|Ms|Miss|Herr|Frau)\b\.? "
"""What tells of a person, and not of an office: it changes with who holds that."""
_MOST_EVIDENCE: Final = 4
_MOST_TOLD: Final = 3
"""Entries of which it is told what else they say."""
_LONGEST_TOLD: Final = 80
_MOST_ASKED_OF: Final = 8


def rewriting(
    draft: Draft,
    statement: Statement,
    entries: Sequence[Entry],
    evidence: tuple[Evidence, ...],
    heard: Sequence[Heard],
) -> Finding:
    """The new name in place of the old one, in every line of these entries that has it."""
    old, new = statement.old, (statement.new or "").rstrip("/")
    sessions = len({one.result.log.id for one in heard})
    # Who was relieved in one matter may serve in another.
    most = 1 if statement.about and " " in old and old.istitle() else _MOST_BY_ONE
    is_asked = sessions < SEVERAL and len(entries) > most
    edits = []
    for entry in () if is_asked else entries:
        for number, line in enumerate(entry.lines):
            changed = _with_new(line, old, new, statement)
            if changed != line:
                # The new one is in force since another day.
                changed = _SINCE.sub("", changed)
            if changed != line:
                edits.append(Edit(entry.path, entry.start + number, (line,), (changed,)))
    return Finding(
        kind=ChangeKind.REMOVE_STALE,
        title=f"{old} was replaced by {new}",
        rationale=(
            f"{_sessions(heard)} that {old} was renamed, moved or replaced;"
            f" {counted(entries, 'still ')} the old one"
            + (
                ", which is much to rewrite for one session, so it is left to you." * is_asked
                or "."
            )
        ),
        confidence=0.6 if is_asked else 0.95 if sessions > 1 else 0.85,
        evidence=(*evidence, *asked_of(draft, entries, old)) if is_asked else evidence,
        edits=tuple(edits),
        scope=f"renamed:{old}",
    )


def _with_new(line: str, old: str, new: str, statement: Statement) -> str:
    """A line with the new name; `Mr.` before it goes with who was called so."""
    said = re.search(rf"{_TITLE}{re.escape(new)}", statement.beside or statement.line)
    titled = (
        re.compile(rf"(?<![\w/.@-]){_TITLE}{re.escape(old)}(?![\w-])") if old.istitle() else None
    )
    if titled is not None and titled.search(line) is not None:
        return titled.sub(lambda _: said[0] if said is not None else new, line)
    return re.sub(rf"(?<![\w/.@-]){re.escape(old)}(?![\w-])", lambda _: new, line)


def leaving(
    draft: Draft,
    statement: Statement,
    entries: Sequence[Entry],
    evidence: tuple[Evidence, ...],
    heard: Sequence[Heard],
) -> Finding:
    """Entries that are about nothing else leave; the others are left to a person."""
    name = statement.old
    besides = [(entry, said_besides(entry, name)) for entry in entries]
    alone = [entry for entry, more in besides if entry.shape in PROSE and not more]
    staying = [(entry, more) for entry, more in besides if entry not in alone]
    return Finding(
        kind=ChangeKind.REMOVE_STALE,
        title=f"{name} is gone",
        rationale=(
            f"{_sessions(heard)} that {name} is not there any more; {counted(entries)} it"
            + (_more(staying, len(entries)) if staying else ".")
            + "".join(f' Who asked for it was told "{line}".' for line in answers(heard))
        ),
        confidence=0.9 if statement.fate is Fate.GONE else 0.75,
        evidence=(*evidence, *asked_of(draft, [entry for entry, _ in staying], name)),
        edits=tuple(removal(draft, alone)) if alone else (),
        scope=f"gone:{name}",
    )


def evidence_of(heard: Sequence[Heard]) -> tuple[Evidence, ...]:
    """What these statements stand on, the newest first."""
    newest_first = sorted(heard, key=lambda one: -(one.result.event.ts or 0))
    found = dict.fromkeys(cited for one in newest_first for cited in _cited(one))
    return tuple(found)[:_MOST_EVIDENCE]


def asked_of(draft: Draft, entries: Sequence[Entry], name: str) -> list[Evidence]:
    """The lines that are left to a person: nothing changes them, so nothing else shows them."""
    cited = (draft.page_of(entry).cite(entry, name) for entry in entries[:_MOST_ASKED_OF])
    return [one for one in cited if one is not None]


def _cited(heard: Heard) -> list[Evidence]:
    said = heard.statement
    if said.asked and heard.result.call is not None:
        held = said.old if said.old in said.asked else said.holds or said.old
        call = cite(heard.result.log, heard.result.call, said.asked, held)
        return [call, heard.result.cite(said.line.strip(), said.new or said.line.strip())]
    found = [heard.result.cite(said.line.strip(), _as_there(said))]
    if said.beside and said.new is not None:
        found.append(heard.result.cite(said.beside.strip(), said.new))
    return found


def answers(heard: Sequence[Heard]) -> list[str]:
    """The lines that tell of it without naming it."""
    lines = (one.statement.line.strip() for one in heard if one.statement.asked)
    return list(dict.fromkeys(lines))[:_MOST_EVIDENCE]


def _as_there(statement: Statement) -> str:
    """The old name as its line has it: a sentence may begin with it."""
    if statement.holds:
        # The change names an address without the last stroke, as its answer may not.
        return statement.holds.rstrip("/") or statement.holds
    at = statement.line.lower().find(statement.old.lower())
    return statement.line[at : at + len(statement.old)]


def _sessions(heard: Sequence[Heard]) -> str:
    count = len({one.result.log.id for one in heard})
    return f"Tool results of {count} session{'s'[: count != 1]} show"


def _more(staying: Sequence[tuple[Entry, str]], count: int) -> str:
    """Why entries do not leave: what they say besides, or that they are no plain text."""
    told = [
        f'{entry.path}:{entry.start} also says "{shortened(more, _LONGEST_TOLD)}"'
        for entry, more in staying
        if more
    ]
    if not told:
        some = f", {len(staying)} of them" if len(staying) < count else ""
        return f"{some} in a table, a heading or code, so what becomes of it is left to you."
    left = f"; and {len(told) - _MOST_TOLD} more do" if len(told) > _MOST_TOLD else ""
    return f". {'; '.join(told[:_MOST_TOLD])}{left}; so what becomes of it is left to you."


def counted(entries: Sequence[Entry], how: str = "") -> str:
    """How many entries name it, as the beginning of a sentence."""
    return f"one entry {how}names" if len(entries) == 1 else f"{len(entries)} entries {how}name"
