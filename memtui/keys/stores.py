"""
Actions of the Stores screen: its panes, what acts on stores and memories, and the past.
"""

from functools import partial

from memtui.keys.action import Action, Place, action

STORES: tuple[Action, ...] = (
    action("stores.back", "esc h left", "back", "Go back one step, or fold.", 20),
    action("stores.next_pane", "tab", "pane", "Go to the next pane.", 40),
    action("stores.previous_pane", "shift+tab", "pane before", "Go to the pane before."),
    action("stores.zoom", "z", "zoom", "Give this pane the whole screen, or give it back.", 70),
    action("stores.pause", "p", "pause", "Hold live changes back; again: catch up.", 50),
    action("stores.copy", "y", "copy", "Copy the path, the hash or the text you are on.", 80),
    action("stores.copy_what", "Y", "copy what", "Choose: path, content, hash or an id."),
    action("stores.agent", "a", "one agent", "Dim what one agent did not touch, or end that.", 44),
    action("stores.rescan", "ctrl+r", "rescan", "Read everything on the screen again."),
    action("stores.travel", "H", "time travel", "See the store as it was, change by change.", 45),
    action("tree.fold", "space", "fold", "Unfold a store or directory, or fold it.", 15),
    action("tree.fold_all", "-", "fold all", "Fold every directory."),
    action("tree.unfold_all", "=", "unfold all", "Unfold what was read, one level deeper."),
    action("tree.filter", "/", "filter", "Show only some memories; esc: all.", 18),
    action("tree.follow", "f", "follow", "Keep the cursor on the newest write.", 30),
    action("memory.older", "[ ,", "older", "Show the version before.", 12),
    action("memory.newer", "] .", "newer", "Show the version after.", 13),
    action("memory.diff", "d", "diff", "Show what changed in this version, or leave the diff.", 11),
    action("memory.newest", "f", "newest", "Show the newest version, and those to come.", 30),
    action(
        "memory.restore",
        "x",
        "restore",
        "Write this older version back as a new one.",
        14,
        writes=True,
    ),
    action(
        "content.blame", "b", "blame", "Show who wrote each line; {lines.open}: its version.", 17
    ),
    action("content.markdown", "v", "markdown", "Show it as Markdown, or plain again.", 19),
    action("content.turn", "t", "turn", "Show the turn of a session that wrote the line.", 21),
    action("markdown.links", "o enter", "links", "List the links, to see where each leads."),
    action("markdown.leave", "esc q h left", "plain", "Show the plain text again."),
    action("history.turn", "t", "turn", "Show the turn of a session that wrote it.", 21),
    action(
        "history.mark", "space", "mark", "Mark a version; {memory.diff} then compares with it.", 15
    ),
    action("history.filter", "/", "filter", "Show only some agents or sessions; esc: all.", 18),
    action("sides.sides", "v", "two sides", "Show old and new side by side, or as one.", 19),
    action("feed.follow", "f", "follow", "Go to the newest change and stay there.", 30),
    action("travel.older", "[ ,", "older", "Go back by one change of the store.", 1),
    action("travel.newer", "] .", "newer", "Go on by one change.", 2),
    action("travel.much_older", "{ (", "10 older", "Go back by ten changes.", 4),
    action("travel.much_newer", "} )", "10 newer", "Go on by ten changes.", 5),
    action("travel.oldest", "g home", "oldest", "Go to the first change of the store.", 6),
    action("travel.newest", "G end", "newest", "Go to the last change.", 7),
    action("travel.back", "esc H", "to now", "Leave the past.", 3),
    action("travel.next_pane", "tab", "pane", "Go to the next pane.", 40),
    action("travel.previous_pane", "shift+tab", "pane before", "Go to the pane before."),
    action("travel.copy", "y", "copy", "Copy the path or the text you are on.", 80),
)

_act = partial(action, place=Place.ACTING, writes=True)

ACTING: tuple[Action, ...] = (
    _act("stores.sessions", "S", "sessions", "Start, pause or end a session, or attach a store."),
    _act(
        "stores.edit",
        "e",
        "edit",
        "Edit the memory in $VISUAL or $EDITOR.",
        14,
    ),
    _act(
        "stores.new",
        "+",
        "new",
        "Make a memory: its path, then the editor.",
        33,
    ),
    _act(
        "stores.move",
        "m",
        "move",
        "Rename or move the memory or the directory.",
    ),
    _act(
        "stores.delete",
        "D",
        "delete",
        "Delete it, {stores.undo} undoes it; a store asks for its name.",
    ),
    _act(
        "stores.archive",
        "A",
        "archive",
        "Close the store for writes, or open it again.",
    ),
    _act(
        "stores.undo",
        "u",
        "undo",
        "Take back what you did last, also before a restart.",
        32,
    ),
    _act("stores.redo", "U", "redo", "Do again what you undid last."),
    _act(
        "stores.undo_session",
        "X",
        "undo session",
        "Take back all this row's session wrote.",
        25,
    ),
)
