"""Texts that share nearly every word, of which one warns of what the other one says is well."""

import pytest

from core.dreams.material.sameness.outcomes import outcomes_differ

# fmt: off
# ruff: noqa: E501
DIFFER = (
    ("Starting saw 2 together with saw 5 blows the fuse of the shed.", "Saw 2 and saw 5 in the shed may start together, the fuse holds."),
    ("A soft reboot of the kiosk loses its printer, so switch it off and on.", "The kiosk keeps its printer after a soft reboot; no need to switch it off and on."),
    ("Without the berth number in the letter Holm send a bill back.", "Holm accept bills without the berth number, they do not come back."),
    ("Oak veneer blocks blades of grade 4.", "Oak veneer runs through blades of grade 4 without blocking them."),
    ("The gauge of tank 3 reads 4 hl too high.", "The gauge of tank 3 shows 4 hl less than is in it."),
    ("After a power cut run `mill home` twice: the first pass stops short.", "After a power cut run `mill home` just once: the first pass gets there."),
    ("After a new price list run `make labels`.", "Do not run `make labels` after a new price list: labels are written by hand."),
    ("Mornings of the loft have a draught, evenings are calm.", "Evenings of the loft have a draught, mornings are calm."),
    ("Do not suspect the belt after a hum of the mill: the gear is worn.", "A hum of the mill is a worn belt and no fault of the gear."),
    ("Targets fainter than 16 need the slow readout of Mirel.", "A fast readout of Mirel will do for targets fainter than 16."),
    ("The lamp of the pier has to be switched off when a ship lies there.", "The lamp of the pier may stay on when a ship lies there."),
)
SAME = (
    ("Without the berth number Holm refuse a bill.", "Holm accept a bill only with the berth number."),
    ("Starting saw 2 together with saw 5 blows the fuse.", "Never start saw 2 and saw 5 together, the fuse blows."),
    ("The kiosk does not lose its printer in a soft reboot.", "The kiosk keeps its printer after a soft reboot."),
    ("Take 4 hl off what the gauge of tank 3 says, it reads too high.", "The gauge of tank 3 is 4 hl above the truth."),
    ("Parcels over 90 are not loaded automatically.", "Parcels aren't auto-loaded if they are above 90."),
    ("No estimate is needed when Holm repairs.", "Holm may repair without an estimate."),
)
# fmt: on


@pytest.mark.parametrize("pair", DIFFER)
def test_what_goes_wrong_in_one_and_well_in_the_other_is_no_rewording(
    pair: tuple[str, str],
) -> None:
    """In either order; it may be told by a number, a direction or an order too."""
    assert outcomes_differ(*pair)
    assert outcomes_differ(*pair[::-1])


@pytest.mark.parametrize("pair", SAME)
def test_two_wordings_of_one_outcome_agree(pair: tuple[str, str]) -> None:
    """A denied harm is well, and so is what may be done without something."""
    assert not outcomes_differ(*pair)
    assert not outcomes_differ(*pair[::-1])
