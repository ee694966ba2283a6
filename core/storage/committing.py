"""
The jobs of several callers in one transaction: each gets its value or its error.
"""

import contextlib
from collections.abc import Sequence
from typing import Any

from core.storage.sqlite import UNBINDABLE, Connection, explain, sqlite3
from core.storage.writer import Outcome


def commit(connection: Connection, outcomes: Sequence[Outcome[Any]]) -> None:
    """
    Run jobs in one transaction and commit it; one that fails undoes itself only.

    Raises:
        Error: The transaction failed, and nothing of it is there. A job's error, if it was alone.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        if len(outcomes) == 1:
            outcomes[0].value = outcomes[0].job(connection)
        elif not _all_went_well(connection, outcomes):
            for outcome in outcomes:
                _run_in_savepoint(connection, outcome)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise


def _all_went_well(connection: Connection, outcomes: Sequence[Outcome[Any]]) -> bool:
    """
    Run jobs that may be repeated all in one; when any fails, it is as if none had been run.

    A savepoint for each would cost a fifth of what they do, and hardly any ever fails: what is
    refused is a value and no error.
    """
    if not all(outcome.is_repeatable for outcome in outcomes):
        return False
    try:
        for outcome in outcomes:
            outcome.value = outcome.job(connection)
    except Exception as error:
        if isinstance(error, sqlite3.Error) and not isinstance(error, UNBINDABLE):
            raise  # the transaction itself is in doubt
        connection.execute("ROLLBACK")
        connection.execute("BEGIN IMMEDIATE")
        return False
    return True


def _run_in_savepoint(connection: Connection, outcome: Outcome[Any]) -> None:
    connection.execute("SAVEPOINT job")
    try:
        outcome.value = outcome.job(connection)
    except BaseException as error:
        if isinstance(error, sqlite3.Error) and not isinstance(error, UNBINDABLE):
            raise  # the transaction itself is in doubt: the whole group fails
        connection.execute("ROLLBACK TO job")
        outcome.error = explained(error)  # its caller raises it
    connection.execute("RELEASE job")


def explained(error: BaseException) -> BaseException:
    """An error of SQLite as ours, any other as it is."""
    return explain(error) if isinstance(error, (sqlite3.Error, *UNBINDABLE)) else error
