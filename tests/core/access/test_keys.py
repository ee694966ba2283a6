"""Keys: made once, kept as hashes, ended by people, time and sessions."""

from datetime import timedelta

import pytest

from core import CoreError, InvalidRequest, NotFound, NotPermitted, Workspace
from core.access.keys import PREFIX, KeyRefused
from core.actors import ActorType
from core.records.stores import Store
from core.testing import FakeClock


def test_a_key_is_known_by_its_secret_only(ws: Workspace):
    """It acts in its own name, and says who made it and when."""
    made, secret = ws.keys.create("laptop")
    assert secret.startswith(PREFIX)
    assert len(secret) > 40
    assert ws.keys.admitted(secret) == made
    assert (made.actor.type, made.actor.id) == (ActorType.API, made.id)
    assert made.created_by.id == "ann"
    for wrong in ("", made.id, secret[:-1], secret + "x", secret.upper(), "\ud800", "laptop"):
        with pytest.raises(KeyRefused):
            ws.keys.admitted(wrong)


def test_the_secret_is_in_no_file(ws: Workspace, file):
    """Only its hash is."""
    _, secret = ws.keys.create("laptop")
    for path in file.parent.iterdir():
        assert secret.encode() not in path.read_bytes()


def test_no_two_secrets_are_alike(ws: Workspace):
    """Nor ids."""
    made = [ws.keys.create(f"key {number}") for number in range(20)]
    assert len({secret for _, secret in made}) == len({key.id for key, _ in made}) == 20
    assert [key.name for key in ws.keys.list()] == [key.name for key, _ in reversed(made)]


def test_a_revoked_key_ends_and_its_name_is_free(ws: Workspace):
    """By id or name; again changes nothing."""
    made, secret = ws.keys.create("laptop")
    ended = ws.keys.revoke("laptop")
    assert (ended.id, ended.revoked_at is None) == (made.id, False)
    assert ws.keys.revoke(made.id) == ended
    with pytest.raises(KeyRefused):
        ws.keys.admitted(secret)
    again, _ = ws.keys.create("laptop")
    assert ws.keys.revoke("laptop").id == again.id
    with pytest.raises(NotFound):
        ws.keys.revoke("nobody")


def test_a_key_expires_by_the_clock(ws: Workspace, clock: FakeClock):
    """At its time, not after it; then its name is free too."""
    ends = clock.now + timedelta(minutes=1)
    _, secret = ws.keys.create("guest", expires_at=ends)
    assert ws.keys.admitted(secret).expires_at == ends
    with pytest.raises(InvalidRequest, match="already"):
        ws.keys.create("guest")
    clock.now = ends
    with pytest.raises(KeyRefused):
        ws.keys.admitted(secret)
    assert ws.keys.create("guest")
    with pytest.raises(InvalidRequest, match="expired"):
        ws.keys.create("late", expires_at=clock.now)


def test_a_session_key_is_its_session_and_ends_with_it(ws: Workspace, store: Store):
    """A pause does not end it."""
    session = ws.sessions.start("triage", {store.id: "read_write"})
    made, secret = ws.keys.create("triage", session_id=session.id)
    assert made.actor.session_id == session.id
    ws.sessions.pause(session.id)
    assert ws.keys.admitted(secret) == made
    ws.sessions.resume(session.id)
    ws.sessions.end(session.id)
    with pytest.raises(KeyRefused):
        ws.keys.admitted(secret)
    with pytest.raises(NotPermitted, match="ended"):
        ws.keys.create("again", session_id=session.id)


@pytest.mark.parametrize(
    "options",
    [
        {"name": ""},
        {"name": "a\nb"},
        {"is_admin": True, "session_id": "sesn_x"},
        {"is_admin": True, "grants": {"memstore_x": "read_only"}},
        {"grants": {}},
        {"grants": {"memstore_x": "admin"}},
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(ws: Workspace, options):
    """Nothing is made."""
    with pytest.raises(InvalidRequest):
        ws.keys.create(**{"name": "k", **options})
    assert ws.keys.list() == []


def test_what_a_key_is_for_must_be_there(ws: Workspace):
    """A session, a store."""
    for options in ({"session_id": "sesn_x"}, {"grants": {"memstore_x": "read_only"}}):
        with pytest.raises(NotFound):
            ws.keys.create("k", **options)
    assert ws.keys.list() == []


def test_neither_a_session_nor_a_key_of_some_stores_manages_keys(ws: Workspace, store: Store):
    """Making, listing and revoking are refused."""
    session = ws.sessions.start("triage", {store.id: "read_write"})
    granted, _ = ws.keys.create("some", grants={store.id: "read_only"})
    limited = (
        ws.acting_as(session.id).context,
        ws.context.acting_as(granted.actor, grants=granted.grants),
    )
    for context in limited:
        keys = Workspace(context).keys
        for call in (lambda k=keys: k.create("x"), keys.list, lambda k=keys: k.revoke("some")):
            with pytest.raises(NotPermitted):
                call()


def test_keys_are_in_the_feed(ws: Workspace):
    """Without their secrets."""
    start = ws.seq()
    made, secret = ws.keys.create("laptop")
    ws.keys.revoke(made.id)
    changes = [*ws.changes(start)]
    assert [(one.kind, one.subject_id) for one in changes] == [
        ("key.created", made.id),
        ("key.revoked", made.id),
    ]
    assert secret not in str(changes)


def test_a_refusal_does_not_say_why(ws: Workspace, clock: FakeClock):
    """Unknown, revoked and expired read the same."""
    made, revoked = ws.keys.create("a")
    ws.keys.revoke(made.id)
    _, expired = ws.keys.create("b", expires_at=clock.now + timedelta(minutes=1))
    clock.advance(timedelta(hours=1))
    said = set()
    for secret in (revoked, expired, "memtui_none"):
        with pytest.raises(CoreError) as caught:
            ws.keys.admitted(secret)
        said.add(str(caught.value))
    assert len(said) == 1
