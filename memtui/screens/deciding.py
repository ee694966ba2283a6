"""
One conflict being decided: what is known of it, the decisions, and writing them.

Owns the state; the resolver shows it. Every decision is against the "theirs" that was on the
screen: when that moved meanwhile nothing is written, and the decisions are put on the new one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from core.changes import Change
from core.conflicts import ConflictKind
from core.diff import Diff, diff
from core.merge import Choice, Edited
from core.settling.resolving import ConflictMoved
from core.text import sha256
from memtui.backend.conflicts import Opened
from memtui.bridge import Bridge
from memtui.resolving.drafts import kept, resumed
from memtui.resolving.lines import Result, result
from memtui.resolving.rebasing import Rebased, rebase
from memtui.resolving.resolution import Resolution, Situation, begin
from memtui.text import visible
from memtui.widgets import figures
from memtui.widgets.conflict_words import holder


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the panes show, worked out in a thread."""

    result: Result
    theirs: Diff
    mine: Diff
    new_only: bool
    """Without a base: the sides are compared with each other."""


class Deciding:
    """See the module."""

    def __init__(self, bridge: Bridge, conflict_id: str, draft: Resolution | None) -> None:
        self.conflict_id = conflict_id
        self.opened: Opened | None = None
        self.resolution: Resolution | None = draft
        self.at = 0
        """The block that decisions are about."""
        self.notice = ""
        """What changed since, for the person to know."""
        self.is_moved = False
        """Theirs is not what is on the screen any more."""
        self._bridge = bridge

    async def open(self) -> Opened:
        """The texts as they are now."""
        return await self._bridge.ask(lambda backend: backend.open_conflict(self.conflict_id))

    async def load(self) -> None:
        """Read it as it is now; what was decided is put on it."""
        opened = await self.open()
        path = opened.theirs.path if opened.theirs is not None else None
        before, was_open = self.resolution, self.opened is not None
        if before is None and opened.draft is not None:
            before = resumed(opened.draft)
        self.opened, self.is_moved = opened, False
        if before is None:
            self.resolution = begin(opened.sides, path)
            self._go_on()
            return
        found = await self._bridge.ask(lambda _: rebase(before, opened.sides, path))
        self.resolution = found.resolution
        if was_open or found.added or found.removed or found.asked_again:
            self.notice = _told(found, holder(opened.theirs) or "somebody")
        if self.at not in found.resolution.undecided:
            self._go_on()
        self.at = min(self.at, max(0, len(found.resolution.blocks) - 1))

    async def write(self) -> str:
        """
        Write what was decided, and say what that did.

        Raises:
            ConflictMoved: Theirs moved; nothing was written, and it was read again.
            CoreError: It cannot be written.
        """
        opened, resolution = self.opened, self.resolution
        assert opened is not None
        assert resolution is not None
        theirs = resolution.sides.theirs
        decision = _to_write(resolution, opened)
        expect = None if theirs is None else sha256(theirs)
        try:
            done = await self._bridge.ask(
                lambda backend: backend.resolve(self.conflict_id, decision, expect)
            )
        except ConflictMoved:
            await self.load()
            raise
        path = visible((opened.theirs and opened.theirs.path) or opened.sides.conflict.path, "")
        if done.version_id is None:
            return f"Resolved: {path} is already as decided, so nothing had to be written."
        if resolution.text is None:
            return f"Resolved: {path} is deleted."
        return f"Resolved: {path} has the result as its newest version."

    # Decisions

    def decide(self, resolution: Resolution, *, go_on: bool) -> None:
        """The resolution is another one; `go_on`: to the next block that is open."""
        before, self.resolution = self.resolution, resolution
        self.notice = ""
        if go_on:
            self._go_on()
        elif before is not None:
            pairs = zip(before.choices.blocks, resolution.choices.blocks, strict=True)
            changed = [at for at, (old, new) in enumerate(pairs) if old != new]
            self.at = changed[0] if changed else self.at

    async def keep(self) -> None:
        """Store what is decided, so that it is there when the program starts again."""
        resolution = self.resolution
        if resolution is not None and resolution.situation is not Situation.CLOSED:
            decisions = kept(resolution)
            await self._bridge.ask(lambda b: b.keep_draft(self.conflict_id, decisions))

    def step(self, by: int) -> None:
        """To the next block, or the one before."""
        if self.resolution is not None:
            self.at = max(0, min(len(self.resolution.blocks) - 1, self.at + by))

    def go_to_open(self) -> int:
        """To the first block that is open; gives how many are."""
        undecided = () if self.resolution is None else self.resolution.undecided
        if undecided:
            self.at = undecided[0]
        return len(undecided)

    def _go_on(self) -> None:
        undecided = () if self.resolution is None else self.resolution.undecided
        if undecided and self.at not in undecided:
            self.at = next((at for at in undecided if at > self.at), undecided[0])

    # What happens

    def hear(self, changes: Iterable[Change]) -> bool:
        """Whether one of these changes is about this conflict; the notice says which."""
        opened = self.opened
        if opened is None:
            return False
        conflict, theirs = opened.sides.conflict, opened.theirs
        memories = {conflict.memory_id, theirs.memory_id if theirs is not None else None}
        heard = False
        seen = 0 if theirs is None else theirs.seq
        for change in changes:
            if change.seq <= seen:
                continue
            who = visible(figures.who(change), keep="")
            is_here = change.memory_store_id == conflict.memory_store_id
            if change.subject_id == self.conflict_id and change.kind != "conflict.repeated":
                state = change.kind.partition(".")[2]
                did = "wrote it after all" if state == "healed" else f"{state} it"
                self.notice = f"{who} {did}: ctrl+r shows how it is."
            elif change.kind.startswith("memory.") and (
                change.subject_id in memories or (is_here and change.path == conflict.path)
            ):
                self.is_moved = True
                self.notice = f"{who} changed it: ctrl+r takes that in."
            else:
                continue
            heard = True
        return heard

    async def draw(self) -> Drawn:
        """What the panes show now."""
        resolution = self.resolution
        assert resolution is not None
        return await self._bridge.ask(lambda _: _drawn(resolution))


def _drawn(resolution: Resolution) -> Drawn:
    sides = resolution.sides
    theirs, mine = sides.theirs or "", sides.mine or ""
    if resolution.situation is Situation.MOVE:
        base = theirs
    elif sides.base is not None:
        base = sides.base
    else:
        return Drawn(result(resolution), diff(mine, theirs), diff(theirs, mine), new_only=True)
    return Drawn(result(resolution), diff(base, theirs), diff(base, mine), new_only=False)


def _to_write(resolution: Resolution, opened: Opened) -> Choice | str:
    """A side by its name where core does more than write its text, else the text."""
    whole, text = resolution.choices.whole, resolution.text
    conflict = opened.sides.conflict
    if text is None:
        return Choice.THEIRS if whole is Choice.THEIRS else Choice.MINE
    is_move = conflict.mine_path is not None and conflict.kind is not ConflictKind.CREATE
    if is_move and whole is Choice.MINE and resolution.sides.mine == opened.sides.mine:
        return Choice.MINE
    if whole is Choice.THEIRS and resolution.situation is not Situation.BLOCKS:
        return Choice.THEIRS
    assert not isinstance(whole, Edited) or whole.text == text
    return text


def _told(found: Rebased, who: str) -> str:
    """What a rebase did, in a sentence."""
    resolution = found.resolution
    if not found.added and not found.removed:
        return "Theirs is as it was; your decisions stay."
    if resolution.sides.theirs is None:
        happened = f"{who} deleted it meanwhile"
    else:
        happened = f"{who} changed it meanwhile (+{found.added:,} -{found.removed:,})"
    parts = []
    if found.kept:
        parts.append(f"{found.kept} of your decisions {'stays' if found.kept == 1 else 'stay'}")
    if found.asked_again:
        parts.append(f"{found.asked_again} asked again")
    fresh = found.new - found.asked_again
    if fresh > 0:
        parts.append(f"{fresh} new block{'s' if fresh > 1 else ''}")
    return f"{happened}: {', '.join(parts) or 'look again'}."
