"""The filter of the timeline: what is typed becomes which marks are wanted."""

from datetime import UTC, datetime

import pytest

from core.overseeing.marks import ALL, MarkKind, Wanted
from core.records.stores import Store
from memtui.typed.timeline_filter import BadFilter, parse

AT = datetime(2026, 11, 20, tzinfo=UTC)
STORES = [
    Store("memstore_1", "Working memory", "", AT, AT, None),
    Store("memstore_2", "Org knowledge", "", AT, AT, None),
]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ALL),
        ("  ", ALL),
        ("tri", Wanted(agent_part="tri")),
        ("agent:triage", Wanted(agent_part="triage")),
        ("claude-code:payments", Wanted(agent_part="claude-code:payments")),
        ('"two words"', Wanted(agent_part="two words")),
        ("kind:write", Wanted(kinds=(MarkKind.WRITE,))),
        ("kind:writes,conf", Wanted(kinds=(MarkKind.WRITE, MarkKind.CONFLICT))),
        ("store:work", Wanted(store_id="memstore_1")),
        ("store:knowledge", Wanted(store_id="memstore_2")),
        ("path:/notes", Wanted(path_prefix="/notes/")),
        ("session:sesn_1 kind:r", Wanted(session_id="sesn_1", kinds=(MarkKind.READ,))),
    ],
)
def test_what_is_typed(text, wanted):
    """Words, kinds, stores, paths and sessions."""
    assert parse(text, STORES) == wanted


@pytest.mark.parametrize("text", ["kind:dance", "store:nowhere", "path:notes", "agent:", "a b"])
def test_what_means_nothing_is_said_in_a_sentence(text):
    """And nothing else happens."""
    with pytest.raises(BadFilter, match=r"\.$"):
        parse(text, STORES)
