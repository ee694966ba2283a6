"""
Which findings leave every memory within its size, whichever of them are accepted. Pure.
"""

from collections.abc import Mapping, Sequence

from core.dreams.dream import Dropped
from core.dreams.proposal import Finding


def fitting(
    findings: Sequence[Finding], sizes: Mapping[str, int], most: int
) -> tuple[list[Finding], list[Dropped]]:
    """
    The findings with which no memory gets too large, and those that were too much.

    Args:
        sizes: The bytes of each memory, by path.
        most: The bytes that a memory may have.
    """
    grown = [_growth(finding) for finding in findings]
    kept = dict.fromkeys(range(len(findings)), True)
    dropped: list[Dropped] = []
    for path in sorted({path for growth in grown for path in growth}):
        # The rest of what touches it may be rejected, and what makes it shorter too.
        growing = [at for at, growth in enumerate(grown) if kept[at] and growth.get(path, 0) > 0]
        size = sizes.get(path, 0) + sum(grown[at][path] for at in growing)
        for at in sorted(growing, key=lambda one: (-grown[one][path], one)):
            if size <= most:
                break
            kept[at] = False
            size -= grown[at][path]
            reason = f"With it {path} could have more than {most:,} bytes; split it first."
            dropped.append(Dropped(findings[at].kind.value, findings[at].title, reason))
    return [finding for at, finding in enumerate(findings) if kept[at]], dropped


def _growth(finding: Finding) -> dict[str, int]:
    """By how many bytes the hunks that make a memory longer do so, by its path."""
    found: dict[str, int] = {}
    for edit in finding.edits:
        more = _bytes(edit.new_lines) - _bytes(edit.old_lines)
        if more > 0:
            found[edit.path] = found.get(edit.path, 0) + more
    return found


def _bytes(lines: Sequence[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)
