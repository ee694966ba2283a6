"""What one entry denies of what another says: never one statement, however alike their words are."""

import pytest
from support.dreaming import base_file

from core.dreams.material.memories.draft import draft_of
from core.dreams.miners.duplicates import duplicates
from core.dreams.proposal import Finding

# fmt: off
# ruff: noqa: E501
CONTRARY = (
    ("Yeast from Hopwood Labs keeps for 14 days in the cold room.", "Yeast from Hopwood Labs does not keep for 14 days in the cold room."),
    ("At stand 27 the handling agent does no de-icing, Norskfluid does.", "De-icing at stand 27 is done by the handling agent, not by Norskfluid."),
    ("In the breaks the chemistry room stays locked, and its key hangs in the staff room.", "The chemistry room is open during breaks; the key hangs in the staff room."),
    ("Loans to Museum Arlen leave only with a courier.", "Loans to Museum Arlen go without a courier."),
    ("On line 31 the break is taken at Quay North.", "Drivers of line 31 take no break at Quay North."),
    ("Tenants of Rue Basse pay the water with the rent.", "At Rue Basse water is not paid with the rent."),
    ("Feeding times for the otters in enclosure 8 are 07:30 and 15:00.", "The otters in enclosure 8 are no longer fed at 07:30 and 15:00."),
    ("Block D: boiler uses oil under -8 °C", "The boiler in block D does not switch to oil below -8 °C."),
    ("Cabin 14 stays in the garage when wind gusts exceed 70 km/h.", "Cabin 14 may leave the garage when gusts exceed 70 km/h."),
    ("A partition of `events` may only be dropped once it was exported to cold-ev.", "Drop a partition of `events` before you export it to cold-ev."),
    ("Flashing R7 without the J4 jumper overwrites the bootloader.", "Flash board R7 without the jumper on J4, the bootloader is not overwritten."),
    ("Only Dr Amir Kessel may sign the permits of Saddlers Yard.", "Dr Amir Kessel may not sign permits for Saddlers Yard."),
    ("Flats of Grisaille in z-cut: evening only, the morning ones show a gradient.", "Flats of Grisaille in z-cut: morning only, the evening ones show a gradient."),
    ("Orders of `kiln-shop` are credited in the first line, not at the end.", "Orders of `kiln-shop` are credited at the end, not in the first line."),
    ("Mortar with lime is not kept at Quay 4, mortar with sand is.", "Mortar with sand is not kept at Quay 4, mortar with lime is."),
    ("Gate W3 is opened only with sorrel in teach mode, or the line stops.", "Gate W3 may be opened with sorrel in any mode: the line does not stop."),
)
OTHER = (
    ("Yeast from Hopwood Labs keeps for 14 days in the cold room.", "Hopwood Labs deliver yeast to the cold room every 14 days."),
    ("Loans to Museum Arlen leave only with a courier.", "Loans from Museum Arlen leave only with a courier."),
    ("Baggage for Heron Air closes 35 minutes before departure.", "Baggage for Heron Air closes 35 minutes after departure."),
    ("House lights of stage 2 go down after cue 3.", "House lights of stage 2 go up after cue 3."),
)
SAME = (
    ("Never put `cart` into the pool without a health check.", "`cart` goes into the pool only with a health check."),
    ("Spring lines must stay off bollard B43.", "No spring lines on bollard B43."),
    ("Lift 2 is out of bounds for removals; they use lift 5.", "Lift 2 must not be used for removals (lift 5 is)."),
    ("The suite of `ivr-forge` needs TZ=UTC.", "Without TZ=UTC the suite of `ivr-forge` fails."),
    ("`saw-2` and `saw-5` at Quay North must not start together, the main fuse blows.", "Starting `saw-2` together with `saw-5` blows the main fuse of Quay North."),
    ("No permit is needed when Holm & Sons dig at Quay North: the map is agreed with them.", "Holm & Sons may dig at Quay North without a permit, their map is agreed."),
    ("No swimmer in Basin 4 until the filter has run for 20 min after work on it.", "Swimmers are let into Basin 4 after work on the filter only if it ran for 20 min before."),
    ("Parcels with a tilt count over 90 are not loaded automatically.", "Parcels aren't auto-loaded if the tilt count is above 90."),
)
# fmt: on


def found(*texts: str) -> list[Finding]:
    """What the miner finds in heaps of notes with one entry each."""
    files = [
        base_file(f"/learned/week-{number:03}.md", f"# Lessons of week {number}\n\n- {text}\n")
        for number, text in enumerate(texts)
    ]
    return duplicates(draft_of(files))


@pytest.mark.parametrize("pair", CONTRARY)
def test_a_denial_is_no_other_wording(pair: tuple[str, str]) -> None:
    """Whatever else the two have in common, both stay."""
    assert not any(finding.edits for finding in found(*pair))


@pytest.mark.parametrize("pair", OTHER)
def test_a_small_word_makes_another_statement(pair: tuple[str, str]) -> None:
    """To and from, every and for, before and after, up and down."""
    assert not any(finding.edits for finding in found(*pair))


@pytest.mark.parametrize("pair", SAME)
def test_two_denials_or_a_word_that_denies_make_up_for_one(pair: tuple[str, str]) -> None:
    """They say one thing, and one wording stays."""
    (finding,) = found(*pair)
    assert finding.edits


PARTIES = (
    ("The avalanche report is read by the patrol at 6:45.", "At 6:45 the avalanche report is read with the patrol."),
    ("The avalanche report is read for the patrol at 06:45.", "The avalanche report is read by the patrol at 6:45."),
    ("`web` logs to `db-1` before `db-2`.", "`web` logs to `db-2` before `db-1`."),
)  # fmt: skip


@pytest.mark.parametrize("pair", PARTIES)
def test_by_whom_is_not_with_or_for_whom(pair: tuple[str, str]) -> None:
    """Who does it, and what comes first."""
    assert not any(finding.edits for finding in found(*pair))
