"""
What was missing and got installed: a program that a shell did not find, a module, a package.

Pure. Whatever the thing and whatever installs it, this is one remedy: the call that failed for want
of it does not fail for want of it afterwards.
"""

from collections.abc import Sequence
from typing import Final

from core.dreams.extract.errors.failures import OF_SHELLS, Told
from core.dreams.material.steps.other_tools import SOON
from core.dreams.material.steps.remedy import How, Remedy, Worked
from core.dreams.material.steps.steps import Step
from core.transcripts.shell import Simple

_VERBS: Final = frozenset({"install", "add", "i", "sync", "ci"})
_WHOLE: Final = frozenset({"-e", "-r", "--editable", "--requirement", "sync", "ci"})
"""What installs everything that a project names."""


def supply_of(steps: Sequence[Step], place: int) -> Worked | None:
    """The installation after which the thing was not missing any more."""
    failed = steps[place]
    missing = failed.told
    if missing is None or missing.known not in OF_SHELLS:
        return None
    following = steps[place + 1 : place + 1 + SOON]
    for at, step in enumerate(following):
        text = _installs(step, missing) if step.is_ok else None
        if text is not None:
            after = [one for one in following[at + 1 :] if one.family == failed.family]
            if not after or (after[0].told is not None and after[0].told.about == missing.about):
                return None
            return Worked((Remedy(How.INSTALLED, text),), after[0], step)
    return None


def _installs(step: Step, missing: Told) -> str | None:
    return next((text for one in step.commands if (text := _installing(one, missing))), None)


def _installing(command: Simple, missing: Told) -> str | None:
    """`pip install`, if a command installs the thing or all that a project needs."""
    words = list(command.argv)
    place = next((at for at, word in enumerate(words[:5]) if at and word in _VERBS), None)
    if place is None:
        return None
    named = {_plain(word) for word in words[place + 1 :]}
    own = _plain(missing.about)
    if own not in named and own.partition(".")[0] not in named and _WHOLE.isdisjoint(words[place:]):
        return None
    tool = words[place - 1].rpartition("/")[2].rstrip("0123456789.")
    return f"{tool} {words[place]}" if tool.isalpha() else None


def _plain(word: str) -> str:
    """A package as it is named, without its version; `_` and `-` are the same."""
    for sign in "=<>~![@":
        word = word[:1] + word[1:].partition(sign)[0]
    return word.lower().replace("_", "-")
