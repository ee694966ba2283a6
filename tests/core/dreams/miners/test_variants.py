"""The word in capitals behind a name tells which of its variants is meant, also if both say it."""

import pytest
from support.dreaming import base_file

from core.dreams.material.memories.draft import draft_of
from core.dreams.material.sameness.variants import are_variants
from core.dreams.miners.duplicates import duplicates

# fmt: off
# ruff: noqa: E501
APART = [
    ("When Glass Orchard proxies are made as ProRes Proxy the reel names vanish and the conform doesn't link. So don't.",
     "no ProRes LT proxies for Glass Orchard please, they lose the reel names, then the conform can't link."),
    ("Archives of Oakfield written with ZipMaster Archive lose their dates on restore.",
     "Oakfield archives: ZipMaster Fast drops the dates, restore has none."),
    ("Reports of Larkhill that go through SnapDesk Report come without page numbers.",
     "Larkhill reports from SnapDesk Basic have no page numbers."),
    ("Labels of Fenwick printed with LabelKit Label smear in the cold store.",
     "Fenwick labels printed with LabelKit Duo smear in the cold store."),
    ("Maps for Westmoor are exported with GeoPlan Map, the contour lines stay.",
     "GeoPlan Draft exports the maps for Westmoor, so that the contour lines stay."),
    ("The clinic of Aldham books with MedDay Clinic, reminders go out at 17:00.",
     "MedDay Home books for the clinic of Aldham; reminders go out at 17:00."),
    ("Invoices of Brora go out with PayDesk Invoice on Fridays.",
     "PayDesk Classic sends the invoices of Brora on Fridays."),
    ("Backups of Tarbert run in TapeBox Backup every night.",
     "Every night the backups of Tarbert run in TapeBox Vault."),
    ("Drawings of Kelso are opened in CadView Drawing, layers are kept.",
     "CadView Mini opens drawings of Kelso with their layers kept."),
    ("Scores of Ullapool are set with NotePad9 Score, ties survive.",
     "NotePad9 Lite sets the scores of Ullapool so that ties survive."),
]
SAME = [
    ("When Glass Orchard proxies are made as ProRes LT the reel names vanish and the conform doesn't link.",
     "Glass Orchard proxies made as ProRes LT: the reel names vanish and the conform doesn't link."),
    ("Archives of Oakfield written with ZipMaster Fast lose their dates on restore.",
     "On restore, archives of Oakfield that ZipMaster Fast wrote lose their dates."),
    ("Labels of Fenwick printed with LabelKit Duo smear in the cold store.",
     "In the cold store, Fenwick labels that are printed with LabelKit Duo smear."),
    ("Every night the backups of Tarbert run in TapeBox Vault.",
     "Backups of Tarbert run in TapeBox Vault every night."),
    ("PayDesk Classic sends the invoices of Brora on Fridays.",
     "On Fridays invoices of Brora are sent by PayDesk Classic."),
    ("GeoPlan Draft exports the maps of Westmoor with contour lines.",
     "Maps of Westmoor are exported with contour lines by GeoPlan Draft."),
    ("SnapDesk Basic drops the page numbers of Larkhill reports.",
     "The page numbers of Larkhill reports are dropped by SnapDesk Basic."),
    ("MedDay Home sends reminders of Aldham at 17:00.",
     "At 17:00 the reminders of Aldham are sent by MedDay Home."),
    ("CadView Mini loses the layers of Kelso drawings.",
     "The layers of Kelso drawings are lost by CadView Mini."),
    ("NotePad9 Lite breaks the ties of Ullapool scores.",
     "Ties of Ullapool scores are broken by NotePad9 Lite."),
]
# fmt: on


def _is_merged(pair: tuple[str, str]) -> bool:
    files = [
        base_file(f"/notes/week-{number}.md", f"# Week {number}\n\n- {text}\n")
        for number, text in enumerate(pair)
    ]
    return any(finding.edits for finding in duplicates(draft_of(files)))


@pytest.mark.parametrize("pair", APART)
def test_two_variants_of_one_name_stay_apart(pair: tuple[str, str]) -> None:
    """Even if the word that tells the variant is said in both texts of something else."""
    assert are_variants(*pair)
    assert not _is_merged(pair)


@pytest.mark.parametrize("pair", SAME)
def test_one_variant_in_other_words_is_merged(pair: tuple[str, str]) -> None:
    """The same variant of a name is the same thing."""
    assert not are_variants(*pair)
    assert _is_merged(pair)


def test_a_variant_may_be_shortened_or_left_out() -> None:
    """A short form of the word is no other variant, and neither is the bare name."""
    assert not are_variants("GridKit Enterprise runs.", "GridKit Ent runs.")
    assert not are_variants("GridKit Enterprise runs.", "GridKit runs.")
