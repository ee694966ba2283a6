"""
The memories that a filter lets through, and how many of how many they are.

What a filter means is decided in `filters`; here it becomes conditions of SQL. Counting reads every
path of the stores it is asked about once, inside SQLite: about 0.1 s for each million of them, and
several times that when a term looks at more than the path.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.context import Context
from core.paths import below, check_prefix
from core.reading.filters import Field, Term
from core.reading.pages import Page, check_limit, decode_text_cursor, encode_cursor
from core.records.heads import HEAD_COLUMNS, head_of
from core.records.memories import Memory, memory_of
from core.storage.sqlite import Connection
from core.times import format_time


@dataclass(frozen=True, slots=True)
class Matching:
    """How many memories of a store a filter lets through."""

    count: int
    total: int
    """With those that it does not let through."""


class Finding:
    """Filters the memories of the stores that one actor sees."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db

    def count(
        self, terms: Sequence[Term], store_id: str | None = None, path_prefix: str | None = None
    ) -> dict[str, Matching]:
        """
        How many memories match, by store; a store without memories is not in it.

        Raises:
            InvalidRequest: The prefix is not one.
            NotFound: There is no such store for this actor.
        """
        where, values = self._where(store_id, path_prefix)
        with self._db.snapshot() as connection:
            if store_id is not None:
                self._context.scope.require_visible(connection, store_id)
            condition, more = _condition(connection, terms)
            rows = connection.execute(
                f"SELECT store_id, sum({condition}), count(*) FROM memories WHERE {where}"
                " GROUP BY store_id",
                (*more, *values),
            ).fetchall()
        return {store: Matching(matching, total) for store, matching, total in rows}

    def page(
        self,
        terms: Sequence[Term],
        store_id: str,
        path_prefix: str | None = None,
        *,
        limit: int = 20,
        page: str | None = None,
    ) -> Page[Memory]:
        """
        One page of the memories of a store that match, in the order of their paths.

        Raises:
            InvalidRequest: The prefix, the limit or the cursor is not valid.
            NotFound: There is no such store for this actor.
        """
        where, values = self._where(store_id, path_prefix)
        limit = check_limit(limit)
        if page is not None:
            where += " AND path > ?"
            values = (*values, decode_text_cursor(page))
        with self._db.snapshot() as connection:
            self._context.scope.require_visible(connection, store_id)
            condition, more = _condition(connection, terms)
            rows = connection.execute(
                f"SELECT {HEAD_COLUMNS} FROM memories WHERE {where} AND {condition}"
                " ORDER BY path LIMIT ?",
                (*values, *more, limit + 1),
            ).fetchall()
        found = tuple(memory_of(head_of(row), None) for row in rows[:limit])
        return Page(found, encode_cursor(found[-1].path) if len(rows) > limit else None)

    def _where(self, store_id: str | None, path_prefix: str | None) -> tuple[str, tuple[str, ...]]:
        where, values = self._context.scope.visible_stores("store_id")
        if store_id is not None:
            where, values = f"{where} AND store_id = ?", (*values, store_id)
        if path_prefix is not None:
            start, end = below(check_prefix(path_prefix))
            where, values = f"{where} AND path >= ? AND path < ?", (*values, start, end)
        return where, values


def _condition(connection: Connection, terms: Sequence[Term]) -> tuple[str, tuple[str, ...]]:
    """The terms as one condition on a row of `memories`, and its values."""
    conditions: list[str] = []
    values: list[str] = []
    for term in terms:
        match term.field:
            case Field.PATH if term.text.isascii():
                condition, more = "instr(lower(path), ?) > 0", [term.text.lower()]
            case Field.PATH:
                # SQLite folds the case of ASCII letters only.
                connection.create_function("casefold", 1, str.casefold, deterministic=True)
                condition, more = "instr(casefold(path), ?) > 0", [term.text.casefold()]
            case Field.AGENT:
                actors, more = _actors(connection, term.text)
                condition = f"id IN (SELECT memory_id FROM versions WHERE actor_id IN ({actors}))"
            case Field.BY:
                actors, more = _actors(connection, term.text)
                condition = (
                    "(SELECT actor_id FROM versions WHERE versions.id = memories.version_id)"
                    f" IN ({actors})"
                )
            case Field.CHANGED:
                assert term.since is not None
                condition, more = "updated_at >= ?", [format_time(term.since)]
        conditions.append(f"NOT ({condition})" if term.is_inverted else f"({condition})")
        values += more
    return " AND ".join(conditions) or "1", tuple(values)


def _actors(connection: Connection, name: str) -> tuple[str, list[str]]:
    """A selection of the ids of whoever is called so: the sessions of agents, and a user or key."""
    agents = _agents(connection, name)
    marks = ", ".join("?" * len(agents))
    return f"SELECT id FROM sessions WHERE agent IN ({marks}) UNION SELECT ?", [*agents, name]


def _agents(connection: Connection, name: str) -> list[str]:
    """The agents of this name, whatever its case; if there is none, those whose name begins so."""
    wanted = name.casefold()
    known: list[str] = []
    (agent,) = connection.execute("SELECT min(agent) FROM sessions").fetchone()
    while agent is not None:
        # From name to name through the index: an agent may have any number of sessions.
        known.append(agent)
        (agent,) = connection.execute(
            "SELECT min(agent) FROM sessions WHERE agent > ?", (agent,)
        ).fetchone()
    same = [agent for agent in known if agent.casefold() == wanted]
    return same or [agent for agent in known if agent.casefold().startswith(wanted)]
