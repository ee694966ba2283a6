"""Two entries with few words in common, and a tool that shows the value of one of them."""

import pytest
from support.dreaming import dream, new_lines, old_lines, session

from core.dreams.proposal import ChangeKind, Finding

# fmt: off
# ruff: noqa: E501
SETTLED = [
    # What a tool calls the value is a word of each.
    ("Roll of `troop-4`: 31.", "There are 26 scouts in `troop-4`.",
     [("troop roll troop-4", "Roll of troop-4 today\n  scouts on roll   26\n  absent   2"), ("troop roll troop-4 --now", "Roll of troop-4 today\n  scouts on roll   26\n  absent   3")]),
    # A sentence says every word of the older one, and has one such value.
    ("Simmer of `soup-9`: 71 min.", "65 min in the kettle at a slow simmer, that is `soup-9`.",
     [("recipe soup-9 simmer", "Plan of soup-9: bring to the simmer, hold it there for 65 min, then strain."), ("recipe soup-9 simmer --last", "Plan of soup-9: bring to the simmer, hold it there for 65 min, then strain.")]),
    # Its words are those of what is shown and of the newer one together.
    ("`tank-3` gets its nitrogen at 14:24 local time.", "At 15:45 the day crew fills `tank-3` with nitrogen.",
     [("cryo next tank-3", '{"tank": "tank-3", "daily_local": "15:45", "by": "day crew"}'), ("cryo plan tank-3", "tank,at,litres\ntank-3,15:45,11")]),
    # One of them tells of more, and a letter names who it is.
    ("The register of `herd-2` is kept by Tessa Wolde.", "Births in `herd-2` are reported to Irma Castell, who keeps its register.",
     [("register herd-2", "Letter of the board: the register of herd-2 is in the hands of Irma Castell, to whom births are reported."), ("register show herd-2", "Letter of the board: the register of herd-2 is in the hands of Irma Castell, to whom births are reported.")]),
    # Another word for the thing that a tool names.
    ("The sensor of `cam-6` is run at 157 K.", "We observe with the chip of `cam-6` at 153 K.",
     [("icc get cam-6 sensor", "cam-6 observing, sensor controlled at 153 K, heater steady"), ("icc get cam-6 sensor --all", "cam-6 observing, sensor controlled at 153 K, heater steady")]),
    # A sign in the name of a thing is no word of it.
    ("The fee of Halm & Vogt is 22 euros a slip.", "The fee of Halm & Vogt is 20 euros a slip.",
     [("bureau client 'Halm & Vogt'", '{"client": "Halm & Vogt", "fee_per_slip": "20 euros"}'), ("bureau fee 'Halm & Vogt'", '{"client": "Halm & Vogt", "fee_per_slip": "20 euros"}')]),
]
KEPT = [
    # The older one says a word that neither the tool nor the newer one knows: it may be of a part.
    ("Alarm threshold of the fridge in `ward-4`: 8 C.", "The set point of the fridge in `ward-4` is 5 C.",
     [("fridge show ward-4", "ward-4\nfridge_set_point   5 C"), ("fridge list ward-4", '{"ward": "ward-4", "fridge_set_point_c": 5}')]),
    # What happens below a value is not the value.
    ("The house of `iguana-2` is heated to 12 degrees.", "Bring `iguana-2` in when it gets colder than 4 degrees.",
     [("house iguana-2", "HOUSE iguana-2\nheat to   12 C\nnow   9 C"), ("house show iguana-2", "HOUSE iguana-2\nheat to   12 C\nnow   8 C")]),
    # The older value is shown as well.
    ("Roll of `troop-4`: 31.", "There are 26 scouts in `troop-4`.",
     [("troop roll troop-4", "Roll of troop-4 today\n  scouts on roll   26"), ("troop list troop-4", "Roll of troop-4 today\n  scouts on roll   31")]),
    # One answer may be a slip.
    ("Simmer of `soup-9`: 71 min.", "65 min in the kettle at a slow simmer, that is `soup-9`.",
     [("recipe soup-9 simmer", "Plan of soup-9: bring to the simmer, hold it there for 65 min, then strain.")]),
]
# fmt: on


def found(older: str, newer: str, shown: list[tuple[str, str]]) -> list[Finding]:
    """The contradictions of a store with two entries, and a session for each result."""
    files = {
        "/a.md": f"# A\n\n- 2026-01-10: {older}\n",
        "/b.md": f"# B\n\n- 2026-02-20: {newer}\n",
        "/halm-vogt.md": "# Halm & Vogt\n\n- They pay by card.\n",
    }
    sessions = [session(f"s{number}", one, day=number) for number, one in enumerate(shown)]
    findings = dream(files, *sessions)
    return [one for one in findings if one.kind is ChangeKind.RESOLVE_CONTRADICTION]


@pytest.mark.parametrize(("older", "newer", "shown"), SETTLED)
def test_the_older_entry_leaves(older: str, newer: str, shown: list[tuple[str, str]]) -> None:
    """Several answers show the newer value where the older one would have to stand."""
    (finding,) = found(older, newer, shown)
    assert older in " ".join(old_lines([finding]))
    assert older not in " ".join(new_lines([finding]))


@pytest.mark.parametrize(("older", "newer", "shown"), KEPT)
def test_nothing_is_written(older: str, newer: str, shown: list[tuple[str, str]]) -> None:
    """Both may be right, or too little was seen."""
    assert [one for one in found(older, newer, shown) if one.edits] == []
