"""The evidence check: real quotes pass, anything else is named with its reason."""

from dataclasses import replace

import pytest
from support.dreaming import base_file, inputs_of, sessions_of

from core.dreams.evidence import flaws, sources_of, stands_in
from core.dreams.loss import loss
from core.dreams.proposal import ChangeKind, Edit, Evidence, Finding

TRANSCRIPT = b"""\
{"id":"sevt_1","type":"user.message","processed_at":"2026-02-03T10:00:00Z","content":[{"type":"text","text":"Look."}]}
{"id":"sevt_2","type":"agent.tool_use","name":"bash","processed_at":"2026-02-03T10:00:01Z","input":{"command":"quotactl show \\"mailer\\""}}
{"id":"sevt_3","type":"agent.tool_result","tool_use_id":"sevt_2","processed_at":"2026-02-03T10:00:02Z","content":[{"type":"text","text":"limit  8447\\nowner  Ada"}]}
"""  # noqa: E501
INPUTS = inputs_of(
    [base_file("/a.md", "# A\n\n- The limit is 8447.\n")], sessions_of({"sesn_1.jsonl": TRANSCRIPT})
)
LOG = INPUTS.sessions[0]
RESULT = LOG.events[2]
CALL = LOG.events[1]
GOOD = Evidence("limit  8447", "8447", "sesn_1.jsonl:3", LOG.id, RESULT.id, RESULT.ts)


def reasons(one: Evidence, title: str = "The limit of mailer is 8447") -> list[str]:
    finding = Finding(ChangeKind.VERIFY, title, "Seen.", 1.0, (one,), (), "x")
    return [flaw.reason for flaw in flaws([finding], sources_of(INPUTS))]


@pytest.mark.parametrize(
    "one",
    [
        GOOD,
        Evidence('show "mailer"', "mailer", "sesn_1.jsonl:2", LOG.id, CALL.id, CALL.ts),
        Evidence("- The limit is 8447.", "8447", "/a.md:3"),
    ],
)
def test_a_real_quote_passes(one: Evidence) -> None:
    """From a result, from a string inside of a call's input, or from the base."""
    assert reasons(one) == []


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (replace(GOOD, quote="limit 8447"), "is not in the event it cites"),
        (replace(GOOD, quote=""), "has no quote"),
        (replace(GOOD, quote="owner  Ada"), "does not hold what it is cited for"),
        (replace(GOOD, holds="limit  8447"), "is about nothing that the change asserts"),
        (replace(GOOD, holds="8"), "does not hold what it is cited for"),
        (replace(GOOD, holds="844"), "does not hold what it is cited for"),
        (replace(GOOD, event_id="sevt_none"), "cites an event that is not among the inputs"),
        (replace(GOOD, session_id="sesn_other"), "cites an event that is not among the inputs"),
        (replace(GOOD, source="sesn_1.jsonl:2"), "has another place or time than its event"),
        (replace(GOOD, at=1), "has another place or time than its event"),
        (replace(GOOD, event_id=CALL.id), "has another place or time than its event"),
        (replace(GOOD, quote="8447 [masked key]"), "is quoted across something left out or masked"),
        (Evidence("- The limit is 8447.", "8447", "/a.md:1"), "is not in the memory it cites"),
        (Evidence("- The limit is 8447.", "8447", "/b.md:3"), "is not in the memory it cites"),
        (Evidence("- The limit is 8447.", "8447", "/a.md:9"), "is not in the memory it cites"),
    ],
)
def test_what_is_wrong_is_named(one: Evidence, reason: str) -> None:
    """Every way in which evidence can be false has its own sentence."""
    assert reasons(one) == [reason]


def test_a_memory_may_say_that_something_is_masked() -> None:
    """There it is a text like any other: an agent, or an accepted lesson, wrote it."""
    line = "- Login fails with [masked key] on 8447."
    inputs = inputs_of([base_file("/a.md", f"# A\n\n{line}\n")], ())
    one = Evidence(line, "8447", "/a.md:3")
    found = Finding(ChangeKind.VERIFY, "8447", "Seen.", 1.0, (one,), (), "x")
    assert flaws([found], sources_of(inputs)) == []


def test_a_finding_without_evidence_is_refused() -> None:
    """Nothing is asserted without a source."""
    finding = Finding(ChangeKind.VERIFY, "x", "x", 1.0, (), (), "x")
    assert [flaw.reason for flaw in flaws([finding], sources_of(INPUTS))] == ["is missing"]


def test_a_value_stands_in_a_text_only_as_a_whole() -> None:
    """24 is not in 2024, and `--step 30s` is found whatever stands beside it."""
    assert not stands_in("24", "since 2024")
    assert stands_in("24", "24 replicas")
    assert stands_in("--step 30s", "with --step 30s, always")
    assert not stands_in("--step 30", "with --step 30s")


def test_the_loss_guard_counts_what_leaves_for_good() -> None:
    """A merged or moved line is not lost, a rewritten one neither, a removed one is."""
    file = base_file("/a.md", "one\ntwo\n\nthree\nfour\n")
    gone = Edit("/a.md", 1, ("one", "two", ""), ())
    rewritten = Edit("/a.md", 4, ("three",), ("3",))
    kept = Edit("/a.md", 5, ("four",), ("four and more",))

    def of(kind: ChangeKind, *edits: Edit) -> Finding:
        return Finding(kind, "x", "x", 1.0, (), edits, "x")

    removed = loss([file], [of(ChangeKind.REMOVE_STALE, gone, rewritten)])
    assert (removed.lost, removed.lines, removed.is_over()) == (2, 4, True)
    merged = loss([file], [of(ChangeKind.MERGE_DUPLICATES, gone, kept)])
    assert (merged.share, merged.is_over()) == (0.0, False)
    assert loss([], []).share == 0.0
