"""
What the resolver shows of a conflict: its two sides, the result, and what is left to decide.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from core.conflicts import ConflictKind
from core.diff import stat
from memtui.backend.conflicts import Collision
from memtui.bridge import Bridge
from memtui.resolving.resolution import Resolution, Situation
from memtui.screens.conflict_ways import ConflictWays
from memtui.screens.deciding import Deciding, Drawn
from memtui.text import visible
from memtui.widgets import figures
from memtui.widgets.conflict_banner import ConflictBanner
from memtui.widgets.conflict_blocks import BlockLines
from memtui.widgets.conflict_questions import question, will_do
from memtui.widgets.conflict_result import ResultView
from memtui.widgets.conflict_side import SideView
from memtui.widgets.conflict_words import holder, story, writer
from memtui.widgets.lines import Heading

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_TWO_SIDES = 100


class ResolverDrawing(ConflictWays):
    """The resolver as it is drawn; see the module."""

    DOES: ClassVar[str] = "writes it"
    """What the key does that ends it."""

    def __init__(
        self,
        bridge: Bridge,
        workspace: str,
        app: "MemtuiApp",
        deciding: Deciding,
        stores: Mapping[str, str],
    ) -> None:
        super().__init__(bridge, workspace, app)
        self.deciding = deciding
        self._stores = stores
        self.banner = ConflictBanner()
        self.theirs_view = SideView(id="theirs")
        self.mine_view = SideView(id="mine")
        self.result_view = ResultView()
        self._drawn: Drawn | None = None

    async def draw(self) -> None:
        """Show the decisions as they are now."""
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
        self.banner.show(
            ((self.story(collision), "bold"), (facts, "$dim")), (said, self._progress())
        )
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

    def story(self, collision: Collision) -> str:
        """What happened, in a sentence."""
        return story(collision)

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
        aside = change if self.has_two_sides else f"{change} · tab: {other}"
        pane.entitle(Heading(title, aside))

    def _progress(self) -> tuple[str, str]:
        resolution = self.deciding.resolution
        assert resolution is not None
        if resolution.situation is Situation.CLOSED:
            return resolution.sides.conflict.state.value, "$dim"
        left, of = len(resolution.undecided), len(resolution.blocks)
        if left == 0:
            return f"✓ {self.app.key('resolver.write')} {self.DOES}", "bold $success"
        if of == 0 or resolution.choices.whole is not None:
            return "undecided", "bold $warning"
        return f"{of - left} of {of} decided", "bold $warning"

    @property
    def _block_panes(self) -> tuple[BlockLines, ...]:
        return self.theirs_view, self.mine_view, self.result_view

    @property
    def has_two_sides(self) -> bool:
        """Whether there is room for both sides beside each other."""
        return self.app.size.width >= _TWO_SIDES
