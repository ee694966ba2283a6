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
    action("transcript.fold", "space", "fold", "Fold the turn, or unfold it.", 14),
    action("transcript.fold_all", "-", "fold all", "Fold every turn.", 36),
    action("transcript.unfold_all", "=", "unfold all", "Unfold every turn."),
    action("transcript.tools", "T", "tools", "Show only tool calls and results, or all.", 30),
    action("transcript.memory", "M", "memory", "Show only turns that touched memory, or all.", 31),
    action("transcript.errors", "E", "errors", "Show only what failed, or all.", 32),
    action("transcript.next_turn", "J", "next turn", "Go to where the next turn begins."),
    action("transcript.previous_turn", "K", "turn before", "Go to where the turn begins."),
    action("reading.search", "/", "search", "Find words in this session; esc: no more.", 12),
    action("reading.next_match", "n", "next match", "Go to the next event with the words.", 15),
    action("reading.previous_match", "N", "match before", "Go to the event with them before."),
    action("reading.follow", "f", "follow", "Stay at the newest event, or stay here.", 13),
    action("reading.origin", "o", "go back", "Go back to the screen you came from.", 34),
    action("reading.back", "esc h left", "back", "Go back one step.", 20),
    action("reading.pause", "p", "pause", "Hold live changes back; again: catch up.", 50),
    action("reading.copy", "y", "copy", "Copy the place in the file, FILE:LINE.", 80),
    action("reading.copy_what", "Y", "copy what", "Choose: place, text, call or an id."),
    action("reading.rescan", "ctrl+r", "rescan", "Read the transcript again."),
)
