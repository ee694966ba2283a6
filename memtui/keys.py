"""
Every action of the app, once: its keys, its verb in the footer, its sentence in the help.

Bindings, footer, help, palette and the README's table are all made from `ACTIONS`. An action's id
is also the id of its binding, so that a user can give it other keys. The part after the dot names
the method that does it: `tree.fold` is `action_fold` of the tree.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.binding import BindingType


class Place(StrEnum):
    """Where an action works; the value is its heading in the help."""

    APP = "Everywhere"
    STORES = "Stores"
    ACTING = "Stores: acting"
    LINES = "Moving"
    TREE = "Tree"
    MEMORY = "Memory: content, history, diff"
    CONTENT = "Content"
    TEXT = "Content and diff"
    HISTORY = "History"
    DIFF = "Diff"
    SIDES = "Diff of a memory"
    FEED = "Feed"
    TRAVEL = "Time travel"
    CONFLICTS = "Conflicts"
    BLOCKS = "Resolver: blocks"
    RESOLVER = "Resolver"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do."""

    id: str
    place: Place
    keys: tuple[str, ...]
    """As a person reads them; the first one stands in the footer. None: only in the palette."""
    verb: str
    """One or two words for the footer."""
    help: str
    """One sentence that says what happens."""
    rank: int | None = None
    """Its turn in the footer, smallest first and last to give way; `None` keeps it out."""

    @property
    def method(self) -> str:
        """The name of the method behind it, without `action_`."""
        return self.id.partition(".")[2]


def _action(
    id: str,  # noqa: A002 - the name of the field
    keys: str,
    verb: str,
    sentence: str,
    rank: int | None = None,
) -> Action:
    place = Place[id.partition(".")[0].upper()]
    return Action(id, place, tuple(keys.split()), verb, sentence, rank)


ACTIONS: tuple[Action, ...] = (
    _action("app.help", "? f1", "help", "Show every key that works here, searchable.", 0),
    _action("app.palette", "ctrl+p :", "commands", "Find and run any command by name.", 90),
    _action("app.stores", "1", "stores", "Go to the stores and their memories."),
    _action("app.conflicts", "3", "conflicts", "Go to the writes that were refused.", 55),
    _action("app.theme", "", "light or dark", "Change between the dark and the light theme."),
    _action("app.quit", "q ctrl+q ctrl+c", "quit", "Leave memtui; nothing is lost.", 60),
    _action("lines.down", "j down", "down", "Move to the next line."),
    _action("lines.up", "k up", "up", "Move to the line before."),
    _action("lines.half_down", "ctrl+d", "half page down", "Move down by half a page."),
    _action("lines.half_up", "ctrl+u", "half page up", "Move up by half a page."),
    _action("lines.page_down", "pagedown", "page down", "Move down by a page."),
    _action("lines.page_up", "pageup", "page up", "Move up by a page."),
    _action("lines.top", "g home", "top", "Go to the first line."),
    _action("lines.bottom", "G end", "bottom", "Go to the last line."),
    _action("lines.open", "enter l right", "open", "Open what the cursor is on, go deeper.", 10),
    _action("stores.back", "esc h left", "back", "Go back one step, or fold.", 20),
    _action("stores.next_pane", "tab", "pane", "Go to the next pane.", 40),
    _action("stores.previous_pane", "shift+tab", "pane before", "Go to the pane before."),
    _action("stores.zoom", "z", "zoom", "Give this pane the whole screen, or give it back.", 70),
    _action("stores.pause", "p", "pause", "Hold live changes back; again: catch up.", 50),
    _action("stores.copy", "y", "copy", "Copy the path, the hash or the text you are on.", 80),
    _action("stores.copy_what", "Y", "copy what", "Choose: path, content, hash or an id."),
    _action("stores.rescan", "ctrl+r", "rescan", "Read everything on the screen again."),
    _action("acting.edit", "e", "edit", "Edit the memory in $VISUAL or $EDITOR.", 14),
    _action("acting.new", "+", "new", "Make a memory: its path, then the editor.", 33),
    _action("acting.move", "m", "move", "Rename or move the memory or the directory."),
    _action("acting.delete", "D", "delete", "Delete the memory or the directory; u undoes it."),
    _action("acting.archive", "A", "archive", "Close the store for writes, for good; asks first."),
    _action("acting.undo", "u", "undo", "Take back what you did last, also before a restart.", 32),
    _action("acting.redo", "U", "redo", "Do again what you undid last."),
    _action(
        "acting.undo_session", "X", "undo session", "Take back all this row's session wrote.", 25
    ),
    _action("stores.travel", "H", "time travel", "See the store as it was, change by change.", 45),
    _action("tree.fold", "space", "fold", "Unfold a store or directory, or fold it.", 15),
    _action("tree.fold_all", "-", "fold all", "Fold every directory."),
    _action("tree.unfold_all", "=", "unfold all", "Unfold what was read, one level deeper."),
    _action("tree.follow", "f", "follow", "Keep the cursor on the newest write.", 30),
    _action("memory.older", "[ ,", "older", "Show the version before.", 12),
    _action("memory.newer", "] .", "newer", "Show the version after.", 13),
    _action(
        "memory.diff", "d", "diff", "Show what changed in this version, or leave the diff.", 11
    ),
    _action("memory.newest", "f", "newest", "Show the newest version, and those to come.", 30),
    _action("memory.restore", "x", "restore", "Write this older version back as a new one.", 14),
    _action("content.blame", "b", "blame", "Show who wrote each line; enter: its version.", 17),
    _action("text.wrap", "w", "wrap", "Wrap long lines, or let them run out of sight.", 35),
    _action("text.scroll_left", "< shift+left", "left", "Scroll unwrapped lines to the left."),
    _action("text.scroll_right", "> shift+right", "right", "Scroll unwrapped lines to the right."),
    _action("history.mark", "space", "mark", "Mark a version; `d` then compares with it.", 15),
    _action("history.filter", "/", "filter", "Show only some agents or sessions; esc: all.", 18),
    _action("diff.next_change", "J n", "next change", "Go to the next block of changed lines.", 16),
    _action("diff.previous_change", "K N", "change before", "Go to the block of changes before."),
    _action("sides.sides", "v", "two sides", "Show old and new side by side, or as one.", 19),
    _action("feed.follow", "f", "follow", "Go to the newest change and stay there.", 30),
    _action("travel.older", "[ ,", "older", "Go back by one change of the store.", 1),
    _action("travel.newer", "] .", "newer", "Go on by one change.", 2),
    _action("travel.much_older", "{ (", "10 older", "Go back by ten changes.", 4),
    _action("travel.much_newer", "} )", "10 newer", "Go on by ten changes.", 5),
    _action("travel.oldest", "g home", "oldest", "Go to the first change of the store.", 6),
    _action("travel.newest", "G end", "newest", "Go to the last change.", 7),
    _action("travel.back", "esc H", "to now", "Leave the past.", 3),
    _action("travel.next_pane", "tab", "pane", "Go to the next pane.", 40),
    _action("travel.previous_pane", "shift+tab", "pane before", "Go to the pane before."),
    _action("travel.copy", "y", "copy", "Copy the path or the text you are on.", 80),
    _action(
        "conflicts.filter", "/", "filter", "Show only conflicts with these words; esc: all.", 12
    ),
    _action("conflicts.closed", "c", "closed too", "Show closed and refused ones too, or not.", 13),
    _action(
        "conflicts.set_aside", "x", "dismiss", "Close it without writing; its text is kept.", 14
    ),
    _action("conflicts.hold", "P", "pause writer", "Pause the session's writes, or resume.", 16),
    _action("conflicts.memory", "o", "memory", "Go to the memory in the stores.", 18),
    _action("conflicts.back", "esc h left", "back", "Clear the filter, or go back one step.", 20),
    _action("conflicts.next_pane", "tab", "pane", "Go to the next pane.", 40),
    _action("conflicts.previous_pane", "shift+tab", "pane before", "Go to the pane before."),
    _action("conflicts.zoom", "z", "zoom", "Give this pane the whole screen, or give it back.", 70),
    _action("conflicts.pause", "p", "pause", "Hold live changes back; again: catch up.", 50),
    _action("conflicts.copy", "y", "copy", "Copy the path or the text you are on.", 80),
    _action("conflicts.rescan", "ctrl+r", "rescan", "Read the conflicts again."),
    _action("blocks.next_block", "j", "next block", "Go to the next block.", 18),
    _action("blocks.previous_block", "k", "block before", "Go to the block before."),
    _action("resolver.mine", "m", "mine", "Take what the refused writer wrote.", 1),
    _action("resolver.theirs", "t", "theirs", "Take what is there now.", 2),
    _action("resolver.both", "b", "both", "Take both: mine, then theirs.", 3),
    _action("resolver.both_theirs_first", "B", "theirs, mine", "Take both: theirs, then mine."),
    _action("resolver.base", "0", "base", "Take what both of them started from.", 4),
    _action("resolver.as_before", "space", "as before", "Decide as before theirs moved.", 5),
    _action("resolver.all_mine", "M", "all mine", "Take mine for the whole memory."),
    _action("resolver.all_theirs", "T", "all theirs", "Take theirs for the whole memory."),
    _action("resolver.edit", "e", "edit", "Edit the result in $VISUAL or $EDITOR.", 8),
    _action("resolver.undo", "u", "undo", "Take the last decision back.", 9),
    _action("resolver.redo", "U", "redo", "Make it again."),
    _action(
        "resolver.write", "ctrl+s", "write", "Write the result, if theirs is still the same.", 6
    ),
    _action("resolver.back", "esc h left", "back", "Go back to the list; decisions stay.", 20),
    _action("resolver.next_pane", "tab", "pane", "Go to the next pane.", 30),
    _action("resolver.previous_pane", "shift+tab", "pane before", "Go to the pane before."),
    _action("resolver.zoom", "z", "zoom", "Give this pane the whole screen, or give it back.", 70),
    _action(
        "resolver.set_aside", "x", "dismiss", "Close it without writing; its text is kept.", 45
    ),
    _action("resolver.hold", "P", "pause writer", "Pause the session's writes, or resume.", 47),
    _action("resolver.memory", "o", "memory", "Go to the memory in the stores.", 46),
    _action("resolver.pause", "p", "pause", "Hold live changes back; again: catch up.", 50),
    _action("resolver.copy", "y", "copy", "Copy the text of this pane.", 80),
    _action("resolver.rescan", "ctrl+r", "look again", "Read it again; decisions stay.", 48),
)


_WRITING = frozenset(
    {
        "memory.restore",
        "conflicts.set_aside",
        "conflicts.hold",
        "resolver.write",
        "resolver.set_aside",
        "resolver.hold",
    }
)


def writes(action: Action) -> bool:
    """Whether an action changes the workspace, so that a read-only app refuses it."""
    return action.place is Place.ACTING or action.id in _WRITING


def actions(*places: Place) -> list[Action]:
    """The actions of some places, in the order of the places and then of the table."""
    return [action for place in places for action in ACTIONS if action.place is place]


def without_clashes(wanted: Iterable[Action]) -> list[Action]:
    """Those whose first key none before them has: what is nearer to the focus hides the rest."""
    taken: set[str] = set()
    kept: list[Action] = []
    for action in wanted:
        if not action.keys or action.keys[0] not in taken:
            kept.append(action)
            taken.update(action.keys[:1])
    return kept


def bindings(*places: Place) -> "list[BindingType]":
    """The bindings of a widget, screen or app that stands for these places."""
    from textual.binding import Binding

    return [
        Binding(
            ",".join(map(textual_name, action.keys)),
            action.method,
            action.verb,
            show=action.rank is not None,
            tooltip=action.help,
            id=action.id,
        )
        for action in actions(*places)
        if action.keys
    ]


def footer(shown: Iterable[Action]) -> list[Action]:
    """What the footer offers, most important first."""
    ranked = [(action.rank, action) for action in shown if action.rank is not None]
    return [action for _, action in sorted(ranked, key=lambda pair: pair[0])]


def find(wanted: Sequence[Action], query: str) -> list[Action]:
    """Those actions whose key, verb or sentence holds every word of the query."""
    words = query.casefold().split()
    return [
        action
        for action in wanted
        if all(
            word in f"{action.verb} {action.help} {action.place}".casefold()
            or query.strip() in action.keys
            for word in words
        )
    ]


def table() -> str:
    """The table of keys for the README."""
    lines = ["| Where | Key | Does |", "|---|---|---|"]
    for place in Place:
        for action in actions(place):
            keys = " ".join(f"`{key}`" for key in action.keys) or "in the palette"
            lines.append(f"| {place} | {keys} | {action.help} |")
    return "\n".join(lines) + "\n"


def textual_name(key: str) -> str:
    """A key as Textual calls it."""
    return _TEXTUAL_NAMES.get(key, key)


def label(key: str) -> str:
    """A key as the footer and the help write it."""
    return _LABELS.get(key, key.replace("ctrl+", "^"))


_TEXTUAL_NAMES = {
    "esc": "escape",
    ",": "comma",
    ".": "full_stop",
    "{": "left_curly_bracket",
    "}": "right_curly_bracket",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "?": "question_mark",
    ":": "colon",
    "-": "minus",
    "=": "equals_sign",
    "+": "plus",
    "<": "less_than_sign",
    ">": "greater_than_sign",
}

_LABELS = {
    "enter": "⏎",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "shift+tab": "⇧tab",
    "shift+left": "⇧←",
    "shift+right": "⇧→",
}
