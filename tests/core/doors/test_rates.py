"""Buckets that fill up at a steady rate."""

from hypothesis import given
from hypothesis import strategies as st

from core.doors.http.rates import Rates


def test_each_key_has_a_bucket_of_its_own():
    """As many at once as a second brings, then one at a time."""
    rates = Rates(2)
    assert [rates.wait_s("a", 0.0) for _ in range(3)] == [0, 0, 0.5]
    assert rates.wait_s("b", 0.0) == 0
    assert rates.wait_s("a", 0.4) > 0
    assert rates.wait_s("a", 0.5) == 0
    assert [rates.wait_s("a", 100.0) for _ in range(3)] == [0, 0, 0.5]


def test_less_than_one_a_second_is_possible():
    """The first comes at once."""
    rates = Rates(0.1)
    assert rates.wait_s("a", 0.0) == 0
    assert rates.wait_s("a", 5.0) == 5.0
    assert rates.wait_s("a", 10.0) == 0


@given(
    st.floats(0.1, 100),
    st.lists(st.floats(0, 1), min_size=1, max_size=60),
)
def test_never_more_than_the_rate_and_never_in_vain(rate, steps):
    """Over any time; who waits as long as was said gets in."""
    rates, now, done = Rates(rate), 0.0, 0
    for step in steps:
        now += step
        wait = rates.wait_s("k", now)
        if wait:
            now += wait * 1.000_001
            wait = rates.wait_s("k", now)
        assert wait == 0
        done += 1
    assert done <= max(rate, 1.0) + now * rate + 0.01
