"""
A second sign, in the session in which a file was not found, that it is gone: then once is enough.

Pure. The folder was listed at the same place and does not have it, or version control tells that
it deleted it. That it was looked for again, and not found again, is no other sign.
"""

import re
from typing import Final

from core.dreams.extract.fates.told import is_of_versions
from core.dreams.material.testimony.testimony import Result, Testimony
from core.transcripts.shell import Simple, simple_commands

_ASKING: Final = frozenset({"which", "type", "whereis", "whence"})
_LEAST_WORDS: Final = 2
"""Of a call, beside its program, by which the same call is known again."""
_SOON: Final = 6
"""Results behind it in which the call is made in another way."""
_LISTING: Final = "ls"
_READING: Final = frozenset({"ls", "cat", "tail", "head", "stat", "file", "less", "wc", "du", "cd"})
_DELETED: Final = re.compile(r"(?:\s{0,8}delete mode \d{6} |D\t)(?P<path>\S{1,500})\s{0,4}\Z")
_ROOTED: Final = re.compile(r"/[\w.@+-]+/[\w.@+-]")
_NO_HOST: Final = re.compile(
    r"(?i)could not resolve host|name or service not known|\bnxdomain\b|getaddrinfo enotfound"
    r"|no such host\b|could not translate host name"
)
_NOT_FOUND: Final = re.compile(r"(?i)no such file|not found|cannot|does not exist")
_MOST_LISTED: Final = 300
"""Names in a listing; of a longer one an ingester may have left out some."""
_ONLY_SOME: Final = re.compile(r"[*?\[|]")


def is_gone_besides(path: str, missed: Result, testimony: Testimony) -> bool:
    """
    Whether another result of the same session shows by itself that a file is not there.

    Args:
        path: What was looked for.
        missed: The look that did not find it.
        testimony: All results; those of other sessions count for nothing here.
    """
    folder, sign, base = path.rstrip("/").rpartition("/")
    if not sign or not base:
        return False
    path = path.removeprefix("./") if folder == "." else path
    around = [word for word in (folder.strip("./:@#~-"), base.strip("./:@#~-")) if word]
    mine = [
        one
        for word in around
        for one in testimony.with_words([word])
        if one.log.id == missed.log.id and one is not missed and not one.has_failed
    ]
    return any(_lists_without(path.rstrip("/"), one, missed) or _deleted(path, one) for one in mine)


def is_of_a_place(path: str, missed: Result) -> bool:
    """
    Whether one look in vain is worth a word: it was a path, and who looked stood where it begins.

    Of a path from the root that is plain; else the look has to have found what stands beside it.
    A host is looked up in the same list from everywhere.
    """
    if _ROOTED.match(path) or any(path in line and _NO_HOST.search(line) for line in missed.lines):
        return True
    folder, sign, _ = path.rpartition("/")
    root = re.compile(rf"(?<![\w./-]){re.escape(folder.partition('/')[0])}/[\w.-]")
    return bool(sign and folder) and any(
        root.search(line) is not None and not _NOT_FOUND.search(line) for line in missed.lines
    )


def asks_whether(name: str, command: str) -> bool:
    """Whether a command asks if there is a program of this name, and nothing else of it."""
    return any(
        name in one.words[1:]
        and (one.program in _ASKING or (one.words[0] == "command" and one.words[1][:2] == "-v"))
        for one in simple_commands(command)
        if len(one.words) > 1
    )


def called_instead(name: str, missed: Result, testimony: Testimony) -> Result | None:
    """The answer to the words of a call that found no program `name`, given to another program."""
    own = next((one.argv[1:] for one in simple_commands(missed.command) if one.program == name), ())
    if len(own) < _LEAST_WORDS or not any(word.isalpha() for word in own):
        return None
    for one in testimony.results[missed.order + 1 : missed.order + 1 + _SOON]:
        if one.log.id == missed.log.id and any(
            call.argv[1:] == own and call.program != name for call in simple_commands(one.command)
        ):
            return one
    return None


def _lists_without(path: str, listing: Result, missed: Result) -> bool:
    folder, _, base = path.rpartition("/")
    commands = simple_commands(listing.command)
    if not folder or len(commands) != 1 or _ONLY_SOME.search(listing.command):
        return False
    place, looked = _place(commands[0]), {_place(one) for one in simple_commands(missed.command)}
    words = list(commands[0].words)
    if place is None or place not in looked or _LISTING not in words:
        return False
    listed = [one for one in words[words.index(_LISTING) + 1 :] if not one.startswith("-")]
    names = {part for line in listing.lines for part in (line.strip(), *line.split()[-1:])}
    return (
        [one.rstrip("/") for one in listed] == [folder]
        and 0 < len(listing.lines) <= _MOST_LISTED
        and (not base.startswith(".") or any(re.match(r"-\w*[aA]", one) for one in words))
        and base not in {one.rstrip("/") for one in names}
    )


def _place(command: Simple) -> tuple[str, ...] | None:
    """What stands before the program that looks: `ssh log-02`, or nothing where it ran at home."""
    at = next((at for at, word in enumerate(command.argv) if word in _READING), None)
    return None if at is None else command.argv[:at]


def _deleted(path: str, result: Result) -> bool:
    if not is_of_versions(result.command):
        return False
    found = (_DELETED.match(line) for line in result.lines)
    deleted = [one["path"] for one in found if one is not None]
    return any(path == one or path.endswith(f"/{one}") for one in deleted)
