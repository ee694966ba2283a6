"""The calls of a console: who may make which, and what becomes of arguments that are none."""

import inspect
import json

import pytest

from core.access.keys import KeyRefused
from core.actors import user
from core.doors.calls import RANKS, WORKSPACE, Rank
from core.doors.served import ServedWorkspace
from core.doors.values import packed
from core.errors import NotFound, NotPermitted
from core.records.origins import Note, Origin


@pytest.fixture
def limited(workspace, store):
    """The secret of a key for one store."""
    return workspace.keys.create(f"calls {store.id}", grants={store.id: "read_write"})[1]


@pytest.fixture
def call(raw):
    """Makes one call."""

    def make(part, method, arguments, **options):
        body = json.dumps({"arguments": arguments}).encode()
        return raw("POST", f"/memtui/calls/{part}/{method}", body=body, **options)

    return make


def test_each_rank_makes_its_own_calls_and_those_below(call, secrets, limited):
    """What is for others does not exist for a limited key, and is refused to a plain one."""
    for (part, method), needed in RANKS.items():
        if needed is Rank.LIMITED:
            continue
        assert call(part, method, {"x": 1}, key=limited).status == 404, (part, method)
        if needed is Rank.ADMIN:
            assert call(part, method, {"x": 1}).status == 403, (part, method)
    for part, method in (("stores", "_record"), ("context", "db"), ("workspace", "close")):
        assert call(part, method, {}, key=secrets["admin"]).status == 404


HOSTILE = [
    {},
    {"x": 1},
    {"": None},
    {"self": 1},
    {"args": [], "kwargs": {}},
    {"note": packed(Note(origin=Origin.RESTORE))},
]
VALUES = [None, 1 << 70, -1, [], {"$": "tuple", "items": []}, "x\x00", packed(user("x")), 1.5, True]


@pytest.mark.parametrize("part", sorted({part for part, _ in RANKS}))
def test_arguments_that_are_none_are_refused_and_break_nothing(call, part, secrets, workspace):
    """Of every call, with every kind of value in every place: no 5xx."""
    parts = {**vars(workspace), WORKSPACE: workspace, "redactor": workspace.redact()}
    for of, method in RANKS:
        if of != part or (part, method) == ("workspace", "examine"):
            continue
        of_part = parts.get(part) or getattr(workspace, part)
        names = [*inspect.signature(getattr(of_part, method)).parameters]
        given = [*HOSTILE, *(dict.fromkeys(names, value) for value in VALUES)]
        for arguments in given:
            answer = call(part, method, arguments, key=secrets["admin"])
            assert answer.status < 500, (part, method, arguments, answer.body)
            if answer.status >= 400:
                assert answer.error


def test_nobody_says_himself_where_a_version_came_from(call, workspace, store, limited, secrets):
    """A forged restore would show the history of a memory of another store."""
    foreign = workspace.memories.create(workspace.stores.create("Foreign").id, "/s", "secret")
    note = packed(Note(origin=Origin.RESTORE, origin_id=foreign.memory_version_id))
    arguments = {"store_id": store.id, "path": "/a", "content": "x", "note": note}
    for key in (limited, secrets["plain"], secrets["admin"]):
        assert call("memories", "create", arguments, key=key).status == 400


def test_only_an_administrator_speaks_for_others(server, secrets, workspace, store, raw):
    """As a user of any name, or as a session."""
    session = workspace.sessions.start("triage", {store.id: "read_write"})
    admin = {"address": server.address, "key": secrets["admin"]}
    with ServedWorkspace.connect(**admin, user="Zoë") as ours:
        made = ours.memories.create(store.id, "/by-zoe", "x")
        assert ours.versions.retrieve(made.memory_version_id).created_by.id == "Zoë"
        handle = ours.acting_as(session.id)
        done = handle.create(store.id, "/by-triage", "x")
        version = ours.versions.retrieve(done.memory_version_id)
        assert version.created_by.session_id == session.id
        assert ours.memories.create(store.id, "/again", "x")
    with ServedWorkspace.connect(**admin, session=session.id) as ours:
        assert ours.context.scope.session_id == session.id
    with pytest.raises(NotFound):
        ServedWorkspace.connect(**admin, session="sesn_x")
    with pytest.raises(NotPermitted):
        ServedWorkspace.connect(server.address, secrets["plain"], session=session.id)
    with ServedWorkspace.connect(server.address, secrets["plain"], user="zoe") as ours:
        made = ours.memories.create(store.id, "/by-key", "x")
        assert ours.versions.retrieve(made.memory_version_id).created_by.id.startswith("apikey_")
    for key in ("memtui_x", None):
        with pytest.raises(KeyRefused):
            ServedWorkspace.connect(server.address, key)
    refused = raw("GET", "/memtui/calls/about", headers=(("memtui-user", "x"),))
    assert refused.status == 403
