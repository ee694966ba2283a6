"""
The same failure in several sessions of several agents, with what worked afterwards.

A failure is a tool, or a program with its sub-command, and an error without what changes from case
to case. What worked is what the next success of the same call had that the failure did not: a flag,
an argument, another program, or a step in between. A loop, the same call with the same answer again
and again, is a failure too. Without something that worked in two sessions there is no lesson.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from core.dreams.extract.clauses import reading
from core.dreams.extract.common import common_form, common_part
from core.dreams.extract.orders import gives_orders
from core.dreams.material.draft import Draft
from core.dreams.material.notes import seen_note
from core.dreams.material.placing import NewFile, addition
from core.dreams.material.remedies import Remedy, Worked, remedy_of, vain_remedies, way_out_of
from core.dreams.material.steps import Step, steps_of
from core.dreams.material.testimony import Testimony, cite
from core.dreams.proposal import ChangeKind, Evidence, Finding

SESSIONS: Final = 3
AGENTS: Final = 2
"""What "several" means."""
_WORKED: Final = 2
"""Sessions in which the same thing has to have worked."""
_LOOP: Final = 3
NEW_FILE: Final = NewFile("/lessons.md", "Lessons")
"""Where a lesson goes whose tool no memory speaks of."""
_MOST_EVIDENCE: Final = 8
_SHORTEST_PART: Final = 8


@dataclass(slots=True)
class Trouble:
    """One kind of failure, everywhere it happened."""

    name: str
    is_loop: bool
    steps: list[Step] = field(default_factory=list)
    remedies: dict[Remedy, list[tuple[Step, Worked]]] = field(default_factory=dict)
    """What worked: the failures and how each was overcome, by what did it."""
    vain: dict[str, set[str]] = field(default_factory=dict)
    """What did not help, and the sessions in which it was tried."""

    @property
    def sessions(self) -> set[str]:
        """Where it happened."""
        return {step.log.id for step in self.steps}

    @property
    def agents(self) -> set[str]:
        """To whom it happened."""
        return {step.log.agent for step in self.steps}


Troubles: TypeAlias = dict[tuple[str, str], Trouble]


def lessons(draft: Draft, troubles: Troubles) -> list[Finding]:
    """One finding for each failure that has a remedy and that no entry knows yet."""
    found: list[Finding] = []
    for key, trouble in sorted(troubles.items()):
        if len(trouble.sessions) < SESSIONS or len(trouble.agents) < AGENTS:
            continue
        best = _best(trouble)
        if best is not None:
            finding = _finding(draft, trouble, best, key)
            if finding is not None:
                found.append(finding)
    return found


def troubles_of(testimony: Testimony) -> Troubles:
    """Every failure and every loop, by what was called and what was said."""
    troubles: Troubles = {}
    for log in testimony.sessions:
        for steps in steps_of(log).values():
            for place, step in enumerate(steps):
                is_loop = _is_loop(steps, place)
                if step.call.id in log.touches or not (step.has_failed or is_loop):
                    continue
                said = "same answer again" if is_loop else step.failure
                if not said or gives_orders(step.result.body):
                    continue
                name = step.name
                trouble = troubles.setdefault((name, said), Trouble(name, is_loop))
                trouble.steps.append(step)
                found = (way_out_of if is_loop else remedy_of)(steps, place)
                if found is not None:
                    for remedy in found.remedies:
                        trouble.remedies.setdefault(remedy, []).append((step, found))
                for vain in vain_remedies(steps, place):
                    trouble.vain.setdefault(vain, set()).add(log.id)
    return troubles


def _is_loop(steps: Sequence[Step], place: int) -> bool:
    """Whether this is the last of several equal calls in a row with equal answers."""
    if place + 1 < _LOOP:
        return False
    last = steps[place - _LOOP + 1 : place + 1]
    following = steps[place + 1] if place + 1 < len(steps) else None
    is_same = all(_same_call(last[0], one) for one in last[1:]) and last[0].is_ok
    return is_same and (following is None or not _same_call(last[0], following))


def _same_call(one: Step, other: Step) -> bool:
    return (
        one.call.input == other.call.input
        and one.call.tool == other.call.tool
        and one.result.body == other.result.body
    )


def _best(trouble: Trouble) -> Remedy | None:
    """What worked in most sessions; of several that say the same the most special."""
    worked = {
        remedy: {worked.success.log.id for _, worked in pairs}
        for remedy, pairs in trouble.remedies.items()
    }
    able = [remedy for remedy, sessions in worked.items() if len(sessions) >= _WORKED]
    able = [one for one in able if not _is_vain(trouble, one, len(worked[one]))]
    return min(able, key=lambda one: (-len(worked[one]), -len(one.text), one.text), default=None)


def _is_vain(trouble: Trouble, remedy: Remedy, worked: int) -> bool:
    return len(trouble.vain.get(remedy.text, ())) >= worked


def _finding(
    draft: Draft, trouble: Trouble, remedy: Remedy, key: tuple[str, str]
) -> Finding | None:
    pairs = trouble.remedies[remedy]
    part = "" if trouble.is_loop else common_part([step.error for step in trouble.steps])
    if not trouble.is_loop and len(part) < _SHORTEST_PART:
        return None
    worked = len({one.success.log.id for _, one in pairs})
    sessions, agents = len(trouble.sessions), len(trouble.agents)
    times = [step.result.ts for step in trouble.steps if step.result.ts is not None]
    text = _text(trouble, remedy, part, worked)
    if _is_known(draft, trouble, remedy, part) or not times:
        return None
    line = f"{text} {seen_note(min(times), max(times), sessions, agents)}"
    names = [trouble.name, *trouble.name.split()]
    return Finding(
        kind=ChangeKind.ADD_LESSON,
        title=f"{trouble.name}: {remedy.advice}",
        rationale=(
            f"The same failure in {sessions} sessions of {agents} agents;"
            f" {remedy.text} worked afterwards in {worked} of them."
        ),
        confidence=round(min(0.6 + 0.1 * worked, 0.95), 2),
        evidence=tuple(_evidence(trouble, remedy, part, pairs)),
        edits=addition(draft, line, names, NEW_FILE),
        scope=f"lesson:{key[0]}:{key[1][:200]}",
    )


def _text(trouble: Trouble, remedy: Remedy, part: str, worked: int) -> str:
    vain = sorted(
        (text for text, sessions in trouble.vain.items() if text != remedy.text and sessions),
        key=lambda text: (-len(trouble.vain[text]), text),
    )
    if trouble.is_loop:
        said = f"`{trouble.name}` again and again gives the same answer"
    else:
        form = common_form([step.error for step in trouble.steps]) or part
        said = f'`{trouble.name}` fails with "{form}"'
    tried = f" `{vain[0]}` does not help." if vain and not trouble.is_loop else ""
    worked_in = f"which worked in {worked} of {len(trouble.sessions)} sessions"
    return f"{said}: {remedy.advice}, {worked_in}.{tried}"


def _evidence(
    trouble: Trouble, remedy: Remedy, part: str, pairs: Iterable[tuple[Step, Worked]]
) -> list[Evidence]:
    by_session: dict[str, list[Evidence]] = defaultdict(list)
    for step in trouble.steps:
        if part and not by_session[step.log.id]:
            by_session[step.log.id].append(cite(step.log, step.result, step.error, part))
        elif trouble.is_loop and not by_session[step.log.id] and step.command:
            by_session[step.log.id].append(cite(step.log, step.call, step.command, step.main_text))
    for _, worked in pairs:
        step = worked.shown
        quote = remedy.quoted(step)
        if quote is not None and len(by_session[step.log.id]) < 2:
            by_session[step.log.id].append(cite(step.log, step.call, quote, remedy.held_by(step)))
    return [one for found in by_session.values() for one in found][:_MOST_EVIDENCE]


def _is_known(draft: Draft, trouble: Trouble, remedy: Remedy, part: str) -> bool:
    """Whether an entry says it already: the tool, and the error or the remedy."""
    words = reading(part).bag
    program = trouble.name.split()[0].lower()
    for entry in draft.entries:
        low = entry.said.lower()
        if program not in low:
            continue
        if remedy.text.lower() in low or (part and part.lower() in low):
            return True
        if words and len(words & reading(entry.text).bag) >= 0.7 * len(words) >= 2:
            return True
    return False
