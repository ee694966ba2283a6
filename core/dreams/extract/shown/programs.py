"""
What the text of a program shows of how things are: the values that it sets, and nothing else.

Pure. A comment, a message and a name in a program tell of the program, and a word of them that an
entry has too is there by chance. Every line stays where it is, and what is left of one is a piece
of it, so that a quote of it is still a quote of the output.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

_KINDS: Final = (
    r"(?:py|pyi|pyx|go|rs|[cm]?[jt]sx?|java|kts?|scala|groovy|c|h|cc|cpp|cxx|hpp|hh|m|mm|cs|fs|swift"
    r"|rb|php|pl|pm|lua|dart|exs?|erl|hs|ml|clj|jl|zig|nim|vue|svelte|css|scss|proto|sh|bash|zsh)"
)
_PROGRAM: Final = re.compile(rf"(?i)[\w)\]}}-]\.{_KINDS}(?![\w.-]*/)(?!\.?\w)")
_OTHER: Final = re.compile(r"(?i)[\w-]\.(?!\d)(?:[a-z][a-z0-9]{1,9})(?![\w.-]*/)(?!\.?\w)")
"""A path of any kind of file; a number with a point is none."""
_FOUND: Final = re.compile(
    rf"(?i)(?:\./)?[\w./@-]{{1,200}}\.{_KINDS}(?:[:-]\d{{1,7}}[:-]|[:-](?=\t|\s{{2}}))"
)
"""Where a search found a line of a program; without its number it is known by its indentation."""
_FILE_OF_DIFF: Final = re.compile(r"(?:diff --git a/\S+ b/|\+\+\+ b/)(?P<path>\S+)")
_OUT_OF_DIFF: Final = re.compile(r"(?:diff --git |commit [0-9a-f]{7,40}\b)")
_HEAD_OF_DIFF: Final = re.compile(r"(?:diff --git |index [0-9a-f]{6,}|--- |\+\+\+ |@@ )")
_NUMBER: Final = re.compile(r"\A\s{0,8}\d{1,7}\u2192")
"""Which line of a file it is, as a tool writes that reads one."""
_ENDS: Final = r"(?=[\s,;)\]}]|\Z)"
_LITERAL: Final = (
    rf"(?:[-+]?\d[\w.]*|\"[^\"\s%{{}}]{{1,80}}(?: [^\"\s%{{}}]{{1,40}}){{0,2}}\"{_ENDS}"
    rf"|'[^'\s%{{}}]{{1,80}}(?: [^'\s%{{}}]{{1,40}}){{0,2}}'{_ENDS}"
    rf"|(?:True|False|true|false|None|null|nil){_ENDS}|[\[({{]\s*[\"'\d]"
    r"|[A-Za-z_][\w.:]{0,60}\(\s*(?:[a-z_]{1,30}\s*=\s*)?[-\d])"
)
_SETS: Final = re.compile(
    r"[A-Za-z_][\w.\]\"']{0,80}\s*(?::\s*[\w.\[\], |?]{1,40})?\s*"
    rf"(?:(?<![=!<>])=(?![=>])|:=|:|=>)\s*{_LITERAL}"
)
"""A name, and a value that is written out."""
_DOES: Final = re.compile(
    r"\s*(?:[}\])]\s*)?(?:(?:return|raise|throw|assert\w*|if|elif|else|for|while|switch|case|print\w*"
    r"|echo|panic)\b|[\w.]*\.(?:[A-Z]\w*f|debug|info|warn\w*|error|fatal|exception|log|write\w*)\()"
)
"""A line that does something, and sets nothing."""
_COMMENT: Final = re.compile(r"\s*(?:#|//|/\*|\*(?=\s|/)|--\s|\"\"\"|''')")


def is_program(asked: Iterable[str]) -> bool:
    """Whether all the files that a question names are programs, and it names one."""
    texts = list(asked)
    kinds = [_PROGRAM.match(text, one.start()) for text in texts for one in _OTHER.finditer(text)]
    return bool(kinds) and all(kinds)


def without_programs(lines: Iterable[str], *, is_all: bool) -> Iterator[str]:
    """
    The lines of an output, without what the text of a program does not set.

    Args:
        lines: All of them, in order.
        is_all: The question names programs only; else the lines that a search, or a difference of
            files, shows to be of one.
    """
    in_diff = False
    for line in lines:
        if _OUT_OF_DIFF.match(line):
            in_diff = False
        file = _FILE_OF_DIFF.match(line)
        if file is not None:
            in_diff = is_program([file["path"]])
        number = _NUMBER.match(line)
        bare = line[number.end() :].lstrip("\t") if number is not None else line
        is_text = (is_all or in_diff or _FOUND.match(line)) and not _HEAD_OF_DIFF.match(line)
        found = _FOUND.match(bare) if is_text else None
        # Where a search found it is no part of what a line sets.
        text = bare[found.end() :].lstrip() if found is not None else bare
        yield text if not is_text or _sets(bare) else ""


def _sets(line: str) -> bool:
    found = _FOUND.match(line)
    said = line[found.end() :] if found is not None else line.lstrip("+- ")
    return (
        _SETS.search(said) is not None
        and _DOES.match(said) is None
        and _COMMENT.match(said) is None
    )
