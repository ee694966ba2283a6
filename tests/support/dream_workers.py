"""What processes of tests of dreams do. Each function runs in a process of its own."""

import time
from pathlib import Path

from core import CoreError, Workspace
from core.dreams.dreamers.base import Progress
from core.dreams.reviewing.choosing import Selection
from core.dreams.verdicts import Action
from core.dreams.working import work
from support.processes import Log
from support.reviewing import Doing, edit, finding


def dream_for_long(file: Path, dream_id: str, log: Path) -> None:
    """Find something, tell of it, and think on without end."""
    facts = Log(log)
    found = (finding("two", edit("/a", 2, ["two"], ["2"]), evidence=(said(),)),)

    def think(inputs, report, should_stop):
        report(Progress("reading", 0, 2, 1, lambda: found))
        facts.add("reading")
        while True:
            time.sleep(1)

    with Workspace.open(file, user="dreamer") as ws:
        work(ws.context, dream_id, Doing(think))


def said():
    from core.dreams.proposal import Evidence

    return Evidence("two", "two", "/a:2")


def review_until_killed(file: Path, dream_id: str, log: Path) -> None:
    """Accept, apply and take back without end, and log what was promised."""
    facts = Log(log)
    ws = Workspace.open(file, user="reviewer")
    everything = Selection(everything=True)
    while True:
        try:
            ws.reviews.decide(dream_id, Action.ACCEPT, everything)
            facts.add("accepted")
            receipt = ws.reviews.apply(dream_id, skip_conflicts=True)
            facts.add("applied", receipt.apply_id, [*receipt.versions])
            ws.reviews.undo(dream_id)
            facts.add("undone", receipt.apply_id)
        except CoreError as refusal:
            facts.add("refused", str(refusal))
            return
