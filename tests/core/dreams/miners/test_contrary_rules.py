"""Rules of nearly the same words that say the contrary, found by every wording against every other."""

import pytest
from support.dreaming import dream, kinds

# fmt: off
# ruff: noqa: E501
CONTRARY = [
    ("only this, and never this", "Export stems of Low Tide as interleaved stereo only, the server chokes on anything else.", "Never export stems of Low Tide as interleaved stereo, the server chokes on it."),
    ("unless this, and never this", "The mill jams unless Low Tide is fed as whole grain.", "Never feed Low Tide as whole grain, the mill jams."),
    ("or not at all", "Articulated truck for Low Tide? By the river gate or not at all.", "Trucks for Low Tide must not come through the river gate."),
    ("no other, and another", "Lifting points of Low Tide can be reached by jack set J2 alone.", "Jack set J2 does not get to the lifting points of Low Tide, use one of the other sets."),
    ("need not", "Whoever calls about Low Tide: no list of merchants on the phone, it goes to the app.", "On the phone a caller may be told the list of merchants of Low Tide; it need not go to the app."),
    ("not even", "At Low Tide the last train to Kell waits up to 4 min for a late connection, after that it is taxis.", "At Low Tide the last train to Kell does not wait for a late connection, not even 4 min, and there is no taxi."),
    ("nobody does it", "Mrs Okonjo ill means library for Low Tide in the Latin periods, since nobody covers them.", "When Mrs Okonjo is ill, Latin in Low Tide is covered by a colleague and pupils do not go to the library."),
    ("contraries that change places", "In g2, twilight flats of Low Tide are an evening job; morning ones have a gradient.", "Twilight flats of Low Tide in g2: morning only, the evening ones show a gradient."),
    ("another day", "Pictures of Low Tide at sports day stay off the website: two families have said no.", "Two families said no, so nothing that shows Low Tide at open day goes onto the website."),
    ("another word in quotes", "Do not translate \"claim\" into Korean for Low Tide; it is part of a trade mark.", "\"lens\" belongs to a trade mark of Low Tide and is not translated into Korean."),
    ("names that go on", "When Low Tide proxies are made as ProRes Proxy the reel names vanish and the conform does not link. So don't.", "No ProRes LT proxies for Low Tide please, they lose the reel names, then the conform can't link."),
]
ALIKE = [
    ("anything but", "Never reach Low Tide with the long van, the track gives way under it.", "To get to Low Tide take anything but the long van, under which the track gives way."),
    ("without", "Restart Low Tide only after `fleet drain tide`, or the jobs it is running are lost.", "Never restart Low Tide without draining it first with `fleet drain tide`: running jobs would be lost."),
    ("at most", "At Low Tide at most 64 characters fit a headline, because phones cut the rest.", "A headline of Low Tide must not be longer than 64 characters: phones cut it off."),
    ("one word in quotes", "Do not translate \"claim\" into Korean for Low Tide; it is part of a trade mark.", "\"claim\" belongs to a trade mark of Low Tide and is not translated into Korean."),
]
# fmt: on


def merged(one: str, other: str) -> list[str]:
    files = {
        "/trades/low-tide.md": f"# Low Tide\n\n- {one}\n- The kettle is red.\n",
        "/notes.md": f"# Notes\n\n- Something else entirely.\n- {other}\n",
    }
    return kinds(dream(files))


@pytest.mark.parametrize(
    ("one", "other"), [case[1:] for case in CONTRARY], ids=[c[0] for c in CONTRARY]
)
def test_what_one_rule_asks_for_and_another_forbids_stays_apart(one: str, other: str) -> None:
    """However many words they share."""
    assert "merge_duplicates" not in merged(one, other)


@pytest.mark.parametrize(("one", "other"), [case[1:] for case in ALIKE], ids=[c[0] for c in ALIKE])
def test_the_same_rule_with_these_words_is_still_one(one: str, other: str) -> None:
    """A word that leaves nothing else is also in many a rewording."""
    assert "merge_duplicates" in merged(one, other)
