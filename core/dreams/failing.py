"""
What ends a dream without a proposal, and the checks that find it.
"""

from collections.abc import Sequence

from core.dreams.dream import Dream, Dropped, Failure, Status
from core.dreams.evidence import Sources
from core.dreams.inputs import Inputs
from core.dreams.loss import loss
from core.dreams.outcome import sound, within
from core.dreams.proposal import Finding
from core.dreams.rows import load
from core.errors import CoreError
from core.storage.sqlite import Connection


class Stopped(Exception):
    """The dream is not running any more: somebody canceled it."""


class EvidenceFlawed(CoreError):
    """A dreamer cites what is not there, or what does not say it."""


class InputGone(CoreError):
    """What the dream reads is not there any more."""

    def __init__(self, kind: str, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind
        """The wire's word for it."""


class InputRedacted(CoreError):
    """What the dream had read was redacted meanwhile, so it may not write of it."""


class TooMuchLost(CoreError):
    """The findings would take more lines away than the dream may."""


def failure_of(error: CoreError) -> Failure:
    """What a dream that ends by an error says of it."""
    kind = error.kind if isinstance(error, InputGone) else "internal_error"
    return Failure(kind, str(error))


def proposable(
    inputs: Inputs, sources: Sources, findings: Sequence[Finding], max_loss: float
) -> tuple[list[Finding], list[Dropped]]:
    """
    Check findings that are all: those that may be proposed, and those that do not hold.

    Raises:
        EvidenceFlawed: There are some, and of none the evidence holds.
        TooMuchLost: More than `max_loss` of the lines would go, as a share.
    """
    kept, dropped = sound(findings, sources)
    if dropped and not kept:
        more = "" if len(dropped) == 1 else f" (and {len(dropped) - 1} more)"
        raise EvidenceFlawed(
            f"Nothing is proposed, since evidence does not hold{more}:"
            f" {dropped[0].title!r}: {dropped[0].reason}"
        )
    gone = loss(inputs.files, kept)
    if not gone.is_over(max_loss):
        return kept, dropped
    fitting, lossy = within(kept, gone.lines, max_loss)
    if not fitting or loss(inputs.files, fitting).is_over(max_loss):
        raise TooMuchLost(
            f"Nothing is proposed, since {gone.share:.0%} of the lines would go and"
            f" {max_loss:.0%} may; allow more with --max-loss."
        )
    return fitting, dropped + lossy


def refuse_ended(connection: Connection, dream_id: str) -> None:
    """
    Check that the dream still runs.

    Raises:
        Stopped: It does not.
    """
    if load(connection, dream_id).status is not Status.RUNNING:
        raise Stopped


def refuse_redacted(connection: Connection, dream_id: str, revision: int) -> None:
    """
    Check that nothing was redacted since the dream was at this revision.

    Raises:
        InputRedacted: Something was, perhaps of what the dream has read.
    """
    if revision_of(connection, dream_id) != revision:
        raise InputRedacted(
            "Something was redacted while the dream worked, and it may have read it, so nothing"
            " is proposed; start it again."
        )


def revision_of(connection: Connection, dream_id: str) -> int:
    """How often what is stored of a dream was made anew, or redacted."""
    (revision,) = connection.execute(
        "SELECT revision FROM dreams WHERE id = ?", (dream_id,)
    ).fetchone()
    return int(revision)


def refuse_unavailable(connection: Connection, dream: Dream) -> None:
    """
    Check that what the dream reads is there.

    Raises:
        InputGone: The store or a session is not.
    """
    row = connection.execute(
        "SELECT archived_at FROM stores WHERE id = ?", (dream.memory_store_id,)
    ).fetchone()
    if row is None or row[0] is not None:
        raise InputGone(
            "input_memory_store_unavailable",
            "The store was archived or deleted before the dream was over.",
        )
    gone = connection.execute(
        "SELECT count(*) FROM dream_sessions JOIN dreams ON dreams.number = dream"
        " LEFT JOIN sessions ON sessions.id = dream_sessions.session_id"
        " LEFT JOIN wire_sessions ON wire_sessions.session = sessions.number"
        " WHERE dreams.id = ? AND (sessions.id IS NULL OR deleted_at IS NOT NULL"
        # Of one that was started here the record stays, and the transcript goes.
        " OR dream_sessions.session_id IN (SELECT subject_id FROM changes"
        " WHERE changes.seq > dreams.seq AND kind = 'session.forgotten'))",
        (dream.id,),
    ).fetchone()
    if gone[0]:
        raise InputGone(
            "input_session_unavailable", "A session was deleted before the dream was over."
        )
