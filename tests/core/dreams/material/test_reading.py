"""Which results are the text of a program, and which words of results are ordinary ones."""

import pytest
from support.dreaming import dream, kinds, session

from core.dreams.material.testimony import testimony
from core.dreams.material.testimony.ordinary import Ordinary

COMMENT = "// the crawler was replaced by the feeder\nconst Retries = 5\n"


def lines_of(command: str, body: str) -> tuple[str, ...]:
    """The lines of one result as they count."""
    (result,) = testimony.Testimony([session("ops", (command, body))]).results
    return result.lines


@pytest.mark.parametrize(
    "command",
    ["cat src/feed.go", "cd src && sed -n 1,20p feed.go | head", "git show HEAD:src/feed.go"],
)
def test_who_reads_a_program_sees_only_what_it_sets(command: str) -> None:
    """Its comments tell of the program."""
    assert lines_of(command, COMMENT) == ("", "const Retries = 5", "")


@pytest.mark.parametrize("command", ["go run src/feed.go", "cat src/feed.go notes.md", "app show"])
def test_what_a_program_prints_counts(command: str) -> None:
    """It is no text of a program."""
    assert lines_of(command, COMMENT)[0] == COMMENT.partition("\n")[0]


def test_a_comment_renames_nothing() -> None:
    """The very line does so where it stands in no program."""
    store = {"/feeds.md": "# Feeds\n\n- The `crawler-1` fills the index every night.\n"}
    said = "crawler-1 was replaced by crawler-2\n"
    assert "remove_stale" in kinds(dream(store, session("ops", ("fleet show", said))))
    assert dream(store, session("ops", ("cat src/feed.go", f"// {said}"))) == ()


ORDINARY = "no session\na session of mine\neach session, and every session.\nany session is kept\n"


def test_a_word_for_things_of_a_kind_is_no_name() -> None:
    """A name has no article, and few forms."""
    logs = [session("ops", ("app log", f"{ORDINARY}a git repository, a git remote, a git tag\n"))]
    ordinary = Ordinary(testimony.Testimony(logs))
    assert ordinary.has("session")
    assert ordinary.has("now")
    assert not ordinary.has("git")
    assert not ordinary.has("crawler")
    assert not ordinary.has("session-2")


def test_a_word_of_many_forms_is_no_name() -> None:
    """`named` is a form of it."""
    logs = [session("ops", ("app log", "name it, names of them, naming things, named so\n"))]
    assert Ordinary(testimony.Testimony(logs)).has("named")


def test_what_becomes_of_an_ordinary_word_is_nobodys_end() -> None:
    """`No changes added to commit` removes no entry about a command called `changes`."""
    store = {"/app.md": "# App\n\n- `changes` lists what is new since a day.\n"}
    log = "a change, some changes, these changes: changed, changing\nchanges no longer exists\n"
    assert dream(store, session("ops", ("app log", log))) == ()
    only = session("ops", ("app help", "changes no longer exists\n"))
    assert kinds(dream(store, only)) == ["remove_stale"]


def test_the_number_of_a_point_and_a_stream_are_no_values() -> None:
    """`2.` and `2>&1` count nothing."""
    store = {"/feeds.md": "# Feeds\n\n- `feeder-1` has 2 workers.\n"}
    for line in ("2. feeder-1 starts its workers", "feeder-1 workers >/dev/null 2>&1"):
        assert dream(store, session("ops", ("cat steps.txt", f"{line}\n"))) == ()
