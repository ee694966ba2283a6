"""
A look at the beginning of a JSON text that may be cut off or broken anywhere.

Pure, and linear on any input: tokens are taken as they come, nothing is ever gone back to. It gives
the paths that occur (`message.content[].type`) and the first plain value at each of them.
"""

import re
from dataclasses import dataclass, field

DEEPEST = 5
"""Paths of more steps than this are not kept."""

_TOKEN = re.compile(
    r'"((?:[^"\\]++|\\.)*+)("?)'  # a text, closed or cut off
    r"|([{}\[\],:])"
    r"|([^\s{}\[\],:\"]++)"
)
_LONGEST_VALUE = 200


@dataclass(slots=True)
class Glimpse:
    """What was seen of one JSON value."""

    values: dict[str, str] = field(default_factory=dict)
    """Path to the first plain value there, cut short; "" for a path that holds something else."""
    end: int | None = None
    """Where the value ended; None if the text ended first or is broken."""
    is_list: bool = False

    def __contains__(self, path: str) -> bool:
        return path in self.values

    def __getitem__(self, path: str) -> str:
        return self.values.get(path, "")

    @property
    def keys(self) -> list[str]:
        """The keys of the object itself, in their order."""
        return [path for path in self.values if "." not in path and "[" not in path]


def glimpse(text: str, start: int = 0, stop: int | None = None) -> Glimpse:
    """What `text[start:stop]` shows of the object or list that it begins with."""
    look = _Look()
    for token in _TOKEN.finditer(text, start, len(text) if stop is None else stop):
        string, closed, sign, plain = token.groups()
        if sign is None:
            value = plain if string is None else string[:_LONGEST_VALUE]
            goes_on = look.value(value, may_be_key=bool(closed))
        else:
            goes_on = look.sign(sign)
        if not goes_on:
            if look.is_over:
                look.seen.end = token.end()
            break
    return look.seen


class _Look:
    """Where in the value the look has come to."""

    def __init__(self) -> None:
        self.seen = Glimpse()
        self.is_over = False
        self._closers: list[str] = []
        self._steps: list[str] = []
        self._key: str | None = None
        self._expects_key = False

    def value(self, value: str, *, may_be_key: bool) -> bool:
        """Take a plain value or a key; says whether to go on."""
        if self._expects_key and may_be_key:
            self._key = value
            self._note("")
        elif self._closers:
            self._note(value)
        return bool(self._closers)

    def sign(self, sign: str) -> bool:
        """Take a sign of JSON; says whether to go on."""
        if sign in "{[":
            if not self._closers:
                self.seen.is_list = sign == "["
            self._steps.append((self._key or "") + ("[]" if sign == "[" else ""))
            self._closers.append("}" if sign == "{" else "]")
            self._key, self._expects_key = None, sign == "{"
        elif sign in "}]":
            if not self._closers or self._closers.pop() != sign:
                return False
            self._steps.pop()
            self._key, self._expects_key = None, False
            self.is_over = not self._closers
        elif sign == ",":
            self._key, self._expects_key = None, self._closers[-1:] == ["}"]
        else:
            self._expects_key = False
        return bool(self._closers)

    def _note(self, value: str) -> None:
        if len(self._steps) > DEEPEST:
            return
        path = ".".join(step for step in (*self._steps, self._key or "") if step)
        path = path.replace(".[]", "[]")
        if path and not self.seen.values.get(path):
            self.seen.values[path] = value
