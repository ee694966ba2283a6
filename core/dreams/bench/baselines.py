"""
Dreamers that nobody should use, to show what the score is worth: each is bad in its own way. Pure.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from core.dreams.bench.edits import lines_of
from core.dreams.bench.markdown import statements
from core.dreams.inputs import BaseFile, Inputs
from core.dreams.proposal import ChangeKind, Edit, Evidence, Finding

_ALIKE = 0.8
_EVERYTHING = "/everything.md"


def noop(_inputs: Inputs) -> list[Finding]:
    """Proposes nothing."""
    return []


def delete_all(inputs: Inputs) -> list[Finding]:
    """Proposes to delete every file: nothing that is stale stays."""
    return [
        Finding(
            kind=ChangeKind.REMOVE_STALE,
            title=f"Delete {file.path}",
            rationale="It may be old.",
            confidence=0.1,
            evidence=tuple(_lines_as_evidence(file)),
            edits=(_deletion(file),),
            scope=file.path,
        )
        for file in inputs.files
    ]


def concat(inputs: Inputs) -> list[Finding]:
    """Proposes one file with everything in it: every duplicate stands beside its twin."""
    lines = [line for file in inputs.files for line in lines_of(file.text)]
    created = Edit(_EVERYTHING, 1, (), tuple(dict.fromkeys(lines)))
    return [
        Finding(
            kind=ChangeKind.MERGE_DUPLICATES,
            title="One file for everything",
            rationale="Then nothing is said twice in different files.",
            confidence=0.1,
            evidence=tuple(one for file in inputs.files for one in _lines_as_evidence(file)),
            edits=(created, *(_deletion(file) for file in inputs.files)),
            scope=_EVERYTHING,
        )
    ]


def alike(inputs: Inputs) -> list[Finding]:
    """Merges statements whose letters are alike, by difflib's ratio, and keeps the longest."""
    found = [
        (file.path, start, lines)
        for file in inputs.files
        for start, lines in statements(file.text)
        if not lines[0].lstrip().startswith(("#", "|", "---"))
    ]
    groups: list[list[tuple[str, int, tuple[str, ...]]]] = []
    for one in found:
        text = " ".join(one[2])
        near = next((group for group in groups if _are_alike(text, " ".join(group[0][2]))), None)
        if near is None:
            groups.append([one])
        else:
            near.append(one)
    return [_merge(group) for group in groups if len(group) > 1]


def _are_alike(first: str, second: str) -> bool:
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _merge(group: Sequence[tuple[str, int, tuple[str, ...]]]) -> Finding:
    kept = max(group, key=lambda one: len(" ".join(one[2])))
    return Finding(
        kind=ChangeKind.MERGE_DUPLICATES,
        title=f"{len(group)} entries are alike",
        rationale=f"They are as good as equal to {kept[2][0]!r}.",
        confidence=_ALIKE,
        evidence=tuple(_evidence(path, start, lines[0]) for path, start, lines in group),
        edits=tuple(
            Edit(path, start, lines, ())
            for path, start, lines in group
            if (path, start) != kept[:2]
        ),
        scope=kept[2][0],
    )


def _deletion(file: BaseFile) -> Edit:
    return Edit(file.path, 1, tuple(lines_of(file.text)), (), is_whole_file=True)


def _lines_as_evidence(file: BaseFile) -> Iterator[Evidence]:
    for number, line in enumerate(lines_of(file.text), start=1):
        if line.strip():
            yield _evidence(file.path, number, line)


def _evidence(path: str, number: int, line: str) -> Evidence:
    return Evidence(quote=line, holds=line, source=f"{path}:{number}")
