"""Cutting a document into its items, whole or damaged."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.transcripts.documents import Parts, split

ITEMS = [{"n": number, "text": f"é {{[ \\ {number}"} for number in range(5)]
DOCUMENT = {"head": {"a": [1]}, "items": ITEMS, "more": "x", "others": [{"n": 9}]}


def _numbers(parts: Parts, name: str = "items") -> list[tuple[int, int]]:
    return [(item.where.line_no, json.loads(item.data)["n"]) for item in parts.lists.get(name, [])]


@pytest.mark.parametrize("indent", [None, 0, 1, 4, "\t"])
def test_items_have_their_place(indent: int | str | None) -> None:
    """The bytes at the offset are the item, however the document is laid out."""
    data = json.dumps(DOCUMENT, indent=indent, ensure_ascii=False).encode()
    parts = split(data, ("items", "others"))
    assert _numbers(parts) == [(1, 0), (2, 1), (3, 2), (4, 3), (5, 4)]
    assert _numbers(parts, "others") == [(1, 9)]
    assert json.loads(parts.values["head"]) == {"a": [1]}
    assert parts.damage == []
    for item in parts.lists["items"]:
        start = item.where.raw_offset
        assert data[start : start + item.where.raw_len] == item.data


def test_a_document_may_be_a_list() -> None:
    """Its items are under no name."""
    assert _numbers(split(json.dumps(ITEMS).encode(), ("items",)), "") == [
        (number + 1, number) for number in range(5)
    ]


def test_what_stops_being_json_half_way_is_one_range() -> None:
    """A conflict marker in an indented document costs the item that it stands in."""
    lines = json.dumps(DOCUMENT, indent=2).split("\n")
    broken = next(number for number, line in enumerate(lines) if '"n": 2' in line)
    data = "\n".join([*lines[:broken], "<<<<<<< HEAD", *lines[broken:]]).encode()
    parts = split(data, ("items", "others"))
    assert _numbers(parts) == [(1, 0), (2, 1), (4, 3), (5, 4)]
    assert _numbers(parts, "others") == [(1, 9)]
    (damage,) = parts.damage
    assert damage.where.line_no == 3
    assert data[damage.where.raw_offset :].startswith(b"{\n<<<<<<< HEAD")
    assert json.loads(parts.values["more"]) == "x"


def test_the_last_item_and_a_member_may_be_damaged() -> None:
    """The list ends where its bracket is; the next list is found by its name."""
    text = json.dumps(DOCUMENT, indent=2)
    last = split(text.replace('"n": 4', '"n": nil').encode(), ("items", "others"))
    assert [number for _, number in _numbers(last)] == [0, 1, 2, 3]
    assert (_numbers(last, "others"), len(last.damage)) == ([(1, 9)], 1)
    head = split(text.replace('"head": {', '"head": {{').encode(), ("items", "others"))
    assert [number for _, number in _numbers(head)] == [0, 1, 2, 3, 4]
    assert len(head.damage) == 1


def test_a_half_written_document_gives_what_is_there() -> None:
    """It is being written anew this very moment."""
    data = json.dumps(DOCUMENT, indent=2).encode()
    half = data[: data.index(b'"n": 3') + 3]
    parts = split(half, ("items", "others"))
    assert [number for _, number in _numbers(parts)] == [0, 1, 2]
    assert len(parts.damage) == 1


def test_stray_backslashes_are_forgiven() -> None:
    """Redaction by pattern cuts escapes apart; offsets stay those of the file."""
    data = json.dumps({"items": [{"n": 1, "text": "a b"}, {"n": 2}]}).replace("a b", "a\\ b\\d")
    parts = split(data.encode(), ("items",))
    assert [item.where.line_no for item in parts.lists["items"]] == [1, 2]
    assert parts.damage == []


def test_hostile_documents_end_in_time() -> None:
    """A million broken items, or nesting without end."""
    for data in (
        b"[\n" + b"{x\n" * 300_000,
        b"[\n " + b" {}\n" * 300_000,
        b"{" * 100_000,
        b"[" * 100_000,
    ):
        assert split(data, ("items",)).damage


@given(
    st.one_of(
        st.binary(max_size=60),
        st.tuples(st.integers(0, 400), st.binary(max_size=6)).map(
            lambda cut: (
                (data := json.dumps(DOCUMENT, indent=1).encode())[: cut[0]]
                + cut[1]
                + data[cut[0] + 2 :]
            )
        ),
    )
)
def test_nothing_raises(data: bytes) -> None:
    """And every range lies inside of the document."""
    parts = split(data, ("items", "others"))
    places = [item.where for items in parts.lists.values() for item in items]
    for place in [*places, *(damage.where for damage in parts.damage)]:
        assert 0 <= place.raw_offset < place.raw_offset + place.raw_len <= len(data)
