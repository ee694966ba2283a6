"""
What a dream writes beside what people and agents wrote: when it was noted, or last seen to be so.

Pure. A note stands in brackets at the end of an entry, is written by one function, found again by
one pattern, and never counts as part of what the entry says.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

_NOTE = re.compile(
    r" ?\((?:(?:verified(?: in part)?|seen) \d{4}-\d\d-\d\d[^()\n]{0,400}+"
    r"|noted \d{4}-\d\d-\d\d(?:, \d{4}-\d\d-\d\d){0,20}"
    r"|seen in \d+ sessions, \d+ agents?)\)"
)
_VERIFIED = re.compile(r"\(verified(?: in part)? (\d{4}-\d\d-\d\d): [^()\n]{0,400}+\)")
_NOTED = re.compile(r"\(noted (\d{4}-\d\d-\d\d(?:, \d{4}-\d\d-\d\d){0,20})\)")
_SEEN = re.compile(r"\(seen (?:\d{4}-\d\d-\d\d|in \d+ sessions, \d+ agents?\))")
_PLACE = re.compile(r"\A\s*(?:[A-Za-z_./~][\w./@+~-]*:)?\d{1,6}(?::(?!\d)|\t|→)\s*")
"""What `grep -n` and `cat -n` put before a line."""
DAY_MS: Final = 86_400_000
_LONGEST: Final = 120
"""Characters of what was seen that a note repeats; the evidence has the rest."""


def day(ms: int) -> str:
    """The day of a moment, UTC, as `2026-11-14`."""
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%d")


def verified_note(at: int, seen: str, by: str, *, in_part: bool = False) -> str:
    """The note that says what was seen, when and by whom; in part if the entry says more."""
    return f"(verified{' in part' * in_part} {day(at)}: {_plain(seen)}, by {_plain(by)})"


def seen_note(times: Iterable[int | None], sessions: int, agents: int) -> str:
    """The note on a lesson or a pattern: in which time, if any is known, and by how many."""
    days = sorted({day(time) for time in times if time is not None})
    seen = f"{sessions} sessions, {agents} agent{'s'[: agents != 1]}"
    if not days:
        return f"(seen in {seen})"
    span = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    return f"(seen {span}, {seen})"


def without_place(seen: str, value: str) -> str:
    """What a tool showed without the file and the number of its line, unless the value is there."""
    rest = _PLACE.sub("", seen, count=1)
    return rest if value.casefold() in rest.casefold() else seen


def without_notes(text: str) -> str:
    """What an entry says, without the notes of dreams."""
    return _NOTE.sub("", text).strip()


def verified_day(text: str) -> str | None:
    """The newest day at which an entry was verified."""
    return max((match[1] for match in _VERIFIED.finditer(text)), default=None)


def noted_note(days: Iterable[str]) -> str:
    """The note that says at which days somebody wrote down what a merged entry says."""
    return f"(noted {', '.join(sorted(set(days)))})"


def noted_days(text: str) -> frozenset[str]:
    """The days of such notes."""
    return frozenset(day for match in _NOTED.finditer(text) for day in match[1].split(", "))


def with_note(line: str, note: str) -> str:
    """A line with a note at its end, in the place of an older one of its kind."""
    return f"{_VERIFIED.sub('', line).rstrip()} {note}"


def is_from_dream(text: str) -> bool:
    """Whether an entry is a lesson or a pattern that a dream wrote."""
    return _SEEN.search(text) is not None


def _plain(text: str) -> str:
    """Text that can stand in a note: one line, no brackets, nothing invisible."""
    clean = "".join(sign if sign.isprintable() and sign not in "()[]" else " " for sign in text)
    return " ".join(clean.split())[:_LONGEST].rstrip()
