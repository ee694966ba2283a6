"""
Redaction: taking one version, or one secret wherever it stands, out of the workspace for good.

The only thing that touches a version after it was written: one that holds a secret is emptied, and
elsewhere the secret is masked.
"""

from dataclasses import dataclass
from datetime import datetime

from core import changes
from core.context import Context
from core.dreams.forgetting.versions import forget_version
from core.errors import InvalidRequest, NotPermitted
from core.forgetting.column_masking import Place, mask_columns
from core.forgetting.masking import mask_of, mask_path
from core.forgetting.purge import PurgeIncomplete, mark_pending, purge
from core.reading.indexing import forget, scrub
from core.records import heads
from core.records.heads import Head
from core.records.origins import Note, Origin
from core.records.versions import Version, load_version, unknown_version
from core.storage.sqlite import Connection
from core.text import Text, sha256
from core.times import format_time
from core.transcripts import indexing
from core.transcripts.forgetting import mask_events
from core.transcripts.recorded import event_id
from core.writing import record


@dataclass(frozen=True, slots=True)
class Redaction:
    """The receipt: every place, and the masked versions that were written for live memories."""

    places: tuple[Place, ...]
    masked_versions: tuple[str, ...]


class Redactor:
    """Redacts in the name of one actor; a session may not."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db

    def version(self, version_id: str, *, store_id: str | None = None) -> Version:
        """
        Empty one version: its content, hash, size and path, and what dreams that read it say of it.
        Again changes nothing.

        Raises:
            NotFound: It does not exist, or not in `store_id`.
            InvalidRequest: It is the head of a live memory; write a newer version first.
            NotPermitted: A session asked.
            PurgeIncomplete: Done, but another process keeps old pages of the file alive; the
                receipt is its `receipt`.
        """
        self._refuse_sessions()

        def job(connection: Connection) -> bool:
            version = load_version(connection, self._context.scope, version_id)
            if store_id is not None and version.memory_store_id != store_id:
                raise unknown_version(version_id)
            if version.redacted_at is not None:
                return False
            if connection.execute(
                "SELECT 1 FROM memories WHERE version_id = ?", (version_id,)
            ).fetchone():
                raise InvalidRequest(
                    f"The version {version_id} is what its memory holds now; write a newer version"
                    " or delete the memory first."
                )
            forget_version(connection, version)
            self._empty(connection, version.seq, version)
            scrub(connection)
            mark_pending(connection)
            return True

        if self._db.write(job):
            places = tuple(Place("version", version_id, field) for field in ("content", "path"))
            self._purge(Redaction(places, ()))
        with self._db.snapshot() as connection:
            return load_version(connection, self._context.scope, version_id)

    def text(self, secret: str) -> Redaction:
        """
        Take a text out of everything in the workspace: heads, versions, conflicts, names, indexes.

        A live memory that holds it gets a masked version first, so that it stays readable.

        Raises:
            InvalidRequest: The text is too short to be a secret.
            NotPermitted: A session asked.
            PurgeIncomplete: Done, but another process keeps old pages of the file alive; the
                receipt is its `receipt`.
        """
        self._refuse_sessions()
        mask = mask_of(secret)

        def job(connection: Connection) -> Redaction:
            masked, places = self._mask_heads(connection, secret, mask)
            places += self._empty_versions(connection, secret)
            places += self._mask_refused_texts(connection, secret, mask)
            places += [
                Place("event", event_id(number), column)
                for number, column in mask_events(connection, secret, mask)
            ]
            places += mask_columns(connection, secret, mask)
            if places:
                scrub(connection)
                # Whoever has read a proposal has to read it again.
                connection.execute("UPDATE dreams SET revision = revision + 1")
                indexing.scrub(connection)
            # Also when it stands nowhere: what was deleted may hold it in unused pages of the file.
            mark_pending(connection)
            return Redaction(tuple(places), tuple(masked))

        receipt = self._db.write(job)
        self._purge(receipt)
        return receipt

    def _purge(self, receipt: Redaction) -> None:
        try:
            purge(self._db)
        except PurgeIncomplete as error:
            error.receipt = receipt
            raise

    def _mask_heads(
        self, connection: Connection, secret: str, mask: str
    ) -> tuple[list[str], list[Place]]:
        rows = connection.execute(
            f"SELECT {heads.HEAD_COLUMNS} FROM memories JOIN contents"
            " ON contents.seq = memories.content_seq"
            " WHERE instr(text, ?) > 0 OR instr(path, ?) > 0 ORDER BY memories.id",
            (secret, secret),
        ).fetchall()
        masked, places = [], []
        for row in rows:
            head = heads.head_of(row)
            content = heads.content(connection, head.content_seq)
            places.append(Place("memory", head.id, "content" if secret in content else "path"))
            cleaned = content.replace(secret, mask)
            new = record.modify(
                self._context,
                connection,
                head,
                path=_free_path(connection, head, secret, mask),
                text=Text(cleaned, sha256(cleaned), len(cleaned.encode())),
                note=Note(origin=Origin.REDACTION),
            )
            masked.append(new.version_id)
        return masked, places

    def _empty_versions(self, connection: Connection, secret: str) -> list[Place]:
        rows = connection.execute(
            "SELECT versions.seq, versions.id FROM versions LEFT JOIN contents"
            " ON contents.seq = versions.content_seq"
            " WHERE instr(text, ?) > 0 OR instr(path, ?) > 0 ORDER BY versions.seq",
            (secret, secret),
        ).fetchall()
        for seq, version_id in rows:
            version = load_version(connection, self._context.scope, version_id)
            self._empty(connection, seq, version)
        return [Place("version", version_id, "content") for _, version_id in rows]

    def _empty(self, connection: Connection, seq: int, version: Version) -> None:
        now = max(self._context.clock(), version.created_at)
        actor = self._context.scope.actor
        (content_seq,) = connection.execute(
            "SELECT content_seq FROM versions WHERE seq = ?", (seq,)
        ).fetchone()
        # A short secret could be guessed from a hash, wherever that stands.
        connection.execute(
            "UPDATE conflicts SET base_sha256 = NULL WHERE memory_id = ? AND base_sha256 = ?",
            (version.memory_id, version.content_sha256),
        )
        connection.execute(
            "UPDATE versions SET content_seq = NULL, content_sha256 = NULL,"
            " content_size_bytes = NULL, path = NULL, redacted_at = ?, redacted_by_type = ?,"
            " redacted_by_id = ? WHERE seq = ?",
            (format_time(now), actor.type, actor.id, seq),
        )
        if content_seq is not None:
            _drop_unused(connection, content_seq, version.memory_id)
        self._record(connection, version.id, version.memory_store_id, now)

    def _mask_refused_texts(self, connection: Connection, secret: str, mask: str) -> list[Place]:
        rows = connection.execute(
            "SELECT conflicts.id, contents.seq, text FROM conflicts JOIN contents"
            " ON contents.seq = conflicts.mine_content_seq WHERE instr(text, ?) > 0",
            (secret,),
        ).fetchall()
        for conflict_id, seq, text in rows:
            cleaned = text.replace(secret, mask)
            connection.execute("UPDATE contents SET text = ? WHERE seq = ?", (cleaned, seq))
            connection.execute(
                "UPDATE conflicts SET mine_sha256 = ? WHERE id = ?", (sha256(cleaned), conflict_id)
            )
        return [Place("conflict", conflict_id, "content") for conflict_id, _, _ in rows]

    def _record(self, connection: Connection, version_id: str, store_id: str, at: datetime) -> None:
        changes.append(
            connection,
            "memory.redacted",
            format_time(at),
            self._context.scope.actor,
            subject_id=version_id,
            store_id=store_id,
        )

    def _refuse_sessions(self) -> None:
        if self._context.scope.session_id is not None:
            raise NotPermitted("A session cannot redact; ask a user to do it.")


def _drop_unused(connection: Connection, content_seq: int, memory_id: str) -> None:
    # Only versions of the same memory share a content: a rename keeps the one before it.
    used = connection.execute(
        "SELECT 1 FROM versions WHERE memory_id = ? AND content_seq = ? LIMIT 1",
        (memory_id, content_seq),
    ).fetchone()
    if used is None:
        text = heads.content(connection, content_seq)
        forget(connection, content_seq, text)
        connection.execute("DELETE FROM contents WHERE seq = ?", (content_seq,))


def _free_path(connection: Connection, head: Head, secret: str, mask: str) -> str:
    candidate = mask_path(head.path, secret, mask)
    number = 2
    while (
        secret in candidate
        or heads.blocker(connection, head.store_id, candidate, besides=(head.id,)) is not None
    ):
        # In the mask, not at the end: what blocks may be a file above.
        candidate = mask_path(head.path, secret, f"{mask}-{number}")
        number += 1
    return candidate
