"""
A value that an entry gives to something, with what has it and the words around it. Pure.
"""

from dataclasses import dataclass
from typing import Final

from core.dreams.extract.language.lexicon import LIGHT, root
from core.dreams.material.claims.narrowing import NOT_NARROWED, Narrowed
from core.dreams.material.claims.value import MEASURES

_EVERY_DAY: Final = {root("daily"): root("day")}
"""`At 02:00, daily` and `every day at 02:00`."""
_NONE: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that an entry gives to something."""

    kind: str
    norm: str
    text: str
    """The value as it is written."""
    about: frozenset[str]
    """Roots of the words around it that carry sense."""
    names: tuple[str, ...]
    """Everything that must be named where the value is seen, in lower case; or it has no name."""
    environments: frozenset[str]
    number: str = ""
    """The bare number of a quantity, as a tool may show it."""
    beside: str = ""
    """The root of the word right before the value, or behind it: what kind of value it is."""
    lead: str = ""
    """The preposition right before the value: "from 10:10"."""
    longer: tuple[str, ...] = ()
    """Other names of the store in which one of these stands: `lane 4 west` beside `lane 4`."""
    is_titled: bool = False
    """What has it is only named by the title of the memory, if that is a name."""
    rivals: frozenset[str] = frozenset()
    """Of a value in plain words: what else tools show under its name."""
    direct: frozenset[str] = frozenset()
    """Of those the ones that stand under the very same name."""
    link: str = ""
    """Of a value in plain words: what kind of word its place follows; see `Slot`. Or empty."""
    is_last: bool = False
    """Of a value in plain words: the sentence ends with it."""
    is_constant: bool = False
    """Of a value in plain words: every tool shows it, whatever it is asked about."""
    initials: frozenset[str] = _NONE
    """What words that follow each other begin with: `lr` for a learning rate."""
    is_set: bool = True
    """The entry gives this one value; else it names it, or another of its kind beside it."""
    is_bound: bool = False
    """The entry says that something is not, or may not be, more or less: no reading denies it."""
    is_news: bool = False
    """The entry tells that something became this value; no reading denies that either."""
    is_plain: bool = True
    """The sentence says how something is, and not when or why something is to be done."""
    setting: str = ""
    """What is set to the value, right before it: another number of its sentence is no rival."""
    keys: frozenset[str] = _NONE
    """Roots of the name that code assigns it to, which is what a tool calls it: `retries: 5`."""
    is_denied: bool = False
    """The sentence says that it is not so: nothing that is shown is for it, or against it."""
    fixed: frozenset[str] = _NONE
    """Names of memories, rows and hosts, which an answer about it has to repeat."""
    near: frozenset[str] = _NONE
    """Roots of the words of the clause that gives the value, those of its names too."""
    above: frozenset[str] = _NONE
    """Of the titles above the entry, of the line that it is listed below, of its memory's name."""
    around: frozenset[str] = _NONE
    """All of them, and those of the whole entry."""
    narrowed: Narrowed = NOT_NARROWED
    """When, where or of which part it is so; an answer that says nothing of it denies nothing."""

    @property
    def is_measure(self) -> bool:
        """Whether it is a number, a quantity, a version or a time."""
        return self.kind in MEASURES or self.kind.startswith("quantity/")

    @property
    def frame(self) -> frozenset[str]:
        """What the entry says of the value beside light words: entries of one form share it."""
        said = frozenset(_EVERY_DAY.get(word, word) for word in self.about)
        return (said - LIGHT) or said
