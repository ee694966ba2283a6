"""
What a person had open, as a value, and as the JSON that it is kept as between two runs. Pure.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from core.errors import Json

_FORMAT = "memtui what was open"
_VERSION = 1

MOST_FOLDERS = 200
"""Open directories that are kept: each is read again at the start."""

MOST_CHARACTERS = 2_000
"""Of one text; what is longer was not kept by this program."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was open, chosen and laid out; of everything the default is what a first run has."""

    folders: tuple[tuple[str, str], ...] | None = None
    """The unfolded stores and directories, by store id and path; `None`: those that fit."""
    selected: tuple[str, str] | None = None
    """Where the tree's cursor was, by store id and path."""
    launch: tuple[tuple[str, str], ...] | None = None
    """The form for a dream that was left with something on it: its fields."""
    theme: tuple[str, str] | None = None
    """The theme that was chosen, and the one that was configured then: a newer wish counts more."""
    times: tuple[str, str] | None = None
    """The zone of times that was chosen, and the one that was configured then."""
    pane: str = ""
    is_zoomed: bool = False
    is_wrapped: bool = True
    has_sides: bool = False
    """The diff of a memory is beside each other."""
    reviews_have_sides: bool = False
    is_blamed: bool = False
    is_markdown: bool = False


class NotOurs(Exception):
    """A text is not what this program kept for this workspace."""


def as_json(remembered: Remembered, workspace: str) -> dict[str, Json]:
    """The value as it is kept, with the workspace that it is about."""
    kept: dict[str, Json] = {"format": _FORMAT, "version": _VERSION, "workspace": workspace}
    return kept | asdict(remembered)


def from_json(kept: Json, workspace: str) -> Remembered:
    """
    The value that was kept.

    Raises:
        NotOurs: It was kept by something else, for something else, or was changed since.
    """
    if not isinstance(kept, Mapping) or kept.get("format") != _FORMAT:
        raise NotOurs("it was not written by memtui")
    if kept.get("version") != _VERSION:
        raise NotOurs("it was written by another version of memtui")
    if kept.get("workspace") != workspace:
        raise NotOurs("it is about another workspace")
    found = {one.name: kept.get(one.name, one.default) for one in fields(Remembered)}
    return Remembered(
        folders=_pairs(found["folders"]),
        launch=_pairs(found["launch"]),
        selected=_pair_or_none(found["selected"]),
        theme=_pair_or_none(found["theme"]),
        times=_pair_or_none(found["times"]),
        pane=_text(found["pane"]),
        **{name: _flag(found[name]) for name in _FLAGS},
    )


_FLAGS = tuple(one.name for one in fields(Remembered) if isinstance(one.default, bool))


def _pairs(value: object) -> tuple[tuple[str, str], ...] | None:
    if value is None:
        return None
    if not isinstance(value, list | tuple):
        raise NotOurs("it is damaged")
    return tuple(_pair(one) for one in value[:MOST_FOLDERS])


def _pair_or_none(value: object) -> tuple[str, str] | None:
    return None if value is None else _pair(value)


def _pair(value: object) -> tuple[str, str]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise NotOurs("it is damaged")
    return _text(value[0]), _text(value[1])


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > MOST_CHARACTERS:
        raise NotOurs("it is damaged")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise NotOurs("it is damaged")
    return value
