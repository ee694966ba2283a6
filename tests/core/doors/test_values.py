"""Core's values as JSON and back."""

import dataclasses
import json
import math
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import core
from core import Workspace
from core.actors import Actor, ActorType, user
from core.doors import values
from core.doors.values import packed, packed_error, unpacked, unpacked_error
from core.errors import CoreError, InvalidRequest
from core.merge import Choice
from core.reading.listing import MemoryPrefix
from core.reading.pages import Page

texts = st.text(st.characters(exclude_categories=["Cs"]))
moments = st.datetimes(timezones=st.just(UTC)) | st.datetimes()
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts
    | st.binary()
    | moments
    | st.timedeltas(timedelta(-1_000), timedelta(1_000))
    | st.sampled_from([*Choice, *ActorType])
    | st.builds(MemoryPrefix, texts)
    | st.builds(Actor, st.sampled_from(ActorType), texts)
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.frozensets(scalars)
        | st.dictionaries(texts | st.integers(), inner)
        | st.builds(Page, st.lists(inner).map(tuple), st.none() | texts)
    ),
    max_leaves=20,
)


@given(anything)
def test_every_value_comes_back_as_it_was(value):
    """Through bytes, with its type; dictionaries in their order."""
    back = unpacked(msgspec.json.decode(msgspec.json.encode(packed(value))))
    assert back == value
    assert type(back) is type(value)
    if isinstance(value, dict):
        assert list(back) == list(value)


@given(st.frozensets(scalars))
def test_the_same_value_gives_the_same_bytes(value):
    """Sets have no order."""
    assert packed(value) == packed(frozenset(reversed([*value])))


def test_values_of_a_workspace_come_back(ws: Workspace):
    """Those that parts give: memories, versions, changes, sessions with their stores."""
    store = ws.stores.create("Notes", metadata={"a": "b"})
    session = ws.sessions.start("triage", {store.id: "read_only"})
    memory = ws.memories.create(store.id, "/a", "one\n")
    found = [
        store,
        memory,
        session.record,
        ws.versions.page(store.id),
        ws.memories.page(store.id),
        list(ws.changes(0)),
        ws.overview(),
        ws.context.limits,
    ]
    assert unpacked(json.loads(json.dumps(packed(found)))) == found


def _errors() -> list[type[CoreError]]:
    """Every class of error that core has."""
    found, wanted = [], [CoreError]
    while wanted:
        one = wanted.pop()
        found.append(one)
        wanted += one.__subclasses__()
    return sorted(
        {one for one in found if one.__module__.startswith("core.")}, key=lambda one: one.__name__
    )


@pytest.mark.parametrize("kind", _errors(), ids=lambda kind: kind.__name__)
def test_every_error_comes_back_as_itself(kind):
    """With its sentence, its type on the wire and what it knows."""
    error = kind.__new__(kind)
    Exception.__init__(error, "What happened; what to do.")
    vars(error).update({"path": "/a", "at": datetime(2026, 1, 1, tzinfo=UTC), "line": object()})
    back = unpacked_error(json.loads(json.dumps(packed_error(error))))
    assert type(back) is kind
    assert (str(back), back.type) == (str(error), error.type)
    assert vars(back) == {"path": "/a", "at": datetime(2026, 1, 1, tzinfo=UTC)}


def test_a_refusal_comes_back_with_its_details(ws: Workspace):
    """A lost precondition with the conflict that it left, and a taken path with who is there."""
    store = ws.stores.create("Notes")
    memory = ws.memories.create(store.id, "/a", "one")
    for call in (
        lambda: ws.memories.update(memory.id, content="two", expect="0" * 64),
        lambda: ws.memories.create(store.id, "/a", "two"),
    ):
        with pytest.raises(CoreError) as caught:
            call()
        back = unpacked_error(json.loads(json.dumps(packed_error(caught.value))))
        assert type(back) is type(caught.value)
        assert back.details() == caught.value.details()


@pytest.mark.parametrize(
    "hostile",
    [
        {},
        {"$": None},
        {"$": []},
        {"$": {}},
        {"$": "os:system", "value": "true"},
        {"$": "subprocess:Popen", "fields": [["true"]]},
        {"$": "builtins:eval", "value": "1"},
        {"$": "core.values:os", "fields": []},
        {"$": "core.storage.writer:Writer", "fields": []},
        {"$": "core.workspace:Workspace", "fields": []},
        {"$": "core.doors.values:importlib.import_module", "fields": []},
        {"$": "core.errors:CoreError.__subclasses__", "fields": []},
        {"$": "core.db:Database", "fields": []},
        {"$": "core.:x", "fields": []},
        {"$": "core..errors:x", "fields": []},
        {"$": "core.none_such:X", "fields": []},
        {"$": "core.actors:Actor", "fields": []},
        {"$": "core.actors:Actor", "fields": ["user_actor"]},
        {"$": "core.actors:Actor", "fields": "user_actor"},
        {"$": "core.actors:Actor"},
        {"$": "core.actors:ActorType", "value": "nobody"},
        {"$": "core.actors:ActorType", "value": []},
        {"$": "core.reading.listing:Path", "fields": ["/etc"]},
        {"$": "tuple", "items": "abc"},
        {"$": "tuple"},
        {"$": "set", "items": [[]]},
        {"$": "map", "items": [[[], 1]]},
        {"$": "map", "items": [[1]]},
        {"$": "time", "at": "yesterday"},
        {"$": "time", "at": None},
        {"$": "span", "s": 1e300},
        {"$": "span", "s": "nan"},
        {"$": "span", "s": None},
        {"$": "bytes", "base64": "***"},
    ],
    ids=str,
)
def test_what_stands_for_no_value_is_refused(hostile):
    """With an error of core, whatever it names: only values of core can be named."""
    with pytest.raises(InvalidRequest):
        unpacked(hostile)


def test_what_is_nested_too_deeply_is_refused():
    """Before Python gives up."""
    deep: object = "x"
    for _ in range(500):
        deep = [deep]
    with pytest.raises(InvalidRequest, match="too deeply"):
        unpacked(deep)


@pytest.mark.parametrize(
    "data", [None, "x", {}, {"$": "core.actors:Actor"}, {"$": "x:Y"}, {"$": 1}]
)
def test_what_is_no_error_is_none(data):
    """A client then has only the status to go by."""
    assert unpacked_error(data) is None


@pytest.mark.parametrize("value", [object(), print, Workspace, core, values, lambda: 1])
def test_what_is_no_value_is_not_packed(value):
    """A connection or a function never leaves by accident."""
    with pytest.raises(TypeError):
        packed(value)
    with pytest.raises(TypeError):
        packed([value])


def test_zones_and_odd_numbers_are_kept():
    """A time of another zone is the same moment in the same zone."""
    at = datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=2)))
    assert unpacked(packed(at)).utcoffset() == at.utcoffset()
    assert unpacked(packed(user("ann"))) == user("ann")
    assert math.isnan(unpacked(packed(math.nan)))
    assert dataclasses.is_dataclass(unpacked(packed(MemoryPrefix("/a/"))))
