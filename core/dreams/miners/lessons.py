"""
The same failure in several sessions of several agents, with what worked afterwards.

What worked is what the next success of the same call had that the failure did not: a flag, an
argument, another program, or a step in between. Without something that worked in two sessions, and
in a fair part of those in which it failed, there is no lesson.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from operator import itemgetter
from typing import Final

from core.dreams.evidence import Sources, flaw_of
from core.dreams.extract.language.clauses import reading
from core.dreams.inputs import SessionLog
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.notes import seen_note
from core.dreams.material.memories.placing import NewFile, addition
from core.dreams.material.steps.flags import is_named
from core.dreams.material.steps.kindred import about_same, together
from core.dreams.material.steps.remedy import How, Remedy
from core.dreams.material.steps.troubles import Case, Key, Sort, Trouble, Troubles
from core.dreams.material.testimony.few import few
from core.dreams.material.testimony.testimony import cite
from core.dreams.material.timeline.chance import AGENTS, SESSIONS
from core.dreams.miners.lesson_texts import (
    advice_of,
    example_of,
    file_of,
    says_of,
    such_as,
    text_of,
)
from core.dreams.proposal import ChangeKind, Evidence, Finding
from core.transcripts.stored import StoredEvent

_WORKED: Final = 2
"""Sessions in which the same thing has to have worked."""
_SHARE: Final = 0.25
"""Share of the sessions with the failure in which it has to have worked."""
NEW_FILE: Final = NewFile("/lessons.md", "Lessons")
"""Where a lesson goes whose tool no memory speaks of."""
_MOST_EVIDENCE: Final = 8
_EACH: Final = 2
"""Pieces of evidence of one session: how it failed, and what worked."""
_SHORTEST_PART: Final = 8
_LONGEST_QUOTE: Final = 300


def lessons(draft: Draft, troubles: Troubles) -> list[Finding]:
    """One finding for each failure that has a remedy and that no entry knows yet."""
    found: list[tuple[Key, Finding | None]] = []
    taken: set[Key] = set()
    for one in together(troubles, _best):
        taken.update(one.keys)
        found.append((one.key, _finding(draft, one.trouble, one.remedy, one.key)))
    for key, trouble in troubles.items():
        best = _best(trouble) if key not in taken else None
        same = about_same(trouble, best) if best is not None else trouble
        if best is not None and _best(same) == best:
            found.append((key, _finding(draft, same, best, key)))
    return [one for _, one in sorted(found, key=itemgetter(0)) if one is not None]


def _best(trouble: Trouble) -> Remedy | None:
    """What worked in most sessions; of several that say the same the most special."""
    if len(trouble.sessions) < SESSIONS or len(trouble.agents) < AGENTS:
        return None
    worked = {
        remedy: len({one.success.log.id for one in found})
        for remedy, found in trouble.remedies.items()
    }
    least = max(_WORKED, _SHARE * len(trouble.sessions))
    able = [remedy for remedy, sessions in worked.items() if sessions >= least]
    able = [one for one in able if len(trouble.vain.get(one.text, ())) < worked[one]]
    most = max((worked[one] for one in able), default=0)
    able = [one for one in able if worked[one] == most]
    without = {one: trouble.goes_without(one) for one in able} if len(able) > 1 else {}
    said = " ".join(dict.fromkeys(trouble.lines))
    examples = {one: f"{one.text} {example_of(trouble, one)}" for one in able}

    def order(one: Remedy) -> tuple[int, bool, int, int, str]:
        # Of what came together some may have been absent elsewhere, where all went well; and the
        # error itself may name what it wanted.
        needed = without.get(one, 0)
        return needed, not is_named(examples[one], said), one.rank, -len(one.text), one.text

    return min(able, key=order, default=None)


def _finding(draft: Draft, trouble: Trouble, remedy: Remedy, key: Key) -> Finding | None:
    says = says_of(trouble)
    is_short = any(len(one) < _SHORTEST_PART for one in says)
    if is_short or not (says or trouble.sort is Sort.LOOP):
        return None
    if remedy.how is How.SEARCHED and file_of(trouble):
        return None  # that one file is looked for has a lesson of its own: what it is called
    worked = len({one.success.log.id for one in trouble.remedies[remedy]})
    sessions, agents = len(trouble.sessions), len(trouble.agents)
    text = text_of(trouble, remedy, says, worked)
    if _is_known(draft, trouble, remedy, says):
        return None
    times = (case.step.result.ts for case in trouble.cases)
    line = f"{text} {seen_note(times, sessions, agents)}"
    such = such_as(trouble, remedy) if remedy.how is How.WITH else ""
    title = f"{trouble.name}: {advice_of(trouble, remedy)}{such}"
    evidence = _evidence(trouble, remedy, says, f"{title}\n{line}")
    if not evidence:
        return None
    names = [trouble.name, *trouble.name.split()]
    return Finding(
        kind=ChangeKind.ADD_LESSON,
        title=title,
        rationale=(
            f"The same failure in {sessions} sessions of {agents} agents;"
            f" {remedy.done} worked afterwards in {worked} of them."
        ),
        confidence=round(min(0.6 + 0.1 * worked, 0.95), 2),
        evidence=few(evidence, _MOST_EVIDENCE),
        edits=addition(draft, line, names, NEW_FILE),
        scope=f"lesson:{key[0]}:{key[1][:200]}",
    )


def _evidence(
    trouble: Trouble, remedy: Remedy, says: Sequence[str], asserted: str
) -> list[Evidence]:
    """For each session how it failed and what worked; one session of each agent comes first."""
    by_session: dict[str, list[Evidence]] = defaultdict(list)
    of_agents: dict[str, list[str]] = defaultdict(list)
    for case in trouble.cases:
        log = case.step.log
        if log.id not in by_session:
            of_agents[log.agent].append(log.id)
        if not by_session[log.id]:
            by_session[log.id] += _of_failure(case, says, asserted)
    example = example_of(trouble, remedy)
    for one in trouble.remedies[remedy]:
        known = by_session[one.shown.log.id]
        pieces = remedy.cited(one.shown, example) if len(known) < _EACH else ()
        found = (_cited(one.shown.log, one.shown.call, *piece, asserted) for piece in pieces)
        known += next(filter(None, found), [])
    worked = {one.shown.log.id for one in trouble.remedies[remedy]}
    turns = zip_longest(
        *(sorted(ids, key=lambda one: one not in worked) for ids in of_agents.values())
    )
    ids = dict.fromkeys(one for turn in turns for one in turn if one is not None)
    return [one for session in ids for one in by_session[session]]


def _of_failure(case: Case, says: Sequence[str], asserted: str) -> list[Evidence]:
    step = case.step
    held = next((one for one in says if one in case.line), None)
    if held is not None:
        return _cited(step.log, step.result, case.line, held, asserted)
    if not says and step.command:
        return _cited(step.log, step.call, step.command, step.main_text, asserted)
    return []


def _cited(
    log: SessionLog, event: StoredEvent, quote: str, holds: str, asserted: str
) -> list[Evidence]:
    """A piece of an event as evidence, if it can be quoted as it stands and holds what is said."""
    start = max(quote.find(holds) - _LONGEST_QUOTE // 2, 0) if len(quote) > _LONGEST_QUOTE else 0
    one = cite(log, event, quote[start : start + _LONGEST_QUOTE], holds)
    sources = Sources({event.id: event}, {event.id: log.id}, {})
    return [one] if flaw_of(one, asserted, sources) is None else []


def _is_known(draft: Draft, trouble: Trouble, remedy: Remedy, says: Iterable[str]) -> bool:
    """Whether an entry says it already: the tool, and the error or the remedy."""
    said = [one for one in says if one]
    words = reading(said[0]).bag if said else frozenset()
    program = trouble.name.split()[0].lower()
    about = file_of(trouble).lower()
    for entry in draft.entries:
        low = entry.said.lower()
        if program not in low:
            continue
        if remedy.is_named and remedy.key in low:
            return True
        if about not in low or not (remedy.is_named or any(one in low for one in remedy.words)):
            continue  # it speaks of another file, or of another way out
        if any(one.lower() in low for one in said):
            return True
        if words and len(words & reading(entry.text).bag) >= 0.7 * len(words) >= 2:
            return True
    return False
