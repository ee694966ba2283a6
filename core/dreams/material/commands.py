"""
What the commands of a shell do, as far as their words tell: what they are called, what only looks,
what changes files. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from core.transcripts.shell import Simple, simple_commands

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
WAY: Final = "ssh"
"""The program that runs others on another host."""
_OF_SSH: Final = frozenset("bcDEeFIiJLlmOopQRSWw")
"""Letters of the flags of `ssh` that have a value."""


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


def on_host(command: Simple) -> Simple:
    """What a command runs on another host, if it does; else itself."""
    if command.program != WAY:
        return command
    words = list(command.argv[1:])
    while words and words[0].startswith("-"):
        flag = words.pop(0)
        if len(flag) == 2 and flag[1] in _OF_SSH and words:
            words.pop(0)
    if len(words) == 2 and " " in words[1]:
        # Quoted as one word; of several commands the last one is what it is about.
        inner = [one for one in simple_commands(words[1]) if one.argv]
        sources = [one for one in inner if not one.before.startswith("|") or one.before == "||"]
        return replace(sources[-1], before=command.before) if sources else command
    return replace(command, words=tuple(words[1:])) if len(words) > 1 else command


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
