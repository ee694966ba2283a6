"""
What a domain brings: its names, and what can be said about them, in several wordings each.

Values only. Texts are templates; a slot such as `<thing>` is filled from the template's own values
or from the domain's pools, and `#` in a pool stands for a digit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Something to do or to know, which several agents may write down in their own words."""

    forms: Texts
    """The same fact in different words, with the same slots."""
    apart: Texts
    """Slots that make it another fact when they are filled differently."""
    slots: Mapping[str, Texts] = field(default_factory=dict)
    opposites: Texts = ()
    """Almost the same words that say the opposite."""
    details: Texts = ()
    """Sentences that one of the wordings may have in addition."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that something has, which tools show."""

    claims: Texts
    """With `<thing>` and `<value>`."""
    values: Texts
    calls: Texts
    outputs: Texts
    """What the tools answer, with `<thing>` and `<value>`."""
    remarks: Texts = ()
    """What an agent or a user says who has not looked."""
    elsewhere: Texts = ()
    """Answers in which the same value stands for something else."""
    apart: Texts = ()
    """Claims of another value that is true beside it: of another place, part or time."""


class Way(StrEnum):
    """How what an entry names passes away."""

    GONE = "gone"
    RENAMED = "renamed"
    MOVED = "moved"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Passing:
    """Entries that name something that may pass away: a host, a path, a person, a form."""

    way: Way
    claims: Texts
    """With `<old>`."""
    names: Texts
    """Patterns of the names of such things."""
    calls: Texts
    news: Texts
    """What tools say of it, with `<old>`, `<date>` and, unless it is gone, `<new>`."""
    alive: Texts
    """What tools say while it is well."""
    hiccup: str
    """A failure that passes."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A call that fails the same way whoever makes it, and one that works."""

    call: str
    error: str
    """May have slots of its own, such as numbers: they are noise."""
    tried: Texts
    """What does not help."""
    works: str
    answer: str
    error_words: Texts
    """Any of them tells this failure in a lesson."""
    remedy_words: Texts
    """Any of them tells the remedy."""


@dataclass(frozen=True, slots=True)
class Detour:
    """What takes long, and the call that others made at once."""

    steps: tuple[tuple[str, str], ...]
    """Calls with their answers; the last answer is also that of the short way."""
    short: str
    short_words: Texts


@dataclass(frozen=True, slots=True)
class Loop:
    """A call that is repeated without any change in the answer, and what ends it."""

    call: str
    answer: str
    ends: str
    ending: str
    words: Texts


@dataclass(frozen=True, slots=True)
class Signal:
    """A kind of thing that happens, as a log shows it."""

    source: str
    event: str
    texts: Texts


@dataclass(frozen=True, slots=True)
class Journal:
    """The domain's log of what happened: how to ask for it, and what its lines look like."""

    calls: Texts
    line: str
    """With `<at>`, `<source>`, `<event>` and `<text>`."""
    header: str = ""
    time: str = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Domain:
    """One invented world."""

    name: str
    store: str
    """The name of its memory store, as in its mount path."""
    agents: Texts
    things: Texts
    """What files are about."""
    folder: str
    """Of the files about things."""
    shelves: tuple[tuple[str, str], ...]
    """Other files: path and title."""
    headings: Texts
    pools: Mapping[str, Texts]
    rules: tuple[Rule, ...]
    settings: tuple[Setting, ...]
    passings: tuple[Passing, ...]
    deadlines: Texts
    """With `<date>`: true until then, and useless after."""
    history: Texts
    """With `<date>`: true for ever."""
    failures: tuple[Failure, ...]
    lone_failures: tuple[Failure, ...]
    """For those that are no lesson, because only one agent or two sessions have them."""
    detours: tuple[Detour, ...]
    loops: tuple[Loop, ...]
    journal: Journal
    signals: tuple[Signal, ...]
    resource: str
    """The pattern of names of what many things depend on."""
    slips: tuple[tuple[str, str], ...]
    """Calls that fail once, for a mistake, and their errors."""
    risky: Texts
    """Calls that people reject."""
    searches: Texts
    """Calls that find nothing, which is no failure."""
    shown_errors: tuple[tuple[str, str], ...]
    """Calls that show the errors of somebody else, and do not fail."""
    orders: Texts
    """Texts from outside that tell agents what to remember or do."""
    manners: Texts
    """Texts of tools that also say must and never, and mean no agent's memory."""
    links: Texts
    """Entries about `<thing>` that also name `<other>`."""
    facts: Texts
    """Entries that nothing ever touches."""
    table: tuple[str, tuple[str, ...]]
    """A header, and rows of it."""
    prompts: Texts
    small_talk: Texts
    noise: tuple[tuple[str, str], ...]
    """Calls and answers that mean nothing."""
