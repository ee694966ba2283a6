"""Time as columns: round beginnings, panning, zooming, labels."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from memtui.shown.timescale import STEPS, Scale, fitting, span_words

NOW = datetime(2026, 11, 20, 14, 7, 31, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
NO = timedelta(0)


def test_columns_begin_at_round_times_and_the_last_one_holds_now():
    """So that they keep their content while time goes on."""
    scale = Scale.ending(NOW, 5 * MINUTE, 60, NO)
    assert scale.until == datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
    assert scale.since == scale.until - 60 * 5 * MINUTE
    assert scale.column(NOW) == 59
    later = Scale.ending(NOW + MINUTE, 5 * MINUTE, 60, NO)
    assert later == scale


def test_days_begin_at_midnight_of_the_person():
    """And weeks on a Monday."""
    offset = timedelta(hours=5, minutes=30)
    day = Scale.ending(NOW, DAY, 10, offset)
    assert (day.since + offset).hour == (day.since + offset).minute == 0
    week = Scale.ending(NOW, 7 * DAY, 10, offset)
    assert (week.since + offset).weekday() == 0
    assert week.holds(NOW)


@pytest.mark.parametrize("by", [-3, -1, 1, 2])
def test_zooming_keeps_the_anchor_in_its_column(by):
    """What one looks at stays where one looks."""
    scale = Scale.ending(NOW, MINUTE, 60, NO)
    anchor = NOW - 20 * MINUTE
    zoomed = scale.zoomed(by, anchor)
    assert zoomed.step != scale.step
    assert zoomed.column(anchor) == scale.column(anchor)


def test_zooming_ends_at_both_ends():
    """From seconds to weeks, and no further."""
    scale = Scale.ending(NOW, MINUTE, 60, NO)
    for by, end in ((-50, STEPS[0]), (50, STEPS[-1])):
        assert scale.zoomed(by, None).step == end


def test_panning_and_resizing():
    """By columns; the last one stays when there is more room."""
    scale = Scale.ending(NOW, MINUTE, 60, NO)
    assert scale.panned(-60).until == scale.since
    assert scale.panned(-7).panned(7) == scale
    assert scale.resized(20).until == scale.until
    assert scale.around(NOW).column(NOW) == 29


def test_no_time_is_too_far():
    """Calendars end, and nothing breaks there."""
    for step in STEPS:
        scale = Scale.ending(datetime.max.replace(tzinfo=UTC), step, 200, NO)
        for by in (-1_000, 1_000):
            assert scale.panned(by).since < scale.panned(by).until
    assert Scale.ending(datetime.min.replace(tzinfo=UTC), STEPS[-1], 500, NO).since.year >= 1971


@pytest.mark.parametrize("step", STEPS)
def test_labels_stand_at_round_times_and_apart(step):
    """However long a column is."""
    ticks = list(Scale.ending(NOW, step, 120, NO).ticks(9))
    assert 1 <= len(ticks) <= 12
    columns = [column for column, _ in ticks]
    assert all(b - a > 9 for a, b in pairwise(columns))
    assert all(at.second % 5 == 0 for _, at in ticks)


def test_the_first_window_holds_what_happened_last():
    """A minute a column when something just happened, else as much as it takes."""
    assert fitting(NOW, NOW, 60) == MINUTE
    step = fitting(NOW - 9 * DAY, NOW, 60)
    assert Scale.ending(NOW, step, 60, NO).holds(NOW - 9 * DAY)


def test_spans_in_words():
    """In their largest unit."""
    spans = [timedelta(seconds=5), MINUTE, 90 * MINUTE, DAY, 7 * DAY]
    assert [span_words(span) for span in spans] == ["5 s", "1 min", "1.5 h", "1 d", "7 d"]
