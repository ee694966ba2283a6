"""
What the commands of a shell do, as far as their words tell: what they are called, what only looks,
what changes files. Pure.
"""

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from core.transcripts.shell import Simple

_SUB_COMMAND: Final = re.compile(r"[a-z][a-z0-9:_-]{0,30}\Z")
RUNNERS: Final = frozenset(
    {
        *("bun", "deno", "hatch", "just", "mise", "npm", "pdm", "pipenv", "pnpm", "poetry", "rye"),
        *("uv", "yarn"),
    }
)
"""Programs whose `run` is followed by what is run."""
_VERSIONED: Final = re.compile(r"\A(pip|python)\d[\d.]*(?= |\Z)")
_LOOKING: Final = frozenset(
    {
        *("ls", "cat", "grep", "rg", "find", "head", "tail", "pwd", "which", "sed", "wc", "sleep"),
        *("awk", "tree", "stat", "env", "date", "ps"),
        *("git status", "git diff", "git log", "git show", "git rev-parse", "git remote"),
        *("pip list", "pip show", "pip freeze", "pip3 list", "pip3 show", "docker ps"),
    }
)
"""What only looks, and so can have made nothing work."""
_HELPERS: Final = frozenset({"man", "help", "info", "tldr", "apropos", "whatis"})
_HELP: Final = frozenset({"--help", "-help", "-?"})
PIPES: Final = frozenset({"|", "|&"})
WAY: Final = "ssh"
"""The program that runs others on another host."""
_Command = TypeVar("_Command", bound=Simple)


def family(name: str) -> str:
    """A name without what tells versions of a program apart: `python` of `python3.11`."""
    return _VERSIONED.sub(r"\1", name)


def named(command: Simple) -> str:
    """The program with its sub-command, or with the module or the script that it runs."""
    program, *following = command.argv
    program = command.program
    is_python = family(program) == "python"
    if is_python and following[:1] == ["-m"] and len(following) > 1:
        return f"{program} -m {following[1]}"
    words = [program]
    if following and program != WAY and _SUB_COMMAND.match(following[0]):
        words.append(following[0])
        if program in RUNNERS and following[0] == "run" and len(following) > 1:
            words += [following[1]] if _SUB_COMMAND.match(following[1]) else []
    return " ".join(words)


def asks_for_help(command: Simple) -> bool:
    """Whether a command only shows how something is called."""
    program, *given = command.argv
    is_short = given[-1:] == ["-h"] or given[:1] == ["help"]
    return program in _HELPERS or is_short or not _HELP.isdisjoint(given)


def behind_xargs(command: _Command, program: str) -> _Command:
    """The command that `xargs` calls, if that is this program; else itself."""
    if command.program != "xargs" or program not in command.argv[1:]:
        return command
    return replace(command, words=command.argv[command.argv.index(program, 1) :])


def only_looks(command: Simple) -> bool:
    """Whether a command only shows what is there."""
    called = {command.program, " ".join((command.program, *command.argv[1:2]))}
    return not called.isdisjoint(_LOOKING) and not changes_files(command)


def changes_files(command: Simple) -> bool:
    """Whether a command writes into files, as far as one can see."""
    if command.program in {"patch", "tee"} or command.argv[:2] == ("git", "apply"):
        return True
    if command.program in {"sed", "perl"} and any(one.startswith("-i") for one in command.argv):
        return True
    return any(
        ">" in sign and "&" not in sign and target != "/dev/null"
        for sign, target in command.redirects
    )


def words_of(argv: Sequence[str]) -> Iterator[str]:
    """The arguments; a flag and what may be its value are one."""
    at = 0
    while at < len(argv):
        word = argv[at]
        if word.startswith("-") and "=" not in word and at + 1 < len(argv):
            value = argv[at + 1]
            if not value.startswith("-") and len(value) <= 40:
                yield f"{word} {value}"
                at += 2
                continue
        yield word
        at += 1


def written(argument: str) -> str:
    """A flag with its value as a command line has it: `-c 'set speed 9'`."""
    name, _, value = argument.partition(" ")
    return f"{name} {shlex.quote(value)}" if " " in value else argument
