"""
What a mount decides on, and what it may decide: files, agreements, and actions. Pure.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from core.doors.mount.side import Access, Head

Inode: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LocalText:
    """A file whose whole text was read when nobody had touched it for a moment."""

    sha256: str
    size_bytes: int
    inode: Inode


@dataclass(frozen=True, slots=True)
class Unfit:
    """Something in the directory that no memory can be; it stays where it is."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A file that is being written right now, or could not be read in one piece."""


Local: TypeAlias = LocalText | Unfit | Unsettled

UNSETTLED: Final = Unsettled()


@dataclass(frozen=True, slots=True)
class Agreed:
    """What file and memory had in common when they were last in step."""

    memory_id: str
    sha256: str
    size_bytes: int
    inode: Inode | None = None
    """The file that held it; a renamed file is recognised by that."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The constants of a mount; all times are in seconds."""

    settle_s: float = 0.05
    """A file is read once it rested so long: an editor writes in several steps."""
    longest_settle_s: float = 0.12
    """A file that never rests is read all the same after this time."""
    corroborate_s: float = 30.0
    """A file has to be gone for so long before its memory is deleted."""
    wipe_s: float = 1.0
    """All files have to be gone for so long before they are brought back."""
    delete_round_s: float = 15.0
    """Within this time no more memories are deleted than `most_deletes` says."""
    rescan_s: float = 3.0
    """How often the whole directory is looked at, whatever the system reports."""
    hold_s: float = 5.0
    """For how long a replaced file is watched for what is still written into it."""
    merge: bool = False
    """Whether what two sides changed in different lines is merged without asking a person."""


def most_deletes(files: int) -> int:
    """How many memories may be deleted in one round, of a mount with so many files."""
    return max(8, min(50, files // 4))


@dataclass(frozen=True, slots=True)
class View:
    """All that a plan is made of."""

    local: Mapping[str, Local]
    agreed: Mapping[str, Agreed]
    by_path: Mapping[str, Head]
    """The store, as it was last heard of."""
    by_id: Mapping[str, Head]
    access: Access
    gone_since: Mapping[str, float]
    """Since when an agreed file is missing, by the clock that only goes forward."""
    now: float
    rules: Rules = field(default_factory=Rules)
    deletes_left: int = 8
    begins_with: Callable[[str, Agreed], bool] = lambda _path, _agreed: False
    """Whether the file at a path begins with the text that was agreed on."""
    not_renamed: frozenset[tuple[str, str]] = frozenset()
    """Pairs of an old and a new path that the store did not take for a rename."""


# What is to be done. Each names the path in the directory that it is about.


@dataclass(frozen=True, slots=True)
class Agree:
    """Both sides hold the same already."""

    path: str
    head: Head
    text: LocalText


@dataclass(frozen=True, slots=True)
class Forget:
    """Neither side has it any more."""

    path: str


@dataclass(frozen=True, slots=True)
class Pull:
    """Show the store's text in the file."""

    path: str
    head: Head
    over: LocalText | None
    """What the file holds now and may lose, since the store has it or had it."""
    is_restored: bool = False
    """The file had been deleted here, which does not count."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """Keep a local text that may not be pushed as a copy, so that the store's can be shown."""

    path: str
    text: LocalText
    head: Head


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove a file whose memory is gone, or stands elsewhere."""

    path: str
    over: LocalText


@dataclass(frozen=True, slots=True)
class Move:
    """Move a file whose memory was renamed."""

    path: str
    target: str
    over: LocalText
    head: Head


@dataclass(frozen=True, slots=True)
class Push:
    """Write a changed file into its memory."""

    path: str
    base: Agreed
    text: LocalText


@dataclass(frozen=True, slots=True)
class Create:
    """Make a memory of a file; if there is one at that path, the text becomes a conflict."""

    path: str
    text: LocalText


@dataclass(frozen=True, slots=True)
class Rename:
    """Rename a memory whose file was renamed (and maybe changed)."""

    path: str
    old: str
    base: Agreed
    text: LocalText


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete the memory of a file that is gone."""

    path: str
    base: Agreed


@dataclass(frozen=True, slots=True)
class Keep:
    """Leave both sides as they are, and say so."""

    path: str
    reason: str


Action: TypeAlias = (
    Agree | Forget | Pull | SetAside | Remove | Move | Push | Create | Rename | Delete | Keep
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do now, in that order, and which paths have to be looked at again though."""

    actions: tuple[Action, ...]
    waiting: frozenset[str]
