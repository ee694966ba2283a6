"""
The resolver: base to theirs on the left, base to mine on the right, and the result below.

Shows one conflict and carries keys to its decisions. On a narrow screen the sides share a place,
and `tab` changes between them; on a low one the pane with the focus is alone.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from core.conflicts import ConflictKind
from core.diff import stat
from core.errors import CoreError
from core.resolving import ConflictMoved
from memtui import keys
from memtui.backend.conflicts import Collision
from memtui.bridge import Batch
from memtui.resolving.resolution import Resolution, Situation
from memtui.screens.choosing import Choosing
from memtui.screens.conflict_ways import ConflictWays
from memtui.screens.deciding import Deciding, Drawn
from memtui.text import visible
from memtui.widgets import figures
from memtui.widgets.conflict_banner import ConflictBanner
from memtui.widgets.conflict_blocks import BlockLines, Stepped
from memtui.widgets.conflict_questions import question, will_do
from memtui.widgets.conflict_result import ResultView
from memtui.widgets.conflict_side import SideView
from memtui.widgets.conflict_words import holder, story, writer
from memtui.widgets.lines import Heading, Lines
from memtui.widgets.pane import Pane

if TYPE_CHECKING:
    from memtui.screens.conflicts import ConflictsScreen

_TWO_SIDES = 100
_WITH_RESULT = 14


class ResolverScreen(Choosing, ConflictWays):
    """See the module."""

    BINDINGS = keys.bindings(keys.Place.RESOLVER)
    PLACES = (keys.Place.RESOLVER,)

    def __init__(
        self, conflicts: "ConflictsScreen", conflict_id: str, stores: Mapping[str, str]
    ) -> None:
        super().__init__(conflicts.bridge, conflicts.workspace, conflicts.app)
        self.conflict_id = conflict_id
        self._conflicts = conflicts
        self._stores = stores
        self.deciding = Deciding(self.bridge, conflict_id, conflicts.drafts.get(conflict_id))
        self.banner = ConflictBanner()
        self.theirs_view = SideView(id="theirs")
        self.mine_view = SideView(id="mine")
        self.result_view = ResultView()
        self._side = self.theirs_view
        self._drawn: Drawn | None = None
        self._is_over = False

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

    # Showing

    async def _load(self) -> None:
        try:
            await self.deciding.load()
        except CoreError:
            self.leave()
            raise
        await self._draw()

    def redraw(self) -> None:
        """The decisions are others."""
        if self.deciding.resolution is not None:
            self._conflicts.drafts[self.conflict_id] = self.deciding.resolution
            if not self.app.read_only and not self._is_over:
                self.start("draft", self.deciding.keep)
        self.start("draw", self._draw)

    async def _draw(self) -> None:
        drawn = await self.deciding.draw()
        resolution = self.deciding.resolution
        assert resolution is not None
        with self.app.batch_update():
            if self._drawn is None or (drawn.theirs, drawn.mine) != (
                self._drawn.theirs,
                self._drawn.mine,
            ):
                self._show_sides(drawn, resolution)
            self._drawn = drawn
            self.result_view.show_result(resolution, drawn.result)
            self.show_block()
            self.entitle()

    def _show_sides(self, drawn: Drawn, resolution: Resolution) -> None:
        sides = resolution.sides
        only = drawn.new_only
        self.theirs_view.show_side(drawn.theirs, sides.theirs, new_only=only)
        self.mine_view.show_side(drawn.mine, sides.mine, new_only=only)
        blocks = resolution.blocks
        bases = [range(b.base_start, b.base_start + len(b.base_lines)) for b in blocks]
        theirs = [range(b.theirs_start, b.theirs_start + len(b.theirs_lines)) for b in blocks]
        mine = [range(b.mine_start, b.mine_start + len(b.mine_lines)) for b in blocks]
        self.theirs_view.place_blocks(list(zip(bases, theirs, strict=True)))
        self.mine_view.place_blocks(list(zip(bases, mine, strict=True)))

    def show_block(self) -> None:
        """Bring the block that decisions are about into view, in all panes."""
        for pane in self._block_panes:
            pane.show_block(self.deciding.at)

    def entitle(self) -> None:
        """Say what happened, what is to decide, and whose texts these are."""
        opened, resolution, drawn = (
            self.deciding.opened,
            self.deciding.resolution,
            self._drawn,
        )
        if opened is None or resolution is None or drawn is None:
            return
        conflict = opened.sides.conflict
        collision = Collision(conflict, opened.theirs, None, opened.is_paused)
        facts = figures.ago(conflict.created_at, self.clock())
        if conflict.attempts > 1:
            facts = f"{conflict.attempts:,} tries, {facts}"
        if opened.is_paused:
            facts = f"‖ writer paused, {facts}"
        notice = self.deciding.notice
        asked = will_do(resolution) if resolution.is_decided else question(resolution)
        asked = self.app.keymap.sentence(asked)
        said = (f"⚠ {notice}", "bold $warning") if notice else (asked, "")
        self.banner.show(((story(collision), "bold"), (facts, "$dim")), (said, self._progress()))
        path = (opened.theirs.path if opened.theirs else None) or conflict.path
        self.show_place(self._stores.get(conflict.memory_store_id, ""), path)
        self._entitle_side(self.theirs_view, "theirs", holder(opened.theirs), drawn)
        is_own = resolution.sides.mine != opened.sides.mine
        me = "your text, before theirs moved" if is_own else writer(conflict)
        self._entitle_side(self.mine_view, "mine", me, drawn)
        changes = f"writing it: +{drawn.result.added:,} -{drawn.result.removed:,}"
        aside = changes if resolution.is_decided else ""
        self.result_view.entitle(
            Heading(f"Result: {visible(path, keep='')}", aside, "bold $success")
        )
        self.show_keys()

    def _entitle_side(self, pane: SideView, side: str, who: str, drawn: Drawn) -> None:
        assert self.deciding.resolution is not None
        title = f"{side}: {who}" if who else side
        sides = self.deciding.resolution.sides
        if side == "theirs" and sides.theirs is None:
            title = f"{title} deleted it"
        elif side == "mine" and sides.conflict.kind is ConflictKind.DELETE:
            title = f"{title} deletes it"
        elif side == "mine" and sides.conflict.mine_path is not None:
            title = f"{title}, at {visible(sides.conflict.mine_path, keep='')}"
        added, removed = stat(drawn.theirs if side == "theirs" else drawn.mine)
        change = f"+{added:,}" if drawn.new_only else f"+{added:,} -{removed:,}"
        other = "mine" if side == "theirs" else "theirs"
        aside = change if self._has_two_sides else f"{change} · tab: {other}"
        pane.entitle(Heading(title, aside))

    def _progress(self) -> tuple[str, str]:
        resolution = self.deciding.resolution
        assert resolution is not None
        if resolution.situation is Situation.CLOSED:
            return resolution.sides.conflict.state.value, "$dim"
        left, of = len(resolution.undecided), len(resolution.blocks)
        if left == 0:
            return f"✓ {self.app.key('resolver.write')} writes it", "bold $success"
        if of == 0 or resolution.choices.whole is not None:
            return "undecided", "bold $warning"
        return f"{of - left} of {of} decided", "bold $warning"

    # Panes

    @property
    def _block_panes(self) -> tuple[BlockLines, ...]:
        return self.theirs_view, self.mine_view, self.result_view

    @property
    def panes(self) -> tuple[Lines, ...]:
        return self.result_view, self.theirs_view, self.mine_view

    @property
    def _has_two_sides(self) -> bool:
        return self.app.size.width >= _TWO_SIDES

    def lay_out(self) -> None:
        if not self.is_ready:
            return
        focused = self.focused_pane
        if isinstance(focused, SideView):
            self._side = focused
        shown: set[Lines] = {self.result_view, self._side}
        if self._has_two_sides:
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

    def verbs(self) -> dict[str, str]:
        opened = self.deciding.opened
        is_paused = opened is not None and opened.is_paused
        return {"resolver.hold": "resume writer" if is_paused else "pause writer"}

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
        """Somebody may have changed the memory, or settled the conflict."""
        if self._is_over or not self.is_ready:
            return
        if batch.is_gap:
            self.action_rescan()
        elif self.deciding.hear(batch.changes):
            self.entitle()
        session_id = self.writer_session
        if any(change.subject_id == session_id for change in batch.changes):
            self.action_rescan()

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
        if resolution is None or self._is_over:
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
        self._is_over = True
        try:
            told = await self.deciding.write()
        except ConflictMoved:
            self._is_over = False
            self.app.tell(
                "Theirs moved, so nothing was written."
                f" Look, and press {self.app.key('resolver.write')} again."
            )
            self.redraw()
            return
        except CoreError:
            self._is_over = False
            raise
        self._conflicts.drafts.pop(self.conflict_id, None)
        self.app.tell(told)
        self.leave()

    def leave(self) -> None:
        """Close the screen; what was decided stays with the list."""
        self._is_over = True
        if self._conflicts.resolver is self:
            self._conflicts.resolver = None
        if self.is_attached:
            self.dismiss()

    def action_back(self) -> None:
        if self.is_zoomed:
            self.action_zoom()
        else:
            self.leave()

    def action_set_aside(self) -> None:
        async def dismiss() -> None:
            self._is_over = True
            try:
                await self._conflicts.dismiss_conflict(self.conflict_id)
            except CoreError:
                self._is_over = False
                raise
            self.leave()

        self.start("write", dismiss)

    def action_rescan(self) -> None:
        self.start("load", self._load)
