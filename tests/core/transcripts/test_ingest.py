"""Reading files into a workspace: once, again, and after whatever happened to them in between."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zstandard
from support.claude_lines import SESSION, answered, called, line, said, write
from support.ingesting import NOTHING, bodies, check, events, ingest, known, sources

from core import NotFound, Workspace
from core.transcripts.kinds import Kind, Status
from core.transcripts.tally import Added

OTHER = "99999999-8888-4777-8666-555555555555"


@pytest.fixture(autouse=True)
def sound(ws: Workspace) -> Iterator[None]:
    """Whatever a test does, the doctor has nothing to say about it."""
    yield
    check(ws)


def session_of(ws: Workspace, native_id: str = SESSION) -> tuple[int, int, int, int]:
    """Events, calls, errors and rejections that are counted."""
    found = ws.summaries.retrieve(native_id)
    return found.events, found.tool_calls, found.tool_errors, found.rejected


WORK = [
    said(1, "check the queue"),
    called(2, "Bash", command="grep x queue.log"),
    answered(3, 2, "", is_error=False),
    called(4, "Bash", command="make"),
    answered(5, 4, "Exit code 2\nmake: *** boom", is_error=True),
    called(6, "Edit", file_path="/w/a"),
    answered(7, 6, "The user doesn't want to proceed with this tool use.", is_error=True),
]


def test_what_a_run_added_is_counted(ws: Workspace, tmp_path: Path) -> None:
    """Files and bytes are what was looked at; a second run adds nothing."""
    path = write(tmp_path / "p" / "a.jsonl", WORK)
    (tmp_path / "p" / "b.json").write_text('{"neither": "this nor that"}')
    first = ingest(ws, tmp_path)
    assert first.added == Added(sessions=1, events=7, tool_calls=3, tool_errors=1, rejected=1)
    assert (first.files, first.bytes) == (1, path.stat().st_size)
    again = ingest(ws, tmp_path)
    assert again.added == NOTHING
    assert (again.files, again.bytes, again.read_bytes) == (1, path.stat().st_size, 0)
    assert session_of(ws) == (7, 3, 1, 1)


def test_reading_goes_on_where_it_stopped(ws: Workspace, tmp_path: Path) -> None:
    """Only what is new is read; a call that was stored before is amended by its result."""
    path = write(tmp_path / "a.jsonl", WORK[:4])
    assert ingest(ws, path).added.events == 4
    assert [event.status for event in events(ws, SESSION)][-1] is Status.UNKNOWN
    with path.open("ab") as file:
        file.write(b"".join(WORK[4:]))
    second = ingest(ws, path)
    assert second.added == Added(events=3, tool_calls=1, tool_errors=1, rejected=1)
    assert second.read_bytes == len(b"".join(WORK[4:]))
    assert sources(ws) == {"a.jsonl": (1, "present")}
    assert [event.status for event in events(ws, SESSION)][3:5] == [Status.FAILED] * 2


def test_an_unfinished_line_waits_for_its_rest(ws: Workspace, tmp_path: Path) -> None:
    """Half of a record is nothing; a whole one without its end counts once the file rests."""
    path = write(tmp_path / "a.jsonl", [WORK[0], WORK[1][:40]])
    assert ingest(ws, path).added == Added(sessions=1, events=1)
    path.write_bytes(b"".join(WORK[:2]).rstrip())
    assert ingest(ws, path, at_rest=False).added == NOTHING
    assert ingest(ws, path).added == Added(events=1, tool_calls=1)
    with path.open("ab") as file:
        file.write(b"\n" + WORK[2])
    assert ingest(ws, path).added == Added(events=1)
    assert [event.pointer.line_no for event in events(ws, SESSION)] == [1, 2, 3]


def test_a_file_that_is_written_anew_is_another_generation(ws: Workspace, tmp_path: Path) -> None:
    """What was seen stays, what is known is not doubled, and what is new points at its place."""
    path = write(tmp_path / "a.jsonl", WORK[:3])
    ingest(ws, path)
    write(path, [said(90, "a redacted beginning"), *WORK[1:3], WORK[3]])
    assert ingest(ws, path).added == Added(events=2, tool_calls=1)
    assert sources(ws) == {"a.jsonl": (2, "present")}
    generations = {event.body: event.pointer.generation for event in events(ws, SESSION)}
    assert generations["check the queue"] == 1
    assert generations["a redacted beginning"] == 2


def test_records_without_ids_are_not_doubled_where_they_stay(ws: Workspace, tmp_path: Path) -> None:
    """Their words and their place are all that they can be known by."""
    nameless = [said(n, text, uuid="redacted") for n, text in enumerate(["yes", "yes", "go"])]
    path = write(tmp_path / "a.jsonl", [*nameless, said(8, "old end")])
    assert ingest(ws, path).added.events == 4
    write(path, [*nameless, said(9, "new end")])
    assert ingest(ws, path).added.events == 1
    assert sources(ws)["a.jsonl"][0] == 2


def test_truncation_and_regrowth(ws: Workspace, tmp_path: Path) -> None:
    """An empty file says nothing; what then grows in it is read from the beginning."""
    path = write(tmp_path / "a.jsonl", WORK[:3])
    ingest(ws, path)
    path.write_bytes(b"")
    assert ingest(ws, path).added == NOTHING
    write(path, [said(50, "anew")])
    assert ingest(ws, path).added.events == 1
    assert session_of(ws)[0] == 4


def test_a_file_that_is_gone_keeps_what_was_read(ws: Workspace, tmp_path: Path) -> None:
    """And goes on when it comes back."""
    path = write(tmp_path / "a.jsonl", WORK[:2])
    ingest(ws, path)
    path.unlink()
    ws.ingester().vanished(tmp_path)
    assert sources(ws) == {"a.jsonl": (1, "gone")}
    assert session_of(ws)[0] == 2
    write(path, WORK[:3])
    assert ingest(ws, path).added == Added(events=1)
    assert sources(ws) == {"a.jsonl": (1, "present")}


def test_a_file_that_moves_is_the_same_file(ws: Workspace, tmp_path: Path) -> None:
    """Archiving is a rename; its events point at where it is now, and reading goes on."""
    path = write(tmp_path / "sessions" / "a.jsonl", WORK[:2])
    ingest(ws, tmp_path)
    new = tmp_path / "archived" / "a.jsonl"
    new.parent.mkdir()
    path.rename(new)
    with new.open("ab") as file:
        file.write(WORK[2])
    assert ingest(ws, tmp_path).added == Added(events=1)
    assert {event.pointer.source for event in events(ws, SESSION)} == {str(new)}
    assert sources(ws) == {"a.jsonl": (1, "present")}


def test_a_file_that_only_got_the_inode_of_another_is_another(
    ws: Workspace, tmp_path: Path
) -> None:
    """What was read of the deleted one goes on pointing at its path."""
    old = write(tmp_path / "a.jsonl", WORK[:2])
    ingest(ws, old)
    inode = old.stat().st_ino
    # The same inode, deterministically: the file itself is written anew under another name.
    new = tmp_path / "b.jsonl"
    old.rename(new)
    with new.open("r+b") as file:
        file.truncate()
        file.write(said(70, "another session", OTHER))
    assert new.stat().st_ino == inode
    ingest(ws, tmp_path)
    assert {event.pointer.source for event in events(ws, SESSION)} == {str(old)}
    assert {event.pointer.source for event in events(ws, OTHER)} == {str(new)}


def test_a_session_that_is_known_by_its_path_moves_with_it(ws: Workspace, tmp_path: Path) -> None:
    """Messages have no session id; what comes after the move belongs to the same one."""
    lines = [json.dumps({"role": "user", "content": str(n)}).encode() + b"\n" for n in range(3)]
    path = write(tmp_path / "a.jsonl", lines[:2])
    ingest(ws, path)
    new = path.rename(tmp_path / "b.jsonl")
    with new.open("ab") as file:
        file.write(lines[2])
    assert ingest(ws, new).added == Added(events=1)
    assert bodies(ws, str(new)) == ["0", "1", "2"]
    with pytest.raises(NotFound):
        ws.summaries.retrieve(str(path))


CODEX = [
    {"timestamp": "2026-01-01T00:00:00Z", "type": "session_meta", "payload": {"id": "c-1"}},
    {
        "timestamp": "2026-01-01T00:00:01Z",
        "type": "event_msg",
        "payload": {"type": "user_message", "message": "hi"},
    },
    {
        "timestamp": "2026-01-01T00:00:02Z",
        "type": "response_item",
        "payload": {"type": "message", "role": "assistant", "content": "hello"},
    },
]


def test_a_compressed_copy_says_nothing_new(ws: Workspace, tmp_path: Path) -> None:
    """Idle rollouts are compressed and the plain file goes; resuming brings it back."""
    lines = [json.dumps(one).encode() + b"\n" for one in CODEX]
    plain = write(tmp_path / "rollout-1.jsonl", lines[:2])
    assert ingest(ws, tmp_path).added.sessions == 1
    packed = tmp_path / "rollout-1.jsonl.zst"
    packed.write_bytes(zstandard.compress(b"".join(lines[:2])))
    plain.unlink()
    assert ingest(ws, tmp_path).added == NOTHING
    assert ingest(ws, tmp_path).read_bytes == 0
    write(plain, lines)
    packed.unlink()
    assert ingest(ws, tmp_path).added == Added(events=1)


def test_a_compressed_file_without_ids_is_read_once(ws: Workspace, tmp_path: Path) -> None:
    """However small it is: its offset is one of the plain text."""
    path = tmp_path / "tiny.jsonl.zst"
    path.write_bytes(zstandard.compress(said(1, "a", uuid="redacted")))
    assert ingest(ws, path).added.events == 1
    assert ingest(ws, path).added == NOTHING


def test_two_sessions_in_one_file_and_one_in_two(ws: Workspace, tmp_path: Path) -> None:
    """A session is what its id says, wherever its records are."""
    write(tmp_path / "a.jsonl", [said(1, "one"), said(2, "two", OTHER)])
    write(tmp_path / "b.jsonl", [said(2, "three"), said(1, "one")])
    assert ingest(ws, tmp_path).added == Added(sessions=2, events=3)
    assert bodies(ws, SESSION) == ["one", "three"]
    assert bodies(ws, OTHER) == ["two"]


def test_a_subagent_is_an_agent_of_its_parent(ws: Workspace, tmp_path: Path) -> None:
    """Its file names the session; the facts beside it name the agent. A pipe there is left."""
    folder = tmp_path / SESSION / "subagents"
    write(tmp_path / f"{SESSION}.jsonl", [said(1, "go")])
    for key in ("a1", "a2"):
        write(
            folder / f"agent-{key}.jsonl",
            [said(10, f"look {key}", isSidechain=True, agentId=key, uuid=f"u-{key}")],
        )
    facts = {"agentType": "scout", "toolUseId": "toolu_9"}
    (folder / "agent-a1.meta.json").write_text(json.dumps(facts))
    os.mkfifo(folder / "agent-a2.meta.json")
    assert ingest(ws, tmp_path).added == Added(sessions=1, events=3)
    assert [event.agent for event in events(ws, SESSION)] == ["main", "a1", "a2"]
    with ws.context.db.snapshot() as connection:
        rows = connection.execute("SELECT key, name, spawn_call_id FROM subagents").fetchall()
    assert rows == [("a1", "scout", "toolu_9"), ("a2", None, None)]


def test_the_agent_is_named_by_the_person_or_the_transcript(ws: Workspace, tmp_path: Path) -> None:
    """Else by its format and its folder; what a person said stays."""
    path = write(tmp_path / "a.jsonl", [said(1, "go")])
    ingest(ws, path)
    assert ws.summaries.retrieve(SESSION).agent == "claude-code:payments"
    named = {"type": "agent-name", "agentName": "triage", "sessionId": SESSION}
    with path.open("ab") as file:
        file.write(json.dumps(named).encode() + b"\n")
    ingest(ws, path)
    assert ws.summaries.retrieve(SESSION).agent == "triage"
    with path.open("ab") as file:
        file.write(said(2, "on"))
    ingest(ws, path, agent="triage")
    with path.open("ab") as file:
        file.write(json.dumps(named | {"agentName": "impostor"}).encode() + b"\n")
    ingest(ws, path)
    assert ws.summaries.retrieve(SESSION).agent == "triage"


def test_the_transcript_of_a_started_session_is_that_session_s(
    ws: Workspace, tmp_path: Path
) -> None:
    """In every format, and once: its name stays, and nothing is made beside it."""
    session = ws.sessions.start("night shift", {})
    write(tmp_path / "a.jsonl", [said(1, "go", session.id)])
    turns = [
        {"sessionId": session.id, "projectHash": "h"},
        {"id": "1", "type": "gemini", "content": "a"},
    ]
    write(tmp_path / "b.jsonl", [json.dumps(turn).encode() + b"\n" for turn in turns])
    first = ingest(ws, tmp_path).added
    assert (first.sessions, first.events) == (1, 3)
    with (tmp_path / "b.jsonl").open("ab") as file:
        file.write(json.dumps({"id": "2", "type": "gemini", "content": "b"}).encode() + b"\n")
    assert ingest(ws, tmp_path).added == Added(events=1)
    found = ws.summaries.retrieve(session.id)
    assert (found.agent, found.is_ingested, found.events) == ("night shift", False, 4)


def test_a_managed_agents_file_is_its_stem_s_session(ws: Workspace, tmp_path: Path) -> None:
    """Late verdicts find the call, though no record names the session."""
    records = [
        {"id": "sevt_1", "type": "agent.tool_use", "name": "bash", "input": {"command": "grep x"}},
        {"id": "sevt_2", "type": "user.tool_confirmation", "tool_use_id": "sevt_1"}
        | {"result": "deny"},
        {"id": "sevt_3", "type": "agent.tool_result", "tool_use_id": "sevt_1", "is_error": True},
    ]
    path = tmp_path / "sesn_01Abc.jsonl"
    for number in range(1, 4):
        write(path, [json.dumps(one).encode() + b"\n" for one in records[:number]])
        ingest(ws, path)
    assert session_of(ws, "sesn_01Abc") == (3, 1, 0, 1)
    assert {event.status for event in events(ws, "sesn_01Abc")} == {Status.REJECTED_BY_USER}


Traj = Callable[[int], bytes]


@pytest.fixture
def traj() -> Traj:
    """A SWE-agent document after so many steps."""

    def document(steps: int, indent: int | None = None) -> bytes:
        step = {"thought": "t", "response": "r", "state": "{}", "execution_time": 0.1}
        done = [
            step | {"action": f"cat {n}", "observation": f"seen {n}"} for n in range(1, steps + 1)
        ]
        whole = {"environment": "e", "trajectory": done, "history": [], "info": {}}
        return json.dumps(whole, indent=indent).encode()

    return document


def test_a_document_grows_by_being_written_anew(ws: Workspace, tmp_path: Path, traj: Traj) -> None:
    """Only its new steps are new events."""
    path = tmp_path / "a.traj"
    path.write_bytes(traj(2))
    first = ingest(ws, path).added
    path.write_bytes(traj(3))
    second = ingest(ws, path).added
    assert second.events == first.events // 2
    assert (second.sessions, second.quarantined) == (0, 0)
    path.touch()
    assert ingest(ws, path).added == NOTHING
    assert sources(ws) == {"a.traj": (2, "present")}


def test_half_of_a_document_is_a_state_that_never_was(
    ws: Workspace, tmp_path: Path, traj: Traj
) -> None:
    """It is being written; only when it rests like this is it taken for what it is."""
    path = tmp_path / "a.traj"
    path.write_bytes(traj(5)[:-200])
    assert ingest(ws, path, at_rest=False).added == NOTHING
    path.write_bytes(traj(5))
    assert ingest(ws, path, at_rest=False).added.quarantined == 0
    torn = tmp_path / "b.traj"
    torn.write_bytes(traj(5)[:-200])
    found = ingest(ws, torn).added
    assert found.quarantined == 1
    assert found.tool_calls > 0


def test_a_document_whose_reading_was_broken_off_is_read_on(
    ws: Workspace, tmp_path: Path, traj: Traj
) -> None:
    """After the first portion somebody pulled the plug."""
    path = tmp_path / "a.traj"
    path.write_bytes(traj(900))
    broken_off = ws.ingester()
    broken_off._stop.set()
    some = broken_off.file(path)
    assert 0 < some.events < 2_000
    assert sources(ws) == {"a.traj": (1, "partial")}
    rest = ingest(ws, path).added
    assert sources(ws) == {"a.traj": (1, "present")}
    assert some.tool_calls + rest.tool_calls == 900
    assert ingest(ws, path).added == NOTHING


def test_lines_whose_reading_was_broken_off_are_read_on(ws: Workspace, tmp_path: Path) -> None:
    """Without waiting until the file comes to rest."""
    lines = [said(n, f"{n} {'x' * 400}") for n in range(1_500)]
    path = write(tmp_path / "a.jsonl", lines)
    broken_off = ws.ingester()
    broken_off._stop.set()
    some = broken_off.file(path)
    assert 0 < some.events < 1_500
    assert some.events + ingest(ws, path, at_rest=False).added.events == 1_500


def test_a_result_that_is_read_before_its_call_is_brought_together_with_it(
    ws: Workspace, tmp_path: Path
) -> None:
    """The session lies in two files; `grep` without a match is no failure in either order."""
    one = write(tmp_path / "one.jsonl", [called(2, "Bash", command="grep x y")])
    two = write(tmp_path / "two.jsonl", [answered(3, 2, "Exit code 1", is_error=True)])
    assert ingest(ws, two).added == Added(sessions=1, events=1, tool_errors=1)
    assert ingest(ws, one).added == Added(events=1, tool_calls=1, tool_errors=-1)
    assert [event.status for event in events(ws, SESSION)] == [Status.OK, Status.OK]
    assert session_of(ws) == (2, 1, 0, 0)


def test_a_message_that_comes_again_takes_the_place_of_the_first(
    ws: Workspace, tmp_path: Path
) -> None:
    """The last one counts, with its tokens and with what it touches, in the same place."""

    def message(text: str, tokens: int, path: str) -> bytes:
        call = {"id": "c-1", "name": "read_file", "args": {"path": path}}
        record = {
            "id": "m-1",
            "type": "gemini",
            "content": text,
            "tokens": {"input": 10, "output": tokens},
            "toolCalls": [call],
        }
        return json.dumps(record).encode() + b"\n"

    header = b'{"sessionId": "g-1", "projectHash": "h"}\n'
    path = write(tmp_path / "a.jsonl", [header, message("half", 9, "/memories/a.md")])
    ingest(ws, path)
    first = {event.id for event in events(ws, "g-1")}
    with path.open("ab") as file:
        file.write(message("whole", 7, "/memories/b.md"))
    assert ingest(ws, path).added == NOTHING
    assert {event.id for event in events(ws, "g-1")} == first
    assert "whole" in bodies(ws, "g-1")
    found = ws.summaries.retrieve("g-1")
    assert (found.output_tokens, found.reads) == (7, 1)
    assert [one.path for one in ws.accesses.of_session(found.id).data] == ["/b.md"]
    assert [one.event.body for one in ws.transcripts.search("whole")] == ["whole"]
    assert ws.transcripts.search("half") == []


def test_early_records_tell_a_part_of_the_tokens(ws: Workspace, tmp_path: Path) -> None:
    """One request, two records: the most that was said counts, once."""

    def block(number: int, tokens: int) -> bytes:
        content = [{"type": "text", "text": f"part {number}"}]
        usage = {"input_tokens": 3, "output_tokens": tokens}
        return line(
            "assistant", number, content, message={"id": "m", "content": content} | {"usage": usage}
        )

    ingest(ws, write(tmp_path / "a.jsonl", [block(1, 8), block(2, 212)]))
    found = ws.summaries.retrieve(SESSION)
    assert (found.input_tokens, found.output_tokens) == (3, 212)
    ingest(ws, write(tmp_path / "b.jsonl", [block(3, 8)]))
    assert ws.summaries.retrieve(SESSION).output_tokens == 212


def test_what_a_session_deleted_does_not_come_back(ws: Workspace, tmp_path: Path) -> None:
    """With all of it; the same files read again bring nothing."""
    path = write(tmp_path / "a.jsonl", WORK)
    ingest(ws, path)
    assert ws.transcripts.delete(SESSION).session.events == 7
    assert {name: rows for name, rows in known(ws).items() if rows} == {}
    assert ws.transcripts.search("queue") == []
    assert ingest(ws, path).added == NOTHING


def test_a_file_from_the_future_does_not_push_the_others_away(
    ws: Workspace, tmp_path: Path
) -> None:
    """Its time is kept, but orders nothing, and makes no session run for a hundred years."""
    future = said(2, "from 2099", timestamp="2099-01-01T00:00:00Z")
    write(tmp_path / "a.jsonl", [said(1, "first"), future, said(3, "third")])
    write(tmp_path / "b.jsonl", [said(4, "fourth", isSidechain=True, agentId="a1")])
    ingest(ws, tmp_path)
    assert bodies(ws, SESSION) == ["first", "from 2099", "third", "fourth"]
    assert ws.summaries.retrieve(SESSION).status == "ended"
    assert [one.id for one in ws.summaries.page(state="running").data] == []


@pytest.mark.parametrize("kind", [Kind.META, Kind.UNKNOWN])
def test_what_nobody_knows_is_kept_with_its_pointer(
    ws: Workspace, tmp_path: Path, kind: Kind
) -> None:
    """A record of a new type is an event like any other."""
    record = {"type": "mode" if kind is Kind.META else "new-thing", "sessionId": SESSION}
    ingest(ws, write(tmp_path / "a.jsonl", [said(1, "x"), json.dumps(record).encode() + b"\n"]))
    last = events(ws, SESSION)[-1]
    assert (last.kind, str(last.pointer)) == (kind, f"{tmp_path / 'a.jsonl'}:2")
