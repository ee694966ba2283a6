"""
What a dream proposes: changes, the hunks each is made of, and the evidence behind it.

Values only, the same for every dreamer, so that review, apply and the checks are too. Lines are
texts between LF, without it; a file that ends with LF has no empty last line here.
"""

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """What a change does, and why."""

    MERGE_DUPLICATES = "merge_duplicates"
    RESOLVE_CONTRADICTION = "resolve_contradiction"
    REMOVE_STALE = "remove_stale"
    ADD_LESSON = "add_lesson"
    ADD_PATTERN = "add_pattern"
    VERIFY = "verify"
    REORGANIZE = "reorganize"
    REDACT = "redact"
    QUARANTINE = "quarantine"
    OTHER = "other"


class Op(StrEnum):
    """What a hunk does to its file."""

    MODIFY = "modify"
    CREATE = "create"
    DELETE = "delete"
    RENAME = "rename"


class Gone(StrEnum):
    """Why a quote is not kept any more."""

    DELETED = "deleted"
    """With the transcript of its session."""
    REDACTED = "redacted"
    """With what it, or its change, was about."""
    WITHDRAWN = "withdrawn"
    """With its change, which repeats what was deleted."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that supports a change: a text of an event, or a line of the pinned base."""

    quote: str
    """One contiguous piece of one text of the event, verbatim, never across a masked secret."""
    holds: str
    """The thing or value that the change asserts, as it stands in the quote."""
    source: str
    """`FILE:LINE` as it was ingested, `FILE#N` in a document, `/path.md:LINE` for a memory."""
    session_id: str | None = None
    event_id: str | None = None
    at: int | None = None
    """When it happened, milliseconds since 1970, UTC."""
    gone: Gone | None = None
    """Why nothing is left of it but which event it was: quote and source are empty then."""


@dataclass(frozen=True, slots=True)
class Edit:
    """
    One wish of a miner: these lines of the base become those.

    An insertion has no `old_lines` and goes before line `old_start` (one past the end: at the end).
    A new file is made of insertions at line 1 of a path that the base does not have.
    """

    path: str
    old_start: int
    """Counted from 1, in the pinned base."""
    old_lines: tuple[str, ...]
    new_lines: tuple[str, ...]
    rename_to: str | None = None
    """The file moves there; such an edit has no lines."""
    is_whole_file: bool = False
    """The file is deleted: `old_lines` are all of its lines, and there are no new ones."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One change as a miner gives it, before it is cut into hunks."""

    kind: ChangeKind
    title: str
    rationale: str
    """One sentence for the reviewer."""
    confidence: float
    """From 0 to 1."""
    evidence: tuple[Evidence, ...]
    edits: tuple[Edit, ...]
    """Empty for what only asks or warns."""
    scope: str
    """What it is about, in words that stay from dream to dream: rejections hold on to it."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """One block of consecutive changed lines of one file."""

    id: str
    """The same for the same content at the same place, whichever dream proposes it."""
    change_id: str
    op: Op
    path: str
    """Where the file is after this hunk alone; for a rename the new path."""
    old_path: str | None
    old_start: int
    old_lines: tuple[str, ...]
    new_start: int
    """Counted from 1, in the file as it is when every hunk of the proposal is accepted."""
    new_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One decision for the reviewer."""

    id: str
    kind: ChangeKind
    title: str
    rationale: str
    confidence: float
    evidence: tuple[Evidence, ...]
    hunks: tuple[Hunk, ...]
    """In the order of their paths and lines; empty for what only asks or warns."""
    scope: str

    @property
    def is_withdrawn(self) -> bool:
        """It says nothing any more, since all that it rested on is gone: nothing of it applies."""
        events = [one for one in self.evidence if one.event_id is not None]
        return any(one.gone for one in self.evidence) and all(one.gone for one in events)


@dataclass(frozen=True, slots=True)
class BaseText:
    """A file of the base that the proposal touches or cites, as it was pinned."""

    path: str
    content_sha256: str
    version_id: str | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Everything one dream wants to change, and what of."""

    store_id: str
    seq: int
    changes: tuple[Change, ...]
    base: tuple[BaseText, ...]
    """By path."""
