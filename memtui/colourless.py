"""
What is sent to a terminal for which somebody asked for no colours: signs, words and edges alone.
"""

from collections.abc import Sequence
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter


class Sparing(App[None], inherit_bindings=False):
    """An app that does without colours where it has to."""

    @property
    def has_colour(self) -> bool:
        """Whether a background can say something: not without colours, nor with just sixteen."""
        return not (self.no_color or self.native_ansi_color)

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [Colourless()] if self.no_color else super().get_line_filters()


class Colourless(LineFilter):
    """
    Leaves every colour out, so that the terminal's own two stay.

    Textual's own answer to `NO_COLOR` is greys: they too lie on the ground of the theme, which is
    dark where the terminal may be light.
    """

    def apply(
        self,
        segments: list[Segment],
        background: Color,  # noqa: ARG002 - the filter of another kind needs it
    ) -> list[Segment]:
        """The segments of a line without their colours."""
        return [
            Segment(text, None if style is None else _without_colour(style), control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def _without_colour(style: Style) -> Style:
    # What the mouse does there would go with the colours.
    return style.without_color + Style.from_meta(style.meta)
