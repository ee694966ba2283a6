"""
Lines of which the columns are a stretch of time: moving along it, closer and wider, and with now.

What is painted is what the last answer of the workspace said; moving along time only says which
stretch is wanted next.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from textual.message import Message

from memtui.shown import timescale
from memtui.shown.lanes import Layout
from memtui.shown.timescale import Scale
from memtui.widgets.lines import Lines


class TimedLines(Lines):
    """Lines along time; see the module."""

    @dataclass
    class Wanted(Message):
        """Another stretch of time is wanted: `scale`."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name that Textual gave it
        super().__init__(id=id)
        self.scale: Scale | None = None
        """What is wanted; `None` until the pane has a size."""
        self.is_following = True

    @property
    def pivot(self) -> datetime | None:
        """The moment that stays in view when one goes closer."""
        return None

    def look_at(self, moment: datetime) -> None:
        """Bring a moment into view, if it is not there."""
        if self.scale is not None and not self.scale.holds(moment):
            self.is_following = False
            self.want(self.scale.around(moment))

    def want(self, scale: Scale) -> None:
        """Ask for another stretch of time."""
        if scale != self.scale:
            self.scale = scale
            self.post_message(self.Wanted())

    @property
    def layout_now(self) -> Layout:
        """How wide the parts of a row are."""
        return Layout.of(self.width)

    def on_resize(self) -> None:
        super().on_resize()
        if self.scale is not None and self.scale.columns != self.layout_now.columns:
            self.want(self.scale.resized(self.layout_now.columns))

    # What a person does

    def action_earlier(self) -> None:
        self._pan(-4)

    def action_later(self) -> None:
        self._pan(4)

    def action_page_earlier(self) -> None:
        self._pan(-self.layout_now.columns * 3 // 4)

    def action_page_later(self) -> None:
        self._pan(self.layout_now.columns * 3 // 4)

    def action_closer(self) -> None:
        self._zoom(-1)

    def action_wider(self) -> None:
        self._zoom(1)

    def action_follow(self) -> None:
        self.is_following = not self.is_following
        self.post_message(self.Wanted())

    def _pan(self, columns: int) -> None:
        if self.scale is not None:
            now = self.app.clock()
            scale = self.scale.panned(columns)
            # Further right there is only what has not happened yet.
            self.is_following = scale.start(scale.columns - 1) > now
            self.want(scale)

    def _zoom(self, by: int) -> None:
        if self.scale is None:
            return
        anchor = None if self.is_following else self.pivot
        scale = self.scale.zoomed(by, anchor)
        if scale.step == self.scale.step:
            end = "closer" if by < 0 else "wider"
            step = timescale.span_words(scale.step)
            self.app.tell(f"A column is {step}; it does not get {end} than that.")
        self.want(scale)

    def follow(self, now: datetime, offset: timedelta) -> None:
        """Time has passed: when following, what is wanted ends now."""
        if self.scale is None:
            return
        scale = self.scale.in_zone(offset) if self.scale.offset != offset else self.scale
        if self.is_following:
            scale = Scale.ending(now, scale.step, scale.columns, offset)
        self.want(scale)
