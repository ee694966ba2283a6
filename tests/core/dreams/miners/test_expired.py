"""Entries whose own words end them, in the usual wordings and notations of a day."""

import pytest
from support.dreaming import dream, new_lines, old_lines, session

# fmt: off
OVER = [
    "Deploys are frozen until 2026-02-20.",
    "Embargo: no excerpts before 2026-02-20.",
    "Early-bird stands can be booked up to 2026-02-20.",
    "The borrowed head goes back on 2026-02-20. Till then run at half speed.",
    "Recall check still open, finish by 2026-02-20, then forget about it.",
    "Hired lift is ours until 2026-02-20, so do the high jobs with it.",
    "Storm event: goodwill rule applies to losses notified by 2026-02-20.",
    "Old bank details are accepted up to 2026-02-20 and not a day longer.",
    "The loan of the two globes ends on 2026-02-20; keep their crates within reach up to then.",
    "Valid to 2026-02-20: visitors use the side stairs since the lift is being overhauled.",
    "Scaffolding till 20 February 2026: large crates go through the gate.",
    "Ask Ada for access (through Feb 20, 2026).",
    "The waiver expires 20/02/2026.",
    "Submit the survey by 2026-02-20.",
    "Coupon SPRING, last day 2026-02-20.",
    "Ignore the alarm of pump 3 until the end of January 2026.",
    "The lift is out of order from 2026-02-01 to 2026-02-20.",
    "Registration closes on 2026-02-20.",
    "Return the rented saw by 2026-02-20.",
    "No parking in the yard before 2026-02-20 is over.",
    "Through 2026-02-20 the gate stays open.",
    "Closing date 2026-02-20.",
    "Not before 2026-02-20: the press release.",
    "Deadline: 2026-02-20 for the survey.",
    "Valid until 2026-02-20 only: the side door.",
    "Old forms accepted until 2026-02-20.",
    "Reduced staffing until 2026-02-20.",
    "The guest network is open. It closes on 2026-02-20.",
    "Freeze lifts on 2026-02-20; no merges till then.",
    "Remove this after 2026-02-20: the mirror is slow.",
    "Cut-off date 2026-02-20 for claims.",
    "Parcels are late (strike, until 2026-02-20).",
    "No later than 2026-02-20: hand the keys back.",
    "Order by 2026-02-20 to get the discount.",
    "No bells after nine. The order ends with 2026-02-20.",
    "Blue badges are taken till 2026-02-20; after that they are refused at the gate.",
    "Spare kettle on loan up to 2026-02-20, then it goes back.",
    "Voucher BW26 was valid until 2026-02-20.",
    "The side stairs are closed until January 2026.",
    "Free shipping through Jan 2026.",
    "The old badges were only valid up to 2026-02-20.",
    "Maintenance window for mq-01: 2026-02-20 22:00 UTC, no deploys until it is over.",
    "2026-02-20 is the last day for complaints about the new tariff.",
    "2026-02-20: last day on which the old coins are taken.",
    "Deadline for the street festival: 2026-02-20.",
    "The spare boat is lent to the next village and back after 2026-02-20, so row till then.",
    "The big ladder is at the fair and comes home on 2026-02-20.",
    "The old coins are taken for the last time on 2026-02-20.",
    "The old tariff is in force to the end of 2026-02-20.",
    "Entries for the race close at noon on 2026-02-20.",
    "Vote on the new sign by 2026-02-20.",
    "The Sunday boat is suspended and resumes on 2026-02-20.",
]
STAYS = [
    "Sheds built until 2026-02-20 have tin roofs.",
    "2026-02-20 was the last time that the mill was flooded.",
    "2026-02-20: last order for the kiln was placed, it came with cracks.",
    "Since 2026-02-20 eggs are stamped.",
    "On 2026-02-20 the roof was renewed.",
    "Until 2026-02-20 Ada worked in the desk.",
    "Ada left on 2026-02-20.",
    "The contract runs until 2026-02-20 and renews by itself.",
    "Until 2026-02-20 use key A, after that use key B.",
    "The new rule holds from 2026-02-20.",
    "Frozen until 2026-04-20.",
    "From 2026-02-20 on, use form 7.",
    "An audit on 2026-02-20 found nothing.",
    "The lease began on 2026-02-20. The rooms are warm.",
    "Deploys frozen until 2026-02-20. The gate code is 7412.",
    "Until the end of March 2026 use the stairs.",
    "Version of 2026-02-20 is good.",
    "Prices before 2026-02-20 are in the old ledger.",
    "The form of 2026-02-20 ends on page 7.",
    "Deploys were frozen until 2026-02-20.",
    "Vouchers were sold until 2026-02-20.",
    "The side stairs are closed until March 2026.",
    "The side stairs are closed until floor 2026 is done.",
    "Built in January 2026.",
    "Voucher BW26 was valid until 2026-02-20 and then turned into BW27.",
    "Migration began 2026-02-20, no deploys until it is over.",
    "Maintenance window for mq-01: 2026-04-20 22:00 UTC, no deploys until it is over.",
    "The gate code is 7412. The lease ends with 2026-02-20.",
    "Use key A up to 2026-02-20, then it goes into key box B.",
    "The offer of 2026-02-20 was refused.",
    "Use key B after 2026-02-20.",
    "Founded 2026-02-20, still family-run.",
    "The fee is 4 EUR (as of 2026-02-20).",
    "Until 2026-02-20 we sold bread; now rolls.",
    "Frozen until 31/12/2026.",
]
# fmt: on


@pytest.mark.parametrize("text", OVER)
def test_what_was_true_until_a_day_leaves_after_it(text: str) -> None:
    """By the newest event, which is of a later day."""
    findings = dream({"/a.md": f"- {text}\n- More.\n"}, session("watch", ("date", "ok")))
    assert old_lines(findings) == [f"- {text}"]


@pytest.mark.parametrize("text", STAYS)
def test_history_and_what_goes_on_stay(text: str) -> None:
    """What happened or began on a day, holds from then on, or says more than what is over."""
    findings = dream({"/a.md": f"- {text}\n- More.\n"}, session("watch", ("date", "ok")))
    assert old_lines(findings) == []


ANNOUNCED = [
    "Fire drill: the next is on 2026-02-20, meet at gate 2.",
    "The next stocktaking is planned for 2026-02-20; Ada has the lists.",
    "Next audit of the kiln: 2026-02-20, papers in drawer 4.",
    "Our next training takes place on 20 February 2026, register with Ada.",
]
NOT_ANNOUNCED = [
    "The next audit is on 2026-09-20, papers in drawer 4.",
    "The next release after 2026-02-20 drops the old format.",
    "The plan hangs next to the list of 2026-02-20.",
    "2026-02-01: the next audit is on 2026-02-20.",
    "The next drill is on the first Monday, the list is of 2026-02-20.",
]


@pytest.mark.parametrize("text", ANNOUNCED)
def test_what_was_next_on_a_day_that_is_over_asks(text: str) -> None:
    """What else it says may go on: the entry stays, and is quoted."""
    today = session("a", ("date", "x"), day=30)
    (finding,) = dream({"/a.md": f"# Notes\n\n- {text}\n- More.\n"}, today)
    assert finding.edits == ()
    assert [one.source for one in finding.evidence] == ["/a.md:3"]


@pytest.mark.parametrize("text", NOT_ANNOUNCED)
def test_what_is_still_to_come_or_is_no_appointment_does_not(text: str) -> None:
    """Nor what was announced in a diary, which is true of its day."""
    today = session("a", ("date", "x"), day=30)
    assert dream({"/a.md": f"# Notes\n\n- {text}\n- More.\n"}, today) == ()


ASKED = [
    # Another sentence may stay true, or the year is not told.
    "Four borrowed boats, they run until 2026-02-20. Ask Mags about the harbour.",
    "Jo is on leave until 20 February, ask Ida.",
    "The ramp is closed till Feb 20th.",
    # How to behave on a day that is over.
    "Flood drill on 2026-02-20 at 20:00 CET. Keep off the pumps that evening.",
]
NOT_ASKED = [
    "From 1 November until 20 February the small gate is shut.",
    "Jo is on leave until 20 April, ask Ida.",
    "Jo is on leave until 20 February and again in May, unless Ida is.",
    "Jo was on leave until 20 February.",
    "2026-02-01: Jo is on leave until 20 February.",
    "Flood drill on 2026-02-20 at 20:00 CET. Ada has the list.",
    "Flood drill on 2026-04-20 at 20:00 CET. Keep off the pumps that evening.",
    "Until 3 may open it nobody goes in.",
]


@pytest.mark.parametrize("text", ASKED)
def test_what_is_not_over_for_sure_asks(text: str) -> None:
    """The entry stays, and is quoted."""
    today = session("a", ("date", "x"), day=30)
    (finding,) = dream({"/a.md": f"# Notes\n\n- {text}\n- More.\n"}, today)
    assert finding.edits == ()
    assert [one.source for one in finding.evidence] == ["/a.md:3"]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_what_comes_again_or_is_still_to_come_does_not_ask(text: str) -> None:
    """Nor what is told as past."""
    today = session("a", ("date", "x"), day=30)
    assert dream({"/a.md": f"# Notes\n\n- {text}\n- More.\n"}, today) == ()


TABLE = "| who | what | when not |\n|---|---|---|\n| Jo | pumps | {} |\n| Ida | gates | |\n"


def test_a_cell_that_is_over_leaves_its_row() -> None:
    """What else the row says stays."""
    cell = "away until 2026-02-20, ask Ida instead"
    findings = dream({"/a.md": TABLE.format(cell)}, session("a", ("date", "x"), day=30))
    assert old_lines(findings) == [f"| Jo | pumps | {cell} |"]
    assert new_lines(findings) == ["| Jo | pumps | |"]


@pytest.mark.parametrize(
    ("table", "asks"),
    [
        ("| what | how |\n|---|---|\n| freeze | holds until 2026-02-20 |\n", 1),
        (TABLE.format("away until 20 February"), 1),
        (TABLE.format("away until 2026-04-20"), 0),
        (TABLE.format("was away until 2026-02-20"), 0),
        (TABLE.format("since 2026-02-20"), 0),
    ],
)
def test_a_row_that_would_say_more_without_it_stays(table: str, asks: int) -> None:
    """Without the day it would hold for ever."""
    findings = dream({"/a.md": table}, session("a", ("date", "x"), day=30))
    assert old_lines(findings) == []
    assert len(findings) == asks
