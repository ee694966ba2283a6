"""
Edits applied to texts, as a review that accepts everything would. Pure.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.dreams.proposal import Edit

Texts = Mapping[str, str]


@dataclass(slots=True)
class Applied:
    """What came out."""

    texts: dict[str, str]
    broken: list[str] = field(default_factory=list)
    """Edits that do not fit the base or each other, each as a sentence; they were left out."""


def applied(base: Texts, edits: Iterable[Edit]) -> Applied:
    """The texts after all edits, which count their lines in the base."""
    by_path: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_path[edit.path].append(edit)
    out = Applied(dict(base))
    renames: dict[str, str] = {}
    for path in sorted(by_path):
        _one_path(path, base.get(path), by_path[path], out, renames)
    for old, new in sorted(renames.items()):
        if new in out.texts:
            out.broken.append(f"{old} cannot become {new}, which exists")
        elif old in out.texts:
            out.texts[new] = out.texts.pop(old)
    return out


def _one_path(
    path: str, text: str | None, edits: list[Edit], out: Applied, renames: dict[str, str]
) -> None:
    """Apply the edits of one file."""
    lines = lines_of(text or "")
    fitting: list[tuple[int, int, Edit]] = []
    taken: set[int] = set()
    for number, edit in enumerate(edits):
        if edit.rename_to is not None:
            renames[path] = edit.rename_to
            continue
        end = edit.old_start + len(edit.old_lines)
        span = range(edit.old_start, end)
        if text is None and (edit.old_lines or edit.old_start != 1):
            out.broken.append(f"{path} does not exist, but lines of it are changed")
        elif not 1 <= edit.old_start <= len(lines) + 1:
            out.broken.append(f"{path} has no line {edit.old_start}")
        elif tuple(lines[edit.old_start - 1 : end - 1]) != edit.old_lines:
            out.broken.append(f"{path} line {edit.old_start} is not what the edit says")
        elif not taken.isdisjoint(span):
            out.broken.append(f"{path} line {edit.old_start} is changed twice")
        else:
            taken.update(span)
            fitting.append((edit.old_start, number, edit))
    # From the end on; an insertion stands before the line that another edit replaces there.
    order = sorted(fitting, key=lambda one: (one[0], bool(one[2].old_lines), one[1]))
    for _, _, edit in reversed(order):
        at = edit.old_start - 1
        lines[at : at + len(edit.old_lines)] = edit.new_lines
    if any(edit.is_whole_file for _, _, edit in fitting) and not lines:
        out.texts.pop(path, None)
    elif fitting:
        out.texts[path] = "".join(line + "\n" for line in lines)


def lines_of(text: str) -> list[str]:
    """The lines of a text; what ends with LF has no empty last one."""
    return text.removesuffix("\n").split("\n") if text else []
