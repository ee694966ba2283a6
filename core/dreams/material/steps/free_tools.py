"""
What made a call of a tool succeed of which only the name tells what it does.

Pure. A parameter that came, went, or got the value that the error asks for; or a call of another
tool in between, about the same thing.
"""

from collections.abc import Sequence

from core.dreams.material.steps.elaborated import more_of
from core.dreams.material.steps.flags import is_named, is_short
from core.dreams.material.steps.remedy import How, Remedy, Worked
from core.dreams.material.steps.steps import Step

_LIKE = 0.34
"""Share of its parameters that a retry has in common with what it retries."""
_SHORTEST_VALUE = 2


def is_retry(failed: Step, step: Step) -> bool:
    """Whether a call of the same tool has the same values in a good part of its parameters."""
    if not failed.leaves:
        return True
    same = sum(
        value == failed.leaves[name] or any(more_of(failed.leaves[name], value))
        for name, value in step.leaves.items()
        if name in failed.leaves
    )
    return same > 0 and same >= _LIKE * min(len(failed.leaves), len(step.leaves))


def of_free_tool(failed: Step, success: Step, between: Sequence[Step]) -> Worked | None:
    """In what the success differs from the failure, or the call that it had lacked."""
    came = success.leaves.keys() - failed.leaves.keys()
    went = failed.leaves.keys() - success.leaves.keys()
    changed = {
        name
        for name in failed.leaves.keys() & success.leaves.keys()
        if failed.leaves[name] != success.leaves[name]
    }
    if came and went:
        # Another name for the parameter, or a call for something else.
        is_other = len(came) == len(went) == 1 and is_named(min(went), failed.result.body)
        remedies = [Remedy(How.OTHER, one) for one in came] if is_other else []
    elif came:
        asked = {one for one in came if is_named(one, failed.result.body)}
        # What came unasked beside another value may have come with another thing.
        fit = asked or (came if not changed else set())
        remedies = [Remedy(How.WITH, one) for one in sorted(fit)]
    elif len(changed) == 1:
        name = changed.pop()
        remedies = _of_value(failed, name, success.leaves[name])
        remedies += more_of(failed.leaves[name], success.leaves[name])
    elif went and not changed:
        remedies = [Remedy(How.WITHOUT, one) for one in sorted(went)]
    elif not changed:
        remedies = _of_sort(failed, success)
        if not remedies:
            return _called_before(failed, success, between)
    else:
        remedies = []
    return Worked(tuple(remedies), success, success) if remedies else None


def _of_value(failed: Step, name: str, value: str) -> list[Remedy]:
    """A value instead of another one, if it is the value that was wrong, and not another thing."""
    is_asked = is_named(name, failed.error) or is_named(value, failed.error)
    fits = is_short(value) and " " not in value and is_asked
    return [Remedy(How.WITH, f"{name}={value}")] if fits else []


def _of_sort(failed: Step, success: Step) -> list[Remedy]:
    """The same value as a text, or as what it is."""
    as_text = success.text_names - failed.text_names
    as_value = failed.text_names - success.text_names
    found = [Remedy(How.AS_VALUE, one) for one in sorted(as_value)]
    return found + [Remedy(How.AS_TEXT, one) for one in sorted(as_text)]


def _called_before(failed: Step, success: Step, between: Sequence[Step]) -> Worked | None:
    """The call in between that is about the same thing, else the only one that may have done it."""
    doing = [one for one in between if one.is_ok and one.is_free and not one.is_look]
    others = [one for one in reversed(doing) if one.name != failed.name]
    for step in others:
        shared = sorted(
            name
            for name, value in step.leaves.items()
            if len(value) >= _SHORTEST_VALUE and value in failed.leaves.values()
        )
        if shared:
            about = Remedy(How.FIRST, f"{step.name}({', '.join(shared)})")
            # In another session the value may be too short to be the same by more than chance.
            return Worked((about, Remedy(How.FIRST, step.name)), success, step, shared[0])
    if len(others) != 1:
        return None
    return Worked((Remedy(How.FIRST, others[0].name),), success, others[0])
