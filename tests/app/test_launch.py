"""A dream as it is asked for: the rules of the form, and the words for what would be read."""

from datetime import UTC, datetime

import pytest

from core.dreams.preview import Preview
from core.errors import InvalidRequest
from memtui.dreaming.launch import Draft, Reads, from_pairs, to_pairs
from memtui.dreaming.preview_words import rows
from memtui.widgets.times import IN_UTC, Times

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
NOTHING = Preview(0, (), 0, 0, 0, None, None, 0, 0)


@pytest.mark.parametrize(
    ("typed", "share"), [("25%", 0.25), ("25", 0.25), (" 0 % ", 0.0), ("100", 1.0), ("7.5", 0.075)]
)
def test_what_may_be_lost_is_in_per_cent(typed, share):
    """With its sign or without."""
    assert Draft("memstore_1", most_lost=typed).max_loss == share


@pytest.mark.parametrize("typed", ["", "some", "101", "-1", "nan", "25 50"])
def test_no_share_is_refused_in_words(typed):
    """Nothing is guessed."""
    with pytest.raises(InvalidRequest, match="0 to 100 %"):
        Draft("memstore_1", most_lost=typed).wish(())


def test_a_wish_holds_what_was_chosen():
    """Blanks around instructions are none of them; none at all are none."""
    wish = Draft("memstore_1", instructions="  the alerts \n", most_lost="10").wish(("sesn_1",))
    assert (wish.store_id, wish.session_ids) == ("memstore_1", ("sesn_1",))
    assert (wish.instructions, wish.max_loss, wish.dreamer) == ("the alerts", 0.1, "offline")
    assert Draft("memstore_1", instructions=" ").wish(()).instructions is None
    with pytest.raises(InvalidRequest, match="4,096"):
        Draft("memstore_1", instructions="x" * 5_000).wish(())


def test_the_inputs_of_a_dream_in_words():
    """Agents with the most sessions first, the others as a number; what cannot be read is said."""
    agents = tuple((f"agent-{number}", 9 - number) for number in range(7))
    first, last = datetime(2026, 11, 18, 9, tzinfo=UTC), NOW
    seen = Preview(42, agents, 1, 1_203, 412_345, first, last, 12, 31_000)
    assert rows(seen, Times(IN_UTC)) == [
        (
            "sessions",
            "42 by 7 agents: agent-0 9, agent-1 8, agent-2 7, agent-3 6, agent-4 5 and 2 more",
        ),
        ("events", "1,203, 412 kB of transcripts"),
        ("time", "2026-11-18 09:00:00Z to 2026-11-20 14:00:00Z"),
        ("memories", "12, 31 kB"),
        ("unread", "1 session has no transcript"),
    ]


def test_no_session_is_said_in_words():
    """A dream may compare what stands in the store alone."""
    told = dict(rows(NOTHING, Times(IN_UTC)))
    assert told["sessions"] == "none: the store alone is read"
    assert "time" not in told


def test_a_draft_is_kept_and_comes_back():
    """Whatever stands on it; one of a version with other fields is none."""
    draft = Draft("memstore_1", Reads.PICKED, picked=frozenset({"a", "b"}), instructions="drains")
    assert from_pairs(to_pairs(draft)) == draft
    assert from_pairs((*to_pairs(draft), ("colour", "red"))) is None
    assert from_pairs((("store_id", "memstore_1"), ("reads", "nothing"))) is None
    assert from_pairs(()) is None


def test_a_draft_is_begun_once_something_was_filled_in():
    """Another store alone is found again in no time."""
    assert not Draft("memstore_1").is_begun
    assert Draft("memstore_1", instructions="drains").is_begun
