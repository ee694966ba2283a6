"""
What worked where something had failed, as a value: in what the success differs, and how to say so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.dreams.evidence import stands_in
from core.dreams.material.steps.steps import Step


class How(StrEnum):
    """In what the success differs."""

    WITH = "with"
    SETTING = "setting"
    """A variable of the environment was set."""
    GIVEN = "given"
    """It was given something else in the place of something."""
    IN_FULL = "in full"
    """What it was given had something more around it: an account, a domain."""
    WITHOUT = "without"
    OTHER = "other"
    FIRST = "first"
    THROUGH = "through"
    """It was called for another account, on another host or in a container."""
    PIPED = "piped"
    """Its input went through another program first."""
    AS_VALUE = "as value"
    """A parameter was given as what it is, which had been a text."""
    AS_TEXT = "as text"
    PLACED = "placed"
    """It was called in another folder."""
    READ = "read"
    """The file was read once more."""
    SEARCHED = "searched"
    """It was looked up where the file is."""
    INSTALLED = "installed"
    """What was missing was installed."""
    MORE = "more"
    """The edit names more of the lines around its place."""
    BLANKS = "blanks"
    """Only blanks differ: the lines got their indentation."""
    MENDED = "mended"
    """The place that a check named was changed."""


_ADVICE: Final = {
    How.WITH: "add `{}`",
    How.SETTING: "set `{}`",
    How.GIVEN: "give `{}`",
    How.IN_FULL: "give it with `{}`",
    How.WITHOUT: "leave out `{}`",
    How.OTHER: "use `{}` instead",
    How.FIRST: "first do `{}`",
    How.THROUGH: "call it with `{}` before it",
    How.PIPED: "pipe its input through `{}`",
    How.AS_VALUE: "give `{}` as a number, list or object, not as a text",
    How.AS_TEXT: "give `{}` as a text",
    How.PLACED: "call it in the folder where it belongs (`{}`), or with absolute paths",
    How.READ: "first read the file as it is now (`{}`)",
    How.SEARCHED: "first look up where the file is, do not guess its path",
    How.INSTALLED: "first do `{}` for what is missing",
    How.MORE: "give more of the lines around the place",
    How.BLANKS: "give the lines the indentation of their place",
    How.MENDED: "keep to `{}` when writing code",
}
_DONE: Final = {
    How.PLACED: "another folder",
    How.SEARCHED: "looking it up",
    How.READ: "reading the file",
    How.MORE: "more of the lines around the place",
    How.BLANKS: "the same text with its indentation",
    How.MENDED: "changing the code",
}
_WORDS: Final = {
    How.PLACED: ("absolute", "cd", "directory", "folder"),
    How.READ: ("read",),
    How.SEARCHED: ("find", "glob", "guess", "look", "search"),
    How.MORE: ("around", "context", "more", "unique"),
    How.BLANKS: ("blank", "indent", "space"),
}


@dataclass(frozen=True, slots=True)
class Remedy:
    """What worked."""

    how: How
    text: str
    """The flag, argument, program, step or rule."""
    instead: str = ""
    """What was given before in its place."""

    @property
    def advice(self) -> str:
        """What to do, as a clause."""
        return self.advised(self.text)

    def advised(self, text: str) -> str:
        """The same with more of the call than this is known by."""
        instead = f" instead of `{self.instead}`" if self.instead else ""
        return _ADVICE[self.how].format(text) + instead

    @property
    def rank(self) -> int:
        """Of what came together what the call itself is comes before what was done around it."""
        return {How.SETTING: 1, How.FIRST: 2, How.PLACED: 2}.get(self.how, 0)

    @property
    def key(self) -> str:
        """What an entry names that knows it: of a call of a tool the tool."""
        return self.text.partition("(")[0].lower() if self.how is How.FIRST else self.text.lower()

    def shown(self, example: str) -> str:
        """An example as a lesson tells it: of a flag its value, nothing of what is told already."""
        match self.how:
            case How.WITH:
                return example if example.startswith(f"{self.text} ") else ""
            case How.FIRST | How.SETTING | How.GIVEN | How.IN_FULL | How.THROUGH | How.PIPED:
                return ""
            case _:
                return example

    @property
    def done(self) -> str:
        """What was done, as a noun."""
        return _DONE.get(self.how, "`{}`").format(self.text)

    @property
    def is_named(self) -> bool:
        """Whether its text names it, so that who says the text knows it."""
        return self.how not in _WORDS

    @property
    def words(self) -> tuple[str, ...]:
        """Of what no text names: words, one of which is in an entry that knows it."""
        return _WORDS.get(self.how, ())

    def cited(self, step: Step, example: str) -> Iterator[tuple[str, str]]:
        """The pieces of a call that show it, each with what the advice may say of it."""
        for held in filter(None, self._held(step, example)):
            for text in (step.command or "", *step.strings):
                lines = text.split("\n")
                place = next((at for at, line in enumerate(lines) if stands_in(held, line)), None)
                if place is not None:
                    # A line of nothing else shows nothing by itself.
                    more = 2 if lines[place].strip() == held else 1
                    yield "\n".join(lines[place : place + more]).strip(), held
                    break

    def _held(self, step: Step, example: str) -> tuple[str, ...]:
        program = step.name.split(" ")[0]
        if step.is_free and self.how in {How.FIRST, How.WITH}:
            name, _, value = self.text.partition("=")
            return (example,) if self.how is How.FIRST else (value, name)
        match self.how:
            case How.WITHOUT:
                return (program,)
            case How.READ | How.SEARCHED | How.MORE:
                return (example,)
            case How.MENDED | How.BLANKS:
                return (*step.names, step.name, program)
            case How.INSTALLED:
                return (self.text, self.text.split(" ")[-1])
            case _:
                return (self.text, program)


@dataclass(frozen=True, slots=True)
class Worked:
    """How one failure was overcome."""

    remedies: tuple[Remedy, ...]
    """What may have done it, the most special first."""
    success: Step
    shown: Step
    """The step that shows what did it: the success itself, or the one that made it possible."""
    example: str = ""
    """The file that it was about, where neither flag nor program tells it."""
