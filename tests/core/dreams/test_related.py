"""Which changes of a proposal are about the same entries."""

from dataclasses import replace

from support.reviewing import edit, finding

from core.dreams.gather import PinnedFile
from core.dreams.hunks import propose
from core.dreams.proposal import Evidence, Finding
from core.dreams.related import related

TEXT = (
    "# Hosts\n\n- The pool has 36 replicas,\n  all in one region.\n- The queue is owned by ops.\n"
)
LINES = tuple(TEXT.splitlines())


def cites(line: int) -> tuple[Evidence, ...]:
    """A line of the memory as evidence."""
    return (Evidence(LINES[line - 1], "the", f"/hosts.md:{line}"),)


def met(*findings: Finding) -> dict[str, list[tuple[str, int]]]:
    """By title: the titles of the others about the same, and the line where they meet."""
    pinned = {"/hosts.md": PinnedFile(TEXT, "memver_1", "0" * 64)}
    changes = propose("store", 1, pinned, findings).changes
    titles = {change.id: change.title for change in changes}
    found = related(changes, {"/hosts.md": LINES})
    return {
        titles[change_id]: [(one.change.title, one.line) for one in others]
        for change_id, others in found.items()
    }


CONFIRMED = finding("confirmed", edit("/hosts.md", 4, [LINES[3]], [f"{LINES[3]} (verified)"]))
NEWER = replace(finding("newer", edit("/hosts.md", 6, [], ["- New."])), evidence=cites(3))
ASKS = replace(finding("asks"), evidence=cites(3))


def test_what_one_rewrites_and_another_cites_is_the_same_entry() -> None:
    """Also where they stand in different lines of it; each names the other."""
    assert met(CONFIRMED, NEWER) == {"confirmed": [("newer", 3)], "newer": [("confirmed", 3)]}


def test_what_only_asks_is_about_what_it_cites() -> None:
    """It takes nothing out, and still whoever rewrites that entry wants to know."""
    other = replace(ASKS, title="asks too", scope="asks too")
    assert met(CONFIRMED, ASKS, other) == {
        "confirmed": [("asks", 3), ("asks too", 3)],
        "asks": [("confirmed", 3), ("asks too", 3)],
        "asks too": [("confirmed", 3), ("asks", 3)],
    }


def test_what_two_only_cite_in_passing_does_not_relate_them() -> None:
    """As a line of an index beside which both add something."""
    other = replace(
        NEWER, title="newer too", scope="newer too", edits=(edit("/b.md", 1, [], ["b"]),)
    )
    assert met(NEWER, other) == {"newer": [], "newer too": []}


def test_other_entries_of_a_file_are_others() -> None:
    """Neighbours in one list have nothing to do with each other."""
    owner = finding("owner", edit("/hosts.md", 5, [LINES[4]], ["- The queue is owned by web."]))
    assert met(CONFIRMED, owner) == {"confirmed": [], "owner": []}
