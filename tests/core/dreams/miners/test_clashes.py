"""Contradictions in other words: what settles them, what is only asked, and what is kept apart."""

from collections.abc import Mapping

import pytest
from support.dreaming import dream, new_lines, old_lines, session

from core.dreams.proposal import Finding

LOOM = ("loom show loom-3", "loom: loom-3\nshafts: 14")
# fmt: off
# ruff: noqa: E501
SETTLED = [
    # Kindred words on either side, and what a tool shows of one of them.
    ("2026-01-10: `loom-3` is fitted with 12 shafts.", "2026-02-20: The shafts of `loom-3` number 14 now.", [LOOM]),
    ("`loom-3` has 12 shafts.", "`loom-3` has 14 shafts.", [LOOM]),
    # Plain words: the old ones stand under the same name elsewhere.
    ("2026-01-10: The rope of `brig-2` is hemp.", "2026-02-20: `brig-2` has rope made of sisal.",
     [("brig show brig-2", "brig: brig-2\nrope: sisal"), ("brig show brig-4", "brig: brig-4\nrope: hemp")]),
    # Two answers deny the one by the value of the other, under a name that both may mean.
    ("2026-01-10: Noise limit on `loom-3` is 91 dB at the door.", "2026-02-20: The door position of `loom-3` may read 96 dB at most.",
     [("noise loom-3", "loom-3  door  limit 96 dB"), ("noise limits loom-3", '{"loom": "loom-3", "noise_limit_db": 96}')]),
    # What stands in the place of the older value is what the newer entry says.
    ("2026-01-10: Lamp inspection at `pier-4`: every second Friday.", "2026-02-20: Lamp inspection at `pier-4`: weekly.",
     [("upkeep show pier-4", "Upkeep of pier-4. Lamps: inspected weekly by the crew.")]),
    # They say the same word by word, and several answers have the newer value under names that nobody knows.
    ("2026-01-10: 840 picks is the length of the border on `loom-3`.", "2026-02-20: 880 picks is the length of the border on `loom-3`.",
     [("card show loom-3", "loom    loom-3\nedge    880"), ("card list loom-3", '{"loom": "loom-3", "edge": 880}')]),
]
ASKED = [
    # Light words around one measure of its kind, and codes, occasions and ordinals that are the values.
    ("2026-01-10: `kiln-7` measures 5.16 m2.", "2026-02-20: The ledger gives 7.58 m2 for `kiln-7`.", []),
    ("2026-01-10: `loom-3` weaves with pattern card CX-28.", "2026-02-20: `loom-3` weaves with pattern card NP-45.", []),
    ("2026-01-10: The shed at `loom-3` is swept every second Friday.", "2026-02-20: The shed at `loom-3` is swept every third day.", []),
    ("2026-01-10: `kiln-7` gets its clay at 13:12 local time.", "2026-02-20: At 15:41 the night crew fills `kiln-7` with clay.", []),
    ("2026-01-10: Offcuts of `loom-3` are kept for 185 days.", "2026-02-20: After 182 days the offcuts of `loom-3` are shredded.", []),
    ("2026-01-10: The address of `loom-3` is 10.61.7.158.", "2026-02-20: `loom-3` answers at 10.61.4.178.", []),
    ("2026-01-10: `loom-3` pays 152 % of the hourly rate at night.", "2026-02-20: An hour at night on `loom-3` pays 131 % of the rate.", []),
    ("2026-01-10: The yarn of `loom-3` is bought at Filature du Nord.", "2026-02-20: The yarn of `loom-3` is bought at Tessuti della Valle.", []),
    ("2026-01-10: shuttles in `loom-3`: 3.4.3, pinned", "2026-02-20: shuttles in `loom-3`: 4.2.1, pinned", []),
    # No tool shows either.
    ("`loom-3` has 12 shafts.", "`loom-3` has 14 shafts.", []),
    ("2026-01-10: The steward of `loom-3` is Ada Quist.", "2026-02-20: `loom-3` belongs to Bo Lindt.", []),
    # A tool shows one, but whether they are of one thing is not sure.
    ("2026-01-10: The steward of `loom-3` is Ada Quist.", "2026-02-20: `loom-3` belongs to Bo Lindt.",
     [("who loom-3", "loom: loom-3\nowner: Bo Lindt")]),
    # A tool shows one, but a thing may ship with several.
    ("2026-01-10: `loom-3` ships with green yarn.", "2026-02-20: `loom-3` ships with grey yarn.",
     [("parcel loom-3", "loom: loom-3\nparcel: grey yarn"), ("parcel loom-4", "loom: loom-4\nparcel: green yarn")]),
    # The older one is shown, or both of them on one day.
    ("2026-01-10: `loom-3` has 14 shafts.", "2026-02-20: `loom-3` has 12 shafts.", [LOOM]),
]
APART = [
    # Another part, one of several, another side.
    ("The drug fridge of `ward-4` runs at 4 degrees.", "The vaccine fridge of `ward-4` runs at 6 degrees."),
    ("The ladders of `pier-4` are painted every 3 years.", "The fenders of `pier-4` are painted every 5 years."),
    ("The first hold of `kiln-7` is 40 min.", "The second hold of `kiln-7` is 20 min."),
    ("The east lamp of `pier-4` has 60 W.", "The west lamp of `pier-4` has 40 W."),
    # Another day, another environment, another thing.
    ("`ward-4` opens at 08:00 on Monday.", "`ward-4` opens at 09:30 on Saturday."),
    ("In staging `loom-3` has 12 shafts.", "In production `loom-3` has 14 shafts."),
    ("The hold of `kiln-7` is 40 min.", "The hold of `kiln-9` is 20 min."),
    # The contrary, a denial, a condition.
    ("The maximum hold of `kiln-7` is 40 min.", "The minimum hold of `kiln-7` is 20 min."),
    ("The hold of `kiln-7` is 40 min.", "The hold of `kiln-7` is not 20 min."),
    ("The hold of `kiln-7` is 40 min if the clay is wet.", "The hold of `kiln-7` is 20 min."),
    # Another version of what stands before it.
    ("ember 3.1: the hold of `kiln-7` is 40 min.", "ember 3.2: the hold of `kiln-7` is 20 min."),
    ("`ember` 3.1: the hold of `kiln-7` is 40 min.", "`ember` 3.2: the hold of `kiln-7` is 20 min."),
    # An occasion on which it is so.
    ("The lamp of `pier-4` burns 40 min during fog.", "The lamp of `pier-4` burns 20 min during storms."),
    # A case of several, of which each is said by itself.
    ("When `loom-3` weaves yarn of Nordtex, the selvedge is cut at the end.", "When `loom-3` weaves yarn of Lindgarn, the selvedge is cut first."),
    ("Test swatches of `loom-3` in twill: only at dusk, the others fade.", "Test swatches of `loom-3` in satin: only at dusk, the others fade."),
    ("A stop 486 of `loom-3` is a matter of yarn.", "A stop 606 of `loom-3` is a matter of yarn."),
    ("gate N1 may be opened beside `loom-3`.", "gate W3 may be opened beside `loom-3`."),
    ("At the end of its firing `kiln-7` is let down to 12 degrees.", "The temperature of `kiln-7` is 14 degrees."),
    ("Inside the racks of `ward-4` humidity is kept at 55 %.", "Humidity of `ward-4` is kept at 52 %."),
    ("With the long warp on, `loom-3` may run only 7.6 m.", "`loom-3` runs up to 8.8 m."),
    ("Half loads of `kiln-7` are fired for 99 min.", "Firing of `kiln-7`: 69 min."),
    ("The mobile frame of `loom-3` is oiled on Thursday.", "Friday is when `loom-3` gets oiled."),
    # Each tells of its day.
    ("2026-01-10: `kiln-7` was held for 40 min.", "2026-02-20: `kiln-7` was held for 20 min."),
]
# fmt: on


def found(files: Mapping[str, str], steps: list[tuple[str, str]]) -> list[Finding]:
    """The contradictions that are found."""
    logs = [session("watch", *steps)] if steps else []
    findings = dream(files, *logs)
    return [one for one in findings if one.kind.value == "resolve_contradiction"]


def two(first: str, second: str) -> dict[str, str]:
    """Two memories of one entry each."""
    return {"/a.md": f"- {first}\n", "/b.md": f"- {second}\n"}


@pytest.mark.parametrize(("old", "new", "steps"), SETTLED)
def test_what_is_shown_settles_it(old: str, new: str, steps: list[tuple[str, str]]) -> None:
    """The other entry leaves."""
    (finding,) = found(two(old, new), steps)
    assert old_lines([finding]) == [f"- {old}"]
    assert new_lines([finding]) == []


@pytest.mark.parametrize(("old", "new", "steps"), ASKED)
def test_what_is_not_shown_is_asked(old: str, new: str, steps: list[tuple[str, str]]) -> None:
    """Both stay, and the question names both."""
    (finding,) = found(two(old, new), steps)
    assert finding.edits == ()
    assert "?" in finding.title
    assert sum(one.session_id is None for one in finding.evidence) == 2


def test_a_question_tells_what_tools_show() -> None:
    """Whoever decides sees it, though the dream was not sure that it is of the same thing."""
    old, new, steps = next(one for one in ASKED if one[2] and "Bo Lindt" in one[1])
    (finding,) = found(two(old, new), steps)
    assert "tool results show `Bo Lindt`" in finding.rationale
    assert any(one.session_id for one in finding.evidence)


@pytest.mark.parametrize(("first", "second"), APART)
def test_what_may_both_be_so_is_kept_apart(first: str, second: str) -> None:
    """Not even a question."""
    assert found(two(first, second), []) == []


PLAIN = "# brig-2\n\n- {}\n"


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("The mast of brig-2 is oiled weekly.", "The mast of brig-2 is oiled each morning.", 1),
        ("The lamp of brig-2 is red during fog.", "The lamp of brig-2 is red during storms.", 0),
        ("The lamp of brig-2 is red on Monday.", "The lamp of brig-2 is red on Friday.", 0),
    ],
)
def test_one_piece_in_the_place_of_another_is_asked(first: str, second: str, count: int) -> None:
    """But no occasion, and no day."""
    files = {"/brig-2.md": PLAIN.format(first), "/b.md": f"- {second}\n"}
    assert len(found(files, [])) == count


def test_a_log_contradicts_itself_in_nothing() -> None:
    """However alike its days are; where each is a memory of its own they are settings."""
    days = [f"- 2026-01-{day}: the hold of `kiln-7` is {day} min.\n" for day in range(10, 14)]
    assert found({"/kiln-log.md": f"# Log\n\n{''.join(days)}"}, []) == []
    few = f"{''.join(days[:2])}- 2026-01-14: rain fell all day.\n"
    assert found({"/kiln-log.md": f"# Log\n\n{few}"}, []) == []
    assert len(found({f"/{number}.md": day for number, day in enumerate(days)}, [])) == 1


def test_three_values_are_one_question() -> None:
    """More than a few are a series, and no question."""
    texts = [f"- The hold of `kiln-7` is {minutes} min.\n" for minutes in range(20, 90, 10)]
    files = {f"/{number}.md": text for number, text in enumerate(texts)}
    assert len(found(dict(list(files.items())[:3]), [])) == 1
    assert found(files, []) == []


NEWS = [
    ("Same-day parcels must be in by 14:00. Parcels after that go tomorrow.", "2026-02-20: same-day parcels are due at 13:00 now, the yards were told."),
    ("Bisque firings end after 40 min.", "2026-02-20: bisque firings get 55 min now, the new clay is slow."),
    ("Guest sessions are locked after 15 min.", "Guest sessions lock after 10 min since the audit."),
    ("Scrap cloth is kept for 90 days.", "Since May scrap cloth is kept for 120 days."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), NEWS)
def test_news_of_what_has_no_name_is_asked(old: str, new: str) -> None:
    """Somebody's notes say that something changed, in the two words by which it is called."""
    files = {"/yard.md": f"# Yard\n\n- {old}\n", "/notes/kim.md": f"# Notes of kim\n\n- {new}\n"}
    (finding,) = found(files, [])
    assert finding.edits == ()
    assert len(finding.evidence) == 2


def test_what_each_of_two_things_has_is_no_contradiction() -> None:
    """Files of one folder are each about something, which their entries need not name again."""
    files = {
        "/firms/norgate.md": "# Norgate\n\n- Credit limit: GBP 80,000.\n",
        "/firms/orbis.md": "# Orbis\n\n- Credit limit: GBP 90,000 now.\n",
    }
    assert found(files, []) == []
