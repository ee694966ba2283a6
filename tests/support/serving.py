"""
A workspace that is really served: `memtui serve` as a process of its own, and raw requests to it.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from core import Workspace

COMMAND = [sys.executable, "-m", "memtui"]
READY = b"memtui serving "


class NotServed(Exception):
    """It ended before it was ready; the message is what it wrote to stderr."""


class Server:
    """One `memtui serve` on a workspace file; give it back with `end` or `kill`."""

    def __init__(self, file: Path, *options: str, port: int = 0) -> None:
        self.file = file
        # A file, since a pipe that nobody reads would stop it when it is full.
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the server
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port), "--workspace", str(file), *options],
            stdout=subprocess.PIPE,
            stderr=self._said,
            env={**os.environ, "MEMTUI_USER": "ann"},
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line.startswith(READY):
            self.process.wait(10)
            said = self.said
            self._close()
            raise NotServed(said)
        self.address = line.removeprefix(READY).decode().strip()
        host, _, number = self.address.removeprefix("http://").rpartition(":")
        self.host, self.port = host.strip("[]"), int(number)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def said(self) -> str:
        """What it wrote to stderr so far."""
        self._said.seek(0)
        return self._said.read().decode()

    def end(self, within_s: float = 10) -> int:
        """Its exit code after SIGTERM."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(within_s)
        self._close()
        return code

    def kill(self) -> None:
        """As `kill -9` does."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._close()

    def _close(self) -> None:
        if self.process.stdout is not None:
            self.process.stdout.close()
        self._said.close()


@dataclass(frozen=True)
class Answer:
    """What came back on a raw connection."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def error(self) -> Any:
        """The refusal, which every answer of this kind has in the same envelope."""
        document = self.json
        assert document["type"] == "error"
        assert set(document) == {"type", "error", "request_id"}
        assert document["request_id"] == self.headers["request-id"]
        assert document["error"]["message"]
        return document["error"]


def request_bytes(
    method: str, target: str, headers: list[tuple[str, str]], body: bytes = b""
) -> bytes:
    """A request as it is written on the line, with these headers and no others."""
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def exchange(server: Server, raw: bytes, timeout_s: float = 10) -> Answer:
    """Send these bytes on a connection of their own, and read one answer."""
    with socket.create_connection((server.host, server.port), timeout_s) as line:
        line.sendall(raw)
        return read_answer(line)


def read_answer(line: socket.socket) -> Answer:
    """One answer with a `content-length`, from an open connection."""
    raw = b""
    while b"\r\n\r\n" not in raw:
        piece = line.recv(65_536)
        if not piece:
            raise ConnectionError(f"the line was closed after {raw!r}")
        raw += piece
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    headers = {}
    for one in rest:
        name, _, value = one.partition(":")
        headers[name.lower()] = value.strip()
    while len(body) < int(headers.get("content-length", 0)):
        piece = line.recv(65_536)
        if not piece:
            break
        body += piece
    return Answer(int(first.split()[1]), headers, body)


def send(
    server: Server,
    method: str,
    target: str,
    *,
    key: str | None = None,
    body: bytes = b"",
    headers: tuple[tuple[str, str], ...] = (),
) -> Answer:
    """One well-formed request on a connection of its own."""
    sent = [("host", f"{server.host}:{server.port}"), ("content-length", str(len(body)))]
    if key is not None:
        sent.append(("authorization", f"Bearer {key}"))
    return exchange(server, request_bytes(method, target, [*sent, *headers], body))


def made_keys(file: Path, **wishes: bool) -> dict[str, str]:
    """Secrets by name; whether each key is one of an administrator."""
    with Workspace.open(file, user="ann") as workspace:
        return {
            name: workspace.keys.create(name, is_admin=is_admin)[1]
            for name, is_admin in wishes.items()
        }


def problems(file: Path) -> list[str]:
    """What a doctor finds wrong with a workspace."""
    with Workspace.open(file, user="ann") as workspace:
        return [str(one) for one in workspace.examine().problems]
