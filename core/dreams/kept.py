"""
A proposal in its tables: written once, read again as the same values.

Lines are stored as one text, each with its LF, so that a secret of several lines is found in it.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict

from core.dreams.lines import lines_of
from core.dreams.proposal import Change, ChangeKind, Evidence, Gone, Hunk, Op, Proposal
from core.storage.sqlite import Connection


def store(connection: Connection, dream: int, proposal: Proposal) -> None:
    """Write the proposal of a dream, by its number."""
    connection.executemany(
        "INSERT INTO dream_files (dream, path, version_id) VALUES (?, ?, ?)",
        [(dream, base.path, base.version_id) for base in proposal.base],
    )
    for change in proposal.changes:
        connection.execute(
            "INSERT INTO dream_changes (dream, id, kind, title, rationale, confidence, evidence,"
            " scope) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                dream,
                change.id,
                change.kind.value,
                change.title,
                change.rationale,
                change.confidence,
                evidence_json(change.evidence),
                change.scope,
            ),
        )
        connection.executemany(
            "INSERT INTO dream_hunks (dream, id, change_id, op, path, old_path, old_start,"
            " old_text, new_start, new_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    dream,
                    hunk.id,
                    hunk.change_id,
                    hunk.op.value,
                    hunk.path,
                    hunk.old_path,
                    hunk.old_start,
                    ended(hunk.old_lines),
                    hunk.new_start,
                    ended(hunk.new_lines),
                )
                for hunk in change.hunks
            ],
        )


def load_changes(connection: Connection, dream: int) -> tuple[Change, ...]:
    """The changes of a dream, in the order in which they were proposed."""
    hunks: dict[str, list[Hunk]] = {}
    for row in connection.execute(
        "SELECT id, change_id, op, path, old_path, old_start, old_text, new_start, new_text"
        " FROM dream_hunks WHERE dream = ? ORDER BY number",
        (dream,),
    ):
        hunk_id, change_id, op, path, old_path, old_start, old_text, new_start, new_text = row
        hunk = Hunk(
            hunk_id,
            change_id,
            Op(op),
            path,
            old_path,
            old_start,
            lines_of(old_text).lines,
            new_start,
            lines_of(new_text).lines,
        )
        hunks.setdefault(change_id, []).append(hunk)
    rows = connection.execute(
        "SELECT id, kind, title, rationale, confidence, evidence, scope FROM dream_changes"
        " WHERE dream = ? ORDER BY number",
        (dream,),
    ).fetchall()
    return tuple(
        Change(
            change_id,
            ChangeKind(kind),
            title,
            rationale,
            confidence,
            evidence_of(evidence),
            tuple(hunks.get(change_id, ())),
            scope,
        )
        for change_id, kind, title, rationale, confidence, evidence, scope in rows
    )


def evidence_of(document: str) -> tuple[Evidence, ...]:
    """The evidence of a change, as it is stored."""
    return tuple(
        Evidence(**{**one, "gone": Gone(one["gone"]) if one.get("gone") else None})
        for one in json.loads(document)
    )


def evidence_json(evidence: Iterable[Evidence]) -> str:
    """Evidence as it is stored."""
    return json.dumps([asdict(one) for one in evidence], ensure_ascii=False)


def pinned_versions(connection: Connection, dream: int) -> dict[str, str]:
    """The version of each file that the proposal touches, by path."""
    return dict(
        connection.execute(
            "SELECT path, version_id FROM dream_files WHERE dream = ? AND version_id IS NOT NULL",
            (dream,),
        ).fetchall()
    )


def ended(lines: Iterable[str]) -> str:
    """Lines as one text, each with its LF."""
    return "".join(f"{line}\n" for line in lines)


def clear(connection: Connection, dream: int) -> None:
    """Remove what was stored of a proposal that is not done yet."""
    connection.execute("UPDATE dreams SET revision = revision + 1 WHERE number = ?", (dream,))
    for table in ("dream_files", "dream_changes", "dream_hunks"):
        connection.execute(f"DELETE FROM {table} WHERE dream = ?", (dream,))
