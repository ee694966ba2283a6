"""
Actions of the Sessions screen and of a transcript.
"""

from memtui.keys.action import Action, action

SESSIONS: tuple[Action, ...] = (
    action("sessions.filter", "/", "filter", "Show only some sessions; esc: all.", 12),
    action(
        "sessions.hold",
        "P",
        "pause writer",
        "Pause the session's writes, or resume.",
        16,
        writes=True,
    ),
    action("sessions.back", "esc h left", "back", "Clear the filter, or go back one step.", 20),
    action("sessions.next_pane", "tab", "pane", "Go to the next pane.", 40),
    action("sessions.previous_pane", "shift+tab", "pane before", "Go to the pane before."),
    action("sessions.zoom", "z", "zoom", "Give this pane the whole screen, or give it back.", 70),
    action("sessions.pause", "p", "pause", "Hold live changes back; again: catch up.", 50),
    action("sessions.copy", "y", "copy", "Copy the session's id, or the place in its file.", 80),
    action("sessions.rescan", "ctrl+r", "rescan", "Read the sessions again."),
)
