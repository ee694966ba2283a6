"""
Taking what proposals quote of a deleted transcript out of them.

A change that other sessions support stays, without the quotes. One that rests on nothing else, or
that repeats what only the deleted session said, keeps its place and its verdict and says nothing
any more; nothing of it can be applied. What is applied stands in memories, and is redacted there.
Runs inside the transaction that deletes.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from core.dreams.forgetting.emptying import (
    MASK,
    emptied,
    empty,
    empty_edits,
    forget_titles,
    masked,
)
from core.dreams.forgetting.repeating import repeats
from core.dreams.kept import evidence_json, evidence_of
from core.dreams.proposal import Evidence, Gone
from core.storage.sqlite import Connection

_WORDS: Final = ("Withdrawn", "What it rested on was deleted with its session.")
_LESS: Final = "A session that it rests on was deleted since."


_Quoting: TypeAlias = tuple[int, str, tuple[Evidence, ...], list[Evidence]]
"""A dream, a change of it, its evidence, and what of that is of the session."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What became of proposals when a transcript was deleted."""

    quotes: int
    """That were taken out."""
    withdrawn: int
    """Changes that say nothing any more."""


def forget_quotes(connection: Connection, session_id: str) -> Forgotten:
    """Take what was quoted of a session's transcript out of every dream that read it."""
    dreams = [
        dream
        for (dream,) in connection.execute(
            "SELECT dream FROM dream_sessions WHERE session_id = ?", (session_id,)
        ).fetchall()
    ]
    found = [one for dream in dreams for one in _quoting(connection, dream, session_id)]
    said = {one.quote for _, _, _, cited in found for one in cited}
    for dream in dreams:
        forget_titles(connection, dream, _WORDS[0])
        _mask_remarks(connection, dream, said)
    withdrawn = 0
    for dream, change_id, evidence, cited in found:
        others = [one for one in evidence if one not in cited and not one.gone]
        is_supported = any(one.event_id is not None for one in others)
        if is_supported and not _repeated(connection, dream, change_id, cited, others):
            _take_out(connection, dream, change_id, evidence, cited)
        else:
            withdrawn += 1
            _withdraw(connection, dream, change_id, evidence, cited)
    return Forgotten(sum(len(cited) for _, _, _, cited in found), withdrawn)


def _quoting(connection: Connection, dream: int, session_id: str) -> Iterator[_Quoting]:
    rows = connection.execute(
        "SELECT id, evidence FROM dream_changes WHERE dream = ?", (dream,)
    ).fetchall()
    for change_id, document in rows:
        evidence = evidence_of(document)
        cited = [one for one in evidence if one.session_id == session_id and not one.gone]
        if cited:
            yield dream, change_id, evidence, cited


def _repeated(
    connection: Connection,
    dream: int,
    change_id: str,
    cited: Iterable[Evidence],
    others: Iterable[Evidence],
) -> bool:
    """Whether a change says what only these quotes do, and nothing else that it stands on."""
    title, rationale, scope = connection.execute(
        "SELECT title, rationale, scope FROM dream_changes WHERE dream = ? AND id = ?",
        (dream, change_id),
    ).fetchone()
    hunks = connection.execute(
        "SELECT old_text, new_text FROM dream_hunks WHERE dream = ? AND change_id = ?",
        (dream, change_id),
    ).fetchall()
    words = "\n".join([title, rationale, scope, *(new for _, new in hunks)])
    known = "\n".join([*(one.quote for one in others), *(old for old, _ in hunks)])
    return any(repeats(words, one.quote, known) for one in cited)


def _take_out(
    connection: Connection,
    dream: int,
    change_id: str,
    evidence: Iterable[Evidence],
    cited: Collection[Evidence],
) -> None:
    left = [emptied(one, Gone.DELETED) if one in cited else one for one in evidence]
    connection.execute(
        "UPDATE dream_changes SET evidence = ? WHERE dream = ? AND id = ?",
        (evidence_json(left), dream, change_id),
    )
    # How many sessions it counts is no longer so.
    connection.execute(
        "UPDATE dream_changes SET rationale = rationale || ' ' || :less"
        " WHERE dream = :dream AND id = :change AND instr(rationale, :less) = 0",
        {"less": _LESS, "dream": dream, "change": change_id},
    )


def _withdraw(
    connection: Connection,
    dream: int,
    change_id: str,
    evidence: Iterable[Evidence],
    cited: Collection[Evidence],
) -> None:
    gone = [
        emptied(one, Gone.DELETED if one in cited else Gone.WITHDRAWN)
        if one.event_id is not None and not one.gone
        else one
        for one in evidence
    ]
    empty(connection, dream, change_id, _WORDS, gone)
    applied = {
        hunk_id.partition(".")[0]
        for (hunk_id,) in connection.execute(
            "SELECT hunk_id FROM applied_hunks JOIN applies ON applies.number = apply"
            " WHERE dream = ? AND change_id = ? AND undone_at IS NULL",
            (dream, change_id),
        )
    }
    hunks = connection.execute(
        "SELECT id, old_text, new_text FROM dream_hunks WHERE dream = ? AND change_id = ?",
        (dream, change_id),
    ).fetchall()
    open_hunks = [hunk for hunk in hunks if hunk[0] not in applied]
    for hunk_id, old, new in open_hunks:
        connection.execute(
            "UPDATE dream_hunks SET new_text = ? WHERE dream = ? AND id = ?",
            (masked(new, but=old.split("\n")), dream, hunk_id),
        )
    empty_edits(connection, dream, {hunk_id for hunk_id, _, _ in open_hunks})


def _mask_remarks(connection: Connection, dream: int, said: Collection[str]) -> None:
    """Mask what reviewers say, or said before, where it repeats what is deleted."""

    def cleaned(remark: str | None) -> str | None:
        is_quoted = remark is not None and any(repeats(remark, quote, "") for quote in said)
        return MASK if is_quoted else remark

    # Lines that a reviewer wrote are no remark: they go with their hunk.
    remarks = "SELECT number, text FROM verdicts WHERE action NOT IN ('edit', 'resolve')"
    reasons = "SELECT number, reason FROM tombstones WHERE true"
    for table, column, query in (("verdicts", "text", remarks), ("tombstones", "reason", reasons)):
        rows = connection.execute(f"{query} AND dream = ?", (dream,)).fetchall()
        connection.executemany(
            f"UPDATE {table} SET {column} = ? WHERE number = ?",
            [(cleaned(remark), number) for number, remark in rows if cleaned(remark) != remark],
        )
    (suppressed,) = connection.execute(
        "SELECT suppressed FROM dreams WHERE number = ?", (dream,)
    ).fetchone()
    before = [{**one, "reason": cleaned(one["reason"])} for one in json.loads(suppressed)]
    connection.execute(
        "UPDATE dreams SET suppressed = ? WHERE number = ?",
        (json.dumps(before, ensure_ascii=False), dream),
    )
