"""
From the hunks of findings to changes, each with an id that only its content decides.

Pure. The same wishes over the same base get the same ids, so that a proposal that is made again is
known again.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.dreams.proposal import Change, Finding, Hunk


def _hunk_order(hunk: Hunk) -> tuple[str, int, bool]:
    """Where a hunk stands among those of its change; insertions before what they stand above."""
    return hunk.path, hunk.old_start, bool(hunk.old_lines)


def changes_of(
    findings: Sequence[Finding], by_finding: Mapping[int, list[Hunk]]
) -> tuple[Change, ...]:
    """The changes that findings become, in their order, with the hunks of each in theirs."""
    taken: Counter[str] = Counter()
    changes = []
    for number, finding in enumerate(findings):
        hunks = []
        for hunk in sorted(by_finding.get(number, ()), key=_hunk_order):
            key = _key(
                hunk.op,
                hunk.path,
                hunk.old_path,
                hunk.old_start,
                hunk.old_lines,
                hunk.new_lines,
            )
            hunks.append(replace(hunk, id=_unique(taken, f"hunk_{key}")))
        named = [hunk.id for hunk in hunks] or [finding.title]
        change_id = _unique(taken, f"change_{_key(finding.kind, finding.scope, named)}")
        changes.append(
            Change(
                change_id,
                finding.kind,
                finding.title,
                finding.rationale,
                finding.confidence,
                finding.evidence,
                tuple(replace(hunk, change_id=change_id) for hunk in hunks),
                finding.scope,
            )
        )
    return tuple(changes)


def _key(*parts: object) -> str:
    document = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(document.encode()).hexdigest()[:16]


def _unique(taken: "Counter[str]", key: str) -> str:
    # Two changes may insert the same line at the same place.
    taken[key] += 1
    return key if taken[key] == 1 else f"{key}-{taken[key]}"
