"""What stands in the place of what is over, and what was said of a time or a thing aside."""

import pytest
from support.dreaming import dream, new_lines, old_lines, session

STAYS = [
    ("Until 2023 paper came from Alpen Textil.", "Alpen Textil was dissolved on 2026-02-20."),
    ("Before May 2024 the supplier was Alpen Textil.", "Alpen Textil was dissolved on 2026-02-20."),
    ("In 2022 the feeds were read from `rep-03`.", "rep-03 was renamed to rep-07"),
    ("The supplier of paper is Holm.", "The supplier of ink, Holm Ink, was replaced by Farb AG."),
    ("The supplier of paper is Holm.", "Holm & Sons was dissolved on 2026-02-20"),
]


@pytest.mark.parametrize(("text", "output"), STAYS)
def test_another_time_or_another_one_is_left_alone(text: str, output: str) -> None:
    """History stays history, and a part of a name is another name."""
    logs = [session("a", ("look", output)), session("b", ("look", output), day=1)]
    findings = dream({"/a.md": f"- {text}\n- More.\n"}, *logs)
    assert (old_lines(findings), new_lines(findings)) == ([], [])


RENAMED = [
    ("The rates are in `fx_daily_v1`.", "Table fx_daily_v1 was renamed to fx_rates", "fx_rates"),
    ("The driver is `zebra-2`.", "zebra-2: superseded by zebra-kit", "zebra-kit"),
    ("Reports use sheet CR-old-5.", "CR-old-5 | superseded by: CR-6 | 2026-02-14", "CR-6"),
    ("We read in the Kepler Room.", 'Kepler Room -> now "Reading Room West"', "Reading Room West"),
    ("Dogs go to room type DD-2.", "DD-2 (closed 2026-02-01) -> PET-1", "PET-1"),
    ("The desk is on channel TX-2.", "TX-2 => TX-5 (changed 2026-02-01)", "TX-5"),
    ("The desk is on channel TX-2.", "TX-2 -> TX-5 as of 2026-02-01", "TX-5"),
    ("SOP-118 covers the autoclave.", "SOP-118 | Rev C | Replaced by: SOP-204", "SOP-204"),
]


@pytest.mark.parametrize(("text", "output", "new"), RENAMED)
def test_the_new_name_is_taken_as_it_is_named(text: str, output: str, new: str) -> None:
    """Even where it is made in another way than the old one, and as a whole."""
    logs = [session("a", ("look", output)), session("b", ("look", output), day=1)]
    (line,) = new_lines(dream({"/a.md": f"- {text}\n- More.\n"}, *logs))
    front, _, back = line.partition(new)
    assert text.startswith(front.removeprefix("- "))
    assert text.endswith(back)


@pytest.mark.parametrize(
    ("text", "output"),
    [
        ("`db-4` holds the ledger.", "db-4 was replaced by it-support last night"),
        ("`db-4` holds the ledger.", "db-4: disk replaced by hand, see ticket OPS-12"),
        ("The Kepler Room is open.", "The Kepler Room was replaced by Reading Room West."),
        ("Trains leave from bay 4.", "bay 4 -> bay 7: 3 min on foot"),
    ],
)
def test_who_did_it_is_no_new_name(text: str, output: str) -> None:
    """Nor is a part of a longer name, nor a way."""
    logs = [session("a", ("look", output)), session("b", ("look", output), day=1)]
    assert new_lines(dream({"/a.md": f"- {text}\n- More.\n"}, *logs)) == []
