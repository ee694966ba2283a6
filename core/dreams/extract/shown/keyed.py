"""
The values of one line that stand under a name: `a=1 b=2`, `a: 1`, `a .... 1`, `--a 1`.

Pure.
"""

import re
from collections.abc import Iterator
from typing import Final

from core.dreams.extract.language.lexicon import key_roots
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.extract.shown.sections import in_flow
from core.dreams.extract.shown.units_beside import unit_beside, with_unit

PAIR: Final = re.compile(
    r"\s*(?:[-*] )?[\"'`]?(?P<key>[A-Za-z_][\w./ ()&'%-]{0,60}?)[\"'`]?"
    r"(?:\s*:\s+|\s*=>?\s*|\s*\.{2,}\s+|\s{2,}|\t+|\s*->\s*)(?P<value>[^\s:=].{0,300})\Z"
)
ASSIGNED: Final = re.compile(
    r"(?P<key>[A-Za-z_][\w.-]{0,60}+)=(?P<value>\"[^\"\n]{0,200}+\"|'[^'\n]{0,200}+'"
    r"|[^\s;,|=\"'](?:(?![;,|]| +[A-Za-z_][\w.-]{0,60}+=)[^\n=]){0,200}+)"
)
_FLAG: Final = re.compile(
    r"(?<!\S)--(?P<key>[a-z][\w-]{1,40}+)[ =](?P<value>[^\s\"'-][^\s\"']{0,80}+|\"[^\"\n]{1,80}+\")"
)
"""What a command line that is shown sets: `--learning-rate 3e-4`."""
_DIRECTIVE: Final = re.compile(r"\s*(?P<key>[A-Za-z_][\w.-]{1,60}) (?P<value>[^;{}\n]{1,200});\Z")
"""What a line of some servers' settings sets: `keepalive_timeout 65s;`."""
_SPACED: Final = re.compile(
    r"\s*(?P<key>[a-z]+(?:_[a-z]+)+|[A-Z]+(?:_[A-Z]+)+|[A-Z][a-z]+[A-Z]\w{1,60})"
    r" (?P<value>\S{1,80})\Z"
)
"""The same without the sign: `RequiredKeySize 3072`; the name has the form of no word."""
_TYPED: Final = re.compile(
    r"\s*(?P<key>[A-Za-z_]\w{0,60}): ?[A-Za-z_][\w\[\], .|]{0,60}? = (?P<value>\S.{0,200})\Z"
)
"""What a program sets that says the kind of it: `page_size: int = 100`."""
_CRON: Final = re.compile(r"\s*(?P<value>(?:[\d*,/-]{1,20} ){4}[\w*,/-]{1,20})\s+\S")
"""A line of a crontab, which says of nothing what it is."""
_METRIC: Final = re.compile(
    r"\s*(?P<key>[A-Za-z_:][\w:]{2,80}+)\{[^{}\n]{0,300}+\}\s+(?P<value>-?\d\S{0,30})\s*\Z"
)
"""A sample of a metric with its labels."""
_ENDS: Final = re.compile(r"\s*[/\])>]*\s*\Z")


def keyed_in(line: str, section: frozenset[str], record: str | None) -> Iterator[Cell]:
    """The values of a line that stand under a name: `a=1 b=2`, `a: 1`, `a .... 1`."""
    metric = _METRIC.match(line)
    if metric is not None:
        key = metric["key"]
        yield Cell(key, key_roots(key), metric["value"], line.strip(), line, section)
        return
    for one in _FLAG.finditer(line):
        yield Cell(
            one["key"], key_roots(one["key"]), one["value"].strip('"'), one[0], record, section
        )
    assigned = list(ASSIGNED.finditer(line))
    if assigned:
        values = [_ENDS.sub("", one["value"].strip()).strip("\"'") for one in assigned]
        unit = unit_beside((one["key"], value) for one, value in zip(assigned, values, strict=True))
        for one, value in zip(assigned, values, strict=True):
            key = with_unit(one["key"], value, unit)
            yield Cell(key, key_roots(one["key"]), value, one[0].strip(), record, section)
        return
    cron = _CRON.match(line)
    if cron is not None:
        yield Cell(
            "schedule",
            key_roots("schedule"),
            cron["value"],
            line.strip(),
            record=line,
            section=section,
        )
        return
    forms = (_TYPED, _DIRECTIVE, PAIR, _SPACED)
    pair = next((found for form in forms if (found := form.match(line)) is not None), None)
    if pair is not None:
        key = pair["key"].strip()
        about = roots_in(key) | key_roots(key)
        for name, value in in_flow(pair["value"]):
            yield Cell(name, key_roots(name), value, f"{name}: {value}", record, about)
        yield Cell(key, about, pair["value"], line.strip(), record, section)
