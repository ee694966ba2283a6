"""
The modes of the app, as tabs in the first line.
"""

STORES, TIMELINE, CONFLICTS = "stores", "timeline", "conflicts"
DREAMS, SESSIONS, SEARCH = "dreams", "sessions", "search"

TABS = (
    (STORES, "Stores"),
    (TIMELINE, "Timeline"),
    (CONFLICTS, "Conflicts"),
    (DREAMS, "Dreams"),
    (SESSIONS, "Sessions"),
)
"""The modes of the first line; `app.` before one is the action that goes there."""


_NEEDING = {CONFLICTS: "conflict", DREAMS: "review"}
"""What it is in a mode that needs a person."""


def tab_words(mode: str, key: str, name: str, needing: int) -> str:
    """What stands in a tab: its key and name, or how much in it needs a person."""
    if needing:
        plural = "s" if needing > 1 else ""
        return f" {key} ⚠ {needing:,} {_NEEDING[mode]}{plural} "
    return f" {key} {name} "
