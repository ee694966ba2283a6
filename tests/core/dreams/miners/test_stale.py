"""Stale entries: what shows that something is gone, what does not, and what happens to the entry."""

import pytest
from support.dreaming import dream, kinds, new_lines, old_lines, session

from core.transcripts.events import Status

# fmt: off
# ruff: noqa: E501
RENAMED = [
    ("Reports go to the replica `rep-03`.", "rep-03: no such host. Renamed to rep-07 on 2026-02-02 (OPS-11).", "rep-07"),
    ("Reports go to the replica `rep-03`.", "HOST    ROLE     NOTE\nrep-07  replica  renamed from rep-03", "rep-07"),
    ("Settings of `mailer` live in `/etc/mailer.yml`.", "/etc/mailer.yml has been moved to /etc/mailer/main.yml", "/etc/mailer/main.yml"),
    ("Run `imp load --fast` at night.", "warning: --fast is deprecated, use --bulk instead", "--bulk"),
    ("Use `quota-v1` for all limits.", "quota-v1 was replaced by quota-v2", "quota-v2"),
    ("Invoices of Norwind go to Ada Quist for approval.", "Ada Quist handed over to Ben Oduya in January; her role changed from Ada Quist to Ben Oduya", "Ben Oduya"),
    ("The desk form is `form-12b`.", "form-14 supersedes form-12b since the reform", "form-14"),
    ("Plans of `mailer` are in `/plans/p4`.", "ls: cannot access '/plans/p4': No such file\nnow kept in /plans/p9", "/plans/p9"),
    ("Returns of Norwind go to depot 12.", "depot 12: closed on 2026-02-02, use depot 15 instead", "depot 15"),
    ("Invoices are booked on FEES-12.", "account FEES-19\nformerly FEES-12, renamed 2026-02-02", "FEES-19"),
    ("Statements come from `sftp-1.bank.example`.", "sftp-1.bank.example was replaced by hub.bank.example", "hub.bank.example"),
    ("Paging goes through Beacon.", "Beacon was shut down on 2026-02-02. Paging is done with Klaxon now", "Klaxon"),
    ("Lists are printed from P:/lists/a4.", "P:/lists/a4 is empty, look in P:/lists/b7", "P:/lists/b7"),
]
GONE = [
    ("`canary-01` runs the nightly comparison.", "WHEN        HOST       CHANGE\n2026-02-20  canary-01  removed, comparison finished"),
    ("`canary-01` runs the nightly comparison.", "host canary-01 was decommissioned last week"),
    ("The flag `--legacy-auth` skips the token check.", "error: --legacy-auth is no longer supported"),
    ("Long runs of `mailer` go to `slow-3`, which has the fast disks.", "slow-3: no such host (scrapped on 2026-02-02)"),
    ("Repairs of Norwind are done by Halden 12.", "Halden 12: contract ended on 2026-02-02"),
]
STAYS = [
    # Mistyped, refused once, wished for, asked, denied, another name that begins alike.
    ("`route-maker` plans tours.", "service route-maker2 not found"),
    ("`route-maker` plans tours.", "service route-maker not found"),
    ("`db-4` holds the ledger.", "connection to db-4 failed: Connection refused"),
    ("`db-4` holds the ledger.", "db-4 will be renamed to db-9 next year"),
    ("`db-4` holds the ledger.", "db-4 was not removed"),
    ("`db-4` holds the ledger.", "if db-4 is removed, call the desk"),
    ("`db-4` holds the ledger.", "db-4-old was removed"),
    ("`db-4` holds the ledger.", "db-4: connection closed by peer"),
    ("The crane of Norwind stands at Halden 12.", "Halden 19: shut down on 2026-02-02"),
    # A label of the line, somebody who follows, who looked was not well, a message that begins so.
    ("`shop` reads its labels at night.", "WARN shop: set-774 withdrawn 2026-02-02, switch to set-314"),
    ("Finance director: Gareth Pugh.", "Finance director   Helen Marsh (Gareth Pugh has retired)"),
    ("The originals are in archive box 854.", "scanner is offline, content of archive box 854 unknown at this time"),
    ("A guess of a path says File does not exist.", "File does not exist: /srv/x"),
    # The entry knows, or tells what was.
    ("2026-01-04: `db-4` was slow.", "db-4 was renamed to db-9"),
    ("`db-4` (now `db-9`) holds the ledger.", "db-4 was renamed to db-9"),
    ("May 2019: depot Karl is reached by `vpn-old`.", "nothing to see"),
]
# fmt: on


@pytest.mark.parametrize(("text", "output", "new"), RENAMED)
def test_what_was_renamed_gets_its_new_name(text: str, output: str, new: str) -> None:
    """The entry is rewritten, and says nothing else than before."""
    findings = dream({"/a.md": f"# Notes\n\n- {text}\n"}, session("watch", ("look", output)))
    assert kinds(findings) == ["remove_stale"]
    (line,) = new_lines(findings)
    assert new in line
    assert findings[0].title.endswith(f" was replaced by {new}")
    assert "one entry still names the old one" in findings[0].rationale
    assert len(line.split()) == len(f"- {text}".split())


@pytest.mark.parametrize(("text", "output"), GONE)
def test_what_is_gone_leaves(text: str, output: str) -> None:
    """An entry about nothing else is removed."""
    files = {"/a.md": f"# Notes\n\n- {text}\n- Something that stays.\n"}
    findings = dream(files, session("watch", ("look", output)))
    assert old_lines(findings) == [f"- {text}"]
    assert new_lines(findings) == []


def test_an_entry_that_names_more_is_left_to_the_reviewer() -> None:
    """Of three hosts one is gone: the change asks."""
    files = {"/a.md": "- Hosts are `h-1`, `h-2` and `h-3`.\n"}
    (finding,) = dream(files, session("watch", ("look", "h-2 was decommissioned")))
    assert finding.edits == ()
    assert '/a.md:1 also says "h-1, h-3"' in finding.rationale
    assert finding.evidence[-1].source == "/a.md:1"


def test_what_else_an_entry_says_is_named() -> None:
    """The sentence that stays true, and not only that there is one."""
    files = {"/a.md": "- `h-2` runs the mailer. Backups start at 03:00.\n"}
    (finding,) = dream(files, session("watch", ("look", "h-2 was decommissioned")))
    assert '/a.md:1 also says "Backups start at 03:00."; so what' in finding.rationale


@pytest.mark.parametrize(("text", "output"), STAYS)
def test_nothing_leaves_without_proof(text: str, output: str) -> None:
    """Neither for being old, nor for a word that looks alike."""
    assert dream({"/a.md": f"- {text}\n"}, session("watch", ("look", output))) == ()


def test_not_found_counts_in_two_sessions_and_while_nothing_shows_it() -> None:
    """One failed look proves little and only asks; a later success proves the contrary."""
    files = {"/a.md": "- `db-4` holds the ledger.\n"}
    missing = ("ping db-4", "db-4: Name or service not known", Status.FAILED)
    first, second = session("a", missing), session("b", missing, day=1)
    (asked,) = dream(files, first)
    assert (asked.kind, asked.edits) == ("remove_stale", ())
    assert "may have looked in the wrong place: nothing is changed" in asked.rationale
    assert kinds(dream(files, first, second)) == ["remove_stale"]
    alive = session("c", ("hosts", "db-4  primary  active"), day=2)
    assert dream(files, first, second, alive) == ()
    busy = ("ping db-4", "db-4: Temporary failure in name resolution", Status.FAILED)
    assert dream(files, session("a", busy)) == ()


@pytest.mark.parametrize(
    "line",
    [
        "shelves: catalogue is being indexed, db-4 not found yet",
        "still loading the list, db-4: not found",
        "db-4 not found (warming up)",
    ],
)
def test_what_is_not_found_yet_is_not_gone(line: str) -> None:
    """However many sessions look while something is being made ready."""
    files = {"/a.md": "- `db-4` holds the ledger.\n"}
    looks = [session(who, ("find db-4", line), day=day) for day, who in enumerate("abc")]
    assert dream(files, *looks) == ()


def test_what_was_written_later_stays() -> None:
    """A statement is only about what was there when it was made."""
    log = session("watch", ("look", "rep-03 was renamed to rep-07"))
    assert dream({"/a.md": "- Use `rep-03`.\n"}, log, time=(log.started or 0) + 60_000) == ()


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("Deploys of `mailer` are frozen until 2026-02-20.", True),
        ("The waiver of the filing fee expires on 2026-02-20.", True),
        ("Until 2026-02-20 orders are late, say so.", True),
        ("Nothing is shipped before 2026-02-20 is over.", True),
        ("Vouchers of the spring work until 2026-02-20.", True),
        ("Until 2026-02-20 Ada worked in the desk.", False),
        ("Deploys of `mailer` are frozen until 2026-04-20.", False),
        ("Deploys of `mailer` were frozen until 2026-02-20.", False),
        ("2026-02-20: deploys of `mailer` start at noon.", False),
        ("Since 2026-02-20 deploys of `mailer` start at noon.", False),
    ],
)
def test_an_entry_ends_on_the_day_it_names(text: str, leaves: bool) -> None:  # noqa: FBT001
    """By the newest event, not by the clock; what began or happened then stays."""
    findings = dream({"/a.md": f"- {text}\n- More.\n"}, session("watch", ("date", "ok")))
    assert old_lines(findings) == ([f"- {text}"] if leaves else [])


MOVED = '{"id": "returns", "city": "Linz", "since": "2026-02-02", "previous": "Graz"}'


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("Summer closing of the Graz warehouse: 2025-08-03 to 2025-08-14.", True),
        ("Audit of the Graz warehouse: 2025-05-04.", True),
        ("Between 2025-08-03 and 2025-08-14 the gate in Graz stays shut.", True),
        ("The roof in Graz leaked on 2025-11-03.", True),
        ("Returns go to the warehouse in Graz.", False),
        ("Returns go to Graz since 2025-08-03.", False),
        ("The warehouse is in Graz (checked 2026-01-02).", False),
        ("Next closing of the Graz warehouse: 2026-02-10 to 2026-02-14.", False),
    ],
)
def test_what_is_told_of_a_time_before_the_change_stays(text: str, stays: bool) -> None:  # noqa: FBT001
    """In summer it was Graz, whatever has become of it in winter."""
    findings = dream({"/a.md": f"- {text}\n- More.\n"}, session("watch", ("look", MOVED)))
    assert new_lines(findings) == ([] if stays else [f"- {text.replace('Graz', 'Linz')}"])


def test_the_day_since_which_the_old_one_was_in_force_leaves_with_it() -> None:
    """The new one is in force since another day."""
    findings = dream(
        {"/a.md": "# Notes\n\n- The letter is `T-4`, in force since January 2026.\n"},
        session("watch", ("look", "T-4 was replaced by T-5 on 2026-02-02")),
    )
    assert new_lines(findings) == ["- The letter is `T-5`."]


def test_a_flag_comes_with_the_value_that_stands_in_its_place() -> None:
    """A command line stays one that can be run."""
    findings = dream(
        {"/a.md": "# Notes\n\n- A list: `clm export --csv LIST`.\n"},
        session("watch", ("look", "option --csv was removed in 5.0; use --format csv")),
    )
    assert new_lines(findings) == ["- A list: `clm export --format csv LIST`."]


def test_what_one_session_says_rewrites_no_dozen_entries() -> None:
    """It is asked; a second session that says so as well is enough."""
    lines = "".join(f"- `db-4` holds the ledger of branch {number}.\n" for number in range(12))
    told = [session(f"agent-{number}", ("look", "db-4 was renamed to db-9")) for number in (1, 2)]
    (asked,) = (one for one in dream({"/a.md": lines}, told[0]) if one.kind == "remove_stale")
    assert asked.edits == ()
    (finding,) = (one for one in dream({"/a.md": lines}, *told) if one.kind == "remove_stale")
    assert len(new_lines([finding])) == 12


def test_a_clause_that_stays_true_keeps_an_entry() -> None:
    """Then it is left to the reviewer."""
    findings = dream(
        {"/a.md": "# Notes\n\n- The allowlist is on; come over `gate-7`.\n"},
        session("watch", ("look", "host gate-7 was decommissioned last week")),
    )
    assert kinds(findings) == ["remove_stale"]
    assert new_lines(findings) == old_lines(findings) == []
