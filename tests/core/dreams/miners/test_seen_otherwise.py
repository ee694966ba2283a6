"""
What a tool shows against one entry, or for it, in other words than the entry's own; and what stands
near it and is of something else. Trades of their own: a bakery, a ferry line, a choir, an orchard.
"""

import pytest
from support.dreaming import dream, session

# fmt: off
# ruff: noqa: E501
FOR = [
    ("says when", "05:40 is when the van fetches the rolls from `oven-2`.", "bakectl stops oven-2", "Pick-up at oven-2 is scheduled for 05:40, red crates."),
    ("K", "`oven-2` is kept at 480 K.", "bakectl get oven-2", "unit  oven-2\nset_K  480"),
    ("a label with a participle", "Sum insured, `oven-2`: EUR 4,500.", "policy oven-2", "room          oven-2\nsum insured   EUR 4,500"),
    ("far above", "After 37 days the tickets of `ferry-3` are deleted.", "ferryctl get ferry-3", '{"ship": "ferry-3", "retention": {"slips": {"days": 37}}}'),
    ("a dash for a label", "entry `choir-a` - open to all", "choirctl rule choir-a", "choir  choir-a\nentry  open to all"),
    ("a code for a label", "E18: berth of `ferry-3`", "ferryctl show ferry-3", "ship   ferry-3\nberth  E18"),
    ("an ordinal", "`orchard-7` pays its pickers on the 28th.", "farmctl pay orchard-7", '{"farm": "orchard-7", "pay_day": "28th"}'),
    ("a weekday", "Sailing day of `ferry-3`: Thursday.", "ferryctl plan ferry-3", "ship         ferry-3\nsailing_day  Thu"),
    ("a literal", "`max_crate_weight` is 20m.", "cat oven.conf", "max_crate_weight 20m;"),
]
AGAINST = [
    ("what happens at a bound", "`ferry-3` is stopped when the wind goes above 18 m/s.", "ferryctl limits ferry-3", "ship  ferry-3\nwind_stop_mps   15\nslow_mps  3", "15"),
    ("a section of one word", "The mixer runs every 30 minutes.", "cat bake.yaml", "mixer:\n  interval_min: 20\n  max_trays: 11\n", "20"),
    ("a section and a name", "The mountain guides are called after 20 minutes of fog.", "cat guides.toml", "[guides]\ncall_after_fog_min = 15\n", "15"),
    ("beside another number", "The proving racks are checked every 7 days.", "cat rounds.ini", "[proving racks]\nevery_days = 3\npeople = 2\n\n[flour store]\nevery_days = 14", "3"),
    ("a threshold", "A crate is swapped when it falls below 25 %.", "settings crate", '{"crate": {"swap_below_pct": 20, "block_below_pct": 15}}', "20"),
    ("initials", "The reels of `choir-a` run at 18 frames per second.", "catalog choir-a", '{"choir": "choir-a", "reels": 21, "fps": 16}', "16"),
    ("a sentence with a label", "Slots for rehearsals of `choir-a` are 18 minutes long.", "choirctl rules choir-a", "Rules of choir-a. Rehearsal: 15 minutes. Guests: off.", "15 minutes"),
    ("below a key", "Slots for rehearsals of `choir-a` are 18 minutes long.", "choirctl rules choir-a", '{"choir": "choir-a", "slots": {"rehearsal": {"minutes": 15}}}', "15"),
    ("one clause of two", "What is in `oven-2` is insured for EUR 4,500.", "policy oven-2", "Under policy B-7 oven-2 is insured for EUR 7,250, with an excess of EUR 500.", "EUR 7,250"),
    ("the same preposition", "Passengers board `ferry-3` from 10:10.", "ferryctl times ferry-3", "Passengers are let onto ferry-3 from 09:15; last call 16:30.", "09:15"),
    ("a bare number under its very name", "The air of `oven-2` has 52 % relative humidity.", "bakectl zone oven-2", '{"zone": "oven-2", "relative_humidity": {"setpoint": 55, "band": 3}}', "55"),
    ("a compound in capitals", "`loaf.v2` has 24 trays.", "bakectl describe loaf.v2", "Bread: loaf.v2\tTrayCount: 48\tOvenCount: 3", "48"),
    ("a section of a diff", "`trays` is 50 for shift `night`.", "git diff HEAD~1 -- shifts.toml", "diff --git a/shifts.toml b/shifts.toml\n--- a/shifts.toml\n+++ b/shifts.toml\n@@ -3,9 +3,9 @@\n [shift.night]\n-trays = 50\n+trays = 80\n [shift.day]\n trays = 10\n", "80"),
    ("stage is a word", "At `oven-2` it has to be quiet by 23:30, that is the curfew.", "bakectl stage oven-2", "stage   oven-2\ncurfew  22:15", "22:15"),
    ("a rhythm", "The scales of `oven-2` are checked on the first of the month.", "bakectl plan oven-2", "Plan of oven-2: scales to be checked every third day, by the foreman.", "every third day"),
    ("what is denied is no rival", "`ferry-3` is heard on channel 62, nobody answers on 16.", "radio ferry-3", "ship     ferry-3\nchannel  67", "67"),
    ("a duration that says no more", "`loaf.v2` is proofed for 79 minutes.", "bakectl step loaf.v2 PROOF", "stage     proof\nbread     loaf.v2\nduration  61 min", "61 min"),
]
NEITHER = [
    ("another word of the name", "The dough of `oven-2` goes by van to customers in Norway.", "bakectl get oven-2", '{"oven": "oven-2", "dough": {"label": "free"}}'),
    ("what counts something else", "Fast mode will do on `oven-2` even for loaves lighter than class 16.5.", "bakectl modes oven-2", "oven-2 fast mode: 1 step is 1.22 degrees"),
    ("a number that is a name", "`choir-a` has 31 singers on the roll.", "choirctl log choir-a", "singer 20417, choir-a"),
    ("the name of a block", "`ferry-3` is developed on the branch `trunk`.", "cat ferry-3/settings.yml", "ferry-3:\n  development:\n    host: localhost\n"),
    ("a day that is a condition", "Friday sailings of `ferry-3` end at 14:10.", "ferryctl plan ferry-3", "ship   ferry-3\ncrew_change  Friday"),
    ("the same in another unit", "`oven-2` keeps its logs 2 weeks.", "bakectl get oven-2", "oven  oven-2\nlogs  14"),
    ("who looks for and who looks after", "Look in the blue box for the ropes that `ferry-3` leaves at the outer quay.", "ferryctl owner ferry-3", "ship   ferry-3\nowner  team Plover"),
    ("the same rhythm", "The scales of `oven-2` are checked every day.", "bakectl plan oven-2", "Plan of oven-2: scales to be checked daily, by the foreman."),
    ("the name of the thing itself", "Escalation at Halm: page Ada Quist, she is our account lead there.", "crm get Halm --json", '{"id": 7, "name": "Halm (partner)", "tier": 2}'),
    ("words that come again without the number", "Sum insured in `oven-2` since spring, as was agreed: 4500.", "policy oven-2", "oven-2: sum insured since spring, as was agreed with Mr Hale"),
]
# fmt: on


def titles(text: str, command: str, output: str) -> list[str]:
    files = {"/a.md": f"# Notes\n\n- {text}\n"}
    return [finding.title for finding in dream(files, session("watch", (command, output)))]


@pytest.mark.parametrize(
    ("text", "command", "output"), [row[1:] for row in FOR], ids=[row[0] for row in FOR]
)
def test_the_value_in_other_words_confirms(text: str, command: str, output: str) -> None:
    """What names the value is found by kin, by its place, or by all that stands around it."""
    assert [one.partition(":")[0] for one in titles(text, command, output)][:1] in (
        ["Confirmed"],
        ["Confirmed in part"],
    )


@pytest.mark.parametrize(
    ("text", "command", "output", "value"),
    [row[1:] for row in AGAINST],
    ids=[row[0] for row in AGAINST],
)
def test_another_value_in_its_place_is_told(
    text: str, command: str, output: str, value: str
) -> None:
    """The title says which one."""
    assert any(
        one.startswith(f"Seen otherwise ({value}, ") for one in titles(text, command, output)
    )


@pytest.mark.parametrize(
    ("text", "command", "output"), [row[1:] for row in NEITHER], ids=[row[0] for row in NEITHER]
)
def test_what_is_of_something_else_says_nothing(text: str, command: str, output: str) -> None:
    """Neither for an entry nor against it."""
    assert titles(text, command, output) == []


def test_the_day_since_when_it_is_so_is_told() -> None:
    """It tells whoever decides which of the two is the newer one."""
    files = {"/a.md": "# Mill\n\n- Loom mechanic: Gerd Plank.\n"}
    answer = "role    loom mechanic\nname    Ivana Kolar\nsince   2026-02-01"
    (finding,) = dream(files, session("watch", ("loomctl staff", answer)))
    assert finding.edits == ()
    assert "`since 2026-02-01`" in finding.rationale
