"""
Files that outgrew themselves, an entry in the wrong file, an index that is not complete.
"""

from datetime import timedelta

from core.dreams.bench.draft import Draft, DraftPlanted
from core.dreams.bench.fill import slots
from core.dreams.bench.planting.ground import about, chronicle
from core.dreams.bench.truth import Outcome
from core.dreams.proposal import ChangeKind

OVERGROWN = "/log/everything.md"
_MANY = 160


def plant(draft: Draft) -> None:
    """One of each."""
    _overgrown(draft)
    _misfiled(draft)
    left_out = draft.file_of(draft.pick(draft.domain.things))
    draft.index_leaves_out.add(left_out)
    _plant(draft, "index", Outcome.LISTED, (), (left_out,))


def _overgrown(draft: Draft) -> None:
    if not draft.claim(OVERGROWN):
        return
    draft.padded.add(OVERGROWN)
    start = draft.now - timedelta(days=400)
    for number in range(_MANY):
        date = (start + timedelta(days=number)).date().isoformat()
        draft.entry(chronicle(draft, date), OVERGROWN)
    _plant(draft, "overgrown", Outcome.SPLIT, (), (OVERGROWN,))


def _misfiled(draft: Draft) -> None:
    thing, other = draft.random.sample(draft.domain.things, 2)
    facts = [fact for fact in draft.domain.facts if "thing" in slots(fact)]
    fact = next(one for one in facts if draft.claim(about(one, thing)))
    text = f"Note on `{thing}`: {draft.said(fact, {'thing': thing})}"
    entry = draft.entry(text, draft.file_of(other))
    _plant(draft, "misfiled", Outcome.MOVED, (entry,), (draft.file_of(thing),))


def _plant(
    draft: Draft, label: str, outcome: Outcome, entries: tuple[str, ...], places: tuple[str, ...]
) -> None:
    draft.plant(
        DraftPlanted(
            ChangeKind.REORGANIZE,
            f"reorganize/{label}",
            frozenset({outcome}),
            entries=entries,
            places=places,
        )
    )


def trap(draft: Draft) -> None:
    """Entries that name another thing, and belong where they are; an index that is complete."""
    draft.has_index = True
    for link in draft.domain.links:
        thing, other = draft.random.sample(draft.domain.things, 2)
        text = draft.said(link, {"thing": thing, "other": other})
        draft.trap("reorganize/mentions", [draft.entry(text, draft.file_of(thing))])
