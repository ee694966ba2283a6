"""What is said of a simulation, of another program or of another site is not said of our thing."""

import pytest
from support.dreaming import dream, kinds, new_lines, old_lines, session

# ruff: noqa: E501
# fmt: off
NOT_OURS = [
    # Simulated, tried out, an address that is none.
    ("Loom controller: `10.9.4.11`.", "loomctl list", "loomctl: controller moved from 10.9.4.11 to 127.0.0.1"),
    ("Loom controller: `10.9.4.11`.", "loomctl list", "loomctl: controller moved from 10.9.4.11 to localhost"),
    ("Loom controller: `10.9.4.11`.", "loomctl list", "loomctl: simulated controller moved from 10.9.4.11 to 10.9.4.31"),
    ("Loom controller: `10.9.4.11`.", "loomsim --host 10.9.4.11 list", "controller moved from 10.9.4.11 to 10.9.4.31"),
    ("Loom controller: `10.9.4.11`.", "loomctl --dry-run move", "controller moved from 10.9.4.11 to 10.9.4.31"),
    ("Loom LM-4 weaves the felt.", "mock-registry show LM-4", "LM-4 was decommissioned on 2026-02-02"),
    ("Loom LM-4 weaves the felt.", "registry show LM-4", "[sandbox] LM-4 was decommissioned on 2026-02-02"),
    ("Loom controller: `10.9.4.11`.", "loomctl --training list", "controller moved from 10.9.4.11 to 10.9.4.31"),
    *(("Loom LM-4 weaves the felt.", f"loomctl {call}", "LM-4 was decommissioned on 2026-02-02") for call in (
        "--profile demo list", "--mode=training list", "--backend 'mock' list", "--noop list", "simulate list",
        "list --simulate-failures", "list --training-mode", "list --dry_run",
    )),
    ("Loom LM-4 weaves the felt.", "/opt/loom-sim/bin/loomctl list", "LM-4 was decommissioned on 2026-02-02"),
    ("Loom LM-4 weaves the felt.", "ansible-playbook looms.yml --check", "LM-4 was decommissioned on 2026-02-02"),
    *(("Loom LM-4 weaves the felt.", "loomctl list", f'{{"loom": "LM-4", "{key}": true, "status": "decommissioned"}}') for key in (
        "test", "dry_run", "simulated", "is_demo", "sandbox", "mock", "draft", "trial",
    )),
    # A longer name of a program.
    ("Start with `weave plan --tight`.", "weave-next plan --tight", "weave-next: error: no such option: --tight (it is called --dense since 3.0)"),
    ("Start with `weave plan --tight`.", "beta-weave plan --tight", "error: no such option: --tight (it is called --dense since 3.0)"),
    ("Start with `weave plan --tight`.", "/opt/weave-beta/weave plan --tight", "weave: error: no such option: --tight (it is called --dense since 3.0)"),
    ("The key `pick_rate` of `weave` is 12.", "weave-next check", "weave-next: pick_rate was renamed to picks"),
]
OURS = [
    ("Loom simulator: `10.9.4.11`.", "loomsim list", "loom simulator moved from 10.9.4.11 to 10.9.4.31", "10.9.4.31"),
    ("Loom controller: `10.9.4.11`.", "loomctl list", "controller moved from 10.9.4.11 to 10.9.4.31", "10.9.4.31"),
    *(("Loom controller: `10.9.4.11`.", f"loomctl {call}", "controller moved from 10.9.4.11 to 10.9.4.31", "10.9.4.31") for call in (
        "list --dry-run=none", "list --sandbox=false", "list --no-demo", "list --training-room 4", "list --practice-id=7",
    )),
    ("Mode `training` of the controller: `10.9.4.11`.", "loomctl --mode=training list", "controller moved from 10.9.4.11 to 10.9.4.31", "10.9.4.31"),
    ("Loom panel: `localhost:8080`.", "loomctl list", "localhost:8080 was replaced by localhost:9090", "localhost:9090"),
    ("Start with `weave plan --tight`.", "sudo weave plan --tight", "weave: error: no such option: --tight (it is called --dense since 3.0)", "--dense"),
    ("Start with `weave plan --tight`.", "weave plan --tight", "weave: unknown option --tight (since 3.0 it is called --dense)", "--dense"),
    ("Start with `weave plan --tight`.", "/opt/weave-3.1/weave plan --tight", "weave: error: no such option: --tight (it is called --dense since 3.0)", "--dense"),
    ("Start with `weave-next plan --tight`.", "weave-next plan --tight", "weave-next: error: no such option: --tight (it is called --dense since 3.0)", "--dense"),
]
# fmt: on


@pytest.mark.parametrize(("text", "call", "output"), NOT_OURS)
def test_what_is_said_of_another_one_changes_nothing(text: str, call: str, output: str) -> None:
    """Neither a new name nor an end."""
    files = {"/a.md": f"# Mill\n\n- {text}\n- More.\n"}
    findings = dream(files, session("watch", (call, output)))
    assert (old_lines(findings), new_lines(findings)) == ([], [])


@pytest.mark.parametrize(("text", "call", "output", "new"), OURS)
def test_what_is_said_of_it_still_counts(text: str, call: str, output: str, new: str) -> None:
    """An entry on the simulator hears of it from there, and a program speaks for itself."""
    files = {"/a.md": f"# Mill\n\n- {text}\n- More.\n"}
    (line,) = new_lines(dream(files, session("watch", (call, output))))
    assert new in line


ELSEWHERE = [
    ("loomctl show LM-4 --site auwiesen", "LM-4: decommissioned 2026-02-12"),
    ("loomctl show LM-4", "LM-4: decommissioned 2026-02-12 (site Auwiesen)"),
    ("curl -s https://mill.example/sites/auwiesen/looms/LM-4", "LM-4: decommissioned 2026-02-12"),
    ("loomctl get LM-4", '{"loom": "LM-4", "state": "decommissioned", "site": "auwiesen"}'),
]


@pytest.mark.parametrize("title", ["Mill", "Mill of Westhang"])
@pytest.mark.parametrize(("call", "answer"), ELSEWHERE)
def test_what_is_gone_at_another_site_is_only_asked(title: str, call: str, answer: str) -> None:
    """Two sites may each have a loom of that number."""
    files = {"/a.md": f"# {title}\n\n- Loom LM-4 stands at pillar 3.\n- More.\n"}
    findings = dream(files, session("watch", (call, answer)))
    assert kinds(findings) == ["remove_stale"]
    assert findings[0].edits == ()
    assert "auwiesen" in findings[0].title.lower()


def test_what_is_gone_at_its_own_site_leaves() -> None:
    """The memory names the site that the call asked for."""
    files = {"/a.md": "# Mill of Auwiesen\n\n- Loom LM-4 stands at pillar 3.\n- More.\n"}
    answer = "LM-4: decommissioned 2026-02-12 (site Auwiesen)"
    findings = dream(files, session("watch", ("loomctl show LM-4 --site auwiesen", answer)))
    assert old_lines(findings) == ["- Loom LM-4 stands at pillar 3."]


def test_a_longer_name_is_not_the_subject_that_it_begins_with() -> None:
    """What is said of `bakery.spare` is nothing that is said of the bakery."""
    files = {
        "/bakery.md": "# Bakery\n\n- `bakery.spare` has 6 trays.\n",
        "/notes.md": "# Notes\n\n- The bakery opens early.\n",
    }
    shown = session("watch", ("bakectl describe bakery.main", "Name: bakery.main\tTrayCount: 24"))
    assert dream(files, shown) == ()
    shown = session("watch", ("bakectl describe bakery.spare", "Name: bakery.spare\tTrayCount: 6"))
    (one,) = dream(files, shown)
    assert one.title == "Confirmed: `bakery.spare` has 6 trays."
