"""
The story of a demo: who does what, when, and with which words. Pure, but for reading the file.

The format is described at the top of `scenario.toml`; this module knows nothing of what is in it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from pathlib import Path

_TEMPLATE = re.compile(r"\{(\w+)\}")

OLD_ROUNDS = 5
"""How many rounds back `{old}` points."""


class Action(StrEnum):
    """What a step does."""

    READ = "read"
    CREATE = "create"
    APPEND = "append"
    REPLACE = "replace"
    RENAME = "rename"
    DELETE = "delete"
    COLLIDE = "collide"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that one agent does; a collision is done by two."""

    at_s: float
    agents: tuple[str, ...]
    store: str
    action: Action
    path: str
    contents: tuple[str, ...] = ()
    to: str = ""
    every: int = 1


@dataclass(frozen=True, slots=True)
class SampleStore:
    """A store to make from a folder of files."""

    key: str
    folder: Path
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class SampleAgent:
    """An agent of the story, and what it may do with which store."""

    name: str
    role: str
    access: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole story."""

    stores: tuple[SampleStore, ...]
    agents: tuple[SampleAgent, ...]
    values: Mapping[str, tuple[str, ...]]
    steps: tuple[Step, ...]
    loop_begins_s: float
    loop_period_s: float
    loop_steps: tuple[Step, ...]
    transcripts: Path | None = None
    """Recorded sessions of the time before."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A step at its time, in seconds from the start at rate 1; round 0 is the story."""

    at_s: float
    round: int
    step: Step


def read_scenario(folder: Path) -> Scenario:
    """The scenario of a sample folder."""
    with (folder / "scenario.toml").open("rb") as file:
        data = tomllib.load(file)
    return Scenario(
        stores=tuple(
            SampleStore(store["key"], folder / store["folder"], store["name"], store["description"])
            for store in data["store"]
        ),
        agents=tuple(
            SampleAgent(agent["name"], agent["role"], agent["access"]) for agent in data["agent"]
        ),
        values={name: tuple(items) for name, items in data["values"].items()},
        steps=tuple(_step(step) for step in data["step"]),
        loop_begins_s=data["loop"]["begins"],
        loop_period_s=data["loop"]["period"],
        loop_steps=tuple(_step(step) for step in data["loop"]["step"]),
        transcripts=folder / data["transcripts"]["folder"] if "transcripts" in data else None,
    )


def moments(scenario: Scenario, agents: frozenset[str]) -> Iterator[Moment]:
    """Everything these agents do, in the order of time; it never ends."""
    for step in scenario.steps:
        if agents.intersection(step.agents):
            yield Moment(step.at_s, 0, step)
    own = [step for step in scenario.loop_steps if agents.intersection(step.agents)]
    if not own:
        return
    for number in count(1):
        begin = scenario.loop_begins_s + (number - 1) * scenario.loop_period_s
        for step in own:
            if number % step.every == 0:
                yield Moment(begin + step.at_s, number, step)


def render(template: str, facts: Mapping[str, str]) -> str:
    """A template with what is known filled in; anything else between braces stays as it is."""
    return _TEMPLATE.sub(lambda found: facts.get(found[1], found[0]), template)


def facts_of_round(scenario: Scenario, number: int) -> dict[str, str]:
    """What the templates of one round may say, besides times and names."""
    facts = {name: items[number % len(items)] for name, items in scenario.values.items()}
    return {**facts, "n": str(number), "old": str(number - OLD_ROUNDS)}


def _step(data: Mapping[str, object]) -> Step:
    action = Action(str(data["action"]))
    agents = data.get("agents", [data.get("agent")])
    contents = data.get("contents", [data.get("content", "")])
    assert isinstance(agents, list)
    assert isinstance(contents, list)
    at, every = data["at"], data.get("every", 1)
    assert isinstance(at, int | float)
    assert isinstance(every, int)
    return Step(
        at_s=float(at),
        agents=tuple(map(str, agents)),
        store=str(data.get("store", "working")),
        action=action,
        path=str(data["path"]),
        contents=tuple(map(str, contents)),
        to=str(data.get("to", "")),
        every=every,
    )
