"""
Signs that a result is of no real thing: a simulation, a sandbox, a demo, an address that is none.

Pure. What a simulator moves, renames or removes is where it was; but who writes of the simulator
itself may hear of it from there.
"""

import re
from collections.abc import Iterator
from typing import Final

from core.transcripts.shell import simple_commands

_KINDS: Final = r"simul|sandbox|mock|demo|emulat|dummy|fake|playground|rehears|dry[- ]?run"
_SAID: Final = re.compile(
    r"(?i)(?<![a-z])(?:simulat(?:or|ion|ed|ing|es?)s?|sandbox(?:ed|es)?|mock(?:ed|s|-?ups?)?"
    r"|demos?|demonstrations?|emulat(?:or|ion|ed|ing|es?)s?|dummy|dummies|faked?|playgrounds?"
    r"|rehears(?:als?|ed|ing)|dry[- ]?runs?)(?![a-z])"
)
_PROGRAM: Final = re.compile(
    r"(?i)(?:(?<![a-z])|(?<=[a-z]{3}))(?:sim|simulator|mock|demo|sandbox|emulator|emu|fake|dummy"
    r"|dryrun)(?![a-z])"
)
_FLAG: Final = re.compile(
    r"(?i)--?(?:simulat\w*|sim|sandbox|demo|mock|dry-?run|what-?if|emulat\w*|fake|rehearsal"
    r"|training|practice|drill|exercise|test-?(?:mode|run))\b"
)
_FOR_SHOW: Final = re.compile(
    r"(?i)(?:.*=)?(?:demo|sim|simulat(?:or|ion|ed)|mock|dummy|training|playground)"
)
_NOWHERE: Final = re.compile(
    r"(?i)(?:\w+://)?(?:127(?:\.\d{1,3}){3}|localhost|\[?::1\]?|0\.0\.0\.0)(?![\w.-])"
    r"|<[^<>]{1,40}>\Z|(?:x{3,}|tbd|tba|todo|n/?a|change-?me|placeholder|foo|bar|foobar)\Z"
)
_ROOT: Final = re.compile(rf"{_KINDS}|sim|emu|dry-?run|what-?if")
_LONGEST: Final = 600


def rehearsed(line: str, command: str) -> frozenset[str]:
    """The words by which a line, or the call that it answers, is of no real thing."""
    found = {match[0].lower() for match in _SAID.finditer(line[:_LONGEST])}
    return frozenset(found | set(_called(command[:_LONGEST])))


def is_for_show(argument: str) -> bool:
    """Whether an argument of a call chooses what runs only for show: `--profile demo`."""
    return len(argument) <= _LONGEST and _FOR_SHOW.fullmatch(argument) is not None


def is_told_of(sign: str, text: str) -> bool:
    """Whether a text, in small letters, tells of the simulator or sandbox that a sign is of."""
    kind = _ROOT.search(sign)
    root = "simul" if kind is not None and kind[0].startswith("sim") else kind and kind[0]
    return sign in text or (root is not None and root in text)


def is_nowhere(old: str, new: str) -> bool:
    """Whether a new name is a placeholder or the machine itself, where the old one is not."""
    return _NOWHERE.match(new) is not None and _NOWHERE.match(old) is None


def _called(command: str) -> Iterator[str]:
    for one in simple_commands(command):
        found = _PROGRAM.search(one.program)
        if found is not None:
            yield one.program.lower()
        yield from (word.lower() for word in one.argv[1:] if _FLAG.match(word))
