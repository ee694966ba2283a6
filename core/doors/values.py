"""
Core's own values as JSON and back, for a console that works on a served workspace.

The wire has its own objects; this is for what has none there: every value that core gives or takes,
exactly. Plain JSON stays as it is; anything else is an object whose `$` names what it is. Only
values of core can be named, so that nothing that arrives can do more than be a value.
"""

import base64
import dataclasses
import importlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import Any

import msgspec

from core.errors import CoreError, InvalidRequest, Json

_KIND = "$"
_DEEPEST = 200


def packed(value: object) -> Json:
    """
    A value as JSON.

    Raises:
        TypeError: It is no value, such as a connection.
    """
    if isinstance(value, Enum):
        return {_KIND: _name(type(value)), "value": value.value}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, list):
        return [packed(item) for item in value]
    if isinstance(value, CoreError):
        return packed_error(value)
    return _packed_plain(value) or _packed_fields(value)


def _packed_plain(value: object) -> dict[str, Json] | None:
    """A value of Python's own; None for any other."""
    if type(value) is tuple:
        return {_KIND: "tuple", "items": [packed(item) for item in value]}
    if isinstance(value, (frozenset, set)):
        # Sorted, so that the same value always gives the same bytes.
        return {_KIND: "set", "items": sorted((packed(item) for item in value), key=repr)}
    if isinstance(value, Mapping):
        pairs: list[Json] = [[packed(key), packed(item)] for key, item in value.items()]
        return {_KIND: "map", "items": pairs}
    return _packed_scalar(value)


def _packed_scalar(value: object) -> dict[str, Json] | None:
    match value:
        case datetime():
            return {_KIND: "time", "at": value.isoformat()}
        case timedelta():
            return {_KIND: "span", "s": value.total_seconds()}
        case bytes():
            return {_KIND: "bytes", "base64": base64.b64encode(value).decode()}
        case _:
            return None


def _packed_fields(value: object) -> dict[str, Json]:
    kind: Any = type(value)
    fields = _fields(kind)
    if fields is None:
        raise TypeError(f"{type(value).__name__} is no value of core")
    return {
        _KIND: _name(type(value)),
        "fields": [packed(getattr(value, field)) for field in fields],
    }


def unpacked(data: Json, depth: int = 0) -> Any:  # noqa: ANN401  # whatever was packed
    """
    The value behind JSON.

    Raises:
        InvalidRequest: It stands for none.
    """
    if depth > _DEEPEST:
        raise InvalidRequest("The value is nested too deeply.")
    if isinstance(data, list):
        return [unpacked(item, depth + 1) for item in data]
    if not isinstance(data, dict):
        return data
    kind = data.get(_KIND)
    try:
        if kind in _PLAIN:
            return _PLAIN[kind](data, depth + 1)
        return _value(str(kind), data, depth + 1)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise InvalidRequest(f"{kind!r} is no value of core ({error}).") from None


def packed_error(error: CoreError) -> dict[str, Json]:
    """An error with what it knows, so that it is raised there as it was here."""
    known: list[Json] = []
    for name, value in vars(error).items():
        try:
            known.append([name, packed(value)])
        except TypeError:
            continue  # of use in this process only
    return {_KIND: _name(type(error)), "message": str(error), "known": known}


def unpacked_error(data: Json) -> CoreError | None:
    """The error behind JSON; None when it is none of core's."""
    if not isinstance(data, dict) or _KIND not in data:
        return None
    found = _class(str(data[_KIND]))
    if found is None or not issubclass(found, CoreError):
        return None
    error: CoreError = found.__new__(found)
    Exception.__init__(error, str(data.get("message", "")))
    known = data.get("known")
    for pair in known if isinstance(known, list) else ():
        if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str):
            vars(error)[pair[0]] = unpacked(pair[1])
    return error


def _items(data: dict[str, Json], depth: int) -> list[Any]:
    items = data["items"]
    if not isinstance(items, list):
        raise TypeError("its items are no list")
    return [unpacked(item, depth) for item in items]


_PLAIN: dict[Any, Callable[[dict[str, Json], int], Any]] = {
    "tuple": lambda data, depth: tuple(_items(data, depth)),
    "set": lambda data, depth: frozenset(_items(data, depth)),
    "map": lambda data, depth: dict(_items(data, depth)),
    "time": lambda data, _: datetime.fromisoformat(str(data["at"])),
    "span": lambda data, _: timedelta(seconds=float(data["s"])),  # type: ignore[arg-type]
    "bytes": lambda data, _: base64.b64decode(str(data["base64"]), validate=True),
}


def _value(kind: str, data: dict[str, Json], depth: int) -> object:
    found = _class(kind)
    if found is None:
        raise TypeError("there is no such value")
    if issubclass(found, Enum):
        return found(data["value"])
    fields, given = _fields(found), data["fields"]
    if fields is None or not isinstance(given, list) or len(given) != len(fields):
        raise TypeError("its fields are others")
    values = [unpacked(item, depth) for item in given]
    # Not by its constructor, which may take less than what it holds.
    made = found.__new__(found)
    for name, value in zip(fields, values, strict=True):
        object.__setattr__(made, name, value)
    return made


def _name(found: type) -> str:
    if not found.__module__.startswith("core."):
        raise TypeError(f"{found.__name__} is no value of core")
    return f"{found.__module__}:{found.__qualname__}"


@lru_cache(maxsize=1_024)
def _class(name: str) -> Any:  # noqa: ANN401  # told apart by the caller
    module, _, qualname = name.partition(":")
    if not module.startswith("core.") or not all(
        part.isidentifier() for part in (*module.split("."), *qualname.split("."))
    ):
        return None
    try:
        found: Any = importlib.import_module(module)
        for part in qualname.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError):
        return None
    if not isinstance(found, type) or f"{found.__module__}:{found.__qualname__}" != name:
        return None
    kind: Any = found
    is_value = issubclass(found, (Enum, CoreError)) or _fields(kind) is not None
    return found if is_value else None


@lru_cache(maxsize=1_024)
def _fields(found: Any) -> tuple[str, ...] | None:  # noqa: ANN401  # a class
    """The fields of a class of frozen values, in their order; None for any other class."""
    if issubclass(found, msgspec.Struct):
        return tuple(field.name for field in msgspec.structs.fields(found))
    if dataclasses.is_dataclass(found) and vars(found)["__dataclass_params__"].frozen:
        return tuple(field.name for field in dataclasses.fields(found))
    return None
