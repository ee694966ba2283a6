"""Entries of which only one says that it is so for now, or that nobody is sure: not the same."""

from collections.abc import Sequence

import pytest
from support.dreaming import base_file, dream, new_lines, old_lines, session

from core.dreams.material.memories.draft import draft_of
from core.dreams.miners.duplicates import duplicates
from core.dreams.proposal import Finding

# fmt: off
# ruff: noqa: E501
PLAIN = [
    "The loading bay of hall 4 closes at 18:00.",
    "Restart `mailer` with `ctl drain` before the nightly import.",
    "Invoices of Norwind go to Ada Quist for approval.",
    "The spare key to the pump house hangs behind the door of the workshop.",
]
RESTRICTED = [
    "{} for now", "{} until further notice", "{} for the time being", "{} in the meantime", "{} temporarily",
    "{} currently", "{} at the moment", "{} today", "{} (temporary)", "{} on trial", "{}, as a trial",
    "{} during the works", "{} during the building works", "{} for cleaning", "{} for repairs", "{} during maintenance",
    "Presumably: {}", "Probably, {}", "Until further notice: {}", "{} (allegedly)", "{}, I think", "I heard: {}",
    "{}, as far as I know", "{} (not confirmed)", "{}, still to be checked", "{}. That is only for now",
]
ALIKE = [
    # Both say it, one says it of something else, and words that only look like it.
    ("For now the loading bay of hall 4 closes at 18:00.", "The loading bay of hall 4 closes at 18:00 until further notice."),
    ("Presumably the pump of tank 4 runs at 3 bar.", "The pump of tank 4 runs at 3 bar, I think."),
    ("The loading bay of hall 4 closes at 18:00.", "The loading bay of hall 4 closes at 18:00. Norwind currently sends two lorries."),
    ("Tools of line 3 are cleaned with solvent B-12.", "Use solvent B-12 for cleaning the tools of line 3."),
    ("The desk of hall 4 cancels orders not confirmed within 3 days.", "Orders not confirmed within 3 days: the desk of hall 4 cancels them."),
    ("If you are not sure, call the desk of hall 4 on extension 12.", "When in doubt, call the desk of hall 4 on extension 12."),
    ("Never restart `mailer` during the nightly import.", "Do not restart `mailer` while the nightly import runs."),
]
# fmt: on
OLDER = "The bay of hall 4 closes at 18:00."


def found(first: str, second: str) -> Sequence[Finding]:
    files = [
        base_file("/about/rules.md", f"# Rules\n\n- {first}\n"),
        base_file("/notes/aside.md", f"# Asides\n\n- {second}\n"),
    ]
    return [one for one in duplicates(draft_of(files)) if one.edits]


@pytest.mark.parametrize("plain", PLAIN)
@pytest.mark.parametrize("restricted", RESTRICTED)
def test_what_is_restricted_is_not_what_is_not(plain: str, restricted: str) -> None:
    """One entry from both would lose that, or say it of what somebody is sure of."""
    assert found(plain, f"{restricted.format(plain.rstrip('.'))}.") == []


@pytest.mark.parametrize(("first", "second"), ALIKE)
def test_what_both_restrict_or_none_may_be_the_same(first: str, second: str) -> None:
    """In whatever words."""
    assert len(found(first, second)) == 1


def test_a_restricted_entry_joins_no_group() -> None:
    """Though it is the same as one that is said with more words."""
    lines = (
        "Invoices of Norwind go to Ada Quist for approval.",
        "Invoices of Norwind go to Ada Quist for approval, each of them.",
        "Invoices of Norwind go to Ada Quist for approval for now.",
    )
    files = [base_file(f"/{at}.md", f"# Notes\n\n- {line}\n") for at, line in enumerate(lines)]
    taken = {edit.path for one in duplicates(draft_of(files)) for edit in one.edits}
    assert "/2.md" not in taken


def under(title: str, text: str) -> Sequence[Finding]:
    """What is the same in a memory of rules and in another one under a title."""
    files = [
        base_file("/about/rules.md", f"# Rules\n\n- {OLDER}\n"),
        base_file("/about/hall.md", f"# Hall\n\n## {title}\n\n- {text}\n"),
    ]
    return [one for one in duplicates(draft_of(files)) if one.edits]


@pytest.mark.parametrize(
    "title",
    [
        *("For now", "Until further notice", "Temporary rules", "Provisional", "During the works"),
        *("Unconfirmed", "Rumours"),
    ],
)
def test_what_stands_under_a_restriction_is_not_what_stands_under_none(title: str) -> None:
    """However alike they are: the title is half of what is said."""
    assert under(title, OLDER) == []


@pytest.mark.parametrize("title", ["Notes", "When is it open?", "This week", "Not sure"])
def test_a_title_of_notes_restricts_nothing(title: str) -> None:
    """It says when they were written, or that somebody did not know where they belong."""
    assert len(under(title, OLDER)) == 1


@pytest.mark.parametrize(
    ("newer", "leaves"),
    [
        ("For now the bay of hall 4 closes at 19:00.", False),
        ("The bay of hall 4 closes at 19:00 until further notice.", False),
        ("The bay of hall 4 closes at 19:00 during the works.", False),
        ("The bay of hall 4 closes at 19:00.", True),
        ("The bay of hall 4 currently closes at 19:00.", True),
    ],
)
def test_what_is_so_for_now_takes_no_place_of_a_rule(newer: str, *, leaves: bool) -> None:
    """Though that is what a tool shows: afterwards nobody would know the rule."""
    files = {"/about/rules.md": f"- {OLDER}\n- More.\n", "/notes/aside.md": f"- {newer}\n"}
    shown = session("watch", ("hallctl show 4", "hall: hall 4\nbay_closes: 19:00"))
    lost = old_lines(one for one in dream(files, shown) if not new_lines([one]))
    assert (f"- {OLDER}" in lost) is leaves


def test_a_rule_takes_the_place_of_what_was_so_for_now() -> None:
    """It was for now, and a tool shows that it is over."""
    passing = "The bay of hall 4 closes at 19:00 until further notice."
    files = {"/about/rules.md": f"- {OLDER}\n- More.\n", "/notes/aside.md": f"- {passing}\n"}
    shown = session("watch", ("hallctl show 4", "hall: hall 4\nbay_closes: 18:00"))
    assert f"- {OLDER}" not in old_lines(one for one in dream(files, shown) if not new_lines([one]))
