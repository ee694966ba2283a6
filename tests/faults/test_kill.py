"""`kill -9` at any moment: what was acknowledged is there, and what is there is whole."""

import random
from pathlib import Path

import pytest
from support.crash import Crash, PromiseBroken
from support.processes import Crew


def test_killed_writers_lose_nothing_that_was_acknowledged(
    file: Path, crew: Crew, *, long: bool
) -> None:
    """Four writers in flight, one to all of them killed at a time, again and again."""
    for number in range(20 if long else 1):
        crash = Crash(file.with_name(f"{number}.db"), crew, chance=random.Random(number))
        crash.run(kills=100 if long else 30)
        crew.end()
        assert crash.kills >= 30
        assert len(crash.promised) > 100
        assert sum(base is not None for _, base in crash.promised.values()) > 30


@pytest.mark.parametrize(("plant", "broken"), [("early", "are gone"), ("blind", "something else")])
def test_the_same_harness_sees_a_planted_bug(
    file: Path, crew: Crew, plant: str, broken: str
) -> None:
    """An acknowledgement before the commit, and an update that does not check its hash."""
    with pytest.raises(PromiseBroken, match=broken):
        Crash(file, crew, plant).run(kills=400)
