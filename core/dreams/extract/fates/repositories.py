"""
Repositories that have another name now, by what a server of repositories answers.

Pure. Who asks by the old name is answered by the new one, or told where it has moved to.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_PLACE: Final = r"[\w.-]{1,60}/[\w.-]{1,80}"
_ASKED: Final = re.compile(
    rf"(?:\brepos/|\brepo view )(?P<old>{_PLACE}?)(?:\.git)?(?=[\s\"'/?]|\Z)"
)
_ANSWERED: Final = re.compile(
    rf"\"(?:full_name|nameWithOwner|path_with_namespace)\"\s?: ?\"(?P<new>{_PLACE})\""
)
_MOVED: Final = re.compile(r"(?i)\bthis repository moved\b|\brepository has (?:been )?moved\b")
_ADDRESS: Final = re.compile(
    rf"(?:https?://|git@|ssh://git@)[\w.-]{{1,80}}[:/](?P<place>{_PLACE}?)(?:\.git)?(?=[\s\"'/]|\Z)"
)
_LONGEST: Final = 600
_NEAR: Final = 3
"""Lines behind the one that says that it moved, in which stands where to."""


class Renamed(NamedTuple):
    """A repository with its owner, as it was asked for and as it is called."""

    old: str
    new: str
    line: str
    holds: str


def renamed_repositories(command: str, lines: Sequence[str]) -> list[Renamed]:
    """The repository that a command asked for, if the answer calls it otherwise."""
    asked = {found["old"] for found in _ASKED.finditer(command[:_LONGEST])}
    cloned = {found["place"] for found in _ADDRESS.finditer(command[:_LONGEST])}
    for at, line in enumerate(lines):
        answer = _ANSWERED.search(line[:_LONGEST]) if len(asked) == 1 else None
        if answer is not None:
            return _renamed(asked.pop(), answer["new"], line)
        if _MOVED.search(line[:_LONGEST]) and len(cloned) == 1:
            for near in lines[at : at + _NEAR]:
                address = _ADDRESS.search(near[:_LONGEST])
                if address is not None:
                    return _renamed(cloned.pop(), address["place"], near)
    return []


def _renamed(old: str, new: str, line: str) -> list[Renamed]:
    return [Renamed(old, new, line, new)] if old.lower() != new.lower() else []
