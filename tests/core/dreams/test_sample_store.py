"""The shipped sample store: what a dream over it finds, and what it leaves alone."""

from pathlib import Path

import pytest
from support.dreaming import (
    accepted,
    files_in,
    inputs_of,
    kinds,
    new_lines,
    old_lines,
    sessions_in,
)

from core.dreams.dreamers.offline import OfflineDreamer
from core.dreams.evidence import flaws, sources_of
from core.dreams.inputs import Inputs
from core.dreams.loss import loss
from core.dreams.proposal import ChangeKind, Finding

ROOT = Path(__file__).parents[3] / "sample_stores" / "sre"


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return inputs_of(
        files_in(ROOT / "working-memory"), sessions_in(ROOT / "transcripts", ("/mnt/memory/",))
    )


@pytest.fixture(scope="module")
def findings(inputs: Inputs) -> tuple[Finding, ...]:
    return OfflineDreamer().dream(inputs)


def of(findings: tuple[Finding, ...], kind: ChangeKind) -> list[Finding]:
    return [finding for finding in findings if finding.kind is kind]


def test_five_entries_become_one_with_every_detail(findings: tuple[Finding, ...]) -> None:
    """The merged entry keeps what each of them had of its own."""
    (merge,) = of(findings, ChangeKind.MERGE_DUPLICATES)
    assert len(old_lines([merge])) == 5
    (line,) = new_lines([merge])
    for detail in ("about 40 s", "drivers keep the old stop list", "#depot-ops", "Both regions"):
        assert detail in line


def test_the_pattern_is_found(findings: tuple[Finding, ...]) -> None:
    """Seven of seven, after 60 s."""
    (pattern,) = of(findings, ChangeKind.ADD_PATTERN)
    (line,) = new_lines([pattern])
    assert "after 60 s" in line
    assert "7 of 7" in line
    assert "route-planner cpu_spike" in line


def test_the_stale_entry_is_rewritten(findings: tuple[Finding, ...]) -> None:
    """The host has a new name."""
    (stale,) = of(findings, ChangeKind.REMOVE_STALE)
    (line,) = new_lines([stale])
    assert line == (
        "- Read-only queries for assignments go to the replica `dsp-db-07`,"
        " with the login `dispatch_ro`."
    )


def test_the_confirmed_entries_are_noted(findings: tuple[Finding, ...]) -> None:
    """Five that stood before the week; what agents wrote in it may be noted too."""
    places = {
        (edit.path, edit.old_start) for one in of(findings, ChangeKind.VERIFY) for edit in one.edits
    }
    wanted = {
        ("/services/ledger-api.md", 5),
        ("/services/dispatch.md", 10),
        ("/services/notify.md", 5),
        ("/services/tariff.md", 5),
        ("/notes/db-hosts.md", 4),
    }
    assert wanted <= places
    assert places - wanted <= {("/notes/capacity-review.md", 13)}


def test_contradiction_lesson_and_orders_are_found(findings: tuple[Finding, ...]) -> None:
    """One of each."""
    (contradiction,) = of(findings, ChangeKind.RESOLVE_CONTRADICTION)
    assert [edit.path for edit in contradiction.edits] == ["/services/route-planner.md"]
    (lesson,) = of(findings, ChangeKind.ADD_LESSON)
    assert "--step 30s" in new_lines([lesson])[0]
    assert "limit is 11000" in new_lines([lesson])[0]
    (orders,) = of(findings, ChangeKind.QUARANTINE)
    assert orders.edits == ()
    assert len(findings) == 5 + len(of(findings, ChangeKind.VERIFY)) + 1


def test_all_of_it_holds(inputs: Inputs, findings: tuple[Finding, ...]) -> None:
    """The evidence is real, little is lost, repeating changes nothing, accepting ends it."""
    assert flaws(findings, sources_of(inputs)) == []
    assert loss(inputs.files, findings).lost == 1
    turned = inputs_of(reversed(inputs.files), reversed(inputs.sessions))
    assert OfflineDreamer().dream(turned) == findings
    for when in (None, inputs.now):
        after = inputs_of(accepted(inputs.files, findings, when), inputs.sessions)
        again = OfflineDreamer().dream(after)
        assert [one.title for one in again if one.edits] == []
        assert kinds(again) == ["quarantine"]


def test_no_confirmation_cites_a_row_twice(findings: tuple[Finding, ...]) -> None:
    """`team Lantern` says all that `Lantern` in the same row does; the reason names it once."""
    for finding in of(findings, ChangeKind.VERIFY):
        cited = [(one.event_id, one.quote) for one in finding.evidence]
        assert len(cited) == len(set(cited)), finding.title
