"""Forms in which programs and people tell of ends and new names, and entries that lean on one name."""

import pytest
from support.dreaming import dream, new_lines, old_lines, session

# ruff: noqa: E501
# fmt: off
RENAMED = [
    ("Coats hang in store Q-16.", "Store Q-16 does not exist. It was given the name store Q-19 on 2026-02-02.", "Coats hang in store Q-19."),
    ("Coats hang in store Q-16.", "place        store Q-19\nalso known   store Q-16 (until 2026-02-02)\nracks        18", "Coats hang in store Q-19."),
    ("Labels are glued with Gumfix 91.", "The board has struck Gumfix 91 off the list and Gumfix 35 is to be used.", "Labels are glued with Gumfix 35."),
    ("Read `//docs/cert/list-24.md` first.", "This page lives at //docs/cert/list-45.md now. Nothing is kept under //docs/cert/list-24.md.", "Read `//docs/cert/list-45.md` first."),
    ("Read `//docs/cert/list-24.md` first.", "//docs/cert/list-45.md#1 - move/add, from //docs/cert/list-24.md", "Read `//docs/cert/list-45.md` first."),
    (r"Sheets land in `P:\In\Box-63`.", r"P:\In\Box-63 was moved to P:\In\Box-89 on 2026-02-02", r"Sheets land in `P:\In\Box-89`."),
    (r"Sheets land in `P:\In\Box-63`.", r"What used to go to P:\In\Box-63 goes to P:\In\Box-89 since 2026-02-02.", r"Sheets land in `P:\In\Box-89`."),
    ("Cook on `oven-42`.", "farm: oven-42: no host of this name. It has been oven-17 since 2026-02-02.", "Cook on `oven-17`."),
    ("Cook on `oven-42`.", '{"host": "oven-17", "history": [{"was": "oven-42", "renamed": "2026-02-02"}]}', "Cook on `oven-17`."),
    ("Charge it to CC-449.", "centre      CC-484\nformer no.  CC-449\nchanged     2026-02-02", "Charge it to CC-484."),
    ("File form TX-80.", "Form TX-80 is refused by the office since 2026-02-02; file TX-91 instead.", "File form TX-91."),
    ("Agreements are in binder LB-19.", "papers      agreements\nlie in      binder LB-14\nmoved out   2026-02-12, of binder LB-19", "Agreements are in binder LB-14."),
    ("Labels hold with Tacfix 77.", "purpose       labels\napproved      Tacfix 81\nwithdrawn     Tacfix 77, 2026-02-14", "Labels hold with Tacfix 81."),
    ("Labels hold with Tacfix 77.", "Tacfix 77 failed the test on 2026-02-14. Approved in its place: Tacfix 81.", "Labels hold with Tacfix 81."),
    ("Pack with `pakman6`.", "name         pakman6\nstatus       retired 2026-02-07\nsuperseded   by pakman7", "Pack with `pakman7`."),
    ("Forms lie in tray T-28.", "Label on tray T-28: all forms are to be found in tray T-93, 2026-02-03.", "Forms lie in tray T-93."),
    ("Edit `calendars/set-27.yaml`.", "move calendars/set-27.yaml to calendars/set-85.yaml (2026-02-02)", "Edit `calendars/set-85.yaml`."),
    ("Wells are read from FM-46.", "article   state        since        order instead\nFM-46     obsolete     2026-02-12   FM-76", "Wells are read from FM-76."),
    ("Wells are read from FM-46.", "code: FM-46\nstate: no longer sold\nthen: FM-76", "Wells are read from FM-76."),
    ("Oars hang in locker 67.", "locker 67 is empty, its oars were hung into locker 63 on 2026-02-12.", "Oars hang in locker 63."),
    ("Oars hang in box K-19.", "oars       of the village\nplace      box K-76\nuntil      2026-02-12 in box K-19", "Oars hang in box K-76."),
    ("Oars hang in locker 67.", "locker 67: only a slip that says: see locker 63, from 2026-02-12", "Oars hang in locker 63."),
    ("Wells are read from FM-46.", "FM-46   last one used up 2026-02-12   now fitted: FM-76", "Wells are read from FM-76."),
    ("Wells are read from FM-46.", "Warning: FM-46 is an old alias of FM-76, removed soon", "Wells are read from FM-76."),
    ("Wells are read from FM-46.", "meter: FM-76   renamed from: FM-46   on: 2026-02-12", "Wells are read from FM-76."),
    ("File form TX-80.", "form        TX-80\nlast day    2026-02-02\nfollow-up   TX-91", "File form TX-91."),
]
# fmt: on


@pytest.mark.parametrize(("text", "output", "line"), RENAMED)
def test_the_new_name_is_read_in_many_forms(text: str, output: str, line: str) -> None:
    """Tables, depots, drives, histories, what used to go somewhere."""
    findings = dream({"/a.md": f"- {text}\n- More.\n"}, session("a", ("look", output)))
    assert new_lines(findings) == [f"- {line}"]


@pytest.mark.parametrize(
    ("text", "output"),
    [
        ("Bundle CB-41 is the reserve.", "CB-41   given back to the gas works 2026-02-02"),
        ("Bus line 81 brings the pupils.", "bus line 81: no service. The line was closed down."),
        (
            "Sensor V-61 hears shocks.",
            "sensor V-61: taken down on 2026-02-02, not to be put up again.",
        ),
        (
            "Shocks are heard by sensor V-61, behind the skirting of the hall.",
            "sensor V-61 was dismantled",
        ),
        (
            "Bugs show on `KIT-84`, the kit with doubled memory.",
            "KIT-84: not in stock, will not return.",
        ),
        ("If bus line 81 is late, half of the school comes late too.", "bus line 81 was withdrawn"),
        ("If a drill starts in the house, watch sensor V-61.", "sensor V-61 was dismantled"),
        ("Night line for boats, north bank: extension 41.", "extension 41 was closed down"),
        (
            "soak-94 is the nightly run; start there when it dies.",
            "soak-94 was deleted, no successor",
        ),
        ("Trams turn on track 14b.", "track 14b: lifted on 2026-02-02, nothing laid in its place"),
    ],
)
def test_what_leans_on_a_thing_that_is_gone_leaves_with_it(text: str, output: str) -> None:
    """A condition, and a part that says where or what it does."""
    logs = [session("a", ("look", output)), session("b", ("look", output), day=1)]
    assert old_lines(dream({"/a.md": f"- {text}\n- More.\n"}, *logs)) == [f"- {text}"]


@pytest.mark.parametrize(
    "text",
    [
        "Sensor V-61 hears shocks; doors are locked at nine.",
        "Sensor V-61 hears shocks, the guard has to write down each alarm of the night.",
        "The hall is watched by sensor V-61; it is locked at nine.",
    ],
)
def test_what_stands_by_itself_keeps_its_entry(text: str) -> None:
    """It is true without the thing, so the change only asks."""
    log = session("a", ("look", "sensor V-61 was dismantled"))
    (finding,) = dream({"/a.md": f"- {text}\n- More.\n"}, log)
    assert finding.edits == ()


@pytest.mark.parametrize("verb", ["comes back", "come back", "go back", "are back"])
def test_what_comes_back_on_a_day_is_over_then(verb: str) -> None:
    """One of them or several."""
    text = f"Two of the kits {verb} on 2026-02-20; share the others till then."
    assert old_lines(dream({"/a.md": f"- {text}\n"}, session("a", ("date", "ok")))) == [f"- {text}"]


# fmt: off
SCOPED = [
    ("Ask Nina Roth about cold goods.", "Nina Roth was replaced by Udo Lenk in the shift of 2026-02-03"),
    ("Spare blades lie on yard Y-3.", "blade 7 moved from Y-3 to Y-7"),
    ("The crane firm is Kranbau Ost.", "Kranbau Ost has been replaced as tenant of hall 7 by Hebewerk West"),
    ("Ropes are in cage 4.", "cage 4 (north) ok, cage 4 (south) dissolved"),
    ("The wiki space is OPS2.", "draft: OPS2 will be archived, content goes to OPS5"),
    ("Edit `calendars/set-27.yaml`.", "Move calendars/set-27.yaml to calendars/set-85.yaml"),
    ("Edit `calendars/set-27.yaml`.", "move calendars/set-27.yaml to calendars/set-85.yaml"),
    ("Drawer 12 has the fuses.", "3 fuses taken from drawer 12 to drawer 19"),
    ("Waivers are form WV-1.", "for minors WV-1 is replaced by WV-2"),
    ("Fly with `flyctl-a`.", "flyctl-a: not found (package renamed to aeroctl)"),
    ("`KIT-84` has doubled memory.", "KIT-84: not in stock"),
    ("The form is SR-5.", "In Bavaria SR-5 is replaced by SR-8."),
]
ON = [
    ("The hut key is with Franz Thaler.", "Franz Thaler (till 2026-02-03), Resi Gruber (since 2026-02-04)", "The hut key is with Resi Gruber."),
    ("Spare blades lie on yard Y-3.", "Y-3: sold 2026-02-01. Blades: Y-7", "Spare blades lie on yard Y-7."),
    ("Recalls go into book RB-2.", "RB-2 is full and closed since 2026-02-04, RB-3 in use", "Recalls go into book RB-3."),
    ("Extra players come via agency Tutti.", "Tutti has gone bust, we hire through Sonora", "Extra players come via agency Sonora."),
    ("The form of Bavaria is SR-5.", "In Bavaria SR-5 is replaced by SR-8.", "The form of Bavaria is SR-8."),
    ("The sprayer is unit SP-6.", "SP-6: traded in for SP-8 on 2026-02-04", "The sprayer is unit SP-8."),
    ("Winches: Hafen Technik.", "Hafen Technik no longer services winches; Marine Bau has taken over.", "Winches: Marine Bau."),
    ("Report to `bugs.old.example`.", "bugs.old.example: 301 -> bugs.new.example", "Report to `bugs.new.example`."),
    ("Pull with `siglog fetch`.", "'fetch' is not a siglog command (removed in 3.0). See 'siglog pull'.", "Pull with `siglog pull`."),
]
# fmt: on


@pytest.mark.parametrize(("text", "output"), SCOPED)
def test_what_holds_in_one_place_or_for_one_piece_changes_nothing_else(
    text: str, output: str
) -> None:
    """A shift, a blade, an office, one of two, a plan, a land."""
    logs = [session("a", ("look", output)), session("b", ("look", output), day=1)]
    findings = dream({"/a.md": f"- {text}\n- More.\n"}, *logs)
    assert (old_lines(findings), new_lines(findings)) == ([], [])


@pytest.mark.parametrize(("text", "output", "line"), ON)
def test_who_follows_is_read_beside_the_end(text: str, output: str, line: str) -> None:
    """In brackets, behind a label, in a clause of its own."""
    findings = dream({"/a.md": f"- {text}\n- More.\n"}, session("a", ("siglog fetch", output)))
    assert new_lines(findings) == [f"- {line}"]


def test_another_name_in_the_row_of_what_is_over_may_be_what_follows() -> None:
    """In words that are not understood it may say so: then nothing is taken out."""
    row = "article   state       since        rather\nFM-46     obsolete    2026-02-12   FM-76"
    logs = [session("a", ("look", row)), session("b", ("look", row), day=1)]
    findings = dream({"/a.md": "- Wells are read from FM-46.\n- More.\n"}, *logs)
    assert (old_lines(findings), new_lines(findings)) == ([], [])
