"""
The versions of a memory as its history shows them: which they are, and what is said of each.
"""

from collections.abc import Sequence

from core.reading.pages import Page
from core.records.versions import Version
from memtui.widgets import figures

_ORIGINS = {"restore": "restored", "import": "imported"}


def with_newest(versions: Sequence[Version], page: Page[Version]) -> tuple[list[Version], bool]:
    """
    The newest page again, in front of the versions that were known.

    Also gives whether more came than fit a page: then what was known is left out, rather than to
    show a gap as if it were none.
    """
    # Known ones may have been redacted meanwhile, so the new values replace them.
    read = {version.id for version in page.data}
    rest = [version for version in versions if version.id not in read]
    is_gap = len(rest) == len(versions)
    return [*page.data, *([] if is_gap else rest)], is_gap


def matches(version: Version, query: str) -> bool:
    """Whether every word of a query is in the writer's name or in the session's id."""
    told = f"{figures.who(version)} {version.created_by.session_id or ''}".casefold()
    return all(word in told for word in query.casefold().split())


def what(version: Version, older: Version | None) -> str:
    """What was done, in one word."""
    if version.redacted_at is not None:
        return "redacted"
    if version.origin is not None and version.origin.value in _ORIGINS:
        return _ORIGINS[version.origin.value]
    is_renamed = (
        older is not None
        and version.path != older.path
        and version.content_sha256 == older.content_sha256
    )
    return "renamed" if is_renamed else version.operation.value


def delta(version: Version, older: Version | None, *, is_first: bool) -> str:
    """
    How many bytes came or went.

    Args:
        is_first: Without an older one, this is where the memory began; else the older one is just
            not known.
    """
    if version.content_size_bytes is None:
        return ""
    if older is None:
        return figures.delta(version.content_size_bytes) if is_first else ""
    return figures.delta(version.content_size_bytes - (older.content_size_bytes or 0))


def position(versions: Sequence[Version], version: Version) -> str:
    """Where a version stands in its history, for a heading."""
    at = next((at for at, one in enumerate(versions) if one.id == version.id), None)
    if at is None:
        return "far back"
    return "newest" if at == 0 else f"{at} back"
