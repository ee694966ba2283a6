"""
What programs tell of renames in forms of their own: version control, redirects, renamed commands.

Pure. They name old and new one apart from each other, shortened, or only in the call; so they are
read as they are, and not by what stands around a name that somebody looks for.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from core.dreams.extract.fates.redirects import moved_hosts, moved_pages
from core.dreams.extract.fates.repositories import renamed_repositories
from core.transcripts.shell import Simple, simple_commands

_LONGEST: Final = 600
_MOST_STEPS: Final = 8
"""A file that was renamed more often in one output is followed no further."""
_STAT: Final = re.compile(r"\s+\|\s+(?:\d|Bin\b)|\s\(\d{1,3}%\)\s*\Z")
_TRUNKS: Final = re.compile(r"(?:HEAD|main|master|trunk)(?:[~^@]\S*)?|[0-9a-f]{7,40}[~^]*|--")
_SHOWING: Final = frozenset({"show", "log", "diff", "whatchanged", "commit", "merge", "pull", "mv"})
_UNKNOWN: Final = re.compile(
    r"(?i)(?:(?:unknown|unrecogni[sz]ed|no such|invalid|removed|obsolete) (?:sub-?)?command:?"
    r"|\A|\A[^\"'`\n]{0,40}:|\bcommand|\bsub-?command) ?[\"'`]"
    r"(?P<old>[a-z][\w-]{1,30}(?: [a-z][\w-]{1,30}){0,2})[\"'`]"
)
_NOW: Final = re.compile(
    r"(?i)\b(?:renamed|replaced|moved|superseded|was removed|removed in|has been removed|is gone"
    r"|deprecated)\b"
    r"(?P<between>[^\"'`\n]{0,40}?)[\"'`](?P<new>[a-z][^\"'`\n]{1,80})[\"'`]"
)
_GUESSED: Final = re.compile(r"(?i)did you mean|similar|perhaps|maybe|might|could|will|not\b|n't")
_IS_NONE: Final = re.compile(r"\A is not an? (?:[\w-]+ )?(?:sub-?)?command")
_WORD: Final = re.compile(r"[a-z][\w-]*+\Z")


class Told(NamedTuple):
    """What a program says was renamed."""

    old: str
    new: str
    line: str
    """The line that says so."""
    holds: str
    """What of that line names the one or the other."""


def told_in(command: str, lines: Sequence[str]) -> list[Told]:
    """The renames that an output tells, each followed to the end of its chain."""
    moved = moved_pages(command, lines)
    pages = [Told(*page) for page in (*moved, *moved_hosts(moved))]
    pages += [Told(*one) for one in renamed_repositories(command, lines)]
    found = [*_in_versions(command, lines), *pages, *_in_complaints(command, lines)]
    return list(_settled(found))


def _settled(found: list[Told]) -> Iterator[Told]:
    """Each to the name that it has at last; what goes round in a circle has none."""
    by_old = {one.old: one for one in reversed(found)}
    for one in by_old.values():
        last, steps = one, 0
        while last.new in by_old and steps < _MOST_STEPS:
            last, steps = by_old[last.new], steps + 1
        if steps < _MOST_STEPS and last.new != one.old:
            yield Told(one.old, last.new, last.line, last.holds)


def _in_versions(command: str, lines: Sequence[str]) -> Iterator[Told]:
    if not is_of_versions(command):
        return
    before = ""
    for line in lines:
        text = line[:_LONGEST].strip()
        if text.startswith("rename to ") and before.startswith("rename from "):
            old, new = before.removeprefix("rename from "), text.removeprefix("rename to ")
            yield Told(old, new, line, new)
        elif " => " in text and (cut := _STAT.search(line[:_LONGEST])) is not None:
            spec = line[: cut.start()].strip()
            if not spec.startswith("copy "):
                yield from _in_braces(spec.removeprefix("rename "), line)
        elif re.match(r"R\d{2,3}\t", text) and text.count("\t") == 2:
            _, old, new = text.split("\t")
            yield Told(old, new, line, new)
        before = text


def _in_braces(spec: str, line: str) -> Iterator[Told]:
    """`a/{b.py => c.py}` is `a/b.py` and `a/c.py`."""
    front, _, rest = spec.rpartition("{") if "{" in spec else ("", "", spec)
    inner, _, back = rest.partition("}")
    old, sign, new = inner.partition(" => ")
    if sign and not any(" " in part for part in (front, old, new, back)):
        paths = [re.sub(r"//+", "/", f"{front}{part}{back}").strip("/") for part in (old, new)]
        last = next(part for part in (*reversed(paths[1].split("/")), new or old) if part in spec)
        yield Told(paths[0], paths[1], line, last)


def is_of_the_trunk(command: Simple) -> bool:
    """Whether a call of git tells of what has come to be, and of no branch aside."""
    program, *arguments = command.argv or ("",)
    plain = [one for one in arguments if not one.startswith("-") or one == "--"]
    if program.rpartition("/")[2] != "git" or {"--all", "-R", "--reverse"} & set(arguments):
        return False
    at = next((place for place, one in enumerate(plain) if one in _SHOWING), None)
    if at is None:
        return False
    if plain[at] in {"commit", "merge", "pull", "mv"}:
        return True
    named = plain[at + 1 :]
    refs = named[: named.index("--")] if "--" in named else named
    return all(_TRUNKS.fullmatch(part) for one in refs for part in one.split("..") if part)


def is_of_versions(command: str) -> bool:
    """Whether a command tells what was committed to what has come to be."""
    return any(map(is_of_the_trunk, simple_commands(command[:_LONGEST])))


def _in_complaints(command: str, lines: Sequence[str]) -> Iterator[Told]:
    calls = [one.argv for one in simple_commands(command) if len(one.argv) > 1]
    for line, after in zip(lines, (*lines[1:], ""), strict=False):
        unknown = _UNKNOWN.search(line[:_LONGEST])
        if unknown is None:
            continue
        words = tuple(unknown["old"].split(" "))
        program = next((argv[0] for argv in calls if _calls(argv, words)), "")
        rest, where = line[unknown.end() : _LONGEST], line
        now = _NOW.search(rest)
        if now is None:
            rest, where = after[:_LONGEST], after
            now = _NOW.search(rest)
        if (
            now is None
            or not program
            or _GUESSED.search(_IS_NONE.sub("", rest[: now.start("new")]))
        ):
            continue
        new = _called(now["new"], program)
        if new:
            holds = new if new in where else new.removeprefix(f"{program} ")
            old = unknown["old"].removeprefix(f"{program} ")
            yield Told(f"{program} {old}", new, where, holds)


def _calls(argv: Sequence[str], words: Sequence[str]) -> bool:
    """Whether a call is one of these words, with its program in front of them or without."""
    return tuple(argv[1 : len(words) + 1]) == words or (
        len(words) > 1 and tuple(argv[: len(words)]) == words
    )


def _called(template: str, program: str) -> str:
    """The words of a call before its placeholders: `web off` of `web off SERVICE --wait N`."""
    kept: list[str] = []
    for word in template.split():
        if not _WORD.match(word):
            break
        kept.append(word)
    if not kept or kept == [program]:
        return ""
    return " ".join(kept if kept[0] == program else [program, *kept])
