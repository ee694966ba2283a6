"""
One dream in full: what it read, how it went, what it proposes.
"""

from collections.abc import Sequence
from typing import ClassVar

from core.dreams.dream import Status
from memtui import keys
from memtui.backend.dreams import DreamRow
from memtui.dreaming.costs import cost_of
from memtui.dreaming.outcome_words import (
    count_not_again,
    dropped,
    looked_at,
    proposed,
    reviewed,
    why_nothing,
)
from memtui.text import visible
from memtui.widgets.cells import fit
from memtui.widgets.figures import counted
from memtui.widgets.painted import Parts
from memtui.widgets.text_lines import TextLines
from memtui.widgets.times import Times

Fact = tuple[str, str]
"""A name and a value; the value is safe to show."""

_NAME = 12


class DreamFacts(TextLines):
    """Facts under the list of dreams; why a dream failed is read to its end."""

    PLACES = (keys.Place.DREAMS,)
    PANE = "Dream"
    EMPTY: ClassVar[str] = "A dream finds what no single agent could see, and a person decides."

    def __init__(self) -> None:
        super().__init__(id="dream-facts")
        self._facts: Sequence[Fact] = ()

    def show(self, facts: Sequence[Fact]) -> None:
        """Show these."""
        if facts == self._facts:
            return
        self._facts = facts
        cursor = max(0, min(self.cursor, len(facts) - 1))
        self.set_texts([value for _, value in facts], cursor=cursor, top=self.top_item)

    @property
    def gutter_width(self) -> int:
        return _NAME

    def gutter_parts(self, item: int, *, is_first: bool) -> Parts:
        yield fit(self._facts[item][0] if is_first else "", _NAME), "dim"

    def copied(self) -> tuple[str, str] | None:
        return (self._facts[self.cursor]) if self._facts else None


def facts_of(row: DreamRow, store: str, times: Times) -> list[Fact]:
    """Everything worth knowing before the review is opened."""
    dream = row.dream
    facts: list[Fact] = [
        ("store", store),
        ("started", times.full(dream.created_at)),
        ("read", looked_at(dream)),
    ]
    facts.append(("costs", cost_of(dream.dreamer)))
    if dream.instructions:
        facts.append(("told", visible(dream.instructions, keep="")))
    if not dream.status.is_over and dream.stage:
        found = counted(dream.findings, "finding", "findings")
        facts.append(("now", f"{dream.stage}, {found} so far"))
    if dream.error is not None:
        facts.append(("failed", visible(dream.error.message, keep="")))
    if dream.changes:
        facts.append(("proposes", proposed(dream)))
    elif dream.status is Status.COMPLETED:
        facts.append(("proposes", f"nothing: {why_nothing(dream)}"))
    if row.progress is not None:
        facts.append(("review", reviewed(row.progress, row.applied)))
    facts += [(name, visible(why, keep="")) for name, why in dropped(dream)]
    if dream.suppressed:
        facts.append(("not again", count_not_again(dream)))
    facts.append(("id", dream.id))
    return facts
