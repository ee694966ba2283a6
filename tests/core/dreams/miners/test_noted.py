"""What stands in a diary with its day in front, and says the same as an entry without a day."""

from dataclasses import replace

import pytest
from support.dreaming import accepted, base_file, inputs_of

from core.dreams.dreamers.offline import OfflineDreamer
from core.dreams.inputs import BaseFile
from core.dreams.material.memories.draft import draft_of
from core.dreams.material.memories.when import entry_time
from core.dreams.miners.duplicates import duplicates

# fmt: off
# ruff: noqa: E501
LASTING = [
    ("The cut-off for parcels is 13:00.", "2026-11-12: the cut-off for parcels is 13:00."),
    ("The loading bay of hall 4 closes at 18:00.", "2026-11-03 - the loading bay of hall 4 closes at 18:00."),
    ("Never restart `mailer` during the nightly import.", "**2026-11-03** Never restart `mailer` while the nightly import runs."),
    ("After an emergency stop never restart a lift from remote. Somebody has to walk the line first.", "2026-10-29: A remote restart after an emergency stop is forbidden; the line must have been walked before."),
    ("Guns on the Waldabfahrt stay off while the ski club trains there (Tuesdays 18 to 20 h).", "2026-11-05: Tuesday evenings between 18 and 20 h the ski club trains on the Waldabfahrt, so no guns there."),
    ("Before a reel goes on the scanner, measure the shrinkage: above 1.2 % it must not run over sprockets.", "**2026-10-19** Measure shrinkage first. A reel that has shrunk by more than 1.2 % must not go over the sprockets of the scanner."),
]
OF_THAT_DAY = [
    ("The pump of tank 4 runs at 3 bar.", "2026-11-03: the pump of tank 4 ran at 3 bar."),
    ("The belt of line 3 slips above 60 Hz.", "2026-11-03: the belt of line 3 slipped above 60 Hz."),
    ("Restart `mailer` with `ctl drain` first.", "2026-11-03: restarted `mailer` with `ctl drain` first."),
    ("Ada has the key to the north gate.", "2026-11-03: Ada has given back the key to the north gate."),
    ("Boiler 2 is down for inspection.", "2026-11-03: boiler 2 is down again for inspection."),
    ("The loading bay of hall 4 closes at 18:00.", "2026-11-03: the loading bay of hall 4 closes at 18:00 tonight."),
    ("The loading bay of hall 4 closes at 18:00.", "2026-11-03: the loading bay of hall 4 closes at 18:00 this week."),
    ("The loading bay of hall 4 closes at 18:00.", "2026-11-03: the loading bay of hall 4 closes at 18:00 because of the storm."),
    ("The loading bay of hall 4 closes at 18:00.", "2026-11-03: the loading bay of hall 4 closes at 18:00 as a trial."),
    ("The loading bay of hall 4 closes at 18:00.", "2026-11-03: the loading bay of hall 4 no longer closes at 18:00."),
    ("The loading bay of hall 4 closes at 18:00.", "2026-11-03: I think the loading bay of hall 4 closes at 18:00."),
    ("The loading bay of hall 4 closes at 18:00.", "2026-11-03: is it true that the loading bay of hall 4 closes at 18:00?"),
    ("The loading bay of hall 4 closes at 18:00.", "2026-11-03: Ada says the loading bay of hall 4 closes at 18:00."),
    ("The loading bay of hall 4 closes at 18:00.", "2026-11-03 14:20: the loading bay of hall 4 closes at 18:00."),
    ("The loading bay of hall 4 closes at 18:00.", "2026-11-03 (Ada): the loading bay of hall 4 closes at 18:00."),
    ("The loading bay of hall 4 closes at 18:00.", "2026-11-03 to 2026-11-05: the loading bay of hall 4 closes at 18:00."),
    ("The loading bay of hall 4 closes at 18:00.", "2026-11-03: the loading bay of hall 5 closes at 18:00."),
    ("The loading bay of hall 4 closes at 18:00.", "2026-11-03: the loading bay of hall 4 closes at 19:00."),
    ("The loading bay of hall 4 closes at 18:00.", "2026-11-03: the loading bay of hall 4 closes at 18:00 while the lift is out of order."),
    *(("The loading bay of hall 4 closes at 18:00.", f"2026-11-03: the loading bay of hall 4 closes at 18:00{said}.") for said in (
        " for the time being", " in the meantime", " during the works", " for cleaning", " for repairs", " during maintenance",
        " until further notice", ", presumably", ", as far as I know", " (not confirmed)", " (from memory)",
    )),
    ("The vault of line 3 is opened by two people.", "2026-11-03: the vault of line 3 is opened by two people after the audit."),
    ("The door sensor of cabin 31 on L1 is touchy when wet.", "2026-11-12: the door sensor of cabin 31 on L1 is touchy when wet, cleaned it twice."),
    ("The queue of `mailer` holds 400 messages at most.", "2026-11-03: the queue of `mailer` holds 400 messages."),
    ("The meeting of the desk is on Tuesdays at 9.", "2026-11-12: the meeting of the desk is on Tuesday at 9."),
    ("The level of well 3 is 4 m.", "2026-11-03: the level of well 3 is 4 m.\n- 2026-11-04: the level of well 3 is 5 m."),
    ("2026-11-05: the loading bay of hall 4 closes at 18:00.", "2026-11-03: the loading bay of hall 4 closes at 18:00."),
    ("The loading bay of hall 4 closes at 18:00. (noted 2026-11-05)", "2026-11-03: the loading bay of hall 4 closes at 18:00."),
]
# fmt: on


def store(free: str, dated: str) -> list[BaseFile]:
    """A memory about a topic, and a diary."""
    return [
        base_file("/about/rules.md", f"# Rules\n\n- {free}\n"),
        base_file("/notes/diary.md", f"# Diary\n\n- {dated}\n- 2026-11-20: Sky blue.\n"),
    ]


@pytest.mark.parametrize("texts", LASTING)
def test_the_clean_sentence_stays_and_keeps_the_day(texts: tuple[str, str]) -> None:
    """The line of the diary goes, the entry about the topic says when it was noted, and no more."""
    files = store(*texts)
    found = duplicates(draft_of(files))
    assert len(found) == 1
    after = accepted(files, found)
    day = texts[1].strip("*")[:10]
    assert after[0].text == f"# Rules\n\n- {texts[0]} (noted {day})\n"
    assert after[1].text == "# Diary\n\n- 2026-11-20: Sky blue.\n"
    assert duplicates(draft_of(after)) == []


@pytest.mark.parametrize("texts", OF_THAT_DAY)
def test_what_happened_on_a_day_or_holds_for_it_stays_in_the_diary(texts: tuple[str, str]) -> None:
    """Reports, readings, what somebody says, and what holds for a while."""
    assert duplicates(draft_of(store(*texts))) == []


def test_in_a_long_diary_every_line_is_of_its_day() -> None:
    """Nobody takes single lines out of a log; that one says what is told elsewhere is asked."""
    days = "\n".join(f"- 2026-11-{day}: drove {day} crates to the port." for day in range(10, 19))
    files = store(LASTING[1][0], f"{LASTING[1][1]}\n{days}")
    (one,) = duplicates(draft_of(files))
    assert not one.edits
    assert "line of a diary" in one.rationale


def test_a_day_that_was_kept_is_kept_again() -> None:
    """A later merge takes over the days at which its entries were noted."""
    text = LASTING[1][0]
    files = [
        base_file("/a/rules.md", f"# Rules\n\n- {text} (noted 2026-11-03)\n"),
        base_file("/b/rules.md", f"# Rules\n\n- {text} (noted 2026-11-01)\n"),
    ]
    after = accepted(files, duplicates(draft_of(files)))
    assert f"- {text} (noted 2026-11-01, 2026-11-03)\n" in after[0].text + after[1].text


def test_nothing_more_is_found_in_what_was_accepted() -> None:
    """The whole dreamer leaves a merged entry with its day alone."""
    files = store(*LASTING[3])
    dreamer = OfflineDreamer()
    after = accepted(files, dreamer.dream(inputs_of(files)))
    assert dreamer.dream(inputs_of(after)) == ()


def test_an_entry_is_as_new_as_its_line_whenever_it_was_noted() -> None:
    """The day of a note makes nothing older than it is, and counts where no other time is known."""
    at = 1_795_000_000_000
    text = "# Rules\n\n- It closes at 18:00. (noted 2026-11-03)\n"
    for time, expected in ((at, at), (None, 1_793_750_399_999)):
        (page,) = draft_of([replace(base_file("/a.md", text), line_times=(time,) * 3)]).pages
        assert entry_time(page, page.entries[0]) == expected
