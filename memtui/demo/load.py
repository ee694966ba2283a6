"""
The demo as a load: any number of agents over any number of memories, without a story.

Every agent rewrites memories of its own choice, with the hash of what it read; now and then it goes
for the one note that all share, and collides. The choices come from a seeded generator.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from core import CoreError, PathConflict, PreconditionFailed, Workspace
from core.handle import Session
from core.records.memories import Memory
from memtui.demo.player import Tally

MEMORIES_PER_AGENT = 1_000
PERIOD_S = 0.5
"""Between two writes of one agent at rate 1."""

SHARED = "/shared/board.md"
_SHARED_SHARE = 0.1
_BATCH = 1_000


def fill(workspace: Workspace, agents: int) -> str:
    """Make the store of a load with 1,000 memories for each agent, and give its id."""
    store = workspace.stores.create("Load", "Memories that a load of simulated agents writes to.")
    paths = [
        _path(agent, number) for agent in range(agents) for number in range(MEMORIES_PER_AGENT)
    ]
    paths[-1] = SHARED
    for start in range(0, len(paths), _BATCH):
        batch = {path: f"# {path}\n\n- nothing yet\n" for path in paths[start : start + _BATCH]}
        workspace.memories.create_many(store.id, batch)
    return store.id


@dataclass(slots=True)
class LoadAgent:
    """One agent of a load."""

    number: int
    agents: int
    session: Session
    store_id: str
    clock: Callable[[], datetime]
    tally: Tally = field(default_factory=Tally)
    _random: random.Random = field(init=False)
    _board: Memory | None = None

    def __post_init__(self) -> None:
        self._random = random.Random(self.number)  # noqa: S311  # a load, not a secret

    def write(self) -> None:
        """One read and one write of it back, as an agent would."""
        try:
            self._write()
            self.tally.writes += 1
        except (PreconditionFailed, PathConflict):
            self.tally.conflicts += 1
        except CoreError:
            return

    def _write(self) -> None:
        memories = self.session.memories
        board, self._board = self._board, memories.at_path(self.store_id, SHARED)
        if board is not None and self._random.random() < _SHARED_SHARE:
            # From what it read the time before: by now another agent has written, mostly.
            self.session.update(board.id, content=self._words(board), expect=board.content_sha256)
            return
        agent = self._random.randrange(self.agents)
        path = _path(agent, self._random.randrange(MEMORIES_PER_AGENT - 1))
        base = memories.at_path(self.store_id, path)
        self.session.update(base.id, content=self._words(base), expect=base.content_sha256)

    def _words(self, base: Memory) -> str:
        lines = (base.content or "").splitlines()[-20:]
        at = self.clock().strftime("%Y-%m-%d %H:%M:%S")
        return "\n".join([*lines, f"- {at} UTC, load-{self.number}: seen again"]) + "\n"


def _path(agent: int, number: int) -> str:
    return f"/agents/{agent:03d}/{number // 100:02d}/note-{number:04d}.md"
