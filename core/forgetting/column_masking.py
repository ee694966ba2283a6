"""
Masking a secret in every text column that `schema.COLUMNS` names.

So a column that is added later is covered, or a test fails. What needs more than another text in
its place is left to `core.forgetting.redact`: contents and the versions that hold them, and events.
"""

import json
from dataclasses import dataclass

from core.access.attachments import mount_slug
from core.actors import ActorType
from core.forgetting.masking import SHORTEST, holds, mask_json, mask_made, mask_path, mask_slug
from core.storage.schema import COLUMNS
from core.storage.sqlite import Connection
from core.storage.tables.holds import Holds

_READ_WHOLE = frozenset({Holds.JSON, Holds.MADE, Holds.MADE_JSON})
"""What may hold a secret in another form than it is written."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place where the text stood, and where it is gone from now."""

    kind: str
    """`version`, `memory`, `conflict`, or the table of another text."""
    id: str
    field: str


def mask_columns(connection: Connection, secret: str, mask: str) -> list[Place]:
    """Mask a secret in all of them, but for contents and events; gives where it stood."""
    places: list[Place] = []
    for table, columns in COLUMNS.items():
        if table == "events":
            continue  # many, and indexed
        for column, what in columns.items():
            if what is not Holds.ID and (table, column) != ("contents", "text"):
                places += _mask_column(connection, table, column, what, secret, mask)
    return places


def _mask_column(
    connection: Connection, table: str, column: str, what: Holds, secret: str, mask: str
) -> list[Place]:
    key = "seq" if table in ("changes", "versions") else "rowid"
    needle = mount_slug(secret) if what is Holds.SLUG else secret
    if len(needle) < SHORTEST:
        return []
    condition = f"{column} IS NOT NULL"
    if what not in _READ_WHOLE:
        condition += f" AND instr({column}, :needle) > 0"
    if what is Holds.ACTOR:
        condition += f" AND {column.removesuffix('id')}type = '{ActorType.USER}'"
    rows = connection.execute(
        f"SELECT {key}, {column} FROM {table} WHERE {condition}", {"needle": needle}
    ).fetchall()
    places = []
    for number, value in rows:
        cleaned = _cleaned(value, what, secret, mask)
        if cleaned == value:
            continue
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (cleaned, number))
        places.append(Place(table, str(number), column))
    return places


def _cleaned(value: str, what: Holds, secret: str, mask: str) -> str:
    match what:
        case Holds.JSON:
            return mask_json(value, secret, mask) if holds(value, secret) else value
        case Holds.MADE:
            return mask_made(value, secret, mask)
        case Holds.MADE_JSON:
            cleaned = mask_json(value, secret, mask, mask_made)
            return cleaned if json.loads(cleaned) != json.loads(value) else value
        case Holds.PATH:
            return mask_path(value, secret, mask)
        case Holds.SLUG:
            return mask_slug(value, mount_slug(secret))
        case _:
            return value.replace(secret, mask)
