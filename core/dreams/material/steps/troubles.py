"""
What went wrong, everywhere it did: each kind of failure with its cases, and what worked afterwards.

Pure. A failure is known by its tool, or a program with its sub-command, and by an error without
what changes from case to case. Failures that everybody meets are known across programs, a rule of a
linter across the code that breaks it. A loop, the same call with the same answer again and again,
is a failure too.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from core.dreams.extract.errors.checks import Complaint, complaints
from core.dreams.extract.errors.errors import blamed_in
from core.dreams.extract.errors.failures import OF_SHELLS, Known
from core.dreams.extract.orders.orders import gives_orders
from core.dreams.inputs import SessionLog
from core.dreams.material.steps.other_tools import found_of
from core.dreams.material.steps.remedies import (
    came_before,
    remedy_of,
    vain_remedies,
    way_out_of,
)
from core.dreams.material.steps.remedy import How, Remedy, Worked
from core.dreams.material.steps.runs import runs_of
from core.dreams.material.steps.steps import Step
from core.dreams.material.steps.supplies import supply_of
from core.dreams.material.testimony.testimony import Testimony
from core.transcripts.events import ToolNorm

_LOOP: Final = 3
_UNTIL_MENDED: Final = 24
"""Steps after a complaint in which its place is changed and looked at again."""


class Sort(StrEnum):
    """What sort of trouble it is."""

    FAILURE = "failure"
    LOOP = "loop"
    RULE = "rule"
    """Code that breaks a rule of a linter."""


@dataclass(frozen=True, slots=True)
class Case:
    """Once that it went wrong, and the line that says so."""

    step: Step
    line: str


@dataclass(slots=True)
class Trouble:
    """One kind of failure, everywhere it happened."""

    sort: Sort
    cases: list[Case] = field(default_factory=list)
    remedies: dict[Remedy, list[Worked]] = field(default_factory=dict)
    """How it was overcome, by what did it."""
    vain: dict[str, set[str]] = field(default_factory=dict)
    """What did not help, and the sessions in which it was tried."""
    ran: Sequence[Step] = ()
    """Every call of the program, however it went."""
    called: str = ""
    """The program, if several of its sub-commands fail in this way."""

    @property
    def name(self) -> str:
        """What was called most: a tool, or a program with its sub-command."""
        if self.called:
            return self.called
        if self.sort is Sort.RULE:
            names = Counter(name for case in self.cases for name in set(case.step.names))
        else:
            names = Counter(case.step.name for case in self.cases)
            families = {case.step.family for case in self.cases}
            programs = {family.partition(" ")[0] for family in families}
            if len(families) > 1 and (self._blamed or len(programs) == 1):
                return self._blamed or programs.pop()
        return min(names, key=lambda name: (-names[name], name))

    @property
    def _blamed(self) -> str:
        return blamed_in(self.cases[0].line)

    @property
    def lines(self) -> list[str]:
        """What was said; of several lines the last."""
        return [case.line.rpartition("\n")[2] for case in self.cases]

    def goes_without(self, remedy: Remedy) -> int:
        """How often a call got past this failure without a flag that is said to be its remedy."""
        if remedy.how is not How.WITH:
            return 0
        own = {case.step.failure for case in self.cases}
        past = (one for one in self.ran if not (one.has_failed and one.failure in own))
        return sum(not one.has(remedy.text) for one in past)

    @property
    def sessions(self) -> set[str]:
        """Where it happened."""
        return {case.step.log.id for case in self.cases}

    @property
    def agents(self) -> set[str]:
        """To whom it happened."""
        return {case.step.log.agent for case in self.cases}


Key: TypeAlias = tuple[str, str]
Troubles: TypeAlias = dict[Key, Trouble]
Ways: TypeAlias = Callable[[Sequence[Step], int], Worked | None]
Found: TypeAlias = tuple[Key, Sort, str, tuple[Ways, ...]]


def troubles_of(testimony: Testimony) -> Troubles:
    """Every failure, every loop and every broken rule; a run that is there twice counts once."""
    troubles: Troubles = {}
    ran: dict[str, list[Step]] = defaultdict(list)
    for log, of_agents in runs_of(testimony.sessions):
        for steps in of_agents.values():
            for place, step in enumerate(steps):
                ran[_program(step)].append(step)
                is_ordered = step.has_failed and gives_orders(step.result.body)
                ordered = step.result.body if is_ordered else ""
                for key, sort, line, ways in _went_wrong(log, steps, place):
                    trouble = troubles.setdefault(key, Trouble(sort, ran=ran[_program(step)]))
                    trouble.cases.append(Case(step, line))
                    for remedy, worked in _overcome(steps, place, ways):
                        if remedy.text not in ordered:  # an order may have been obeyed
                            trouble.remedies.setdefault(remedy, []).append(worked)
                    if sort is Sort.FAILURE:
                        for vain in vain_remedies(steps, place):
                            trouble.vain.setdefault(vain, set()).add(log.id)
    return troubles


def _overcome(
    steps: Sequence[Step], place: int, ways: Sequence[Ways]
) -> Iterator[tuple[Remedy, Worked]]:
    """Everything that may have helped, each once."""
    known: set[Remedy] = set()
    for overcome in ways:
        worked = overcome(steps, place)
        for remedy in worked.remedies if worked is not None else ():
            if worked is not None and remedy not in known:
                known.add(remedy)
                yield remedy, worked


def _program(step: Step) -> str:
    return step.family.partition(" ")[0]


def _went_wrong(log: SessionLog, steps: Sequence[Step], place: int) -> Iterator[Found]:
    """What went wrong in one step, as what it counts, and where to look for what worked."""
    step = steps[place]
    is_loop = _is_loop(steps, place)
    if step.call.id in log.touches or not (step.has_failed or is_loop):
        return
    if not step.is_believable:
        return
    if is_loop:
        yield (step.family, "same answer again"), Sort.LOOP, step.error, (way_out_of,)
        return
    yield from _broken_rules(step)
    if not step.failure:
        return
    known = step.told.known if step.told is not None else None
    if known is None:
        # What fails in the same way under several programs is the program that they call.
        program = blamed_in(step.error) or step.family
        yield (program, step.failure), Sort.FAILURE, step.error, (remedy_of, came_before)
    elif known in OF_SHELLS and step.told is not None:
        yield ("", step.failure), Sort.FAILURE, step.error, (supply_of,)
        # That one thing is missing may have a remedy of its own: another program, another place.
        said = f"{step.failure} {step.told.about}"
        yield (_program(step), said), Sort.FAILURE, step.error, (_without_supply,)
    else:
        norm = step.call.tool_norm
        if known is Known.NO_FILE:
            yield ("", known.value), Sort.FAILURE, step.error, (found_of,)
        sort = ToolNorm.EDIT if step.is_edit else norm
        yield (sort or "", step.failure), Sort.FAILURE, step.error, (remedy_of,)


def _without_supply(steps: Sequence[Step], place: int) -> Worked | None:
    return None if supply_of(steps, place) is not None else remedy_of(steps, place)


def _broken_rules(step: Step) -> Iterator[Found]:
    rules: dict[str, Complaint] = {}
    for complaint in complaints(step.result.body) if step.main is not None else ():
        rules.setdefault(complaint.rule, complaint)
    for rule, complaint in sorted(rules.items()):
        yield ("", f"rule {rule}"), Sort.RULE, complaint.line, (_mending(complaint),)


def _mending(complaint: Complaint) -> Ways:
    """How the place that a linter named was changed, until the linter was content."""

    def mended(steps: Sequence[Step], place: int) -> Worked | None:
        is_changed = False
        for step in steps[place + 1 : place + 1 + _UNTIL_MENDED]:
            is_changed = is_changed or (step.is_work and complaint.file in (step.call.input or ""))
            if is_changed and set(step.names) & set(steps[place].names):
                again = complaints(step.result.body)
                if any((one.rule, one.file) == (complaint.rule, complaint.file) for one in again):
                    return None
                return Worked((Remedy(How.MENDED, complaint.rule),), step, step)
        return None

    return mended


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
