"""
Indexes that list what is there.

An index is only kept complete, never begun. What it lacks is written as it writes the others: a
line like its neighbours, or a list behind the sentence that names them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Final

from core.dreams.material.memories.draft import Draft, Page
from core.dreams.material.memories.entries import Heading, Shape
from core.dreams.material.memories.removal import removal
from core.dreams.proposal import ChangeKind, Edit, Evidence, Finding

_INDEXES: Final = frozenset({"index.md", "readme.md", "memory.md", "_index.md"})
_LISTED: Final = re.compile(r"(?:\]\(|`|^|[\s*-])((?:\.{0,2}/)?[\w./-]{1,300}\.md)\b")
_LINK: Final = re.compile(r"\[[^\]\n]{1,300}\]\([\w./-]{1,300}\.md\)")
_NAME: Final = re.compile(r"\[[^\]\n]{1,300}\]\(")
_PATTERN: Final = re.compile(
    r"(?<![\w*/.-])(?:\.{0,2}/)?[\w./-]{0,200}(?:\*[\w./*-]{0,60}|/(?![\w.*-]))"
)
_LEAST_LISTED: Final = 3
_SHARE_LISTED: Final = 0.5
"""What part of the memories below it a file must list to be their index."""


def index_lines(draft: Draft) -> Iterator[Finding]:
    """One finding for each line an index lacks or has too many; one for all that prose lacks."""
    for page in draft.pages:
        folder, _, name = page.path.rpartition("/")
        if name.lower() not in _INDEXES:
            continue
        below = {
            one.path
            for one in draft.pages
            if one.path.startswith(f"{folder}/")
            and one.path.rpartition("/")[2].lower() not in _INDEXES
        }
        listed = _listed(page, folder)
        present = [path for path in listed if path in below]
        lists_many = len(present) >= max(_LEAST_LISTED, _SHARE_LISTED * len(below))
        # Of one or two memories a file is the index if it lists all there are.
        if not lists_many and not (present and len(present) == len(below)):
            continue
        here = {known: listed[known] for known in present}
        missing = sorted(below - listed.keys() - _covered(page, folder, below))
        if _is_prose(page, here):
            yield from _added_to_prose(page, missing, here)
        else:
            for path in missing:
                yield _added(draft, page, path, here)
        for path in sorted(listed.keys() - draft.by_path.keys()):
            if lists_many or _form(page, listed[path]) in {_form(page, at) for at in here.values()}:
                yield from _dropped(draft, page, path, listed[path])


def _covered(page: Page, folder: str, below: Iterable[str]) -> frozenset[str]:
    """Those that an index tells of all at once: `/hosts/*.md - one file a host`, or `/hosts/`."""
    found: list[str] = []
    for pattern in (match for line in page.texts for match in _PATTERN.findall(line)):
        if not {"/", "."} & set(pattern):
            # A bullet, or a word that is stressed.
            continue
        full = pattern if pattern.startswith("/") else f"{folder}/{pattern.removeprefix('./')}"
        found.append(f"{full}*" if full.endswith("/") else full)
    return frozenset(path for path in below if any(fnmatchcase(path, one) for one in found))


def _listed(page: Page, folder: str) -> dict[str, int]:
    """The memories that an index names, as full paths, and the line of each."""
    found: dict[str, int] = {}
    for number, line in enumerate(page.texts, 1):
        for match in _LISTED.finditer(line):
            path = match[1]
            if not path.startswith("/"):
                path = f"{folder}/{path.removeprefix('./')}"
            found.setdefault(path, number)
    return found


def _is_prose(page: Page, present: Mapping[str, int]) -> bool:
    """Whether an index names its memories in a sentence, and not in a line for each."""
    return 2 * len({page.texts[number - 1] for number in present.values()}) <= len(present)


def _added_to_prose(
    page: Page, missing: Sequence[str], present: Mapping[str, int]
) -> Iterator[Finding]:
    """All that a sentence does not name, as a list behind it: the sentence stays as it is."""
    number = max(present.values())
    entry = next((one for one in page.entries if one.start <= number <= one.end), None)
    if entry is None or not missing:
        return
    model = page.texts[number - 1]
    names = [_written_like(model, _from_index(page, path), path) for path in missing]
    lines = [f"{entry.marker or '- '}{name}" for name in names]
    if entry.shape is not Shape.ITEM:
        lines.insert(0, "")
        lines += [""] if any(page.texts[entry.end : entry.end + 1]) else []
    shown = _shown_listed(page, present, ".md")
    yield Finding(
        kind=ChangeKind.REORGANIZE,
        title=f"{page.path} names {len(present)} memories, and not {_counted(missing)}",
        rationale=f"{page.path} names {len(present)} of the memories below it in a sentence.",
        confidence=0.7,
        evidence=() if shown is None else (shown,),
        edits=(Edit(page.path, entry.end + 1, (), tuple(lines)),),
        scope=f"index:{page.path}",
    )


def _counted(missing: Sequence[str]) -> str:
    return missing[0] if len(missing) == 1 else f"{len(missing)} others"


def _written_like(model: str, path: str, title: str) -> str:
    """How a path is written by an index one of whose lines is given: as a link, code, or bare."""
    written = _LISTED.search(model)
    name = path if written is None or written[1].startswith("/") else path.lstrip("/")
    before = model[: written.start(1)] if written else ""
    if before.endswith("]("):
        return f"[{title.removeprefix('/')}]({name})"
    return f"`{name}`" if before.endswith("`") else name


def _added(draft: Draft, page: Page, path: str, present: Mapping[str, int]) -> Finding:
    """The line that is missing, in the form of its neighbours and behind the last of its folder."""
    folder = path.rpartition("/")[0]
    near = [known for known in present if known.rpartition("/")[0] == folder] or list(present)
    neighbour = max(near, key=lambda known: (present[known], known))
    model = page.texts[present[neighbour] - 1]
    title = next((one.text for one in draft.by_path[path].headings), "")
    line = _line_like(model, _from_index(page, path), title)
    cited = _title_of(draft.by_path[path], title) if title and title in line else None
    written = _LISTED.search(model)
    held = written[1].rpartition("/")[0] or ".md" if written else ".md"
    shown = _shown_listed(page, present, held if held in line else ".md")
    return Finding(
        kind=ChangeKind.REORGANIZE,
        title=f"The index {page.path} lacks {path}",
        rationale=(
            f"The index {page.path} lists {len(present)} of the memories below it, and not {path}."
        ),
        confidence=0.9,
        evidence=tuple(one for one in (cited or shown,) if one is not None),
        edits=(Edit(page.path, present[neighbour] + 1, (), (line,)),),
        scope=f"index:{page.path}:{path}",
    )


def _from_index(page: Page, path: str) -> str:
    """A path as an index finds it that names no whole paths: from its own folder on."""
    return path.removeprefix(page.path.rpartition("/")[0])


def _line_like(model: str, path: str, title: str) -> str:
    """A line for a memory that looks like the line of another one."""
    written = _LISTED.search(model)
    start = model[: written.start(1)] if written else "- "
    tail = model[written.end(1) :] if written else ""
    opening = start[: start.rfind("[")] if start.endswith("](") else start.removesuffix("`")
    line = f"{opening}{_written_like(model, path, title or path)}"
    if model.lstrip().startswith("|"):
        cells = model.rstrip().rstrip("|").count("|") - line.count("|")
        return f"{line} | {title} |" + " |" * (cells - 1) if cells else f"{line} |"
    told = re.match(r"`?(\s*(?:-|\u2013|\u2014|:)\s+)\S", tail)
    return f"{line}{told[1] + title}" if told and title and not start.endswith("](") else line


def _shown_listed(page: Page, present: Mapping[str, int], held: str) -> Evidence | None:
    """A line of the index that was there before, as it lists another memory."""
    for number in sorted(present.values(), reverse=True):
        line = page.lines[number - 1]
        if line.origin is not None and held in line.text:
            return Evidence(line.text.strip(), held, f"{page.path}:{line.origin}")
    return None


def _title_of(page: Page, title: str) -> Evidence | None:
    for line in page.lines:
        if line.origin is not None and title in line.text:
            return Evidence(line.text.strip(), title, f"{page.path}:{line.origin}")
    return None


def _form(page: Page, number: int) -> tuple[str, bool, tuple[Heading, ...]]:
    """How a line lists a memory: what stands before the path, whether that is whole, and where."""
    line = page.texts[number - 1]
    written = _LISTED.search(line)
    assert written is not None
    trail = next((one.trail for one in page.entries if one.start <= number <= one.end), ())
    return _NAME.sub("[](", line[: written.start(1)]), written[1].startswith("/"), trail


def _dropped(draft: Draft, page: Page, path: str, number: int) -> Iterator[Finding]:
    """The line of a memory that is not there; only a line that says nothing else."""
    entry = next((one for one in page.entries if one.start == number == one.end), None)
    name = path.rpartition("/")[2]
    if entry is None or entry.shape is not Shape.ITEM or len(_LISTED.findall(entry.text)) != 1:
        return
    starts = any(map(_LISTED.match, (entry.text, f" {entry.text}"))) or _LINK.match(entry.text)
    cited = page.cite(entry, name)
    if not starts or cited is None:
        return
    yield Finding(
        kind=ChangeKind.REORGANIZE,
        title=f"The index {page.path} lists {path}, which is not there",
        rationale="No memory has this path.",
        confidence=0.85,
        evidence=(cited,),
        edits=tuple(removal(draft, [entry])),
        scope=f"index:{page.path}:{path}",
    )
