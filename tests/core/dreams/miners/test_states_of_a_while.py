"""States that may pass, such as stopped or not resolved: what settles them, what takes them back."""

# ruff: noqa: E501
import pytest
from support.dreaming import dream, kinds, new_lines, old_lines, session

IDLE = [
    ("`billing-worker` is running.", "billing-worker  stopped  since 2026-02-20"),
    ("`billing-worker` is running.", "SERVICE         STATE    SINCE\nbilling-worker  stopped  2026-02-20"),
    ("`probe-7` measures the depth.", '{"id": "probe-7", "state": "inactive", "since": "2026-02-20"}'),
    ("`probe-7` measures the depth.", "probe-7 disconnected since 2026-02-20"),
    ("`probe-7` measures the depth.", "probe-7 was powered off on 2026-02-20"),
]  # fmt: skip
STAYING = [
    ("`probe-7` measures the depth.", "probe-7 powered off for good on 2026-02-20"),
    ("`probe-7` measures the depth.", "probe-7 disconnected 2026-02-20, no replacement"),
    ("`probe-7` measures the depth.", "probe-7: powered off and unracked 2026-02-20"),
]


@pytest.mark.parametrize(("text", "output"), IDLE)
def test_what_stopped_on_a_day_may_run_on_the_next(text: str, output: str) -> None:
    """Since when it is so does not say that it stays so."""
    findings = dream({"/a.md": f"# Notes\n\n- {text}\n"}, session("watch", ("look", output)))
    assert old_lines(findings) == []


@pytest.mark.parametrize(("text", "output"), STAYING)
def test_what_stopped_for_good_is_gone(text: str, output: str) -> None:
    """A word that it stays so is enough."""
    findings = dream({"/a.md": f"# Notes\n\n- {text}\n"}, session("watch", ("look", output)))
    assert old_lines(findings)[-1] == f"- {text}"


def test_what_is_left_to_the_reviewer_is_counted_and_not_asked_again() -> None:
    """Three entries leave, the call in a fourth is told of in the same change."""
    files = {
        "/a.md": "# Notes\n\n- `cart-worker` sends the mails.\n- Ask `cart-worker` for the queue.\n",
        "/b.md": "# Steps\n\n1. `cart-worker status --all`\n",
    }
    output = "cart-worker was decommissioned on 2026-02-20"
    (finding,) = dream(files, session("watch", ("look", output)))
    assert "3 entries name it, 1 of them in a table, a heading or code" in finding.rationale
    assert all("status" not in line for line in old_lines([finding]))


def test_a_renamed_program_is_renamed_in_every_call() -> None:
    """A plain word is a name where it is called, if the results tell of it."""
    files = {
        "/a.md": "# Notes\n\n- Admin is done by the tool `mcmd`.\n",
        "/b.md": "# Steps\n\n1. `mcmd -s < names.txt`, then look\n2. A letter from the mcmd desk.\n",
    }
    output = "mcmd has been renamed to mirth-cli with package 4.5"
    findings = dream(files, session("watch", ("cat README", output)))
    assert kinds(findings) == ["remove_stale"]
    assert new_lines(findings) == [
        "- Admin is done by the tool `mirth-cli`.",
        "1. `mirth-cli -s < names.txt`, then look",
    ]


HOST = "`metrics.internal` shows the graphs."
NO_HOST = ("curl -s http://metrics.internal/", "curl: (6) Could not resolve host: metrics.internal")
FOUND = [
    ("dig +short metrics.internal", "10.0.3.7"),
    ("ssh jump-1 'dig +short metrics.internal'", "10.0.3.7"),
    ("curl -s http://metrics.internal/health", '{"status": "ok"}'),
]
NOT_FOUND = [
    ("dig metrics.internal", ";; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 4"),
    ("grep -rn metrics.internal deploy/", "deploy/prod.yml:4:  host: metrics.internal"),
    ("curl -s http://stats.internal/health", '{"status": "ok"}'),
]


@pytest.mark.parametrize("found", FOUND)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_call_that_reaches_the_host_takes_the_failure_back(
    found: tuple[str, str], at: int
) -> None:
    """In the same session or a later one; however often it failed before."""
    looks = [[NO_HOST], [NO_HOST], [NO_HOST, found]]
    sessions = [session(f"a{day}", *one, day=day) for day, one in enumerate(looks[-at - 1 :])]
    assert dream({"/a.md": f"# Notes\n\n- {HOST}\n"}, *sessions) == ()


@pytest.mark.parametrize("other", NOT_FOUND)
def test_what_reaches_no_host_takes_nothing_back(other: tuple[str, str]) -> None:
    """Another failure, a text that names it, another host."""
    sessions = [session(f"a{day}", other, NO_HOST, day=day) for day in range(2)]
    findings = dream({"/a.md": f"# Notes\n\n- {HOST}\n"}, *sessions)
    assert [one.title for one in findings] == ["metrics.internal is gone"]


def test_what_another_key_is_set_to_says_nothing_of_the_next_one() -> None:
    """`NO` in front of a name is no word for what is not there."""
    output = "   DefaultTime=01:00:00 ExclusiveUser=NO GraceTime=120 Hidden=NO"
    sessions = [session(f"a{day}", ("scontrol show partition", output), day=day) for day in (0, 1)]
    assert old_lines(dream({"/a.md": "# Slurm\n\n- GraceTime is set for all.\n"}, *sessions)) == []


def test_what_a_thing_became_is_not_what_that_stands_on() -> None:
    """The suite became tests, and the model they are of is no suite."""
    files = {"/a.md": "# Notes\n\n- Suite `receipts_suite` runs before the load.\n"}
    output = "receipts_suite is now dbt tests on stg_pos__receipts"
    assert dream(files, session("a", ("cat README", output))) == ()
    named = "receipts_suite is now named load_suite"
    findings = dream(files, session("a", ("cat README", named)))
    assert new_lines(findings) == ["- Suite `load_suite` runs before the load."]
