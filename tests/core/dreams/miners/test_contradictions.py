"""Contradictions: which entry wins, when both stay, and what is none."""

import pytest
from support.dreaming import dream, kinds, new_lines, old_lines, session

from core.dreams.proposal import ChangeKind

OLD = "2026-01-10: the replica maximum of `mailer` in production is 12."
NEW = "2026-02-20: the replica maximum of `mailer` in production is 20."
SHOWN = session(
    "watch",
    ("scale show mailer --env production", "service       mailer\nmax_replicas  20"),
)


def test_the_newer_value_that_was_seen_wins() -> None:
    """The older entry leaves; it said nothing else."""
    findings = dream({"/a.md": f"- {OLD}\n", "/b.md": f"- {NEW}\n"}, SHOWN)
    assert kinds(findings)[0] == "resolve_contradiction"
    # The day at the beginning is no part of what is so.
    title = "It is 20 and no longer 12: the replica maximum of `mailer` in production is 20."
    assert findings[0].title == title
    assert f"- {OLD}" in old_lines(findings)
    assert not any("12" in line for line in new_lines(findings))


def test_what_else_the_older_entry_says_is_kept() -> None:
    """Then only its value changes."""
    more = f"{OLD} Ask Ada Quist before the sale."
    findings = dream({"/a.md": f"- {more}\n", "/b.md": f"- {NEW}\n"}, SHOWN)
    assert any("Ask Ada Quist before the sale." in line for line in new_lines(findings))


def test_without_support_both_stay_and_the_change_asks() -> None:
    """A question has no hunks."""
    findings = dream({"/a.md": f"- {OLD}\n", "/b.md": f"- {NEW}\n"})
    assert kinds(findings) == ["resolve_contradiction"]
    assert findings[0].edits == ()
    assert "12 or 20" in findings[0].title


# fmt: off
# ruff: noqa: E501
NONE = [
    ("The pool of `db-4` holds 40 connections.", "The pool of `db-5` holds 60 connections."),
    ("In staging the pool of `db-4` holds 40 connections.", "In production the pool of `db-4` holds 60 connections."),
    ("`quota` price cache: entries live 30 s.", "`quota` zone cache: entries live 40 s."),
    ("atlas 3.1: the nightly import needs 4 GB of heap.", "atlas 3.2: the nightly import needs 6 GB of heap."),
    ("2026-01-10: drill of `mailer`, switched over in 42 s.", "2026-02-10: drill of `mailer`, switched over in 45 s."),
    ("`mailer` waits 30 s for `quota`.", "`mailer` does not wait 40 s for `quota`."),
    ("Appeals in matter `N-1` are due within 14 days.", "Appeals in matter `N-2` are due within 30 days."),
    ("`mailer` needs 4 GB of heap.", "`mailer` needs 4 min to start."),
]
# fmt: on


@pytest.mark.parametrize("texts", NONE)
def test_what_speaks_of_something_else_contradicts_nothing(texts: tuple[str, str]) -> None:
    """Another host, environment, attribute, version, day, matter or unit."""
    assert dream({"/a.md": f"- {texts[0]}\n", "/b.md": f"- {texts[1]}\n"}) == ()


def test_what_was_corrected_is_merged_in_the_words_of_what_was_right() -> None:
    """The older entry says more: that is added, and the newer one's wording stays."""
    shown = ("svc show mailer", '{"name": "mailer", "port": 8881}')
    store = {
        "/a.md": "# Notes\n\n- 2026-01-10: `mailer` listens on port 8981, TLS only.\n",
        "/b.md": "# More\n\n- 2026-02-12: Reach `mailer` on port 8881.\n",
    }
    (finding,) = dream(store, session("a", shown, day=1), session("b", shown, day=2))
    assert new_lines([finding]) == ["- 2026-02-12: Reach `mailer` on port 8881. TLS only."]


PARTS = [
    (
        "8980. Say hello.\n8981. Open `mailer`, which listens on port 8981.",
        "8981. Open `mailer`, which listens on port 8881.",
    ),
    (
        "## Ports\n\n`mailer` listens on port 8981.\nThe press hall opens at 07:00.",
        "`mailer` listens on port 8881.",
    ),
]


@pytest.mark.parametrize(("said", "then"), PARTS)
def test_a_step_and_a_line_of_a_paragraph_stay_with_the_value_that_is_shown(
    said: str, then: str
) -> None:
    """What they are a part of would fall apart."""
    shown = ("svc show mailer", '{"name": "mailer", "port": 8881}')
    seen = session("a", shown, day=1), session("b", shown, day=2)
    new = "- 2026-02-12: `mailer` listens on port 8881.\n"
    findings = dream({"/a.md": f"# Mail\n\n{said}\n", "/b.md": new}, *seen)
    found = [one for one in findings if one.kind is ChangeKind.RESOLVE_CONTRADICTION]
    (line,) = new_lines(found)
    # What was seen as well is noted behind it.
    assert line.partition(" (verified")[0] == then
