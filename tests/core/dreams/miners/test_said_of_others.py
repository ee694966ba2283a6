"""Sentences on other ones, bounds "at the longest", and what is said of "whatever comes later"."""

from typing import Final

import pytest
from support.dreaming import base_file

from core.dreams.material.memories.draft import draft_of
from core.dreams.miners.duplicates import duplicates

Pair = tuple[str, str]
# fmt: off
# ruff: noqa: E501
OTHERS: Final[list[Pair]] = [
    ("no ProRes LT proxies for Kittiwake please, they lose the reel names, then the conform can't link.",
     "When Kittiwake proxies are made as ProRes LT the reel names vanish and the conform doesn't link. So don't. Old proxies may stay where they are."),
    ("no GlossKote menus for Osprey please, they lose the ink, then the waiter can't read.",
     "When Osprey menus are made with GlossKote the ink vanishes and the waiter doesn't read. So don't. Old menus may stay where they are."),
    ("no TapeX crates for Vanter please, they break the seal, then the crane can't lift.",
     "When Vanter crates are made with TapeX the seal breaks and the crane doesn't lift. So don't. Older crates may stay where they are."),
    ("no FoilPak badges for Norrland please, they lose the chip, then the gate can't open.",
     "When Norrland badges are made with FoilPak the chip is lost and the gate doesn't open. So don't. Existing badges may stay where they are."),
    ("No bleach on the Harrow floor please, it eats the wax.",
     "Don't use bleach on the Harrow floor, the wax gets eaten. Old floors may stay as they are."),
    ("Never water the Kestrel ferns with tap water, lime kills them.",
     "Tap water must not be used on the Kestrel ferns, the lime kills them. Other ferns can take it anyway."),
    ("Badges of Norrland need a photo, otherwise the gate refuses them.",
     "A badge of Norrland without a photo is refused by the gate. Existing badges may remain valid."),
    ("Crates of Vanter must be strapped before they are lifted.",
     "Before they are lifted, crates of Vanter must be strapped. Older crates may stay unstrapped."),
    ("Print the Osprey menus on matt paper, gloss smears.",
     "Osprey menus are printed on matt paper because gloss smears. Remaining menus may be used up anyway."),
    ("Tickets of Aldgate are scanned at the north door.",
     "Aldgate tickets get scanned at the north door. Earlier tickets may still be shown."),
    ("Slides of the Bexley course are sent as PDF.",
     "Send slides of the Bexley course as PDF. Previous slides may stay as they are."),
    ("Lids of Marlow tanks are greased in April.",
     "In April the lids of Marlow tanks are greased. The other lids can wait."),
    ("Keys of Tarn House hang in the blue cabinet.",
     "The blue cabinet is where the keys of Tarn House hang. Old keys may lie there too."),
    ("Salt the Birch ramp at 3 degrees, it freezes first.",
     "At 3 degrees the Birch ramp is salted, for it freezes first. Other ramps may wait."),
]
OTHERS_APART: Final[list[Pair]] = [
    ("No bleach on the Harrow floor please, it eats the wax. Old floors may stay as they are.",
     "No bleach on the Harrow floor please, it eats the wax. Old floors must be waxed again."),
    ("Old Harrow floors may be cleaned with bleach.", "Harrow floors must not be cleaned with bleach."),
    ("Badges of Norrland need a photo.", "Badges of Norrland need no photo. Existing badges do."),
    ("Crates of Vanter must be strapped.", "Crates of Vanter may stay unstrapped. Older crates must be strapped."),
    ("Print the Osprey menus on matt paper.", "Print the Osprey menus on gloss paper. Other menus go on matt paper."),
    ("Tickets of Aldgate are scanned at the north door.", "Tickets of Aldgate are scanned at the south door. Earlier tickets are scanned at the north door."),
    ("Slides of the Bexley course are sent as PDF.", "Slides of the Bexley course are never sent as PDF. Previous slides were."),
    ("Lids of Marlow tanks are greased in April.", "Lids of Marlow tanks are greased in May. The other lids are greased in April."),
    ("Keys of Tarn House hang in the blue cabinet.", "Keys of Tarn House hang in the red cabinet. Old keys hang in the blue cabinet."),
    ("Salt the Birch ramp at 3 degrees.", "Salt the Birch ramp at 5 degrees. Other ramps are salted at 3 degrees."),
]
LATER: Final[list[Pair]] = [
    ("If an order of Brightwell comes in later than 17:00, packing takes place on the next day.",
     "Orders of Brightwell that come in after 17:00 are packed on the next day."),
    ("Parcels of Denholm that arrive after 15:30 are shipped on the next day.",
     "If a parcel of Denholm arrives later than 15:30, shipping is on the next day."),
    ("Samples of Ward 4 which reach the desk after 18:00 are tested in the morning.",
     "When samples of Ward 4 reach the desk after 18:00, testing is done in the morning."),
    ("Calls of Fenland that come after 22:00 are taken by the night desk.",
     "After 22:00 calls of Fenland are taken by the night desk."),
    ("The boat to Skerry waits 8 min at the longest, then it's the late one.",
     "8 min at most the boat to Skerry waits, then it is the late one."),
    ("A loan of the Penrose saw lasts 14 days at the longest.",
     "A loan of the Penrose saw lasts at most 14 days."),
    ("Hold the Lund bus for 6 min at the longest.",
     "The Lund bus is held for up to 6 min."),
    ("Invoices of Ravel that come in after the 25th are paid in the next month.",
     "If an invoice of Ravel comes in after the 25th, it is paid in the next month."),
    ("Grain of Holt that arrives after 20:00 is weighed on the next day.",
     "If grain of Holt arrives later than 20:00, weighing takes place on the next day."),
    ("Guests of Carn who arrive after 23:00 must ring at the side door.",
     "If guests of Carn arrive after 23:00, they must ring at the side door."),
]
LATER_APART: Final[list[Pair]] = [
    ("Orders of Brightwell that come in after 17:00 are delivered on Thursday.",
     "Orders of Brightwell that come in before 17:00 are delivered on Thursday."),
    ("Parcels of Denholm that arrive after 15:30 are shipped on the next day.",
     "Parcels of Denholm are shipped after 15:30 unless they arrive on the next day."),
    ("Samples of Ward 4 which reach the desk after 18:00 are tested in the morning.",
     "Samples of Ward 4 are tested in the morning until 18:00 if they reach the desk."),
    ("Calls of Fenland that come after 22:00 are taken by the night desk.",
     "Calls of Fenland that come before 22:00 are taken by the night desk."),
    ("The boat to Skerry waits 8 min at the longest.", "The boat to Skerry waits 8 min at the least."),
    ("A loan of the Penrose saw lasts 14 days at the longest.", "A loan of the Penrose saw lasts at least 14 days."),
    ("Hold the Lund bus for 6 min at the longest.", "Hold the Lund bus for no less than 6 min."),
    ("Invoices of Ravel that come in after 16:00 are paid in the next month.",
     "Invoices of Ravel that come in by 16:00 are paid in the next month."),
    ("Grain of Holt that arrives after 20:00 is weighed on the next day.",
     "Grain of Holt that arrives after 20:00 is not weighed on the next day."),
    ("Guests of Carn who arrive after 23:00 must ring at the side door.",
     "Guests of Carn who leave after 23:00 must ring at the side door."),
]
# fmt: on


def is_merged(pair: Pair) -> bool:
    files = [
        base_file(f"/notes/week-{number}.md", f"# Week {number}\n\n- {text}\n")
        for number, text in enumerate(pair)
    ]
    return any(finding.edits for finding in duplicates(draft_of(files)))


@pytest.mark.parametrize("pair", [*OTHERS, *LATER])
def test_two_wordings_are_merged(pair: Pair) -> None:
    """What is said of others beside it is an addition; bounds and relative clauses are reworded."""
    assert is_merged(pair)


@pytest.mark.parametrize("pair", [*OTHERS_APART, *LATER_APART])
def test_two_statements_stay_apart(pair: Pair) -> None:
    """What others are like says nothing of it, and a bound stays on its side."""
    assert not is_merged(pair)
