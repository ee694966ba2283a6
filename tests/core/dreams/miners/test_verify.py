"""Verification: what confirms an entry, what does not, and how often it is written."""

import pytest
from support.dreaming import dream, kinds, new_lines, session

from core.dreams.inputs import Touch
from core.dreams.proposal import Finding
from core.transcripts.events import ToolNorm

# fmt: off
# ruff: noqa: E501
CONFIRMED = [
    ("`mailer` listens on port 7411, TLS only.", "svc show mailer", "name   mailer\nport   7411\ntls    on", "port 7411"),
    ("`db-4` accepts 250 connections.", "svc db", "HOST  USED  MAX_CONNECTIONS\ndb-4  17    250\ndb-5  99    300", "MAX_CONNECTIONS 250"),
    ("The job `sweep-all` starts at 03:15 UTC.", "cron list", "JOB        STARTS     RESULT\nsweep-all  03:15 UTC  ok", "starts 03:15 UTC"),
    ("Owner of `mailer` is team Heron.", "svc owner mailer", "service  mailer\nowner    team Heron", "owner team Heron"),
    ("`mailer` calls `quota` with `timeout_ms = 900`.", "cat /etc/mailer.toml", "[quota]\ntimeout_ms = 900", "timeout_ms 900"),
    ("Schema version of `ledger-x` is 4.12.", "psql -c version", '{"database": "ledger-x", "schema_version": "4.12"}', "schema_version 4.12"),
    ("The reply deadline in matter `N-2211` is 21 days.", "docket N-2211", "matter    N-2211\ndeadline  21 days", "deadline 21 days"),
]
NOT_CONFIRMED = [
    # The number counts something else.
    ("`mailer` listens on port 7411, TLS only.", "metrics mailer", "LANE  SENT\nbulk  7411"),
    # Another host.
    ("`db-4` accepts 300 connections.", "svc db", "HOST  USED  MAX_CONNECTIONS\ndb-4  17    250\ndb-5  99    300"),
    # Another environment.
    ("In staging the replica maximum of `mailer` is 6.", "scale show mailer --env production", "service       mailer\nmax_replicas  6"),
    # Another unit.
    ("`quota` cache: entries live 30 s.", "svc show quota", "name  quota\ncache entries live  30 min"),
    # Nobody named it.
    ("`mailer` listens on port 7411, TLS only.", "svc show quota", "name   quota\nport   7411"),
]
# fmt: on


def seen(text: str, command: str, output: str, **how: object) -> tuple[Finding, ...]:
    return dream({"/a.md": f"# Notes\n\n- {text}\n"}, session("watch", (command, output), **how))


@pytest.mark.parametrize(("text", "command", "output", "said"), CONFIRMED)
def test_a_result_that_shows_the_value_confirms_it(
    text: str, command: str, output: str, said: str
) -> None:
    """The note says when, what was seen, and by whom."""
    findings = seen(text, command, output)
    assert kinds(findings) == ["verify"]
    assert new_lines(findings) == [f"- {text} (verified 2026-03-01: {said}, by watch)"]


@pytest.mark.parametrize(("text", "command", "output"), NOT_CONFIRMED)
def test_the_same_number_elsewhere_confirms_nothing(text: str, command: str, output: str) -> None:
    """Subject, attribute, unit and environment must fit."""
    assert [one for one in seen(text, command, output) if one.edits] == []


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("mailer.toml:12:port = 7411\nmailer.toml:13:tls = on", "port 7411"),
        ("12:port = 7411\n13:tls = on", "port 7411"),
        ("    12\tmailer listens on port 7411", "mailer listens on port 7411"),
        ("7411:tcp mailer port", "7411:tcp mailer port"),
    ],
)
def test_a_note_has_no_line_numbers_of_a_tool(output: str, said: str) -> None:
    """What `grep -n` puts before a line says nothing, but for a value that only looks like that."""
    text = "`mailer` listens on port 7411, TLS only."
    (line,) = new_lines(seen(text, "grep -n port mailer.toml", output))
    assert line == f"- {text} (verified 2026-03-01: {said}, by watch)"


TEXT, COMMAND, OUTPUT, _ = CONFIRMED[0]


def test_what_is_masked_is_neither_quoted_nor_noted() -> None:
    """A secret beside the value hinders no confirmation."""
    output = "spindle limit: 24000 rpm [masked key]"
    (found,) = seen("Mill spindle speed limit is 24000 rpm.", "millctl spindle", output)
    assert [one.quote for one in found.evidence] == ["spindle limit: 24000 rpm"]
    assert "masked" not in new_lines((found,))[0]


def test_a_memory_that_was_read_confirms_nothing() -> None:
    """Neither marked as such, nor recognised by its words, nor reported by another agent."""
    assert seen(TEXT, COMMAND, OUTPUT, touch=Touch.READ) == ()
    assert seen(TEXT, "cat notes", f"# Notes\n\n- {TEXT}\n") == ()
    assert seen(TEXT, COMMAND, OUTPUT, tool=ToolNorm.TASK) == ()


def test_a_note_is_refreshed_after_seven_days() -> None:
    """Not by what was seen before, and in the place of the old note."""
    noted = f"# Notes\n\n- {TEXT} (verified 2026-03-01: port 7411, by watch)\n"
    assert dream({"/a.md": noted}, session("watch", (COMMAND, OUTPUT), day=6)) == ()
    findings = dream({"/a.md": noted}, session("triage", (COMMAND, OUTPUT), day=7))
    assert new_lines(findings) == [f"- {TEXT} (verified 2026-03-08: port 7411, by triage)"]


def test_what_was_seen_before_it_was_written_does_not_count() -> None:
    """A line's own time, and a date in the entry, are newer than the result."""
    log = session("watch", (COMMAND, OUTPUT))
    assert dream({"/a.md": f"- {TEXT}\n"}, log, time=(log.started or 0) + 60_000) == ()
    assert dream({"/a.md": f"- 2026-03-01: {TEXT}\n"}, log) == ()


def test_an_entry_that_is_seen_otherwise_is_flagged() -> None:
    """The newest sighting has another value under the same name: nothing is written."""
    (finding,) = seen(TEXT, COMMAND, OUTPUT.replace("7411", "7500"))
    assert finding.kind.value == "verify"
    assert finding.edits == ()
    assert "7500" in finding.title


def test_a_line_that_tells_of_a_change_is_no_note() -> None:
    """The change itself is proposed; a note of it would bring the old name back."""
    findings = seen(
        "Sails lie in chest C-12.", "look sails", "The sails went from chest C-12 to chest C-40."
    )
    assert kinds(findings) == ["remove_stale"]
    assert new_lines(findings) == ["- Sails lie in chest C-40."]


@pytest.mark.parametrize(
    ("text", "output"),
    [
        # The label alone, what was, one of two values, another unit, no more than about.
        ("Crash on large boards: known, no fix yet.", "id: 9\nsummary: Crash on large boards"),
        ('Requests to `desk-3` come by form "Intake".', "desk-3: form Intake was replaced"),
        ("Terms of `deal-7`: 30 days, 60 days is the last fallback.", "deal-7\nnet: 60"),
        ("The gale limit of `crane-7` is 20 m/s.", "crane: crane-7\nlimit_kv: 20"),
    ],
)
def test_what_only_looks_like_it_confirms_nothing(text: str, output: str) -> None:
    """Nothing is written into the memory."""
    assert [one for one in seen(text, "look", output) if one.kind.value == "verify"] == []


def test_a_value_of_one_sign_is_held_with_its_line() -> None:
    """However long that line is: one sign alone is no evidence, and would stop the dream."""
    long = "owner desk, kept in the north hall, with the reserve beside it"
    findings = seen("`orders-7` has 3 replicas.", "look", f"orders-7: 3 replicas ({long}; {long})")
    assert kinds(findings) == ["verify"]
    assert all(len(one.holds) > 1 for finding in findings for one in finding.evidence)


def test_an_entry_without_a_name_is_of_what_its_memory_is_about() -> None:
    """The title of a file that is called after it, or the number in that title."""
    store = {
        "/v/norgate.md": "# Norgate Ltd (V-10442)\n\n- Credit limit: GBP 80,000.\n",
        "/c/orbis-health.md": "# Orbis Health\n\n- Primary contact: Lena Vos.\n",
        "/notes/limits.md": "# House rules\n\n- Credit limit: GBP 90,000.\n",
    }
    findings = dream(
        store,
        session(
            "watch",
            ("vendor show V-10442", "vendor: V-10442\ncredit_limit: GBP 80,000"),
            ("crm show", '{"account": "Orbis Health", "primary_contact": "Lena Vos"}'),
        ),
    )
    assert kinds(findings) == ["verify", "verify"]
    assert {edit.path for one in findings for edit in one.edits} == {
        "/v/norgate.md",
        "/c/orbis-health.md",
    }


TWO = "`mailer` listens on port 7411 and answers within 900 ms."


def test_an_entry_of_which_one_value_was_seen_is_confirmed_in_part() -> None:
    """The note and the title name the part that was seen in the words of the entry."""
    (finding,) = seen(TWO, "svc show mailer", "name   mailer\nport   7411")
    seen_part = "mailer listens on port 7411"
    assert new_lines([finding]) == [f"- {TWO} (verified in part 2026-03-01: {seen_part}, by watch)"]
    assert finding.title == f"Confirmed in part: {seen_part} (/a.md:3)"
    assert f'confirms "{seen_part}", and not the rest' in finding.rationale
    assert "900 ms" not in finding.rationale
    (whole,) = seen(TWO, "svc show mailer", "name   mailer\nport   7411\nanswers_within_ms  900")
    assert whole.title.startswith("Confirmed: ")


def test_a_value_that_was_denied_outweighs_a_newer_sighting_of_another_one() -> None:
    """The port was seen last, and the entry is wrong all the same."""
    older = session("watch", ("svc show mailer", "name   mailer\nanswers_within_ms  400"), day=1)
    newer = session("triage", ("svc port mailer", "name   mailer\nport   7411"), day=2)
    (finding,) = dream({"/a.md": f"# Notes\n\n- {TWO}\n"}, older, newer)
    assert finding.title.startswith("Seen otherwise (400, not 900 ms)")


def test_a_reading_denies_no_bound() -> None:
    """What fires above a number is not at it; a setting of that name is another matter."""
    text = "An alert fires when `main-q` has more than 10000 messages."
    assert seen(text, "queue status main-q", "main-q  messages=10902") == ()


def test_a_person_who_was_not_seen_leaves_an_entry_confirmed_in_part() -> None:
    """The team was shown, and nobody of that name."""
    text = "Owner of `mailer` is team Heron; escalate to Ada Quist."
    (finding,) = seen(text, "svc owner mailer", "service  mailer\nowner    team Heron")
    assert finding.title.startswith("Confirmed in part")


def test_of_several_sentences_the_one_that_was_seen_is_named() -> None:
    """The others do not look as if they had been seen as well, whether they have values or not."""
    text = "The outbox of `mailer` is cleared at night. `mailer` listens on port 7411."
    (finding,) = seen(text, "svc show mailer", "name   mailer\nport   7411")
    assert new_lines([finding]) == [
        f"- {text} (verified in part 2026-03-01: mailer listens on port 7411, by watch)"
    ]


def test_a_note_names_only_what_was_seen_on_its_day() -> None:
    """The port was seen on another one, by another agent."""
    text = "`mailer` listens on port 7411. It answers within 900 ms."
    older = session("triage", ("svc port mailer", "name   mailer\nport   7411"), day=1)
    newer = session("watch", ("svc time mailer", "name   mailer\nanswers_within_ms  900"), day=2)
    (finding,) = dream({"/a.md": f"# Notes\n\n- {text}\n"}, older, newer)
    note = "(verified 2026-03-03: It answers within 900 ms, by watch)"
    assert new_lines([finding]) == [f"- {text} {note}"]


def test_a_note_has_no_stop_and_no_other_sentence_of_a_tool() -> None:
    """Of a line with two sentences the one with the value, as a clause."""
    output = "mailer listens on port 7411. It has no queue."
    (line,) = new_lines(seen(TEXT, "svc about mailer", output))
    assert line.endswith("(verified 2026-03-01: mailer listens on port 7411, by watch)")


def test_a_name_in_the_row_that_was_seen_is_no_part_that_was_not() -> None:
    """The quote itself shows it."""
    text = "`S-104` Central Park has 32 docks."
    output = "ID    | NAME         | DOCKS\nS-104 | Central Park |    32\nS-105 | Old Mill | 18"
    (finding,) = seen(text, "fleet stations", output)
    assert finding.title == f"Confirmed: {text}"


def test_what_is_seen_otherwise_is_told_apart_from_the_entry() -> None:
    """The sentence in quotation marks, since it may have a colon of its own."""
    text = "Owner of `mailer`: team Heron. Its outbox is cleared at night."
    (finding,) = seen(text, "svc owner mailer", "service  mailer\nowner    team Plover")
    assert finding.title == (
        'Seen otherwise (Plover, not Heron) than in "Owner of `mailer`: team Heron"'
    )
    assert "which of the two is right is left to you" in finding.rationale


def test_what_another_change_rewrites_is_said_to_be_so() -> None:
    """The store holds no such sentence yet: who looks for it would find another one."""
    findings = dream(
        {"/infra/redis.md": "# Redis\n\n- The Redis of the shop is redis-02, version 6.2.\n"},
        session("watch", ("fleet show redis-02", "redis-02: replaced by redis-05 on 2026-02-20")),
        session("ops", ("redis-cli -h redis-05 info server", "# Server\nredis_version:7.2.4")),
    )
    told = [one.rationale for one in findings if one.kind == "verify"]
    assert len(told) == 1
    assert "/infra/redis.md:3, as another change here rewrites it, says 6.2" in told[0]
