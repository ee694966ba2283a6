"""
Actions of the Timeline screen.
"""

from memtui.keys.action import Action, action

TIMELINE: tuple[Action, ...] = (
    action("lanes.next_mark", "n ] .", "next mark", "Go to the next mark of the lane.", 11),
    action("lanes.previous_mark", "N [ ,", "mark before", "Go to the mark before.", 12),
    action("lanes.closer", "+ =", "closer", "Zoom in: a column is less time.", 14),
    action("lanes.wider", "-", "wider", "Zoom out: a column is more time.", 15),
    action("lanes.earlier", "h left", "earlier", "Move the window back in time."),
    action("lanes.later", "l right", "later", "Move the window on in time."),
    action("lanes.page_earlier", "< shift+left", "page back", "Move back by most of a window."),
    action("lanes.page_later", "> shift+right", "page on", "Move on by most of a window."),
    action("lanes.follow", "f", "follow", "Keep the end of the window at now, or let it be.", 30),
    action("timeline.jump", "t", "to a time", "Go to a time or a day, or so long ago.", 16),
    action("timeline.filter", "a /", "filter", "Show only some agents, kinds, stores, paths.", 13),
    action("timeline.by_session", "S", "by session", "A lane for each session, or each agent.", 32),
    action(
        "timeline.select", "space", "select", "Begin a span here; again: what changed in it.", 17
    ),
    action("timeline.compare", "d", "compare", "Diff the version of the span's start with this."),
    action("timeline.session", "o", "session", "Go to the turn in its session.", 18),
    action("timeline.back", "esc h left", "back", "Leave the span or the filter, or go back.", 20),
    action("timeline.next_pane", "tab", "pane", "Go to the next pane.", 40),
    action("timeline.previous_pane", "shift+tab", "pane before", "Go to the pane before."),
    action("timeline.zoom", "z", "zoom", "Give this pane the whole screen, or give it back.", 70),
    action("timeline.pause", "p", "pause", "Hold live changes back; again: catch up.", 50),
    action("timeline.copy", "y", "copy", "Copy the path, the diff or the turn you are on.", 80),
    action("timeline.rescan", "ctrl+r", "rescan", "Read this stretch of time again."),
)
