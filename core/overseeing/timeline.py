"""
Time seen from above: how much each agent did in each stretch of it, the marks one by one, and what
changed in a span.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from core.access.scope import Scope
from core.context import Context
from core.errors import InvalidRequest
from core.overseeing import marks
from core.overseeing.lanes import Row, Timeline, timeline_of
from core.overseeing.marks import ALL, Mark, MarkKind, Wanted
from core.overseeing.write_counts import written
from core.storage.sqlite import Connection
from core.times import from_milliseconds, parse_time

MOST_BUCKETS: Final = 1_000
MOST_MARKS: Final = 10_000

By = Literal["agent", "session"]


@dataclass(frozen=True, slots=True)
class Changed:
    """One memory that changed in a span of time."""

    memory_store_id: str
    memory_id: str
    path: str
    """The last one in the span; of a redacted version there is none."""
    writes: int
    agents: tuple[str, ...]
    first_version_id: str
    last_version_id: str
    operation: str
    """Of the last version."""


class Timelines:
    """Looks at what happened, for one actor."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db

    def extent(self) -> tuple[datetime, datetime] | None:
        """From the first thing that happened to the last; None in an empty workspace."""
        with self._db.snapshot() as connection:
            # Each by itself: together they would be a look at every change there ever was.
            first, last = connection.execute(
                "SELECT (SELECT min(at) FROM changes), (SELECT max(at) FROM changes)"
            ).fetchone()
            oldest, newest = connection.execute(
                "SELECT min(first_ts), max(last_ts) FROM transcripts"
            ).fetchone()
        moments = [parse_time(at) for at in (first, last) if at is not None]
        moments += [from_milliseconds(ms) for ms in (oldest, newest) if ms is not None]
        return (min(moments), max(moments)) if moments else None

    def between(
        self,
        since: datetime,
        until: datetime,
        wanted: Wanted = ALL,
        *,
        buckets: int = 60,
        by: By = "agent",
    ) -> Timeline:
        """
        What happened from `since` until before `until`, counted in buckets.

        Raises:
            InvalidRequest: The span is empty, or there are too many buckets.
            NotFound: There is no such store for this actor.
        """
        if until <= since:
            raise InvalidRequest("A timeline begins before it ends.")
        if not 1 <= buckets <= MOST_BUCKETS:
            raise InvalidRequest(f"A timeline has 1 to {MOST_BUCKETS} buckets, not {buckets}.")
        step = (until - since) / buckets
        step_ms = max(step / timedelta(milliseconds=1), 1e-3)
        session = "session_id" if by == "session" else "NULL"
        counted, read = _ways(self._context.scope, wanted)
        with self._db.snapshot() as connection:
            self._require_store(connection, wanted)
            rows: list[Row] = []
            if counted:
                edges = [since + step * number for number in range(buckets)]
                rows += _written(connection, [*edges, until], wanted, by)
            if read is not None:
                source, values = marks.source(self._context.scope, since, until, read)
                rows += connection.execute(
                    f"SELECT agent, {session}, kind,"
                    " min(max(CAST((ms - :since_ms) / :step AS INTEGER), 0), :last) AS bucket,"
                    f" count(*), min(ms), max(ms) FROM ({source}) GROUP BY 1, 2, 3, 4",
                    {**values, "step": step_ms, "last": buckets - 1},
                ).fetchall()
        return timeline_of(rows, since, until, step, buckets)

    def marks(
        self,
        since: datetime,
        until: datetime,
        wanted: Wanted = ALL,
        *,
        limit: int = 1_000,
        newest: bool = False,
    ) -> list[Mark]:
        """
        The marks from `since` until before `until`, oldest first.

        Args:
            limit: How many at most.
            newest: When there are more, the last ones instead of the first.

        Raises:
            NotFound: There is no such store for this actor.
        """
        source, values = marks.source(self._context.scope, since, until, wanted)
        order = "DESC" if newest else "ASC"
        with self._db.snapshot() as connection:
            self._require_store(connection, wanted)
            rows = connection.execute(
                f"SELECT {marks.COLUMNS} FROM ({source})"
                f" ORDER BY ms {order}, kind {order}, place {order} LIMIT :limit",
                {**values, "limit": min(limit, MOST_MARKS)},
            ).fetchall()
        if newest:
            rows.reverse()
        return [marks.mark_of(row) for row in rows]

    def changed(
        self, since: datetime, until: datetime, wanted: Wanted = ALL, *, limit: int = 1_000
    ) -> list[Changed]:
        """
        Every memory that was written in a span, the last one first.

        Raises:
            NotFound: There is no such store for this actor.
        """
        only = replace(wanted, kinds=(MarkKind.WRITE,))
        source, values = marks.source(self._context.scope, since, until, only)
        with self._db.snapshot() as connection:
            self._require_store(connection, wanted)
            rows = connection.execute(
                "SELECT versions.store_id, versions.memory_id, count(*),"
                " json_group_array(DISTINCT marks.agent), min(versions.seq), max(versions.seq)"
                f" FROM ({source}) AS marks JOIN versions ON versions.seq = marks.place"
                " GROUP BY 1, 2 ORDER BY 6 DESC LIMIT :limit",
                {**values, "limit": limit},
            ).fetchall()
            return [_changed(connection, row) for row in rows]

    def _require_store(self, connection: Connection, wanted: Wanted) -> None:
        if wanted.store_id is not None:
            self._context.scope.require_visible(connection, wanted.store_id)


def _ways(scope: Scope, wanted: Wanted) -> tuple[bool, Wanted | None]:
    """Whether writes can be counted by their actors alone, and what has to be read mark by mark."""
    kinds = wanted.kinds or tuple(MarkKind)
    counted = (
        MarkKind.WRITE in kinds
        and wanted.store_id is None
        and wanted.path_prefix is None
        and scope.session_id is None
    )
    if not counted:
        return False, wanted
    others = [kind for kind in kinds if kind is not MarkKind.WRITE]
    return True, replace(wanted, kinds=others) if others else None


def _written(
    connection: Connection, moments: list[datetime], wanted: Wanted, by: By
) -> Iterator[Row]:
    for one in written(connection, moments):
        if not wanted.lets_through(one.agent, one.session_id):
            continue
        session_id = one.session_id if by == "session" else None
        for bucket, count in one.counts.items():
            yield (
                *(one.agent, session_id, MarkKind.WRITE.value),
                *(bucket, count, one.first_ms, one.last_ms),
            )


def _changed(connection: Connection, row: tuple[str, str, int, str, int, int]) -> Changed:
    store_id, memory_id, writes, agents, first, last = row
    (first_id,) = connection.execute("SELECT id FROM versions WHERE seq = ?", (first,)).fetchone()
    last_id, path, operation = connection.execute(
        "SELECT id, path, operation FROM versions WHERE seq = ?", (last,)
    ).fetchone()
    names = tuple(sorted(json.loads(agents)))
    return Changed(store_id, memory_id, path or "", writes, names, first_id, last_id, operation)
