"""
Killing writers again and again, and looking whether everything they were told is there.

Each writer logs an acknowledgement before it goes on, so the log of a killed one is the truth about
what it was promised.
"""

import random
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from core import Workspace
from support.processes import Crew, read_log
from support.workers import write_until_killed

WRITERS = 4


class PromiseBroken(AssertionError):
    """Something that was acknowledged is not there, or not as it was acknowledged."""


@dataclass
class Crash:
    """One workspace, its writers, and what they were promised so far."""

    file: Path
    crew: Crew
    plant: str | None = None
    chance: random.Random = field(default_factory=lambda: random.Random(11))
    kills: int = 0
    promised: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    """Version id to its hash and to the hash that it was to replace."""

    def run(self, kills: int) -> None:
        """Kill `kills` processes, one to all of them at a time, and check after each time."""
        with Workspace.open(self.file) as ws:
            store_id = ws.stores.create("crash").id
        logs: list[Path] = []
        while self.kills < kills:
            while len(self.crew.members) < WRITERS:
                logs.append(self.file.with_name(f"{self.file.name}.told{len(logs)}"))
                self.crew.start(
                    write_until_killed,
                    self.file,
                    store_id,
                    f"w{len(logs) % WRITERS}",
                    logs[-1],
                    self.plant,
                )
            # All of them in the middle of it, however slowly one of them began.
            while not all(len(read_log(log)) > 7 for log in logs[-WRITERS:]):
                time.sleep(0.001)
            time.sleep(self.chance.random() * 0.05)
            victims = self.chance.randint(1, WRITERS)
            for process in self.chance.sample(self.crew.members, victims):
                self.crew.kill(process)
                self.kills += 1
            for log in logs:
                for version_id, sha256, base in read_log(log):
                    self.promised[str(version_id)] = sha256, base
            self.check(store_id)

    def check(self, store_id: str) -> None:
        """Open the file as anybody would, and compare."""
        with Workspace.open(self.file, create=False) as ws:
            report = ws.examine()
            if not report.ok:
                raise PromiseBroken(report.problems)
            versions = {version.id: version for version in ws.versions.list(store_id)}
            missing = [promise for promise in self.promised if promise not in versions]
            if missing:
                raise PromiseBroken(f"{len(missing)} acknowledged versions are gone")
            hashes = [v.content_sha256 for v in versions.values() if v.content_sha256 is not None]
            if len(hashes) != len(set(hashes)):
                raise PromiseBroken("a write is there twice")
            by_memory: dict[str, list[str]] = {}
            for version in reversed(versions.values()):
                by_memory.setdefault(version.memory_id, []).append(version.id)
            for chain in by_memory.values():
                for before, after in pairwise(chain):
                    _, base = self.promised.get(after, (None, None))
                    if base is not None and base != versions[before].content_sha256:
                        raise PromiseBroken(f"{after} replaced something else than it was to")
            for version_id, (sha256, _) in self.promised.items():
                if versions[version_id].content_sha256 != sha256:
                    raise PromiseBroken(f"{version_id} holds another text")
