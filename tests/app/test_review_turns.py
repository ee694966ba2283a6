"""Keys of a review that come faster than verdicts are stored: each is about what the last left."""

import pytest
from textual.events import Key
from textual.keys import _character_to_key

from tests.support.reviewing import edit, finding, proposed

pytestmark = pytest.mark.anyio


async def burst(tui, *keys):
    """Keys that arrive in one go, as when something is pasted or the line was slow."""
    for key in keys:
        name, character = (_character_to_key(key), key) if len(key) == 1 else (key, None)
        tui.app.post_message(Key(name, character))
    await tui.pilot.pause()
    await tui.settle()


@pytest.fixture
def four(recorded):
    """A proposal of four hunks, each a change of its own; gives its id."""
    recorded.ws.memories.create(recorded.store.id, "/a.md", "one\n-\ntwo\n-\nthree\n-\nfour\n")
    lines = ("one", "two", "three", "four")
    return proposed(
        recorded.ws,
        recorded.store.id,
        [
            finding(line, edit("/a.md", 1 + 2 * at, (line,), (line.upper(),)))
            for at, line in enumerate(lines)
        ],
    )


def verdicts(recorded, dream_id):
    """Every verdict, in the order of the proposal."""
    return [part.verdict.value for part in recorded.ws.reviews.look(dream_id).review.parts]


async def open_review(tui):
    await tui.press("4", "enter")


async def test_a_verdict_is_about_what_the_one_before_went_on_to(recorded, four, reading):
    """The second key is not about the hunk of the first, however fast it came."""
    async with reading(width=120, height=30) as tui:
        await open_review(tui)
        await burst(tui, "a", "r", "a")
        await tui.until(lambda: verdicts(recorded, four).count("pending") == 1)
        assert verdicts(recorded, four) == ["accepted", "rejected", "accepted", "pending"]


async def test_a_move_between_two_verdicts_stays_between_them(recorded, four, reading):
    """`j` goes on from where the verdict before it went, and the verdict after it is there."""
    async with reading(width=120, height=30) as tui:
        await open_review(tui)
        await burst(tui, "j", "a", "j", "r")
        await tui.until(lambda: verdicts(recorded, four).count("pending") == 2)
        assert verdicts(recorded, four) == ["pending", "accepted", "pending", "rejected"]


async def test_what_is_typed_ahead_of_a_question_answers_it(recorded, four, reading):
    """A reason that was typed before its line stood there decides about nothing."""
    async with reading(width=120, height=30) as tui:
        await open_review(tui)
        await burst(tui, *"xa u r")
        await tui.until(lambda: "a u r" in tui.text())
        assert verdicts(recorded, four) == ["pending"] * 4
        await tui.press("enter")
        review = recorded.ws.reviews.look(four).review
        assert [(part.verdict.value, part.reason) for part in review.parts[:2]] == [
            ("rejected", "a u r"),
            ("pending", None),
        ]


async def test_a_reason_is_about_the_hunk_it_was_asked_for(recorded, four, reading):
    """What another reviewer decides while it is typed moves nothing."""
    async with reading(width=120, height=30) as tui:
        await open_review(tui)
        await burst(tui, "a", "x")
        await tui.type("why not")
        await tui.press("enter")
        assert verdicts(recorded, four) == ["accepted", "rejected", "pending", "pending"]


async def test_what_is_typed_ahead_of_a_filter_goes_into_it(recorded, four, reading):
    """`/` and words in one go: none of their letters is a verdict."""
    async with reading(width=120, height=30) as tui:
        await open_review(tui)
        await burst(tui, *"/rare")
        await tui.until(lambda: "rare" in tui.line("rare"))
        assert verdicts(recorded, four) == ["pending"] * 4


async def test_only_the_newest_word_is_shown(recorded, four, reading):
    """What was told before it is over: a stack of words would cover what is reviewed."""
    async with reading() as tui:
        tui.app._disable_notifications = False
        await open_review(tui)
        await tui.press("c", "o", "enter")
        await tui.until(lambda: "Kept, beside the reasons." in tui.text())
        await tui.press("u")
        await tui.until(lambda: "Taken back: the comment." in tui.text())
        assert "Kept, beside the reasons." not in tui.text()


async def test_what_is_wrong_is_said_once_and_takes_the_place_of_what_was_told(
    recorded, four, reading
):
    """The same refusal again is no second one."""
    async with reading() as tui:
        tui.app._disable_notifications = False
        await open_review(tui)
        await tui.press("s")
        await tui.press("u", "u")
        await tui.until(lambda: "nothing of yours to undo" in tui.text())
        assert tui.text().count("nothing of yours to undo") == 1
        assert "to split" not in tui.text()


@pytest.mark.parametrize("length", range(70, 84))
async def test_no_word_is_cut_in_a_small_window(recorded, four, reading, length):
    """Whether it has one row or two."""
    words = ("gets the result when the review is applied " * 3)[: length - 4] + " end"
    async with reading() as tui:
        tui.app._disable_notifications = False
        await open_review(tui)
        tui.app.tell(words)
        await tui.until(lambda: "gets the result" in tui.text())
        assert "end" in tui.text().split("\n")[-1]


async def test_in_a_small_window_a_word_covers_the_footer_only(recorded, four, reading):
    """The evidence is what one reads there."""
    async with reading() as tui:
        tui.app._disable_notifications = False
        await open_review(tui)
        before = tui.text().split("\n")
        await tui.press("l", "l")
        after = tui.text().split("\n")
        assert "It cannot be about less than one line." in after[-1]
        changed = [
            at for at, (old, new) in enumerate(zip(before, after, strict=True)) if old != new
        ]
        assert not [at for at in changed if 13 < at < len(after) - 1]
