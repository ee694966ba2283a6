"""
The entries that a statement on a thing concerns, of those that name it.

Pure.
"""

from collections.abc import Sequence

from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import Entry
from core.dreams.material.testimony.concern import is_concerned
from core.dreams.material.testimony.in_vain import Heard
from core.dreams.material.testimony.scopes import scopes_elsewhere


def concerned_of(draft: Draft, heard: Heard, entries: Sequence[Entry]) -> list[Entry]:
    at = heard.result.event.ts
    return [entry for entry in entries if at is not None and is_concerned(draft, entry, heard, at)]


def here_of(draft: Draft, heard: Heard, entries: Sequence[Entry]) -> list[Entry]:
    """The entries that are of the same place as what was heard."""
    elsewhere = scopes_elsewhere(draft, entries, heard.statement.line, heard.result)
    return [one for one in entries if not elsewhere[one.path]]
