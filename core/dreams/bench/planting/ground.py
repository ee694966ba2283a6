"""
What every store has: entries about many things that nothing ever touches, and tables.
"""

from core.dreams.bench.draft import Draft
from core.dreams.bench.fill import slots

_FACTS = 2
"""About each thing; the same may be true of several things."""


def plant(draft: Draft) -> None:
    """A few entries in every file, some of which only differ in what they are about."""
    facts = draft.domain.facts
    about_things = [fact for fact in facts if "thing" in slots(fact)]
    for thing in draft.domain.things:
        for fact in draft.random.sample(about_things, _FACTS):
            if draft.claim(about(fact, thing)):
                draft.entry(draft.said(fact, {"thing": thing}), draft.file_of(thing))
    for number, fact in enumerate(fact for fact in facts if fact not in about_things):
        path = draft.domain.shelves[number % len(draft.domain.shelves)][0]
        if draft.claim(fact):
            draft.entry(draft.said(fact, {}), path)
    _rows(draft)


def about(fact: str, thing: str) -> str:
    """What is taken when a fact about a thing is stated."""
    return f"{fact} {thing}"


def chronicle(draft: Draft, date: str) -> str:
    """Something that happened on a day, in words that no other day has."""
    signal = draft.random.choice(draft.domain.signals)
    text = f"{signal.source} {signal.event}, {draft.pick(signal.texts)}"
    return f"{date}: {text}. Case {draft.fresh('case')}."


def _rows(draft: Draft) -> None:
    # Rows look alike and are none: each is about something else.
    path = draft.shelf()
    rows = [row for row in draft.domain.table[1] if draft.claim(row)]
    ids = [draft.entry(row, path, is_row=True) for row in rows]
    draft.trap("duplicates/rows", ids)
