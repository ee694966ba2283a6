"""
Starting a dream, by a form; and what a dream read that was started.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from memtui.bridge import Batch, Bridge
from memtui.dreaming.outcome_words import dropped, not_again
from memtui.screens.mode import ModeScreen
from memtui.text import visible
from memtui.typed.session_filter import SessionFilter
from memtui.widgets import figures
from memtui.widgets.prompt import Sheet

if TYPE_CHECKING:
    from core.dreams.dream import Dream, Wish
    from core.records.stores import Store
    from memtui.app import MemtuiApp
    from memtui.dreaming.launch import Draft
    from memtui.screens.launch_form import LaunchForm

_LISTED = 500
"""Sessions that are named; a window reads all of them to its end."""


class Launching(ModeScreen, inherit_bindings=False):
    """What the key for a new dream does; see the module."""

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        self.stores: dict[str, str] = {}
        """Names by id, safe to show."""
        self.open_stores: dict[str, str] = {}
        """Names by id, of those that are not archived."""
        self.form: LaunchForm | None = None
        """The form, while it is there."""
        self._is_other = False

    async def launch(self, store_id: str | None) -> None:
        """Ask for everything, and start the dream if that is wanted."""
        from core.dreams.dreamers.named import NAMES
        from memtui.dreaming.launch import Draft
        from memtui.screens.launch_form import ANEW

        if not self.open_stores:
            # The key may come before the list was read, or a store was made since.
            await self.read_stores()
        if not self.open_stores:
            self.app.tell("There is no store to dream over; `memtui store create` makes one.")
            return
        first = store_id if store_id in self.open_stores else next(iter(self.open_stores))
        left = self.app.launch_draft
        can_go_on = left and left.store_id in self.open_stores and left.dreamer in NAMES
        draft = left if left and can_go_on else Draft(first)
        try:
            while await self._filled_in(draft) == ANEW:
                draft, self.app.launch_draft = Draft(first), None
        finally:
            self.form = None
        if self.app.launch_draft is not None:
            again = self.app.key("dreams.launch")
            self.app.offer(f"What you filled in is kept; {again} brings it back.")

    async def _filled_in(self, draft: "Draft") -> str | None:
        from core.dreams.dreamers.named import NAMES
        from memtui.screens.launch_form import LaunchForm

        self.form = LaunchForm(self.bridge, draft, self.open_stores, NAMES, self._begin)
        return await self.app.push_screen_wait(self.form)

    async def _begin(self, wish: "Wish") -> None:
        dream = await self.bridge.ask(lambda backend: backend.launch(wish))
        self.app.launch_draft = None
        await self.show_begun(dream.id)
        self.app.tell(
            f"The dream {figures.short_id(dream.id)} has begun; nothing changes before a review."
        )

    async def read_stores(self) -> None:
        """Read which stores there are."""
        self.note_stores(await self.bridge.ask(lambda backend: backend.stores()))

    def note_stores(self, stores: "Sequence[Store]") -> None:
        """These are the stores that there are."""
        self.stores = {store.id: visible(store.name, keep="") for store in stores}
        self.open_stores = {
            store.id: self.stores[store.id] for store in stores if store.archived_at is None
        }

    async def show_begun(self, dream_id: str) -> None:
        """A dream was started here: bring it into view."""
        raise NotImplementedError

    def count_again(self, batch: Batch) -> None:
        """Agents wrote, or were read: a form that is open counts again, with the next tick."""
        told = ("memory.", "session.")
        self._is_other |= any(change.kind.startswith(told) for change in batch.changes)

    def tick(self) -> None:
        """Time has passed."""
        if self.form is not None and self._is_other:
            self.form.count_again()
        self._is_other = False

    async def show_inputs(self, dream: "Dream") -> None:
        """What a dream read, and what it was told."""
        lines = [(f"store     {self.stores.get(dream.memory_store_id, '')}", "bold")]
        read_at = f"read at   change #{dream.seq}" if dream.seq else "read at   not read yet"
        lines.append((read_at, ""))
        lines.append((f"dreamer   {dream.dreamer}", ""))
        lines.append((f"told      {dream.instructions or 'nothing'}", ""))
        lines.append((f"may lose  {dream.max_loss * 100:.3g}% of the lines", ""))
        lines += await self._sessions(dream.session_ids)
        lines += [(f"{name}: {why}", "dim") for name, why in (*dropped(dream), *not_again(dream))]
        await self.app.push_screen_wait(Sheet(f"Inputs of {dream.id}", lines, {}))

    async def _sessions(self, sessions: tuple[str, ...]) -> list[tuple[str, str]]:
        lines = [(f"sessions  {len(sessions):,}", "")]
        # Without those that were deleted since.
        found = await self.bridge.ask(
            lambda backend: backend.summaries_by_id(SessionFilter(), sessions[:_LISTED])
        )
        longest = max((len(one.agent) for one in found), default=0)
        for one in found:
            begun = self.app.times.full(one.started_at)[:16]
            told = f"{begun}  {one.agent:<{longest}}  {one.events:>5,} events  {one.title or ''}"
            lines.append((f"          {told}", "dim"))
        if len(sessions) > _LISTED:
            lines.append((f"          and {len(sessions) - _LISTED:,} more", "dim"))
        return lines
