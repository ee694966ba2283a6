"""What was not found once: asked, or settled by a second sign of another kind."""

import pytest
from support.dreaming import Call, dream, new_lines, old_lines, session

Step = tuple[Call, str]
NO_JOB: Step = ("kubectl delete job x", 'Error (NotFound): cronjobs.batch "fx-sync" not found')
NO_PART: Step = ("sbatch -p short-q -t 10", "sbatch: error: invalid partition specified: short-q")
NO_FILE: Step = ("bash scripts/export.sh", "bash: scripts/export.sh: No such file or directory")
NO_HOST: Step = (
    "curl -sS https://ganglia.lab.example",
    "Could not resolve host: ganglia.lab.example",
)
# fmt: off
# ruff: noqa: E501
SETTLED: list[tuple[str, list[Step]]] = [
    ("The `fx-sync` job pulls the rates.", [NO_JOB, ("git log --oneline -4 -- deploy/cron", "91c2a4f cron: invoices to 01:30\nf3a9d0c cron: drop fx-sync, the invoicer does it (INV-2260)")]),
    ("2026-01-22: the fx-sync CronJob pulls the rates of the day.", [NO_JOB, ("git log --oneline", "f3a9d0c drop fx-sync")]),
    ("Partition `short-q` is for quick tests.", [NO_PART, ("git -C ~/conf log --oneline -3 -- partitions.conf", "77ee120 remove partition short-q, use the QOS\n12bd0c9 himem: +2 nodes")]),
    ("Script for the store list: `scripts/export.sh`", [NO_FILE, ("git log --oneline --diff-filter=D -- scripts/export.sh", "7b1190c remove export.sh (nobody uses it)")]),
    ("Load of nodes is on https://ganglia.lab.example.", [NO_HOST, ("grep -i ganglia wiki.md", "Ganglia was switched off in January 2026.")]),
]
NOT_SETTLED: list[tuple[str, list[Step]]] = [
    # The commit alone, one of something of it, one that brought it back, idle for now, another one.
    ("The `fx-sync` job pulls the rates.", SETTLED[0][1][1:]),
    ("The `fx-sync` job pulls the rates.", [NO_JOB, ("git log --oneline -4", "f3a9d0c cron: drop fx-sync retries")]),
    ("The `fx-sync` job pulls the rates.", [NO_JOB, ("git log --oneline -4", 'aa11bb2 Revert "cron: drop fx-sync"\nf3a9d0c cron: drop fx-sync')]),
    ("The `fx-sync` job pulls the rates.", [NO_JOB, ("git log --oneline -4 idea", "f3a9d0c drop fx-sync")]),
    ("Load of nodes is on https://ganglia.lab.example.", [NO_HOST, ("cat wiki.md", "Ganglia was switched off on 2026-01-20 for maintenance.")]),
    ("Load of nodes is on https://ganglia.lab.example.", [NO_HOST, ("cat wiki.md", "ganglia-2 was switched off in January 2026.")]),
    # What happened on a day stays.
    ("2026-01-22: fx-sync was slow for an hour.", SETTLED[0][1]),
]
# fmt: on


@pytest.mark.parametrize(("text", "steps"), SETTLED)
def test_a_look_in_vain_and_a_second_sign_settle_it(text: str, steps: list[Step]) -> None:
    """A commit that dropped it, or that it was switched off long ago."""
    findings = dream({"/a.md": f"# Notes\n\n- {text}\n- More.\n"}, session("a", *steps))
    assert old_lines(findings) == [f"- {text}"]
    assert new_lines(findings) == []


@pytest.mark.parametrize(("text", "steps"), NOT_SETTLED)
def test_less_than_that_changes_nothing(text: str, steps: list[Step]) -> None:
    """It asks at most."""
    findings = dream({"/a.md": f"# Notes\n\n- {text}\n- More.\n"}, session("a", *steps))
    assert old_lines(findings) == []


ASKED = [
    ("2026-01-20: payments_old still has the rows before 2025.", ("psql -c 'select 1'", 'ERROR:  relation "payments_old" does not exist')),
    ("2026-01-20 list of users: http://stats.lab.example/gpu", ("curl -sS http://stats.lab.example/gpu", "curl: (6) Could not resolve host: stats.lab.example")),
    ("The `fx-sync` job pulls the rates.", NO_JOB),
]  # fmt: skip


@pytest.mark.parametrize(("text", "step"), ASKED)
def test_a_list_of_its_own_is_worth_a_question(text: str, step: Step) -> None:
    """A database and a cluster know what they have; who looked may have asked the wrong one."""
    (finding,) = dream({"/a.md": f"# Notes\n\n- {text}\n"}, session("a", step))
    assert finding.edits == ()
    assert finding.title.endswith("was not found")
    assert [one.quote for one in finding.evidence if one.source == "/a.md:3"] == [f"- {text}"]


RENAMED = [
    ("Alerts land in #billing-alerts.", "slackcat --list-channels", "billing-alerts   archived   2026-01-12   (replaced by #pay-oncall)", "#pay-oncall"),
    ("Announce it in #data-ops.", "slack-channels | grep data-", "data-oncall   active   (was: data-ops, renamed 2026-01-02)", "#data-oncall"),
    ("Config is in repo `slurm-conf`.", "git log -3 --oneline -- README.md", "a71bb09 repo renamed: slurm-conf is now corvus-config", "`corvus-config`"),
    ("DAG `mart_hourly_run` fills the marts.", "git log --oneline --name-status -M", "c0ffee1 marts\nR098\tdags/mart_hourly_run.py\tdags/trading_hourly_run.py", "`trading_hourly_run`"),
    ("Vendor tickets: https://tickets.kest.example, reaction 4 h.", "curl -sI https://tickets.kest.example/", "HTTP/1.1 301 Moved\nLocation: https://support.kest.example/portal", "https://support.kest.example/portal,"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "command", "output", "new"), RENAMED)
def test_it_is_renamed_by_its_shorter_name(text: str, command: str, output: str, new: str) -> None:
    """A channel without its sign, an address without its last stroke, a file by its stem."""
    findings = dream({"/a.md": f"# Notes\n\n- {text}\n"}, session("a", (command, output)))
    (line,) = new_lines(findings)
    assert new in line


@pytest.mark.parametrize(
    ("text", "command", "output"),
    [
        ("Alerts land in #billing-alerts.", "topicctl list", RENAMED[0][2].replace("#", "")),
        ("Table `mart_hourly_run` has 4 rows.", RENAMED[3][1], RENAMED[3][2]),
        ("`slurm-conf` is a repo.", "cat README", "slurm-conf is now corvus-wide"),
    ],
)
def test_another_thing_of_that_name_stays(text: str, command: str, output: str) -> None:
    """A topic is no channel, a table no file."""
    assert old_lines(dream({"/a.md": f"# N\n\n- {text}\n"}, session("a", (command, output)))) == []


def test_each_line_of_a_long_paragraph_is_about_its_own_thing() -> None:
    """That one line tells of a day, and another one asks, keeps no name of a third one."""
    text = (
        "Load of nodes is on https://ganglia.lab.example.\nPosters: the library.\n"
        "Cooling: chillers tripped on 2026-01-14.\nTape was slow.\nReports: `make-report` at night.\n"
    )
    off = ("grep -i ganglia wiki.md", "Ganglia was switched off in January 2026.")
    no_report = ("cat README", "make-report was renamed to do-report on 2026-02-01")
    findings = dream({"/a.md": f"# Notes\n\n{text}"}, session("a", NO_HOST, off, no_report))
    titles = [one.title for one in findings]
    assert titles == [
        "https://ganglia.lab.example is gone",
        "make-report was replaced by do-report",
    ]
    assert new_lines(findings) == ["Reports: `do-report` at night."]


HIDDEN = ("snowsql -q 'select 1'", "Object 'SHOP.OLD_VISITS' does not exist or not authorized.")
NO_PAGE = ("curl -sI https://wiki.example/x/12", "HTTP/2 404")


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("Visits of before are in `shop.old_visits`.", HIDDEN),
        ("The plan of the kiln is https://wiki.example/x/12.", NO_PAGE),
    ],
)
def test_what_may_only_be_hidden_is_never_settled(text: str, step: Step) -> None:
    """Two agents may lack the same right: it asks however often it was not shown."""
    files = {"/a.md": f"# Notes\n\n- {text}\n- More.\n"}
    (finding,) = dream(files, *(session(who, step, day=day) for day, who in enumerate("abc")))
    assert finding.edits == ()


def test_a_commit_that_nobody_has_felt_yet_asks() -> None:
    """What runs may be older than what was committed; a plain word may mean another thing."""
    dropped = ("git log --oneline -3", "f3a9d0c drop kiln_watch, the panel does it\n12bd0c9 logs")
    files = {"/a.md": "# Notes\n\n- `kiln_watch` looks at the kilns.\n- More.\n"}
    (finding,) = dream(files, session("a", dropped))
    assert finding.edits == ()
    assert finding.title == "kiln_watch was dropped by a commit"
    plain = ("git log --oneline -3", "f3a9d0c drop watch\n12bd0c9 logs")
    files = {"/a.md": "# Notes\n\n- `watch` looks at the kilns.\n- More.\n"}
    assert dream(files, session("a", plain)) == ()
    again = ("kubectl get cronjob", "NAME        SCHEDULE   SUSPEND\nkiln_watch  0 2 * * *  False")
    files = {"/a.md": "# Notes\n\n- `kiln_watch` looks at the kilns.\n- More.\n"}
    assert dream(files, session("a", dropped), session("b", again, day=2)) == ()


@pytest.mark.parametrize(
    ("command", "line", "is_told"),
    [
        ("git log --oneline -3 -- jobs/", "f3a9d0c remove kiln_watch, the panel does it", True),
        ("git log --oneline -3", "f3a9d0c jobs: remove kiln_watch, the panel does it", True),
        ("git log --oneline -3", "f3a9d0c remove kiln_watch, the panel does it", False),
    ],
)
def test_a_commit_may_name_the_last_part_of_a_path(
    command: str, line: str, *, is_told: bool
) -> None:
    """With the folder that it is in, or another one of that name is meant."""
    files = {"/a.md": "# Notes\n\n- The old jobs are in `jobs/kiln_watch`.\n- More.\n"}
    titles = [one.title for one in dream(files, session("a", (command, line)))]
    assert titles == (["jobs/kiln_watch was dropped by a commit"] if is_told else [])
