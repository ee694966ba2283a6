"""
One resource behind many failures: a name that stands in the errors of calls that differ.

Chance baseline: a result that went well names the resource with some share; if failures named it no
more often, k of n failures naming it would be a binomial tail, times the number of names in errors.
Accepted below one in a thousand, when at least three different calls failed over it, in three
sessions of two agents.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from core.dreams.extract.orders import gives_orders
from core.dreams.extract.tokens import Sort, tokens
from core.dreams.material.chance import at_least
from core.dreams.material.draft import Draft
from core.dreams.material.notes import seen_note
from core.dreams.material.placing import addition
from core.dreams.material.steps import Step, steps_of
from core.dreams.material.testimony import Testimony, cite
from core.dreams.miners.lessons import AGENTS, SESSIONS
from core.dreams.miners.patterns import NEW_FILE
from core.dreams.proposal import ChangeKind, Finding

_CALLS: Final = 3
"""Different calls that must have failed over it: one call has a fault of its own."""
_MOST_CHANCE: Final = 1e-3
_MOST_EVIDENCE: Final = 8


@dataclass(slots=True)
class Culprit:
    """A name, as it stands in errors, and the failures that name it."""

    name: str
    steps: list[Step] = field(default_factory=list)


def culprits_of(testimony: Testimony) -> list[Culprit]:
    """The names that stand behind failures of different calls, beyond chance."""
    failed, well = 0, 0
    named: dict[str, Culprit] = {}
    for log in testimony.sessions:
        for steps in steps_of(log).values():
            for step in steps:
                if step.call.id in log.touches:
                    continue
                well += step.is_ok
                if step.has_failed and not gives_orders(step.result.body):
                    failed += 1
                    for name in _names(step):
                        named.setdefault(name, Culprit(name)).steps.append(step)
    fine = _named_when_well(testimony, named.keys())
    return [
        named[name]
        for name in sorted(named)
        if _is_several(named[name])
        and at_least(len(named[name].steps), failed, (fine[name] + 1) / (well + 2)) * len(named)
        <= _MOST_CHANCE
    ]


def _names(step: Step) -> set[str]:
    """The names in an error that are not those of the call itself."""
    own = set(step.name.lower().split())
    return {
        token.text
        for token in tokens(step.error)
        if token.sort is Sort.NAME
        and token.norm not in own
        and any(sign.isdigit() for sign in token.text)
        and any(sign in "-." for sign in token.text)
    }


def _named_when_well(testimony: Testimony, names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for name in names:
        for result in testimony.with_words([name]):
            found[name] += not result.has_failed
    return found


def _is_several(culprit: Culprit) -> bool:
    steps = culprit.steps
    return (
        len({step.name for step in steps}) >= _CALLS
        and len({step.log.id for step in steps}) >= SESSIONS
        and len({step.log.agent for step in steps}) >= AGENTS
    )


def culprits(draft: Draft, found: Iterable[Culprit]) -> list[Finding]:
    """One finding for each that no entry knows yet."""
    return [_finding(draft, culprit) for culprit in found if not _is_known(draft, culprit)]


def _is_known(draft: Draft, culprit: Culprit) -> bool:
    calls = {step.name.split()[0].lower() for step in culprit.steps}
    name = culprit.name.lower()
    return any(
        name in entry.text.lower() and sum(call in entry.text.lower() for call in calls) >= 2
        for entry in draft.entries
    )


def _finding(draft: Draft, culprit: Culprit) -> Finding:
    name, steps = culprit.name, culprit.steps
    sessions = {step.log.id for step in steps}
    agents = {step.log.agent for step in steps}
    calls = sorted({step.name for step in steps})
    times = [step.result.ts or 0 for step in steps]
    note = seen_note(min(times), max(times), len(sessions), len(agents))
    listed = ", ".join(f"`{call}`" for call in calls)
    text = (
        f"`{name}` stands behind {len(steps)} failures of different calls: {listed}."
        f" Look at it first when one of them fails. {note}"
    )
    return Finding(
        kind=ChangeKind.ADD_PATTERN,
        title=f"{name} is behind failures of {len(calls)} different calls",
        rationale=(
            f"{len(steps)} failures in {len(sessions)} sessions of {len(agents)} agents name it,"
            " far more than results that went well; by chance less than one in a thousand."
        ),
        confidence=0.8,
        evidence=tuple(
            dict.fromkeys(cite(step.log, step.result, step.error, name) for step in steps)
        )[:_MOST_EVIDENCE],
        edits=addition(draft, text, [name], NEW_FILE),
        scope=f"culprit:{name}",
    )
