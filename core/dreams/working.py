"""
The work of a dream: pin the inputs, let the dreamer think, check and store what it found.

Runs in whichever process is the worker. What was found so far is stored whenever the dreamer tells
of it, so a worker that is killed leaves that behind.
"""

import json
import os
import time
from collections.abc import Sequence
from dataclasses import asdict

from core import changes
from core.actors import ActorType
from core.context import Context
from core.dreams import gather, kept, rows
from core.dreams.alive import held
from core.dreams.deciding_at_once import decide_at_once
from core.dreams.dream import Behavior, Dream, Failure, Status
from core.dreams.dreamers.base import Cancelled, Dreamer, Interrupted, Progress
from core.dreams.evidence import sources_of
from core.dreams.failing import (
    EvidenceFlawed,
    InputRedacted,
    Stopped,
    TooMuchLost,
    failure_of,
    refuse_ended,
    refuse_redacted,
    refuse_unavailable,
    revision_of,
)
from core.dreams.gather import Pinned
from core.dreams.inputs import Inputs
from core.dreams.interrupting import think
from core.dreams.judging import Judge
from core.dreams.outcome import outcome_of
from core.dreams.output import discard_output_store, make_output_store
from core.dreams.proposal import Finding, Proposal
from core.dreams.reviewing import tombstones
from core.dreams.reviewing.policy import NO_POLICY, Policy
from core.dreams.reviewing.rejections import Tombstone
from core.errors import CoreError, InvalidRequest
from core.storage.sqlite import Connection
from core.times import format_time

TELL_EVERY_S = 1.0
"""How often progress within one stage becomes a row of the feed."""

KEEP_EVERY_S = 2.0
"""How often what was found so far is checked and stored."""


def work(context: Context, dream_id: str, dreamer: Dreamer, *, policy: Policy = NO_POLICY) -> Dream:
    """
    Do the work of a pending dream, and give it as it ended; what fails is in its `error`.

    Raises:
        NotFound: There is no such dream.
        InvalidRequest: It is not pending, or another process works on it.
    """
    context = _for_its_maker(context, dream_id)
    with held(context.db.path, dream_id) as is_ours:
        if not is_ours:
            raise InvalidRequest(f"Another process works on the dream {dream_id} already.")
        worker = _Worker(context, dream_id, policy)
        worker.begin()
        try:
            worker.gather()
            worker.finish(think(dreamer, worker.inputs, worker.report, worker.is_stopped))
        except Cancelled as stopped:
            worker.keep(stopped.findings)
            # By ctrl+c, where nobody has said so yet.
            worker.end(Status.CANCELED)
        except (Stopped, Interrupted):
            pass
        except KeyboardInterrupt:
            worker.end(Status.CANCELED)
        except (EvidenceFlawed, InputRedacted, TooMuchLost) as error:
            # It says that nothing is proposed: what was kept on the way must not be either.
            worker.end(Status.FAILED, failure_of(error), forgets=True)
        except CoreError as error:
            worker.end(Status.FAILED, failure_of(error))
        except Exception as error:  # noqa: BLE001  # a dreamer's bug must not leave the dream running
            message = f"The dreamer failed ({type(error).__name__}: {error})."
            worker.end(Status.FAILED, Failure("internal_error", message))
    with context.db.snapshot() as connection:
        return rows.load(connection, dream_id)


def _for_its_maker(context: Context, dream_id: str) -> Context:
    """Act for whoever made the dream, so that it is theirs what it writes at once."""
    with context.db.snapshot() as connection:
        maker = rows.visible(context, connection, dream_id).created_by
    if maker.type is ActorType.SESSION or context.scope.is_limited:
        return context
    return context.acting_as(maker)


class _Worker:
    def __init__(self, context: Context, dream_id: str, policy: Policy) -> None:
        self._context = context
        self._db = context.db
        self._id = dream_id
        self._policy = policy
        self._told_at = self._kept_at = 0.0
        self._stage: str | None = None

    def begin(self) -> None:
        """Take the dream up."""
        self._dream = self._db.write(self._started)

    def gather(self) -> None:
        """Read the inputs, as they were when the dream began."""
        assert self._dream.seq is not None
        with self._db.snapshot() as connection:
            refuse_unavailable(connection, self._dream)
            self._revision = revision_of(connection, self._id)
            store_id = self._dream.memory_store_id
            (store_name,) = connection.execute(
                "SELECT name FROM stores WHERE id = ?", (store_id,)
            ).fetchone()
            self._pinned: Pinned = gather.pin_files(connection, store_id, self._dream.seq)
            sessions = gather.gather_sessions(connection, self._dream.session_ids)
        self.inputs = Inputs(
            store_id,
            store_name,
            self._dream.seq,
            self._pinned.inputs,
            sessions,
            self._dream.instructions or "",
        )
        sources = sources_of(self.inputs)
        self._judge = Judge(
            self.inputs,
            sources,
            self._pinned.files,
            self._dream.max_loss,
            self._context.limits.content_bytes,
        )

    def _started(self, connection: Connection) -> Dream:
        dream = rows.visible(self._context, connection, self._id)
        if dream.status is not Status.PENDING:
            raise InvalidRequest(f"The dream {self._id} is {dream.status}, so it cannot begin.")
        now = format_time(self._context.clock())
        connection.execute(
            "UPDATE dreams SET status = ?, seq = ?, started_at = ?, beat_at = ?, worker_pid = ?"
            " WHERE id = ?",
            (
                Status.RUNNING.value,
                changes.last_seq(connection),
                now,
                now,
                os.getpid(),
                self._id,
            ),
        )
        rows.record(self._context, connection, "dream.running", self._id, dream.memory_store_id)
        return rows.load(connection, self._id)

    def report(self, progress: Progress) -> None:
        """Keep how far the dreamer is, and what it found so far."""
        now = time.monotonic()
        is_new = progress.stage != self._stage
        if not is_new and now - self._told_at < TELL_EVERY_S:
            return
        self._told_at, self._stage = now, progress.stage
        proposal = None
        if progress.so_far is not None and now - self._kept_at >= KEEP_EVERY_S:
            proposal = self._judge.so_far(progress.so_far(), self._stones())
            self._kept_at = time.monotonic()

        def job(connection: Connection) -> None:
            self._refuse(connection)
            connection.execute(
                "UPDATE dreams SET stage = ?, sessions_read = ?, findings = ?, beat_at = ?"
                " WHERE id = ?",
                (
                    progress.stage,
                    len(self.inputs.sessions),
                    progress.findings,
                    format_time(self._context.clock()),
                    self._id,
                ),
            )
            if proposal is not None:
                self._store(connection, proposal)
            self._record(connection, "dream.progress")

        self._db.write(job)

    def is_stopped(self) -> bool:
        """Whether somebody ended the dream meanwhile."""
        with self._db.snapshot() as connection:
            return rows.load(connection, self._id).status is not Status.RUNNING

    def keep(self, findings: Sequence[Finding]) -> None:
        """Store what was found until the dream was stopped."""
        proposal = self._judge.so_far(findings, self._stones())
        if proposal is None:
            return

        def job(connection: Connection) -> None:
            if revision_of(connection, self._id) != self._revision:
                return  # something was redacted
            self._store(connection, proposal)
            # Whoever looks at the dreams has seen that it is over, and not yet that it found this.
            self._record(connection, "dream.progress")

        self._db.write(job)

    def finish(self, findings: Sequence[Finding]) -> None:
        """Check and store what was found, and do with it what the dream was made for."""
        judged = self._judge.judge(findings, self._stones())
        proposal = judged.proposal
        outcome = outcome_of(self.inputs, proposal.changes, judged.dropped)
        output = session = None
        if self._dream.behavior is Behavior.CREATE_NEW:
            output, session = make_output_store(
                self._context, self._dream, self._pinned.files, proposal, self._refuse
            )

        def job(connection: Connection) -> None:
            self._refuse(connection)
            self._store(connection, proposal)
            if self._dream.behavior is Behavior.UPDATE_EXISTING:
                output_id: str | None = self._dream.memory_store_id
            else:
                output_id = output
            connection.execute(
                "UPDATE dreams SET findings = ?, sessions_read = ?, newest_event = ?,"
                " suppressed = ?, outcome = ?, output_store_id = ?, session_id = ?, beat_at = ?"
                " WHERE id = ?",
                (
                    judged.findings,
                    len(self.inputs.sessions),
                    self.inputs.now,
                    json.dumps([asdict(one) for one in judged.suppressed], ensure_ascii=False),
                    json.dumps(asdict(outcome), ensure_ascii=False),
                    output_id,
                    session,
                    format_time(self._context.clock()),
                    self._id,
                ),
            )
            rows.end(self._context, connection, self._id, Status.COMPLETED)
            decide_at_once(self._context, connection, self._dream, self._policy)

        try:
            self._db.write(job)
        except Exception:
            if output is not None and session is not None:
                discard_output_store(self._context, output, session)
            raise

    def end(self, status: Status, error: Failure | None = None, *, forgets: bool = False) -> None:
        """End the dream in another way, unless it is over already; `forgets` what was kept."""

        def job(connection: Connection) -> None:
            if rows.load(connection, self._id).status.is_over:
                return
            if forgets:
                kept.clear(connection, rows.number_of(connection, self._id))
            rows.end(self._context, connection, self._id, status, error)

        self._db.write(job)

    def _refuse(self, connection: Connection) -> None:
        """Check that what was found may be stored."""
        refuse_ended(connection, self._id)
        refuse_unavailable(connection, self._dream)
        refuse_redacted(connection, self._id, self._revision)

    def _stones(self) -> list[Tombstone]:
        with self._db.snapshot() as connection:
            return tombstones.load(connection, self._dream.memory_store_id)

    def _store(self, connection: Connection, proposal: Proposal) -> None:
        number = rows.number_of(connection, self._id)
        kept.clear(connection, number)
        kept.store(connection, number, proposal)
        self._revision = revision_of(connection, self._id)

    def _record(self, connection: Connection, kind: str) -> None:
        rows.record(self._context, connection, kind, self._id, self._dream.memory_store_id)
