"""
Other processes: started quickly, from a server that never had a workspace open, and ended surely.
"""

import json
import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

CONTEXT = multiprocessing.get_context("forkserver")
# What workers import is imported once, before any of them is forked off.
CONTEXT.set_forkserver_preload(["pytest", "core", "sqlite_utils.migrations"])


class Crew:
    """The processes of one test; whoever is left at its end is killed."""

    def __init__(self) -> None:
        self.members: list[BaseProcess] = []

    def start(self, work: Callable[..., None], *arguments: object) -> BaseProcess:
        """Run a function of a module of `support` in a process of its own."""
        process = CONTEXT.Process(target=work, args=arguments)
        process.start()
        self.members.append(process)
        return process

    def kill(self, process: BaseProcess) -> None:
        """As `kill -9` does, and wait until it is gone."""
        process.kill()
        process.join()
        self.members.remove(process)

    def wait(self) -> None:
        """Until everybody is done; each must have ended by itself and well."""
        for process in self.members:
            process.join()
        assert [process.exitcode for process in self.members] == [0] * len(self.members)
        self.members = []

    def end(self) -> None:
        """Kill whoever is left."""
        for process in tuple(self.members):
            self.kill(process)


class Log:
    """
    What one process has to tell: a line of JSON for each fact, in a file of its own.

    A line that was written is there even if the process is killed right afterwards.
    """

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def add(self, *fact: object) -> None:
        """Write one fact, in one piece."""
        os.write(self._file, json.dumps(fact).encode() + b"\n")


def read_log(path: Path) -> list[list[object]]:
    """The facts of a log, without a last line that was torn."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]
