"""
What the Conflicts screen reads: the list, kept in step by id, and what one of them wanted.
"""

from typing import TYPE_CHECKING

from textual import on

from core.conflicts import State
from memtui.backend.conflicts import Collision
from memtui.bridge import Batch, Bridge
from memtui.screens.mode import ModeScreen
from memtui.text import visible
from memtui.widgets import figures
from memtui.widgets.conflict_alarms import AlarmList
from memtui.widgets.conflict_list import ConflictList
from memtui.widgets.conflict_preview import ConflictPreview
from memtui.widgets.conflict_words import (
    KINDS,
    NO_TEXT,
    NOT_FOUND,
    WHAT_IT_IS,
    against,
    story,
    writer,
)
from memtui.widgets.lines import Heading

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_PATIENCE_S = 0.015
_MANY = 200
"""When more conflicts changed than this, the list is read again."""


class ConflictsReading(ModeScreen):
    """The Conflicts screen as a reader; see the module."""

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp") -> None:
        super().__init__(bridge, workspace, app)
        self.list_view = ConflictList(app.clock)
        self.alarm_view = AlarmList()
        self.preview = ConflictPreview()
        self.stores: dict[str, str] = {}
        """The names of the stores, by id; safe to show."""
        self._changed: set[str] = set()
        self._is_reading = False
        self._wanted_of: str | None = None

    def read_list(self) -> None:
        """Read the list from its beginning."""
        self.start("conflicts", self._read)

    def read_changed(self, batch: Batch) -> None:
        """Read the conflicts that came or changed again, by id."""
        subjects = {change.subject_id for change in batch.changes}
        self._changed |= {c.subject_id for c in batch.changes if c.kind.startswith("conflict.")}
        self._changed |= self.list_view.of_sessions(subjects)
        if any(change.kind.startswith("store.") for change in batch.changes):
            self.read_list()
        if self._changed and not self._is_reading:
            self._is_reading = True
            self.start("changed", self._read_changed)

    async def _read(self) -> None:
        closed = self.list_view.has_closed
        stores, page = await self.bridge.ask(
            lambda backend: (backend.stores(), backend.collisions(closed=closed))
        )
        self.stores = {store.id: visible(store.name, keep="") for store in stores}
        self.list_view.set_stores(self.stores)
        self.alarm_view.set_stores(self.stores)
        self.list_view.show(page)

    @on(ConflictList.Wanted)
    def read_on(self, message: ConflictList.Wanted) -> None:
        async def read() -> None:
            closed = self.list_view.has_closed
            page = await self.bridge.ask(lambda b: b.collisions(closed=closed, page=message.page))
            if closed is self.list_view.has_closed:
                self.list_view.add_page(page)

        self.start("conflicts", read)

    async def _read_changed(self) -> None:
        try:
            while self._changed:
                if len(self._changed) > _MANY or self.list_view.is_overfull:
                    self._changed.clear()
                    await self._read()
                    continue
                wanted = tuple(self._changed)
                self._changed.clear()
                await self._read_these(wanted)
        finally:
            self._is_reading = False

    async def _read_these(self, conflict_ids: tuple[str, ...]) -> None:
        found = await self.bridge.ask(lambda backend: backend.collisions_by_id(conflict_ids))
        self.list_view.put(found)

    @on(ConflictList.Pointed)
    def show_selected(self, message: ConflictList.Pointed) -> None:
        current = message.collision
        if current is None:
            self._wanted_of = None
            is_filtered = bool(self.list_view.query_text)
            self.preview.show_note((NOT_FOUND,) if is_filtered else WHAT_IT_IS)
            self.show_place()
        else:
            store = self.stores.get(current.conflict.memory_store_id, "")
            self.show_place(store, current.conflict.path)
            if current.conflict.id != self._wanted_of:
                self._wanted_of = current.conflict.id
                self.start("wanted", self._read_wanted, current)
        self.entitle(current)
        self.show_keys()

    async def _read_wanted(self, current: Collision) -> None:
        # A cursor that runs through the list asks only for what it stays on.
        await self.bridge.hold_back(_PATIENCE_S)
        conflict = current.conflict
        wanted = await self.bridge.ask(lambda backend: backend.wanted(conflict.id))
        if self._wanted_of != conflict.id:
            return
        if wanted is None:
            self.preview.show_note([story(current), "", NO_TEXT[conflict.kind]])
        else:
            self.preview.show_change(wanted, conflict.path)
        self.entitle(current)

    def entitle(self, current: Collision | None) -> None:
        if current is None:
            self.preview.entitle(Heading("Conflict"))
            return
        conflict = current.conflict
        now = self.clock()
        tries = f"{conflict.attempts:,} tries" if conflict.attempts > 1 else "1 try"
        facts = (
            (against(current), "bold"),
            (KINDS[conflict.kind], ""),
            ("" if conflict.state in _NO_OUTCOME else conflict.state.value, "bold $success"),
            (figures.ago(conflict.created_at, now), ""),
            (tries, ""),
            ("writer paused" if current.is_paused else "", "bold $warning"),
            (self.app.times.full(conflict.created_at), "$faint"),
        )
        path = visible(conflict.path, keep="")
        title = f"{path}: what {writer(conflict)} wanted"
        self.preview.entitle(Heading(title, facts=tuple(fact for fact in facts if fact[0])))


_NO_OUTCOME = (State.OPEN, State.REFUSED)
