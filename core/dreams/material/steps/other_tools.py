"""
What made a call succeed that is no command line: an edit, a read, a search.

Pure. The same edit with more of the lines around its place or with their indentation, the file read
before, a parameter that was set, or another name for the file.
"""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

from core.dreams.extract.errors.failures import Known
from core.dreams.material.steps.remedy import How, Remedy, Worked
from core.dreams.material.steps.steps import Step
from core.transcripts.events import ToolNorm

SOON: Final = 8
"""Steps after a failure in which its remedy is looked for."""
_LIKE: Final = 0.34
"""Share of its lines that a retry has in common with what it retries."""
_SHORTEST_STEM: Final = 3
_SEARCHING: Final = frozenset({"fd", "find", "git ls-files", "grep", "ls", "rg", "tree"})
_LISTING: Final = frozenset({"ls", "stat"})
"""Programs that only explore: what they find elsewhere may be another thing of that name."""
_PLACES: Final = ("old_string", "old_str")
"""Parameters that hold the text which an edit is to replace."""


def is_like_call(failed: Step, step: Step) -> bool:
    """Whether a call tries again what another one tried: on the same file, with like texts."""
    if step.path != failed.path or step.call.tool_norm is not failed.call.tool_norm:
        return False
    mine, theirs = failed.texts, step.texts
    if not mine or not theirs:
        return mine == theirs and bool(failed.path)
    return len(mine & theirs) >= _LIKE * min(len(mine), len(theirs))


def of_other_tool(failed: Step, success: Step, between: Sequence[Step]) -> Worked | None:
    """In what the success differs from the failure, or the look that it had lacked."""
    options = sorted(success.options - failed.options)
    if options:
        return Worked(tuple(Remedy(How.WITH, one) for one in options), success, success)
    if not failed.is_edit:
        return None
    read = next((one for one in reversed(between) if _reads(one, failed)), None)
    if read is not None:
        return Worked((Remedy(How.READ, read.name),), success, read, _name(failed))
    if success.texts == failed.texts and success.call.input != failed.call.input:
        return Worked((Remedy(How.BLANKS, success.name),), success, success)
    if any(_holds_more(failed, success, name) for name in _PLACES):
        return Worked((Remedy(How.MORE, success.name),), success, success, _name(failed))
    return None


def renamed(failed: Step, following: Sequence[Step]) -> Worked | None:
    """The file that was there in the place of one that was not: of a like name, or elsewhere."""
    if failed.told is None or failed.told.known is not Known.NO_FILE or not failed.path:
        return None
    wanted = PurePosixPath(failed.path)
    for step in following:
        if not step.is_ok or step.call.tool_norm is not failed.call.tool_norm or not step.path:
            continue
        found = PurePosixPath(step.path)
        if step.main is not None and step.main.program in _LISTING and found.stem == wanted.stem:
            continue
        if found.name == wanted.name:
            return _other(step, "/".join(found.parts[-2:]))
        if found.name in failed.error or (wanted.stem and found.stem == wanted.stem):
            return _other(step, found.name)
    return None


def found_of(steps: Sequence[Step], place: int) -> Worked | None:
    """The search that showed where a file is: its answer names what was looked at then."""
    wanted = PurePosixPath(steps[place].path)
    searches: list[Step] = []
    for step in steps[place + 1 : place + 1 + SOON]:
        if not step.is_ok or not step.is_look:
            continue
        found = PurePosixPath(step.path)
        if found.name and found != wanted and step.call.tool_norm is not ToolNorm.SEARCH:
            for search in searches:
                if found.name in search.result.body and _is_after(search, found, wanted):
                    remedy = Remedy(How.SEARCHED, "search")
                    return Worked((remedy,), step, step, found.name)
        if step.call.tool_norm is ToolNorm.SEARCH or step.name in _SEARCHING:
            searches.append(step)
    return None


def _is_after(search: Step, found: PurePosixPath, wanted: PurePosixPath) -> bool:
    """Whether a search and what came of it were for the file that was not there."""
    is_asked = len(wanted.stem) >= _SHORTEST_STEM and wanted.stem in (search.call.input or "")
    return is_asked or found.parent.name == wanted.parent.name != ""


def _other(step: Step, text: str) -> Worked:
    return Worked((Remedy(How.OTHER, text),), step, step)


def _name(step: Step) -> str:
    return PurePosixPath(step.path).name


def _reads(step: Step, failed: Step) -> bool:
    is_read = step.is_ok and step.call.tool_norm is ToolNorm.READ
    return is_read and (not step.path or step.path == failed.path)


def _holds_more(failed: Step, success: Step, name: str) -> bool:
    before, after = failed.given.get(name), success.given.get(name)
    return isinstance(before, str) and isinstance(after, str) and before in after != before
