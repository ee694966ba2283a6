"""Ids and times: their forms, and that their text order is their order."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.calls import refusal_of

from core import InvalidRequest, Workspace
from core.ids import encode, id_maker
from core.records.stores import Store
from core.testing import FakeClock, counting_ids
from core.times import format_time, parse_time


def test_an_id_has_a_prefix_and_24_base58_characters(ws: Workspace, store: Store) -> None:
    """The token starts with 01 and avoids the letters that people mix up."""
    memory = ws.memories.create(store.id, "/a", "a")
    session = ws.sessions.start("agent", {store.id: "read_only"})
    for value, prefix in (
        (store.id, "memstore"),
        (memory.id, "mem"),
        (memory.memory_version_id, "memver"),
        (session.id, "sesn"),
    ):
        found, _, token = value.partition("_")
        assert found == prefix
        assert len(token) == 24
        assert token.startswith("01")
        assert not set(token[2:]) & set("0OIl")


@given(st.integers(0, (1 << 128) - 1), st.integers(0, (1 << 128) - 1))
def test_encoded_numbers_sort_as_numbers(a: int, b: int) -> None:
    """Text order is number order, and no two numbers share a text."""
    assert (encode(a) < encode(b)) == (a < b)
    assert len(encode(a)) == 22


def test_ids_sort_in_the_order_they_were_made() -> None:
    """Milliseconds come first, so a later id is the greater text."""
    clock = FakeClock(step=timedelta(milliseconds=1))
    new_id = id_maker(clock)
    made = [new_id("mem") for _ in range(200)]
    assert made == sorted(made)
    assert len(set(made)) == 200


@pytest.mark.parametrize(
    "now",
    [
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(1969, 12, 31, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    ],
)
def test_an_id_has_its_length_under_any_clock(now: datetime) -> None:
    """A clock far in the past or the future makes ids like any other."""
    assert len(id_maker(FakeClock(now))("mem")) == len("mem_") + 24


def test_counting_ids_count() -> None:
    """Ids for tests are the same every time and as long as real ones."""
    new_id = counting_ids()
    assert [new_id("mem")[-2:] for _ in range(3)] == ["01", "02", "03"]
    assert len(new_id("mem")) == len("mem_") + 24


MOMENTS = st.datetimes(
    min_value=datetime(1, 1, 3),  # noqa: DTZ001
    max_value=datetime(9999, 12, 29),  # noqa: DTZ001
    timezones=st.integers(-23 * 60, 23 * 60).map(lambda m: timezone(timedelta(minutes=m))),
)


@given(MOMENTS, MOMENTS)
def test_formatted_times_sort_as_times(a: datetime, b: datetime) -> None:
    """Text order is time order from the first year to the last, whatever the zone."""
    assert parse_time(format_time(a)) == a
    assert (format_time(a) < format_time(b)) == (a < b)


def test_a_time_without_a_zone_is_utc() -> None:
    """Dates and times alike."""
    assert parse_time("2026-11-22") == datetime(2026, 11, 22, tzinfo=UTC)
    assert parse_time("2026-11-22T10:00:00+02:00") == parse_time("2026-11-22T08:00:00Z")
    assert format_time(datetime(2026, 11, 22)) == "2026-11-22T00:00:00.000000Z"  # noqa: DTZ001


@given(st.text(max_size=30))
def test_what_is_no_time_is_refused(text: str) -> None:
    """Any text is a time or an invalid request, also at the edges of the calendar."""
    refusal = refusal_of(lambda: format_time(parse_time(text)))
    assert refusal is None or isinstance(refusal, InvalidRequest)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00"])
def test_a_time_outside_the_calendar_is_refused(text: str) -> None:
    """It has no UTC form."""
    with pytest.raises(InvalidRequest):
        format_time(parse_time(text))
