"""The score punishes each bad dreamer for what it does, and a perfect one for nothing."""

import pytest

from core.dreams.bench.baselines import alike, concat, delete_all, noop
from core.dreams.bench.clusters import f1
from core.dreams.bench.domains import DEVELOPMENT
from core.dreams.bench.generate import generate
from core.dreams.bench.score import score
from core.dreams.bench.truth import Case
from core.dreams.proposal import ChangeKind


@pytest.fixture(scope="module")
def case() -> Case:
    """One case."""
    return generate(DEVELOPMENT[0], 2)


def test_nothing_proposed_does_no_harm_and_finds_nothing(case: Case) -> None:
    """Recall is zero for every kind, and duplicates are recalled as far as each is itself."""
    seen = score(case, noop(case.inputs))
    assert not seen.harm.falsely_merged
    assert not seen.harm.wrongly_removed
    assert all(tally.found == 0 for tally in seen.kinds.values())
    assert seen.bcubed[0] == 1.0
    assert 0.1 < seen.bcubed[1] < 0.6


def test_who_deletes_everything_is_caught(case: Case) -> None:
    """What is stale is gone too, and that is no find."""
    seen = score(case, delete_all(case.inputs))
    assert len(seen.harm.wrongly_removed) > len(case.entries) / 2
    assert seen.kinds[ChangeKind.REMOVE_STALE].right == 0
    assert seen.kinds[ChangeKind.REMOVE_STALE].found == 0


def test_one_file_for_everything_is_one_false_merge_of_everything(case: Case) -> None:
    """No entry is lost, but what differs is said to be the same."""
    seen = score(case, concat(case.inputs))
    assert len(seen.harm.falsely_merged) > len(case.entries) / 2
    assert seen.bcubed[0] < 0.1
    assert seen.kinds[ChangeKind.MERGE_DUPLICATES].right == 0


def test_letters_that_are_alike_mean_little(case: Case) -> None:
    """It finds some of the duplicates, merges lookalikes, and loses what they said."""
    seen = score(case, alike(case.inputs))
    assert seen.harm.falsely_merged
    assert seen.harm.wrongly_removed
    assert "duplicates/negation" in seen.harm.traps
    precision, recall = seen.bcubed
    assert recall > 2 * score(case, noop(case.inputs)).bcubed[1]
    assert f1(precision, recall) < 0.8
    precision = seen.kinds[ChangeKind.MERGE_DUPLICATES].precision
    assert precision is not None
    assert precision < 0.5
