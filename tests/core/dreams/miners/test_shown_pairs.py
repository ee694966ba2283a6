"""An entry that a tool shows, and one that gives what may be the same thing another value."""

import pytest
from support.dreaming import dream, session

from core.dreams.proposal import ChangeKind, Finding

OVERRIDES = "overrides:\n  billing:\n    retention_period: 720h\n"
SHOWN = "# dunlin, notes\n\nLoki retention for the billing tenant: 30 days.\n"


def questions(files: dict[str, str], command: str, output: str) -> list[Finding]:
    """What is asked about contradictions, by one result of one session."""
    findings = dream(files, session("watch", (command, output)))
    return [one for one in findings if one.kind is ChangeKind.RESOLVE_CONTRADICTION]


def test_the_other_entry_is_asked_about_and_not_changed() -> None:
    """Too little to settle anything: the words differ, and so may the things."""
    files = {
        "/notes/dunlin-notes.md": SHOWN,
        "/boards.md": "# Boards\n\n- Loki keeps billing logs for 14 days.\n",
    }
    (question,) = questions(files, "kubectl get cm loki-overrides -o yaml", OVERRIDES)
    assert "14 days" in question.title
    assert "30 days" in question.title
    assert question.edits == ()


def test_what_only_shares_the_name_of_a_value_is_no_rival() -> None:
    """Nothing of what was asked about is named in it."""
    files = {
        "/notes/dunlin-notes.md": SHOWN,
        "/mail.md": "# Mail\n\n- Retention of the tenant archive: 14 days.\n",
    }
    assert questions(files, "kubectl get cm loki-overrides -o yaml", OVERRIDES) == []


def test_a_value_of_another_size_or_case_is_no_rival() -> None:
    """A window of minutes is not a retention of days, nor is what holds in staging."""
    for other in (
        "Loki keeps billing logs in memory for 20 s.",
        "In staging Loki keeps billing logs for 14 days.",
    ):
        files = {"/notes/dunlin-notes.md": SHOWN, "/boards.md": f"# Boards\n\n- {other}\n"}
        assert questions(files, "kubectl get cm loki-overrides -o yaml", OVERRIDES) == []


# ruff: noqa: E501
POOLED = [
    ("| store | quota |\n|---|---|\n| loft | 50 GB |\n| attic | 5 GB |", "2026-02-20: loft quota is 100 GB now."),
    ("Sync of the keyholders runs every 15 minutes by cron on `kw02`. `gate-9` pulls the list.", "The keyholders are synced every 5 min (cron)."),
]  # fmt: skip
SEVERAL = [
    # The other row, a plan, and a memory of a thing that tools know.
    ("/notes/kim.md", "| store | quota |\n|---|---|\n| attic | 50 GB |", "loft quota is 100 GB now.", ""),
    ("/notes/kim.md", "| store | quota |\n|---|---|\n| loft | 50 GB |", "Planned for May: loft quota 100 GB.", ""),
    ("/wren.md", "| store | quota |\n|---|---|\n| loft | 50 GB |", "loft quota 10 GB", "ssh wren"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), POOLED)
def test_what_one_names_the_other_may_say_in_plain_words(one: str, other: str) -> None:
    """Rows and notes call a thing by the same words, in a name or not."""
    files = {"/stores.md": f"# Stores\n\n{one}\n", "/notes/kim.md": f"# Kim\n\n- {other}\n"}
    (question,) = questions(files, "uptime", "up 3 days")
    assert question.edits == ()


@pytest.mark.parametrize(("path", "one", "other", "command"), SEVERAL)
def test_another_row_a_plan_or_another_machine_is_no_rival(
    path: str, one: str, other: str, command: str
) -> None:
    """Each has its own."""
    title = path.rpartition("/")[2].removesuffix(".md").title()
    files = {"/stores.md": f"# Stores\n\n{one}\n", path: f"# {title}\n\n- {other}\n"}
    assert questions(files, command or "uptime", "up 3 days") == []
