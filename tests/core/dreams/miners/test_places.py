"""What is said of another environment takes nothing from the one that counts."""

import pytest
from support.dreaming import dream, new_lines, old_lines, session

# fmt: off
# ruff: noqa: E501
GONE = "LM-4 was decommissioned on 2026-02-02"
ELSEWHERE = [
    *((f"loomctl {call}", GONE) for call in (
        "--env=development list", "--env development list", "--environment 'testing' list", "-n canary list",
        "--namespace preproduction list", "--profile=pre-production list", "--stage \"uat\" list",
        "--context=eu-canary list", "list canary-2", "list preproduction", "list --tier=testing",
    )),
    ("ssh mill-testing loomctl list", GONE),
    ("loomctl list --site=mill.demo", GONE),
    ("ssh development-1 loomctl list", GONE),
    ("curl -s https://preproduction.mill.example/looms", GONE),
    ("curl -s https://canary.mill.example/looms", GONE),
    ("loomctl list", f"[canary] {GONE}"),
    ("loomctl list", f"testing: {GONE}"),
    ("loomctl list", f"(development) {GONE}"),
    ("loomctl list", "LM-4 was decommissioned in preproduction."),
    ("loomctl list", "LM-4 was decommissioned in development."),
    ("loomctl list", "LM-4 was decommissioned on the testing cluster"),
    ("loomctl list", "LM-4 was decommissioned in our canary"),
    ("loomctl list", "LM-4 was decommissioned for dev."),
]
OF_IT = [
    *(("loomctl list", f"{GONE} {said}") for said in (
        "after the test.", "for testing.", "for the test of the new ones.", "in the test, as planned",
        "as the development of its successor is over", "like a canary in a mine", "on the canary farm",
    )),
    ("loomctl --env=production list", GONE),
    ("loomctl --env prod list", GONE),
    ("git stage list", GONE),
    ("loomctl link show dev 4", GONE),
    ("loomctl test list", GONE),
    ("loomctl list --fastest --latest", GONE),
    ("loomctl list --self-test --no-testing", GONE),
]
# fmt: on


@pytest.mark.parametrize(("call", "output"), ELSEWHERE)
def test_what_is_gone_elsewhere_stays_in_production(call: str, output: str) -> None:
    """However the call or its answer names the environment."""
    files = {"/a.md": "# Mill\n\n- Loom LM-4 weaves the felt.\n- More.\n"}
    findings = dream(files, session("watch", (call, output)))
    assert (old_lines(findings), new_lines(findings)) == ([], [])


@pytest.mark.parametrize(("call", "output"), OF_IT)
def test_a_word_that_may_be_an_environment_is_none_by_itself(call: str, output: str) -> None:
    """A test and a demo are mostly something that one does."""
    files = {"/a.md": "# Mill\n\n- Loom LM-4 weaves the felt.\n- More.\n"}
    assert old_lines(dream(files, session("watch", (call, output)))) != []


def test_what_is_gone_in_an_environment_leaves_the_entry_on_it() -> None:
    """Whichever of its words names it."""
    files = {"/a.md": "# Mill\n\n- In development loom LM-4 weaves the felt.\n- More.\n"}
    assert old_lines(dream(files, session("watch", ("loomctl --env=dev list", GONE)))) != []
