"""
What stands above the lanes: how much was written and refused at any time, and which time that is.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from memtui.backend.timeline import MarkKind
from memtui.widgets import timeline_words as words
from memtui.widgets.cells import fit, fit_right
from memtui.widgets.figures import size
from memtui.widgets.timeline_lanes import LaneView

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_MINUTE = timedelta(minutes=1)
_MANY = 9


class TimelineHead(Widget, can_focus=False):
    """Three lines over the columns of the lanes."""

    app: "MemtuiApp"

    def __init__(self, lanes: LaneView) -> None:
        super().__init__(id="timeline-head")
        self._lanes = lanes

    def render(self) -> Content:
        lanes = self._lanes
        layout = lanes.layout_now
        timeline, scale = lanes.timeline, lanes.shown
        if timeline is None or scale is None:
            return Content("\n\n")
        nothing = (0,) * scale.columns
        writes = timeline.counts.get(MarkKind.WRITE, nothing)
        refused = timeline.counts.get(MarkKind.CONFLICT, nothing)
        most = max(writes, default=0)
        a_minute = most / (scale.step / _MINUTE)
        # Less than a hundredth is not worth the room that its digits take.
        peak = f"{max(a_minute, 0.01):.2g}" if a_minute < 10 else size(round(a_minute))
        axis, looks = self._axis(layout.columns)
        return Content("\n").join(
            [
                Content.assemble(
                    (fit(" writes/min", layout.name + 1), "$dim"),
                    (_plot((words.height(count, most) for count in writes), layout.columns), ""),
                    (fit_right(f"≤{peak}" if most else "", 6), "$dim"),
                ),
                Content.assemble(
                    (fit(" conflicts", layout.name + 1), "$dim"),
                    (_plot(map(_digit, refused), layout.columns), "bold $warning"),
                    (fit_right(size(sum(refused)) if any(refused) else "", 6), "$warning"),
                ),
                Content.assemble((" " * (layout.name + 1), ""), (axis, looks)),
            ]
        )

    def _axis(self, columns: int) -> tuple[str, str]:
        """Times where they begin, and where the cursor and the selected span stand."""
        lanes, scale = self._lanes, self._lanes.shown
        assert scale is not None
        cells = [" "] * columns
        times = self.app.times
        for column, at in scale.ticks(len("╵00:00:00")):
            label = "╵" + times.tick(at, scale.step)
            if column + len(label) <= columns:
                cells[column : column + len(label)] = label
        mark, first = lanes.mark, lanes.span_from
        if mark is not None and first is not None:
            begin, end = sorted(
                max(0, min(scale.column(one.at), columns - 1)) for one in (first, mark)
            )
            cells[begin : end + 1] = "═" * (end + 1 - begin)
        for one, sign in ((first, "◆"), (mark, "▼")):
            if one is not None and scale.holds(one.at) and scale.column(one.at) < columns:
                cells[scale.column(one.at)] = sign
        return "".join(cells[:columns]), "$dim"


def _plot(pieces: Iterable[str], columns: int) -> str:
    return fit("".join(pieces)[-columns:], columns)


def _digit(count: int) -> str:
    return " " if not count else str(count) if count <= _MANY else "+"
