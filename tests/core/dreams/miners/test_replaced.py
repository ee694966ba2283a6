"""What stands in the place of what is over, and what was said of a time or a thing aside."""

import pytest
from support.dreaming import dream, new_lines, old_lines, session

from core.dreams.material.memories.notes import without_notes

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


# ruff: noqa: E501
# fmt: off
RENAMED = [
    ("The rates are in `fx_daily_v1`.", "Table fx_daily_v1 was renamed to fx_rates", "fx_rates"),
    ("The driver is `zebra-2`.", "zebra-2: superseded by zebra-kit", "zebra-kit"),
    ("Reports use sheet CR-old-5.", "CR-old-5 | superseded by: CR-6 | 2026-02-14", "CR-6"),
    ("We read in the Kepler Room.", 'Kepler Room -> now "Reading Room West"', "Reading Room West"),
    ("Dogs go to room type DD-2.", "DD-2 (closed 2026-02-01) -> PET-1", "PET-1"),
    ("The desk is on channel TX-2.", "TX-2 => TX-5 (changed 2026-02-01)", "TX-5"),
    ("The desk is on channel TX-2.", "TX-2 -> TX-5 as of 2026-02-01", "TX-5"),
    (
        "Clone `kit-60`.",
        "repo      kit-49\nredirect  from kit-60 since 2026-02-18, ends soon",
        "kit-49",
    ),
    (
        "Ask `flow_37`.",
        "group  flow_50\nalias  flow_37, old name, dropped on 2026-02-02",
        "flow_50",
    ),
    ("Ask `flow_37`.", '{"query": "flow_37", "found": "flow_50", "note": "new name"}', "flow_50"),
    ("Ask `flow_37`.", '{"asked": "flow_37", "status": "renamed", "name": "flow_50"}', "flow_50"),
    ("Bill on form HR-93.", "form   HR-93\nstate  superseded 2026-02-19\nby     HR-37", "HR-37"),
    (
        "Grease with GL-24.",
        "GL-24 (out since 2026-02-02). The maker replaced it with GL-85.",
        "GL-85",
    ),
    (
        "Cups: bin K-71-R",
        "2026-02-24  transfer  from K-71-R  to K-32-R  cups, all of them",
        "K-32-R",
    ),
    ("Linen is from Alpen Textil.", "Alpen Textil: contract ended 2026-02-03. New linen supplier: Bergland Mode.", "Bergland Mode"),
    ("Ask Helga Sand.", "Helga Sand left the bank on 2026-02-03. Her successor is Olaf Brenner.", "Olaf Brenner"),
    ("Stage 5 goes via Mona Reed.", "Bookings used to go to Mona Reed; they go to Theo Falk now.", "Theo Falk"),
    ("Permits are form B-17.", "Form B-17 is out of use. Please take B-19.", "B-19"),
    ("Use the profile `aces-1.0.3`.", "aces-1.0.3 retired in favour of aces-1.3", "aces-1.3"),
    ("Jobs wait in `gpu-old`.", "queue gpu-old no longer exists, use gpu-a", "gpu-a"),
    ("The auditor is Femke de Boer.", "auditor: Lars Nyholm / former: Femke de Boer", "Lars Nyholm"),
    ("The auditor is Lars Nyholm.", "Lars Nyholm was replaced by Femke van der Meer", "Femke van der Meer"),
    ("Count with `--full`.", "unknown option --full (was renamed --all in 3.2)", "--all"),
    ("Import from `shop.utils.money`.", "moved shop.utils.money to shop.core.money", "shop.core.money"),
    ("Sheets have the code BS-2024.", "BS-2024 => BS-2026 since 2026-02-01", "BS-2026"),
    ("Boats moor at pier C-2.", '{"pier":"C-2","closed_permanently":true,"alternative":"C-5"}', "C-5"),
    ("The cold room is CR-3.", "CR-3: status=decommissioned; replacement=CR-8; date=2026-02-01", "CR-8"),
    ("The export is job 4471.", "job 4471 deleted by ops, new job 5120", "job 5120"),
    ("Tests use `db-s1`.", "db-s1 removed, db-s4 created as replacement", "db-s4"),
    ("Trucks use gate 4.", "gate 4 was bricked up for good, use gate 7", "gate 7"),
    ("Readers stand in room M1-12.", "Readers: relocated 2026-02-02, M1-12 >> M2-03", "M2-03"),
    ("Loans go to desk 3.", "Desk 3 has been given up. Please hand loans in at desk 6.", "desk 6"),
    ("Allergens are in sheet AL-2.", "AL-2 [obsolete] => AL-3 [valid]", "AL-3"),
    ("The caretaker is Mr Havel.", "caretaker Ms Duda (took over from Mr Havel 2026-02-01)", "Ms Duda"),
    ("The header is `X-Old-Token`.", "X-Old-Token is not accepted any more, send X-Auth-Token", "X-Auth-Token"),
    ("`APP_CFG_DIR` sets it.", "error: APP_CFG_DIR is not supported since 4.0 (use APP_HOME)", "APP_HOME"),
    ("Quarantine is in Q2-A.", "Q2-A leaks and was taken out of service for good. Quarantine: Q4-A.", "Q4-A"),
    ("Bookings: Linguara GmbH.", "Linguara GmbH -- contract terminated with effect from 2026-02-01 -- new: Verbatim GmbH", "Verbatim GmbH"),
    ("Paper: Holm & Sons Ltd.", "Holm & Sons Ltd was replaced by Nordpapier Handels GmbH", "Nordpapier Handels GmbH"),
    ("Ask Jean-Luc Martin.", "Jean-Luc Martin left the firm on 2026-02-01. His successor is Ian McAllister.", "Ian McAllister"),
    ("The vet is Dr. Lenz.", "Dr. Lenz was replaced by Dr. O'Neil on 2026-02-01", "Dr. O'Neil"),
    ("We sail on MV Calypso.", "MV Calypso was replaced by MV Aurora on 2026-02-01", "MV Aurora"),
    ("The reagent is Buffer-TX.", "Buffer-TX was replaced by Buffer-TY on 2026-02-01", "Buffer-TY"),
    ("Supplier: Datalyn", "Datalyn was replaced by Veritrace on 2026-02-01", "Veritrace"),
    ("Run it with `-Z`.", "-Z was replaced by -Y on 2026-02-01", "-Y"),
    ("SOP-118 covers the autoclave.", "SOP-118 | Rev C | Replaced by: SOP-204", "SOP-204"),
]
# fmt: on


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
        ("Ask `flow_37`.", '{"query": "flow_37", "found": "flow_50", "note": "3 hits"}'),
        ("Flour is in bay K-4.", "2026-02-20 transfer from bay K-4 to bay K-7: pallet 77, flour"),
        ("The detector has tag GD-77.", "tag GD-77 reassigned: now valve V-12"),
        ("Navid Rahimi speaks Dari.", "Dari: Navid Rahimi (no longer available), Laila Noor"),
        ("`db-4` holds the ledger.", "moved db-4 to rack-12"),
        ("`db-4` holds the ledger.", "we moved db-4 to db-9 for the backup"),
        ("The tug is Nordwind.", "Nordwind left berth 4 at 10:05, Ostwind took over the tow"),
        ("We meet in hall K-2.", "On 2026-02-21 we meet in hall K-6 instead of hall K-2."),
        ("Order GL-24.", "id     GL-24\nstate  in use\nby     GL-85"),
    ],
)
def test_who_did_it_is_no_new_name(text: str, output: str) -> None:
    """Nor is a part of a longer name, nor a way."""
    logs = [session("a", ("look", output)), session("b", ("look", output), day=1)]
    lines = map(without_notes, new_lines(dream({"/a.md": f"- {text}\n- More.\n"}, *logs)))
    assert [line for line in lines if line != f"- {text}"] == []


@pytest.mark.parametrize(
    "output", ["Kiruna-2 lost 2026-02-18 04:10, reacquired 04:14", "Kiruna-2 lost 2026-02-18 04:10"]
)
def test_what_has_a_time_of_day_is_a_moment(output: str) -> None:
    """A contact that was lost at ten past four is no station that was lost."""
    logs = [session("a", ("look", output)), session("b", ("look", output), day=1)]
    assert old_lines(dream({"/a.md": "- Kiruna-2 has passes at night.\n"}, *logs)) == []


@pytest.mark.parametrize(
    "output", ["0870 4158: returned to the carrier on 2026-02-12, unassigned."]
)
def test_a_number_that_one_dials_is_a_name(output: str) -> None:
    """Written in groups it is one number all the same."""
    logs = [session("a", ("look", output)), session("b", ("look", output), day=1)]
    line = "- Dial 0870 4158 for a test."
    assert old_lines(dream({"/a.md": f"{line}\n- More.\n"}, *logs)) == [line]


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("No laser before 2026-02-20, the permit is being renewed.", True),
        ("The permit is valid until 2026-02-20, renewed each year.", False),
    ],
)
def test_what_is_renewed_meanwhile_prolongs_nothing(text: str, leaves: bool) -> None:  # noqa: FBT001
    """What is done until that day is over with it."""
    findings = dream({"/a.md": f"- {text}\n- More.\n"}, session("watch", ("date", "ok")))
    assert old_lines(findings) == ([f"- {text}"] if leaves else [])


@pytest.mark.parametrize(
    ("text", "output"),
    [
        (
            "Letters are in bucket `pol-letters-eu`.",
            "404 gs://pol-letters-eu bucket does not exist.",
        ),
        (
            "Complain to klagen@city.example.",
            "550 <klagen@city.example>: Recipient address rejected: User unknown",
        ),
        ("Use `npm run lint:all`.", 'npm ERR! Missing script: "lint:all"'),
        (
            "Deploys use the branch `release-train`.",
            "fatal: couldn't find remote ref release-train",
        ),
        ("The layer for drains is `kanal_2019`.", "kanal_2019 (deprecated, removed 2026-02-01)"),
    ],
)
def test_programs_say_in_many_forms_that_it_is_not_there(text: str, output: str) -> None:
    """Two sessions that look for it in vain are enough."""
    logs = [session("a", ("look", output)), session("b", ("look", output), day=1)]
    assert old_lines(dream({"/a.md": f"- {text}\n- More.\n"}, *logs)) == [f"- {text}"]


@pytest.mark.parametrize(
    ("text", "command", "output", "line"),
    [
        (
            "Refill with `hotelctl bar refill`.",
            "hotelctl bar refill 204",
            "hotelctl: 'bar refill' is gone, see 'hotelctl bar restock'",
            "Refill with `hotelctl bar restock`.",
        ),
        (
            "The check runs on `kyc-gw.int.example`.",
            "curl -sI https://kyc-gw.int.example/health",
            "HTTP/1.1 301 Moved Permanently\nLocation: https://idcheck.int.example/health",
            "The check runs on `idcheck.int.example`.",
        ),
    ],
)
def test_programs_tell_of_calls_and_hosts(text: str, command: str, output: str, line: str) -> None:
    """Of a call with two words below its program, and of a host whose pages all stand elsewhere."""
    findings = dream({"/a.md": f"- {text}\n- More.\n"}, session("a", (command, output)))
    assert new_lines(findings) == [f"- {line}"]


ASKED = [
    (
        "Track under PR-31.",
        "registry show PR-31",
        "status: withdrawn\nsuccessor: PR-44",
        "Track under PR-44.",
    ),
    ("Read `meter-22`.", "meterctl info meter-22", "state: dismantled (2026-02-01)", ""),
    ("Go to `desk-4`.", "deskctl get desk-4", "renamed to desk-9 on 2026-02-01", "Go to `desk-9`."),
    ("Plan AP-3 applies.", "plans AP-3", "410 Gone: superseded by AP-5", "Plan AP-5 applies."),
]


@pytest.mark.parametrize(("text", "command", "output", "line"), ASKED)
def test_an_answer_is_about_what_its_call_asked_for(
    text: str, command: str, output: str, line: str
) -> None:
    """Though it does not name it again; the call is cited as well."""
    logs = [session("a", (command, output)), session("b", (command, output), day=1)]
    (finding,) = dream({"/a.md": f"- {text}\n- More.\n"}, *logs)
    assert new_lines([finding]) == ([f"- {line}"] if line else [])
    assert command in {one.quote for one in finding.evidence}


@pytest.mark.parametrize(
    ("command", "output"),
    [
        ("deskctl get desk-4", "desk-9 ok"),
        ("deskctl delete desk-4", "deleted"),
        ("deskctl get desk-4", "status: down"),
        ("cat desk-4", "status: retired"),
        ("deskctl get desk-4 --env staging", "status: retired"),
        ("deskctl --env test list", "desk-4 was removed on 2026-02-01"),
        ("ssh stage-1 deskctl list", "desk-4 was removed on 2026-02-01"),
        ("deskctl list", '{"desk": "desk-4", "env": "test", "status": "removed"}'),
        ("deskctl list", "desk-4 terminated, starting again"),
        ("deskctl list", "desk-4 moved to desk-9 for one evening"),
    ],
)
def test_what_is_elsewhere_or_for_now_takes_nothing(command: str, output: str) -> None:
    """Nor what somebody did, nor what stands in a file of that name."""
    logs = [session("a", (command, output)), session("b", (command, output), day=1)]
    findings = dream({"/a.md": "- Guests go to `desk-4`.\n- More.\n"}, *logs)
    assert old_lines(findings) == []


def test_a_later_answer_that_it_is_well_outweighs_its_end() -> None:
    """The call names it, so its answer counts."""
    over = session("a", ("meterctl info meter-22", "state: dismantled"))
    well = session("b", ("meterctl info meter-22", "state: active"), day=1)
    assert dream({"/a.md": "- Read `meter-22`.\n"}, over, well) == ()


def test_who_follows_stands_in_the_row_of_the_next_period() -> None:
    """The period of the one is over, that of the other began."""
    table = (
        "| Role | Name | From | To |\n|---|---|---|---|\n"
        "| Data officer | Karin Stolz | 2019-04-01 | 2026-02-10 |\n"
        "| Data officer | Jens Ahrend | 2026-02-11 | |"
    )
    findings = dream({"/a.md": "- Data officer: Karin Stolz.\n"}, session("a", ("org", table)))
    assert new_lines(findings) == ["- Data officer: Jens Ahrend."]


ANEW = [
    (
        "Deliveries use gate 4.",
        "gate 4 was demolished. Deliveries use gate 7.",
        "Deliveries use gate 7.",
    ),
    (
        "The night nurse on ward 4 is Ilse Kamp.",
        "Ilse Kamp (retired 2026-02-10)\nNight nurse, ward 4: Rosa Thal",
        "The night nurse on ward 4 is Rosa Thal.",
    ),
]


@pytest.mark.parametrize(("text", "output", "line"), ANEW)
def test_what_is_said_anew_beside_the_end_takes_the_place(
    text: str, output: str, line: str
) -> None:
    """In the words of the entry; what else names the old one is no part of it."""
    files = {"/a.md": f"- {text}\n- More.\n"}
    (new,) = new_lines(dream(files, session("a", ("look", output))))
    assert without_notes(new) == f"- {line}"


@pytest.mark.parametrize(
    "output",
    [
        "name     role     state\ngate 3   deliveries  up\ngate 4   deliveries  demolished 2026-02-04",
        "gate 4 was demolished.\nMilk goes to gate 7. Fish goes to gate 9.",
        "gate 4 was demolished. Deliveries used gate 7 until 2025.",
        "gate 4 was demolished. Deliveries use gate 7 this week.",
    ],
)
def test_what_others_use_or_used_takes_no_place(output: str) -> None:
    """Nor what one of several uses, nor what is so for a while."""
    files = {"/a.md": "- Deliveries use gate 4.\n- More.\n"}
    assert new_lines(dream(files, session("a", ("look", output)))) == []


def test_only_the_entry_that_is_said_anew_is_rewritten() -> None:
    """The camera hung at the gate that is gone."""
    files = {"/a.md": "- Deliveries use gate 4.\n- Gate 4 has a camera.\n- More.\n"}
    findings = dream(files, session("a", ("look", "gate 4 was demolished. Deliveries use gate 7.")))
    assert "- Gate 7 has a camera." not in new_lines(findings)


SHORTLY = [
    (
        "Licenses: `lic-02.ember.example`, port 27000.",
        "# lic-02 was shut down 2026-02-13, license server is lic-05 now",
        "Licenses: `lic-05.ember.example`, port 27000.",
    ),
    (
        "Contact at the vendor: Mr. Joszef Bakos.",
        "Amounts are in euros. Contact: Ms. Ilka Horvath (Mr. Bakos left).",
        "Contact at the vendor: Ms. Ilka Horvath.",
    ),
    (
        "Office hours are kept by Ursula Maier.",
        "Ms Maier has left us. Her office hours were taken over by Jana Kolb.",
        "Office hours are kept by Jana Kolb.",
    ),
    (
        "Station 22 is Endoscopy.",
        "error: station 22 does not exist (removed from layout 2026-02-02)",
        "",
    ),
]


@pytest.mark.parametrize(("text", "output", "line"), SHORTLY)
def test_a_shorter_name_is_the_same_thing(text: str, output: str, line: str) -> None:
    """A host without its domain, a person by surname, a station with a small letter."""
    findings = dream({"/a.md": f"- {text}\n- More.\n"}, session("a", ("look", output)))
    assert new_lines(findings) == ([f"- {line}"] if line else [])
    assert old_lines(findings) == [f"- {text}"]


@pytest.mark.parametrize(
    ("text", "output"),
    [
        ("Office hours: Ursula Maier.", "Ms Anna Maier has left us; office hours: Jana Kolb."),
        (
            "Leave goes to Ursula Maier.",
            "Ms Maier has left us. Parking was taken over by Jana Kolb.",
        ),
        ("Ask lic-02.ember.example.", "lic-02.other.example was shut down 2026-02-13"),
        ("Ask `wms-old`.", '{"note": 77, "host_notice": "notes moved here from wms-old"}'),
        ("`db-4` holds the ledger.", "db-4 removed from the rota of this week"),
        ("Deliveries use gate 4.", "gate 4 was demolished. Milk goes to gate 7."),
    ],
)
def test_a_namesake_and_what_others_have_change_no_name(text: str, output: str) -> None:
    """Another first name, another domain, a key of a row, the way of milk."""
    logs = [session("a", ("look", output)), session("b", ("look", output), day=1)]
    assert new_lines(dream({"/a.md": f"- {text}\n- More.\n"}, *logs)) == []


def test_a_look_in_vain_does_not_hide_what_is_told_by_the_shorter_name() -> None:
    """Who did not find the host, and then read what became of it, knows."""
    log = session(
        "a",
        ("ping lic-02.ember.example", "ping: lic-02.ember.example: Name or service not known"),
        ("cat l.conf", "# lic-02 was shut down 2026-02-13, license server is lic-05 now"),
    )
    findings = dream({"/a.md": "- Licenses: `lic-02.ember.example`.\n"}, log)
    assert new_lines(findings) == ["- Licenses: `lic-05.ember.example`."]
