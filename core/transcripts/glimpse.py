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
    seen = Glimpse()
    closers: list[str] = []
    steps: list[str] = []
    key: str | None = None
    expects_key = False
    for token in _TOKEN.finditer(text, start, len(text) if stop is None else stop):
        string, closed, sign, plain = token.groups()
        if sign is None:
            value = plain if string is None else string[:_LONGEST_VALUE]
            if expects_key and closed:
                key = value
                _note(seen, steps, key, "")
            elif closers:
                _note(seen, steps, key, value)
            else:
                break
            continue
        match sign:
            case "{" | "[":
                if not closers:
                    seen.is_list = sign == "["
                steps.append(key if key is not None else "")
                if sign == "[":
                    steps[-1] += "[]"
                closers.append("}" if sign == "{" else "]")
                key, expects_key = None, sign == "{"
            case "}" | "]":
                if not closers or closers.pop() != sign:
                    break
                steps.pop()
                key, expects_key = None, False
                if not closers:
                    seen.end = token.end()
                    break
            case ",":
                key, expects_key = None, closers[-1:] == ["}"]
            case _:
                expects_key = False
    return seen


def _note(seen: Glimpse, steps: list[str], key: str | None, value: str) -> None:
    if len(steps) > DEEPEST:
        return
    path = ".".join(step for step in (*steps, key or "") if step).replace(".[]", "[]")
    if path and not seen.values.get(path):
        seen.values[path] = value
