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

from core.dreams.extract.clauses import sentences_of
from core.dreams.extract.days import DAY
from core.dreams.extract.fates import Fate, Statement
from core.dreams.extract.named import names_in
from core.dreams.extract.senses import content_of
from core.dreams.extract.tokens import Sort, tokens
from core.dreams.extract.wholes import stands
from core.dreams.extract.words import JOINING
from core.dreams.material.draft import Draft
from core.dreams.material.entries import PROSE, Entry, Shape
from core.dreams.material.history import is_of_before
from core.dreams.material.notes import day, is_from_dream
from core.dreams.material.places import is_of_its_place
from core.dreams.material.removal import removal
from core.dreams.material.restated import restated
from core.dreams.material.second_signs import is_gone_besides, is_of_a_place
from core.dreams.material.statements import Heard, Statements
from core.dreams.material.testimony import cite
from core.dreams.material.when import entry_time, leading_date
from core.dreams.proposal import ChangeKind, Edit, Evidence, Finding

_KNOWS: Final = re.compile(
    r"(?i)\b(?:renamed|formerly|previously|used to be|removed|retired|deprecated|replaced|moved"
    r"|no longer|gone|decommissioned|old name|was)\b"
)
_ONCE: Final = re.compile(r"(?i)\b(?:once|when|after|if|as soon as|until) [^.;,:\n]{1,60}")
"""What is to happen first tells nothing of what the entry knows."""
_SINCE: Final = re.compile(
    rf"(?i),? [(]?(?:(?:in (?:force|use|effect)|valid|current|active) )since (?:{DAY}"
    rf"|[a-z]{{3,9}} \d{{4}}"
    r"|\d{4})(?![\w-])[)]?"
)
_SHORTENED: Final = re.compile(r"(?i)\b(ext|no|nr|tel|rm|e\.g|i\.e|approx|incl)\. (?=\w)")
"""Words whose full stop ends no sentence."""
_ABOUT_IT: Final = re.compile(r"(?:It|Its|They|Their|He|His|She|Her|There)\b")
"""So begins a sentence that is about what the one before it names."""
_SAYING: Final = frozenset({Sort.WORD, Sort.NAME})
_KEPT_SHAPES: Final = frozenset({Shape.FRONT_MATTER, Shape.COMMENT})
_SEVERAL: Final = 2
"""Sessions in which something was not found, before it counts as gone."""
_SAYS_MORE: Final = 3
"""Words and facts of a clause that stays true without the name in another one."""
_MOST_BY_ONE: Final = 8
"""Entries that are rewritten because of what one session saw; more are left to a person."""
_MOST_EVIDENCE: Final = 4
_MOST_CALLS: Final = 200
"""Renamed calls of programs that are looked for in every entry."""
_MOST_NAMES: Final = 20_000
"""Different names of a store that are looked for; a hostile store has no more worth knowing."""


def stale(draft: Draft, statements: Statements) -> list[Finding]:
    """One finding for each thing that is not any more what entries say of it."""
    naming = _naming(draft, [name for name in statements.told if " " in name][:_MOST_CALLS])
    found: list[Finding] = []
    taken: set[tuple[str, int]] = set()
    # The longest first: what became of `archive room 4` is not told of `room 4`.
    for name in sorted(naming, key=lambda name: (-len(name), name))[:_MOST_NAMES]:
        heard = statements.on(name)
        if not heard:
            continue
        entries = [entry for entry in naming[name] if entry.key not in taken]
        finding = _finding(draft, heard, entries, statements)
        if finding is not None:
            found.append(finding)
            taken.update(entry.key for entry in entries)
    return found


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


def _finding(
    draft: Draft, heard: Sequence[Heard], entries: Sequence[Entry], statements: Statements
) -> Finding | None:
    told = [one for one in heard if one.statement.fate is not Fate.MISSING]
    renamed = [one for one in told if one.statement.new is not None]
    is_asked = False
    if not told:
        told = list(heard)
        is_asked = len({one.result.log.id for one in heard}) < _SEVERAL and not any(
            is_gone_besides(one.statement.old, one.result, statements.testimony) for one in heard
        )
        if is_asked and not is_of_a_place(told[-1].statement.old, told[-1].result):
            return None
    decisive = renamed or told
    last = decisive[-1]
    at = last.result.event.ts
    stale_now = [
        entry for entry in entries if at is not None and _is_concerned(draft, entry, last, at)
    ]
    is_told_apart = bool(last.statement.holds)
    if not stale_now or (
        (not renamed or is_told_apart) and statements.shows_later(last.statement.old, last)
    ):
        return None
    newest_first = sorted(decisive, key=lambda one: -(one.result.event.ts or 0))
    evidence = tuple(dict.fromkeys(cited for one in newest_first for cited in _cited(one)))[
        :_MOST_EVIDENCE
    ]
    if renamed:
        return _rewriting(last.statement, stale_now, evidence, decisive)
    anew = _said_anew(last, stale_now)
    if anew is not None:
        return anew
    if is_asked:
        return _asking(last.statement, stale_now, evidence, decisive)
    return _leaving(draft, last.statement, stale_now, evidence, decisive)


def _said_anew(heard: Heard, entries: Sequence[Entry]) -> Finding | None:
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
    return _rewriting(renamed.statement, same, tuple(_cited(renamed)), [heard])


def _is_concerned(draft: Draft, entry: Entry, heard: Heard, at: int) -> bool:
    statement = heard.statement
    since = entry_time(draft.page_of(entry), entry)
    new = statement.new
    return (
        leading_date(entry.text) is None
        and is_of_its_place(statement.old, statement.line, heard.result, entry)
        and not is_of_before(entry.text, min(statement.until or day(at), day(at)))
        and (since is None or since < at)
        and not (new is not None and new.rstrip("/").lower() in entry.text.lower())
        and not _KNOWS.search(_ONCE.sub("", entry.text))
        and (not statement.about or not _stems(statement.about).isdisjoint(_stems(entry.text)))
    )


def _stems(text: str) -> set[str]:
    """Its words and names: that hoses were moved is no reason to look elsewhere for nets."""
    return {
        token.norm
        for token in tokens(text)
        if token.sort in _SAYING and token.text.lower() not in JOINING
    }


def _cited(heard: Heard) -> list[Evidence]:
    said = heard.statement
    if said.asked and heard.result.call is not None:
        call = cite(heard.result.log, heard.result.call, said.asked, said.old)
        return [call, heard.result.cite(said.line.strip(), said.new or said.line.strip())]
    found = [heard.result.cite(said.line.strip(), _as_there(said))]
    if said.beside and said.new is not None:
        found.append(heard.result.cite(said.beside.strip(), said.new))
    return found


def _answers(heard: Sequence[Heard]) -> list[str]:
    """The lines that tell of it without naming it."""
    lines = (one.statement.line.strip() for one in heard if one.statement.asked)
    return list(dict.fromkeys(lines))[:_MOST_EVIDENCE]


def _as_there(statement: Statement) -> str:
    """The old name as its line has it: a sentence may begin with it."""
    if statement.holds:
        return statement.holds
    at = statement.line.lower().find(statement.old.lower())
    return statement.line[at : at + len(statement.old)]


def _rewriting(
    statement: Statement,
    entries: Sequence[Entry],
    evidence: tuple[Evidence, ...],
    heard: Sequence[Heard],
) -> Finding:
    old, new = statement.old, (statement.new or "").rstrip("/")
    sessions = len({one.result.log.id for one in heard})
    # Who was relieved in one matter may serve in another.
    most = 1 if statement.about and " " in old and old.istitle() else _MOST_BY_ONE
    is_asked = sessions < _SEVERAL and len(entries) > most
    edits = []
    for entry in () if is_asked else entries:
        for number, line in enumerate(entry.lines):
            changed = re.sub(rf"(?<![\w/.@-]){re.escape(old)}(?![\w-])", lambda _: new, line)
            if changed != line:
                # The new one is in force since another day.
                changed = _SINCE.sub("", changed)
            if changed != line:
                edits.append(Edit(entry.path, entry.start + number, (line,), (changed,)))
    return Finding(
        kind=ChangeKind.REMOVE_STALE,
        title=f"{new} in place of {old}",
        rationale=(
            f"{_sessions(heard)} that {old} was renamed or replaced;"
            f" {_count(entries)} still the old name"
            + (
                ", which is much to rewrite for one session, so it is left to you." * is_asked
                or "."
            )
        ),
        confidence=0.6 if is_asked else 0.95 if sessions > 1 else 0.85,
        evidence=evidence,
        edits=tuple(edits),
        scope=f"renamed:{old}",
    )


def _leaving(
    draft: Draft,
    statement: Statement,
    entries: Sequence[Entry],
    evidence: tuple[Evidence, ...],
    heard: Sequence[Heard],
) -> Finding:
    name = statement.old
    alone = [entry for entry in entries if entry.shape in PROSE and _is_only_about(entry, name)]
    return Finding(
        kind=ChangeKind.REMOVE_STALE,
        title=f"{name} is gone",
        rationale=(
            f"{_sessions(heard)} that {name} is not there any more; {_count(entries)} it"
            + ("." if alone else ", and also says other things, so it is left to you.")
            + "".join(f' Who asked for it was told "{line}".' for line in _answers(heard))
        ),
        confidence=0.9 if statement.fate is Fate.GONE else 0.75,
        evidence=evidence,
        edits=tuple(removal(draft, alone)) if alone else (),
        scope=f"gone:{name}",
    )


def _asking(
    statement: Statement,
    entries: Sequence[Entry],
    evidence: tuple[Evidence, ...],
    heard: Sequence[Heard],
) -> Finding:
    """One look that found nothing may have been at another place: it changes no entry."""
    name = statement.old
    return Finding(
        kind=ChangeKind.REMOVE_STALE,
        title=f"{name} was not found",
        rationale=(
            f"It was looked for in one session and was not there; {_count(entries)} it."
            " Who looked may have been at another place, so it is left to you."
            + "".join(f' Who asked for it was told "{line}".' for line in _answers(heard))
        ),
        confidence=0.5,
        evidence=evidence,
        edits=(),
        scope=f"missing:{name}",
    )


def _is_only_about(entry: Entry, name: str) -> bool:
    """Whether nothing is left of an entry without this: no other sentence, nor one of its kind."""
    for sentence in sentences_of(_SHORTENED.sub(r"\1 ", entry.text)):
        if name not in sentence and (not _ABOUT_IT.match(sentence) or names_in(sentence)):
            return False
        # "The allowlist is on; come over 10.4.8.2": one clause outlives the other.
        if name in sentence and _outlives(sentence, name):
            return False
    shape = _shape(name)
    return not any(
        _shape(other) == shape and name.lower() not in other.lower() and other not in name
        for other in names_in(entry.text)
    )


def _outlives(sentence: str, name: str) -> bool:
    """Whether a clause without the name says something that stays true."""
    parts = [(1, sentence.split("; ")), (_SAYS_MORE, sentence.split(", "))]
    return any(
        len(content_of(one)) >= least for least, all_ in parts for one in all_ if name not in one
    )


def _shape(name: str) -> str:
    """A name without its digits: `web-1` and `web-2` are of a kind."""
    return re.sub(r"\d+", "#", name.lower())


def _sessions(heard: Sequence[Heard]) -> str:
    count = len({one.result.log.id for one in heard})
    return f"Tool results of {count} session{'s'[: count != 1]} show"


def _count(entries: Sequence[Entry]) -> str:
    return "one entry names" if len(entries) == 1 else f"{len(entries)} entries name"
