"""
The resolver of a hunk: what agents wrote over lines that a dream wants to change, block by block.

What is decided is a verdict on the hunk; it is written when the review is applied.
"""

from collections.abc import MutableMapping
from typing import TYPE_CHECKING, ClassVar

from core.dreams.dream import Dream
from core.dreams.reviewing.looking import Look
from core.dreams.reviewing.moved import FileMoved
from core.merge import Choice
from core.settling.resolving import ConflictMoved
from memtui.backend.conflicts import Collision, Opened
from memtui.backend.workspace import Backend
from memtui.bridge import Bridge
from memtui.resolving.resolution import Resolution
from memtui.reviewing.settling import opened
from memtui.screens.deciding import Deciding
from memtui.screens.resolver_panes import ResolverPanes
from memtui.text import visible
from memtui.widgets.conflict_words import holder
from memtui.widgets.tabs import DREAMS

if TYPE_CHECKING:
    from memtui.screens.reviewing.by_hand import ByHand


class HunkDeciding(Deciding):
    """The decisions on one hunk that conflicts."""

    def __init__(
        self, bridge: Bridge, dream: Dream, hunk_id: str, draft: Resolution | None
    ) -> None:
        super().__init__(bridge, hunk_id, draft)
        self._dream = dream
        self.look: Look | None = None
        """The review after the verdict."""

    async def open(self) -> Opened:
        def read(backend: Backend) -> Opened:
            found = backend.hunk_sides(self._dream.id, self.conflict_id)
            return opened(self._dream, found, backend.version(found.version_id))

        return await self._bridge.ask(read)

    async def write(self) -> str:
        resolution, shown = self.resolution, self.opened
        assert resolution is not None
        assert shown is not None
        assert shown.theirs is not None
        version_id, path = shown.theirs.id, shown.sides.conflict.path
        text = resolution.text
        is_theirs = text is None or text == shown.sides.theirs
        decision: Choice | str = Choice.THEIRS if text is None or is_theirs else text
        try:
            self.look = await self._bridge.ask(
                lambda b: b.settle_hunk(self._dream.id, self.conflict_id, decision, version_id)
            )
        except FileMoved as moved:
            await self.load()
            raise ConflictMoved(self.conflict_id, path, None) from moved
        if is_theirs:
            return "Rejected: what is there now stays."
        return f"Settled: {visible(path, keep='')} gets the result when the review is applied."


class HunkResolver(ResolverPanes):
    """See the module."""

    TAB = DREAMS
    DOES: ClassVar[str] = "settles it"

    def __init__(
        self,
        review: "ByHand",
        dream: Dream,
        hunk_id: str,
        drafts: MutableMapping[str, Resolution],
        store: str,
    ) -> None:
        self._deciding = HunkDeciding(review.bridge, dream, hunk_id, drafts.get(hunk_id))
        stores = {dream.memory_store_id: store}
        super().__init__(review.bridge, review.workspace, review.app, self._deciding, stores)
        self.hunk_id = hunk_id
        self._review = review
        self._drafts = drafts

    def verbs(self) -> dict[str, str]:
        return {"resolver.write": "settle", "resolver.set_aside": "reject"}

    def story(self, collision: Collision) -> str:
        who = holder(collision.theirs) or "Somebody"
        return f"{who} wrote over lines that the dream wants to change."

    def offers(self, action: str) -> bool:
        return action not in ("hold", "my_turn") and super().offers(action)

    def keep(self, resolution: Resolution) -> None:
        self._drafts[self.hunk_id] = resolution

    def forget(self) -> None:
        self._drafts.pop(self.hunk_id, None)

    async def set_aside(self) -> None:
        resolution = self._deciding.resolution
        if resolution is not None:
            self._deciding.resolution = resolution.decide_all(Choice.THEIRS)
            self.app.tell(await self._deciding.write())
            self.forget()

    def leave(self) -> None:
        """Close the screen; what was decided stays with the review."""
        super().leave()
        self._review.settled(self._deciding.look)
