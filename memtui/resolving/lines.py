"""
The result of a resolution line by line: what is agreed, what was chosen from whom, what is open.

Pure. The signs are those of the keys: `m` mine, `t` theirs, `0` base, `e` edited by hand.
"""

from dataclasses import dataclass
from typing import Literal

from core.diff import Hunk, diff, stat
from core.merge import Agreed, Choice, Conflicted, Edited, Merge, take
from core.text import split_lines
from memtui.resolving.decisions import Decision, chosen_lines
from memtui.resolving.resolution import Resolution, Situation

Kind = Literal["agreed", "head", "chosen", "option"]


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One line of the pane."""

    kind: Kind
    text: str
    """Of a head: nothing, the pane has the words."""
    sign: str = " "
    number: int | None = None
    """In the text that would be written; options are in no text."""
    block: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The lines, and what writing them changes of theirs."""

    lines: tuple[ResultLine, ...]
    added: int
    removed: int


def result(resolution: Resolution) -> Result:
    """The resolution as it stands, line by line."""
    theirs, text = resolution.sides.theirs or "", resolution.text
    changed = diff(theirs, text or "")
    if resolution.merge is None or resolution.choices.whole is not None:
        lines = _whole(resolution, text, _new_lines(changed.hunks))
    else:
        lines = _by_blocks(resolution, resolution.merge)
    added, removed = stat(changed)
    return Result(tuple(lines), added, removed)


def _whole(resolution: Resolution, text: str | None, new: set[int]) -> list[ResultLine]:
    decision = resolution.choices.whole
    lines = [ResultLine("head", "", block=0)]
    if decision is None and resolution.undecided:
        return lines + _texts_at_stake(resolution)
    sign = _sign(decision)
    return lines + [
        ResultLine("chosen", _bare(line), sign if number in new else " ", number, 0)
        for number, line in enumerate(split_lines(text or ""), 1)
    ]


def _texts_at_stake(resolution: Resolution) -> list[ResultLine]:
    """The text that the decision is about, for who has to decide."""
    sides = resolution.sides
    sign, text = ("t", sides.theirs) if sides.mine is None else ("m", sides.mine)
    if resolution.situation is Situation.MOVE:
        sign = " "
    return [ResultLine("option", _bare(line), sign, None, 0) for line in split_lines(text or "")]


def _by_blocks(resolution: Resolution, merge: Merge) -> list[ResultLine]:
    lines: list[ResultLine] = []
    number, at = 1, 0
    signs = iter(_agreed_signs(merge, resolution.sides.theirs or "", resolution.sides.mine or ""))
    for block in merge.blocks:
        if isinstance(block, Agreed):
            for line in block.lines:
                lines.append(ResultLine("agreed", _bare(line), next(signs), number))
                number += 1
            continue
        decision = resolution.choices.blocks[at]
        lines.append(ResultLine("head", "", block=at))
        if decision is None:
            lines += _options(block, at)
        else:
            for sign, line in _signed(block, decision):
                lines.append(ResultLine("chosen", _bare(line), sign, number, at))
                number += 1
        at += 1
    return lines


def _options(block: Conflicted, at: int) -> list[ResultLine]:
    return [
        ResultLine("option", _bare(line), sign, None, at)
        for sign, lines in (("m", block.mine_lines), ("t", block.theirs_lines))
        for line in lines
    ]


def _signed(block: Conflicted, decision: Decision) -> list[tuple[str, str]]:
    mine = [("m", line) for line in block.mine_lines]
    theirs = [("t", line) for line in block.theirs_lines]
    match decision:
        case Choice.BOTH:
            return mine + theirs
        case Choice.BOTH_THEIRS_FIRST:
            return theirs + mine
    return [(_sign(decision), line) for line in chosen_lines(block, decision)]


def _sign(decision: Decision | None) -> str:
    match decision:
        case Choice.MINE:
            return "m"
        case Choice.THEIRS:
            return "t"
        case Choice.BASE:
            return "0"
        case Edited():
            return "e"
    return " "


def _agreed_signs(merge: Merge, theirs: str, mine: str) -> list[str]:
    """Of each agreed line, who alone wrote it: it is not in the other's text."""
    not_theirs = _agreed_new(merge, theirs, Choice.THEIRS)
    not_mine = _agreed_new(merge, mine, Choice.MINE)
    return [
        "m" if of_mine else "t" if of_theirs else " "
        for of_mine, of_theirs in zip(not_theirs, not_mine, strict=True)
    ]


def _agreed_new(merge: Merge, side: str, choice: Choice) -> list[bool]:
    """Which agreed lines a side does not have."""
    new = _new_lines(diff(side, take(merge, choice)).hunks)
    found: list[bool] = []
    number = 1
    for block in merge.blocks:
        if isinstance(block, Agreed):
            found += [line in new for line in range(number, number + len(block.lines))]
            number += len(block.lines)
        else:
            number += len(chosen_lines(block, choice))
    return found


def _new_lines(hunks: tuple[Hunk, ...]) -> set[int]:
    return {line for hunk in hunks for line in range(hunk.new_start, hunk.new_end)}


def _bare(line: str) -> str:
    return line.removesuffix("\n")
