"""
Pages of a list, and the cursors between them.

A cursor remembers the key of the last item, never a count, so that rows which come or go between
two pages make nothing repeat and nothing disappear.
"""

import base64
import binascii
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.errors import InvalidRequest

T = TypeVar("T")

MAX_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a list, and the cursor of the next ones (`None`: these were the last)."""

    data: tuple[T, ...]
    next_page: str | None


def encode_cursor(key: str | int) -> str:
    """A cursor that says "what comes after `key`"; its form is nobody's business."""
    raw = json.dumps(key, ensure_ascii=False).encode()
    return "page_" + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode_text_cursor(cursor: str) -> str:
    """
    The text key inside a cursor.

    Raises:
        InvalidRequest: It is not a cursor of such a list.
    """
    key = _decode(cursor)
    if not isinstance(key, str):
        raise InvalidRequest("That page cursor does not belong to this list.")
    return key


def decode_number_cursor(cursor: str) -> int:
    """
    The number inside a cursor.

    Raises:
        InvalidRequest: It is not a cursor of such a list.
    """
    key = _decode(cursor)
    # SQLite holds 64-bit integers; a larger one in a forged cursor would fail in its driver.
    if not isinstance(key, int) or isinstance(key, bool) or not 0 <= key < 1 << 63:
        raise InvalidRequest("That page cursor does not belong to this list.")
    return key


def check_limit(limit: int) -> int:
    """
    A page size that may be asked for.

    Raises:
        InvalidRequest: It is not between 1 and 100.
    """
    if not 1 <= limit <= MAX_LIMIT:
        raise InvalidRequest(f"A page has 1 to {MAX_LIMIT} items; {limit} were asked for.")
    return limit


def all_pages(fetch: Callable[[str | None], Page[T]]) -> Iterator[T]:
    """Every item of a list, fetched page by page with `fetch(cursor)`."""
    cursor: str | None = None
    while True:
        page = fetch(cursor)
        yield from page.data
        if page.next_page is None:
            return
        cursor = page.next_page


def _decode(cursor: str) -> object:
    try:
        raw = cursor.removeprefix("page_")
        decoded = base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4)).decode()
        return json.loads(decoded)
    except (ValueError, binascii.Error, RecursionError):
        raise InvalidRequest(
            "That is not a page cursor; leave it out to start at the first page."
        ) from None
