"""What the generator makes: the same for the same seed, and exactly what its key says."""

import pytest

from core.dreams.bench.domains import DEVELOPMENT, HELD_OUT
from core.dreams.bench.generate import generate
from core.dreams.bench.truth import Case, Outcome
from core.dreams.bench.vocabulary import Domain
from core.transcripts.events import Kind, Status

DOMAINS = (*DEVELOPMENT, *HELD_OUT)


@pytest.fixture(scope="module", params=DOMAINS, ids=lambda domain: domain.name)
def case(request: pytest.FixtureRequest) -> Case:
    """One case of each domain."""
    return generate(request.param, 1)


def test_the_same_seed_gives_the_same_case() -> None:
    """To the byte; and another seed gives another one."""
    domain = DEVELOPMENT[0]
    assert generate(domain, 3) == generate(domain, 3)
    assert generate(domain, 3).inputs != generate(domain, 4).inputs


def test_every_entry_stands_where_the_key_says(case: Case) -> None:
    """Its lines, and in them what it says."""
    texts = {file.path: file.text.split("\n") for file in case.inputs.files}
    for entry in case.entries:
        last = entry.start - 1 + len(entry.lines)
        assert tuple(texts[entry.path][entry.start - 1 : last]) == entry.lines
        joined = " ".join(" ".join(entry.lines).split())
        assert " ".join(entry.text.split()) in joined


def test_no_line_belongs_to_two_entries(case: Case) -> None:
    """And no two entries that are not planted as duplicates have the same words."""
    lines = [
        (entry.path, number)
        for entry in case.entries
        for number in range(entry.start, entry.start + len(entry.lines))
    ]
    assert len(lines) == len(set(lines))
    clusters = [
        set(planted.entries) for planted in case.planted if Outcome.MERGED in planted.outcomes
    ]
    by_text: dict[str, str] = {}
    for entry in case.entries:
        twin = by_text.setdefault(entry.text, entry.id)
        assert twin == entry.id or any({twin, entry.id} <= cluster for cluster in clusters), entry


def test_the_key_speaks_of_what_exists(case: Case) -> None:
    """Entries, events and files of the case itself."""
    entries = {entry.id for entry in case.entries}
    events = {event.id for log in case.inputs.sessions for event in log.events}
    for one in (*case.planted, *case.traps):
        assert entries.issuperset(one.entries)
        assert events.issuperset(one.events)
    assert events.issuperset(order.event for order in case.orders)


def test_sessions_are_of_several_formats_and_agents(case: Case) -> None:
    """Read with the project's own readers, with calls that are paired with their results."""
    logs = case.inputs.sessions
    assert {log.format for log in logs} >= {"claude-code", "managed-agents", "codex"}
    assert len({log.agent for log in logs}) >= 4
    statuses = {e.status for log in logs for e in log.events if e.kind is Kind.TOOL_CALL}
    assert {Status.OK, Status.FAILED} <= statuses
    assert Status.UNKNOWN not in statuses


def test_files_and_sessions_are_in_the_order_that_dreamers_rely_on(case: Case) -> None:
    """By path; by start and native id."""
    paths = [file.path for file in case.inputs.files]
    assert paths == sorted(paths)
    starts = [(log.started or 0, log.native_id) for log in case.inputs.sessions]
    assert starts == sorted(starts)


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.name)
def test_a_clean_case_plants_nothing(domain: Domain) -> None:
    """Only what looks like it."""
    case = generate(domain, 1, clean=True)
    assert [planted for planted in case.planted if not planted.is_optional] == []
    assert case.traps
