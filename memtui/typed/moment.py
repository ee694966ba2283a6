"""
What a person types to go to a time: `14:30`, `2026-11-20`, `2h` (ago) or `now`. Pure.
"""

from datetime import datetime

from core.times import parse_span
from memtui.widgets.times import Times


def moment_of(text: str, now: datetime, times: Times) -> datetime:
    """
    The moment that is meant.

    Raises:
        ValueError, OverflowError, CoreError: It is none.
    """
    text = text.strip()
    if text.lower() == "now":
        return now
    span = parse_span(text)
    if span is not None:
        return now - span
    if len(text) <= len("00:00:00") and ":" in text:
        text = f"{times.day(now)} {text.zfill(5)}"
    return times.read(text.removesuffix(" ago"))
