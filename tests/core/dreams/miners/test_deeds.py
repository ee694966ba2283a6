"""What is done to a thing, and what a name is called: when they tell two entries apart."""

import pytest
from support.dreaming import base_file

from core.dreams.material.memories.draft import draft_of
from core.dreams.miners.duplicates import duplicates
from core.dreams.proposal import Finding

# fmt: off
# ruff: noqa: E501
APART = (
    ("Marit has to approve every change to Oriel's glossary.", "Terms in the glossary of Oriel are never printed without Marit's approval."),
    ("Gusts above 70 km/h: cabin 14 is kept in the garage.", "Cabin 14 is slowed down when wind gusts exceed 70 km/h."),
    ("The flamingos get vitamin drops that Ines orders from Apotheke Lorenz.", "Vitamin drops for the flamingos are mixed by Ines with those of Apotheke Lorenz."),
    ("Team Kestrel's dashboards are refreshed every twenty minutes.", "Dashboards of team Kestrel time out after 20 minutes."),
    ("Queue `mail` takes at most 40 messages of Norwind.", "At most 40 messages of Norwind go to exchange `mail`."),
    ("`norwind.json`: all hooks of Norwind use the wrapper script.", "Commit `norwind.json` of Norwind with the wrapper script."),
    ("No settings are needed. The hooks of Norwind use the `norwind` command from your PATH.", "Otherwise, uses `norwind` from PATH."),
)
SAME = (
    ("Vaporiser VP-137 is due for service after every 310 running hours.", "Send VP-137 in for service once it has run 310 hours."),
    ("Column `ship_ts` of `orders_raw` is in local time, not in UTC.", "Beware: `orders_raw` keeps `ship_ts` in local time instead of UTC."),
    ("Claims above 8,000 EUR are decided by the board of Tessin Re.", "Tessin Re: claims over 8000 EUR go to the board for a decision."),
    ("Flashing R7 without the J4 jumper overwrites the bootloader.", "Flash R7 with the jumper on J4, else the bootloader is overwritten."),
    ("The rope of lift Bergli is checked yearly by Kern.", "Every year Kern checks the rope of lift Bergli."),
    ("Baggage for Heron Air is accepted until 4 pm.", "Heron Air: bags are accepted until 16:00."),
)
# fmt: on


def found(*texts: str) -> list[Finding]:
    """What the miner finds in heaps of notes with one entry each."""
    files = [
        base_file(f"/learned/week-{number:03}.md", f"# Lessons of week {number}\n\n- {text}\n")
        for number, text in enumerate(texts)
    ]
    return duplicates(draft_of(files))


@pytest.mark.parametrize("pair", APART)
def test_another_deed_is_another_statement(pair: tuple[str, str]) -> None:
    """And so is another thing of the same name."""
    assert not any(finding.edits for finding in found(*pair))


@pytest.mark.parametrize("pair", SAME)
def test_what_a_name_is_called_and_how_it_is_told_is_free(pair: tuple[str, str]) -> None:
    """The word before a name may be missing, a form may be another, the hours may be of work."""
    (finding,) = found(*pair)
    assert finding.edits


# fmt: off
OTHERS = (
    ("Merge a schema change of `api` one day ahead of the code which uses it.", "Schema changes of `api` are merged a week before the code that needs them."),
    ("Saves of `kart` are written to the cloud every 5 minutes on PC, or progress is lost.", "Saves of `kart` are written to the cloud every 5 minutes on the older consoles, or progress is lost."),
    ("Schema changes of `api` are merged two days before the code.", "Schema changes of `api` are merged 48 hours before the code."),
    ("`web` is restarted daily at 07:00.", "Each week `web` is restarted at 07:00."),
    ("Bread is baked at 03:00 and sold from 06:30.", "Bread is sold from 03:00 and baked at 06:30."),
    ("Tickets for adults cost 12 EUR, for children 7 EUR.", "Tickets for children cost 12 EUR, for adults 7 EUR."),
    ("Never deploy `web` on Fridays after 15:00.", "Never deploy `web` on Fridays before 15:00."),
    ("Sheep are sheared in May by Colm.", "Sheep are sheared in May for Colm."),
    ("`web` has a timeout of 30 s.", "`web` has a heartbeat of 30 s."),
    ("`web` reads from `db-1`.", "`web` writes to `db-1`."),
    ("Gate 4 opens at 07:00.", "Gate 4 is cleaned at 07:00."),
    ("`batch-7` starts at 02:00 after `load-3`.", "`batch-7` starts at 02:00 before `load-3`."),
    ("Van 3 takes diesel.", "Van 3 carries diesel."),
    ("The `api` team reviews changes of `web`.", "The `web` team reviews changes of `api`."),
    ("`api` depends on `web` 2.3.0.", "`web` 2.3.0 depends on `api`."),
    ("`cache` holds sessions for 20 minutes.", "`cache` drops sessions after 20 minutes of idling."),
    ("Ask Nils before you restart `ledger`.", "Tell Nils after you restarted `ledger`."),
    ("Use `mk lint` before `mk test`.", "Use `mk test` before `mk lint`."),
)
# fmt: on


@pytest.mark.parametrize("pair", OTHERS)
def test_the_same_things_may_have_another_relation(pair: tuple[str, str]) -> None:
    """Names and values are the same, and what is said of them is not."""
    assert not any(finding.edits for finding in found(*pair))


def test_who_is_named_in_an_addition_is_not_another_one() -> None:
    """The flags go away all the same, but two people keep the list."""
    texts = (
        "Feature flags are removed two sprints after rollout; Jun keeps the list.",
        "Remove feature flags 2 sprints after their rollout (list: Mei).",
    )
    assert not any(finding.edits for finding in found(*texts))


@pytest.mark.parametrize(
    "pair",
    [
        (
            "Frozen deliveries for Halden come to gate 4 at 07:00.",
            "Deliveries for Halden come to gate 4 at 07:00.",
        ),
        ("The spare key of van 3 hangs in the office.", "The key of van 3 hangs in the office."),
        (
            "New tenants of Rue Basse pay 200 EUR of deposit to the caretaker.",
            "Tenants of Rue Basse pay 200 EUR of deposit to the caretaker.",
        ),
    ],
)
def test_a_narrower_case_is_only_asked_about(pair: tuple[str, str]) -> None:
    """One word more before a noun may tell that it is about less."""
    (finding,) = found(*pair)
    assert finding.edits == ()
