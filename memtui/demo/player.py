"""
One agent of the demo: plays its part of the scenario through a session's handle.

It works like a real agent: it reads, thinks, and writes with the hash of what it read. When it
loses against another agent it counts that and goes on; the refused text is kept by core.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from core import CoreError, NotFound, PathConflict, PreconditionFailed
from core.handle import Session
from core.records.memories import Memory
from memtui.demo.scenario import Action, Moment, Scenario, Step, facts_of_round, render

THINKING_S = 0.4
"""Between reading and writing in a collision, so that both have read before one writes."""

PATIENCE_S = 2.0


@dataclass(slots=True)
class Tally:
    """What came of the writes of an agent."""

    writes: int = 0
    conflicts: int = 0


@dataclass(slots=True)
class Player:
    """Plays the steps of one agent, in one session."""

    scenario: Scenario
    agent: str
    session: Session
    stores: dict[str, str]
    """Store ids by the keys of the scenario."""
    began: datetime
    clock: Callable[[], datetime]
    pause: Callable[[float], None]
    """Waits some seconds at rate 1, or less when the demo ends."""
    tally: Tally = field(default_factory=Tally)
    _read: dict[str, Memory] = field(default_factory=dict)

    def play(self, moment: Moment) -> None:
        """Do one step; what is refused is counted, and the story goes on."""
        step = moment.step
        facts = facts_of_round(self.scenario, moment.round) | {
            "agent": self.agent,
            "run": self.began.strftime("%H%M"),
            "date": self.clock().strftime("%Y-%m-%d"),
        }
        path = render(step.path, facts)
        try:
            self._do(step, path, facts)
        except (PreconditionFailed, PathConflict):
            self.tally.conflicts += 1
        except CoreError:
            return  # the memory is gone, or a person ended the session: not this agent's turn

    def _do(self, step: Step, path: str, facts: dict[str, str]) -> None:
        store_id = self.stores[step.store]
        match step.action:
            case Action.CREATE:
                self._wrote(
                    self.session.create(store_id, path, self._words(step.contents[0], facts))
                )
            case Action.READ:
                self._read[path] = self._find(store_id, path)
            case Action.APPEND:
                memory = self._find(store_id, path)
                self._wrote(self.session.append(memory.id, self._words(step.contents[0], facts)))
            case Action.REPLACE:
                base = self._read.pop(path, None) or self._find(store_id, path)
                self._replace(base, step.contents[0], facts)
            case Action.COLLIDE:
                base = self._find(store_id, path)
                self.pause(THINKING_S)
                self._replace(base, step.contents[step.agents.index(self.agent)], facts)
            case Action.RENAME:
                memory = self._find(store_id, path)
                self._wrote(self.session.update(memory.id, path=render(step.to, facts)))
            case Action.DELETE:
                memory = self._find(store_id, path)
                self.session.delete(memory.id, expect=memory.content_sha256)
                self.tally.writes += 1

    def _replace(self, base: Memory, template: str, facts: dict[str, str]) -> None:
        text = (base.content or "").removesuffix("\n")
        content = self._words(template, facts | {"base": text})
        self._wrote(self.session.update(base.id, content=content, expect=base.content_sha256))

    def _find(self, store_id: str, path: str) -> Memory:
        """The memory at a path; one that another agent is about to make is waited for."""
        waited = 0.0
        while True:
            try:
                return self.session.memories.at_path(store_id, path)
            except NotFound:
                if waited >= PATIENCE_S:
                    raise
            self.pause(PATIENCE_S / 10)
            waited += PATIENCE_S / 10

    def _wrote(self, memory: Memory) -> None:
        self.tally.writes += 1
        if memory.path in self._read:
            self._read[memory.path] = memory

    def _words(self, template: str, facts: dict[str, str]) -> str:
        return render(template, facts | {"time": self.clock().strftime("%H:%M:%S")})
