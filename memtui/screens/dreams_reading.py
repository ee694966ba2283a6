"""
What the Dreams screen reads: the list, kept in step by id.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from textual import on

from memtui.bridge import Batch, Bridge
from memtui.screens.launching import Launching
from memtui.widgets.dream_list import DreamList

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_LOOK_AGAIN = timedelta(seconds=5)


class DreamsReading(Launching, inherit_bindings=False):
    """The Dreams screen as a reader; see the module."""

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        self.list_view = DreamList(app.clock)
        self._changed: dict[str, None] = {}
        self._is_reading = False
        self._looked_at = app.clock()

    def read_list(self) -> None:
        """Read the list from its beginning."""
        self.start("dreams", self.read)

    def read_changed(self, batch: Batch) -> None:
        """Read the dreams that came or changed again, by id."""
        told = ("dream.", "review.")
        self._changed |= dict.fromkeys(
            change.subject_id for change in batch.changes if change.kind.startswith(told)
        )
        self._read_these_soon()

    def look_at_workers(self) -> None:
        """A worker that was killed says nothing; whoever looks at its dream finds that out."""
        now = self.clock()
        if self.list_view.at_work and now - self._looked_at >= _LOOK_AGAIN:
            self._looked_at = now
            self._changed |= dict.fromkeys(self.list_view.at_work)
            self._read_these_soon()

    async def read(self) -> None:
        """Read it now."""
        stores, page = await self.bridge.ask(lambda b: (b.stores(), b.dreams()))
        self.note_stores(stores)
        self.list_view.show(page, self.stores)

    @on(DreamList.Wanted)
    def read_on(self, message: DreamList.Wanted) -> None:
        async def read() -> None:
            self.list_view.add_page(await self.bridge.ask(lambda b: b.dreams(message.page)))

        self.start("dreams", read)

    def _read_these_soon(self) -> None:
        if self._changed and not self._is_reading:
            self._is_reading = True
            self.start_beside(self._read_changed)

    async def _read_changed(self) -> None:
        try:
            while self._changed:
                asked = tuple(self._changed)
                self._changed.clear()
                await self.read_these(asked)
        finally:
            self._is_reading = False

    async def read_these(self, asked: tuple[str, ...]) -> None:
        """Read some dreams again, by id."""
        found = await self.bridge.ask(lambda backend: backend.dreams_by_id(asked))
        self.list_view.put(asked, found)
