"""
Which of many patterns may match a text, found in a fraction of the time.

Pure. Python's patterns look around, and try every way at every sign. Without what they look at they
match a little more, and are automata that read a text once: what these do not find is not there.
"""

import re
from collections.abc import Mapping
from typing import Final

import re2  # type: ignore[import-untyped]

_GROUP: Final = re.compile(r"\(\?(?:[=!]|<[=!])")
_ESCAPED: Final = re.compile(r"\\u([0-9a-fA-F]{4})")
_SAME: Final = {r"\Z": r"\z"}
_WIDER: Final = {
    r"\w": r"\x{80}-\x{10FFFF}",
    r"\s": r"\x{85}\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}",
}
"""What Python takes for a letter or a blank beyond ASCII, at least."""
_MEMORY: Final = 64 << 20
"""Bytes for the automaton; patterns with many words need more than the 8 MB that are usual."""


class Sieve:
    """Patterns by name, told apart by what may match."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]]) -> None:
        options = re2.Options()
        options.case_sensitive = False
        options.max_mem = _MEMORY
        self._loose = {
            name: re2.compile(relaxed(pattern.pattern), options)
            for name, pattern in patterns.items()
        }

    def names(self, text: str) -> frozenset[str]:
        """The names of the patterns that may match."""
        return frozenset(name for name, loose in self._loose.items() if loose.search(text))


def relaxed(pattern: str) -> str:
    """A pattern without what it looks at before and behind: it matches wherever that one does."""
    pattern = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), pattern)
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        if pattern[at] == "\\":
            sign = pattern[at : at + 2]
            parts.append(f"[{sign}{_WIDER[sign]}]" if sign in _WIDER else _SAME.get(sign, sign))
            at += 2
        elif _GROUP.match(pattern, at):
            at = _group_end(pattern, at)
        elif pattern[at] == "[":
            end = _class_end(pattern, at)
            inside = pattern[at:end]
            wider = "".join(more for sign, more in _WIDER.items() if sign in inside)
            parts.append(inside[:-1] + wider + "]" if inside[1] != "^" else inside)
            at = end
        else:
            is_possessive = pattern[at] == "+" and parts and parts[-1] in {"+", "*", "?", "}"}
            parts.append("" if is_possessive else pattern[at])
            at += 1
    return "".join(parts)


def _group_end(pattern: str, at: int) -> int:
    """Behind the group that begins at a place."""
    depth = 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif sign == "[":
            at = _class_end(pattern, at) - 1
        elif sign in "()":
            depth += 1 if sign == "(" else -1
            if depth == 0:
                return at + 1
        at += 1
    return at


def _class_end(pattern: str, at: int) -> int:
    """Behind the set of signs that begins at a place."""
    end = at + 1
    if pattern[end : end + 1] == "^":
        end += 1
    if pattern[end : end + 1] == "]":
        end += 1
    while pattern[end] != "]":
        end += 2 if pattern[end] == "\\" else 1
    return end + 1
