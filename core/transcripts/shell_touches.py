"""
Which files of a memory directory a command line touches, as far as it is plain. Pure.

Redirections and the usual programs say what they do; what only names the directory, such as a
script in another language, is `possible`.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Final

from core.text import sha256
from core.transcripts.directories import Directories, Touch, Touched
from core.transcripts.fields import words
from core.transcripts.shell import Simple, simple_commands

_READERS: Final = words(
    "cat head tail less more bat nl wc grep egrep fgrep rg ag ls tree find stat file diff cmp sort"
    " uniq cut awk jq yq md5sum sha256sum sha1sum od xxd strings test [ column comm fold tac"
    " sed perl"
)
_WRITERS: Final = words("rm rmdir touch truncate unlink mkdir shred tee mv")
_COPIERS: Final = words("cp install rsync ln")
_PATTERN_FIRST: Final = words("grep egrep fgrep rg ag sed perl awk jq yq")
"""Their first argument is no file, unless a flag says what to look for."""
_IN_PLACE: Final = ("-i", "--in-place", "-pi", "-ni")
_PATTERN_FLAGS: Final = frozenset({"-e", "-f", "--regexp", "--expression", "--file"})
_DOES_MORE: Final = frozenset({"-delete", "-exec", "-execdir", "-ok"})
"""With one of these `find` is no reader."""


def of_command(command: str, cwd: str | None, finder: Directories) -> Iterator[Touched]:
    seen: set[tuple[str, str]] = set()
    for simple in simple_commands(command):
        for touched in _of_simple(simple, cwd, finder):
            seen.add((touched.directory, touched.path))
            yield touched
        argv = simple.argv
        if simple.program == "cd" and len(argv) > 1:
            cwd = posixpath.normpath(posixpath.join(cwd or "/", argv[1]))
    for found in finder.named(command):
        if found not in seen and not any(_covers(found, one) for one in seen):
            seen.add(found)
            yield Touched(*found, Touch.POSSIBLE)


def _covers(found: tuple[str, str], known: tuple[str, str]) -> bool:
    """Whether a file that is known says more than this mention of it, or of its folder."""
    directory, path = found
    path = path.rstrip("/")
    if directory != known[0] or not known[1].startswith(path):
        return False
    # A name with a blank in it is cut off there by who only looks for mentions.
    return not re.match(r"[\w.@+-]", known[1][len(path) :])


def _of_simple(simple: Simple, cwd: str | None, finder: Directories) -> Iterator[Touched]:
    whole = _whole_text(simple)
    for sign, target in simple.redirects:
        if sign in {"<", "<>"}:
            yield from _at(finder, target, cwd, Touch.READ)
        elif sign.startswith((">", "&>")) and not target.isdigit():
            written = sha256(whole) if whole is not None and sign in {">", ">|"} else None
            yield from _at(finder, target, cwd, Touch.WRITE, written)
    names = [word for word in simple.argv[1:] if not word.startswith("-")]
    if simple.program in _PATTERN_FIRST and not _PATTERN_FLAGS & set(simple.argv):
        names = names[1:]
    for word, touch in zip(names, _how(simple, len(names)), strict=False):
        yield from _at(finder, word, cwd, touch)


def _how(simple: Simple, count: int) -> list[Touch]:
    """What a program does to each of the files it is given; nothing is said of an unknown one."""
    flags = [word for word in simple.argv[1:] if word.startswith("-")]
    program = simple.program
    if program in _COPIERS and count:
        return [Touch.READ] * (count - 1) + [Touch.WRITE]
    if program in _WRITERS:
        return [Touch.WRITE] * count
    if program not in _READERS:
        return []
    if program in {"sed", "perl"} and any(flag.startswith(_IN_PLACE) for flag in flags):
        return [Touch.WRITE] * count
    if program == "find" and _DOES_MORE & set(flags):
        return [Touch.POSSIBLE] * count
    return [Touch.READ] * count


def _whole_text(simple: Simple) -> str | None:
    """What `cat > file` with a here-document writes; the shell leaves a quoted one as it is."""
    if simple.program == "cat" and len(simple.argv) == 1:
        return simple.document
    return None


def _at(
    finder: Directories, word: str, cwd: str | None, touch: Touch, written: str | None = None
) -> Iterator[Touched]:
    # Of a pattern only the folder in front of it is known.
    plain = re.split(r"[*?\[{$`]", word, maxsplit=1)[0]
    if plain != word:
        word = plain[: plain.rfind("/") + 1]
    found = finder.find(word, cwd) if word else None
    if found is not None:
        yield Touched(*found, touch, written)
