"""Entries that count on a ticket's being open, when it is closed: which leave, ask, or stay."""

import pytest
from support.dreaming import dream, kinds, old_lines, session

CHARGE = '{"id": 88120, "subject": "Double charge", "status": "closed", "resolution": "refunded"}'
NIC = '{"key": "EDGE-212", "status": "Closed", "resolution": "Fixed", "title": "flaky NIC"}'
TRACKS = "Ticket 88120 tracks the double charge of October."
FLAKY = "`edge-02` has a flaky NIC, see ticket EDGE-212."


@pytest.mark.parametrize(
    ("text", "output"),
    [
        (TRACKS, CHARGE),
        (TRACKS, "id: 88120\nsubject: Double charge\nstate: resolved\nkind: ticket"),
        ("EDGE-212 is still open.", NIC),
        ("Issue 88120 is pending.", CHARGE.replace("subject", "issue")),
    ],
)
def test_what_only_an_open_ticket_tracks_leaves(text: str, output: str) -> None:
    """It says nothing else."""
    files = {"/a.md": f"# Notes\n\n- {text}\n- More.\n"}
    findings = dream(files, session("a", ("ticket_get", output)))
    assert kinds(findings) == ["remove_stale"]
    assert old_lines(findings) == [f"- {text}"]


@pytest.mark.parametrize(
    "text",
    [
        FLAKY,
        "Restarts of `edge-02` are manual until EDGE-212 is done.",
        "The login of `edge-02` is slow (EDGE-212).",
        "EDGE-212 tracks the flaky NIC. Use `edge-03` meanwhile.",
    ],
)
def test_what_says_more_than_that_only_asks(text: str) -> None:
    """The trouble may outlive its ticket."""
    findings = dream({"/a.md": f"- {text}\n"}, session("a", ("ticket_get", NIC)))
    assert [one.edits for one in findings if one.kind == "remove_stale"] == [()]


@pytest.mark.parametrize(
    ("text", "output"),
    [
        (TRACKS, CHARGE.replace("closed", "open")),
        (TRACKS, CHARGE.replace("closed", "not closed")),
        (TRACKS, CHARGE.replace("refunded", "won't fix")),
        (TRACKS, CHARGE.replace("refunded", "duplicate of 88001")),
        (TRACKS, CHARGE.replace("88120", "88121")),
        (TRACKS, '{"id": 88121, "status": "closed", "related": 88120}'),
        # A source, a deed, a rule; and another thing of that number.
        ("Names follow EDGE-212.", NIC),
        ("The NIC was replaced with EDGE-212.", NIC),
        ("If the NIC fails, restart it (EDGE-212).", NIC),
        ("2026-01-04: EDGE-212 is open.", NIC),
    ],
)
def test_other_tickets_and_other_states_say_nothing(text: str, output: str) -> None:
    """Nor does one that was closed without anything being done."""
    findings = dream({"/a.md": f"- {text}\n"}, session("a", ("ticket_get", output)))
    assert "remove_stale" not in kinds(findings)


@pytest.mark.parametrize("kind", ["order", "ticket"])
def test_an_order_of_the_same_number_is_no_ticket(kind: str) -> None:
    """The result has to be of tickets, by its tool or its words."""
    call = {"tool": f"{kind}_get", "id": 88120}
    findings = dream({"/a.md": f"- {TRACKS}\n- More.\n"}, session("a", (call, CHARGE)))
    assert [one for one in kinds(findings) if one == "remove_stale"] == ["remove_stale"] * (
        kind == "ticket"
    )


def test_a_ticket_that_was_opened_again_is_open() -> None:
    """The last look counts."""
    closed = session("a", ("ticket_get", NIC))
    again = session("b", ("ticket_get", NIC.replace("Closed", "Reopened")), day=1)
    assert "remove_stale" not in kinds(dream({"/a.md": f"- {FLAKY}\n"}, closed, again))
