"""Contents: hashes, the exact byte limit, and that nothing is ever normalised."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import InvalidRequest, Workspace
from core.records.stores import Store
from core.text import check_hash, sha256, split_lines

LIMIT = 102_400

ODD = [
    "",
    "\n",
    "no newline at the end",
    "unix\n",
    "dos\r\nends\r\n",
    "old\rmac\r",
    "mixed\r\n\n\r",
    "\ufeffwith a mark",
    "decomposed e\u0301 and composed \u00e9",
    "form\x0cfeed\x0bvertical\x1cfile",
    "line\u2028paragraph\u2029next\x85line",
    "\x01\x02\x1b[31m\x7f",
    "bidi \u202e and zero \u200b width",
    "\U0010ffff\ufffe\uffff",
    "'; DROP TABLE contents; --",
]


@pytest.mark.parametrize("content", ODD)
def test_a_content_is_kept_byte_for_byte(ws: Workspace, store: Store, content: str) -> None:
    """Line ends, byte order marks, control characters and Unicode forms come back as they went."""
    memory = ws.memories.create(store.id, "/a", content)
    raw = content.encode()
    assert ws.memories.retrieve(memory.id).content == content
    assert memory.content_sha256 == hashlib.sha256(raw).hexdigest()
    assert memory.content_size_bytes == len(raw)
    assert ws.versions.retrieve(memory.memory_version_id).content == content
    assert ws.asof.at_path(store.id, "/a", ws.seq()).content == content


@pytest.mark.parametrize("character", ["x", "é", "€", "🙂"])
def test_the_limit_counts_bytes(ws: Workspace, store: Store, character: str) -> None:
    """102,400 bytes of UTF-8 are stored, one more is refused, at creation and at update."""
    size = len(character.encode())
    full = character * (LIMIT // size) + "x" * (LIMIT % size)
    memory = ws.memories.create(store.id, "/full", full)
    assert memory.content_size_bytes == LIMIT
    for refused in (
        lambda: ws.memories.create(store.id, "/more", full + "x"),
        lambda: ws.memories.update(memory.id, content=full + "x"),
        lambda: ws.memories.put(store.id, "/more", full + "x"),
        lambda: ws.memories.create_many(store.id, {"/more": full + "x"}),
    ):
        with pytest.raises(InvalidRequest, match="102,401"):
            refused()
    assert len(list(ws.versions.list(store.id))) == 1


@pytest.mark.parametrize("content", ["\ud800", "a\udfffb", "\x00", "a\x00b", None, 7, b"bytes"])
def test_what_is_not_a_text_is_refused(ws: Workspace, store: Store, content: str) -> None:
    """Lone surrogates, NUL and other types: nothing is stored, also not as a conflict."""
    memory = ws.memories.create(store.id, "/a", "text")
    before = ws.seq()
    for refused in (
        lambda: ws.memories.create(store.id, "/b", content),
        lambda: ws.memories.create(store.id, "/a", content),
        lambda: ws.memories.put(store.id, "/a", content),
        lambda: ws.memories.create_many(store.id, {"/b": content}),
    ):
        with pytest.raises(InvalidRequest):
            refused()
    if content is not None:
        with pytest.raises(InvalidRequest):
            ws.memories.update(memory.id, content=content, expect="0" * 64)
    assert ws.seq() == before


@pytest.mark.parametrize("value", ["", "0" * 63, "0" * 65, "A" * 64, "g" * 64, "0" * 64 + "\n", 7])
def test_a_hash_is_64_lower_case_digits(ws: Workspace, store: Store, value: str) -> None:
    """A malformed precondition is refused as a request, not as a conflict."""
    memory = ws.memories.create(store.id, "/a", "text")
    with pytest.raises(InvalidRequest):
        check_hash(value)
    with pytest.raises(InvalidRequest):
        ws.memories.update(memory.id, content="new", expect=value)
    with pytest.raises(InvalidRequest):
        ws.memories.delete(memory.id, expect=value)
    assert ws.conflicts.count() == 0


@given(st.text())
def test_lines_join_to_the_text_they_came_from(text: str) -> None:
    """Only LF ends a line, and only the last line may lack it."""
    lines = split_lines(text)
    assert "".join(lines) == text
    assert all(line.endswith("\n") for line in lines[:-1])
    assert all(line.count("\n") <= 1 and line for line in lines)


def test_the_hash_is_that_of_the_utf8_bytes() -> None:
    """The well-known hash of nothing, and of a letter with two bytes."""
    assert sha256("").startswith("e3b0c44298fc1c14")
    assert sha256("é") == hashlib.sha256(b"\xc3\xa9").hexdigest()
