"""
What linters find in code: a place, what is wrong there, and the name of the rule.

Pure. Only findings that name their rule: the same rule is the same mistake in whatever code. What a
compiler or a type checker says is about one piece of code only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_MOST_LINES: Final = 2_000
_LONGEST: Final = 300
_FILE: Final = r"(?P<file>[^\s:]{1,300}\.\w{1,6})"
_BEGINS: Final = re.compile(rf"{_FILE}:\d+(?::\d+)?: \S")
_PATTERNS: Final = (
    re.compile(
        rf"{_FILE}:\d+(?::\d+)?: (?P<text>.+) \((?P<rule>[a-z][a-z0-9-]{{2,40}})\)\Z", re.DOTALL
    ),
    re.compile(rf"{_FILE}:\d+:\d+: (?P<rule>[A-Z]{{1,4}}\d{{3,4}}) (?P<text>.+)\Z"),
    re.compile(
        r"\d+:\d+\s+(?:error|warning)\s+(?P<text>.+?)\s{2,}(?P<rule>@?[a-z][\w/@-]*-[\w/-]+)\Z"
    ),
)
_PATH: Final = re.compile(r"(?:[A-Za-z]:)?[^\s:]{0,300}/[^\s:/]{1,100}\.\w{1,6}\Z")
_OF_COMPILERS: Final = frozenset({"typecheck"})


@dataclass(frozen=True, slots=True)
class Complaint:
    """One finding."""

    file: str
    """The file's name without its folders."""
    rule: str
    line: str
    """All of it, as it stands in the output, without blanks around it."""


def complaints(text: str) -> Iterator[Complaint]:
    """Every finding in the output of a linter that names its rule and its file."""
    above = ""
    lines = text.split("\n")[:_MOST_LINES]
    for place, whole in enumerate(lines):
        line = whole.strip()
        if not line or len(line) > _LONGEST:
            continue
        if _PATH.match(line):
            above = line  # a linter that lists its findings below the name of the file
            continue
        found = _finding(line)
        if found is None and _BEGINS.match(line) and place + 1 < len(lines):
            # What is quoted from the code may run over the end of the line.
            line = f"{whole.lstrip()}\n{lines[place + 1].rstrip()}"
            found = _finding(line) if len(line) <= _LONGEST else None
        file = (found.groupdict().get("file") or above) if found is not None else ""
        if found is not None and file and found["rule"] not in _OF_COMPILERS:
            yield Complaint(file.rpartition("/")[2], found["rule"], line)


def _finding(line: str) -> re.Match[str] | None:
    return next((found for one in _PATTERNS if (found := one.match(line))), None)
