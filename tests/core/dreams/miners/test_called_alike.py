"""Measures that two memories call by the same words, in a clause, in a name or in a title."""

from typing import Final, TypeAlias

import pytest
from support.dreaming import base_file, session

from core.dreams.material.memories.draft import draft_of
from core.dreams.material.seeing.confirmation import Sightings
from core.dreams.material.testimony import testimony
from core.dreams.material.testimony.readable import readable
from core.dreams.miners.contradictions import contradictions
from core.dreams.proposal import Finding

Case: TypeAlias = tuple[str, str, str, str]
# fmt: off
# ruff: noqa: E501
ASKED: Final[list[Case]] = [
    # What follows from it, who changed it, and what stands beside it tell nothing apart.
    ("/lake.md", "# Lake\n\nUndo on BRONZE: 2 days (cost), SILVER 1 day.", "/log/may.md", "# May\n\n**2026-05-02** (kim) undo of BRONZE is 9 days, Ada raised it after the dropped table."),
    ("/press/feeder.md", "# Press\n\n* trimmed sheets look back 3 cuts for late marks\n* trimming lookahead 5 min for late marks", "/howto/trim.md", "# Trim\n\nThe trimming lookahead is 15 min, so anything older is thrown away."),
    ("/infra/loft.md", "# Loft\n\n- loftd sits in front (shared mode), default_tray_size is 40", "/howto/trays.md", "# No trays left\n\nloftd tray size per bench is 25, with 4 benches and reserve of 5."),
    # The title of either names it.
    ("/devices/ovenlink.md", "The oven talks to the panel. Our listener for it is on port 7101, host kw01.", "/notes/kim.md", "# Kim\n\n**Sep 3** Ovenlink port is 7110 after the move to the new hall. Old one closed."),
    ("/engine.md", "# Marten Link (post engine)\n\n- letters pruned after 14 days", "/notes/kim.md", "# Kim\n\n**Sep 9** Pruning of letters in the engine: 30 days, auditors wanted it."),
    # A row says it under its column.
    ("/stores.md", "# Stores\n\n| store | purge |\n|---|---|\n| attic | after 30 days without access |", "/attic-howto.md", "# Attic tickets\n\n\"My crates are gone\": purge removes what hasn't been accessed for 60 days. No backup, sorry."),
    ("/blood.md", "# Spares\n\nLiaison is Dr. Vera Oddly, phone 4417.", "/people.md", "# People\n\n| who | for what | tel |\n|---|---|---|\n| Dr. Vera Oddly | spares | 4471 |"),
    ("/k8s.md", "# Namespace press\n\n| what | replicas | memory limit |\n|---|---|---|\n| sheet-cutter | 3 | 512Mi |", "/howto/sheet-cutter.md", "Limit is 1 GiB per pod since the big ones came."),
    ("/whs.md", "# Ovens\n\n| oven | size | auto-stop |\n|---|---|---|\n| BAKE_WH | MEDIUM | 60 s |", "/howto/costs.md", "# Bills\n\nBAKE_WH stops after 10 minutes without loaves; if it never stops look for a stuck tray in `bake.usage.trays`."),
    # What became so, what has a limit, and numbers in words.
    ("/modules.md", "# Modules\n\n`tar` default is 12.3.0, `zip` default is 12.2", "/notes/kim.md", "# Kim\n\n- 2026-09-15 tar default went to 13.2.0 with the new press"),
    ("/loft.md", "# Loft\n\nWe run LoftWise 9.4.1, vendor Marten.", "/notes/kim.md", "- LoftWise 9.5.0 was installed on 18 October"),
    ("/rules.md", "# Rules we keep\n\nDust above 4.2 mg makes a wet sweep.", "/notes/kim.md", "# Kim\n\n**Oct 14** wet sweep: dust limit is 4.5 mg"),
    ("/crates.md", "# Crates\n\nOn the cart the loader keeps the last six days in /data/crates.", "/notes/kim.md", "# Kim\n\n2026-10-19: loader deletes crates after 48 hours on the cart. Pull what you need."),
    # The title says the rest, or the verb is the same; another way to say how long.
    ("/post/boxes.md", "Postbox quota for bakers is 50 GB, apprentices 5 GB.", "/howto/postbox-full.md", "# Postbox full\n\n- bakers have 100 GB, nobody should hit that"),
    ("/shops.md", "# Shops\n\nThe Lindau shop opens at 9:30, closes 18:30.", "/notes/kim.md", "# Kim\n\n- 2026-08-20 Lindau opens 10:00 from September on"),
    ("/tunnel/peers.md", "# Tunnel\n\nWireloft on tun1.hall.example. Idle peers are dropped after 3 minutes.", "/howto/tunnel-trouble.md", "# Somebody cannot connect\n\n1. Is it on?\n2. A peer that is idle for 10 minutes gets dropped."),
    # The most of something, called so or only given as that; how fast is said by its unit.
    ("/mill/tuning.md", "# Tuning\n\nBelt is a Marten. Top speed in the aisles is 1.2 m/s (vb_max).", "/notes/kim.md", "# Kim\n\n**16 Oct** Belt caps at 1.6 m/s in the aisles, was raised for the fair."),
    ("/courses/oak.md", "# Oakroom\n\nUpload limit of Oakroom is 250 MB per sheet.", "/notes/kim.md", "# Kim\n\n* Oakroom takes sheets up to 1 GB, told the film people"),
    # What was counted is so since then.
    ("/courses/tests.md", "# Tests\n\nThere are 60 loan looms, in the cellar of the north hall, shelves A to D.", "/notes/kim.md", "# Kim\n\n- 3 Nov: the loan looms were counted: 72"),
    # What is counted from or until something.
    ("/passes/life.md", "# Passes\n\nBaker leaves: the pass is closed 180 days after discharge.", "/howto/desk.md", "# Desk\n\n**How long may bakers keep a pass?** 90 days, counted from the day of discharge."),
    # A program in use, by who brings news of it.
    ("/queue/conf.md", "# The values people ask about\n\n- Larder version 23.11", "/notes/kim.md", "Larder 24.05.4 since the October maintenance."),
]
APART: Final[list[Case]] = [
    # A thing that only belongs to it, or whose name begins as its name does.
    ("/a/sip.md", "# Sip\n\nThe load generator for `sos-bell` uses siplib 3.7.8.", "/b/bell.md", "# Bell\n\n2026-05-02: the version of siplib that `sos-bell` builds with is 3.4.9 now."),
    ("/stream.md", "# Ferns\n\n24 trays since the spring; the sink runs with 8 taps.", "/queue.md", "# Queue\n\n- Topic `ferns.dead`: 6 trays"),
    # Of one thing, of which neither says what it counts.
    ("/policies/elm-cover.md", "# Elm Cover\n\n- New customers of Elm Cover wait 8 weeks until they are covered.", "/notes/kim.md", "# Kim\n\n- 2026-05-02: Elm Cover gives customers 21 days to report a loss."),
    # For some people only, said before the value.
    ("/gates.md", "# Gates\n\nThe side gate of Gantry Blue, for staff on foot, takes code 6849.", "/notes/kim.md", "# Kim\n\n2026-05-02: the gate code of Gantry Blue is 6743 now."),
    # What bounds others.
    ("/a/one.md", "# One\n\n* needs Larder version 3.7 or newer", "/b/two.md", "# Two\n\n* Larder version 3.10 or newer since May"),
    # What is to become so for a while, and one end of a range.
    ("/k8s.md", "# Namespace press\n\n| what | replicas |\n|---|---|\n| shop-web | 24 |", "/sale.md", "# Sale\n\n* shop-web replicas to be raised to 40 by hand on the Thursday evening"),
    ("/carts.md", "# Carts\n\nThe hall has 3 carts.", "/shifts.md", "# Shifts\n\nThe hall has between 14 and 20 carts out at a time since May."),
    # Another word before the same noun, another row, and memories whose titles differ in a word.
    ("/a/gate.md", "Connect timeout of the postal gateway is 3 s.", "/b/gate.md", "Read timeout of the postal gateway is 30 s now."),
    ("/vans.md", "# Vans\n\n| van | tyres |\n|---|---|\n| V3 | 2.4 bar |", "/workshop.md", "# Workshop\n\nV3 goes in every year. Tyres of V4: 2.9 bar."),
    ("/a/hall.md", "# Hall north\n\n- guest network is off at 22:00", "/b/hall.md", "# Hall south\n\n- guest network is off at 23:30"),
    # One of several.
    ("/a/one.md", "# One\n\nSupport for Larder ended with 2.6 and 3.3.", "/b/two.md", "# Two\n\nSupport for Larder 2.7 is here since May."),
    # The number of a ticket.
    ("/a/one.md", "# One\n\n- Larder workflow lint (#2073)", "/b/two.md", "# Two\n\n- Larder workflow lint for press jobs now (#13039)"),
]
# fmt: on


def found(case: Case, shown: tuple[str, str] = ("uptime", "up 3 days")) -> list[Finding]:
    """What is said of two memories that no session shows anything of, but for what it is given."""
    first, one, second, other = case
    draft = draft_of([base_file(first, f"{one}\n"), base_file(second, f"{other}\n")])
    read = readable([session("watch", shown)])
    return contradictions(draft, Sightings(testimony.Testimony(read, recalled=())))


@pytest.mark.parametrize("case", ASKED)
def test_what_both_call_by_the_same_words_is_asked(case: Case) -> None:
    """Nobody knows which is right, so nothing is changed."""
    (question,) = found(case)
    assert question.edits == ()


@pytest.mark.parametrize("case", APART)
def test_what_only_sounds_alike_is_left_alone(case: Case) -> None:
    """Another thing, a case, or no value at all."""
    assert found(case) == []


def test_two_words_that_only_two_memories_have_in_a_row_are_one_thing() -> None:
    """Whatever else the title of either is."""
    till, notes = (
        "# till-api\n\n- The {} batch goes off at 04:10 UTC.",
        "- {} batch kicks off 03:30 UTC",
    )
    shown = "tills show till-api", "till: till-api\nstate: up"
    case = "/services/till.md", till.format("refund"), "/notes/kim.md", notes.format("refund")
    assert len(found(case, shown)) == 1
    other = "/services/till.md", till.format("refund"), "/notes/kim.md", notes.format("day's")
    assert found(other, shown) == []


def test_two_columns_of_a_row_are_two_questions() -> None:
    """Three values of which two are of something else would be no question to answer."""
    rows = "| store | quota | purge |\n|---|---|---|\n| attic | 20 TB | after 30 days |"
    notes = "- 2026-05-02 attic quota is 30 TB now\n- 2026-05-03 attic purge is after 60 days now"
    case = "/stores.md", f"# Stores\n\n{rows}", "/notes/kim.md", f"# Kim\n\n{notes}"
    assert sorted(one.title.partition("?")[0] for one in found(case)) == [
        "20 TB or 30 TB",
        "30 days or 60 days",
    ]
