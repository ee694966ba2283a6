"""
One process of demo agents: `python -m memtui.demo.agent`, started by `memtui.demo.run`.

It opens the workspace for itself, as any agent's process would, and writes through sessions that
were started for it. When it ends it prints what it did as one line of JSON.
"""

import heapq
import json
import os
import signal
import sys
import threading
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from core import Workspace
from memtui.demo.load import PERIOD_S, LoadAgent
from memtui.demo.player import Player, Tally
from memtui.demo.scenario import Moment, moments, read_scenario


@dataclass(frozen=True, slots=True)
class Order:
    """What a process is told to do; passed as JSON in its first argument."""

    workspace: str
    sessions: dict[str, str]
    """Session ids by the names of their agents."""
    stores: dict[str, str]
    began: float
    """When the demo began, in seconds of the system's clock."""
    until: float | None
    rate: float
    scenario: str | None
    """The sample folder; `None` makes it a load."""
    numbers: list[int]
    agents: int


class Pace:
    """Waiting, at a rate, until a time or until the end."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._stop = threading.Event()
        self._parent = os.getppid()

    def stop(self, *_: object) -> None:
        """End as soon as the write in hand is done."""
        self._stop.set()

    def ended(self) -> bool:
        """Whether it is time to end; also when whoever started the demo is gone."""
        until = self._order.until
        return (
            self._stop.is_set()
            or os.getppid() != self._parent
            or (until is not None and time.time() >= until)
        )

    def wait_for(self, at_s: float) -> bool:
        """Wait for a time of the story; False when the demo ends before."""
        due = self._order.began + at_s / self._order.rate
        while not self.ended():
            left = due - time.time()
            if left <= 0:
                return True
            self._stop.wait(min(left, 0.2))
        return False

    def pause(self, seconds: float) -> None:
        """Wait some seconds of the story."""
        self._stop.wait(seconds / self._order.rate)


def main(argument: str) -> None:
    """Play until the end and print the tally."""
    order = Order(**json.loads(argument))
    pace = Pace(order)
    signal.signal(signal.SIGTERM, pace.stop)
    # The keys of the terminal are for the app: ctrl+c there must not stop an agent half-way.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with Workspace.open(order.workspace, create=False) as workspace:
        tallies = (
            _load(order, workspace, pace)
            if order.scenario is None
            else _story(order, order.scenario, workspace, pace)
        )
    total = Tally(sum(tally.writes for tally in tallies), sum(tally.conflicts for tally in tallies))
    sys.stdout.write(json.dumps(asdict(total)) + "\n")


def _story(order: Order, folder: str, workspace: Workspace, pace: Pace) -> list[Tally]:
    scenario = read_scenario(Path(folder))
    players = {
        name: Player(
            scenario,
            name,
            workspace.acting_as(session_id),
            order.stores,
            datetime.fromtimestamp(order.began, UTC),
            _now,
            pace.pause,
        )
        for name, session_id in order.sessions.items()
    }
    # One thread for each agent: while one thinks, another one writes.
    threads = [
        threading.Thread(target=_play, args=(player, name, pace))
        for name, player in players.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [player.tally for player in players.values()]


def _play(player: Player, name: str, pace: Pace) -> None:
    moment: Moment
    for moment in moments(player.scenario, frozenset({name})):
        if not pace.wait_for(moment.at_s):
            return
        player.play(moment)


def _load(order: Order, workspace: Workspace, pace: Pace) -> list[Tally]:
    agents = [
        LoadAgent(
            number,
            order.agents,
            workspace.acting_as(order.sessions[f"load-{number}"]),
            order.stores["load"],
            _now,
        )
        for number in order.numbers
    ]
    # Spread over the period, so that the writes come evenly.
    due = [(PERIOD_S * agent.number / order.agents, agent.number, agent) for agent in agents]
    heapq.heapify(due)
    while due:
        at_s, number, agent = due[0]
        if not pace.wait_for(at_s):
            break
        agent.write()
        heapq.heapreplace(due, (at_s + PERIOD_S, number, agent))
    return [agent.tally for agent in agents]


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main(sys.argv[1])
