"""The versions of a history as they are shown: which they are, what is said of each."""

from dataclasses import replace

from core.reading.pages import Page
from memtui.shown.versions import delta, matches, position, what, with_newest


def history(team, count):
    """The first page of a memory that was written so often."""
    for number in range(count):
        written = team.write(team.notes, "/deep.md", "x" * (number + 1))
    return list(team.history(team.notes.id, written.memory_id).data)


def test_what_is_new_comes_in_front_and_what_was_read_comes_anew(team):
    """It may have been redacted meanwhile."""
    versions = history(team, 4)
    redacted = replace(versions[2], content_sha256=None, path=None)
    page = Page((versions[0], versions[1], redacted), "more")
    assert with_newest(versions[2:], page) == (
        [versions[0], versions[1], redacted, versions[3]],
        False,
    )


def test_what_was_read_goes_when_more_came_than_fits_a_page(team):
    """A gap would look as if nothing had been there."""
    versions = history(team, 4)
    assert with_newest(versions[2:], Page(tuple(versions[:2]), "more")) == (versions[:2], True)


def test_what_was_done_is_one_word_and_one_number(team):
    """The first version has its whole size, unless the one before is only not read yet."""
    newest, first = history(team, 2)
    assert (what(newest, first), what(first, None)) == ("modified", "created")
    assert (
        what(replace(newest, path="/b.md", content_sha256=first.content_sha256), first) == "renamed"
    )
    assert delta(newest, first, is_first=True) == "+1"
    assert (delta(first, None, is_first=True), delta(first, None, is_first=False)) == ("+1", "")


def test_a_version_is_found_by_all_of_its_words_and_counted_from_the_newest(team):
    """In the name of its agent and in the id of its session."""
    newest, first = history(team, 2)
    assert matches(newest, f"{newest.agent.upper()} {newest.created_by.session_id[-4:]}")
    assert not matches(newest, f"{newest.agent} nobody")
    assert (position([newest, first], newest), position([newest, first], first)) == (
        "newest",
        "1 back",
    )
    assert position([newest], first) == "far back"
