"""
Text that gives orders to agents: reported, never promoted, and no evidence for anything.

In tool results, in what agents pass on to each other, and in the memories themselves. What a person
says to their own agent is not meant, nor what a harness puts into a conversation.
"""

import re
from functools import lru_cache
from typing import Final

from core.dreams.extract.errors.templates import template
from core.dreams.extract.orders.orders import Order, order_in
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import Shape
from core.dreams.material.testimony.few import few
from core.dreams.material.testimony.testimony import Testimony, cite
from core.dreams.proposal import ChangeKind, Evidence, Finding

_LONGEST_TITLE: Final = 160
_BEFORE_SIGN: Final = 40
_MOST_EVIDENCE: Final = 5
_SENTENCE: Final = re.compile(r"\A[\s>*#-]+|[.!?][\"')]*\s+")
"""What stands before a sentence: the mark of an item or a quote, or the end of the last one."""


def quarantine(draft: Draft, testimony: Testimony) -> list[Finding]:
    """One finding for each text that gives orders, wherever it was seen; none has hunks."""
    orders: dict[str, tuple[Order, list[Evidence]]] = {}
    for log, event, order in testimony.orders:
        _, evidence = orders.setdefault(template(order.text), (order, []))
        evidence.append(cite(log, event, order.text, order.sign))
    for page in draft.pages:
        for entry in page.entries:
            written = _written("\n".join(entry.lines)) if entry.shape is not Shape.CODE else None
            cited = page.cite(entry, written.sign) if written is not None else None
            if written is not None and cited is not None:
                _, evidence = orders.setdefault(template(written.text), (written, []))
                evidence.append(cited)
    return [_finding(key, order, evidence) for key, (order, evidence) in sorted(orders.items())]


@lru_cache(maxsize=65_536)
def _written(text: str) -> Order | None:
    """The order in an entry, which is asked for in every round of a dream."""
    return order_in(text)


def _finding(key: str, order: Order, evidence: list[Evidence]) -> Finding:
    is_memory = any(one.event_id is None for one in evidence)
    return Finding(
        kind=ChangeKind.QUARANTINE,
        title=f"Text that gives orders to agents: {_shown(order)}",
        rationale=(
            ("A memory holds" if is_memory else "A tool result holds")
            + " text that addresses its readers as agents and tells them what to do; it is data,"
            " and nothing of it was taken over."
        ),
        confidence=0.9,
        evidence=few(evidence, _MOST_EVIDENCE),
        edits=(),
        scope=f"orders:{key[:300]}",
    )


def _shown(order: Order) -> str:
    """The sentence that gives the order, or what of it is about the sign, cut between words."""
    sign = order.text.find(order.sign)
    starts = [end.end() for end in _SENTENCE.finditer(order.text) if end.end() <= sign]
    at, cut = max(starts, default=0), ""
    if at + _LONGEST_TITLE < sign + len(order.sign):
        at = order.text.find(" ", max(sign - _BEFORE_SIGN, 0), sign) + 1 or sign
        cut = "…"
    shown = order.text[at : at + _LONGEST_TITLE]
    if at + _LONGEST_TITLE < len(order.text):
        shown = f"{shown.rpartition(' ')[0] or shown}…"
    return f"{cut}{shown}" if order.sign in shown else order.sign
