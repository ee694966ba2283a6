"""
The resolver as a screen: its panes, their keys, and how it ends; of a conflict, or of a hunk.

A subclass says where the decisions are kept, and what becomes of what was refused.
"""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from core.errors import CoreError
from core.settling.resolving import ConflictMoved
from memtui import keys
from memtui.bridge import Batch
from memtui.resolving.resolution import Resolution, Situation
from memtui.screens.choosing import Choosing
from memtui.screens.resolver_drawing import ResolverDrawing
from memtui.widgets.conflict_blocks import Stepped
from memtui.widgets.conflict_questions import question
from memtui.widgets.conflict_side import SideView
from memtui.widgets.lines import Lines
from memtui.widgets.pane import Pane

_WITH_RESULT = 14


class ResolverPanes(Choosing, ResolverDrawing):
    """See the module."""

    BINDINGS = keys.bindings(keys.Place.RESOLVER)
    PLACES = (keys.Place.RESOLVER,)

    is_over = False
    """It was written, or left."""
    _side: SideView | None = None

    # What a subclass says

    def keep(self, resolution: Resolution) -> None:
        """Keep what is decided and not yet written."""
        raise NotImplementedError

    def forget(self) -> None:
        """It is written: nothing has to be kept."""
        raise NotImplementedError

    async def set_aside(self) -> None:
        """Close it without writing."""
        raise NotImplementedError

    def leave(self) -> None:
        """Close the screen; what was decided stays."""
        self.is_over = True
        if self.is_attached:
            self.dismiss()

    # Showing

    def compose(self) -> ComposeResult:
        yield self.title_bar
        yield self.banner
        with Horizontal(id="sides"):
            yield Pane(self.theirs_view)
            yield Pane(self.mine_view)
        yield Pane(self.result_view)
        yield self.key_bar

    def begin(self) -> None:
        self.result_view.focus()
        self.lay_out()
        self.start("load", self._load)

    async def _load(self) -> None:
        try:
            await self.deciding.load()
        except CoreError:
            self.leave()
            raise
        await self.draw()

    def redraw(self) -> None:
        """The decisions are others."""
        if self.deciding.resolution is not None:
            self.keep(self.deciding.resolution)
        self.start("draw", self.draw)

    # Panes

    @property
    def panes(self) -> tuple[Lines, ...]:
        return self.result_view, self.theirs_view, self.mine_view

    def lay_out(self) -> None:
        if not self.is_ready:
            return
        focused = self.focused_pane
        if isinstance(focused, SideView):
            self._side = focused
        shown: set[Lines] = {self.result_view, self._side or self.theirs_view}
        if self.has_two_sides:
            shown = set(self.panes)
        if self.is_zoomed or self.app.size.height < _WITH_RESULT:
            shown = {focused}
        for pane in self.panes:
            self.query_one(f"#{pane.id}-pane").display = pane in shown
        self.query_one("#sides").display = bool(shown - {self.result_view})

    def on_resize(self) -> None:
        self.lay_out()
        self.call_after_refresh(self.show_block)
        self.entitle()

    def offers(self, action: str) -> bool:
        """Only what this conflict leaves to decide."""
        resolution = self.deciding.resolution
        if action == "open":
            return False
        if action in ("next_block", "previous_block"):
            return resolution is not None and len(resolution.blocks) > 1
        if action in ("write", "set_aside") and resolution is not None:
            return resolution.situation is not Situation.CLOSED
        return super().offers(action)

    # What happens

    def apply(self, batch: Batch) -> None:
        """Somebody may have changed the memory, or settled it."""
        if self.is_over or not self.is_ready:
            return
        if batch.is_gap:
            self.action_rescan()
        elif self.deciding.hear(batch.changes):
            self.entitle()

    def tick(self) -> None:
        """Time has passed."""
        self.entitle()

    @on(Stepped)
    def step(self, message: Stepped) -> None:
        self.deciding.step(message.by)
        self.show_block()
        self.show_keys()

    # The end

    def action_write(self) -> None:
        resolution = self.deciding.resolution
        if resolution is None or self.is_over:
            return
        if resolution.situation is Situation.CLOSED:
            self.app.tell(self.app.keymap.sentence(question(resolution)))
            return
        left = self.deciding.go_to_open()
        if left:
            self.show_block()
            of = max(1, len(resolution.blocks))
            self.app.tell(f"{left} of {of} still to decide; the first one is marked.")
        else:
            self.start("write", self._write)

    async def _write(self) -> None:
        self.is_over = True
        try:
            told = await self.deciding.write()
        except ConflictMoved:
            self.is_over = False
            self.app.tell(
                "Theirs moved, so nothing was written."
                f" Look, and press {self.app.key('resolver.write')} again."
            )
            self.redraw()
            return
        except CoreError:
            self.is_over = False
            raise
        self.forget()
        self.app.tell(told)
        self.leave()

    def action_back(self) -> None:
        if self.is_zoomed:
            self.action_zoom()
        else:
            self.leave()

    def action_set_aside(self) -> None:
        self.start("write", self._set_aside)

    async def _set_aside(self) -> None:
        self.is_over = True
        try:
            await self.set_aside()
        except CoreError:
            self.is_over = False
            raise
        self.leave()

    def action_rescan(self) -> None:
        self.start("load", self._load)
