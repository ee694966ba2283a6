"""Two names of one family that are said to be the same thing."""

from typing import Final, TypeAlias

import pytest
from support.dreaming import dream, session

from core.dreams.proposal import ChangeKind, Finding

Case: TypeAlias = tuple[str, str]
# fmt: off
# ruff: noqa: E501
ASKED: Final[list[Case]] = [
    ("# Labels\n\nThe gate hall prints on inkjet-gh-02. Benches use their own.", "# Kim\n\n**Sep 17** inkjet-gh-05 is the gate hall printer now, 02 went to the attic."),
    ("# Loft\n\nPrimary shelf is loftshelf-a, spare loftshelf-b (dry).", "# Kim\n\n- primary shelf after the October switchover: loftshelf-c"),
    ("# bake-main (ovens)\n\nIt's a big one and runs on an ov.r6g.2xlarge.", "2026-10-16 \u2013 bake-main got resized in September, it's an ov.r7g.4xlarge now. Plenty of room."),
]
APART: Final[list[Case]] = [
    # Another part, no news, and what is to come.
    ("# Labels\n\nThe gate hall prints on inkjet-gh-02.", "# Kim\n\n**Sep 17** inkjet-gh-05 is the spare of the attic now."),
    ("# Labels\n\nThe gate hall prints on inkjet-gh-02.", "# More\n\n- inkjet-gh-05 is a gate hall printer."),
    ("# Labels\n\nThe gate hall prints on inkjet-gh-02.", "# Kim\n\n**Sep 17** inkjet-gh-05 is planned as the gate hall printer."),
    # One of many.
    ("# Labels\n\nThe gate hall prints on inkjet-gh-02, inkjet-gh-03 and inkjet-gh-04.", "# Kim\n\n**Sep 17** inkjet-gh-05 is a gate hall printer now."),
    # The other one knows of it.
    ("# Labels\n\nThe gate hall prints on inkjet-gh-02, and on inkjet-gh-05.", "# Kim\n\n**Sep 17** inkjet-gh-05 is the gate hall printer now."),
]
# fmt: on


def found(case: Case) -> list[Finding]:
    """What is asked about two memories that no session shows anything of."""
    one, other = case
    files = {"/infra/labels.md": f"{one}\n", "/notes/kim.md": f"{other}\n"}
    findings = dream(files, session("watch", ("uptime", "up 3 days")))
    return [one for one in findings if one.kind is ChangeKind.RESOLVE_CONTRADICTION]


@pytest.mark.parametrize("case", ASKED)
def test_what_is_another_one_now_is_asked(case: Case) -> None:
    """The note says of one what the memory says of its sibling."""
    (question,) = found(case)
    assert question.edits == ()


@pytest.mark.parametrize("case", APART)
def test_two_things_of_a_kind_are_left_alone(case: Case) -> None:
    """Each may have its own part."""
    assert found(case) == []
