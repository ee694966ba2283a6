"""
What results say of a thing by a shorter name: a host without domain, a person by surname.

Pure. The shorter name is one of this thing only if nothing beside it says whose it is otherwise.
A list of channels leaves out the sign in front of them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from core.dreams.extract.fates.fates import Statement, may_state, statement_on
from core.dreams.extract.fates.row_fates import row_statement
from core.dreams.extract.names.name_forms import TITLES
from core.dreams.extract.shown.rows import Row
from core.dreams.material.testimony.testimony import Result

_HOST: Final = re.compile(
    r"(?P<label>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?P<domain>(?:\.[a-z0-9-]+){1,4}\.[a-z]{2,12})\Z"
)
_PERSON: Final = re.compile(
    r"[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)*? (?P<surname>[A-Z][^\W\d_]{2,30})\Z"
)
_TITLE: Final = rf"(?:{TITLES}|Miss|Herr|Frau|Hr|Fr)"
_ADDRESSED: Final = rf"{_TITLE}\b\.?(?: Dr\b\.?)? {{}}\b"
_CAPITAL: Final = r"[A-Z][^\W\d_]+ {}\b"
_CHANNEL: Final = re.compile(r"#(?P<bare>[a-z][\w-]{2,60})\Z")
_OF_CHANNELS: Final = re.compile(r"(?i)channel|slack|mattermost|matrix|irc|#[a-z]")
_TITLED: Final = re.compile(rf"{_TITLE} ")


def short_name(name: str) -> str:
    """The shorter name of a host or a person, or nothing."""
    host, person, channel = (one.match(name) for one in (_HOST, _PERSON, _CHANNEL))
    if channel is not None:
        return channel["bare"]
    if host is not None:
        has_more = "-" in host["label"] or any(map(str.isdigit, host["label"]))
        return host["label"] if has_more else ""
    return person["surname"] if person is not None else ""


def by_short_name(
    name: str, short: str, result: Result, rows_of: Callable[[Result], Sequence[Row]]
) -> Iterator[Statement]:
    """What a result states of a thing that it calls by its shorter name."""
    if name.lower() in result.event.body.lower():
        return
    if _CHANNEL.match(name) and _OF_CHANNELS.search(f"{result.command}\n{result.event.body}"):
        row = row_statement(short, rows_of(result), result.lines)
        if row is not None:
            yield _with_its_sign(row, name, short)
            return
    read = _of_host if _HOST.match(name) else _of_person
    read = _of_channel if _CHANNEL.match(name) else read
    around = ("", *result.lines, "")
    for before, line, after in zip(around, around[1:], around[2:], strict=False):
        if short in line and (may_state(line) or may_state(after)):
            found = read(name, short, (before, line, after), result)
            if found is not None:
                yield found


def _of_host(name: str, short: str, near: tuple[str, str, str], result: Result) -> Statement | None:
    before, line, after = near
    domain = name.removeprefix(short)
    if re.search(rf"(?<![\w.-]){re.escape(short)}\.\w", result.event.body):
        # There it is a host of another domain.
        return None
    told = statement_on(short, line, after, before)
    if told is None:
        return None
    new = None if told.new is None else f"{told.new.removesuffix(domain)}{domain}"
    if (
        told.new is not None
        and new is not None
        and (told.new not in line or "." in new.removesuffix(domain))
    ):
        return None
    return replace(told, old=name, new=new, holds=short)


def _of_channel(
    name: str, short: str, near: tuple[str, str, str], result: Result
) -> Statement | None:
    """A list of channels leaves out the sign that a text has in front of them."""
    before, line, after = near
    if not _OF_CHANNELS.search(f"{result.command}\n{result.event.body}"):
        return None
    told = statement_on(short, line, after, before)
    return None if told is None else _with_its_sign(told, name, short)


def _with_its_sign(told: Statement, name: str, short: str) -> Statement:
    new = told.new and f"#{told.new.removeprefix('#')}"
    return replace(told, old=name, new=new, holds=short)


def _of_person(
    name: str, short: str, near: tuple[str, str, str], result: Result
) -> Statement | None:
    before, line, after = near
    body = result.event.body
    named = {one for one in re.findall(_CAPITAL.format(short), body) if not _TITLED.match(one)}
    if named:
        return None
    full = re.sub(_ADDRESSED.format(short), name, line)
    told = statement_on(name, full, after, before) if full != line else None
    if told is None or (told.new is not None and told.new not in line):
        return None
    # Somebody else may have the same surname: it has to be about what the entry is about.
    about = re.sub(rf"\b(?:{re.escape(told.new or short)}|{short})\b", " ", body[:2_000])
    return replace(told, line=line, about=about, holds=short)
