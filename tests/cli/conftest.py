"""The program as a script uses it: in this process where it is enough, as a process where not."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from memtui.cli.run import run


@dataclass(frozen=True)
class Result:
    """What one run of the program did."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def json(self) -> Any:
        """The one document on stdout; two of them, or none, are an error here."""
        return json.loads(self.out)

    @property
    def data(self) -> Any:
        assert self.json["next_page"] is None
        return self.json["data"]

    @property
    def error(self) -> Any:
        """The refusal on stdout, whose sentence is also on stderr."""
        refused = self.json["error"]
        assert refused["message"] in self.err
        return refused


Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An account of its own, with a workspace that does not exist yet."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in list(os.environ):
        if name.startswith(("MEMTUI_", "XDG_")) or name == "NO_COLOR":
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("LOGNAME", "alex")
    monkeypatch.setenv("MEMTUI_WORKSPACE", str(folder / "team.db"))
    return folder


@pytest.fixture
def memtui(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the program in this process."""

    def call(
        *arguments: str | Path,
        stdin: bytes | str = b"",
        code: int | None = 0,
        tty: bool = False,
    ) -> Result:
        kind = Terminal if tty else io.TextIOWrapper
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = io.BytesIO(), io.BytesIO()
        streams = {
            "stdin": io.TextIOWrapper(io.BytesIO(raw)),
            "stdout": kind(out, encoding="utf-8"),
            "stderr": kind(err, encoding="utf-8"),
        }
        with monkeypatch.context() as patched:
            for name, stream in streams.items():
                patched.setattr(sys, name, stream)
            answer = run([str(argument) for argument in arguments])
            for name in ("stdout", "stderr"):
                streams[name].flush()
        result = Result(answer, out.getvalue(), err.getvalue().decode())
        if code is not None:
            assert result.code == code, result
        assert "Traceback" not in result.err
        return result

    return call


class Terminal(io.TextIOWrapper):
    """A stream that says it is one."""

    def isatty(self) -> bool:
        return True


COMMAND = [sys.executable, "-m", "memtui"]


@pytest.fixture
def program() -> Run:
    """Runs the program as a process of its own."""

    def call(
        *arguments: str | bytes | Path, stdin: bytes = b"", code: int | None = 0, **options: Any
    ) -> Result:
        done = subprocess.run(
            [*COMMAND, *arguments],
            input=stdin,
            capture_output=True,
            timeout=30,
            check=False,
            **options,
        )
        result = Result(done.returncode, done.stdout, done.stderr.decode())
        if code is not None:
            assert result.code == code, result
        assert "Traceback" not in result.err
        return result

    return call


@pytest.fixture
def store(memtui: Run) -> str:
    """The id of a store called `SRE Notes`."""
    return str(memtui("store", "create", "SRE Notes", "--json").json["id"])
