"""
The form that starts a dream: what is read by whom, with which words and limits; and, while it is
filled in, how much that is. Nothing begins before the person says so.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from core.dreams.dream import Wish
from core.dreams.dreamers.named import COSTS, TOLD
from core.dreams.preview import Preview
from core.errors import CoreError
from memtui.bridge import Bridge
from memtui.dreaming.launch import Draft, Reads
from memtui.dreaming.preview_words import rows
from memtui.screens.session_choice import SessionChoice
from memtui.text import content
from memtui.widgets import figures
from memtui.widgets.form import Choice, Doer, Facts, Line, Row
from memtui.work import run_anew, run_beside

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_PAUSE_S = 0.1
"""Who types is not counted for at every letter."""

_READS = tuple(Reads)


ANEW = "anew"
"""What the form gives when it is to be an empty one."""


class LaunchForm(ModalScreen[str | None]):
    """See the module. What stands on it is kept at every change: leaving it loses nothing."""

    app: "MemtuiApp"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave"),
        Binding("ctrl+s", "launch", "dream"),
        Binding("ctrl+r", "renew", "begin anew"),
        Binding("down", "app.focus_next", "next"),
        Binding("up", "app.focus_previous", "before"),
    ]

    def __init__(
        self,
        bridge: Bridge,
        draft: Draft,
        stores: Mapping[str, str],
        dreamers: Sequence[str],
        launch: Callable[[Wish], Awaitable[None]],
    ) -> None:
        """
        Make a form.

        Args:
            draft: What stands on it at first.
            stores: The stores that may be dreamt over: names by id.
            dreamers: The dreamers there are.
            launch: Starts the dream; the form stays while that is refused.
        """
        super().__init__()
        self.draft = draft
        self._bridge = bridge
        self._stores = dict(stores)
        self._dreamers = dreamers
        self._launch = launch
        self._read: tuple[str, ...] | None = None
        """The sessions that are counted below; `None` while they are not."""
        self._counted = Facts(id="launch-read")
        self._note = Static(id="launch-note")
        self._is_resumed = draft.is_begun
        self._start = Doer("Dream", id="start")
        self._since = Row("Since", Line(draft.since, id="since"), "12h, 7d, 2026-11-01")
        self._picked = Row("Picked", Doer("", id="picked"), "⏎ picks them")

    def compose(self) -> ComposeResult:
        draft = self.draft
        with VerticalScroll(id="launch", can_focus=False) as form:
            form.border_title = "Dream over a store"
            yield Row("Store", Choice(self._names, self._store_at, id="store"))
            reads = [one.value for one in _READS]
            yield Row("Sessions", Choice(reads, _READS.index(draft.reads), id="reads"))
            yield self._since
            yield self._picked
            yield self._dreamer_row()
            told = "what to look at, or to leave alone"
            yield Row("Instructions", Line(draft.instructions, id="told", placeholder=told))
            lose = Line(draft.most_lost, id="lose")
            yield Row("May lose", lose, "of the lines; a proposal that takes more fails")
            yield Row("Costs", Static(content(COSTS[draft.dreamer]), id="costs"))
            yield Static(content(" It will read"), id="launch-rule")
            yield self._counted
            yield self._note
            yield Row("", self._start)
            if self._is_resumed:
                yield Static(content(" As you left it; ^r begins anew."), id="launch-kept")
            with Vertical(id="launch-keys"):
                keys = "tab ↑ ↓ fields   ← → letters choose   ⏎ next   ^s dream   esc leave it"
                yield Static(content(keys))

    @property
    def _names(self) -> list[str]:
        """What the stores are called; those of one name also by their ids."""
        names = [*self._stores.values()]
        return [
            f"{name} ({figures.short_id(one)})" if names.count(name) > 1 else name
            for one, name in self._stores.items()
        ]

    @property
    def _store_at(self) -> int:
        ids = list(self._stores)
        return ids.index(self.draft.store_id)

    def _dreamer_row(self) -> Row:
        told = [f"{name}: {TOLD.get(name, '')}" for name in self._dreamers]
        if len(told) == 1:
            # A fact and no control: there is nothing to choose.
            return Row("Dreamer", Static(content(told[0]), id="dreamer"))
        return Row("Dreamer", Choice(told, self._dreamers.index(self.draft.dreamer), id="dreamer"))

    def on_mount(self) -> None:
        self.query_one("#store" if len(self._stores) > 1 else "#reads").focus()
        self._show()

    # What is chosen

    @on(Choice.Changed)
    def choose(self, message: Choice.Changed) -> None:
        match message.choice:
            case "store":
                # What was picked is of the store before.
                store_id = list(self._stores)[message.at]
                self._take(replace(self.draft, store_id=store_id, picked=frozenset()))
            case "dreamer":
                self._take(replace(self.draft, dreamer=self._dreamers[message.at]))
            case _:
                self._take(replace(self.draft, reads=_READS[message.at]))

    @on(Input.Changed)
    def type(self, message: Input.Changed) -> None:
        match message.input.id:
            case "since":
                self._take(replace(self.draft, since=message.value))
            case "told":
                self._take(replace(self.draft, instructions=message.value))
            case _:
                self._take(replace(self.draft, most_lost=message.value))

    @on(Input.Submitted)
    @on(Choice.Left)
    def go_on(self) -> None:
        self.focus_next()

    @on(Doer.Pressed)
    def do(self, message: Doer.Pressed) -> None:
        if message.doer == "start":
            self.action_launch()
        else:
            run_beside(self, self._pick)

    async def _pick(self) -> None:
        draft = self.draft
        choice = SessionChoice(self._bridge, self.app.clock, draft.store_id, draft.picked)
        picked = await self.app.push_screen_wait(choice)
        if picked is not None:
            self._take(replace(self.draft, picked=picked))
            self.focus_next()

    def _take(self, draft: Draft) -> None:
        if draft == self.draft:
            return
        self.draft = draft
        self.app.launch_draft = draft if draft.is_begun else None
        self._show()

    # What is shown

    def _show(self) -> None:
        """The fields that this draft has, and, a moment later, what it would read."""
        draft = self.draft
        is_picked = draft.reads is Reads.PICKED
        self._since.display = not is_picked
        self._picked.display = is_picked
        picked = self.query_one("#picked", Doer)
        picked.say(f"{len(draft.picked):,}" if draft.picked else "none yet")
        self.query_one("#costs", Static).update(content(COSTS.get(draft.dreamer, "")))
        self._read = None
        self._start.say("Dream ...")
        self._say(draft.wrong(self.app.clock()))
        self.count_again()

    def count_again(self) -> None:
        """What would be read may be more by now."""
        run_anew(self, "count", self._count, self.draft)

    def _say(self, wrong: str | None) -> None:
        self._note.update(content(wrong or ""))
        self._note.display = wrong is not None

    async def _count(self, draft: Draft) -> None:
        await self._bridge.hold_back(_PAUSE_S)
        try:
            read = await self._sessions(draft)
            seen = await self._bridge.ask(
                lambda backend: backend.preview_dream(draft.store_id, read)
            )
        except CoreError as error:
            self._say(str(error))
            self._counted.show(())
            return
        self._read = read
        self._show_read(seen)

    async def _sessions(self, draft: Draft) -> tuple[str, ...]:
        if draft.reads is Reads.PICKED:
            return tuple(sorted(draft.picked))
        moment = draft.start(self.app.clock())
        return await self._bridge.ask(lambda backend: backend.dream_inputs(draft.store_id, moment))

    def _show_read(self, seen: Preview) -> None:
        self._counted.show(rows(seen, self.app.times))
        sessions = figures.counted(seen.sessions, "session", "sessions")
        memories = figures.counted(seen.memories, "memory", "memories")
        self._start.say(f"Dream over {memories} and {sessions}")

    # The end

    def action_launch(self) -> None:
        if self.draft.wrong(self.app.clock()) is not None:
            self.app.bell()
        elif self._read is None:
            self._say("It is still being counted what would be read; a moment.")
        else:
            run_anew(self, "launch", self._begin, self.draft.wish(self._read))

    async def _begin(self, wish: Wish) -> None:
        try:
            await self._launch(wish)
        except CoreError as error:
            self._say(str(error))
        else:
            self.dismiss()

    def action_leave(self) -> None:
        self.dismiss()

    def action_renew(self) -> None:
        if self._is_resumed:
            self.dismiss(ANEW)
