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


NEWS = (
    "2026-10-15: the policy of cache-1 is noeviction",
    "2026-10-15: sweep starts at 35 % of dust",
    "2026-10-15: dust weight was doubled, DustWeight=20000",
    "2026-10-15: undo of the lake is 7 days, Ada raised it",
)


@pytest.mark.parametrize("news", NEWS)
def test_what_is_so_since_a_day_is_more_than_a_report(news: str) -> None:
    """A verb of state, a setting, or a clause that tells how it is beside what was done."""
    text = _log(12).replace(NEWS[0], news)
    draft = draft_of([base_file("/notes/amber.md", text)])
    kept = [entry.text for entry in draft.entries if entry.key not in reports_of(draft)]
    assert news in kept


def test_what_a_release_brought_is_a_report() -> None:
    """A list of changes has a heading for each of several releases; one version is a topic."""
    many = "".join(f"## 2.{one}.0 (2026-0{one}-02)\n\n- Add loft {one}\n\n" for one in (1, 2, 3))
    files = [base_file("/changes.md", many), base_file("/loft.md", "## 2.1\n\n- loft 8\n")]
    draft = draft_of(files)
    kept = [entry.text for entry in draft.entries if entry.key not in reports_of(draft)]
    assert kept == ["loft 8"]
