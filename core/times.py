"""
Times as they are stored and shown: RFC 3339, UTC, six decimals, so that text order is time order.

The clock itself is injected (`Clock`); nothing in core asks the system for the time by itself.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from core.errors import InvalidRequest

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The wall clock, in UTC: what a workspace uses unless it is given another."""
    return datetime.now(UTC)


def format_time(moment: datetime) -> str:
    """`moment` as `2026-11-22T15:18:18.123456Z`; a moment without a zone is taken as UTC."""
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    # Ten times faster than strftime, and this is on the path of every write.
    return moment.isoformat(timespec="microseconds")[:-6] + "Z"


def from_milliseconds(milliseconds: int) -> datetime:
    """The moment that many milliseconds after 1970, UTC; 1970 itself for what no calendar has."""
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def to_milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970."""
    return int(moment.timestamp() * 1000)


_SPAN = re.compile(r"(\d{1,9})(s|min|m|h|d|w)")
_SECONDS = {"s": 1, "m": 60, "min": 60, "h": 3_600, "d": 86_400, "w": 604_800}


def parse_span(text: str) -> timedelta | None:
    """A span such as `90s`, `30m`, `2h`, `7d` or `2w`; None for any other text."""
    span = _SPAN.fullmatch(text)
    return None if span is None else timedelta(seconds=int(span[1]) * _SECONDS[span[2]])


def parse_since(text: str, now: datetime) -> datetime:
    """
    A moment in the past: so long before `now`, or an RFC 3339 time or date.

    Raises:
        InvalidRequest: It is neither.
    """
    span = parse_span(text)
    if span is None:
        return _time(text, "a span such as 2h or 7d, or a time like 2026-11-22T15:00:00Z")
    try:
        return now - span
    except OverflowError:
        raise InvalidRequest(f"{text!r} goes back before all calendars.") from None


def parse_time(text: str) -> datetime:
    """
    Read an RFC 3339 time or date, as UTC; without a zone it is UTC already.

    Raises:
        InvalidRequest: It is not such a time.
    """
    return _time(text, "one like 2026-11-22T15:00:00Z")


def _time(text: str, wanted: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not UTC:
            moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise InvalidRequest(f"{text!r} is not a time; write {wanted}.") from None
    return moment


def format_if_any(moment: datetime | None) -> str | None:
    """As `format_time`; `None` stays what it is."""
    return None if moment is None else format_time(moment)
