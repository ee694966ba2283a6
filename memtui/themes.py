"""
The colours: a dark and a light theme, and the defaults of our own variables for any other theme.

Colour never carries a meaning alone; every state also has a sign or a word.
"""

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

THEMES = (DARK, LIGHT)


def variables(*, dark: bool) -> dict[str, str]:
    """Our own variables, for a theme that does not know them."""
    ours = (DARK if dark else LIGHT).variables
    return {name: value for name, value in ours.items() if name in _OURS}


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
