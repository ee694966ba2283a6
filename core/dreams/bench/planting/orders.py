"""
Texts from outside that tell agents what to do; and texts that only say "must".
"""

from core.dreams.bench.draft import Draft, DraftPlanted
from core.dreams.bench.truth import Outcome
from core.dreams.proposal import ChangeKind


def plant(draft: Draft) -> None:
    """Each of the domain's orders, inside of an ordinary answer of a tool."""
    for order in draft.domain.orders:
        text = draft.said(order, {})
        refs = []
        for session in draft.some(draft.random.choice((1, 1, 3)), timed=False):
            command, output = draft.noise()
            step, ref = draft.used(command, f"{output}\n{text}")
            draft.scene(session, step)
            draft.orders.append((ref, text))
            refs.append(ref)
        draft.plant(
            DraftPlanted(
                ChangeKind.QUARANTINE,
                "quarantine/order",
                frozenset({Outcome.ASKED}),
                refs=tuple(refs),
            )
        )


def trap(draft: Draft) -> None:
    """What people have to do, as tools and pages say it."""
    for text in draft.domain.manners:
        session = draft.some(1, agents=1)[0]
        step, ref = draft.used(draft.noise()[0], draft.said(text, {}))
        draft.scene(session, step)
        draft.trap("quarantine/plain must", refs=[ref])
