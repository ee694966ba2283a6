"""
Dreams that say they run and have no worker any more: whoever looks at them next marks them failed.
"""

from datetime import timedelta
from functools import partial

from core.context import Context
from core.dreams.alive import forget, has_worker
from core.dreams.dream import Failure, Status
from core.dreams.rows import end, load
from core.storage.sqlite import Connection
from core.times import parse_time

PATIENCE = timedelta(seconds=60)
"""How long a dream may wait for a worker before it counts as forgotten."""


def bury_the_dead(context: Context) -> None:
    """Mark the dreams failed whose workers are gone; what they found stays readable."""
    if context.db.read_only:
        return
    with context.db.snapshot() as connection:
        at_work = connection.execute(
            "SELECT id, status, created_at FROM dreams WHERE status IN ('pending', 'running')"
        ).fetchall()
    for dream_id, status, created_at in at_work:
        waited = context.clock() - parse_time(created_at)
        if status == Status.PENDING and waited < PATIENCE:
            continue
        if not has_worker(context.db.path, dream_id):
            context.db.write(partial(_bury, context, dream_id))


def _bury(context: Context, dream_id: str, connection: Connection) -> None:
    dream = load(connection, dream_id)
    # Once more, now that nobody else writes: it may have ended by itself meanwhile.
    if dream.status.is_over or has_worker(context.db.path, dream_id):
        return
    if dream.status is Status.PENDING:
        message = "No worker took the dream up; start it again."
    else:
        message = (
            f"The worker of the dream (process {dream.worker_pid}) ended without a word while"
            f" it was at {dream.stage or 'its start'};"
            + (
                " what it had found until then can be reviewed."
                if dream.changes
                else " it had kept nothing by then, so start it again."
            )
        )
    end(
        context,
        connection,
        dream_id,
        Status.FAILED,
        Failure("internal_error", message),
    )
    forget(context.db.path, dream_id)
