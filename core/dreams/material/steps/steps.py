"""
What agents did, step by step: one call with its result, and what makes two steps alike.

Pure. A step is known by its tool, or for a shell by the program and its sub-command; its arguments
are a set of words, with each flag and its value as one. `python3` and `python` are one family.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Final

from core.dreams.extract.errors.alike import told_alike
from core.dreams.extract.errors.failures import (
    OF_EDITS,
    OF_LOOKS,
    OF_READS,
    OF_SHELLS,
    Known,
    Told,
    told,
)
from core.dreams.material.steps.commands import (
    PIPES,
    WAY,
    asks_for_help,
    behind_xargs,
    changes_files,
    family,
    named,
    only_looks,
    words_of,
    written,
)
from core.dreams.material.steps.parameters import PATH_FIELDS, looks_by_name
from core.dreams.material.steps.tool_calls import ToolCall
from core.dreams.material.steps.ways import Run
from core.transcripts.events import ToolNorm
from core.transcripts.shell import Simple

_ASSIGNMENT: Final = re.compile(r"[A-Za-z_]\w*=\S")
_INTERPRETERS: Final = frozenset({"python", "node", "ruby", "perl", "php", "bash", "sh", "zsh"})
_READERS: Final = frozenset({"cat", "head", "less", "ls", "nl", "sed", "stat", "tail", "wc"})
"""Programs whose last argument is a file that they look at."""
_SPAN: Final = {
    ToolNorm.READ: OF_READS,
    ToolNorm.EDIT: OF_EDITS,
    ToolNorm.WRITE: OF_EDITS,
}
"""What may have gone wrong with which sort of tool."""
_CHANGES_PLACE: Final = frozenset({"cd", "pushd", "export", "source", ".", "set", "echo", "sleep"})
_NAMELESS: Final = re.compile(r"(?i)error(?: from| response|:)")
_ENDED: Final = "command terminated with exit code"
_NO_CONNECTION: Final = 255
"""With which `ssh` ends when it is the way to the host that failed."""
_NOT_LET_IN: Final = re.compile(
    r"(?:\S{1,80}: )?Permission denied \((?:publickey|password|keyboard|gssapi)"
    r"|Host key verification failed|Connection (?:closed|reset) by \S{1,80} port \d"
    r"|Unable to negotiate with |(?:kex|ssh)_exchange_identification:"
    r"|Received disconnect from |Too many authentication failures"
)
"""What only `ssh` says, without its name."""


@dataclass(frozen=True)
class Step(ToolCall):
    """One call and its result, as one of the steps of a session."""

    taken_whole: bool = False
    """Taken as the way to another host, whatever ran there."""
    about: str = ""
    """The program, also with its sub-command, that it is looked at for, if its line has that."""

    @cached_property
    def commands(self) -> tuple[Run, ...]:
        """The commands of the line that do something by themselves."""
        return tuple(one for one in self.line if one.argv and one.program not in _CHANGES_PLACE)

    @cached_property
    def called(self) -> Run | None:
        """The command that the error names, else the last one not piped into another."""
        blamed = self.error.partition(":")[0].rpartition("/")[2] if self.has_failed else ""
        blamed = self.about or self._missing or blamed
        program = blamed.partition(" ")[0]
        sources = [one for one in self.commands if one.before not in PIPES]
        named_so = [behind_xargs(one, program) for one in self.commands]
        fitting = [one for one in named_so if one.program == program]
        fitting += [one for one in self.commands if one.caller and one.caller.program == program]
        # Of several that are called so the one with the same sub-command.
        same = [one for one in fitting if family(named(one)) == blamed]
        return next(iter((*same, *fitting)), sources[-1] if sources else None)

    @cached_property
    def main(self) -> Simple | None:
        """What the step is about: what runs elsewhere, unless the way there failed."""
        called = self.called
        return called.caller if called and called.caller and self.is_way else called

    @property
    def way(self) -> str:
        """What leads to where it runs, if that is another host or a container."""
        return " ".join(self.called.way) if self.called is not None else ""

    @cached_property
    def is_way(self) -> bool:
        """Whether it is about the way to another host, not about what runs there."""
        caller = self.called.caller if self.called is not None else None
        if self.taken_whole or caller is None or not self.has_failed:
            return self.taken_whole
        program = caller.program
        if program == WAY or self.error.startswith(f"{program}:"):
            is_told = self.error.startswith(f"{program}:") or _NOT_LET_IN.match(self.error)
            return bool(is_told) or self.result.exit_code == _NO_CONNECTION
        # What leads into a container says of what ran there only that it has ended.
        return _NAMELESS.match(self.error) is not None and _ENDED not in self.result.body

    @property
    def before_main(self) -> tuple[Simple, ...]:
        """The commands that stand before it in the line."""
        place = next((at for at, one in enumerate(self.line) if one is self.called), 0)
        return self.line[:place]

    @property
    def prefix(self) -> str:
        """What it was called through, without assignments: `sudo -u mail`."""
        if self.main is None:
            return ""
        own = self.main.words[: len(self.main.words) - len(self.main.argv)]
        return " ".join(word for word in own if not _ASSIGNMENT.match(word))

    @property
    def assignments(self) -> tuple[str, ...]:
        """The variables that are set for the main command: `TZ=UTC`."""
        if self.main is None:
            return ()
        own = self.main.words[: len(self.main.words) - len(self.main.argv)]
        return tuple(word for word in own if _ASSIGNMENT.match(word))

    @cached_property
    def name(self) -> str:
        """What was called: a tool, or a program with its sub-command."""
        if self.main is None:
            return self.call.tool or ""
        return named(self.main)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each command of the line is called."""
        return tuple(map(named, self.commands))

    @cached_property
    def family(self) -> str:
        """The name without what tells versions of a program apart."""
        return family(self.name)

    @cached_property
    def told(self) -> Told | None:
        """What went wrong, if it is one of the failures that everybody meets."""
        if not self.has_failed or self.call.tool_norm is None:
            return None
        if self.call.tool_norm is ToolNorm.SHELL:
            is_look = self.main is not None and self.main.program in _READERS
            return told(self.error, OF_LOOKS if is_look else OF_SHELLS)
        return told(self.error, _SPAN.get(self.call.tool_norm, frozenset()))

    @property
    def _missing(self) -> str:
        is_shell = self.call.tool_norm is ToolNorm.SHELL and self.has_failed
        found = told(self.error, OF_SHELLS) if is_shell else None
        return found.about if found is not None else ""

    @cached_property
    def path(self) -> str:
        """The file that a tool, or a program that only looks at files, was called with."""
        if self.main is not None:
            words = self.main.argv[1:] if self.main.program in _READERS else ()
            own = [word for word in words if not word.startswith("-")]
            blamed = [word for word in own if self.has_failed and word in self.error]
            return (blamed or own or [""])[-1]
        found = (self.given.get(name) for name in PATH_FIELDS)
        return next((one for one in found if isinstance(one, str)), "")

    @cached_property
    def code(self) -> tuple[str, ...] | None:
        """What an interpreter was told to run: a script, or the code itself."""
        if self.main is None or " " in self.name:
            return None
        if family(self.main.program) not in _INTERPRETERS:
            return None
        own = tuple(word for word in self.main.argv[1:] if not word.startswith("-"))
        return (*own, self.main.document or "")

    @cached_property
    def is_work(self) -> bool:
        """Whether it changed a file, so that what works afterwards may do so for that."""
        if self.call.tool_norm is not ToolNorm.SHELL:
            return self.is_ok and self.is_edit
        return any(map(changes_files, self.commands))

    @cached_property
    def is_look(self) -> bool:
        """Whether it only looked at what is there."""
        if self.main is not None:
            return only_looks(self.main) or self.is_help
        if self.is_free:
            return looks_by_name(self.name)
        return self.call.tool_norm in {ToolNorm.READ, ToolNorm.SEARCH}

    @property
    def is_help(self) -> bool:
        """Whether it only asked how something is called."""
        return self.main is not None and asks_for_help(self.main)

    @cached_property
    def main_text(self) -> str:
        """The words of `name` as they stand in the command line, or the tool's name."""
        command = self.command or ""
        return self.name if self.name in command else self.name.split(" ")[0]

    @cached_property
    def arguments(self) -> frozenset[str]:
        """What it was called with; a flag and its value are one."""
        if self.main is None:
            return frozenset(f"{name}={text}" for name, text in self.leaves.items())
        return frozenset(words_of(self.main.argv[len(self.name.split(" ")) :]))

    def has(self, flag: str) -> bool:
        """Whether it was called with a flag, with this value if there is one."""
        return any(flag in {one, written(one), re.split(r"[ =]", one)[0]} for one in self.arguments)

    @cached_property
    def failure(self) -> str:
        """The error with what changes from case to case taken out; empty if it says nothing."""
        if self.told is not None:
            about = PurePosixPath(self.path).name if self.told.known is Known.NO_FILE else ""
            return f"{self.told.known.value} {about}".strip()
        return told_alike(self._said.whole)
