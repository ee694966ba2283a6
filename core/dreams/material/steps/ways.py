"""
What runs on another host or in a container, and what leads there: `ssh db-2 'a; b'`.

Pure. Of a text that is run elsewhere the commands are those of the line, wherever they run; what
leads through several hosts is followed to the last.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.dreams.material.steps.commands import RUNNERS, WAY
from core.transcripts.shell import Simple, simple_commands

_OF_SSH: Final = frozenset("bcDEeFIiJLlmOopQRSWw")
"""Letters of the flags of `ssh` that have a value."""
_CONTAINERS: Final = frozenset({"docker", "nerdctl", "podman"})
"""Programs whose `exec` runs what stands behind the name of a container."""
_OF_EXEC: Final = frozenset("euw")
_SHELLS: Final = frozenset({"ash", "bash", "dash", "sh", "zsh"})
_RUNS_TEXT: Final = re.compile(r"-[a-z]*c\Z")
_POWER: Final = frozenset({"pwsh", "powershell", "powershell.exe"})
_RUNS_POWER: Final = frozenset({"-c", "-command"})
_FARTHEST: Final = 3
"""Hosts behind each other that are gone through."""


@dataclass(frozen=True, slots=True)
class Run(Simple):
    """A command as it runs, here or elsewhere."""

    way: tuple[str, ...] = ()
    """What leads to where it runs, if that is another host or a container."""
    caller: Simple | None = None
    """The command of the line that runs it there."""


def runs_in(line: Iterable[Simple]) -> Iterator[Run]:
    """The commands that a line runs, wherever they run."""
    for command in line:
        yield from _runs(command, _FARTHEST)


def _runs(command: Simple, farthest: int) -> Iterator[Run]:
    before, redirects, document = command.before, command.redirects, command.document
    way = way_of(command) if farthest else ()
    if not way:
        said = _own_text(command) if farthest else ""
        inner = [one for one in simple_commands(said) if one.argv] if said else []
        inner[:1] = [replace(one, before=before) for one in inner[:1]]
        for one in inner:
            yield from _runs(one, farthest - 1)
        if not inner:
            yield Run(before, command.words, redirects, document)
        return
    words = command.argv[len(way) :]
    text = _text_in(words)
    inner = [one for one in simple_commands(text) if one.argv] if text else []
    if not inner:
        inside = replace(command, words=words)
        # Of `exec api -- env` nothing is left that has a name: what is set up is for nobody.
        inner = [inside if inside.argv else command]
    if inner[0] is command:
        yield Run(before, command.words, redirects, document, way, command)
        return
    inner[0] = replace(inner[0], before=before)
    for one in inner:
        for run in _runs(one, farthest - 1):
            yield replace(run, way=way, caller=command)


def _text_in(words: Sequence[str]) -> str:
    """What is run as a text of its own: quoted as one word, or given to a shell."""
    if len(words) == 3 and words[0] in _SHELLS and _RUNS_TEXT.match(words[1]):
        return words[2]
    return words[0] if len(words) == 1 and " " in words[0] else ""


def _own_text(command: Simple) -> str:
    """The text that a shell is started with, here: `bash -lc 'a && b'`."""
    words = command.argv
    if command.program in _SHELLS and len(words) == 3 and _RUNS_TEXT.match(words[1]):
        return words[2]
    if command.program in _POWER and len(words) > 2 and words[-2].lower() in _RUNS_POWER:
        return words[-1]
    return ""


def way_of(command: Simple) -> tuple[str, ...]:
    """The words of a command that lead to another host or into a container; none if it stays."""
    argv = command.argv
    if command.program == WAY:
        # The host itself, which may stand before flags or behind them.
        end = _past_flags(argv, _past_flags(argv, 1, _OF_SSH) + 1, _OF_SSH)
    elif "exec" not in argv or command.program in RUNNERS:
        return ()
    else:
        at = argv.index("exec") + 1
        is_marked = "--" in argv[at:]
        if not is_marked and command.program not in _CONTAINERS:
            return ()
        end = argv.index("--", at) + 1 if is_marked else _past_flags(argv, at, _OF_EXEC) + 1
    return argv[:end] if end < len(argv) else ()


def _past_flags(argv: Sequence[str], at: int, with_value: frozenset[str]) -> int:
    """Where the first word stands that is no flag, nor the value of one."""
    while at < len(argv) and argv[at].startswith("-"):
        flag = argv[at]
        at += 2 if len(flag) == 2 and flag[1] in with_value else 1
    return at
