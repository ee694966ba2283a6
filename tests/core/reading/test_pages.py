"""Cursors and limits of lists: what is forged is refused, what is given out works."""

import base64
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.calls import refusal_of

from core import InvalidRequest
from core.reading.pages import (
    check_limit,
    decode_number_cursor,
    decode_text_cursor,
    encode_cursor,
)
from core.testing import temporary_workspace


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_cursor_brings_its_key_back(key: str) -> None:
    """Whatever the path."""
    assert decode_text_cursor(encode_cursor(key)) == key


@given(st.integers(0, (1 << 63) - 1))
def test_a_number_cursor_brings_its_key_back(key: int) -> None:
    """Whatever the number."""
    assert decode_number_cursor(encode_cursor(key)) == key


@pytest.mark.parametrize("limit", [0, -1, 101, 1 << 70])
def test_a_limit_is_1_to_100(limit: int) -> None:
    """Anything else is refused."""
    with pytest.raises(InvalidRequest):
        check_limit(limit)
    assert check_limit(1) == 1
    assert check_limit(100) == 100


def forged(value: object) -> str:
    """A cursor that nobody gave out."""
    return "page_" + base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


FORGED = [
    "",
    "page_",
    "page_!!!",
    "page_é",
    "\ud800",
    forged(None),
    forged({}),
    forged([True]),
    forged([1]),
    forged(1.5),
    forged(-1),
    forged(1 << 63),
    forged("\ud800"),
    forged("/" * 5000),
    "page_" + base64.urlsafe_b64encode(b"[" * 100_000).decode(),
    "page_" + base64.urlsafe_b64encode(b"9" * 10_000).decode(),
]


def test_a_forged_cursor_is_refused_or_harmless() -> None:
    """No list fails with anything but a refusal, whatever it is given."""
    with temporary_workspace() as ws:
        store = ws.stores.create("x")
        ws.memories.create(store.id, "/a", "a")
        for cursor in FORGED:
            for fetch in (
                lambda cursor: ws.stores.page(page=cursor),
                lambda cursor: ws.memories.page(store.id, page=cursor),
                lambda cursor: ws.asof.page(store.id, ws.seq(), page=cursor),
                lambda cursor: ws.versions.page(store.id, page=cursor),
                lambda cursor: ws.sessions.page(page=cursor),
                lambda cursor: ws.conflicts.page(page=cursor),
            ):
                refusal = refusal_of(fetch, cursor)
                assert refusal is None or isinstance(refusal, InvalidRequest), cursor


@given(st.text())
@example("page_" + "A" * 3)
def test_any_text_as_a_cursor_is_a_cursor_or_a_refusal(text: str) -> None:
    """Decoding never fails otherwise."""
    for decode in (decode_text_cursor, decode_number_cursor):
        refusal = refusal_of(decode, text)
        assert refusal is None or isinstance(refusal, InvalidRequest)
