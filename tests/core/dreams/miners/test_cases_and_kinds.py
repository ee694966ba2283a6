"""Two values that are both right because each is of a case, a kind or a choice; and some forms."""

from typing import Final, TypeAlias

import pytest
from support.dreaming import dream, new_lines, session

from core.dreams.material.claims.cases import are_of_one_case
from core.dreams.proposal import ChangeKind, Finding

Answers: TypeAlias = list[tuple[str, str]]
# fmt: off
# ruff: noqa: E501
APART: Final = [
    # A case at the beginning, of which the other entry knows nothing.
    ("If the loss happens abroad, the excess of Kiln Seven is EUR 370.", "The excess of Kiln Seven is EUR 160."),
    # Another kind of thing.
    ("A theft under Kiln Seven has to be reported to the guild within 28 days.", "A loss under Kiln Seven has to be reported within 4 days."),
    # What may be, so that another may as well.
    ("P-141 and S-3 at Pier Four may start together, the fuse holds.", "P-132 and S-4 at Pier Four may start together, the fuse holds."),
    ("loom-3 may be fed through BX-285; the belt does not sag when the drum turns.", "loom-3 may be fed through JL-024; the belt does not sag when the drum turns."),
    # What a thing is called.
    ("The showcase of inv. 1877.6 in Kiln Seven opens from behind; its front pane is bonded.", "The showcase of inv. L30 in Kiln Seven opens from behind; its front pane is bonded."),
    # A part of it.
    ("The trial branch of loom-3 is built with engine 4.28.0.", "loom-3 is built with engine 4.15.2."),
    # What differs tells when the rest holds.
    ("The wide border may stay on when loom-3 is strung with hemp 13.2, the card is not torn.", "The wide border may stay on when loom-3 is strung with sisal 6.22, the card is not torn."),
    # They have no more in common than whom they tell of.
    ("New customers of Kiln Seven wait 8 weeks until they are covered.", "Kiln Seven gives customers 21 days to report a loss."),
]
CASES: Final = [
    ("In the drill mode loom-3 runs 460 picks.", "loom-3 runs 960 picks."),
    ("For the flood drill the sluice was set to 29 cm.", "The sluice opens at 89 cm."),
]
NO_CASES: Final = [
    ("For the drum of loom-3 use 460 picks.", "loom-3 runs 960 picks."),
    ("In production loom-3 runs 460 picks.", "loom-3 runs 960 picks."),
]
SETTLED: Final[list[tuple[str, str, Answers]]] = [
    # Tools deny the older one by the value of the newer one, whatever that calls it.
    ("2026-01-10: Weaving interval of loom-3: 5 min.", "2026-02-20: loom-3 throws a shuttle every 45 min.",
     [("loom show loom-3", "loom:\n  class: loom-3\n  interval_min: 45"), ("loom class loom-3", "Looms of class loom-3 weave every 45 minutes.")]),
    # A place whose name ends as some works do.
    ("2026-01-10: Steam supply, Hoxley Works: Midland Grid", "2026-02-20: The steam for Hoxley Works comes from the hospital ring.",
     [("steam show 'Hoxley Works'", '{"site": "Hoxley Works", "steam": {"source": "the hospital ring"}}'), ("steam site 'Hoxley Works'", "site        Hoxley Works\nfed by      the hospital ring, 10 bar")]),
    # A name that ends like a deed.
    ("2026-01-10: Cards for loom-3 are cut with the die lab-shared.", "2026-02-20: Cards for loom-3 are cut with the die fleet-2.",
     [("die show loom-3", "loom: loom-3\ndie: fleet-2"), ("die list loom-3", '{"loom": "loom-3", "die": "fleet-2"}')]),
    # A day of the month, behind "is the" as elsewhere.
    ("2026-01-10: Pay day at Kiln Seven is the 22nd.", "2026-02-20: Pay day at Kiln Seven is the 20th.",
     [("pay show 'Kiln Seven'", '{"client": "Kiln Seven", "pay_day": "20th"}')]),
    # There is one address, whatever it is called.
    ("2026-01-10: The address of loom-3 is 10.61.7.158.", "2026-02-20: ip loom-3 = 10.61.4.178",
     [("hosts loom-3", "10.61.4.178    loom-3.hall"), ("nets loom-3", "10.61.4.178    loom-3.hall")]),
    # The same light words, and what the thing has to be like.
    ("2026-01-10: A healthy loom-3 sends one reading each 5 min.", "2026-02-20: loom-3 sends a reading every 2 min.",
     [("loom show loom-3", "loom  loom-3  2 min"), ("loom class loom-3", "loom:\n  class: loom-3\n  pulse_min: 2")]),
    # A name, and words, in one place of two sentences that say the same.
    ("2026-01-10: Steam supply, Bracken Tank: Midland Grid", "2026-02-20: The steam for Bracken Tank comes from its own turbine.",
     [("steam show 'Bracken Tank'", "Diagram of Bracken Tank, sheet 1: incoming steam from its own turbine, two valves, no ring."), ("steam asset 'Bracken Tank'", "site        Bracken Tank\nfed by      its own turbine, 10 bar")]),
    # A label that first says what, and then of which.
    ("2026-01-10: Steam supply, Bracken Tank: the quarry line", "2026-02-20: Bracken Tank gets its steam from the tram depot.",
     [("steam show 'Bracken Tank'", '{"asset": "Bracken Tank", "steam": {"source": "the tram depot"}}'), ("steam asset 'Bracken Tank'", "site        Bracken Tank\nfed by      the tram depot, 10 bar")]),
]
# fmt: on


def clashing(first: str, second: str, answers: Answers) -> list[Finding]:
    """What is said of two entries of two memories."""
    things = ("loom-3", "Pier Four", "Kiln Seven", "Hoxley Works", "Bracken Tank")
    files = {f"/things/{one.lower().replace(' ', '-')}.md": f"# {one}\n" for one in things}
    files |= {"/a.md": f"# Notes\n\n- {first}\n", "/b.md": f"# More\n\n- {second}\n"}
    logs = [session(f"s{day}", one, day=day) for day, one in enumerate(answers, 1)]
    return [one for one in dream(files, *logs) if one.kind is ChangeKind.RESOLVE_CONTRADICTION]


@pytest.mark.parametrize("texts", APART)
def test_what_holds_in_one_case_or_of_one_kind_denies_nothing_else(texts: tuple[str, str]) -> None:
    """Both may be right."""
    assert clashing(*texts, []) == []


@pytest.mark.parametrize("texts", CASES)
def test_a_case_needs_no_comma_behind_it(texts: tuple[str, str]) -> None:
    """It ends where the sentence names what it is about."""
    assert not are_of_one_case(*texts)


@pytest.mark.parametrize("texts", NO_CASES)
def test_what_has_the_value_is_no_case_of_it(texts: tuple[str, str]) -> None:
    """Nor is the environment that counts."""
    assert are_of_one_case(*texts)


@pytest.mark.parametrize(("old", "new", "answers"), SETTLED)
def test_what_tools_show_in_the_place_of_the_older_value_settles_it(
    old: str, new: str, answers: Answers
) -> None:
    """Two answers, and none that shows the older value."""
    (finding,) = clashing(old, new, answers)
    assert finding.edits


def test_an_entry_about_something_else_only_gets_the_value_that_is_shown() -> None:
    """The newer one calls it by other words: so the older one stays with what is so now."""
    old, new, answers = SETTLED[0]
    (line,) = new_lines(clashing(old, new, answers))
    assert line.startswith("- 2026-02-20: Weaving interval of loom-3: 45 min.")


def test_a_name_that_tools_show_elsewhere_takes_no_place_of_another_one() -> None:
    """Of names one thing has many: only the very word of the older entry would tell which."""
    old = "In loom-3 the credit for Agora Wire stands in the first line of the story instead of its end."
    new = "2026-02-20: Head of loom-3 is Anouk Daal."
    editor = "desk: loom-3\nsection editor: Anouk Daal\nopen: yes"
    answers = [(f"staff list --desk loom-3 --week {week}", editor) for week in (1, 2)]
    assert not [one for one in clashing(old, new, answers) if one.edits]
