"""
Looking for words in one transcript, and going from match to match.
"""

import re
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from memtui.bridge import Bridge
from memtui.screens.transcript_reading import TranscriptReading
from memtui.text import visible
from memtui.widgets.opened_line import open_line

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_SEARCH = "search"


class TranscriptSearch(TranscriptReading, inherit_bindings=False):
    """A transcript in which words can be looked for."""

    def __init__(self, bridge: Bridge, workspace: str, app: "MemtuiApp", session_id: str) -> None:
        super().__init__(bridge, workspace, app, session_id)
        self.line = Input(id="transcript-search", placeholder='words, "a phrase", begin*')
        self.matches: list[str] = []
        self.match = -1

    def action_search(self) -> None:
        open_line(self.line)

    @on(Input.Changed, "#transcript-search")
    def keep_visible(self, message: Input.Changed) -> None:
        # What is pasted may come from anywhere.
        safe = visible(message.value, keep="")
        if safe != message.value:
            self.line.value = safe

    @on(Input.Submitted, "#transcript-search")
    def search(self, message: Input.Submitted) -> None:
        if message.value.strip():
            self.start(_SEARCH, self._search, message.value)
        else:
            self.end_search()

    async def _search(self, query: str) -> None:
        found = await self.bridge.ask(lambda b: b.matches(self.session_id, query))
        self.transcript.focus()
        if not found:
            self.app.tell("No event of this session has all these words.")
            return
        self.transcript.words = pattern(query)
        self.matches = list(found)
        event = self.transcript.event
        # Ids grow in the order in which events were read; what is on the screen comes first.
        here = {one.id: at for at, one in enumerate(self.transcript.events.values())}
        at_cursor = here.get(event.id, 0) if event else 0
        near = (at for at, one in enumerate(found) if here.get(one, -1) >= at_cursor)
        await self._go_to_match(next(near, 0))

    async def _go_to_match(self, at: int) -> None:
        self.match = at % len(self.matches)
        event_id = self.matches[self.match]
        if event_id not in self.transcript.events:
            await self.go_to_event(event_id)
        self.is_following = False
        self.transcript.open_event(event_id)
        self.transcript.go_to_words(event_id)
        self.entitle()

    async def go_to_quote(self, event_id: str, quote: str | None) -> None:
        """Go to an event, and in it to a quote, whose first line stands out."""
        await self.go_to_event(event_id)
        if quote is not None:
            self.transcript.words = re.compile(re.escape(quote.strip().split("\n")[0]))
            self.transcript.open_event(event_id)
            self.transcript.go_to_words(event_id)
            self.entitle()

    def end_search(self) -> None:
        """Forget what was looked for."""
        self.matches, self.match = [], -1
        self.transcript.words = None
        self.line.value = ""
        self.line.display = False
        self.transcript.focus()
        self.transcript.repaint()
        self.entitle()
        self.show_keys()

    def action_next_match(self) -> None:
        self._step(1)

    def action_previous_match(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.matches:
            self.start(_SEARCH, self._go_to_match, self.match + by)
        else:
            self.app.tell(f"Look for something first, with {self.app.key('reading.search')}.")


def pattern(query: str) -> re.Pattern[str] | None:
    """What a query looks for, to mark it in a text."""
    words = re.findall(r"\w+", query)
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE) if words else None
