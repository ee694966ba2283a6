"""Times: where the reader is, or UTC, also in the night when the clocks are changed."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from memtui.widgets.times import Times

HERE, UTC_TIMES = Times(), Times("utc")
NOON = datetime(2026, 11, 20, 12, 30, 5, tzinfo=UTC)


@pytest.fixture
def berlin(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()


def test_a_time_is_told_where_the_reader_is_or_in_utc(berlin):
    """And UTC says so."""
    assert HERE.full(NOON) == "2026-11-20 13:30:05"
    assert UTC_TIMES.full(NOON) == "2026-11-20 12:30:05Z"
    assert HERE.of_day(NOON) == "13:30:05"
    assert UTC_TIMES.of_day(NOON) == "12:30:05Z"


def test_each_time_has_the_offset_of_its_own_day(berlin):
    """Not that of today."""
    assert HERE.full(datetime(2026, 7, 1, 12, tzinfo=UTC)) == "2026-07-01 14:00:00"


def test_the_hour_that_comes_twice_says_which_one_it_is(berlin):
    """And no other hour is longer for it."""
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert HERE.full(first - timedelta(hours=1)) == "2026-10-25 01:30:00"
    assert HERE.full(first) == "2026-10-25 02:30:00+0200"
    assert HERE.full(first + timedelta(hours=1)) == "2026-10-25 02:30:00+0100"
    assert HERE.full(first + timedelta(hours=2)) == "2026-10-25 03:30:00"


def test_a_short_time_is_of_the_readers_own_today(berlin):
    """Midnight is where the reader is."""
    now = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    earlier = now - timedelta(hours=1)
    assert HERE.short(earlier, now) == "Nov 20"
    assert UTC_TIMES.short(earlier, now) == "22:30:00"
    assert HERE.day(now) == "2026-11-21"
    assert UTC_TIMES.day(now) == "2026-11-20"
    assert HERE.short(datetime(2025, 1, 2, tzinfo=UTC), now) == "2025-01"


@pytest.mark.anyio
async def test_a_key_changes_every_time_on_the_screen(team, running, berlin):
    """Feed, facts of a version and the past; ages stay as they are."""
    async with running(width=170, height=40) as tui:
        await tui.go_to("/services/dispatch.md")
        local, age = tui.text(), tui.line("newest")
        assert "21:00:00" in local
        await tui.press("ctrl+l")
        assert "UTC" in tui.text().split("\n")[0]
        assert "20:00:00Z" in tui.text()
        assert "21:00:00" not in tui.text()
        assert age.split("·")[2] in tui.line("newest")
        await tui.press("H")
        assert "20:00:00Z" in tui.text()
        await tui.press("ctrl+l")
        assert "21:00:00" in tui.text()
        await tui.press("escape")
        assert "20:00:00" not in tui.text()
