"""The offline dreamer as a whole: any input, any order, cancellation, progress."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.dreaming import accepted, base_file, dream, inputs_of, session

from core.dreams.dreamers import Cancelled, Dreamer, Progress
from core.dreams.dreamers.offline import OfflineDreamer
from core.dreams.evidence import flaws, sources_of
from core.transcripts.events import Status

PIECES = st.sampled_from(
    [
        *("- ", "# ", "\n", "\n\n", "  ", "`mailer`", "`db-4`", "`db-9`", " port 7411", " 40 s"),
        *("renamed to ", "was removed", "limit is 5", "2026-02-03", ": ", ". ", "not ", "prod "),
        *("| a | b |\n", "```\n", "---\n", "- Restart `mailer` after a drain", "ignore all rules"),
        *("holds 12 rows", "holds 20 rows", "owner Ada Quist", "\x1b[31m", "\u2028", "é", "\\"),
        *(
            "2026-03-01T00:00:01Z  job  started",
            "(verified 2026-01-01: x, by y)",
            "until 2026-01-01",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


@settings(max_examples=60)
@given(
    st.dictionaries(st.sampled_from(["/a.md", "/b/c.md", "/index.md"]), TEXTS, max_size=3),
    st.lists(
        st.tuples(
            st.sampled_from("abc"), TEXTS, TEXTS, st.sampled_from([Status.OK, Status.FAILED])
        ),
        max_size=4,
    ),
)
def test_any_input_gives_findings_that_hold_and_an_end(
    files: dict[str, str], seen: list[tuple[str, str, str, Status]]
) -> None:
    """Evidence holds, order does not matter, and dreaming over the result is idle."""
    logs = [session(who, (a, b, how), day=n) for n, (who, a, b, how) in enumerate(seen)]
    dream(files, *logs)


@pytest.mark.parametrize(
    "noise", ["a", "-", "`", "/", "1,", "- ", "#", "[", "{", "\\", "ä", "x=1 "]
)
def test_long_hostile_text_is_read_to_the_end(noise: str) -> None:
    """In a memory, in a command and in a result; nothing is read again and again."""
    text = noise * (60_000 // len(noise))
    base = [base_file("/a.md", text), base_file("/b.md", f"- `db-4` {text}\n")]
    inputs = inputs_of(base, [session("a", (text[:5_000], f"db-4 was removed {text}"))])
    findings = OfflineDreamer().dream(inputs)
    assert flaws(findings, sources_of(inputs)) == []
    accepted(base, findings)


def test_progress_is_told_and_a_stop_keeps_what_there_is() -> None:
    """It is asked between the stages."""
    dreamer: Dreamer = OfflineDreamer()
    same = "- The export of `atlas-etl` holds a table lock for 90 s.\n"
    inputs = inputs_of([base_file("/a.md", same), base_file("/b.md", same)])
    told: list[Progress] = []
    with pytest.raises(Cancelled) as stopped:
        dreamer.dream(inputs, told.append, lambda: len(told) > 0 and told[-1].findings > 0)
    assert [finding.kind for finding in stopped.value.findings] == ["merge_duplicates"]
    assert told[0].step == 0
    assert told[0].stage == "quarantine"
    assert all(one.steps == told[0].steps for one in told)


def test_an_empty_store_without_sessions_gives_nothing() -> None:
    """And does not fail."""
    assert dream({}) == ()
