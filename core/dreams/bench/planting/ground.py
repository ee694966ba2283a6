"""
What every store has: entries about many things that nothing ever touches, and tables.
"""

from core.dreams.bench.draft import Draft
from core.dreams.bench.fill import slots


def plant(draft: Draft) -> None:
    """A few entries in every file."""
    facts = list(draft.domain.facts)
    draft.random.shuffle(facts)
    about_things = [fact for fact in facts if "thing" in slots(fact)]
    others = [fact for fact in facts if "thing" not in slots(fact)]
    for number, fact in enumerate(about_things):
        thing = draft.domain.things[number % len(draft.domain.things)]
        draft.entry(draft.said(fact, {"thing": thing}), draft.file_of(thing))
    for number, fact in enumerate(others):
        path = draft.domain.shelves[number % len(draft.domain.shelves)][0]
        draft.entry(draft.said(fact, {}), path)
    _rows(draft)


def _rows(draft: Draft) -> None:
    # Rows look alike and are none: each is about something else.
    path = draft.shelf()
    rows = [draft.said(row, {}) for row in draft.domain.table[1]]
    ids = [draft.entry(row, path, is_row=True) for row in dict.fromkeys(rows)]
    draft.trap("duplicates/rows", ids)
