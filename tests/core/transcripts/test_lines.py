"""Cutting bytes into records: nothing lost, nothing invented, every offset exact."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.transcripts.events import Where
from core.transcripts.lines import Damage, Piece, Reason, Record, Tail, recovered

RECORD = (
    '{"type":"user","uuid":"u-1","sessionId":"s-1","message":{"role":"user","content":'
    '[{"type":"text","text":"a \\"{quoted\\" brace } and é"}]},"n":[1,{"k":null}],"timestamp":"t"}'
).encode()
NEXT = b'{"type":"assistant","uuid":"u-2","sessionId":"s-1","timestamp":"t","n":{"a":{"b":[]}}}'


def _all(data: bytes, cap: int = 1_000) -> list[Piece]:
    tail = Tail(cap=cap)
    return [*tail.feed(data), *tail.rest()]


def _spans(pieces: list[Piece]) -> list[tuple[str, int, int, int]]:
    return [
        (
            "record" if isinstance(piece, Record) else piece.reason.value,
            piece.where.raw_offset,
            piece.where.raw_len,
            piece.where.line_no,
        )
        for piece in pieces
    ]


def _recovered(data: bytes) -> list[tuple[str, int, int, int]]:
    return _spans(recovered(Record(Where(100, len(data), 7), data)))


def test_only_a_line_feed_ends_a_line() -> None:
    """Separators that Python splits on are legal inside JSON texts."""
    data = '{"a":"x\u2028y\x85z"}\n{"b":1}\r\n\n  \n{"c":1}\n'.encode()
    pieces = _all(data)
    assert [json.loads(piece.data) for piece in pieces if isinstance(piece, Record)] == [
        {"a": "x\u2028y\x85z"},
        {"b": 1},
        {"c": 1},
    ]
    assert [piece.where.line_no for piece in pieces] == [1, 2, 5]
    for piece in pieces:
        start = piece.where.raw_offset
        assert data[start : start + piece.where.raw_len] == piece.data


def test_a_byte_order_mark_belongs_to_no_record() -> None:
    """The first record begins behind it."""
    assert _spans(_all(b'\xef\xbb\xbf{"a":1}\n')) == [("record", 3, 7, 1)]


def test_an_unfinished_last_line_is_held() -> None:
    """It is neither given out nor counted as damage, and is complete when the rest comes."""
    tail = Tail()
    assert tail.feed(b'{"a":1}\n{"b":') == [Record(Where(0, 7, 1), b'{"a":1}')]
    assert tail.rest() == []
    assert (tail.offset, tail.line_no, tail.pending) == (8, 2, 5)
    assert tail.feed(b"2}\n") == [Record(Where(8, 7, 2), b'{"b":2}')]


def test_whole_json_without_a_line_end_is_taken_at_rest() -> None:
    """And the line end that comes later is no new line with content."""
    tail = Tail()
    tail.feed(b'{"a":1}')
    assert tail.rest() == [Record(Where(0, 7, 1), b'{"a":1}')]
    assert tail.rest() == []
    assert tail.feed(b'\n{"b":2}\n') == [Record(Where(8, 7, 2), b'{"b":2}')]


@pytest.mark.parametrize("pending", [b"42", b'"x"', b"tru", b'{"a":1}{"b"', b"\0\0\0", b"{}x"])
def test_what_may_still_become_something_else_is_held(pending: bytes) -> None:
    """Numbers grow, and a glued record may still be finished."""
    tail = Tail()
    tail.feed(pending)
    assert tail.rest() == []
    assert tail.pending == len(pending)


def test_glued_records_are_cut_apart() -> None:
    """They are recovered, not quarantined."""
    assert _recovered(b'{"a":1}{"b":{"c":2}} {"d":3}') == [
        ("record", 100, 7, 7),
        ("record", 107, 13, 7),
        ("record", 121, 7, 7),
    ]


@pytest.mark.parametrize("cut", range(1, len(RECORD)))
def test_a_torn_record_before_a_whole_one_is_one_range(cut: int) -> None:
    """Wherever its writer died."""
    assert _recovered(RECORD[:cut] + NEXT) == [
        ("broken", 100, cut, 7),
        ("record", 100 + cut, len(NEXT), 7),
    ]


@pytest.mark.parametrize("cut", range(1, len(RECORD)))
def test_a_torn_record_alone_holds_no_record(cut: int) -> None:
    """Objects inside of it are parts of it."""
    assert _recovered(RECORD[:cut]) == [("broken", 100, cut, 7)]


def test_a_whole_record_before_a_torn_one_is_kept() -> None:
    """The tear is behind it."""
    assert _recovered(NEXT + RECORD[:60]) == [
        ("record", 100, len(NEXT), 7),
        ("broken", 100 + len(NEXT), 60, 7),
    ]


def test_a_run_of_nul_bytes_is_one_range() -> None:
    """Alone in a line, before a record, inside a torn one, and in the middle of a text."""
    assert _recovered(b"\0\0\0\0") == [("nul_bytes", 100, 4, 7)]
    assert _recovered(b"\0\0" + NEXT) == [("nul_bytes", 100, 2, 7), ("record", 102, len(NEXT), 7)]
    assert _recovered(RECORD[:30] + b"\0\0\0" + NEXT) == [
        ("broken", 100, 33, 7),
        ("record", 133, len(NEXT), 7),
    ]
    assert _recovered(b'{"a":"x\0\0y"}') == [("broken", 100, 12, 7)]


def test_a_line_over_the_cap_is_counted_and_not_held() -> None:
    """The lines around it are read, and no more than the cap is kept in memory."""
    data = b'{"a":1}\n{"b":"' + b"x" * 500 + b'"}\n{"c":1}\n'
    tail = Tail(cap=100)
    pieces: list[Piece] = []
    for start in range(0, len(data), 7):
        pieces += tail.feed(data[start : start + 7])
        assert sum(map(len, tail._held)) <= 100
    assert _spans(pieces) == [
        ("record", 0, 7, 1),
        ("over_cap", 8, 508, 2),
        ("record", 517, 7, 3),
    ]


def test_an_unfinished_line_over_the_cap_is_counted_once() -> None:
    """At rest it is reported; its end, when it comes, is not reported again."""
    tail = Tail(cap=10)
    tail.feed(b"x" * 50)
    assert _spans(tail.rest()) == [("over_cap", 0, 50, 1)]
    assert tail.rest() == []
    later = Tail(tail.offset, tail.line_no, dropping=tail.dropping, cap=10)
    assert _spans(later.feed(b'xxx\n{"a":1}\n')) == [("record", 54, 7, 2)]


def test_a_hostile_line_is_given_up_in_time() -> None:
    """A million starts that each have to be read to the end would take hours."""
    for line in (
        b'{"a":' * 50_000,
        b'{"' * 100_000,
        b'{"a":"x{"' * 30_000,
        b'{"a":[{"b":1},' * 30_000,
    ):
        assert [piece[0] for piece in _recovered(line)] == ["broken"]


PARTS = st.sampled_from(
    [
        NEXT,
        RECORD,
        RECORD[:70],
        b"\n",
        b"\r\n",
        b"\0\0",
        b"",
        b" ",
        b"7",
        b"x" * 300,
        b'{"',
        b"\xff",
    ]
)


@given(st.lists(PARTS, max_size=12).map(b"".join), st.data())
def test_any_chopping_gives_the_batch_result(data: bytes, draw: st.DataObject) -> None:
    """However the bytes arrive, the pieces are the same, and what is left can be gone on from."""
    whole = Tail(cap=250)
    expected = whole.feed(data)
    cuts = sorted(draw.draw(st.lists(st.integers(0, len(data)), max_size=8)))
    tail = Tail(cap=250)
    pieces: list[Piece] = []
    start = 0
    for end in [*cuts, len(data)]:
        if draw.draw(st.booleans()):  # a new process goes on from what was kept
            tail = Tail(tail.offset, tail.line_no, dropping=tail.dropping, cap=250)
            start = tail.offset
        pieces += tail.feed(data[start:end])
        start = end
    assert pieces == expected
    assert (tail.offset, tail.line_no, tail.pending) == (whole.offset, whole.line_no, whole.pending)


@given(st.one_of(st.binary(max_size=200), st.lists(PARTS, max_size=6).map(b"".join)))
def test_any_line_is_covered_without_overlap(data: bytes) -> None:
    """Nothing raises; records are whole JSON, and only blanks stand between the pieces."""
    line = data.replace(b"\n", b" ")
    at = 0
    for piece in recovered(Record(Where(0, len(line), 1), line)):
        start, end = piece.where.raw_offset, piece.where.raw_offset + piece.where.raw_len
        assert start >= at
        assert not line[at:start].strip(b" \t\r")
        assert isinstance(piece, Damage) or line[start:end] == piece.data
        at = end
    assert not line[at:].strip(b" \t\r")
    assert Reason.OVER_CAP.value == "over_cap"
