"""Filters: what a person types means the same everywhere, and nothing they type is an exception."""

import unicodedata
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reading.filters import BadTerm, Field, Term, parse, written

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

texts = st.text(st.characters(exclude_characters='"\0', exclude_categories=["Cs"]), min_size=1)
terms = st.builds(
    Term,
    st.sampled_from([Field.PATH, Field.AGENT, Field.BY]),
    texts.map(lambda text: unicodedata.normalize("NFC", text)),
    st.none(),
    st.booleans(),
)


def test_a_filter_is_terms_between_spaces() -> None:
    """Words, names and times, each of them perhaps turned round."""
    assert parse("agent:triage !tmp  changed:2h", NOW) == (
        Term(Field.AGENT, "triage"),
        Term(Field.PATH, "tmp", is_inverted=True),
        Term(Field.CHANGED, "2h", NOW - timedelta(hours=2)),
    )
    assert parse("", NOW) == parse("   ", NOW) == ()


def test_quotes_keep_a_term_together() -> None:
    """Also while the second one is not typed yet."""
    assert parse('agent:"night shift" "a: b"', NOW) == (
        Term(Field.AGENT, "night shift"),
        Term(Field.PATH, "a: b"),
    )
    assert parse('!by:"night sh', NOW) == (Term(Field.BY, "night sh", is_inverted=True),)


@pytest.mark.parametrize(
    ("typed", "since"),
    [
        ("changed:30s", NOW - timedelta(seconds=30)),
        ("changed:3w", NOW - timedelta(weeks=3)),
        ("changed:2026-11-01", datetime(2026, 11, 1, tzinfo=UTC)),
        ("changed:>2026-11-01", datetime(2026, 11, 1, tzinfo=UTC)),
        ("CHANGED:>2026-11-01T10:00:00+02:00", datetime(2026, 11, 1, 8, tzinfo=UTC)),
    ],
)
def test_since_when(typed: str, since: datetime) -> None:
    """A span back from now, a day, or an exact time."""
    assert parse(typed, NOW)[0].since == since


@pytest.mark.parametrize(
    "typed",
    [
        *("!", '""', "agent:", "!by:", "changed:", "changed:soon", "changed:2y", "changed:<2h"),
        *("changed:>2h", "changed:<2026-11-01", "changed:999999w", "agnt:triage", "a\0b", "\ud800"),
    ],
)
def test_a_bad_term_has_a_reason(typed: str) -> None:
    """One sentence on one line, which names what was typed."""
    with pytest.raises(BadTerm) as refused:
        parse(typed, NOW)
    reason = str(refused.value)
    assert reason.endswith(".")
    assert "\n" not in reason


@given(st.text())
def test_whatever_is_typed_is_a_filter_or_a_reason(typed: str) -> None:
    """Nothing else can come of it."""
    with suppress(BadTerm):
        assert all(term.text for term in parse(typed, NOW))


@given(st.lists(terms))
def test_terms_mean_themselves_when_they_are_written(wanted: list[Term]) -> None:
    """What is shown as a filter can be typed again."""
    assert parse(written(wanted), NOW) == tuple(wanted)
