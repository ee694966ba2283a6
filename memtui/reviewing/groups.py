"""
The list at the left of a review: its parts by change, by file or by kind, as far as words let them
through. Pure.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.dreams.proposal import Change
from core.dreams.reviewing.looking import Look
from core.dreams.reviewing.rebase import State
from core.dreams.verdicts import Part, Verdict


class Grouping(StrEnum):
    """How the list at the left is made."""

    FILE = "file"
    CHANGE = "change"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Group:
    """One entry of the list at the left: some parts that belong together."""

    key: str
    title: str
    """Foreign text."""
    parts: tuple[Part, ...]
    has_conflict: bool = False
    """What is there now stands against one of them."""

    @property
    def is_rejected(self) -> bool:
        """Nothing of it is to be."""
        return all(part.verdict is Verdict.REJECTED for part in self.parts)

    @property
    def decided(self) -> int:
        """How many of its parts are decided."""
        return sum(part.is_decided for part in self.parts)


def everything(look: Look) -> tuple[Part, ...]:
    """Every part and question, in the order of the proposal."""
    order = {change.id: at for at, change in enumerate(look.review.changes)}
    parts = (*look.review.parts, *look.review.asks)
    return tuple(sorted(parts, key=lambda part: order[part.hunk.change_id]))


def groups(look: Look, grouping: Grouping, words: Sequence[str] = ()) -> list[Group]:
    """The list at the left, in the order of the proposal; with words only what holds them all."""
    changes = {change.id: change for change in look.review.changes}
    found: dict[str, list[Part]] = {}
    titles: dict[str, str] = {}
    for part in everything(look):
        change = changes[part.hunk.change_id]
        if words and not _fits(look, part, change, words):
            continue
        if grouping is Grouping.CHANGE:
            key, title = change.id, change.title
        elif grouping is Grouping.KIND:
            key = title = change.kind.value
        else:
            key = part.hunk.old_path or part.hunk.path
            title = key or "findings"
        found.setdefault(key, []).append(part)
        titles[key] = title
    return [
        Group(key, titles[key], tuple(parts), any(conflicts(look, part) for part in parts))
        for key, parts in found.items()
    ]


def conflicts(look: Look, part: Part) -> bool:
    """Whether what is there now stands against a part that could still be applied."""
    return (
        part.verdict is not Verdict.REJECTED
        and look.standing(part.id).state is State.CONFLICTS
        and not look.change(part.hunk.change_id).is_withdrawn
    )


def _fits(look: Look, part: Part, change: Change, words: Sequence[str]) -> bool:
    """Whether a part holds all words: in what is proposed, and in how it stands."""
    told = (
        *(change.kind, change.title, part.hunk.path, part.hunk.op, part.verdict),
        *(look.standing(part.id).state, *part.hunk.old_lines, *part.new_lines),
    )
    text = "\n".join(told).casefold()
    return all(_holds(word, text, round(change.confidence, 2)) for word in words)


def _holds(word: str, text: str, sure: float) -> bool:
    # `>0.8` keeps what is surer than that, any other word is looked for.
    sign = next((one for one in _COMPARED if word.startswith(one)), None)
    if sign is None:
        return word in text
    try:
        return _COMPARED[sign](sure, float(word.removeprefix(sign)))
    except ValueError:
        return True


_COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


def group_of(listed: Sequence[Group], part_id: str | None) -> int:
    """Where the part is in the list; 0 if it is nowhere."""
    return next(
        (at for at, one in enumerate(listed) if any(part.id == part_id for part in one.parts)), 0
    )
