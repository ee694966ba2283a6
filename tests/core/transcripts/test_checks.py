"""What the doctor finds in transcripts: every kind of damage, and none where there is none."""

from pathlib import Path

import pytest
from support.claude_lines import SESSION, answered, called, said, write
from support.ingesting import ingest

from core import Workspace
from core.records.stores import Store
from core.upkeep.doctor import rebuild_index


@pytest.fixture
def ingested(ws: Workspace, store: Store, tmp_path: Path) -> Workspace:
    """A session that has some of everything."""
    ws.memories.create(store.id, "/a.md", "x")
    note = "/mnt/memory/notes/a.md"
    lines = [
        said(1, "go"),
        called(2, "Write", file_path=note, content="x"),
        answered(3, 2, "Exit code 2", is_error=True),
        called(4, "Read", file_path=note),
        answered(5, 4, "The user doesn't want to proceed with this tool use.", is_error=True),
        b"broken\n",
    ]
    ingest(ws, write(tmp_path / "a.jsonl", lines))
    return ws


DAMAGE = {
    **{
        f"a wrong number of {name}": (f"UPDATE transcripts SET {name} = {name} + 1", name)
        for name in (
            *("events", "tool_calls", "tool_errors", "rejected", "reads", "writes"),
            *("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens"),
        )
    },
    "an event that is lost": ("DELETE FROM events WHERE number = 1", "events"),
    "a session that is lost": ("DELETE FROM transcripts", "events of a session"),
    "a file that is lost": ("DELETE FROM sources", "events of a file"),
    "an access of nothing": ("UPDATE accesses SET event = 99 WHERE touch = 'read'", "an event"),
    "an access of another": ("UPDATE accesses SET session = session + 1", "their event's session"),
    "a place that was not read": ("UPDATE events SET raw_offset = 1 << 40", "was not read"),
    "a generation to come": ("UPDATE events SET generation = 9", "was not read"),
    "an offset behind the end": ("UPDATE sources SET offset = size_bytes + 1", "than it holds"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_found_and_named(ingested: Workspace, name: str) -> None:
    """In a sentence that says what is wrong."""
    assert ingested.examine().problems == ()
    statement, told = DAMAGE[name]
    ingested.context.db._writing.connection.execute(statement)
    found = [one for one in ingested.examine().problems if one.check == "transcripts"]
    assert any(told in problem.message for problem in found), found


def test_words_that_are_missing_are_made_anew(ingested: Workspace) -> None:
    """The index of transcripts is rebuilt like that of memories."""
    connection = ingested.context.db._writing.connection
    connection.execute("INSERT INTO events_text (events_text) VALUES ('delete-all')")
    assert [one.check for one in ingested.examine().problems] == ["index"]
    assert ingested.transcripts.search("proceed") == []
    rebuild_index(ingested.context)
    assert ingested.examine().problems == ()
    assert ingested.transcripts.search("proceed")[0].event.session_id


def test_a_redacted_text_leaves_the_numbers_right(ingested: Workspace) -> None:
    """It is gone from events, and the doctor has nothing to say."""
    ingested.redact().text("doesn't want to proceed")
    assert ingested.examine().problems == ()
    assert ingested.transcripts.search("proceed") == []
    assert ingested.summaries.retrieve(SESSION).events == 5
