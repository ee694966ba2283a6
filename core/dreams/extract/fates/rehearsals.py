"""
Signs that a result is of no real thing: a simulation, a sandbox, a demo, an address that is none.

Pure. What a simulator moves, renames or removes is where it was; but who writes of the simulator
itself may hear of it from there.
"""

import re
from collections.abc import Collection, Iterator
from typing import Final

from core.transcripts.fields import words
from core.transcripts.shell import Simple, simple_commands

_ACTS: Final = r"simulat(?:or|ion|ed|ing|es?)s?|dry[- ]?runs?"
_ACTED: Final = re.compile(rf"(?i)\b(?:{_ACTS})\b")
_KINDS: Final = r"simul|sandbox|mock|demo|emulat|dummy|fake|playground|rehears|dry[- ]?run"
_SAID: Final = re.compile(
    rf"(?i)(?<![a-z])(?:{_ACTS}|sandbox(?:ed|es)?|mock(?:ed|s|-?ups?)?"
    r"|demos?|demonstrations?|emulat(?:or|ion|ed|ing|es?)s?|dummy|dummies|faked?|playgrounds?"
    r"|rehears(?:als?|ed|ing))(?![a-z])"
)
_PROGRAM: Final = re.compile(
    r"(?i)(?:(?<![a-z])|(?<=[a-z]{3}))(?:sim|simulator|mock|demo|sandbox|emulator|emu|fake|dummy"
    r"|dryrun)(?![a-z])"
)
_FLAG: Final = re.compile(
    r"(?i)--?(?:(?:simulat\w*|sandbox|demo|mock|dry[-_]?run|what-?if|why-?run|noop|emulat\w*"
    r"|fake|test[-_]?(?:mode|run))\b"
    # `--training-room 4` is where one trains.
    r"|(?:sim|rehearsal|training|practice|drill|exercise)(?:[-_]?(?:mode|run))?(?=\Z|=))"
)
_DENIED: Final = re.compile(r"(?i).*=(?:false|none|no|off|0)\Z")
_CHECKED_BY: Final = words("ansible ansible-playbook puppet chef-client")
"""Programs to which `--check` means that nothing is done; to others it is a test."""
_VALUE: Final = re.compile(
    r"(?i)(?:.*=)?(demo|sim|simulat(?:e|or|ion|ed)|mock|dummy|training|playground)"
)
_TRIED: Final = words("test trial draft dry")
"""Keys of what was not done in earnest, beside the words by which a line says so."""
_NOWHERE: Final = re.compile(
    r"(?i)(?:\w+://)?(?:127(?:\.\d{1,3}){3}|localhost|\[?::1\]?|0\.0\.0\.0)(?![\w.-])"
    r"|<[^<>]{1,40}>\Z|(?:x{3,}|tbd|tba|todo|n/?a|change-?me|placeholder|foo|bar|foobar)\Z"
)
_ROOT: Final = re.compile(rf"{_KINDS}|sim|emu|dry-?run|what-?if")
_LONGEST: Final = 600


def rehearsed(line: str, command: str) -> frozenset[str]:
    """The words by which a line, or the call that it answers, is of no real thing."""
    found = [frozenset(match[0].lower() for match in _SAID.finditer(line[:_LONGEST]))]
    return frozenset().union(*found, *map(signs_of_trial, simple_commands(command[:_LONGEST])))


def signs_of_trial(command: Simple) -> frozenset[str]:
    """The words by which a command does nothing real: its program, its flags and their values."""
    return frozenset(word.lower() for word in _signs(command))


def is_acted(text: str) -> bool:
    """Whether a piece of a line says that what stands beside it was only simulated."""
    return _ACTED.search(text) is not None


def is_key_of_trial(key: Collection[str]) -> bool:
    """Whether a yes under a key says that nothing was done in earnest: `dry_run: true`."""
    return not _TRIED.isdisjoint(key) or _SAID.search(" ".join(key)) is not None


def is_told_of(sign: str, text: str) -> bool:
    """Whether a text, in small letters, tells of the simulator or sandbox that a sign is of."""
    kind = _ROOT.search(sign)
    root = "simul" if kind is not None and kind[0].startswith("sim") else kind and kind[0]
    return sign in text or (root is not None and root in text)


def is_nowhere(old: str, new: str) -> bool:
    """Whether a new name is a placeholder or the machine itself, where the old one is not."""
    return _NOWHERE.match(new) is not None and _NOWHERE.match(old) is None


def _signs(command: Simple) -> Iterator[str]:
    program, *arguments = command.argv or ("",)
    # A program in the folder `ledger-sim` is a part of it.
    yield from (part for part in program[:_LONGEST].split("/") if _PROGRAM.search(part))
    for argument in arguments:
        value = _VALUE.fullmatch(argument[:_LONGEST])
        is_flag = _FLAG.match(argument) and not _DENIED.match(argument[:_LONGEST])
        if value is not None:
            yield value[1]
        elif is_flag or (argument == "--check" and command.program in _CHECKED_BY):
            yield argument
