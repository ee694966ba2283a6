"""
What the commands of a shell do, as far as their words tell: what they are called, what only looks,
what changes files. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from core.transcripts.shell import Simple

_SUB_COMMAND: Final = re.compile(r"[a-z][a-z0-9:_-]{0,30}\Z")
_RUNNERS: Final = frozenset(
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
    if following and _SUB_COMMAND.match(following[0]):
        words.append(following[0])
        if program in _RUNNERS and following[0] == "run" and len(following) > 1:
            words += [following[1]] if _SUB_COMMAND.match(following[1]) else []
    return " ".join(words)


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
