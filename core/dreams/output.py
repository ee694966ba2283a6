"""
The output store of a dream: a copy of the input with every proposed change accepted.
"""

from collections.abc import Callable, Mapping

from core.context import Context
from core.dreams.dream import Dream
from core.dreams.hunks import PinnedFile
from core.dreams.lines import Piece, lines_of
from core.dreams.lines import replace as replaced
from core.dreams.proposal import Hunk, Op, Proposal
from core.dreams.reviewing.folding import fold
from core.errors import CoreError
from core.sessions import Sessions
from core.storage.sqlite import Connection
from core.stores import Stores
from core.wire.sessions import WireSessions


def result_of(files: Mapping[str, str], proposal: Proposal) -> dict[str, str]:
    """The texts of a store after every change of a proposal about exactly these texts."""
    result = dict(files)
    pieces: dict[str, list[Piece]] = {}
    renamed: dict[str, str] = {}
    for part in fold(proposal.changes, ()).parts:
        hunk: Hunk = part.hunk
        match hunk.op:
            case Op.DELETE:
                del result[hunk.path]
            case Op.RENAME:
                renamed[hunk.old_path or ""] = hunk.path
            case _:
                piece = Piece(hunk.old_start, hunk.old_lines, hunk.new_lines, part.rank)
                pieces.setdefault(hunk.path, []).append(piece)
    for path, changed in pieces.items():
        lines = lines_of(result.get(path, ""))
        result[path] = lines.having(replaced(lines.lines, changed)).text
    for old, new in renamed.items():
        result[new] = result.pop(old)
    return result


def discard_output_store(context: Context, store_id: str, session_id: str) -> None:
    """Take the output store of a dream away that did not complete."""
    WireSessions(context).archive(session_id)
    Stores(context).delete(store_id)


def _raised(answer: int | CoreError) -> int:
    """The answer of a job, whose refusals are values until they are committed."""
    if isinstance(answer, CoreError):
        raise answer
    return answer


def make_output_store(
    context: Context,
    dream: Dream,
    files: Mapping[str, PinnedFile],
    proposal: Proposal,
    refuse: Callable[[Connection], None],
) -> tuple[str, str]:
    """
    Make the store, written by a session of the dreamer, and give both ids.

    Args:
        refuse: Raises when nothing may be written any more; then there is no store.
    """
    stores = Stores(context)
    source = stores.retrieve(dream.memory_store_id)
    suffix = " (dream)"
    name = source.name[: context.limits.name_characters - len(suffix)] + suffix
    output = stores.create(name, source.description, {"dream_id": dream.id})
    sessions = Sessions(context)
    session = sessions.start(f"dream:{dream.dreamer}", {output.id: "read_write"})
    texts = result_of({path: file.text for path, file in files.items()}, proposal)
    written = session.memories.jobs.create_many(output.id, texts)

    def job(connection: Connection) -> int | CoreError:
        refuse(connection)
        return written(connection)

    try:
        _raised(context.db.write(job))
    except Exception:
        discard_output_store(context, output.id, session.id)
        raise
    # Archived, as on the wire: who looks for the work of agents is not shown that of dreams.
    WireSessions(context).archive(session.id)
    return output.id, session.id
