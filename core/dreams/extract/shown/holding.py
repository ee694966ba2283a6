"""
What of an output says how things are: not the removed side of a diff, nor what is commented out.

Pure. What says nothing is made blank in its place; every line stays where it is, and what is left
of one is a contiguous piece of it, so that a quote of it is still a quote of the output.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

_HUNK: Final = re.compile(r"@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@")
_FILE_OF_DIFF: Final = re.compile(r"(?:diff --git |index [0-9a-f]{6,}|--- |\+\+\+ )")
_FOUND_AT: Final = r"(?:(?:[\w./-]{1,200}[:-])?\d{1,7}(?:[:\t\u2192-]|: ))?"
"""Where a search found a line, or which line it is."""
_COMMENT: Final = re.compile(
    rf"{_FOUND_AT}\s*(?:#+!?|//+|--(?=\s)|;+|\*(?=\s)|/\*+|<!--)(?P<said>.*)"
)
_ASIDE: Final = re.compile(r"(?<=\S)\s+(?:#|//|--|/\*|<!--)\s(?P<said>.*)")
_IS_CODE: Final = re.compile(
    rf"{_FOUND_AT}\s*(?:export |const |let |var |- )?[\"']?[A-Za-z_][\w.-]*[\"']?"
    r"(?:\s*=\s*\S|:\s|:\Z)|.*[{};]\s*\Z|\s*\[[\w. -]+\]\s*\Z"
)
"""A line of a program or of a file of settings."""
_TELLS: Final = re.compile(r"\d|\w\s*[=:]\s*\S")
_LEFT: Final = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
_PLACEHOLDER: Final = re.compile(r"\{\{|\$\{|<%|\{%")
_FORMER: Final = re.compile(
    r"(?i)\s*[([](?:was|were|previously|formerly|before|until|old|prev|originally|used to"
    r"|upgrad(?:ed|able) from|from|replaces|instead of|default)\b"
    r"[^()[\]]*[)\]]\s*\Z"
)
_CHANGED: Final = re.compile(r"\d[\w.,:%]{0,16}\s{0,3}(?:->|=>|\u2192)\s{0,3}[^\s\d]{0,3}\d")
"""`port 8090 -> 8095` in one line: of the two values one is over."""
_FOR_EXAMPLE: Final = re.compile(r"(?i)(?:\A\W*|\bfor )example\b|\be\.g\.")
_COMMIT: Final = re.compile(r"commit [0-9a-f]{7,40}\b")
_OF_COMMIT: Final = re.compile(r"(?:Author|AuthorDate|Date|Commit|CommitDate|Merge):| {4}|\Z")
_QUOTES: Final = re.compile(r"\"\"\"|'''")
_MOST_CODE: Final = 2
"""Lines for each line of code; a text with more of them is none, and `#` begins a title there."""


def holding(text: str) -> str:
    """A text with blanks in the place of what says nothing of how things are."""
    lines = text.split("\n")
    if any(_COMMIT.match(line) for line in lines):
        lines = list(_without_messages(lines))
    if any(_HUNK.match(line) for line in lines):
        lines = list(_without_removed(lines))
    if _is_code(lines):
        lines = list(_without_docs(lines))
        lines = [_without_comment(line) for line in lines]
    return "\n".join(_FORMER.sub("", _settled(line)) for line in lines)


def _settled(line: str) -> str:
    """What a line says, unless it is left to be done or filled in; nothing that is struck out."""
    if any(sign.search(line) for sign in (_LEFT, _PLACEHOLDER, _CHANGED, _FOR_EXAMPLE)):
        return ""
    return line.rpartition("~~")[2] if line.count("~~") > 1 else line


def _without_messages(lines: Sequence[str]) -> Iterator[str]:
    """The lines that are no header of a commit, and not what somebody wrote of it."""
    is_header = False
    for line in lines:
        is_header = _COMMIT.match(line) is not None or (
            is_header and _OF_COMMIT.match(line) is not None
        )
        yield "" if is_header else line


def _without_removed(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a diff that are in its new side, without their signs."""
    in_hunk = False
    for line in lines:
        if _FILE_OF_DIFF.match(line) and not (in_hunk and line[:4] not in {"--- ", "diff"}):
            in_hunk = False
            yield line
        elif _HUNK.match(line):
            in_hunk = True
            # What stands behind the numbers is the section that the hunk is in.
            yield line[line.index("@@", 2) + 2 :]
        elif in_hunk and line[:1] == "-":
            yield ""
        else:
            yield line[1:] if in_hunk and line[:1] in {"+", " "} else line


def _is_code(lines: Sequence[str]) -> bool:
    """Whether a text is a program or a file of settings, in which comments are no values."""
    said = [line for line in lines if line.strip() and not _COMMENT.fullmatch(line)]
    code = sum(_IS_CODE.match(line) is not None for line in said)
    return code > 0 and len(said) <= _MOST_CODE * code


def _without_docs(lines: Sequence[str]) -> Iterator[str]:
    """The lines outside of texts in three quotes, which document a program."""
    is_open = False
    for line in lines:
        count = len(_QUOTES.findall(line))
        yield "" if is_open or count else line
        is_open ^= count % 2 == 1


def _without_comment(line: str) -> str:
    """
    A line without a comment that gives a value: that one may be of any time.

    One in mere words stays: it may be the title of what stands below.
    """
    whole = _COMMENT.fullmatch(line)
    if whole is not None:
        return "" if _TELLS.search(whole["said"]) else line
    aside = _ASIDE.search(line)
    return line[: aside.start()] if aside is not None and _TELLS.search(aside["said"]) else line
