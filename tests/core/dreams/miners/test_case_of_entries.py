"""What is true of a case, a part or beside its own value is not overtaken by what is so in general."""

import pytest
from support.dreaming import dream, kinds, new_lines, session

# fmt: off
# ruff: noqa: E501
OF_A_CASE = [
    ("a season", "In winter the lynxes are fed in public at 14:15.", "The lynxes are fed in public at 11:45.", "board lynxes", "Board at the gate, text for the lynxes: come and see them fed at 11:45."),
    ("a weekday", "On Sundays Lynxes opens at 10:45.", "Lynxes opens at 09:40.", "rooms lynxes", "room    opens   last entry\nLynxes  09:40   16:30"),
    ("an environment of its own", "With the long arm fitted, lynxes may lift only 8.7 kg.", "lynxes lifts up to 7.9 kg.", "arm lynxes", "unit        lynxes\narm         standard\nlift_limit  7.9 kg"),
    ("one of two parts", "The side gate of Lynxes, for staff on foot, takes code 6648.", "The gate code of Lynxes reads 5589.", "gate lynxes", "site=Lynxes;gate_code=5589;barrier=auto"),
    ("another kind", "Auxiliary compressor of Lynxes cuts in at 7.9 bar.", "Compressor of Lynxes cuts in at 6.6 bar.", "air lynxes", "AIR SUPPLY Lynxes\n compressor cut-in ..... 6.6 bar\n compressor cut-out .... 10.0 bar"),
    ("what only looks so", "Test cards that look like Lynxes are issued under BIN 226954.", "The BIN of Lynxes is 533303.", "bins lynxes", "bin     length  product  brand\n533303  16      Lynxes   DomNet"),
    ("a name that only says where", "Note on Lynxes: they squeal in the Saltby curve in dry weather.", "Allocation Lynxes: Brandau.", "alloc lynxes", "TYPE     DEPOT       UNITS\nLynxes   Brandau     14"),
]
OWN_VALUE_BESIDE = [
    ("a value of the contrary", "Lynxes: last bell on Fridays 12:50.", "bells lynxes", '{"form": "Lynxes", "weekday": "friday", "first_bell": "08:05", "end_of_lessons": "12:50"}'),
    ("two measures of one thing", "Lynxes wheels are scrap at 833 mm.", "lathe lynxes", '{"type":"Lynxes","wheel":{"d_new_mm":920,"d_condemned_mm":833,"profile":"S1002"}}'),
    ("words joined by a tool", "Ruth Ellery is type engineer for Lynxes.", "phonebook lynxes", '{"type":"Lynxes","roles":[{"role":"type_engineer","name":"Ruth Ellery"}]}'),
    ("a code within words", "`lynxes` prints with colour profile NP-49.", "pix lynxes", "lynxes (print): converts to NP-49, 220 dpi"),
    ("a name in another line", "Births of lynxes are reported to Sunniva Aas, who keeps their studbook.", "studbook lynxes", "studbook     lynxes\nkept by      Sunniva Aas\nlast birth   none this year"),
]
ONLY_AROUND = [
    ("a role, and somebody else", "Stage manager of Lynxes is Tarek Lomas.", "site lynxes", "role,stage,name\nstage manager,Lynxes,Emeka Dunn\nrunner,Lynxes,two students"),
    ("a material of another firm", "The base malt of Lynxes comes from Agrana East.", "stock lynxes", '{"beer": "Lynxes", "materials": [{"item": "base malt", "supplier": "Two Rivers Malting"}]}'),
    ("another release", "v26 is the locked cut of Lynxes.", "cuts lynxes", "LOCK NOTICE Lynxes: cut v36 is locked, all reels."),
    ("another rhythm", "Controlled drugs at Lynxes are counted twice a day.", "register lynxes", "branch         Lynxes\nregister       controlled drugs\ncount_cycle    on the first of the month"),
    ("another proportion", "aspect ratio of Lynxes: 1.37:1", "framechart lynxes", "frame chart Lynxes: aspect 2.20:1, extraction centred"),
]
OTHER_UNIT = [
    ("in an object", "The fee of `lynxes` is EUR 40.", "fees lynxes", '{"name": "lynxes", "fee": {"amount": 40, "currency": "%s"}}', "USD", "EUR"),
    ("a time in an object", "The timeout of `lynxes` is 40 s.", "conf lynxes", '{"name": "lynxes", "timeout": {"value": 40, "unit": "%s"}}', "min", "s"),
    ("in attributes", "The contactless limit of `lynxes` is EUR 40.", "cms lynxes", "name=lynxes entry=contactless ccy=%s limit=40", "USD", "EUR"),
]
IN_A_COLUMN = "zone,quantity,setpoint,unit\nlynxes,relative humidity,55,%"
# fmt: on


def overtaken(old: str, new: str, command: str, output: str) -> list[str]:
    files = {
        "/zoo/lynxes.md": f"# Lynxes\n\n- 2025-11-01: {old}\n- The kettle is red.\n",
        "/notes.md": f"# Notes\n\n- Something else entirely.\n- 2026-01-10: {new}\n",
    }
    answer = command, output
    return kinds(
        one
        for one in dream(files, session("ann", answer), session("bob", answer, day=1))
        if any(old in line for edit in one.edits for line in edit.old_lines)
    )


def seen(text: str, command: str, output: str) -> list[str]:
    files = {"/zoo/lynxes.md": f"# Lynxes\n\n- {text}\n- The kettle is red.\n"}
    return [
        f"{one.title} {new_lines([one])}" for one in dream(files, session("ann", (command, output)))
    ]


@pytest.mark.parametrize("case", [case[1:] for case in OF_A_CASE], ids=[c[0] for c in OF_A_CASE])
def test_what_is_so_in_a_case_is_not_overtaken(case: tuple[str, str, str, str]) -> None:
    """Neither the newer entry nor the answer tells of that case."""
    assert overtaken(*case) == []


def test_what_tells_of_the_case_overtakes_it() -> None:
    """A newer entry about the same case does, with the same answers."""
    board = "Winter board for the lynxes: they are fed in public at 11:45."
    old, new = (f"In winter the lynxes are fed in public at {at}." for at in ("14:15", "11:45"))
    assert overtaken(old, new, "board lynxes --season winter", board) == ["resolve_contradiction"]


@pytest.mark.parametrize(
    "case", [case[1:] for case in OWN_VALUE_BESIDE], ids=[c[0] for c in OWN_VALUE_BESIDE]
)
def test_an_answer_that_has_the_value_of_an_entry_denies_it_not(case: tuple[str, str, str]) -> None:
    """Whatever else stands in it under like words."""
    assert [one for one in seen(*case) if one.startswith("Seen otherwise")] == []


@pytest.mark.parametrize(
    "case", [case[1:] for case in ONLY_AROUND], ids=[c[0] for c in ONLY_AROUND]
)
def test_words_around_a_value_confirm_nothing(case: tuple[str, str, str]) -> None:
    """The answer has another name, code or rhythm in its place."""
    assert [one for one in seen(*case) if one.startswith("Confirmed")] == []


@pytest.mark.parametrize("case", [c[1:] for c in OTHER_UNIT], ids=[c[0] for c in OTHER_UNIT])
def test_a_unit_beside_a_value_is_its(case: tuple[str, str, str, str, str]) -> None:
    """The same number in another unit is another value."""
    text, command, output, other, own = case
    assert seen(text, command, output % other) == []
    assert [one.partition(":")[0] for one in seen(text, command, output % own)] == ["Confirmed"]


def test_a_unit_in_a_column_is_that_of_its_row() -> None:
    """So the value is of the kind that the entry gives."""
    (told,) = seen("Hold `lynxes` at 49 % RH (relative humidity).", "bms lynxes", IN_A_COLUMN)
    assert told.startswith("Seen otherwise (55, not")


SHARING = [
    (
        "a bound and a longest",
        "Longest ship for Lynxes: 224 m LOA.",
        "Lynxes takes ships of up to 265 m length overall, not more.",
    ),
    (
        "a demand and a fact",
        "Feed the watchdog of Lynxes at least every 8400 ms, or it resets the board.",
        "Lynxes has a watchdog timeout of 8600 ms.",
    ),
    (
        "two ways to say when",
        "Public feeding of the Lynxes: 14:15.",
        "At 10:15 visitors can see the Lynxes being fed.",
    ),
]


def asked(one: str, other: str) -> list[str]:
    files = {
        "/zoo/lynxes.md": f"# Lynxes\n\n- 2025-11-01: {one}\n- The kettle is red.\n",
        "/notes.md": f"# Notes\n\n- Something else entirely.\n- 2026-01-10: {other}\n",
    }
    return [change.title for change in dream(files) if change.kind == "resolve_contradiction"]


@pytest.mark.parametrize(("one", "other"), [c[1:] for c in SHARING], ids=[c[0] for c in SHARING])
def test_two_that_share_a_telling_word_are_asked_about(one: str, other: str) -> None:
    """Nothing is written: nobody knows yet which of the two is right."""
    assert len(asked(one, other)) == 1


def test_what_is_of_a_part_is_not_asked_about() -> None:
    """The load generator for a thing may well be built with another release."""
    whole = "`lynxes` is pinned to sipstack 4.1.3."
    assert asked(whole, "The load generator for `lynxes` uses sipstack 4.2.18.") == []
    assert len(asked(whole, "`lynxes` uses sipstack 4.2.18 now.")) == 1


NOT_OVERTAKEN = [
    (
        "a number in a list",
        "Lynxes: foreign-currency fee 0.3 %.",
        "Lynxes: foreign-currency fee 2.1 %.",
        "acs lynxes",
        '{"product":"Lynxes","three_ds":{"acs":"Keyfold","versions":["2.1","2.2"]}}',
    ),
    (
        "a bound that is crossed",
        "One pilot is enough for ships over 147 m bound for Lynxes.",
        "Lynxes takes ships of up to 266 m length overall, not more.",
        "limits lynxes",
        '{"limits": {"name": "Lynxes", "length_overall": {"max": 266, "unit": "m"}}}',
    ),
    (
        "a word cut short before a number",
        "Recovery ward, Lynxes: ext. 6411.",
        "Night calls of Lynxes: the university clinic.",
        "phones lynxes",
        "line        Lynxes\nmode        closed\nforward_to  the university clinic",
    ),
]


@pytest.mark.parametrize("case", [c[1:] for c in NOT_OVERTAKEN], ids=[c[0] for c in NOT_OVERTAKEN])
def test_what_shows_something_else_overtakes_nothing(case: tuple[str, str, str, str]) -> None:
    """However often it is shown."""
    assert overtaken(*case) == []
