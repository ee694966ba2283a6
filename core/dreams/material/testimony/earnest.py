"""
Whether what a result says is said of the real thing that an entry names, by its own program.

Pure. A simulator moves nothing, a placeholder is no new name, and `rolls-next` is not `rolls`. An
entry that tells of the simulator, or of the other program, may hear of it from there.
"""

import re
from typing import Final

from core.dreams.extract.fates.fates import Statement
from core.dreams.extract.fates.rehearsals import is_nowhere, is_told_of, rehearsed
from core.dreams.extract.tokens import Sort, tokens
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import Entry
from core.dreams.material.testimony.testimony import Result
from core.transcripts.shell import simple_commands

_SPEAKER: Final = re.compile(r"\s{0,4}([A-Za-z][\w-]{1,40}):\s")
"""So a program begins its message."""
_PROGRAM: Final = re.compile(r"[A-Za-z][\w-]{1,40}\Z")
_LONGEST: Final = 600


def is_in_earnest(draft: Draft, entry: Entry, statement: Statement, result: Result) -> bool:
    """Whether a statement is of the real thing of an entry, and not of a trial of it."""
    if statement.new is not None and is_nowhere(statement.old, statement.new):
        return False
    page = draft.page_of(entry)
    mine = "\n".join([page.path, *(one.text for one in entry.trail), entry.text]).lower()
    call = result.command.replace(statement.old, " ")
    signs = rehearsed(f"{statement.line}\n{statement.beside}".replace(statement.old, " "), call)
    if not all(is_told_of(sign.lstrip("-"), mine) for sign in signs):
        return False
    return not _is_of_another_program(entry, statement, result)


def _is_of_another_program(entry: Entry, statement: Statement, result: Result) -> bool:
    """Whether a program speaks whose name is a longer one than that of the entry's own program."""
    said = _SPEAKER.match(statement.line[:_LONGEST])
    commands = simple_commands(result.command[:_LONGEST])
    programs = {one.program for one in commands}
    folders = {part.lower() for one in commands if one.argv for part in one.argv[0].split("/")[:-1]}
    speakers = {name.lower() for name in programs | ({said[1]} if said else set())}
    spoken = f"{result.command[:_LONGEST]}\n{statement.line[:_LONGEST]}".lower()
    return any(
        # The one in the folder `rolls-beta` is not the one that everybody starts.
        any(_is_longer(folder, own) and folder != own for folder in folders)
        or (
            re.search(rf"(?<![\w-]){re.escape(own)}(?![\w-])", spoken) is None
            and any(_is_longer(speaker, own) for speaker in speakers)
        )
        for own in _programs(entry)
        if own != statement.old.lower()
    )


def _programs(entry: Entry) -> set[str]:
    """What may be called in an entry: the first word of each piece of code."""
    firsts = (
        one.text.strip("` ").split()[:1] for one in tokens(entry.text) if one.sort is Sort.CODE
    )
    return {first[0].lower() for first in firsts if first and _PROGRAM.match(first[0])}


def _is_longer(speaker: str, own: str) -> bool:
    return re.search(rf"(?:\A|[-_]){re.escape(own)}(?:[-_](?!v?\d)|\Z)", speaker) is not None
