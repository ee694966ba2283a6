"""
What a request says: its parameters and its body, as the structs of its route.

Unknown parameters are tolerated, since older clients send some; unknown fields of a body are not,
since whoever sent them would believe that they were heeded.
"""

from datetime import datetime
from functools import lru_cache
from typing import Any, get_args, get_origin, get_type_hints
from urllib.parse import parse_qsl

import msgspec
from msgspec import Struct
from starlette.requests import Request

from core.doors.http.envelope import Refused
from core.errors import InvalidRequest
from core.times import parse_time


def query_of(request: Request, wanted: type[Struct]) -> Struct:
    """
    The parameters of a request.

    Raises:
        InvalidRequest: One has a value that it cannot have.
    """
    raw = request.scope["query_string"]
    if not raw:
        return wanted()
    try:
        pairs = parse_qsl(raw.decode(), keep_blank_values=True, errors="strict")
    except (ValueError, UnicodeDecodeError):
        raise InvalidRequest("The parameters are not UTF-8 text.") from None
    names = _names(wanted)
    found: dict[str, Any] = {}
    for name, value in pairs:
        known = names.get(name)
        if known is None:
            continue
        field, is_list = known
        if is_list:
            found.setdefault(field, []).append(value)
        else:
            found[field] = value
    try:
        return msgspec.convert(found, wanted, strict=False)
    except msgspec.ValidationError as error:
        raise InvalidRequest(f"A parameter is not valid: {error}.") from None


async def body_of(request: Request, wanted: type[Struct], limit_bytes: int) -> Struct:
    """
    The body of a request.

    Raises:
        InvalidRequest: It is not JSON, or not what this route takes.
        Refused: It is too large.
    """
    raw = await _raw_body(request, limit_bytes)
    try:
        return _decoder(wanted).decode(raw or b"{}")
    except msgspec.ValidationError as error:
        raise InvalidRequest(f"The body is not valid: {error}.") from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise InvalidRequest("The body is not valid JSON.") from None


async def _raw_body(request: Request, limit_bytes: int) -> bytes:
    """
    The bytes of a body.

    Raises:
        Refused: They are too many.
    """
    too_large = Refused(
        413, "request_too_large", f"A request has at most {limit_bytes:,} bytes; send less at once."
    )
    announced = request.headers.get("content-length", "0")
    if announced.isdigit() and int(announced) > limit_bytes:
        raise too_large
    raw = bytearray()
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "invalid_request_error", "The body ended too early.")
        raw += message.get("body", b"")
        if len(raw) > limit_bytes:
            raise too_large
        if not message.get("more_body", False):
            return bytes(raw)


def moment(text: str | None) -> datetime | None:
    """
    A time among the parameters.

    Raises:
        InvalidRequest: It is none.
    """
    if text is None:
        return None
    # In a query a plus is a space, and some clients do not escape that of their zone.
    return parse_time(text.replace(" ", "+") if "T" in text else text)


def compared(*wanted: tuple[str, str | None]) -> tuple[tuple[str, datetime], ...]:
    """
    The comparisons with a time that are asked for.

    Raises:
        InvalidRequest: One is with no time.
    """
    found = [(sign, moment(text)) for sign, text in wanted]
    return tuple((sign, at) for sign, at in found if at is not None)


@lru_cache(maxsize=256)
def _names(wanted: type[Struct]) -> dict[str, tuple[str, bool]]:
    """Each name that a parameter may have, with its field and whether it may be repeated."""
    hints = get_type_hints(wanted)
    found: dict[str, tuple[str, bool]] = {}
    for field in msgspec.structs.fields(wanted):
        hint = hints[field.name]
        is_list = any(get_origin(one) in (tuple, list) for one in (hint, *get_args(hint)))
        found[field.encode_name] = field.encode_name, is_list
        if is_list:
            found[f"{field.encode_name}[]"] = field.encode_name, True
    return found


@lru_cache(maxsize=256)
def _decoder(wanted: type[Struct]) -> "msgspec.json.Decoder[Struct]":
    return msgspec.json.Decoder(wanted)
