"""
Marks of the timeline in signs and words. Pure; what it gives is safe to show.
"""

from collections.abc import Mapping
from typing import Final

from core.overseeing.marks import Mark, MarkKind
from memtui.text import visible
from memtui.widgets.figures import counted, short_id

ORDER: Final = (
    MarkKind.CONFLICT,
    MarkKind.ERROR,
    MarkKind.DREAM,
    MarkKind.WRITE,
    MarkKind.READ,
)
"""The most important first: what a cell with several marks shows."""

SIGNS: Final[Mapping[MarkKind, str]] = {
    MarkKind.CONFLICT: "c",
    MarkKind.ERROR: "e",
    MarkKind.DREAM: "d",
    MarkKind.WRITE: "w",
    MarkKind.READ: "r",
}
"""One of a kind in a cell; a capital letter is several."""

LOOKS: Final[Mapping[MarkKind, str]] = {
    MarkKind.CONFLICT: "warn bold",
    MarkKind.ERROR: "del bold",
    MarkKind.DREAM: "strong",
    MarkKind.WRITE: "live",
    MarkKind.READ: "dim",
}

ONLY_TURN: Final = (MarkKind.READ, MarkKind.ERROR)
"""They changed no text: only a turn tells of them."""

HEIGHTS: Final = " ▁▂▃▄▅▆▇█"

_VERBS: Final[Mapping[str, str]] = {
    "created": "wrote",
    "modified": "changed",
    "deleted": "deleted",
}
_PLURALS: Final[Mapping[MarkKind, str]] = {kind: f"{kind.value}s" for kind in MarkKind}


def sign(counts: Mapping[MarkKind, int]) -> tuple[str, str]:
    """What a cell shows for so many marks of each kind, and its look."""
    for kind in ORDER:
        count = counts.get(kind, 0)
        if count:
            letter = SIGNS[kind]
            return letter.upper() if count > 1 else letter, LOOKS[kind]
    return "·", "faint"


def height(count: int, most: int) -> str:
    """A number as a block, as high as it is beside the largest one; something is never nothing."""
    if not count:
        return HEIGHTS[0]
    steps = len(HEIGHTS) - 1
    return HEIGHTS[max(1, min(steps, -(-count * steps // max(most, 1))))]


def totals(counts: Mapping[MarkKind, int]) -> str:
    """How many marks of each kind, the most important first."""
    return ", ".join(
        counted(counts[kind], kind.value, _PLURALS[kind]) for kind in ORDER if counts.get(kind)
    )


def deed(mark: Mark) -> str:
    """What happened, without the agent: `changed /a.md`."""
    path = visible(mark.path or "", keep="")
    detail = visible(mark.detail, keep="")
    match mark.kind:
        case MarkKind.WRITE:
            return f"{_VERBS.get(mark.detail, detail)} {path}".rstrip()
        case MarkKind.READ:
            return f"read {path}".rstrip()
        case MarkKind.CONFLICT:
            return f"was refused: {detail.replace('_', '-')} {path}".rstrip()
        case MarkKind.ERROR:
            return f"failed: {detail or 'a tool call'}"
        case MarkKind.DREAM:
            return f"dream {detail}".rstrip()


def who(mark: Mark) -> str:
    """Who did it."""
    return visible(mark.agent, keep="")


def lane_name(agent: str, session_id: str | None) -> str:
    """What stands before a lane."""
    name = visible(agent, keep="")
    return name if session_id is None else f"{short_id(session_id)} {name}"
