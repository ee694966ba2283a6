"""Entries that have nothing to do with their memory, and memories that are heaps of such."""

import pytest
from support.dreaming import dream, new_lines, old_lines

STRAY = "The HarbourNet Pilots office closes at noon; call them before you book a tide."
PUMPS = [
    "Pumps run at half speed at night.",
    "A pump that hums is starved: open the inlet of the pump.",
    "Spare seals for pumps are in drawer 7.",
]
PILOTS = [
    "HarbourNet Pilots, two boats and a rota.",
    "They want a day of notice.",
    "Fees: ask Ada.",
]


def store(stray: str, home: list[str] = PILOTS, pumps: list[str] = PUMPS) -> dict[str, str]:
    """A memory about pumps with a stray entry, and the one that it may belong into."""
    return {
        "/engine/pumps.md": "# Pumps\n\n" + "".join(f"- {one}\n" for one in (*pumps, stray)),
        "/people/pilotage.md": "# Pilotage\n\n" + "".join(f"- {one}\n" for one in home),
        "/people/rota.md": "# Rota\n\n- Ada on Mondays.\n- Ida on Fridays.\n- Jo else.\n",
    }


def test_what_begins_as_another_memory_begins_moves_there() -> None:
    """Into whatever folder that is, as it stands."""
    (finding,) = dream(store(STRAY))
    assert old_lines([finding]) == [f"- {STRAY}"]
    assert new_lines([finding]) == [f"- {STRAY}"]
    assert {edit.path for edit in finding.edits} == {"/engine/pumps.md", "/people/pilotage.md"}


@pytest.mark.parametrize(
    "files",
    [
        # It is about what its memory is about, or others of that are about the same.
        store("HarbourNet Pilots want the pumps off while they come alongside."),
        store(STRAY, pumps=[*PUMPS, "The inlet is cleaned by the HarbourNet Pilots."]),
        # The other memory only speaks of it, two begin so, or a third one speaks of it.
        store(STRAY, home=["Boats and a rota.", "HarbourNet Pilots want notice.", "Fees: Ada."]),
        {**store(STRAY), "/people/pilots.md": "# Pilots\n\n- HarbourNet Pilots: their numbers.\n"},
        {**store(STRAY), "/tides.md": "# Tides\n\n- Ask the HarbourNet Pilots.\n"},
        # A person or a word with a capital is no such name, and what happened on a day stays there.
        store("Harbour dues are paid by the owner."),
        store("Ada Quist closes at noon.", home=["Ada Quist has boats.", *PILOTS[1:]]),
        store(f"2026-02-02: {STRAY}"),
    ],
)
def test_what_may_belong_where_it_is_stays(files: dict[str, str]) -> None:
    """It is not looked for there."""
    assert dream(files) == ()


THINGS = [
    "Parking permits: reception.",
    "The coffee machine wants descaling on the first Monday.",
    "Auditors come in February.",
    "Posters are printed at the library.",
    "Paper invoices go out through Kolb Druck.",
    "Support macros begin with late-.",
    "The offsite is in Porto.",
    "Chairs are ordered by Ida.",
    "Tape recalls take hours.",
    "Badges expire after a year.",
    "The fire door sticks in rain.",
    "Lunch vouchers come by mail.",
    "Plants are watered on Thursdays.",
    "Keys hang behind the map.",
]


@pytest.mark.parametrize(
    ("path", "title"),
    [("/misc/everything.md", "Everything else"), ("/notes/flo.md", "flo: everything I learned")],
)
def test_a_heap_of_many_things_asks(path: str, title: str) -> None:
    """By its name or its title, in a list or in lines; nothing is changed."""
    for text in ("".join(f"- {one}\n" for one in THINGS), "\n".join(THINGS) + "\n"):
        (finding,) = dream({path: f"# {title}\n\n{text}"})
        assert finding.title == f"{path} is a heap of 14 things"
        assert finding.edits == ()
        assert finding.evidence[0].source == f"{path}:3"


@pytest.mark.parametrize(
    ("path", "title", "things"),
    [
        ("/misc/everything.md", "Everything else", THINGS[:9]),
        ("/notes/flo.md", "Everything about parking", THINGS),
        ("/office.md", "Office", THINGS),
        (
            "/misc.md",
            "Misc",
            [f"Tape {n} of the archive is in shelf {n} of room 4." for n in range(14)],
        ),
        ("/misc.md", "Misc", [f"2026-02-{n + 10}: {one}" for n, one in enumerate(THINGS)]),
    ],
)
def test_few_things_or_things_of_one_kind_are_no_heap(
    path: str, title: str, things: list[str]
) -> None:
    """Nor is a memory that is for something, or a log."""
    assert dream({path: f"# {title}\n\n" + "".join(f"- {one}\n" for one in things)}) == ()
