"""`dream bench` as a script uses it."""

import pytest

from core.dreams.bench import domains


@pytest.fixture(autouse=True)
def few_worlds(monkeypatch):
    """Three of those for development: what the command does is the same for each of them."""
    monkeypatch.setattr(domains, "DEVELOPMENT", domains.DEVELOPMENT[:3])


def test_the_baselines_are_scored(memtui):
    """Without a workspace; one document, the gravest figures by name."""
    found = memtui(
        *("dream", "bench", "--json", "--domains", "dev", "--seed", 3, "--dreamer", "noop")
    ).data
    assert [one["dreamer"] for one in found] == ["noop"]
    assert found[0]["harm"]["false_merges"] == 0
    assert found[0]["kinds"]["merge_duplicates"]["recall"] == 0


def test_the_same_seed_gives_the_same_figures(memtui):
    """And people get a table."""
    call = ("dream", "bench", "--domains", "dev", "--dreamer", "delete-all", "--details")
    first = memtui(*call).text
    assert first == memtui(*call).text
    assert "must be zero: false merges" in first
    assert "trap: sre/1 duplicates/" in first


def test_an_unknown_dreamer_is_a_usage_error(memtui):
    """Named in the refusal."""
    assert "nobody" in memtui("dream", "bench", "--dreamer", "nobody", code=2).err
