"""
What a person types or pastes, on its way to what is in front.

Keys travel through the panes before it is known what they do. Who types faster than a line for text
comes up has typed for that line: no letter of it may be a key of the screen below.
"""

from textual.app import App
from textual.events import Event, Key, Paste
from textual.widgets import Input

from memtui.text import visible
from memtui.widgets.prompt import Prompt


class Incoming(App[None], inherit_bindings=False):
    """An app in which what was typed ahead of a line goes into it."""

    async def on_event(self, event: Event) -> None:
        # What is pasted may come from anywhere, and no line that takes it shows it safely.
        # What comes back, because nothing took it, must not be sent out again as a new one.
        if isinstance(event, Paste) and event.text and not event.is_forwarded:
            event = Paste(visible(event.text))
        elif isinstance(event, Key) and event.is_forwarded and event.is_printable:
            # A line takes every letter that is sent to it: this one was sent to another pane.
            if isinstance(self.focused, Input):
                self.focused.post_message(Key(event.key, event.character))
                return
            if isinstance(self.screen, Prompt):
                self.screen.take(event.character or "")
                return
        await super().on_event(event)
