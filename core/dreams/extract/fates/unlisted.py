"""
What the keeper of a list says is not in it: a database of a table, a registry of an image.

Pure. Who asks anywhere is told the same, so one look in vain is worth a question. Some keepers tell
the same of what one may not see; that never settles anything, however often it is told.
"""

import re
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from core.dreams.extract.fates.redirects import asked_page

_OPEN, _CLOSE = r"[\"'`\[<\u2018\u201c]{0,2}", r"[\"'`\]>\u2019\u201d]{0,2}"
_NAME: Final = rf"{_OPEN}(?P<name>[\w$][\w$.:/@\"-]{{1,200}}?){_CLOSE}"
_STORED: Final = (
    r"(?:relation|table(?: or view)?|view|schema|database|object|function|topic|index|sequence"
    r"|keyspace|collection|dataset|materialized view)"
)
_END: Final = r"(?=[\s,;]|\.?(?:\s|\Z))"
_RUNNING: Final = r"(?:connector|subscription|queue|bucket|stream|namespace|zone|worker|consumer)"
_KEPT: Final = (
    r"(?:role|plugin|collection|value|project|branch|tag|group|user|template|environment)"
)
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
        rf"\b(?:id|su|sudo|chown|finger): (?:user )?{_NAME}:? (?:no such|unknown) user\b",
        rf"\brepository {_NAME} not found\b(?P<hidden>)",
        rf"\bfailed to get (?:domain|pool|network|volume) {_NAME}(?=\s|\Z)",
        rf"\bno [a-z]{{3,14}} with (?:a |the )?name(?: or id)?(?: of)? {_NAME} exists\b",
        rf"\bno files found for {_NAME}{_END}",
        rf"\binvalid destination name in list {_NAME}{_END}",
        rf"\bpathspec {_NAME} did not match any\b",
        rf"\bthe {_KEPT} {_NAME} (?:was not|could not be|is not) found\b",
        rf"\bthe {_KEPT} {_NAME} does not exist\b",
        rf"\bno value found at {_NAME}{_END}",
        rf"\bNT_STATUS_{_NO_FILE}\b[^\n\\]{{0,80}}(?P<name>\\\S{{3,200}})",
    )
)
_MAY_TELL: Final = re.compile(
    r"(?i)exist|not found|be found|unable|unknown|no such|invalid object|in this registry"
    r"|could not resolve|NT_STAT|failed to get|found (?:at|for)|destination name|did not match"
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
_UNIT: Final = re.compile(r"\.(?:service|timer|socket|mount|target)\Z")
_REFUSED: Final = re.compile(
    r"(?i)\"(?:error|errors|message|detail|reason)\"\s?: ?\"(?:[a-z]{3,20}[ _]){0,3}"
    r"(?:not[ _]found|is[ _]archived|does not exist)[.!]?\""
)
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
    first, sign, rest = name.partition("/")
    # A store of secrets tells of `ops/data/key` who asked for `ops/key`.
    asked = next((one for one in (name, f"{first}/data/{rest}") if one.lower() in line.lower()), "")
    if not asked or (asked != name and not sign) or not _MAY_TELL.search(line[:_LONGEST]):
        return None
    for form in _FORMS:
        found = form.search(line[:_LONGEST])
        if found is not None and _is_it(asked.lower(), found["name"].replace('"', "").lower()):
            at = line.lower().rfind(asked.lower(), 0, found.end("name"))
            hidden = found.groupdict().get("hidden")
            return Unlisted(line, line[at : at + len(asked)], hidden is not None)
    return None


def unlisted_given(name: str, given: Collection[str], answer: str) -> Unlisted | None:
    """The one thing that a call of a tool was given, where the answer is that there is none."""
    bare = name.lstrip("#@")
    told = _REFUSED.search(answer) if len(answer) <= _LONGEST else None
    own = {one for one in given if one.lstrip("#@") == bare}
    others = {one for one in given if one not in own and _MARKED.search(one) and " " not in one}
    if told is None or not own or others:
        return None
    line = next(one for one in answer.split("\n") if told[0] in one)
    return Unlisted(line, min(own), may_be_hidden=True)


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
    found = found.rstrip("/")
    if name in {found, found.removesuffix(".git"), _UNIT.sub("", found)}:
        return True
    cut = found[: -len(name)]
    return found.endswith(name) and bool(_LEVELS.match(cut[-1:])) and bool(_MARKED.search(name))
