"""
A slow path where others took a short one: several calls in a row that end in an answer which other
sessions got from one call.

The answer has to be the same text, long enough to be no mere "ok", and to come from these two calls
only; the calls before it have to be the same in several sessions, so that they belong to the way,
and are no other work. At least three sessions of two agents, of which two went the long way and two
the short one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.dreams.extract.orders.orders import gives_orders
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.notes import seen_note
from core.dreams.material.memories.placing import addition
from core.dreams.material.steps.runs import runs_of
from core.dreams.material.steps.steps import Step
from core.dreams.material.testimony.few import few
from core.dreams.material.testimony.testimony import Testimony, cite
from core.dreams.material.timeline.chance import AGENTS, SESSIONS
from core.dreams.miners.lessons import NEW_FILE
from core.dreams.proposal import ChangeKind, Evidence, Finding

_EACH: Final = 2
"""Sessions that went each way."""
_ELSEWHERE: Final = 2
"""How many times as often as its end a call of a way may be made, wherever."""
_LEAST_STEPS: Final = 3
"""Calls of a way that is worth being called long."""
_MOST_STEPS: Final = 8
_SHORTEST_ANSWER: Final = 16
_LONGEST_ANSWER: Final = 4_000
_LONGEST_CALL: Final = 120
_MOST_EVIDENCE: Final = 8

Place = tuple[tuple[Step, ...], int]
"""A step among those of its session."""


@dataclass(frozen=True, slots=True)
class Detour:
    """Two ways to the same answer."""

    long: tuple[tuple[Step, ...], ...]
    """For each session that took it the calls of the long way, the last one with the answer."""
    short: tuple[Step, ...]
    """The calls that had it at once, of sessions that did nothing of the long way."""


def detours_of(testimony: Testimony) -> list[Detour]:
    """Every long way that others went around."""
    by_answer: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    often: Counter[str | None] = Counter()
    for log, of_agents in runs_of(testimony.sessions):
        for steps in of_agents.values():
            known = tuple(steps)
            often.update(step.command for step in known)
            for at, step in enumerate(known):
                answer = " ".join(step.result.body.split())
                if (
                    step.is_ok
                    and step.command
                    and step.call.id not in log.touches
                    and _SHORTEST_ANSWER <= len(answer) <= _LONGEST_ANSWER
                    and len(step.command) <= _LONGEST_CALL
                ):
                    by_answer[answer][step.command].append((known, at))
    found = []
    for answer in sorted(by_answer):
        calls = by_answer[answer]
        if len(calls) == 2 and not gives_orders(answer):
            one, other = (calls[name] for name in sorted(calls))
            both = [_detour(one, other, often), _detour(other, one, often)]
            able = [detour for detour in both if detour is not None]
            # One of the two is the long way; what stood before the other was other work.
            found += sorted(able, key=lambda detour: (-len(detour.long), -len(detour.long[0])))[:1]
    return found


def _detour(
    ends: Sequence[Place], directs: Sequence[Place], often: Mapping[str | None, int]
) -> Detour | None:
    way = _way(ends)
    # What is called all the time may stand there by chance; one such call may belong to the way.
    own = sum(often[call] <= _ELSEWHERE * len(ends) for call in way)
    if len(way) + 1 < _LEAST_STEPS or own < max(len(way) - 1, _LEAST_STEPS - 1):
        return None
    long = [
        steps[at - len(way) : at + 1]
        for steps, at in ends
        if tuple(one.command for one in steps[max(at - len(way), 0) : at]) == way
    ]
    went = {steps[-1].log.id for steps in long}
    short = [
        steps[at]
        for steps, at in directs
        if steps[at].log.id not in went
        and not {one.command for one in steps[max(at - len(way), 0) : at]} & set(way)
    ]
    sessions = went | {step.log.id for step in short}
    agents = {step.log.agent for step in (*short, *(steps[-1] for steps in long))}
    if min(len(went), len({step.log.id for step in short})) < _EACH:
        return None
    if len(sessions) < SESSIONS or len(agents) < AGENTS:
        return None
    return Detour(tuple(long), tuple(short))


def _way(ends: Iterable[Place]) -> tuple[str | None, ...]:
    """The calls that stand before the last one in most sessions, in their order."""
    counted: dict[tuple[str | None, ...], set[str]] = defaultdict(set)
    for steps, at in ends:
        for length in range(1, min(at, _MOST_STEPS) + 1):
            calls = tuple(one.command for one in steps[at - length : at])
            if None in calls or len(set(calls)) < length or not steps[at - length].is_ok:
                break
            counted[calls].add(steps[at].log.id)
    several = [calls for calls, sessions in counted.items() if len(sessions) >= _EACH]
    return max(several, key=lambda calls: (len(counted[calls]), len(calls), calls), default=())


def detours(draft: Draft, found: Iterable[Detour]) -> list[Finding]:
    """One finding for each that no entry knows yet."""
    return [_finding(draft, one) for one in found if not _is_known(draft, one)]


def _is_known(draft: Draft, detour: Detour) -> bool:
    command = (detour.short[0].command or "").lower()
    return any(command in entry.said.lower() for entry in draft.entries)


def _finding(draft: Draft, detour: Detour) -> Finding:
    direct = detour.short[0]
    short = direct.command or ""
    way = [step.command or "" for step in detour.long[0]]
    steps = [*detour.short, *(step for way in detour.long for step in way)]
    sessions = {step.log.id for step in steps}
    agents = {step.log.agent for step in steps}
    note = seen_note((step.result.ts for step in steps), len(sessions), len(agents))
    listed = ", ".join(f"`{call}`" for call in way)
    text = f"`{short}` gives at once what others got by {len(way)} calls ({listed}). {note}"
    return Finding(
        kind=ChangeKind.ADD_LESSON,
        title=f"{short} instead of {len(way)} calls",
        rationale=(
            f"{len(detour.long)} sessions went the long way and {len(detour.short)} the short one,"
            " with the same answer."
        ),
        confidence=0.8,
        evidence=_evidence(detour),
        edits=addition(draft, text, [direct.name, *direct.name.split()], NEW_FILE),
        scope=f"detour:{short[:200]}",
    )


def _evidence(detour: Detour) -> tuple[Evidence, ...]:
    found = []
    for step in (*detour.short, *(one for way in detour.long for one in (way[0], way[-1]))):
        line = (step.command or "").split("\n")[0].strip()
        found.append(cite(step.log, step.call, line, line))
    return few(found, _MOST_EVIDENCE)
