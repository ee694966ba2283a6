"""
Which changes of which dream a version brought into a store, and who approved them.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from core.actors import Actor, ActorType
from core.context import Context
from core.dreams.kept import load_changes
from core.dreams.reviewing.folding import fold
from core.dreams.reviewing.verdicts import load_records


@dataclass(frozen=True, slots=True)
class Approved:
    """One hunk that a version holds."""

    change_id: str
    title: str
    lines: tuple[str, ...]
    """What it wrote."""
    approved_by: tuple[Actor, ...]
    """Empty when the written policy accepted it and nobody looked."""


@dataclass(frozen=True, slots=True)
class Approval:
    """What a version owes to a dream."""

    dream_id: str
    hunks: tuple[Approved, ...]

    def change_of(self, line: str) -> Approved | None:
        """The hunk that wrote a line; `None` when the line is not among theirs."""
        return next((one for one in self.hunks if line in one.lines), None)


def approvals(context: Context, version_ids: Iterable[str]) -> dict[str, Approval]:
    """The approvals of those versions that an apply wrote, by their ids."""
    found: dict[str, Approval] = {}
    with context.db.snapshot() as connection:
        texts: dict[int, tuple[dict[str, str], dict[str, tuple[str, ...]]]] = {}
        for version_id in dict.fromkeys(version_ids):
            rows = connection.execute(
                "SELECT dreams.number, dreams.id, hunk_id, change_id, approved_by"
                " FROM applied_hunks JOIN applies ON applies.number = applied_hunks.apply"
                " JOIN dreams ON dreams.number = applies.dream WHERE version_id = ?"
                " ORDER BY applied_hunks.number",
                (version_id,),
            ).fetchall()
            hunks = []
            for number, _, hunk_id, change_id, approved_by in rows:
                if number not in texts:
                    changes = load_changes(connection, number)
                    review = fold(changes, load_records(connection, number))
                    texts[number] = (
                        {change.id: change.title for change in changes},
                        {part.id: part.new_lines for part in review.parts},
                    )
                titles, lines = texts[number]
                who = tuple(
                    Actor(ActorType(one["type"]), one["id"]) for one in json.loads(approved_by)
                )
                title = titles.get(change_id, change_id)
                hunks.append(Approved(change_id, title, lines.get(hunk_id, ()), who))
            if rows:
                found[version_id] = Approval(rows[0][1], tuple(hunks))
    return found
