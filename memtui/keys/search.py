"""
Actions of the full-text search.
"""

from memtui.keys.action import Action, action

SEARCH: tuple[Action, ...] = (
    action("search.query", "/", "query", "Change the words that are looked for.", 11),
    action("search.one_store", "s", "one store", "Search the next store alone, or all again.", 12),
    action("search.history", "v", "all versions", "Search old versions too, or not.", 13),
    action("search.back", "esc h left", "back", "Go back one step, or leave the search.", 20),
    action("search.next_pane", "tab", "pane", "Go to the next pane.", 40),
    action("search.previous_pane", "shift+tab", "pane before", "Go to the pane before."),
    action("search.zoom", "z", "zoom", "Give this pane the whole screen, or give it back.", 70),
    action("search.copy", "y", "copy", "Copy the path or the text you are on.", 80),
    action("search.rescan", "ctrl+r", "search again", "Search for the same words again."),
)
