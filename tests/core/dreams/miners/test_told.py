"""What programs, servers and lists tell of renames in forms of their own, and what tells of none."""

from time import process_time

import pytest
from support.dreaming import dream, kinds, new_lines, old_lines, session

from core.transcripts.events import Status

# fmt: off
# ruff: noqa: E501
MODULE = "The module is `ledger/jobs/runner.py`."
PAGE = "Lists are at `https://wiki.example/d/12`."
DRAIN = "Drain with `shopctl drain checkout --wait 60`."
LETTER = "Engagement letter: `T-ENG-04`."
RENAMED = [
    # Version control, on the trunk.
    (MODULE, "git show --stat HEAD", " ledger/jobs/{runner.py => worker.py} | 0", "ledger/jobs/worker.py"),
    (MODULE, "git commit -qm x", " rename ledger/jobs/{runner.py => worker.py} (100%)", "ledger/jobs/worker.py"),
    (MODULE, "git log --stat", "rename from ledger/jobs/runner.py\nrename to ledger/work/runner.py", "ledger/work/runner.py"),
    (MODULE, "git show --name-status main", "commit 12\nR100\tledger/jobs/runner.py\tledger/jobs/worker.py", "ledger/jobs/worker.py"),
    (MODULE, "git log --stat", " ledger/jobs/{worker.py => crew.py} | 0\n ledger/jobs/{runner.py => worker.py} | 0", "ledger/jobs/crew.py"),
    ("It is `/srv/app/ledger/jobs/runner.py`.", "cd /srv/app && git pull", " rename ledger/{jobs => }/runner.py (96%)", "/srv/app/ledger/runner.py"),
    # A server that has moved a page for good.
    (PAGE, "curl -sI https://wiki.example/d/12", "HTTP/1.1 301 Moved Permanently\nLocation: https://wiki.example/d/44", "https://wiki.example/d/44"),
    ("Start at https://wiki.example, and ask Jo.", "curl -sI https://wiki.example", "HTTP/1.1 301 Moved Permanently\nLocation: https://docs.example/", "https://docs.example,"),
    (PAGE, "curl -sIL https://wiki.example/d/12", "HTTP/2 301\nlocation: /d/44\n\nHTTP/2 308\nlocation: /d/45\n\nHTTP/2 200", "https://wiki.example/d/45"),
    (PAGE, "curl -v https://wiki.example/d/12", "< HTTP/1.1 308 Permanent Redirect\n< Location: https://docs.example/d/12", "https://docs.example/d/12"),
    (PAGE, "fetch https://wiki.example/d/12", "REDIRECT\nOriginal URL: https://wiki.example/d/12\nRedirect URL: https://docs.example/d/12\nStatus: 301 Moved", "https://docs.example/d/12"),
    # A command that has another name.
    (DRAIN, "shopctl drain checkout", "shopctl: unknown command \"drain\". It was renamed: use \"shopctl traffic off SERVICE --wait SECONDS\".", "`shopctl traffic off checkout --wait 60`"),
    (DRAIN, "shopctl drain checkout", "shopctl: 'drain' was removed, use 'shopctl empty'", "`shopctl empty checkout --wait 60`"),
    (DRAIN, "shopctl drain checkout", "error: unknown command 'drain'\nIt has been replaced by 'empty'", "`shopctl empty checkout --wait 60`"),
    # Lines and rows.
    ("Deploy with `up --wait-healthy`.", "up x", "error: unknown flag: --wait-healthy (use --await)", "`up --await`"),
    ("Deploy with `up --wait-healthy`.", "up --help", "  --await     wait until all checks pass (replaces --wait-healthy, removed in 2.0)", "`up --await`"),
    ("`#refund-ok` confirms it.", "macros", "[{\"name\":\"#late\"},{\"name\":\"#refund-done\",\"replaces\":\"#refund-ok\"}]", "#refund-done"),
    ("Use `foo-cli` for it.", "look", "WARN foo-cli has been deprecated in favour of bar-cli. See docs.", "bar-cli"),
    ("`web` uses `redis-a`.", "look", "web does not use redis-a any more; it uses redis-b", "redis-b"),
    ("`web` uses `redis-a`.", "look", "web no longer uses redis-a but redis-b", "redis-b"),
    ("`web` uses `redis-a`.", "look", "web switched from redis-a to redis-b", "redis-b"),
    ("Flour is bought from Mehlwerk 44.", "look", "We no longer buy from Mehlwerk 44. We buy from Kornhof 12.", "Kornhof 12"),
    ("Administrator: Mag. Udo Reiss.", "look", "Administrator: Mag. Petra Unger (Mag. Udo Reiss was relieved on 2026-02-03)", "Mag. Petra Unger"),
    (LETTER, "cat index", "code,name,status\nT-ENG-04,Engagement letter,withdrawn 2026-02-01\nT-ENG-05,Engagement letter,in force\nT-POA-02,Power of attorney,in force", "T-ENG-05"),
    (LETTER, "cat index", "code,name,status\nT-ENG-03,Engagement letter,withdrawn 2020-02-01\nT-ENG-06,Engagement letter,draft\nT-ENG-04,Engagement letter,withdrawn 2026-02-01\nT-ENG-05,Engagement letter,in force", "T-ENG-05"),
    ("Finance contact: Leo Abara.", "cat people", "name,role,since\nMarta Quill,Head of Data,2021-02-01\nJonas Feld,Finance Partner,2026-02-01\nLeo Abara,Finance Partner (left 2026-01-30),2019-01-01", "Jonas Feld"),
]
GONE = [
    # More than one may follow, or none is in force: then it only leaves.
    (LETTER, "code,name,status\nT-ENG-04,Engagement letter,withdrawn 2026-02-01\nT-ENG-05,Engagement letter,draft"),
    (LETTER, "code,name,status\nT-ENG-04,Engagement letter,withdrawn 2026-02-01\nT-ENG-05,Engagement letter,in force\nT-ENG-06,Engagement letter,in force"),
    ("`db-4` runs backups.", "host,role,status\ndb-4,replica,removed 2026-02-01\ndb-5,replica,active"),
    ("`db-4` runs backups.", "host,name,status\ndb-4,replica,removed 2026-02-01\ndb-5,replica,active"),
    ("`db-4` runs backups.", "db-4 is not available any more"),
    ("`db-4` runs backups.", "db-4 does not exist any more"),
    ("`web` uses `redis-a`.", "web no longer uses redis-a"),
    ("Flour comes from Mehlwerk 44.", "we no longer buy from Mehlwerk 44 since 2026-02-20"),
]
STAYS = [
    # A branch, a copy, there and back.
    (MODULE, "git show feature/x --stat", " rename ledger/jobs/{runner.py => worker.py} (100%)"),
    (MODULE, "git diff --stat main...jobs", " ledger/jobs/{runner.py => worker.py} | 0"),
    (MODULE, "git log --all --stat", " ledger/jobs/{runner.py => worker.py} | 0"),
    (MODULE, "git show --stat HEAD", " copy ledger/jobs/{runner.py => worker.py} (100%)"),
    (MODULE, "git show --stat HEAD", " rename tests/jobs/{runner.py => worker.py} (100%)"),
    (MODULE, "git log --stat", " ledger/jobs/{worker.py => runner.py} | 0\n ledger/jobs/{runner.py => worker.py} | 0"),
    (MODULE, "cat plan.txt", " rename ledger/jobs/{runner.py => worker.py} (100%)"),
    # For now, in another spelling, to a login, to the front, to nothing, of another page.
    (PAGE, "curl -sI https://wiki.example/d/12", "HTTP/1.1 302 Found\nLocation: https://wiki.example/d/44"),
    (PAGE, "curl -sI https://wiki.example/d/12", "HTTP/1.1 301 X\nLocation: https://www.wiki.example/d/12/"),
    (PAGE, "curl -sI https://wiki.example/d/12", "HTTP/1.1 301 X\nLocation: https://wiki.example/login?next=/d/12"),
    (PAGE, "curl -sI https://wiki.example/d/12", "HTTP/1.1 301 X\nLocation: https://wiki.example/"),
    (PAGE, "curl -sI https://wiki.example/d/12", "HTTP/1.1 301 X\nLocation: https://wiki.example/d/12/en/"),
    (PAGE, "curl -sIL https://wiki.example/d/12", "HTTP/1.1 301 X\nLocation: /d/44\n\nHTTP/1.1 404 Not Found"),
    (PAGE, "curl -sI https://wiki.example/d/13", "HTTP/1.1 301 X\nLocation: https://wiki.example/d/44"),
    # A guess, another program, a plan.
    (DRAIN, "shopctl drain checkout", "shopctl: unknown command 'drain'. Did you mean 'shopctl train'?"),
    (DRAIN, "dbctl drain checkout", "dbctl: unknown command 'drain'. It was renamed: use 'dbctl empty'."),
    (DRAIN, "shopctl drain checkout", "note: 'drain' will be renamed, then use 'shopctl empty'"),
    ("Deploy with `up --wait-healthy`.", "up --help", "  --await     would be added (replaces --wait-healthy)"),
    # It is over for somebody else, or he left another office.
    ("`cart` uses `redis-a`.", "look", "web does not use redis-a any more; it uses redis-b"),
    ("`cart` uses `redis-a`.", "look", "web no longer uses redis-a"),
    ("`cart` uses `redis-a`.", "look", "web stopped using redis-a on 2026-02-20"),
    ("`cart` uses `redis-a`.", "look", "web switched from redis-a to redis-b"),
    ("Trustee: Mag. Udo Reiss.", "look", "Administrator: Mag. Petra Unger (Mag. Udo Reiss was relieved on 2026-02-03)"),
    ("Administrator: Mag. Udo Reiss.", "look", "Administrator: Mag. Petra Unger (Mag. Udo Reiss will be relieved)"),
    ("Administrator: Mag. Udo Reiss.", "look", "Administrator: Mag. Petra Unger (Mag. Udo Reiss left a note)"),
    ("Ask Ada Quist about fees.", "cat people", "name,role,since\nBen Oduya,Partner,2015-01-01\nAda Quist,Partner (left 2026-01-30),2019-01-01"),
    # What it does no more is not what it is.
    *(("`web-1` listens on port 80.", "look", said) for said in (
        "web-1 does not use redis-a any more", "db-4 and web-1 no longer use redis-a",
        "web-1 no longer runs backups", "web-1 does not run on db-4 any more",
        "web-1 is not the primary any more", "web-1 is not on db-4 any more",
        "web-1 is no longer a replica", "web-1 is not under load any more",
        "web-1 is no longer in the rotation", "web-1 stopped working on tickets",
    )),
    ("`queue-worker` sends mails.", "look", "queue-worker is now queue-based"),
    ("`queue-worker` sends mails.", "look", "queue-worker was replaced by hand, restart queue-reader"),
    ("`web-1` listens on port 80.", "look", "web-1 was replaced by hand on one rack, restart web-2"),
    *(("`web-1` listens on port 80.", "look", said) for said in (
        "we no longer use web-1 for tests", "we do not use web-1 any more for tests",
        "Replaced web-1 with web-2 (rolled back at 12:00)", "web-1 was renamed to web-2 and back again",
        "web-1 -> web-2 (name change rejected)", "rename web-1 -> web-2 [failed]",
        "alert web-1 removed", "backup web-1 deleted on 2026-02-20",
        "we no longer use web-1 for tests", "we do not use web-1 any more for tests",
        "Replaced web-1 with web-2 (rolled back at 12:00)", "web-1 was renamed to web-2 and back again",
        "web-1 -> web-2 (name change rejected)", "rename web-1 -> web-2 [failed]",
        "previously web-1: web-2 was slow", "web-1 was replaced by web-2 for an hour",
        "web-1: old certificate removed, new one from web-2", "web-1 is now on web-2's rack",
        "web-1 replaced its disk with disk-9 on 2026-02-20", "TODO: Renamed web-1 to web-2",
        "merge request: Renamed web-1 to web-2 (open)", "Example: web-1 was renamed to web-2",
        "replacement for web-1: ordered web-2-spare, arrives in March", "restarted web-1 instead of web-2",
        "staging: web-1 was renamed to web-2", "web-1 was renamed to web-2 in the staging plan",
        "{\"event\": \"rename\", \"test\": true, \"from\": \"web-1\", \"to\": \"web-2\"}",
    )),
]
# fmt: on


@pytest.mark.parametrize(("text", "command", "output", "new"), RENAMED)
def test_the_new_name_is_read_where_a_program_tells_it(
    text: str, command: str, output: str, new: str
) -> None:
    """The entry has the new name in the place of the old one."""
    findings = dream({"/a.md": f"# Notes\n\n- {text}\n- More.\n"}, session("a", (command, output)))
    assert old_lines(findings) == [f"- {text}"]
    (line,) = new_lines(findings)
    assert new in line


@pytest.mark.parametrize(("text", "output"), GONE)
def test_what_nothing_follows_leaves(text: str, output: str) -> None:
    """Without one plain successor no other name is written."""
    findings = dream({"/a.md": f"# Notes\n\n- {text}\n- More.\n"}, session("a", ("look", output)))
    assert old_lines(findings) == [f"- {text}"]
    assert new_lines(findings) == []


@pytest.mark.parametrize(("text", "command", "output"), STAYS)
def test_what_tells_of_no_rename_changes_nothing(text: str, command: str, output: str) -> None:
    """Heard twice or not."""
    twice = (session("a", (command, output)), session("b", (command, output), day=1))
    findings = dream({"/a.md": f"- {text}\n- More.\n"}, *twice)
    assert "remove_stale" not in kinds(findings)


def test_a_file_that_is_shown_later_was_not_renamed_for_good() -> None:
    """Somebody took it back."""
    moved = session("a", ("git show --stat", " ledger/jobs/{runner.py => worker.py} | 0"))
    back = session("b", ("ls ledger/jobs/*", "ledger/jobs/runner.py"), day=1)
    files = {"/a.md": f"- {MODULE}\n"}
    assert kinds(dream(files, moved)) == ["remove_stale"]
    assert dream(files, moved, back) == ()


def test_one_who_was_relieved_in_one_matter_is_left_in_others() -> None:
    """Two entries of one label may be of two matters: then a person decides."""
    told = "Administrator: Petra Unger (Udo Reiss was relieved on 2026-02-03)"
    files = {f"/{name}.md": "- Administrator: Udo Reiss.\n" for name in "ab"}
    (finding,) = dream(files, session("a", ("look", told)))
    assert finding.edits == ()


LOOK = ("ls -l /var/log/traces", "ls: cannot access '/var/log/traces': No such file or directory")


@pytest.mark.parametrize(
    ("host", "listing", "is_gone"),
    [
        ("log-2", ("ssh log-2 ls /var/log", "syslog\nauth.log"), True),
        ("log-2", ("ssh log-3 ls /var/log", "syslog\nauth.log"), False),
        ("log-2", ("ssh log-2 ls /var/log | head -1", "syslog"), False),
        ("log-2", ("ssh log-2 ls /var/log/*.gz", "/var/log/a.gz"), False),
        ("log-2", ("ssh log-2 ls /var", "log"), False),
        ("log-2", ("ssh log-2 ls -l /var/log", "drwxr-x 2 root root 40 traces"), False),
    ],
)
def test_a_listing_without_it_is_a_second_sign(
    host: str,
    listing: tuple[str, str],
    is_gone: bool,  # noqa: FBT001
) -> None:
    """Of the same folder, at the same place; else the one look only asks."""
    missed = (f"ssh {host} {LOOK[0]}", LOOK[1], Status.FAILED)
    (finding,) = dream(
        {"/a.md": "# Notes\n\n- Traces are in `/var/log/traces`.\n- More.\n"},
        session("a", missed, listing),
    )
    assert finding.kind == "remove_stale"
    assert bool(finding.edits) == is_gone


def test_a_deletion_in_version_control_is_a_second_sign() -> None:
    """By itself, or of a path below the same root, it is none."""
    files = {"/a.md": "# Notes\n\n- The shim is `ledger/compat.py`.\n- More.\n"}
    look = ("ls ledger", "ls: cannot access 'ledger/compat.py': No such file", Status.FAILED)
    deleted = ("git show --stat HEAD", " delete mode 100644 ledger/compat.py")
    aside = ("git show --stat drafts", " delete mode 100644 ledger/compat.py")
    assert old_lines(dream(files, session("a", look, deleted))) == [
        "- The shim is `ledger/compat.py`."
    ]
    assert dream(files, session("a", look, aside)) == ()
    assert dream(files, session("a", deleted)) == ()


@pytest.mark.parametrize(
    "piece",
    [
        "{a => b}/",
        "a => ",
        " | ",
        "rename from ",
        "HTTP/1.1 301 ",
        "Location: ",
        "unknown command ",
        "'renamed ",
        "no longer uses ",
        "does not use ",
        "(was ",
        "a,",
        "in force ",
    ],
)
def test_hostile_forms_cost_time_in_proportion(piece: str) -> None:
    """One long line and many short ones of such pieces are read as others are."""
    long = f"db-4 {piece * (20_000 // len(piece))}"
    many = f"db-4 {piece}\n" * 400
    started = process_time()
    call = "git log --stat https://a.example/x"
    dream({"/a.md": "- `db-4` holds `a/b`.\n"}, session("a", (call, long), (call, many)))
    assert process_time() - started < 5


def test_the_row_of_what_follows_is_cited_as_well() -> None:
    """The row of the old one does not name it."""
    rows = "code,name,status\nT-ENG-04,Letter,withdrawn 2026-02-01\nT-ENG-05,Letter,in force"
    (finding,) = dream({"/a.md": f"- {LETTER}\n"}, session("a", ("cat index", rows)))
    assert [one.quote for one in finding.evidence] == rows.split("\n")[1:]


def test_a_folder_is_the_same_with_a_stroke_behind_it() -> None:
    """And keeps the stroke that the entry has."""
    files = {"/a.md": "# Notes\n\n- Keys are in `/etc/ssl/edge/`.\n- See `/etc/ssl/edge`.\n"}
    told = "/etc/ssl/edge/ has moved to /etc/pki/edge/"
    findings = dream(files, session("a", ("look", told)))
    assert new_lines(findings) == ["- Keys are in `/etc/pki/edge/`.", "- See `/etc/pki/edge`."]


@pytest.mark.parametrize(("beside", "asks"), [("ledger/migrations", True), ("other/db", False)])
def test_one_look_asks_where_it_found_what_stands_beside(beside: str, asks: bool) -> None:  # noqa: FBT001
    """Else who looked may have stood in another folder."""
    output = f"ls: cannot access 'ledger/compat.py': No such file\n{beside}"
    findings = dream(
        {"/a.md": "- Remove `ledger/compat.py` once the old clients are gone.\n"},
        session("a", ("ls -d ledger/compat.py db", output, Status.FAILED)),
    )
    assert kinds(findings) == ["remove_stale"] * asks
    assert old_lines(findings) == []
