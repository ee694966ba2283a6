"""Ids as people shorten them: the beginning, or the end that the screens show."""

import pytest


@pytest.fixture
def sessions(memtui, store: str) -> list[str]:
    """Two sessions of one agent."""
    started = ("session", "start", "--agent", "triage", "--attach", store, "--json")
    return [memtui(*started).json["id"] for _ in range(2)]


def common(first: str, second: str) -> str:
    """What two ids begin with."""
    length = next(at for at, pair in enumerate(zip(first, second, strict=True)) if len({*pair}) > 1)
    return first[:length]


def test_the_beginning_or_the_end_of_an_id_is_enough(memtui, sessions: list[str]) -> None:
    """With the kind or without it, as long as only one is like it."""
    first, second = sessions
    unique = first[: len(common(first, second)) + 1]
    for short in (unique, unique.removeprefix("sesn_"), first[-5:]):
        assert memtui("session", "show", short, "--json").json["id"] == first
    assert memtui("session", "end", second[-6:]).code == 0
    assert memtui("session", "show", second, "--json").json["status"] == "ended"


def test_what_fits_several_is_refused_and_they_are_named(memtui, sessions: list[str]) -> None:
    """A usage error: nothing is done with any of them."""
    refused = memtui("session", "end", common(*sessions), "--json", code=2)
    assert "fits several sessions" in refused.err
    assert sorted(refused.error["ids"]) == sorted(sessions)
    assert memtui("session", "show", sessions[0], "--json").json["status"] != "ended"


def test_what_is_like_none_is_not_found(memtui, sessions: list[str]) -> None:
    """Also where it is too short to be a shortened id."""
    for text in ("sesn_zzzz", "zzzzz", sessions[0][-3:], "x%", "sesn_"):
        memtui("session", "show", text, code=4)


def test_dreams_and_reviews_take_them_too(memtui, store: str) -> None:
    """In every command that names a dream."""
    for path in ("/a.md", "/b.md"):
        line = "- The db host is db-1.internal on port 5432.\n"
        memtui("write", store, path, stdin=f"# {path}\n\n{line}- {path} has this too.\n")
    dream = memtui("dream", "run", "--store", store, "--wait", "--json").json["id"]
    short = dream[-5:]
    assert memtui("dream", "show", short, "--json").json["id"] == dream
    assert memtui("review", "show", short, "--json").json["dream"]["id"] == dream
    assert memtui("review", "accept", short, "--all").code == 0
    assert memtui("review", "apply", short).code == 0


def test_a_version_is_known_by_how_it_ends(memtui, store: str) -> None:
    """Among those of its memory, which are all that it could be."""
    for text in ("one\n", "two\n"):
        memtui("write", store, "/a.md", stdin=text)
    oldest = memtui("log", store, "/a.md", "--json").data[-1]["id"]
    assert memtui("restore", store, "/a.md", "--version", oldest[-6:]).code == 0
    assert memtui("cat", store, "/a.md").text == "one\n"
    memtui("restore", store, "/a.md", "--version", "memver_", code=2)


def test_a_session_that_acts_is_given_whole_ids(memtui, sessions: list[str]) -> None:
    """It sees itself only, and learns of no other by guessing."""
    first, second = sessions
    memtui("session", "show", second[-5:], "--session", first, code=4)
