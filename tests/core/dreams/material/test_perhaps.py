"""What is asked about: two entries that probably say the same, though nothing proves it."""

import pytest
from support.dreaming import base_file, inputs_of

from core.dreams.evidence import flaws, sources_of
from core.dreams.material.memories.draft import draft_of
from core.dreams.miners.duplicates import duplicates
from core.dreams.proposal import Finding

MONTHS = ("January", "February", "March", "April", "June", "July", "August", "October")
OTHERS = "\n".join(
    f"- {thing} {number} of {month} has colour {number * 7}."
    for number, month in enumerate(MONTHS, 11)
    for thing in ("Rope", "Flag", "Crate", "Lamp")
)
# fmt: off
# ruff: noqa: E501
BOLTS = "Shuttle bolts of the Dornier strip their threads above 40 Nm."
ASKED = (
    (BOLTS, "Threads of shuttle bolts strip on the Dornier loom with more than 40 Nm, says Jo."),
    ("pip fills the home directory; put PIP_CACHE_DIR on scratch.", "No space left from pip: its cache, so PIP_CACHE_DIR should point to scratch."),
)
MUCH = (
    ("In exam time hands off the looms: no patching, no reboots while people weave.", "No reboot, no patch, no change on the looms while an exam is running."),
)
NOT_ASKED = (
    # Another value, another one, the report of a day, the contrary.
    (BOLTS, "Threads of shuttle bolts strip on the Dornier loom with more than 35 Nm, says Jo."),
    (BOLTS, "Threads of shuttle bolts strip on the Picanol loom with more than 40 Nm, says Jo."),
    (BOLTS, "Threads of shuttle bolts strip on the Dornier loom with less than 40 Nm, says Jo."),
    (BOLTS, "2026-11-03: threads of shuttle bolts stripped on the Dornier loom with more than 40 Nm."),
    # Too little in common.
    (BOLTS, "The Dornier loom is oiled by the late shift before it leaves."),
)
# fmt: on


def found(first: str, second: str, others: str = OTHERS) -> list[Finding]:
    """What is found in a store of many other entries."""
    return duplicates(
        draft_of(
            [
                base_file("/halls/weaving.md", f"# Weaving\n\n- {first}\n"),
                base_file("/people/jo.md", f"# Jo\n\n- {second}\n"),
                base_file("/store.md", f"# Store\n\n{others}\n"),
            ]
        )
    )


@pytest.mark.parametrize("pair", ASKED)
def test_what_is_likely_and_no_more_is_asked(pair: tuple[str, str]) -> None:
    """Nothing is written, and both are quoted."""
    (one,) = found(*pair)
    assert not one.edits
    assert {evidence.source for evidence in one.evidence} == {
        "/halls/weaving.md:3",
        "/people/jo.md:3",
    }


def test_what_is_quoted_is_what_the_question_asks_about() -> None:
    """Also where a long title is cut before it: else the proposal drops the question."""
    files = (
        base_file(
            "/halls/weaving.md",
            "# Weaving\n\n- New bolts of the shuttles have to be fitted with a washer because the loom checks TORQUE_LOW.\n",
        ),
        base_file(
            "/people/jo.md",
            "# Jo\n\n- Loom terminal: the check is TORQUE_LOW, so new bolts of the shuttles need a washer.\n",
        ),
        base_file("/store.md", f"# Store\n\n{OTHERS}\n"),
    )
    (one,) = duplicates(draft_of(files))
    assert "TORQUE_LOW" not in one.title
    assert flaws([one], sources_of(inputs_of(files))) == []


@pytest.mark.parametrize("pair", NOT_ASKED)
def test_what_differs_in_a_fact_is_not_asked(pair: tuple[str, str]) -> None:
    """Nor what happened on a day, nor what shares a name and no more."""
    assert found(*pair) == []


@pytest.mark.parametrize("pair", ASKED)
def test_in_a_store_of_few_entries_nothing_is_asked(pair: tuple[str, str]) -> None:
    """There every word is rare, and tells nothing."""
    assert found(*pair, others="") == []


@pytest.mark.parametrize("others", [OTHERS, ""])
@pytest.mark.parametrize("said", [BOLTS, f"Look for the spare key. {BOLTS}"])
def test_a_step_that_says_it_too_is_asked_about(said: str, others: str) -> None:
    """A procedure keeps its steps, and the entry stays as well."""
    files = [
        base_file("/halls/weaving.md", f"# Weaving\n\n- {BOLTS}\n"),
        base_file("/run/stop.md", f"# Stop\n\n1. Switch it off.\n2. {said}\n"),
        base_file("/store.md", f"# Store\n\n{others}\n"),
    ]
    (one,) = duplicates(draft_of(files))
    assert not one.edits
    assert "step of a procedure" in one.rationale


def test_two_steps_are_not_asked_about() -> None:
    """Two procedures may begin alike."""
    files = [
        base_file(f"/run/{name}.md", f"# {name}\n\n1. {BOLTS}\n2. Switch {name} off.\n")
        for name in ("north", "south")
    ]
    assert duplicates(draft_of(files)) == []


def test_where_more_is_told_is_not_asked_about() -> None:
    """A pointer says nothing that could be said twice."""
    pointers = ("See `bolts-of-looms` for more.", "See `bolts-of-looms` for more details on looms.")
    assert found(*pointers) == []


def test_an_answer_that_stands_word_by_word_elsewhere_is_asked() -> None:
    """Behind the question it is another text; both stay, and one look settles it."""
    answer = "Never hand a key out by phone. Come to the porter or write a letter."
    first = base_file("/keys.md", f"# Keys\n\n{answer}\n")
    second = base_file("/faq.md", f"# Questions\n\n**Is the key sent? I am ill.** {answer}\n")
    (finding,) = duplicates(draft_of([first, second]))
    assert finding.title.startswith("Perhaps the same")
    assert finding.edits == ()


@pytest.mark.parametrize("pair", MUCH)
def test_what_shares_nearly_all_needs_no_more_than_one_rare_word(pair: tuple[str, str]) -> None:
    """In two memories; who writes both into one of them means two things."""
    others = OTHERS + "\n- The patch and the reboot of a loom are told by Jo.\n"
    assert [one.title[:16] for one in found(*pair, others=others)] == ["Perhaps the same"]
    both = base_file("/one.md", "# One\n\n" + "".join(f"- {text}\n" for text in pair))
    assert duplicates(draft_of([both, base_file("/store.md", f"# Store\n\n{others}\n")])) == []
