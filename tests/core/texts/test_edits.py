"""Edits that carry their own precondition: what they do, and that they never conflict."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.testing import temporary_workspace
from core.texts.edits import Append, EditRefused, Insert, StrReplace, occurrences


@pytest.mark.parametrize(
    ("edit", "text", "expected"),
    [
        (Append("b\n"), "a\n", "a\nb\n"),
        (Append("b\n"), "a", "a\nb\n"),
        (Append("b"), "", "b"),
        (Insert(0, "top"), "a\nb\n", "top\na\nb\n"),
        (Insert(1, "mid\n"), "a\nb\n", "a\nmid\nb\n"),
        (Insert(2, "end"), "a\nb", "a\nb\nend\n"),
        (StrReplace("old", "new"), "an old one\n", "an new one\n"),
        (StrReplace("a\nb", "c"), "a\nb\n", "c\n"),
    ],
)
def test_an_edit_changes_what_it_names(edit, text, expected):
    """Lines are added whole, a text is replaced where it stands."""
    assert edit.apply(text) == expected


@pytest.mark.parametrize(
    ("edit", "text", "said"),
    [
        (StrReplace("gone", "x"), "a\n", "not there"),
        (StrReplace("a", "x"), "a\nb\na\n", "2 times, in lines 1, 3"),
        (StrReplace("", "x"), "a\n", "not there"),
        (Insert(3, "x"), "a\nb\n", "2 lines"),
        (Insert(-1, "x"), "a\n", "no line -1"),
    ],
)
def test_an_edit_that_does_not_apply_says_why(edit, text, said):
    """The sentence holds what the writer needs to try again."""
    with pytest.raises(EditRefused, match=said):
        edit.apply(text)


@given(st.text("ab\n", max_size=30), st.text("ab\n", min_size=1, max_size=3))
def test_occurrences_are_counted_with_the_lines_they_begin_in(text, wanted):
    """Every start of the text is found, also of overlapping ones."""
    starts = [i for i in range(len(text)) if text.startswith(wanted, i)]
    assert occurrences(text, wanted) == [text.count("\n", 0, start) + 1 for start in starts]


def test_agents_that_only_append_never_conflict_and_lose_nothing():
    """Eight threads add lines to one note: every line is there once, and nobody was refused."""
    with temporary_workspace() as ws:
        store = ws.stores.create("notes").id
        note = ws.memories.create(store, "/hot.md", "")

        def work(name):
            agent = ws.sessions.start(name, {store: "read_write"})
            for number in range(20):
                agent.append(note.id, f"{name} {number}\n")

        threads = [threading.Thread(target=work, args=(f"agent-{n}",)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        lines = ws.memories.retrieve(note.id).content.splitlines()
        assert sorted(lines) == sorted(f"agent-{n} {i}" for n in range(8) for i in range(20))
        assert ws.conflicts.count() == 0
        assert not any(version.unconditional for version in ws.versions.list(store))


def test_an_edit_that_is_refused_writes_nothing():
    """Neither a version nor a conflict: there is no text of the writer to keep."""
    with temporary_workspace() as ws:
        store = ws.stores.create("notes").id
        agent = ws.sessions.start("triage", {store: "read_write"})
        note = agent.create(store, "/a.md", "one\n")
        with pytest.raises(EditRefused):
            agent.str_replace(note.id, "two", "three")
        assert len(list(ws.versions.list(store))) == 1
        assert ws.conflicts.count() == 0
