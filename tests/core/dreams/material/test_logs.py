"""Which dated entries of a memory only tell what happened, each on its day."""

import pytest
from support.dreaming import base_file

from core.dreams.material.memories.draft import draft_of
from core.dreams.material.memories.logs import reports_of

_DEEDS = ("oiled the pump", "swept the hall", "called the plumber", "moved the crates")


def _log(days: int) -> str:
    """A memory of deeds, each in words of its own, and of one setting that somebody noted."""
    lines = [
        f"- 2026-{1 + day // 28:02}-{1 + day % 28:02}: {_DEEDS[day % 4]}, {'abcdefghij'[day % 10]}"
        f"{'klmnopqrst'[day // 10]} was there"
        for day in range(days - 1)
    ]
    return "\n".join(
        ["# Notes", "", *lines, "- 2026-10-15: the policy of cache-1 is noeviction", ""]
    )


@pytest.mark.parametrize(("days", "is_kept"), [(5, True), (12, True), (45, False)])
def test_a_setting_among_dated_notes_may_be_true_for_long(days: int, *, is_kept: bool) -> None:
    """As long as they are somebody's notes, and no chronicle."""
    draft = draft_of([base_file("/notes/amber.md", _log(days))])
    kept = [entry.text for entry in draft.entries if entry.key not in reports_of(draft)]
    said = [text for text in kept if text.startswith("2026")]
    assert said == ["2026-10-15: the policy of cache-1 is noeviction"] * is_kept
