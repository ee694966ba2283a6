"""
What made a call succeed that had failed: the difference between the two, or a step in between.

Pure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from core.dreams.extract.names.wholes import stands
from core.dreams.material.steps.commands import PIPES, WAY
from core.dreams.material.steps.elaborated import are_alike, replaced
from core.dreams.material.steps.flags import differing, example_of, is_short
from core.dreams.material.steps.free_tools import is_retry, of_free_tool
from core.dreams.material.steps.other_tools import SOON, is_like_call, of_other_tool, renamed
from core.dreams.material.steps.remedy import How, Remedy, Worked
from core.dreams.material.steps.steps import Step
from core.dreams.material.steps.surroundings import MOVES, around, leads_of, settings_in

_WORD: Final = re.compile(r"[A-Za-z0-9]{3,40}")
_LIKE: Final = 0.34
"""Share of arguments that a retry has in common with what it retries."""


def remedy_of(steps: Sequence[Step], place: int) -> Worked | None:
    """What worked after a failure."""
    failed = steps[place]
    following = [_seen_as(failed, one) for one in steps[place + 1 : place + 1 + SOON]]
    is_instead = (
        following
        and following[0].is_ok
        and (following[0].family == failed.family or not _is_of(failed, following[0]))
        and _does_the_same(failed, following[0])
    )
    if is_instead and not any(_is_again(failed, one) for one in following[1:]):
        if any(
            _failed_so_too(one, following[0], failed) for one in steps[max(place - SOON, 0) : place]
        ):
            return None  # it is the remedy of that call, and this one was a vain attempt
        return Worked((Remedy(How.OTHER, following[0].name),), following[0], following[0])
    went_well = _went_well(failed, following)
    if went_well is not None:
        return _worked(failed, *went_well)
    return None if _fails_again(failed, following) else renamed(failed, following)


def came_before(steps: Sequence[Step], place: int) -> Worked | None:
    """The step in between, where the call itself differs as well: either may have helped."""
    failed = steps[place]
    following = [_seen_as(failed, one) for one in steps[place + 1 : place + 1 + SOON]]
    found = _went_well(failed, following) if failed.main is not None else None
    if found is None or any(step.is_work for step in found[1]):
        return None
    made = _made_it_work(failed, *found)
    return Worked(_first(made), found[0], made) if made is not None else None


def _tries(failed: Step, following: Sequence[Step]) -> Iterator[tuple[int, Step]]:
    """The same call once more, each with its place."""
    for at, step in enumerate(following):
        if _is_of(failed, step) and not step.is_help and _is_like(failed, step):
            yield at, step


def _fails_again(failed: Step, following: Sequence[Step]) -> bool:
    """Whether it failed so once more before it went well: that failure has its own remedy."""
    for _, step in _tries(failed, following):
        if step.has_failed and step.failure == failed.failure:
            return True
        if _is_past(failed, step):
            return False
    return False


def _is_past(failed: Step, step: Step) -> bool:
    """Whether a call got past a failure; an answer that refuses it has come at least."""
    return step.is_ok or (step.is_refused and not failed.is_refused)


def _went_well(failed: Step, following: Sequence[Step]) -> tuple[Step, Sequence[Step]] | None:
    """The same call when it went well, and the steps before it."""
    if _fails_again(failed, following):
        return None
    tries = _tries(failed, following)
    return next(((step, following[:at]) for at, step in tries if _is_past(failed, step)), None)


def _failed_so_too(step: Step, success: Step, failed: Step) -> bool:
    """Whether the call that went well had failed before, in the same way."""
    is_same = step.family == success.family and step.family != failed.family
    return is_same and step.has_failed and step.failure == failed.failure


def _is_of(failed: Step, step: Step) -> bool:
    """Whether it is the same call, with flags in front of its sub-command as well or no more."""
    if step.family == failed.family:
        return True
    return _has_flags_before(step, failed.family) or _has_flags_before(failed, step.family)


def _has_flags_before(step: Step, called_so: str) -> bool:
    program, _, called = called_so.partition(" ")
    if step.family != program or not called or step.main is None or called not in step.main.argv:
        return False
    before = step.main.argv[1 : step.main.argv.index(called)]
    return all(
        word.startswith("-") or last.startswith("-")
        for last, word in zip(("", *before), before, strict=False)
    )


def _is_again(failed: Step, step: Step) -> bool:
    """Whether it is the very call that failed, and went well: what came before it made it so."""
    is_same = step.family == failed.family and step.arguments == failed.arguments
    return is_same and step.is_ok and not step.is_help


def _seen_as(failed: Step, step: Step) -> Step:
    """A step as it is compared with one that failed: whole, or for the same program in its line."""
    program = failed.main.program if failed.main is not None else ""
    if program == WAY or (failed.is_way and failed.way):
        return replace(step, taken_whole=True)
    if not program or step.main is None or step.name == failed.name:
        return step
    is_other = step.main.program != program
    has_it = is_other and any(one.program == program for one in step.commands)
    return replace(step, about=failed.name) if has_it or failed.name in step.names else step


def way_out_of(steps: Sequence[Step], place: int) -> Worked | None:
    """What was done instead after the last of several equal calls: another call that went well."""
    last = steps[place]
    if place + 1 >= len(steps):
        return None
    step = steps[place + 1]
    if not step.is_ok or step.main is None or step.call.input == last.call.input:
        return None
    whole = " ".join(step.main.argv)
    texts = [whole] if is_short(whole) and whole in (step.command or "") else []
    texts += [text for text in leads_of(step.main) if text not in {whole, last.name}]
    return Worked(tuple(Remedy(How.OTHER, text) for text in texts), step, step) if texts else None


def _worked(failed: Step, success: Step, between: Sequence[Step]) -> Worked | None:
    if failed.main is None:
        differs = of_free_tool if failed.is_free else of_other_tool
        return differs(failed, success, between)
    if any(step.is_work for step in between):
        return None  # the code was changed until it worked
    options = sorted(success.options - failed.options)
    differences = differing(failed, success) + tuple(Remedy(How.WITH, one) for one in options)
    came = [one for one in differences if one.how is not How.WITHOUT]
    in_full = (
        *replaced(failed.arguments, success.arguments),
        *replaced(_bare(failed), _bare(success)),
    )
    fuller = {one.text for one in in_full}
    came = [one for one in came if one.text.partition(" ")[2] not in fuller]
    # What only a vain attempt had, and was given up, made nothing work.
    differences = tuple(dict.fromkeys((*came, *in_full, *around(failed, success)))) or differences
    if differences:
        return Worked(differences, success, success, example_of(differences))
    made = _made_it_work(failed, success, between)
    if made is None:
        return None
    return Worked(_first(made), success, made)


def _first(made: Step) -> tuple[Remedy, ...]:
    """A step that has to come first: all of it, and what it calls."""
    settings = tuple(one for command in made.line for one in settings_in(command))
    if settings and not made.commands:
        return settings
    whole = made.command.strip() if made.command else ""
    called = made.name if made.main is not None else whole.split(" ")[0]
    if called in MOVES:
        return (Remedy(How.PLACED, called),)
    special = [whole] if whole and is_short(whole) else []
    leads = [one for one in leads_of(made.main) if one != whole] if made.main else []
    return tuple(Remedy(How.FIRST, one) for one in dict.fromkeys((*special, *leads, called)))


def vain_remedies(steps: Sequence[Step], place: int) -> Iterator[str]:
    """What a retry had that failed in the same way."""
    failed = steps[place]
    for step in steps[place + 1 : place + 1 + SOON]:
        if step.name == failed.name and step.has_failed and step.failure == failed.failure:
            for added in sorted(step.arguments - failed.arguments):
                if added.startswith("-") and is_short(added):
                    yield added
            return
        if step.name == failed.name and step.is_ok and not step.is_help:
            return


def _is_like(failed: Step, step: Step) -> bool:
    if failed.main is None:
        return is_retry(failed, step) if failed.is_free else is_like_call(failed, step)
    if " " in failed.name:
        return True
    if failed.code is not None:
        # Other code fails or works for reasons of its own.
        return step.code == failed.code and not step.is_work
    mine, theirs = failed.arguments, step.arguments
    if step.about and step.called is not None and step.called.before in PIPES:
        return True  # it may read what is piped into it, and have no arguments
    if not mine or not theirs:
        return mine == theirs
    # Of `-s a` nothing tells whether the flag has a value.
    bare = _bare(failed), _bare(step)
    return are_alike(mine, theirs, _LIKE) or (all(bare) and are_alike(*bare, _LIKE))


def _bare(step: Step) -> frozenset[str]:
    """The words of a call that are no flags."""
    words = step.main.argv[1:] if step.main is not None else ()
    return frozenset(word for word in words if not word.startswith("-"))


def _made_it_work(failed: Step, success: Step, steps: Sequence[Step]) -> Step | None:
    """A step that made the same call succeed; also for another thing, if none is to blame."""
    mine = {one for one in failed.arguments if not one.startswith("-")}
    theirs = {one for one in success.arguments if not one.startswith("-")}
    words = {word for one in mine for word in _WORD.findall(one)}
    if mine != theirs and any(stands(word, failed.error) for word in words):
        return None
    for step in reversed(steps):
        is_shell = step.command is not None and not step.command.startswith(("echo ", "set "))
        if is_shell and step.is_ok and step.family != failed.family and not step.is_look:
            return step
    return None


def _does_the_same(failed: Step, step: Step) -> bool:
    """Whether another program was given what the failed one was given."""
    if failed.main is None or step.main is None or failed.name == step.name:
        return False
    if step.is_help or (step.is_look and not failed.is_look):
        return False
    mine = {one for one in failed.arguments if not one.startswith("-")}
    theirs = {one for one in step.arguments if not one.startswith("-")}
    return bool(mine) and mine <= theirs | set(step.main.argv)
