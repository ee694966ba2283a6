"""
What made a call succeed that had failed: the difference between the two, or a step in between.

Pure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.dreams.material.steps import Step
from core.transcripts.events import ToolNorm

_SOON: Final = 8
"""Steps after a failure in which its remedy is looked for."""
_LIKE: Final = 0.34
"""Share of arguments that a retry has in common with what it retries."""
_NO_REMEDY: Final = frozenset({ToolNorm.EDIT, ToolNorm.WRITE, ToolNorm.TASK, ToolNorm.OTHER})
"""Changing the code until a check passes is work and no lesson about the tool."""
_LOOKING: Final = frozenset(
    {
        *("ls", "cat", "grep", "rg", "find", "head", "tail", "pwd", "which", "sed", "wc", "sleep"),
        *("awk", "tree", "stat", "env", "date", "ps"),
        *("git status", "git diff", "git log", "git show"),
    }
)
"""Programs that only look, and so can have made nothing work."""
_LONGEST: Final = 60
_BARE: Final = re.compile(r"[a-z][a-z0-9:_-]{0,30}\Z")
"""A word of a command that is no argument as far as one can see."""


class How(StrEnum):
    """In what the success differs."""

    WITH = "with"
    WITHOUT = "without"
    OTHER = "other"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class Remedy:
    """What worked."""

    how: How
    text: str
    """The flag, argument, program or step."""

    @property
    def advice(self) -> str:
        """What to do, as a clause."""
        match self.how:
            case How.WITH:
                return f"add `{self.text}`"
            case How.WITHOUT:
                return f"leave out `{self.text}`"
            case How.OTHER:
                return f"use `{self.text}` instead"
            case How.FIRST:
                return f"first do `{self.text}`"

    def quoted(self, success: Step) -> str | None:
        """The piece of the successful call that shows it."""
        if success.command is None:
            return None
        held = self.held_by(success)
        line = next((one for one in success.command.split("\n") if held in one), None)
        return line.strip() if line is not None else None

    def held_by(self, success: Step) -> str:
        """What of it stands in the successful call."""
        if self.how is How.WITHOUT or (success.command and self.text not in success.command):
            return success.name.split()[0]
        return self.text


@dataclass(frozen=True, slots=True)
class Worked:
    """How one failure was overcome."""

    remedies: tuple[Remedy, ...]
    """What may have done it, the most special first."""
    success: Step
    shown: Step
    """The step that shows what did it: the success itself, or the one that made it possible."""


def remedy_of(steps: Sequence[Step], place: int) -> Worked | None:
    """What worked after a failure."""
    failed = steps[place]
    for at in range(place + 1, min(place + 1 + _SOON, len(steps))):
        step = steps[at]
        if step.name == failed.name and _is_like(failed, step):
            if step.has_failed:
                if step.failure == failed.failure:
                    return None  # that failure has its own remedy behind it
                continue
            if step.is_ok:
                return _worked(failed, step, steps[place + 1 : at])
        elif at == place + 1 and step.is_ok and _does_the_same(failed, step):
            return Worked((Remedy(How.OTHER, step.name),), step, step)
    return None


def way_out_of(steps: Sequence[Step], place: int) -> Worked | None:
    """What was done instead after the last of several equal calls: another call that went well."""
    last = steps[place]
    if place + 1 >= len(steps):
        return None
    step = steps[place + 1]
    if not step.is_ok or step.main is None or step.call.input == last.call.input:
        return None
    whole = " ".join(step.main.argv)
    texts = [whole] if _is_short(whole) and whole in (step.command or "") else []
    texts += [text for text in _leads(step) if text not in {whole, last.name}]
    return Worked(tuple(Remedy(How.OTHER, text) for text in texts), step, step) if texts else None


def _leads(step: Step) -> Iterator[str]:
    """The call without its arguments: `git stash pop` of `git stash pop --index 4`."""
    words = []
    for word in step.main.argv if step.main else ():
        if not _BARE.match(word):
            break
        words.append(word)
    for length in range(min(len(words), 4), 1, -1):
        yield " ".join(words[:length])


def _worked(failed: Step, success: Step, between: Sequence[Step]) -> Worked | None:
    differences = _differences(failed, success)
    if not differences or differences[0].how is How.WITHOUT:
        # What only a vain attempt had, and was given up, made nothing work.
        differences = _done_before(failed, success) or differences
    if differences:
        return Worked(differences, success, success)
    made = _made_it_work(failed, between)
    if made is None:
        return None
    whole = made.command.strip() if made.command else ""
    special = [Remedy(How.FIRST, whole)] if whole and _is_short(whole) else []
    return Worked((*special, Remedy(How.FIRST, made.name)), success, made)


def vain_remedies(steps: Sequence[Step], place: int) -> Iterator[str]:
    """What a retry had that failed in the same way."""
    failed = steps[place]
    for step in steps[place + 1 : place + 1 + _SOON]:
        if step.name == failed.name and step.has_failed and step.failure == failed.failure:
            for added in sorted(step.arguments - failed.arguments):
                if added.startswith("-") and _is_short(added):
                    yield added
            return
        if step.name == failed.name and step.is_ok:
            return


def _is_like(failed: Step, step: Step) -> bool:
    if failed.main is not None and " " in failed.name:
        return True
    mine, theirs = failed.arguments, step.arguments
    if not mine or not theirs:
        return mine == theirs
    return len(mine & theirs) >= _LIKE * min(len(mine), len(theirs))


def _differences(failed: Step, step: Step) -> tuple[Remedy, ...]:
    """Flags that came or went, with their values and without."""
    if failed.main is None:
        return ()
    came = sorted(_own(one, failed) for one in step.arguments - failed.arguments if _is_flag(one))
    went = sorted(_own(one, step) for one in failed.arguments - step.arguments if _is_flag(one))
    # A flag that only got another value neither came nor went.
    names = {one.split(" ")[0] for one in failed.arguments if _is_flag(one)}
    bare = [one.split(" ")[0] for one in came]
    new = [name for name, one in zip(bare, came, strict=True) if name not in names and name != one]
    if came:
        return tuple(Remedy(How.WITH, text) for text in dict.fromkeys([*came, *new]))
    return tuple(Remedy(How.WITHOUT, text) for text in went)


def _done_before(failed: Step, success: Step) -> tuple[Remedy, ...]:
    """What stands before the call in the line that succeeded: a setting, or another command."""
    if failed.main is None or success.main is None or success.command is None:
        return ()
    settings = [one for one in success.assignments if one not in failed.assignments]
    found = [Remedy(How.WITH, one) for one in settings if _is_short(one)]
    known = {one.words for one in failed.commands}
    for one in success.commands:
        if one is success.main:
            break
        text = " ".join(one.words)
        looks = one.program in _LOOKING or f"{one.program} {' '.join(one.argv[1:2])}" in _LOOKING
        if one.words not in known and not looks and _is_short(text) and text in success.command:
            found.append(Remedy(How.FIRST, text))
            lead = " ".join(one.argv[:2])
            if lead != text and _BARE.match(one.argv[-1] if len(one.argv) < 2 else one.argv[1]):
                found.append(Remedy(How.FIRST, lead))
    return tuple(found)


def _own(flag: str, other: Step) -> str:
    """A flag without a "value" that the other call has by itself: `--fast x` beside `x`."""
    name, _, value = flag.partition(" ")
    return name if value in other.arguments else flag


def _is_flag(text: str) -> bool:
    return text.startswith("-") and _is_short(text) and any(map(str.isalpha, text))


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST and "\n" not in text and "`" not in text


def _made_it_work(failed: Step, steps: Sequence[Step]) -> Step | None:
    """A step that made the same call succeed: of the same kind, or the look that it lacked."""
    for step in reversed(steps):
        norm = step.call.tool_norm
        is_same = step.name == failed.name
        if not step.is_ok or is_same or norm in _NO_REMEDY or step.name in _LOOKING:
            continue
        if norm is ToolNorm.SHELL or (norm is ToolNorm.READ and failed.main is None):
            return step
    return None


def _does_the_same(failed: Step, step: Step) -> bool:
    """Whether another program was given what the failed one was given."""
    if failed.main is None or step.main is None or failed.name == step.name:
        return False
    mine = {one for one in failed.arguments if not one.startswith("-")}
    theirs = {one for one in step.arguments if not one.startswith("-")}
    return bool(mine) and mine <= theirs | set(step.main.argv)
