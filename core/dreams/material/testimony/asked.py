"""
Whose answer a result is, where only its call names the thing: `registry show PR-31`, `withdrawn`.

Pure. The answer has to be about that one thing: a call with one name, and an answer of one row or
of few lines that names no other call. What was read from a file, or done to the thing, is none.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from core.dreams.extract.fates.fates import Fate, Statement, may_state, statement_on
from core.dreams.extract.fates.states import turn_of
from core.dreams.extract.shown.rows import Row
from core.dreams.material.testimony.testimony import Result
from core.transcripts.shell import simple_commands

_ASKS: Final = frozenset(
    {"show", "get", "info", "describe", "status", "lookup", "look", "find", "query", "view", "stat"}
    | {"details", "inspect", "check", "search", "whois", "resolve", "read", "display", "print"}
)
_ELSE: Final = frozenset(
    {"cat", "less", "head", "tail", "grep", "rg", "git", "ls", "sed", "awk", "find", "diff", "echo"}
)
"""These show what is in a file, and not what became of what their words name."""
_CALLS: Final = frozenset({"ssh", "sftp", "ftp", "telnet", "rsh"})
"""These are answered by the host that they name last."""
_MOST_LINES: Final = 6
_MOST_WORDS: Final = 4
"""Of a call without a verb: `plans AP-3`."""
_PLAIN: Final = re.compile(r"[\w#@][\w.:#@-]*\Z")


def is_answer_on(name: str, result: Result) -> bool:
    """Whether a result answers a call that asked for this thing, without naming it again."""
    if result.call is None or name.lower() in result.event.body.lower():
        return False
    if not 0 < len([line for line in result.lines if line.strip()]) <= _MOST_LINES:
        return False
    if result.given:
        return [one for one in result.given if one.lower() == name.lower()] != [] and all(
            _PLAIN.match(one) is None or one.islower() or one.lower() == name.lower()
            for one in result.given
        )
    commands = simple_commands(result.command)
    if len(commands) != 1 or not _PLAIN.match(name):
        return False
    program, *words = commands[0].argv or ("",)
    plain = [word for word in words if not word.startswith("-")]
    return (
        # `sftp user@host` asks for the host.
        [one.rpartition("@")[2] for one in plain[-1:]] == [name]
        and program.rpartition("/")[2] not in _ELSE
        and (
            len(plain) == 1
            or program in _CALLS
            or (len(plain) < _MOST_WORDS and bool(_ASKS & set(plain[:-1])))
        )
    )


def answer_on(name: str, result: Result, rows: Sequence[Row]) -> Statement | None:
    """What an answer states about the thing that its call asked for, if anything."""
    asked = name if result.given else result.command.strip()
    lines = [line for line in result.lines if line.strip()]
    if len(rows) == 1:
        turn = turn_of(name, Row(((("subject",), name), *rows[0].values)))
        if turn is not None:
            said = next(filter(may_state if turn.new is None else _having(turn.new), lines), "")
            fate = Fate.GONE if turn.new is None else Fate.RENAMED
            found = Statement(fate, name, turn.new, said, turn.about, turn.until, asked=asked)
            return found if said else None
    following = lines[1] if len(lines) > 1 else ""
    told = statement_on(name, f"{name}: {lines[0].strip()}", following)
    if told is None or (told.new is not None and told.new not in lines[0]):
        return None
    return replace(told, line=lines[0], asked=asked)


def _having(new: str) -> Callable[[str], bool]:
    return lambda line: new in line
