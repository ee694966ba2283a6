"""`events`, `accesses`, `search --transcripts`, and ingested sessions in `session ...`."""

from pathlib import Path

import pytest

from core import Workspace
from tests.support.claude_lines import SESSION, answered, called, said, write

EVENT_KEYS = {
    *("id", "seq", "kind", "ts", "agent", "call_id", "tool", "status", "error_source"),
    *("exit_code", "body", "native_id", "source", "generation", "raw_offset", "line_no"),
}
SESSION_KEYS = {
    *("id", "native_id", "format", "agent", "status", "started_at", "ended_at"),
    *("events", "tool_calls", "tool_errors"),
}
OTHER = "22222222-2222-4333-8444-555555555555"
NOTE = "/mnt/memory/sre-notes/alerts/p1.md"


@pytest.fixture
def transcript(tmp_path: Path) -> Path:
    """A session that reads a note, fails once, and writes the note."""
    return write(
        tmp_path / "logs" / f"{SESSION}.jsonl",
        [
            said(0, "Dispatch stalls, look into it."),
            called(1, "Read", file_path=NOTE),
            answered(2, 1, "CPU spike\n"),
            called(3, "Bash", command="kubectl get pods\x1b[2J"),
            answered(4, 3, "Exit code 1\nconnection refused", is_error=True),
            called(5, "Write", file_path=NOTE, content="CPU spike at 14:02\n"),
            answered(6, 5, "ok"),
            said(7, "Thanks\u202e, that is all."),
        ],
    )


@pytest.fixture
def ingested(memtui, store, home, transcript):
    """The id of the session of `transcript`, whose note is a memory of `SRE Notes`."""
    memtui("write", store, "/alerts/p1.md", "--content", "CPU spike at 14:02\n")
    with Workspace.open(home / "team.db") as workspace:
        ingester = workspace.ingester()
        ingester.file(transcript)
        assert not ingester.total.failed
        return workspace.summaries.page().data[0].id


def test_ingested_and_started_sessions_stand_in_one_list(memtui, ingested):
    """With the same keys, and each of them by its state."""
    started = memtui("session", "start", "--agent", "triage", "--json").json["id"]
    both = memtui("session", "list", "--json").data
    assert [one["id"] for one in both] == [started, ingested]
    assert all(set(one) >= SESSION_KEYS for one in both)
    told = both[1]
    assert (told["native_id"], told["format"], told["agent"]) == (
        SESSION,
        "claude-code",
        "claude-code:payments",
    )
    assert (told["events"], told["tool_calls"], told["tool_errors"]) == (8, 3, 1)
    assert (told["status"], told["started_at"]) == ("ended", "2026-11-20T12:00:00.000000Z")
    assert (told["memory_reads"], told["memory_writes"], told["resources"]) == (1, 1, [])
    for option, value in (("--state", "live"), ("--agent", "triage")):
        found = memtui("session", "list", option, value, "--json").data
        assert [one["id"] for one in found] == [started]
    found = memtui("session", "list", "--store", "sre-notes", "--json").data
    assert [one["id"] for one in found] == [ingested]
    first = memtui("session", "list", "--limit", "1", "--json").json
    rest = memtui("session", "list", "--page", first["next_page"], "--json").data
    assert [one["id"] for one in rest] == [ingested]


def test_a_session_is_shown_by_either_id(memtui, ingested):
    """Ours, or the transcript's own."""
    by_ours = memtui("session", "show", ingested, "--json").json
    assert by_ours == memtui("session", "show", SESSION, "--json").json
    shown = memtui("session", "show", SESSION).text
    assert "3, 1 failed, 0 rejected" in shown
    assert "SRE Notes" in shown


def test_events_are_printed_in_order_with_where_they_stand(memtui, ingested, transcript):
    """As one document, with the keys that scripts rely on."""
    events = memtui("events", ingested, "--json").data
    assert events == memtui("events", SESSION, "--json").data
    assert all(set(event) >= EVENT_KEYS for event in events)
    assert [event["kind"] for event in events] == [
        *("user", "tool_call", "tool_result", "tool_call", "tool_result"),
        *("tool_call", "tool_result", "user"),
    ]
    assert [event["line_no"] for event in events] == list(range(1, 9))
    failed = events[4]
    assert (failed["ts"], failed["status"], failed["error_source"], failed["exit_code"]) == (
        "2026-11-20T12:00:04.000000Z",
        "failed",
        "flag",
        1,
    )
    assert failed["call_id"] == events[3]["call_id"]
    assert (failed["agent"], failed["generation"]) == ("main", 1)
    raw = transcript.read_bytes()
    assert raw[failed["raw_offset"] :].startswith(b'{"type": "user"')
    assert failed["source"] == str(transcript)
    assert failed["pointer"] == f"{transcript}:5"


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        (["--kind", "user"], [1, 8]),
        (["--kind", "user", "--kind", "tool_result"], [1, 3, 5, 7, 8]),
        (["--errors"], [4, 5]),
        (["--memory"], [2, 3, 6, 7]),
        (["--memory", "--kind", "tool_call"], [2, 6]),
        (["--agent", "main"], [1, 2, 3, 4, 5, 6, 7, 8]),
        (["--agent", "other"], []),
    ],
)
def test_events_are_filtered(memtui, ingested, options, lines):
    """All that is asked for has to hold; nothing found is an empty list."""
    assert [one["line_no"] for one in memtui("events", ingested, *options, "--json").data] == lines


def test_events_go_on_where_a_limit_stopped(memtui, ingested):
    """And at the end there is no next page."""
    first = memtui("events", ingested, "--limit", "6", "--json").json
    assert len(first["data"]) == 6
    rest = memtui("events", ingested, "--limit", "2", "--page", first["next_page"], "--json").json
    assert [one["line_no"] for one in rest["data"]] == [7, 8]
    assert rest["next_page"] is None


def test_events_refuse(memtui, ingested):
    """An unknown session, kind or cursor; with --json in one document."""
    assert memtui("events", "sesn_01x", "--json", code=4).error["type"] == "not_found_error"
    assert "tool_call" in memtui("events", ingested, "--kind", "tool", code=2).err
    memtui("events", ingested, "--page", "page_x", "--json", code=1)
    memtui("events", code=2)


def test_hostile_transcripts_cannot_act_on_a_terminal(memtui, ingested):
    """Markers on a terminal and in a pipe, behind which there may be one; JSON has the text."""
    for command in (["events", ingested], ["search", "--transcripts", "thanks"]):
        for tty in (True, False):
            shown = memtui(*command, tty=tty).text
            assert "<U+202E>" in shown
            assert "\u202e" not in shown
            assert "\x1b[2J" not in shown
    assert any("\u202e" in (one["body"] or "") for one in memtui("events", ingested, "--json").data)


def test_transcripts_are_searched(memtui, ingested):
    """Every word has to be there; of one session, or of one agent's."""
    (found,) = memtui("search", "--transcripts", "connection", "refused", "--json").data
    assert (found["session_id"], found["kind"], found["status"]) == (
        ingested,
        "tool_result",
        "failed",
    )
    start, end = found["marks"][0]
    assert found["text"][start:end] == "connection"
    assert found["event_id"] in {one["id"] for one in memtui("events", ingested, "--json").data}
    search = ("search", "--transcripts", "refused", "--json")
    (same,) = memtui(*search, "--session", SESSION).data
    assert same["event_id"] == found["event_id"]
    assert memtui(*search, "--agent", "triage").data == []
    memtui(*search, "--session", "sesn_01x", code=4)
    memtui(*search, "--history", code=2)
    memtui("search", "x", "--agent", "triage", code=2)
    assert "refused" in memtui("search", "--transcripts", "refused").text


def test_who_touched_a_memory(memtui, ingested, store):
    """Newest first, with the event and the version that the write made."""
    (version,) = memtui("log", store, "/alerts/p1.md", "--json").data
    write_, read = memtui("accesses", store, "/alerts/p1.md", "--json").data
    assert (write_["touch"], read["touch"]) == ("write", "read")
    assert (read["session_id"], read["agent"], read["path"]) == (
        ingested,
        "claude-code:payments",
        "/alerts/p1.md",
    )
    assert read["at"] == "2026-11-20T12:00:01.000000Z"
    assert read["memory_store_id"] == version["memory_store_id"]
    calls = {one["id"]: one for one in memtui("events", ingested, "--json").data}
    assert calls[read["event_id"]]["tool"] == "Read"
    assert "read" in memtui("accesses", store, "/alerts/p1.md").text
    assert memtui("accesses", store, "/never.md", "--json").data == []


def test_what_nobody_reads(memtui, store):
    """What was written lately does not count as unread."""
    memtui("write", store, "/a.md", "--content", "x")
    assert memtui("accesses", store, "--unread-for", "30d", "--json").data == []
    (never,) = memtui("accesses", store, "--unread-for", "0s", "--json").data
    assert (never["path"], never["last_read_at"]) == ("/a.md", None)
    assert "never read" in memtui("accesses", store, "--unread-for", "0s").text
    for wrong in (["--unread-for", "soon"], [], ["/a.md", "--unread-for", "1d"]):
        memtui("accesses", store, *wrong, code=2)
    memtui("accesses", store, "--unread-for", "999999w")


def test_delete_takes_the_transcript_and_keeps_what_was_started_here(memtui, ingested, transcript):
    """It asks; and reading the same file again brings nothing back."""
    asked = memtui("session", "delete", ingested, stdin="no\n", code=1)
    assert "8 events" in asked.err
    assert "begins a new" in asked.err
    assert "--yes" in memtui("session", "delete", ingested, code=2).err
    assert len(memtui("events", ingested, "--json").data) == 8
    done = memtui("session", "delete", SESSION, "--yes", "--json").json
    assert (done["id"], done["events"]) == (ingested, 8)
    memtui("session", "show", ingested, code=4)
    assert memtui("changes", "--json").data[-1]["kind"] == "session.forgotten"
    started = memtui("session", "start", "--agent", "triage", "--json").json["id"]
    assert "0 events" in memtui("session", "delete", started, stdin="y\n").err
    memtui("session", "show", started)
