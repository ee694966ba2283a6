"""An entry that a tool denies, and one of another memory that says what is shown there."""

from typing import Final, TypeAlias

import pytest
from support.dreaming import dream, session

from core.dreams.proposal import ChangeKind, Finding

Case: TypeAlias = tuple[str, str, str, str]
# fmt: off
# ruff: noqa: E501
QUEUE = "Topic: ferns.v2  PartitionCount: 12\nretention.ms=604800000"
ASKED: Final[list[Case]] = [
    ("- Topic `ferns.v2`: retention 3 days", "# Ferns\n\nEvents of the ferns are kept for 7 days, so nobody needs to ask for them after a flood.", "queue-topics --describe --topic ferns.v2", QUEUE),
    ("The nightly bake-run starts at 02:15 UTC.", "# Bake run is stuck\n\n1. Look at the oven.\n2. Watch the board. It kicks off at 01:30 UTC normally.", "kubectl get cronjobs", "NAME       SCHEDULE     SUSPEND\nbake-run   30 1 * * *   False"),
]
APART: Final[list[Case]] = [
    # Another thing has the value that is shown, or it is only planned.
    ("- Topic `ferns.v2`: retention 3 days", "# Moss\n\n- Events of `moss.v2` are kept for 7 days.", "queue-topics --describe --topic ferns.v2", QUEUE),
    ("- Topic `ferns.v2`: retention 3 days", "# Ferns\n\n- Events of the ferns are to be kept for 7 days.", "queue-topics --describe --topic ferns.v2", QUEUE),
    # One word, and a small number.
    ("- Topic `ferns.v2`: 8 partitions", "# Ferns\n\n- 12 people look after the ferns.", "queue-topics --describe --topic ferns.v2", QUEUE),
]
# fmt: on


def found(case: Case) -> list[Finding]:
    """What is asked about two memories of which the second says what is shown of the first."""
    one, other, command, output = case
    files = {"/infra/one.md": f"# One\n\n{one}\n", "/notes/two.md": f"{other}\n"}
    findings = dream(files, session("watch", (command, output)))
    return [one for one in findings if one.kind is ChangeKind.RESOLVE_CONTRADICTION]


@pytest.mark.parametrize("case", ASKED)
def test_what_is_shown_in_the_place_of_one_is_the_value_of_the_other(case: Case) -> None:
    """However differently they put it; the entry that is denied is only asked about."""
    (question,) = found(case)
    assert question.edits == ()
    assert "tool results show" in question.rationale


@pytest.mark.parametrize("case", APART)
def test_the_same_value_by_chance_is_no_rival(case: Case) -> None:
    """Of another thing, of what is to come, or of a number that may count anything."""
    assert found(case) == []
