"""
What stood around a call that went well, and not around the one that had failed.

Pure. Another account or another host that it was called for, a setting, a command before it in its
line, or what its input was piped through.
"""

import re
import shlex
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Final

from core.dreams.material.steps.commands import PIPES, only_looks
from core.dreams.material.steps.flags import is_short
from core.dreams.material.steps.remedy import How, Remedy
from core.dreams.material.steps.steps import Step
from core.transcripts.secrets import MASK_START
from core.transcripts.shell import Simple

MOVES: Final = frozenset({"cd", "pushd"})
_ACCOUNTS: Final = ("sudo", "doas")
_SHOWS: Final = frozenset({"echo", "set", "sleep", "printf"})
"""What stands before a call in its line and has nothing to do with it."""
_SETS: Final = "export"
_ASSIGNMENT: Final = re.compile(r"[A-Za-z_]\w*=\S")
_SECRET: Final = re.compile(r"(?i)pass|token|secret|credential|(?:\A|_)(?:auth|key)(?:_|\Z)")
_STATEMENT: Final = re.compile(r"(?i)(?:set|use|alter session|begin|import|connect|open|load) \S")
"""What makes ready for the statements behind it, in the languages that programs are given."""
BARE: Final = re.compile(r"[a-z][a-z0-9:_-]{0,30}\Z")
"""A word of a command that is no argument as far as one can see."""
_LONGEST_WAY: Final = 100
_MOST_LEADING: Final = 4
"""Words of a call before its arguments."""


def around(failed: Step, success: Step) -> Iterator[Remedy]:
    """Everything that only the success had around it."""
    if failed.main is None or success.main is None or success.command is None:
        return
    yield from _called_through(failed, success)
    yield from _called_by_path(failed.main, success.main)
    yield from _piped_through(failed, success)
    for one in success.assignments:
        if one not in failed.assignments:
            yield from _set(one)
    yield from _done_before(failed, success)
    yield from _stated_before(failed.main, success.main)


def _stated_before(failed: Simple, success: Simple) -> Iterator[Remedy]:
    """A statement before the one that failed, in the text that a program was given to run."""
    for text in (*success.argv[1:], success.document or ""):
        told = [one.strip() for one in text.split(";") if one.strip()] if " " in text else []
        known = {one.strip() for old in failed.argv for one in old.split(";")}
        for one in told[:-1]:
            if one not in known and is_short(one) and _STATEMENT.match(one):
                yield Remedy(How.FIRST, one)


def _called_through(failed: Step, success: Step) -> Iterator[Remedy]:
    """Another account that the same call was made for, or where it was made instead of here."""
    prefix = success.prefix
    if prefix.startswith(_ACCOUNTS) and prefix != failed.prefix and is_short(prefix):
        yield Remedy(How.THROUGH, prefix)
    way = success.way
    if way and not failed.way and is_short(way, _LONGEST_WAY):
        yield Remedy(How.THROUGH, way)


def _called_by_path(failed: Simple, success: Simple) -> Iterator[Remedy]:
    """The same program from a folder that is told: `/opt/own/bin/python` of `python`."""
    if not failed.argv or not success.argv or failed.program != success.program:
        return
    path = success.argv[0]
    if "/" in path.removeprefix("./") and path != failed.argv[0] and is_short(path):
        yield Remedy(How.OTHER, path)


def _piped_through(failed: Step, success: Step) -> Iterator[Remedy]:
    """What changes the input before it: a program that has an input of its own."""
    known, given = {one.words for one in failed.line}, _given(failed)
    for filtering, one in pairwise(success.line):
        if one is success.called and one.before in PIPES and filtering.words not in known:
            signs = [sign for sign, _ in filtering.redirects]
            # A program that only shows a file changes nothing of it.
            reads = not given.isdisjoint(filtering.words) and not only_looks(filtering)
            has_input = filtering.before in PIPES or any("<" in sign for sign in signs) or reads
            text = shlex.join(_up_to(given, filtering.words))
            if has_input and is_short(text) and text in (success.command or ""):
                yield Remedy(How.PIPED, text)


def _done_before(failed: Step, success: Step) -> Iterator[Remedy]:
    """What stands before the call in the line that succeeded: a setting, or another command."""
    known = {one.words for one in failed.line}
    for one in success.before_main:
        if not one.argv or one.words in known or one.program in _SHOWS:
            continue
        if one.program in MOVES:
            yield Remedy(How.PLACED, one.program)
        elif one.program == _SETS:
            yield from settings_in(one)
        else:
            yield from _first(one, success.command or "", _given(failed))


def _given(failed: Step) -> frozenset[str]:
    """What the call was about, which is another thing each time."""
    words = failed.main.argv[1:] if failed.main is not None else ()
    return frozenset(word for word in words if not word.startswith("-"))


def _up_to(given: frozenset[str], words: Sequence[str]) -> tuple[str, ...]:
    """The words of a call before those that another call was about."""
    return tuple(takewhile(lambda word: word not in given, words))


def settings_in(command: Simple) -> Iterator[Remedy]:
    """The variables that an `export` sets for all that follows."""
    if command.program == _SETS:
        for word in command.argv[1:]:
            if _ASSIGNMENT.match(word):
                yield from _set(word)


def _set(assignment: str) -> Iterator[Remedy]:
    """A variable with its value, unless nobody is to know that, and without it."""
    name = assignment.partition("=")[0]
    if is_short(assignment) and not _SECRET.search(name) and MASK_START not in assignment:
        yield Remedy(How.SETTING, assignment)
    yield Remedy(How.SETTING, name)


def _first(command: Simple, line: str, given: frozenset[str]) -> Iterator[Remedy]:
    text = " ".join(command.words)
    if text not in line or "\n" in text or only_looks(command):
        return
    own = _up_to(given, command.argv)
    texts = [text, " ".join(own)] if 1 < len(own) < len(command.argv) else [text]
    # With nothing behind it the program is all of the call: `sudo nft-reload`.
    texts += leads_of(command) if len(command.argv) > 1 else command.argv
    for one in dict.fromkeys(texts):
        if is_short(one):
            yield Remedy(How.FIRST, one)


def leads_of(command: Simple) -> Iterator[str]:
    """A call without its arguments, the longest first: `git stash pop` of `git stash pop -q 4`."""
    bare = list(takewhile(BARE.match, command.argv[:_MOST_LEADING]))
    for length in range(len(bare), 1, -1):
        yield " ".join(bare[:length])
