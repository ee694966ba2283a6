"""
Actions of the Dreams screen and of a review.
"""

from memtui.keys.action import Action, action

DREAMS: tuple[Action, ...] = (
    action("dreams.launch", "+", "dream now", "Start a dream over a store.", 12, writes=True),
    action(
        "dreams.cancel", "K", "cancel", "End a dream that is not over; it asks.", 16, writes=True
    ),
    action(
        "dreams.discard",
        "D",
        "archive",
        "Take a dream out of the list for good; it asks.",
        18,
        writes=True,
    ),
    action("dreams.inputs", "i", "inputs", "Show what the dream reads, and what it was told.", 20),
    action("dreams.back", "esc h left", "back", "Go back one step.", 30),
    action("dreams.next_pane", "tab", "pane", "Go to the next pane.", 40),
    action("dreams.previous_pane", "shift+tab", "pane before", "Go to the pane before."),
    action("dreams.zoom", "z", "zoom", "Give this pane the whole screen, or give it back.", 70),
    action("dreams.pause", "p", "pause", "Hold live changes back; again: catch up.", 50),
    action("dreams.copy", "y", "copy", "Copy the id of the dream.", 80),
    action("dreams.rescan", "ctrl+r", "rescan", "Read the dreams again."),
    action("hunks.next", "j J ]", "next", "Go to the next hunk, change or file.", 13),
    action("hunks.previous", "k K [", "before", "Go to the hunk, change or file before."),
    action("hunks.widen", "h", "wider", "Let keys be about more: line, hunk, change, file.", 8),
    action("hunks.narrow", "l", "narrower", "Let keys be about less: file, change, hunk, line."),
    action("review.accept", "a", "accept", "Accept it, and go to the next.", 1, writes=True),
    action("review.reject", "r", "reject", "Reject it, and go to the next.", 2, writes=True),
    action("review.reject_because", "x", "reject: why", "Reject it with a reason.", writes=True),
    action(
        "review.turn",
        "space",
        "toggle",
        "Turn it: accepted, rejected, pending again.",
        14,
        writes=True,
    ),
    action(
        "review.accept_all",
        "A",
        "accept all",
        "Accept what is pending in this file, change or kind.",
        15,
        writes=True,
    ),
    action(
        "review.reject_all",
        "R",
        "reject all",
        "Reject what is pending in this file, change or kind.",
        writes=True,
    ),
    action("review.split", "s", "split", "Cut the hunk into parts.", 11, writes=True),
    action("review.join", "S", "join", "Put the parts of a hunk together again.", writes=True),
    action("review.edit", "e", "edit", "Edit the proposed text in your editor.", 9, writes=True),
    action("review.settle", "m", "settle", "Settle a hunk that conflicts.", 5, writes=True),
    action("review.comment", "c", "comment", "Say something about it.", 17, writes=True),
    action(
        "review.undo", "u", "undo", "Take back your last verdict, or the apply.", 10, writes=True
    ),
    action("review.redo", "U", "redo", "Do it again.", 10, writes=True),
    action(
        "review.write",
        "ctrl+s",
        "apply",
        "Show what applying does; then write it.",
        3,
        writes=True,
    ),
    action("review.next_file", ".", "next file", "Go to the next file or change."),
    action("review.previous_file", ",", "file before", "Go to the file or change before."),
    action("review.grouping", "V", "by file", "List changes, files or kinds at the left.", 19),
    action("review.filter", "/", "filter", "Show only some changes: words, >0.8, <0.6.", 18),
    action("review.source", "o", "source", "Open the transcript at the quote.", 6),
    action("review.back", "esc left", "back", "Go back to the dreams; verdicts are kept.", 20),
    action("review.next_pane", "tab", "pane", "Go to the next pane.", 30),
    action("review.previous_pane", "shift+tab", "pane before", "Go to the pane before."),
    action("review.zoom", "z", "zoom", "Give this pane the whole screen, or give it back.", 70),
    action("review.pause", "p", "pause", "Hold live changes back; again: catch up.", 50),
    action("review.copy", "y", "copy", "Copy the hunk, the quote or the title.", 80),
    action("review.rescan", "ctrl+r", "look again", "Read the review again."),
)
