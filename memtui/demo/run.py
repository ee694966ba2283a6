"""
Running a demo: load the sample, start the agents as processes of their own, and count.
"""

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import memtui
from core import Workspace
from memtui.demo.agent import Order
from memtui.demo.load import fill
from memtui.demo.scenario import Scenario, read_scenario

MOST_PROCESSES = 8
START_UP_S = 0.5
"""The agents' processes have this long to start before the story begins."""

_PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class Counts:
    """What a demo left behind."""

    stores: int
    memories: int
    versions: int
    writes: int
    conflicts: int
    agents: int


def _sample_folder() -> Path:
    """The sample's files: inside the package when installed, beside it in a checkout."""
    package = Path(memtui.__file__).parent
    installed = package / "sample_stores" / "sre"
    return installed if installed.exists() else package.parent / "sample_stores" / "sre"


@contextmanager
def demo_workspace(path: Path | None) -> Iterator[Path]:
    """The workspace of a demo: the one that was named, else one that is gone afterwards."""
    if path is not None:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="memtui-demo-") as folder:
        yield Path(folder) / "demo.db"


class Demo:
    """A running demo over one workspace."""

    def __init__(self, path: Path, rate: float, scale: int | None) -> None:
        self._path = path
        self._rate = rate
        self._scale = scale
        self._processes: list[subprocess.Popen[str]] = []
        self._orders: list[Order] = []
        self._until: float | None = None
        self.agents = 0

    def load(self) -> None:
        """Make the stores and the sessions of the agents."""
        with Workspace.open(self._path, user="demo") as workspace:
            if self._scale is None:
                self._load_story(workspace)
            else:
                self._load_scale(workspace, self._scale)

    def start(self, seconds: float | None) -> None:
        """Start the agents; they end by themselves after `seconds`, when that is given."""
        began = time.time() + START_UP_S
        until = None if seconds is None else began + seconds
        self._until = until
        for order in self._orders:
            told = json.dumps(asdict(order) | {"began": began, "until": until})
            process = subprocess.Popen(  # noqa: S603  # our own module, our own argument
                [sys.executable, "-m", "memtui.demo.agent", told],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            self._processes.append(process)

    def stop(self) -> None:
        """Ask the agents to end; what they write now is still finished."""
        self._until = None
        for process in self._processes:
            process.terminate()

    def finish(self) -> Counts:
        """Wait until every agent has ended, and count."""
        writes = conflicts = 0
        for process in self._processes:
            tally = _tally(process, self._left_s() + _PATIENCE_S)
            writes += tally["writes"]
            conflicts += tally["conflicts"]
        self._processes.clear()
        with Workspace.open(self._path, create=False) as workspace:
            sizes = [workspace.stores.size(store.id) for store in workspace.stores.list()]
        return Counts(
            stores=len(sizes),
            memories=sum(size.memories for size in sizes),
            versions=sum(size.versions for size in sizes),
            writes=writes,
            conflicts=conflicts,
            agents=self.agents,
        )

    def _left_s(self) -> float:
        return 0.0 if self._until is None else max(0.0, self._until - time.time())

    def _load_story(self, workspace: Workspace) -> None:
        folder = _sample_folder()
        scenario = read_scenario(folder)
        stores = _make_stores(workspace, scenario)
        if scenario.transcripts is not None:
            _ingest(workspace, scenario.transcripts)
        for agent in scenario.agents:
            attach = {stores[key]: access for key, access in agent.access.items()}
            session = workspace.sessions.start(agent.name, attach, title=agent.role)
            # A process for each agent: they meet in the file, like real ones.
            self._orders.append(self._order(stores, {agent.name: session.id}, str(folder), []))
        self.agents = len(scenario.agents)

    def _load_scale(self, workspace: Workspace, scale: int) -> None:
        store_id = fill(workspace, scale)
        sessions = {
            number: workspace.sessions.start(f"load-{number}", {store_id: "read_write"}).id
            for number in range(scale)
        }
        for first in range(min(scale, MOST_PROCESSES)):
            numbers = list(range(first, scale, MOST_PROCESSES))
            own = {f"load-{number}": sessions[number] for number in numbers}
            self._orders.append(self._order({"load": store_id}, own, None, numbers))
        self.agents = scale

    def _order(
        self,
        stores: dict[str, str],
        sessions: dict[str, str],
        scenario: str | None,
        numbers: list[int],
    ) -> Order:
        return Order(
            workspace=str(self._path),
            sessions=sessions,
            stores=stores,
            began=0.0,
            until=None,
            rate=self._rate,
            scenario=scenario,
            numbers=numbers,
            agents=self._scale or 0,
        )


def _ingest(workspace: Workspace, folder: Path) -> None:
    from core.transcripts.discover import discovered

    ingester = workspace.ingester()
    for path in discovered([folder]):
        ingester.file(path)


def _make_stores(workspace: Workspace, scenario: Scenario) -> dict[str, str]:
    stores = {}
    for sample in scenario.stores:
        store = workspace.stores.create(sample.name, sample.description)
        workspace.transfer.import_folder(sample.folder, into=store.id)
        stores[sample.key] = store.id
    return stores


def _tally(process: "subprocess.Popen[str]", timeout_s: float) -> dict[str, int]:
    try:
        printed, _ = process.communicate(timeout=timeout_s)
    except subprocess.TimeoutExpired:
        process.kill()
        printed, _ = process.communicate()
    with contextlib.suppress(ValueError, IndexError):
        tally = json.loads(printed.splitlines()[-1])
        return {"writes": int(tally["writes"]), "conflicts": int(tally["conflicts"])}
    return {"writes": 0, "conflicts": 0}  # it was killed: what it wrote is in the workspace
