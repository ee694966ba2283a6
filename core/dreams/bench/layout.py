"""
Entries laid out as Markdown files, in the styles that people and agents write. Pure.
"""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from random import Random

from core.dreams.bench.draft import DraftEntry
from core.dreams.bench.truth import Entry

_WIDTH = 84

Lines = list[str]
Style = Callable[[Sequence[DraftEntry], Sequence[str]], tuple[Lines, list[tuple[str, int, int]]]]
"""Gives lines, and for each entry its id with the index of its first line and how many it has."""


def laid_out(
    path: str,
    title: str,
    entries: Sequence[DraftEntry],
    table: str,
    headings: Sequence[str],
    random: Random,
) -> tuple[str, list[Entry]]:
    """The text of one file, and where its entries stand in it."""
    lines: Lines = []
    if random.random() < 0.2:
        lines += ["---", f"title: {title}", "kept_by: agents", "---", ""]
    lines += [f"# {title}", ""]
    rows = [entry for entry in entries if entry.is_row]
    others = [entry for entry in entries if not entry.is_row]
    style = random.choice((_bullets, _bullets, _stars, _wrapped, _paragraphs, _sections))
    made, places = style(others, random.sample(headings, len(headings)))
    found = [(id_, len(lines) + at, count) for id_, at, count in places]
    lines += made
    if rows:
        columns = table.count("|") - 1
        lines += ["", table, "|" + " --- |" * columns]
        for row in rows:
            found.append((row.id, len(lines), 1))
            lines.append(row.text)
    by_id: Mapping[str, DraftEntry] = {entry.id: entry for entry in entries}
    placed = [
        Entry(id_, path, at + 1, tuple(lines[at : at + count]), by_id[id_].text)
        for id_, at, count in found
    ]
    return "\n".join(lines) + "\n", placed


def logged(
    path: str,
    title: str,
    entries: Sequence[DraftEntry],
    _table: str,
    _headings: Sequence[str],
    _random: Random,
) -> tuple[str, list[Entry]]:
    """The text of a file that holds a dated entry a day, with a heading each month."""
    lines: Lines = [f"# {title}"]
    placed: list[Entry] = []
    month = ""
    for entry in entries:
        if entry.text[:7] != month:
            month = entry.text[:7]
            lines += ["", f"## {month}", ""]
        lines.append("- " + entry.text)
        placed.append(Entry(entry.id, path, len(lines), (lines[-1],), entry.text))
    return "\n".join(lines) + "\n", placed


def _listed(mark: str, entries: Sequence[DraftEntry]) -> tuple[Lines, list[tuple[str, int, int]]]:
    lines = [mark + entry.text for entry in entries]
    return lines, [(entry.id, at, 1) for at, entry in enumerate(entries)]


def _bullets(
    entries: Sequence[DraftEntry], _headings: Sequence[str]
) -> tuple[Lines, list[tuple[str, int, int]]]:
    return _listed("- ", entries)


def _stars(
    entries: Sequence[DraftEntry], _headings: Sequence[str]
) -> tuple[Lines, list[tuple[str, int, int]]]:
    return _listed("* ", entries)


def _wrapped(
    entries: Sequence[DraftEntry], _headings: Sequence[str]
) -> tuple[Lines, list[tuple[str, int, int]]]:
    lines: Lines = []
    places = []
    for entry in entries:
        wrapped = _wrap("- " + entry.text, "  ")
        places.append((entry.id, len(lines), len(wrapped)))
        lines += wrapped
    return lines, places


def _paragraphs(
    entries: Sequence[DraftEntry], _headings: Sequence[str]
) -> tuple[Lines, list[tuple[str, int, int]]]:
    lines: Lines = []
    places = []
    for entry in entries:
        wrapped = _wrap(entry.text, "")
        places.append((entry.id, len(lines), len(wrapped)))
        lines += [*wrapped, ""]
    return lines[:-1], places


def _sections(
    entries: Sequence[DraftEntry], headings: Sequence[str]
) -> tuple[Lines, list[tuple[str, int, int]]]:
    lines: Lines = []
    places = []
    for number, entry in enumerate(entries):
        if number % 3 == 0:
            lines += [""] * bool(lines)
            lines.append(f"## {headings[number // 3 % len(headings)]}")
        places.append((entry.id, len(lines), 1))
        lines.append("- " + entry.text)
    return lines, places


def _wrap(text: str, indent: str) -> Lines:
    return textwrap.wrap(
        text,
        _WIDTH,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
