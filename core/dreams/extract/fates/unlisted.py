"""
What the keeper of a list says is not in it: a database of a table, a registry of an image.

Pure. Who asks anywhere is told the same, so one look in vain is worth a question. Some keepers tell
the same of what one may not see; that never settles anything, however often it is told.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from core.dreams.extract.fates.redirects import asked_page

_NAME: Final = r"[\"'`\[<]{0,2}(?P<name>[\w$][\w$.:/@\"-]{1,200}?)[\"'`\]>]{0,2}"
_STORED: Final = (
    r"(?:relation|table(?: or view)?|view|schema|database|object|function|topic|index|sequence"
    r"|keyspace|collection|dataset|materialized view)"
)
_END: Final = r"(?=[\s,;]|\.?(?:\s|\Z))"
_RUNNING: Final = r"(?:connector|subscription|queue|bucket|stream|namespace|zone|worker|consumer)"
_NO_FILE: Final = r"(?:OBJECT_(?:NAME|PATH)_NOT_FOUND|NO_SUCH_FILE)"
_FORMS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!of )\b{_STORED} {_NAME} (?:does not|doesn't) exist\b(?P<hidden> or not authorized)?",
        rf"\b(?:unknown|no such) (?:table|database|index|collection)[: ] ?{_NAME}{_END}",
        rf"\binvalid object name {_NAME}{_END}",
        rf"\bnot found: (?:table|dataset|model|routine) {_NAME}(?=\s|\Z)",
        rf"\btopic {_NAME} error: broker: unknown topic",
        rf"\b{_RUNNING} {_NAME} (?:was |is )?not found\b",
        rf"[(]NotFound[)]: [\w.-]{{1,60}} {_NAME} not found",
        rf"\bmanifest for {_NAME} not found\b",
        rf"\bunit {_NAME} (?:could not be|was not|not) found\b",
        rf"\bno such (?:container|image|network|volume|service): {_NAME}{_END}",
        rf"\bunable to locate package {_NAME}{_END}",
        rf"\b404 +{_NAME} is not in this registry",
        rf"\b55[0-9] 5\.1\.1 {_NAME}: [^\n]{{0,80}}\bunknown\b",
        rf"\bcould not resolve to a(?P<hidden>) repository with the name {_NAME}{_END}",
        rf"\bNT_STATUS_{_NO_FILE}\b[^\n\\]{{0,80}}(?P<name>\\\S{{3,200}})",
    )
)
_MAY_TELL: Final = re.compile(
    r"(?i)exist|not found|be found|unable|unknown|no such|invalid object|in this registry"
    r"|could not resolve|NT_STAT"
)
"""One of these is in each of the forms."""
_ANSWER: Final = re.compile(
    r"(?i)(?:[<*] ?)?HTTP/[\d.]{1,3} (?P<status>\d{3})\b"
    r"|\s{0,4}\{[^{}\n]{0,300}\"(?:error_?code|status(?:_?code)?|code)\"\s?: ?\"?(?P<told>\d{3})\b"
)
"""What a server answers to a call, in the first line of it or in the object that it sends."""
_NOTHING: Final = re.compile(
    r"(?i)\s{0,4}(?:error: ?)?(?:the |no such )?(?!command|file|host|key|match|page|user)"
    r"[a-z]{3,20}(?: [a-z]{3,20})? (?:was |is )?(?:not found|does not exist)[.!]?\s{0,4}"
)
"""An answer that does not repeat what was asked for."""
_APART: Final = re.compile(r"['\";|&()\n]+")
_LEAST_ASKED: Final = 3
"""Words of a command that asks for a thing: the program, what it does, and the thing."""
_LEVELS: Final = re.compile(r"[.\\]")
_MARKED: Final = re.compile(r"[\d_.-]")
"""A part of a longer name that is no plain word."""
_LONGEST: Final = 600


class Unlisted(NamedTuple):
    """A line that says that a thing is not in a list."""

    line: str
    holds: str
    """What of it names the thing."""
    may_be_hidden: bool
    """So the keeper answers too where one may not see it."""


def unlisted(name: str, line: str) -> Unlisted | None:
    """What a line says of a thing that a list does not have, in small letters or capitals."""
    is_told = name.lower() in line.lower() and _MAY_TELL.search(line[:_LONGEST]) is not None
    for form in _FORMS if is_told else ():
        found = form.search(line[:_LONGEST])
        if found is not None and _is_it(name.lower(), found["name"].replace('"', "").lower()):
            at = line.lower().rfind(name.lower(), 0, found.end("name"))
            hidden = found.groupdict().get("hidden")
            return Unlisted(line, line[at : at + len(name)], hidden is not None)
    return None


def unlisted_page(command: str, lines: Sequence[str]) -> Unlisted | None:
    """The page that a command asked for, where the server answers that it knows of none."""
    old = asked_page(command)
    # Behind a redirect the page that is not there is another one.
    answer = next(filter(None, (_ANSWER.match(one[:_LONGEST]) for one in lines)), None)
    if not old or answer is None or "404" not in answer.groups():
        return None
    return Unlisted(answer.string, old, may_be_hidden=True)


def unlisted_call(name: str, command: str, lines: Sequence[str]) -> Unlisted | None:
    """What a command asked for at its end, where the answer is that there is no such thing."""
    line = next((one for one in lines[:1] if _NOTHING.fullmatch(one[:_LONGEST])), None)
    if line is None or name not in command:
        return None
    pieces = [piece.split() for piece in _APART.split(command[:_LONGEST])]
    asked = [words[-1] for words in pieces if len(words) >= _LEAST_ASKED]
    # With two of them nobody knows which one was not found.
    able = {one for one in asked if _MARKED.search(one) or one.startswith("/")}
    return Unlisted(line, name, may_be_hidden=True) if able == {name} else None


def _is_it(name: str, found: str) -> bool:
    """Whether a name is the one that was not found, or its last part: `old` of `app.old`."""
    if name == found:
        return True
    cut = found[: -len(name)]
    return found.endswith(name) and bool(_LEVELS.match(cut[-1:])) and bool(_MARKED.search(name))
