"""
Ids as people shorten them: by how one begins, or by how it ends, as the screens show it.

For people only: what comes in on the wire names everything in full.
"""

from core.context import Context
from core.errors import InvalidRequest
from core.ids import CONFLICT, DREAM, SESSION

_TABLES = {SESSION: "sessions", DREAM: "dreams", CONFLICT: "conflicts"}
MOST = 6
"""More are not looked for: who has to choose wants to see a few."""


def ids_like(context: Context, kind: str, text: str) -> tuple[str, ...]:
    """
    The ids of a kind (`drm`) that begin or end with a text, the newest first; six at most.

    A session sees none: it is given its ids in full.

    Args:
        text: The beginning with or without the kind, or the end.

    Raises:
        InvalidRequest: Nothing of that kind is named by a shortened id.
    """
    table = _TABLES.get(kind)
    if table is None:
        raise InvalidRequest(f"{kind} is no kind of id that can be shortened.")
    token = text.removeprefix(f"{kind}_")
    if context.scope.session_id is not None or not token.isalnum():
        return ()
    begin = f"{kind}_{token}"
    # `z` is the last digit of an id, so nothing that begins so comes after it.
    rows = "id BETWEEN ? AND ?" if text != token else "id BETWEEN ? AND ? OR substr(id, ?) = ?"
    asked = (begin, f"{begin}{'z' * 24}")
    ends = () if text != token else (-len(token), token)
    with context.db.snapshot() as connection:
        found = connection.execute(
            f"SELECT id FROM {table} WHERE {rows} ORDER BY id DESC LIMIT {MOST}", (*asked, *ends)
        )
        return tuple(str(row[0]) for row in found)
