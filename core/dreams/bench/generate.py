"""
Makes a case from a seed and a domain: a store and transcripts with planted defects, and the key.

The same seed gives the same case to the byte. Sizes can be raised for measurements.
"""

from collections import defaultdict
from dataclasses import dataclass
from random import Random

from core.dreams.bench.draft import Draft
from core.dreams.bench.layout import laid_out, logged
from core.dreams.bench.planting import CLEAN, PLANTERS
from core.dreams.bench.planting.ground import chronicle
from core.dreams.bench.transcripts.reading import heard
from core.dreams.bench.truth import Case, Entry, Order, Planted, Trap
from core.dreams.bench.vocabulary import Domain
from core.dreams.inputs import BaseFile, Inputs, SessionLog

INDEX = "/index.md"


@dataclass(frozen=True, slots=True)
class Size:
    """How large a case is."""

    sessions: int = 28
    rounds: int = 1
    """How often everything is planted."""
    memories: int = 0
    """Files are added up to this number."""
    noise: int = 3
    """About so many calls of each session mean nothing."""


def generate(domain: Domain, seed: int, size: Size = Size(), *, clean: bool = False) -> Case:
    """
    The case of this seed in this domain.

    Args:
        domain: Where names and wordings come from.
        seed: Any number.
        size: How large.
        clean: Plant no defect, only what looks like one: a right dreamer proposes no hunk.
    """
    random = Random(f"{domain.name}/{seed}/{clean}")  # noqa: S311 - the same for everyone
    draft = Draft(domain, random, size.sessions, size.noise)
    for _ in range(size.rounds):
        for planter in CLEAN if clean else PLANTERS:
            planter(draft)
    _fill_up(draft, size.memories)
    files, entries = _store(draft)
    logs, refs = _sessions(draft)
    planted = tuple(
        Planted(
            kind=one.kind,
            label=one.label,
            outcomes=one.outcomes,
            entries=one.entries,
            stays=one.stays,
            says=one.says,
            events=frozenset(id_ for ref in one.refs for id_ in refs[ref]),
            places=one.places,
            also=one.also,
            is_optional=one.is_optional,
        )
        for one in draft.planted
    )
    traps = tuple(
        Trap(
            one.label,
            frozenset(one.entries),
            frozenset(id_ for ref in one.refs for id_ in refs[ref]),
        )
        for one in draft.traps
    )
    orders = tuple(Order(refs[ref][-1], text) for ref, text in draft.orders)
    inputs = Inputs(f"memstore_01{domain.name}", domain.store, 1, tuple(files), tuple(logs))
    return Case(domain.name, seed, inputs, tuple(entries), planted, traps, orders)


def _fill_up(draft: Draft, memories: int) -> None:
    number = len({entry.path for entry in draft.entries})
    while number < memories:
        number += 1
        for _ in range(3):
            draft.entry(chronicle(draft, draft.day(30, 300)), f"/log/{number:05}.md")


def _store(draft: Draft) -> tuple[list[BaseFile], list[Entry]]:
    titles = dict(draft.domain.shelves)
    titles |= {draft.file_of(thing): thing for thing in draft.domain.things}
    by_path = defaultdict(list)
    for entry in draft.entries:
        by_path[entry.path].append(entry)
    table, headings = draft.domain.table[0], draft.domain.headings
    files: list[BaseFile] = []
    entries: list[Entry] = []
    for path in sorted(by_path):
        held = by_path[path]
        if path not in draft.padded:
            draft.random.shuffle(held)
        title = titles.get(path) or f"Notes of {path.rpartition('/')[2].removesuffix('.md')}"
        lay = logged if path in draft.padded else laid_out
        text, placed = lay(path, title, held, table, headings, draft.random)
        files.append(_base(path, text))
        entries += placed
    if draft.has_index:
        listed = [path for path in sorted(by_path) if path not in draft.index_leaves_out]
        lines = [f"# {draft.domain.store}", "", "One line for each file.", ""]
        lines += [f"- {path} - {titles.get(path, path)}" for path in listed]
        files.append(_base(INDEX, "\n".join(lines) + "\n"))
    return sorted(files, key=lambda file: file.path), entries


def _base(path: str, text: str) -> BaseFile:
    return BaseFile(path, text, (None,) * text.count("\n"))


def _sessions(draft: Draft) -> tuple[list[SessionLog], dict[int, tuple[str, ...]]]:
    logs = []
    refs: dict[int, tuple[str, ...]] = {}
    for script in draft.scripts():
        one = heard(script)
        logs.append(one.log)
        refs |= one.refs
    # Those without a time come first, as what is as old as can be.
    logs.sort(key=lambda log: (log.started or 0, log.native_id or ""))
    return logs, refs
