"""
What the results of a dream state about names: which became of them, by which line of which result.

Pure. What a result says will be, on a day that lay ahead of it, is not stated.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from core.dreams.extract.fates.fates import (
    Fate,
    Statement,
    may_state,
)
from core.dreams.extract.fates.likely_ends import likely_ends
from core.dreams.extract.fates.row_fates import row_statement
from core.dreams.extract.language.words import JOINING
from core.dreams.extract.names.named import short_form
from core.dreams.extract.shown.rows import Row
from core.dreams.extract.shown.rows import rows_of as read_rows
from core.dreams.material.memories.notes import day
from core.dreams.material.testimony.aliases import by_short_name, short_name
from core.dreams.material.testimony.asked import answer_on, is_answer_on
from core.dreams.material.testimony.found_again import reached_by
from core.dreams.material.testimony.in_vain import Heard, not_in_lists, unresolved_in_full
from core.dreams.material.testimony.lasting import is_lasting
from core.dreams.material.testimony.ordinary import Ordinary
from core.dreams.material.testimony.stating import Stating
from core.dreams.material.testimony.testimony import Result, Testimony
from core.dreams.material.testimony.this_one import said_of_this
from core.dreams.material.testimony.told_renames import told_renames

_WORD = re.compile(r"[a-z]{3,30}")
_HOST_OF = re.compile(r"https?://(?P<host>(?P<label>[a-z][\w-]*)(?:\.[\w-]+)+)(?=[/:]|\Z)")
_ROOTED = re.compile(r"/[a-z][a-z\d]*(?:[_-][a-z\d]+)+")
_SHORTEST = 4
"""Letters of a name that stands for a longer one."""
_WELL = re.compile(
    r"(?i)\b(?:active|up|ok(?:ay)?|ready|open|online|running|(?:back )?in (?:service|use|force"
    r"|stock)|current"
    r"|valid|available|reachable|healthy|idle|present|working|works|alive|enabled|connected"
    r"|answer(?:s|ed)"
    r"|restored|reinstated|reopened|good|complete|plausible|serviceable)\b"
)


class Statements:
    """The lines and rows of results that say what became of something."""

    def __init__(self, testimony: Testimony) -> None:
        self.testimony = testimony
        self._rows: dict[int, tuple[Row, ...]] = {}
        self._stating = Stating()
        self._ordinary = Ordinary(testimony)
        self._heard: dict[str, list[Heard]] = {}

    def on(self, name: str) -> list[Heard]:
        """What they say about a name, in the order of the results; of an ordinary word nothing."""
        if name not in self._heard:
            self._heard[name] = [] if self._ordinary.has(name) else self._on(name)
        return self._heard[name]

    @cached_property
    def told(self) -> dict[str, list[Heard]]:
        """What programs told of renames in forms of their own, by the old names."""
        return told_renames(self.testimony.results)

    def _on(self, name: str) -> list[Heard]:
        told = self._told_of(name)
        spoken, likely = self._spoken(name), self._likely(name)
        known = {one.result.order for one in spoken if one.statement.fate is not Fate.MISSING}
        unlisted = [
            one for one in not_in_lists(name, self.with_words) if one.result.order not in known
        ]
        looked = {one.result.order for one in unlisted}
        spoken = [one for one in spoken if one.result.order not in looked]
        found = [*spoken, *unlisted, *told, *likely, *self._unrooted(name)]
        found.sort(key=lambda one: one.result.order)
        missed = [one for one in found if one.statement.fate is Fate.MISSING]
        taken_back = self._taken_back(name, missed) if missed else set()
        return [one for one in found if one.result.order not in taken_back]

    def _likely(self, name: str) -> list[Heard]:
        """What makes it likely that a thing is gone, by its name or the part that stands for it."""
        short = name.rpartition("/")[2] if "/" in name else short_name(name) or name
        host = _HOST_OF.match(name)
        if host is not None:
            short = host["label"]
        if len(short) < _SHORTEST:
            return []
        return [
            Heard(Statement(Fate.LIKELY, name, None, line, holds=_as_in(short, line)), result)
            for result in self.with_words([short])
            for line in likely_ends(short, result.command, result.lines)
        ]

    def _taken_back(self, name: str, missed: list[Heard]) -> set[int]:
        """The looks in vain after which, or in whose session, a call reached the thing."""
        reached = reached_by(name, self.with_words(name.split()))
        last = max((one.order for one in reached), default=-1)
        sessions = {one.log.id for one in reached}
        return {
            one.result.order
            for one in missed
            if one.result.order < last or one.result.log.id in sessions
        }

    def _told_of(self, name: str) -> list[Heard]:
        if name in self.told or name.startswith(("http://", "https://")):
            return self.told.get(name, [])
        # A path may be written from the root of the machine, and not from that of the versions.
        for place, sign in enumerate(name):
            heard = self.told.get(name[place + 1 :]) if sign == "/" else None
            if heard and "/" in name[place + 1 :]:
                return [_below(name[: place + 1], name, one) for one in heard]
        return []

    def _spoken(self, name: str) -> list[Heard]:
        found = self._said(name)
        last = name.rpartition(" ")[2]
        if found and last != name and len(last) > 2 and not any(one.statement.new for one in found):
            # `form F235 was withdrawn, use F252` speaks of the same forms as it goes on.
            places = {one.result.order for one in found}
            again = [one for one in self._said(last) if one.result.order in places]
            if any(one.statement.new for one in again):
                return again
        short = None if found else short_form(name)
        if short is not None:
            # A table of extensions has their numbers only.
            number, kind = short
            found = [one for one in self._said(number) if _names_kind(one.result, kind)]
        is_told = any(one.statement.fate is not Fate.MISSING for one in found)
        return found if is_told else [*found, *self._shortly(name), *self._unresolved(name)]

    def _unresolved(self, name: str) -> list[Heard]:
        """The looks in vain for the host of an address."""
        link = _HOST_OF.match(name)
        if link is None:
            return unresolved_in_full(name, self.with_words)
        return [
            Heard(replace(one.statement, old=name, holds=link["host"]), one.result)
            for one in self.on(link["host"])
            if one.statement.fate is Fate.MISSING
        ]

    def _shortly(self, name: str) -> list[Heard]:
        short = short_name(name)
        return [
            Heard(one, result)
            for result in (self.with_words([short]) if short else ())
            for one in by_short_name(name, short, result, self.rows_of)
            if _counts(one, result)
        ]

    def _unrooted(self, name: str) -> list[Heard]:
        """What is said of `old_server`, of which an entry says `/old_server`."""
        found = self._said(name[1:]) if _ROOTED.fullmatch(name) else []
        return [
            Heard(replace(said, old=name, new=said.new and f"/{said.new}", holds=name[1:]), result)
            for said, result in ((one.statement, one.result) for one in found)
        ]

    def shows_later(self, name: str, last: Heard) -> bool:
        """Whether a later result shows a name again, as something that is there."""
        since = last.result.event.ts or 0
        whole = re.compile(rf"(?i)(?<![\w/.@-]){re.escape(name)}(?![\w-]|\.\w|/\w)")
        return any(
            (
                any(whole.search(line) and _shows(line) for line in result.lines)
                or (is_answer_on(name, result) and any(map(_WELL.search, result.lines)))
            )
            and all(one.is_mixed for one in self._in(name, result))
            for result in self.with_words(name.split())
            if (result.event.ts or 0) > since
        )

    def _said(self, name: str) -> list[Heard]:
        return [
            Heard(one, result)
            for result in self.with_words(name.split())
            for one in self._in(name, result)
            if _counts(one, result)
        ]

    def with_words(self, words: Iterable[str]) -> list[Result]:
        """The results that have all of these words, in their order."""
        # A path of Windows is cut at its strokes.
        parts = (part for word in words for part in word.split("\\"))
        bare = (part.strip("./:@#~-") for part in parts)
        return self.testimony.with_words(filter(None, bare))

    def _in(self, name: str, result: Result) -> list[Statement]:
        if is_answer_on(name, result):
            answer = answer_on(name, result, self.rows_of(result))
            return [answer] if answer is not None else list(said_of_this(name, result))
        said = [*self._stating.on(name, result), *said_of_this(name, result)]
        row = row_statement(name, self.rows_of(result), result.lines)
        # A row says it of a thing by name; a line may say it of what stands beside it.
        if row is not None and (row.new is not None or not any(one.new for one in said)):
            return [row]
        return said

    def rows_of(self, result: Result) -> tuple[Row, ...]:
        """The rows of a result."""
        if result.order not in self._rows:
            self._rows[result.order] = read_rows(result.event.body)
        return self._rows[result.order]


def _as_in(name: str, line: str) -> str:
    """A name as a line has it: a sentence may begin with it."""
    at = line.lower().find(name.lower())
    return line[at : at + len(name)]


def _below(folder: str, name: str, heard: Heard) -> Heard:
    """A statement about a path, as one about the same path below a folder."""
    said = heard.statement
    return Heard(replace(said, old=name, new=f"{folder}{said.new}"), heard.result)


def _shows(line: str) -> bool:
    """Whether a line that says nothing of an end shows a thing as it works."""
    return _WELL.search(line) is not None or not may_state(line)


def _counts(statement: Statement, result: Result) -> bool:
    at = result.event.ts
    is_past = statement.fate is Fate.MISSING or at is None or statement.until <= day(at)
    return is_past and is_lasting(statement, result)


def _names_kind(result: Result, kind: str) -> bool:
    """Whether a result says of what kind its numbers are: `EXT` for an extension."""
    both = result.whole
    return any(
        word not in JOINING and (word.startswith(kind) or kind.startswith(word))
        for word in _WORD.findall(both)
    )
