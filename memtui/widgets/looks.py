"""
How pieces of a line look: a few words, made of the theme's colours.

Panes name looks instead of colours. They are no component classes of the stylesheet, since matching
those for every pane took a quarter of the time to the first paint.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color


@dataclass(frozen=True, slots=True)
class Look:
    """Names of theme variables, and a text style; what is empty stays as it is."""

    colour: str = ""
    background: str = ""
    style: str = ""
    plain: str = ""
    """What does the work of the background where there is none, or only sixteen colours."""


LOOKS: Mapping[str, Look] = {
    "cursor": Look(background="cursor", plain="reverse"),
    "cursor-blurred": Look(background="cursor-blurred"),
    "dim": Look("dim"),
    "faint": Look("faint"),
    "live": Look("live"),
    "bold": Look(style="bold"),
    "strong": Look("primary", style="bold"),
    "warn": Look("warning"),
    "here": Look(style="bold reverse"),
    "match": Look("primary", style="bold underline"),
    "struck": Look(style="strike"),
    "add": Look("diff-add"),
    "del": Look("diff-del"),
    "add-line": Look(background="diff-add-line"),
    "del-line": Look(background="diff-del-line"),
    "add-word": Look(background="diff-add-word", style="bold", plain="underline"),
    "del-word": Look(background="diff-del-word", style="bold", plain="underline"),
}


def style_of(names: str, base: Style, variables: Mapping[str, str], *, has_colour: bool) -> Style:
    """The looks of these names, each over those before it."""
    style = base
    for name in names.split():
        look = LOOKS[name]
        style += Style(
            color=_colour(variables, look.colour), bgcolor=_colour(variables, look.background)
        )
        style += Style.parse(f"{look.style} {'' if has_colour else look.plain}")
    return style


def _colour(variables: Mapping[str, str], name: str) -> RichColor | None:
    return Color.parse(variables[name]).rich_color if name else None
