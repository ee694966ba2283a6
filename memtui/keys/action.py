"""
What an action of the app is, and the places where actions work.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


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
    MARKDOWN = "Content as Markdown"
    HISTORY = "History"
    DIFF = "Diff"
    SIDES = "Diff: two sides"
    FEED = "Feed"
    TRAVEL = "Time travel"
    SEARCH = "Search"
    TIMELINE = "Timeline"
    LANES = "Timeline: lanes"
    CONFLICTS = "Conflicts"
    BLOCKS = "Resolver: blocks"
    RESOLVER = "Resolver"
    DREAMS = "Dreams"
    REVIEW = "Review"
    HUNKS = "Review: hunks"
    SESSIONS = "Sessions"
    TRANSCRIPT = "Transcript"
    READING = "Transcript: reading"


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
    """One sentence that says what happens; `{stores.undo}` in it is that action's key."""
    rank: int | None = None
    """Its turn in the footer, smallest first and last to give way; `None` keeps it out."""
    writes: bool = False
    """It changes the workspace, so that a read-only app refuses it."""

    @property
    def method(self) -> str:
        """The name of the method behind it, without `action_`."""
        return self.id.partition(".")[2]


def action(
    id: str,  # noqa: A002 - the name of the field
    keys: str,
    verb: str,
    sentence: str,
    rank: int | None = None,
    *,
    place: Place | None = None,
    writes: bool = False,
) -> Action:
    """An action for the table; its place is the one its id begins with, if no other is given."""
    place = place or Place[id.partition(".")[0].upper()]
    return Action(id, place, tuple(keys.split()), verb, sentence, rank, writes)


def without_clashes(wanted: Iterable[Action]) -> list[Action]:
    """
    The actions with those keys that none before them has.

    What is nearer to the focus comes first and hides the rest; what is left without a key goes.
    """
    taken: set[str] = set()
    kept: list[Action] = []
    for one in wanted:
        free = tuple(key for key in one.keys if key not in taken)
        taken.update(free)
        if free == one.keys:
            kept.append(one)
        elif free:
            kept.append(replace(one, keys=free))
    return kept


def footer(shown: Iterable[Action]) -> list[Action]:
    """What the footer offers, most important first."""
    ranked = [(one.rank, one) for one in shown if one.rank is not None and one.keys]
    return [one for _, one in sorted(ranked, key=lambda pair: pair[0])]


def find(wanted: Sequence[Action], query: str) -> list[Action]:
    """Those actions whose key, verb or sentence holds every word of the query."""
    words = query.casefold().split()
    return [
        one
        for one in wanted
        if all(
            word in f"{one.verb} {one.help} {one.place}".casefold() or query.strip() in one.keys
            for word in words
        )
    ]
