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


def tab_words(mode: str, key: str, name: str, open_conflicts: int) -> str:
    """What stands in a tab: its key and name, or how much in it needs a person."""
    if mode == CONFLICTS and open_conflicts:
        plural = "s" if open_conflicts > 1 else ""
        return f" {key} ⚠ {open_conflicts:,} conflict{plural} "
    return f" {key} {name} "
