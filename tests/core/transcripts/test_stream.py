"""From bytes to events: chopping, going on, compression, for every format that grows."""

import io
import json
import sys
from contextlib import suppress
from dataclasses import asdict

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from core.transcripts.compressed import NotReadable, decompressed, is_compressed, plain_head
from core.transcripts.fields import words
from core.transcripts.formats import BY_NAME, FORMATS
from core.transcripts.formats.base import Format
from core.transcripts.pairing import Pairing
from core.transcripts.sniff import sniff
from core.transcripts.storable import storable
from core.transcripts.stream import Batch, LineStream, Saved, read_document


def _record(kind: str, number: int, **more: object) -> dict[str, object]:
    return {"type": kind, "uuid": f"u-{number}", "sessionId": "s", "cwd": "/w", **more}


def _lines(*records: object) -> bytes:
    parts = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in records]
    return b"\n".join(parts) + b"\n"


CALL = {"type": "tool_use", "name": "Bash", "input": {"command": "grep x"}}
CLAUDE = _lines(
    {"type": "summary", "summary": "x", "leafUuid": "y"},
    _record("user", 1, message={"content": "é 🎉"}),
    _record("assistant", 2, message={"id": "m", "content": [CALL], "usage": {"output_tokens": 3}}),
    json.dumps(_record("user", 3, message={"content": [{"type": "tool_result"}]})).encode()
    + json.dumps(_record("user", 4, message={"content": "glued"})).encode(),
    b'{"type":"user","uuid":"u-5","sess' + json.dumps(_record("mode", 6)).encode(),
    b"\0\0\0\0",
    b"x" * 3_000,
    {"type": "custom-title", "customTitle": "T"},
    _record("user", 7, message={"content": "end"}),
)
CODEX = _lines(
    {
        "timestamp": "2026-01-01T00:00:00Z",
        "type": "session_meta",
        "payload": {"id": "c", "cwd": "/w"},
    },
    *(
        {"timestamp": f"2026-01-01T00:00:0{number}Z", "type": kind, "payload": payload}
        for number, (kind, payload) in enumerate(
            [
                ("response_item", {"type": "message", "role": "user", "content": "hi"}),
                ("event_msg", {"type": "user_message", "message": "hi"}),
                ("response_item", {"type": "function_call", "name": "shell", "arguments": "{}"}),
                (
                    "event_msg",
                    {"type": "token_count", "info": {"total_token_usage": {"input_tokens": 9}}},
                ),
                ("response_item", {"type": "function_call_output", "output": "Exit code: 2"}),
                (
                    "event_msg",
                    {"type": "token_count", "info": {"total_token_usage": {"input_tokens": 4}}},
                ),
                ("turn_context", {"cwd": "/v", "model": "m"}),
                ("response_item", {"type": "message", "role": "assistant", "content": "bye"}),
            ]
        )
    ),
)
MANAGED = _lines(
    {"type": "session", "id": "sesn_01", "agent": "triage"},
    {"id": "sevt_1", "type": "agent.tool_use", "name": "bash", "input": {}, "processed_at": None},
    {"id": "sevt_2", "type": "user.tool_confirmation", "tool_use_id": "sevt_1", "result": "deny"},
    {"id": "sevt_3", "type": "agent.tool_result", "tool_use_id": "sevt_1", "is_error": True},
)
OPENAI = _lines(
    {"role": "user", "content": "a"},
    {"role": "assistant", "function_call": {"name": "f", "arguments": "{}"}},
    {"role": "function", "content": "Error: x"},
    *(
        {
            "request_params": {
                "messages": [{"role": "user", "content": str(n)} for n in range(count)]
            }
        }
        for count in (1, 2, 3)
    ),
)
GEMINI = _lines(
    {"sessionId": "g", "projectHash": "h"},
    {"id": "1", "type": "gemini", "content": "a"},
    {"$set": {"summary": "T"}},
    {"id": "1", "type": "gemini", "content": "ab"},
)
GROWING = [
    ("claude-code", CLAUDE),
    ("codex", CODEX),
    ("managed-agents", MANAGED),
    ("openai-messages", OPENAI),
    ("gemini-cli", GEMINI),
]


def _objects(data: bytes) -> list[dict[str, object]]:
    found = []
    for line in data.splitlines():
        with suppress(ValueError):
            found.append(json.loads(line))
    return found


def _add(to: Batch, batch: Batch) -> None:
    to.events += batch.events
    to.damage += batch.damage


@pytest.mark.parametrize(("name", "data"), GROWING)
@given(data_=st.data())
@settings(max_examples=40)
def test_any_chopping_gives_the_same_events(name: str, data: bytes, data_: st.DataObject) -> None:
    """Also when a new process goes on, and when the file rests in between."""
    format_ = BY_NAME[name]
    expected = LineStream(format_, cap=2_000).feed(data)
    assert expected.events
    stream, read = LineStream(format_, cap=2_000), Batch()
    cuts = sorted(data_.draw(st.lists(st.integers(0, len(data)), max_size=6)))
    start = 0
    for end in [*cuts, len(data)]:
        _add(read, stream.feed(data[start:end]))
        start = end
        if data_.draw(st.booleans()):
            saved = stream.saved()
            as_stored = json.loads(json.dumps(asdict(saved)))
            assert saved == Saved(**as_stored)
            stream, start = LineStream(format_, saved, cap=2_000), saved.offset
    assert read.events == expected.events
    assert read.damage == expected.damage


@pytest.mark.parametrize(("name", "data"), GROWING)
def test_a_file_that_rests_at_every_byte_gives_the_same_events(name: str, data: bytes) -> None:
    """Whatever is whole is taken early, and nothing is taken twice."""
    format_ = BY_NAME[name]
    expected = LineStream(format_).feed(data)
    stream, read = LineStream(format_), Batch()
    for at in range(len(data)):
        _add(read, stream.feed(data[at : at + 1]))
        _add(read, stream.rest())
    assert read.events == expected.events


@pytest.mark.parametrize(("name", "data"), GROWING)
def test_pairing_in_batches_ends_like_pairing_at_once(name: str, data: bytes) -> None:
    """What an earlier batch gave out is amended."""
    format_ = BY_NAME[name]
    at_once = Pairing().settle(LineStream(format_).feed(data).events).events
    stream, pairing, stored = LineStream(format_), Pairing(), {}
    for line in data.splitlines(keepends=True):
        settled = pairing.settle(stream.feed(line).events)
        for late in settled.late:
            stored[late.session, late.call_id, late.kind] = late.verdict.status
        for event in settled.events:
            if event.call_id is not None and event.status is not None:
                stored[event.session, event.call_id, event.kind] = event.status
    for event in at_once:
        if event.call_id is not None and event.status is not None:
            assert stored[event.session, event.call_id, event.kind] is event.status


def test_the_damage_of_a_transcript_is_kept_with_its_place() -> None:
    """The torn record, the NUL bytes and the line over the cap, each once."""
    damage = LineStream(BY_NAME["claude-code"], cap=2_000).feed(CLAUDE).damage
    assert [(piece.reason.value, piece.where.line_no) for piece in damage] == [
        ("broken", 5),
        ("nul_bytes", 6),
        ("over_cap", 7),
    ]
    for piece in damage:
        start = piece.where.raw_offset
        assert len(CLAUDE[start : start + piece.where.raw_len]) == piece.where.raw_len


KEYS = st.sampled_from(
    sorted(
        words(
            "type role content messages payload id steps trajectory history info toolCalls"
            " tool_calls extra observation action $set request_params"
        )
    )
)


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
@given(
    st.lists(
        st.one_of(
            st.binary(max_size=40),
            st.sampled_from([line for _, data in GROWING for line in data.splitlines()]),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
                lambda inner: (
                    st.lists(inner, max_size=3)
                    | st.dictionaries(
                        KEYS,
                        inner,
                        max_size=4,
                    )
                ),
                max_leaves=10,
            ).map(lambda value: json.dumps(value).encode()),
        ),
        max_size=5,
    )
)
@settings(max_examples=60)
def test_no_format_raises_on_hostile_bytes(format_: Format, parts: list[bytes]) -> None:
    """Whatever a file holds, as lines, as a list, and inside of the lists a format looks for."""
    lines = b"\n".join(parts) + b"\n"
    if format_.lines is not None:
        stream = LineStream(format_)
        stream.feed(lines)
        stream.rest()
        LineStream(format_, Saved(reader=lines.decode("utf-8", "replace")))
    if format_.document is not None:
        inside = b"[" + b",".join(parts) + b"]"
        read_document(format_, lines)
        read_document(format_, inside)
        for name in (b"messages", b"steps", b"trajectory", b"history", b"data"):
            read_document(format_, b'{"' + name + b'":' + inside + b"}")
    sniff(lines)


ODD = st.sampled_from(
    [
        None,
        True,
        -1,
        1e308,
        10**30,
        "",
        "\0",
        "\ud800",
        [],
        {},
        [[]],
        [{}],
        ["x", 1],
        {"text": 5},
        "[1",
    ]
)


@pytest.mark.parametrize(("name", "data"), GROWING)
@given(data_=st.data())
@settings(max_examples=60)
def test_any_field_may_hold_anything(name: str, data: bytes, data_: st.DataObject) -> None:
    """One value of one record is replaced; texts stay storable, and nothing raises."""
    place = record = data_.draw(st.sampled_from(_objects(data)))
    while True:
        key = data_.draw(st.sampled_from(sorted(place)))
        if not (isinstance(place[key], dict) and place[key] and data_.draw(st.booleans())):
            break
        place = place[key]
    place[key] = data_.draw(ODD)
    line = json.dumps(record).encode() + b"\n"
    for event in LineStream(BY_NAME[name]).feed(line).events:
        stored = storable(event).event
        for text in (stored.body, stored.input, stored.session, stored.native_id, stored.tool):
            assert "\0" not in (text or "").encode().decode()


def test_a_compressed_rollout_is_the_same_rollout() -> None:
    """Recognised by its content, unpacked in chunks, cut off or in several frames."""
    packed = zstandard.compress(CODEX[:300]) + zstandard.compress(CODEX[300:])
    assert is_compressed(packed)
    assert not is_compressed(CODEX)
    found = sniff(plain_head(packed))
    assert found is not None
    assert found.format.name == "codex"
    stream, read = LineStream(found.format), Batch()
    for chunk in decompressed(io.BytesIO(packed), 64):
        assert len(chunk) <= 64
        _add(read, stream.feed(chunk))
    assert read.events == LineStream(found.format).feed(CODEX).events
    assert CODEX.startswith(b"".join(decompressed(io.BytesIO(packed[:-20]))))


def test_what_cannot_be_unpacked_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence, for rubbish and for a missing package."""
    with pytest.raises(NotReadable, match="cannot be unpacked"):
        list(decompressed(io.BytesIO(b"\x28\xb5\x2f\xfdrubbish rubbish")))
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(NotReadable, match="install the package"):
        list(decompressed(io.BytesIO(b"")))


def test_the_event_model_loads_no_parser() -> None:
    """Screens that show events must not pay for the parsers."""
    import subprocess

    code = (
        "import sys, core.transcripts.log, core.transcripts.accesses, core.transcripts.summaries\n"
        "print([n for n in ('msgspec', 're2', 'zstandard') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
