"""
One resource behind many incidents: a name that stands in errors and reports that differ.

An incident is a call that failed, or a happening that a result reports. Chance baseline: a result
without an incident names the resource with some share; if incidents named it no more often, k of n
incidents naming it would be a binomial tail, times the number of names in incidents. Accepted
below one in a thousand, when at least three kinds of incidents name it, in three sessions of two
agents, and no other name of its shape is nearly as frequent: where each line names some host, none
of them is behind it; nor is what stands in nearly every line of the results that have it, such as
the host that writes the log.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from core.dreams.extract.happenings.happenings import Happening
from core.dreams.extract.names.resources import codes_in, is_set_off, resources_in
from core.dreams.extract.orders.orders import gives_orders
from core.dreams.inputs import SessionLog
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.notes import seen_note
from core.dreams.material.memories.placing import addition
from core.dreams.material.steps.runs import runs_of
from core.dreams.material.steps.steps import Step
from core.dreams.material.testimony.few import few
from core.dreams.material.testimony.testimony import Testimony, cite
from core.dreams.material.timeline.chance import AGENTS, MOST_CHANCE, SESSIONS, at_least
from core.dreams.material.timeline.timeline import Sight, Timeline
from core.dreams.miners.patterns import NEW_FILE
from core.dreams.proposal import ChangeKind, Evidence, Finding

_KINDS: Final = 3
"""Different calls or happenings that must name it: one call has a fault of its own."""
_FAR_AHEAD: Final = 3
"""How many times as often as the next name of its shape."""
_MOST_EVIDENCE: Final = 8
_ALWAYS: Final = 0.75
"""Of the happenings in results that name it, the part from which on it is how their lines look."""


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that went wrong or was reported, once."""

    kind: str
    """The call, or the label of the happening, as it is written."""
    log: SessionLog
    at: int
    proof: Evidence
    is_failure: bool = False
    """Of a call; else a report of something."""


@dataclass(slots=True)
class Culprit:
    """A name, as it stands in errors and reports, and the incidents that name it."""

    name: str
    incidents: list[Incident] = field(default_factory=list)


def culprits_of(testimony: Testimony, seen: Timeline) -> list[Culprit]:
    """The names that stand behind incidents of different kinds, beyond chance."""
    named: dict[str, Culprit] = {}
    trials, well = 0, 0
    bad: set[str] = set()
    for log, of_agents in runs_of(testimony.sessions):
        for steps in of_agents.values():
            for step in steps:
                if step.call.id in log.touches:
                    continue
                well += step.is_ok
                if step.has_failed and not gives_orders(step.result.body):
                    trials += 1
                    bad.add(step.result.id)
                    # Where the wrapping of a harness goes through the line, it cannot be quoted.
                    for name in _names(step) if step.error in step.result.body else ():
                        proof = cite(step.log, step.result, step.error, name)
                        one = Incident(step.name, log, step.result.ts or 0, proof, is_failure=True)
                        named.setdefault(name, Culprit(name)).incidents.append(one)
    told: set[tuple[int, tuple[str, ...]]] = set()
    for sight in seen.sights:
        happening, result = sight.happening, sight.result
        bad.add(result.event.id)
        # What several sessions report is one happening.
        if (happening.at, happening.labels[-1]) in told:
            continue
        told.add((happening.at, happening.labels[-1]))
        trials += 1
        kind = " ".join(happening.shown[:2])
        for name in _named(happening):
            proof = result.cite(happening.quote, name)
            one = Incident(kind, result.log, happening.at, proof)
            named.setdefault(name, Culprit(name)).incidents.append(one)
    several = _longest({name: one for name, one in named.items() if _is_several(one)})
    always = _named_always(several.values(), seen.sights)
    fine = _named_when_well(testimony, several, bad)
    shapes = _by_shape(named.values())
    return [
        several[name]
        for name in sorted(several)
        if name not in always
        and _is_ahead(several[name], shapes)
        and at_least(len(several[name].incidents), trials, (fine[name] + 1) / (well + 2))
        * len(named)
        <= MOST_CHANCE
    ]


def _names(step: Step) -> set[str]:
    """The names in an error that are not those of the call itself."""
    own = set(step.name.lower().split())
    return {name for name in codes_in(step.error) if name.lower() not in own}


def _named(happening: Happening) -> list[str]:
    """The names in a report, beside its time and beside those of what happened."""
    own = {name.lower() for name in happening.shown}
    source = happening.shown[0].lower()
    found = resources_in(happening.quote.replace(happening.written, " | "))
    return sorted(name for name in found if name.lower() not in own and name.lower() not in source)


def _named_always(named: Iterable[Culprit], sights: Iterable[Sight]) -> set[str]:
    """The names in most lines of the results that have them: the host that writes the log."""
    quotes: dict[str, set[str]] = defaultdict(set)
    for sight in sights:
        quotes[sight.result.event.id].add(sight.happening.quote)
    found = set()
    for culprit in named:
        results = {one.proof.event_id or "" for one in culprit.incidents}
        told = [quote for one in results if len(quotes[one]) > 1 for quote in quotes[one]]
        if told and sum(culprit.name in quote for quote in told) > _ALWAYS * len(told):
            found.add(culprit.name)
    return found


def _named_when_well(testimony: Testimony, names: Iterable[str], bad: set[str]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for name in names:
        for result in testimony.with_words(word.strip("/.~") for word in name.split()):
            found[name] += result.event.id not in bad and name in result.event.body
    return found


def _longest(named: dict[str, Culprit]) -> dict[str, Culprit]:
    """Without the names that are only the end of another: `store 4` of `cold store 4`."""
    whole = {
        name: one
        for name, one in named.items()
        if not any(name.endswith(f" {other}") for other in named)
        or any(is_set_off(name, incident.proof.quote) for incident in one.incidents)
    }
    return {
        name: one
        for name, one in whole.items()
        if not any(
            other.endswith(f" {name}") and len(more.incidents) >= len(one.incidents)
            for other, more in whole.items()
        )
    }


def _is_several(culprit: Culprit) -> bool:
    found = culprit.incidents
    return (
        len({one.kind for one in found}) >= _KINDS
        and len({one.log.id for one in found}) >= SESSIONS
        and len({one.log.agent for one in found}) >= AGENTS
    )


def _by_shape(named: Iterable[Culprit]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for one in named:
        found[_shape(one.name)].append(len(one.incidents))
    return found


def _is_ahead(culprit: Culprit, shapes: dict[str, list[int]]) -> bool:
    """Whether it is named far more often than any other name of its shape."""
    counts = Counter(shapes[_shape(culprit.name)])
    counts[len(culprit.incidents)] -= 1
    return len(culprit.incidents) >= _FAR_AHEAD * max(+counts, default=0)


def _shape(name: str) -> str:
    """The form of a name; those without digits are all of one form, and so are paths."""
    if "/" in name:
        return "/"
    return re.sub(r"\d+", "#", name) if any(map(str.isdigit, name)) else ""


def culprits(draft: Draft, found: Iterable[Culprit]) -> list[Finding]:
    """One finding for each that no entry knows yet."""
    return [_finding(draft, culprit) for culprit in found if not _is_known(draft, culprit)]


def _is_known(draft: Draft, culprit: Culprit) -> bool:
    kinds = {one.kind.lower() for one in culprit.incidents}
    calls = {kind.split()[0] for kind in kinds}
    name = culprit.name.lower()
    return any(
        name in low and max(sum(one in low for one in known) for known in (kinds, calls)) >= 2
        for low in (entry.text.lower() for entry in draft.entries)
    )


def _finding(draft: Draft, culprit: Culprit) -> Finding:
    name, found = culprit.name, culprit.incidents
    sessions = {one.log.id for one in found}
    agents = {one.log.agent for one in found}
    kinds = sorted({one.kind for one in found})
    times = [one.at for one in found]
    note = seen_note(times, len(sessions), len(agents))
    listed = ", ".join(f"`{kind}`" for kind in kinds)
    is_calls = all(one.is_failure for one in found)
    what = "failures of different calls" if is_calls else "incidents of different kinds"
    text = (
        f"`{name}` stands behind {len(found)} {what}: {listed}."
        f" Look at it first when one of them comes again. {note}"
    )
    return Finding(
        kind=ChangeKind.ADD_PATTERN,
        title=f"{name} is behind {len(found)} {what}",
        rationale=(
            f"{len(found)} {what} in {len(sessions)} sessions of {len(agents)} agents name it,"
            " far more than other results do; by chance less than one in a thousand."
        ),
        confidence=0.8,
        evidence=few((one.proof for one in found), _MOST_EVIDENCE),
        edits=addition(draft, text, [name], NEW_FILE),
        scope=f"culprit:{name}",
    )
