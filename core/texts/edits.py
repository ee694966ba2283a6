"""
Edits that carry their own precondition: append, insert after a line, replace a text. Pure.

They are applied to the current content inside the write, so agents that only add to a shared note
never conflict, and a hot file starves nobody: whole-file compare-and-swap by 32 writers takes 19
attempts for each success.
"""

from dataclasses import dataclass
from typing import Protocol

from core.errors import CoreError
from core.text import split_lines


class EditRefused(CoreError):
    """The text an edit is about is not there, or not there once; nothing was written."""

    type = "memory_precondition_failed_error"


class Edit(Protocol):
    """A change of a text that knows itself whether it applies."""

    def apply(self, text: str) -> str:
        """
        The text after the edit.

        Raises:
            EditRefused: It does not apply to this text.
        """


@dataclass(frozen=True, slots=True)
class Append:
    """Add lines at the end; a last line that has no line end gets one first."""

    text: str

    def apply(self, text: str) -> str:
        """The text with the lines at its end."""
        return _ended(text) + self.text


@dataclass(frozen=True, slots=True)
class Insert:
    """Add lines after a line, counted from 1; after line 0 is the top."""

    line: int
    text: str

    def apply(self, text: str) -> str:
        """The text with the lines in it; what is inserted ends with a line end."""
        lines = split_lines(text)
        if not 0 <= self.line <= len(lines):
            raise EditRefused(
                f"There is no line {self.line} to insert after; the memory has {len(lines)} lines."
            )
        before = "".join(lines[: self.line])
        return _ended(before) + _ended(self.text) + "".join(lines[self.line :])


@dataclass(frozen=True, slots=True)
class StrReplace:
    """Replace a text that occurs exactly once."""

    old: str
    new: str

    def apply(self, text: str) -> str:
        """The text with the one occurrence replaced."""
        lines = occurrences(text, self.old)
        if not lines:
            raise EditRefused("The text to replace is not there; read the memory again.")
        if len(lines) > 1:
            where = ", ".join(map(str, lines[:20]))
            raise EditRefused(
                f"The text to replace occurs {len(lines)} times, in lines {where};"
                " name more of what stands around it."
            )
        return text.replace(self.old, self.new, 1)


def occurrences(text: str, wanted: str) -> list[int]:
    """The lines, counted from 1, in which each occurrence of a text begins."""
    if not wanted:
        return []
    lines, start, line = [], 0, 1
    while (found := text.find(wanted, start)) >= 0:
        line += text.count("\n", start, found)
        lines.append(line)
        start = found + 1
        line += wanted[0] == "\n"
    return lines


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"
