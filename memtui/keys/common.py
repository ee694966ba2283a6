"""
Actions that work everywhere, in every list, and in every text.
"""

from memtui.keys.action import Action, action

COMMON: tuple[Action, ...] = (
    action("app.help", "? f1", "help", "Show every key that works here, searchable.", 0),
    action("app.palette", "ctrl+p :", "commands", "Find and run any command by name.", 90),
    action("app.stores", "1", "stores", "Go to the stores and their memories."),
    action("app.timeline", "2", "timeline", "See who did what when, on lanes of time.", 54),
    action("app.conflicts", "3", "conflicts", "Go to the writes that were refused.", 55),
    action("app.sessions", "5", "sessions", "Go to the sessions of agents and their transcripts."),
    action("app.dreams", "4", "dreams", "Go to the dreams and their reviews.", 57),
    action("app.search", "F ctrl+f", "search", "Find words in the texts of all stores.", 56),
    action("app.jump_back", "ctrl+o O", "jump back", "Go back to where you were before."),
    action("app.jump_forward", "ctrl+n I", "jump forward", "Go where you came back from."),
    action("app.watched", "W", "watched", "See which transcripts are watched, and watch more."),
    action(
        "app.theme", "ctrl+t", "next theme", "Dark, light, colour-blind, or the terminal's own."
    ),
    action("app.times", "ctrl+l", "local or utc", "Show times where you are, or in UTC."),
    action("app.background", "ctrl+z", "suspend", "Go back to the shell; `fg` comes back here."),
    action("app.quit", "q ctrl+q ctrl+c", "quit", "Leave memtui; nothing is lost.", 60),
    action("lines.down", "j down", "down", "Move to the next line."),
    action("lines.up", "k up", "up", "Move to the line before."),
    action("lines.half_down", "ctrl+d", "half page down", "Move down by half a page."),
    action("lines.half_up", "ctrl+u", "half page up", "Move up by half a page."),
    action("lines.page_down", "pagedown", "page down", "Move down by a page."),
    action("lines.page_up", "pageup", "page up", "Move up by a page."),
    action("lines.top", "g home", "top", "Go to the first line."),
    action("lines.bottom", "G end", "bottom", "Go to the last line."),
    action("lines.open", "enter l right", "open", "Open what the cursor is on, go deeper.", 10),
    action("text.wrap", "w", "wrap", "Wrap long lines, or let them run out of sight.", 35),
    action("text.scroll_left", "< shift+left", "left", "Scroll unwrapped lines to the left."),
    action("text.scroll_right", "> shift+right", "right", "Scroll unwrapped lines to the right."),
    action("diff.next_change", "J n", "next change", "Go to the next block of changed lines.", 16),
    action("diff.previous_change", "K N", "change before", "Go to the block of changes before."),
)
