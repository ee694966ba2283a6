"""
Proposals for tests of reviews: findings by hand, stored as if a dreamer had found them.
"""

from collections.abc import Callable, Iterable, Sequence

from core import Workspace
from core.dreams import kept, rows
from core.dreams.dream import Status, Wish
from core.dreams.dreamers.base import Progress, Report, ShouldStop, never, silent
from core.dreams.gather import pin_files
from core.dreams.hunks import propose
from core.dreams.inputs import Inputs
from core.dreams.proposal import ChangeKind, Edit, Evidence, Finding


def finding(
    title: str,
    *edits: Edit,
    kind: ChangeKind = ChangeKind.OTHER,
    evidence: tuple[Evidence, ...] = (),
    scope: str | None = None,
) -> Finding:
    """A finding that consists of these edits."""
    return Finding(kind, title, f"Because of {title}.", 0.9, evidence, edits, scope or title)


def edit(path: str, start: int, old: Sequence[str] = (), new: Sequence[str] = ()) -> Edit:
    """These lines become those."""
    return Edit(path, start, tuple(old), tuple(new))


def deletion(path: str, lines: Sequence[str]) -> Edit:
    """The whole file goes."""
    return Edit(path, 1, tuple(lines), (), is_whole_file=True)


def renaming(path: str, target: str) -> Edit:
    """The file moves."""
    return Edit(path, 1, (), (), rename_to=target)


def proposed(ws: Workspace, store_id: str, findings: Iterable[Finding]) -> str:
    """The id of a completed dream with this proposal, without any check of evidence."""
    dream = ws.dreams.create(Wish(store_id))

    def job(connection) -> None:
        seq = ws.seq()
        pinned = pin_files(connection, store_id, seq)
        proposal = propose(store_id, seq, pinned.files, list(findings))
        kept.store(connection, rows.number_of(connection, dream.id), proposal)
        connection.execute("UPDATE dreams SET seq = ? WHERE id = ?", (seq, dream.id))
        rows.end(ws.context, connection, dream.id, Status.COMPLETED)

    ws.context.db.write(job)
    return dream.id


def texts(ws: Workspace, store_id: str) -> dict[str, str]:
    """What a store holds, by path."""
    return {
        memory.path: ws.memories.retrieve(memory.id).content or ""
        for memory in ws.memories.list(store_id)
    }


class Scripted:
    """A dreamer that finds what it was told to, and reports each finding."""

    name = "scripted"

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings

    def dream(
        self, inputs: Inputs, report: Report = silent, should_stop: ShouldStop = never
    ) -> tuple[Finding, ...]:
        del inputs, should_stop
        for number in range(len(self.findings)):
            so_far = self.findings[: number + 1]
            report(
                Progress(
                    f"stage {number}", number, len(self.findings), len(so_far), lambda f=so_far: f
                )
            )
        return self.findings


class Doing:
    """A dreamer that does what a test wants."""

    name = "doing"

    def __init__(self, dream: Callable[[Inputs, Report, ShouldStop], tuple[Finding, ...]]) -> None:
        self.dream = dream
