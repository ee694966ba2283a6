"""
The colours: our themes, and the defaults of our own variables for any other theme.

Colour never carries a meaning alone; every state also has a sign or a word.
"""

from collections.abc import Mapping
from dataclasses import replace

from textual.theme import Theme

DARK = Theme(
    name="memtui-dark",
    dark=True,
    primary="#6fb3d2",
    secondary="#8a93c9",
    accent="#e3b463",
    success="#8ac68a",
    warning="#e3b463",
    error="#e57f84",
    foreground="#d3d9e2",
    background="#11151b",
    surface="#11151b",
    panel="#1a2029",
    variables={
        "dim": "#8792a2",
        "faint": "#4a5564",
        "rule": "#2f3945",
        "live": "#e3b463",
        "cursor": "#26374a",
        "cursor-blurred": "#1c2530",
        "diff-add": "#a9dba5",
        "diff-add-line": "#14281b",
        "diff-add-word": "#27573a",
        "diff-del": "#f0a6a9",
        "diff-del-line": "#301a1e",
        "diff-del-word": "#6a2f38",
        "block-cursor-background": "#26374a",
        "block-cursor-foreground": "#d3d9e2",
        "block-cursor-text-style": "none",
        "scrollbar": "#2f3945",
        "scrollbar-hover": "#4a5564",
        "scrollbar-background": "#11151b",
        "input-selection-background": "#6fb3d2 35%",
    },
)

LIGHT = Theme(
    name="memtui-light",
    dark=False,
    primary="#0b6a94",
    secondary="#54559b",
    accent="#9a5b00",
    success="#2b7a3a",
    warning="#9a5b00",
    error="#b3303b",
    foreground="#20262e",
    background="#fbfaf7",
    surface="#fbfaf7",
    panel="#efede7",
    variables={
        "dim": "#5c6570",
        "faint": "#9aa1a9",
        "rule": "#d5d2ca",
        "live": "#9a5b00",
        "cursor": "#d3e5ef",
        "cursor-blurred": "#ecebe6",
        "diff-add": "#14572a",
        "diff-add-line": "#e2f3e2",
        "diff-add-word": "#aedcb2",
        "diff-del": "#8c1f2a",
        "diff-del-line": "#fae5e4",
        "diff-del-word": "#f2b8b8",
        "block-cursor-background": "#d3e5ef",
        "block-cursor-foreground": "#20262e",
        "block-cursor-text-style": "none",
        "scrollbar": "#d5d2ca",
        "scrollbar-hover": "#9aa1a9",
        "scrollbar-background": "#fbfaf7",
        "input-selection-background": "#0b6a94 25%",
    },
)

COLOUR_BLIND = replace(
    DARK,
    name="memtui-colour-blind",
    primary="#b9c4d6",
    secondary="#8a93c9",
    accent="#f0e442",
    success="#56b4e9",
    warning="#f0e442",
    error="#ff9e3b",
    variables={
        **DARK.variables,
        "live": "#f0e442",
        "diff-add": "#8ecbf2",
        "diff-add-line": "#10253a",
        "diff-add-word": "#1b4f7d",
        "diff-del": "#ffbd80",
        "diff-del-line": "#33210d",
        "diff-del-word": "#734709",
        "input-selection-background": "#b9c4d6 35%",
    },
)
"""Blue against orange, which every common kind of colour vision tells apart."""

COLOUR_BLIND_LIGHT = replace(
    LIGHT,
    name="memtui-colour-blind-light",
    primary="#3c4656",
    accent="#7a5c00",
    success="#0060a0",
    warning="#7a5c00",
    error="#a84a00",
    variables={
        **LIGHT.variables,
        "live": "#7a5c00",
        "diff-add": "#004b80",
        "diff-add-line": "#e1effa",
        "diff-add-word": "#a5d3f5",
        "diff-del": "#7d3a00",
        "diff-del-line": "#fbeadb",
        "diff-del-word": "#f6c595",
        "input-selection-background": "#3c4656 25%",
    },
)

ANSI = Theme(
    name="memtui-ansi",
    dark=True,
    ansi=True,
    primary="ansi_cyan",
    secondary="ansi_magenta",
    accent="ansi_yellow",
    success="ansi_green",
    warning="ansi_yellow",
    error="ansi_red",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        # What has to be read has the terminal's own colour: there is no grey that shows everywhere.
        "dim": "ansi_default",
        "faint": "ansi_bright_black",
        "rule": "ansi_bright_black",
        "live": "ansi_yellow",
        # No colour lies on another one: whoever chose the sixteen did not choose the pairs.
        "cursor": "ansi_default",
        "cursor-blurred": "ansi_default",
        "diff-add": "ansi_green",
        "diff-add-line": "ansi_default",
        "diff-add-word": "ansi_default",
        "diff-del": "ansi_red",
        "diff-del-line": "ansi_default",
        "diff-del-word": "ansi_default",
        # Textual asks for these of every theme of this kind.
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border-blurred": "ansi_bright_black",
        "block-cursor-background": "ansi_cyan",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-text-style": "none",
        "scrollbar": "ansi_bright_black",
        "scrollbar-hover": "ansi_default",
        "scrollbar-background": "ansi_default",
        "input-selection-background": "ansi_cyan",
        "input-selection-foreground": "ansi_black",
    },
)
"""The sixteen colours of the terminal, on its own background."""

THEMES: Mapping[str, Theme] = {
    "dark": DARK,
    "light": LIGHT,
    "colour-blind": COLOUR_BLIND,
    "colour-blind-light": COLOUR_BLIND_LIGHT,
    "ansi": ANSI,
}
"""Our themes by the name that a person gives them, in the order in which the key goes round."""


def full_name(name: str) -> str:
    """A theme as Textual knows it; the short names are ours."""
    theme = THEMES.get(name.replace("color", "colour"))
    return name if theme is None else theme.name


def short_name(full: str) -> str:
    """A theme as a person calls it."""
    return next((name for name, theme in THEMES.items() if theme.name == full), full)


def after(full: str) -> str:
    """The full name of the theme whose turn it is after this one."""
    turn = [theme.name for theme in THEMES.values()]
    return turn[(turn.index(full) + 1) % len(turn)] if full in turn else turn[0]


def variables(theme: Theme) -> dict[str, str]:
    """Our own variables, for a theme that does not know them."""
    ours = ANSI if theme.ansi else DARK if theme.dark else LIGHT
    return {name: value for name, value in ours.variables.items() if name in _OURS}


_OURS = frozenset(
    {
        "dim",
        "faint",
        "rule",
        "live",
        "cursor",
        "cursor-blurred",
        "diff-add",
        "diff-add-line",
        "diff-add-word",
        "diff-del",
        "diff-del-line",
        "diff-del-word",
    }
)
