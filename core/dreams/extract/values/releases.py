"""
Which release of a program a text names: "Postgres 15", `oven version 1.3.6`, `go-version: 1.24`.

Pure.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from core.dreams.extract.language.words import CALENDAR, JOINING
from core.dreams.extract.values.quantities import is_unit
from core.transcripts.fields import words

_NUMBER: Final = r"\d{1,5}(?:\.\d{1,6}){0,4}"
_SAID: Final = re.compile(
    rf"(?<![\w./-])(?P<product>[A-Za-z][A-Za-z+#]{{1,30}})"
    rf" (?P<sign>[Vv]ersion |[Rr]elease )?(?P<version>v?{_NUMBER})(?![\w:/%-]|[.,]\d)"
)
_COUNTS: Final = re.compile(r" [a-z]+s\b")
"""What a number counts that stands behind it."""
_LINE: Final = re.compile(
    r"^[ \t]*(?:(?P<label>[\w .-]{2,40}): +)?(?P<product>[A-Za-z][A-Za-z+#_-]{1,30})"
    r" (?:version |release )?(?P<version>v?\d{1,5}(?:\.\d{1,6}){1,4})(?![\w:/%]|[.,-]\d)",
    re.MULTILINE,
)
_KEYED: Final = re.compile(
    r"^[ \t]*(?:--? )?[\"']?(?P<product>[A-Za-z][A-Za-z+#]{1,30})[ _-]version[\"']?\s*"
    rf"(?:[:=]|(?=\"))\s*[\"']?(?P<version>v?{_NUMBER})[\"']?,?"
    r"(?:[ \t]+(?:\([^()\n]{0,80}\)|\d{4}-\d\d-\d\d))?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_ASKED: Final = re.compile(r"(?i)\bversion\b|(?<!\S)-v{1,2}(?!\S)")
_ASKS_ONE: Final = re.compile(r"(?i)(?P<product>[a-z][a-z+#-]{1,30})(?: --?|\s)version")
_BARE: Final = re.compile(r"\s*v?(?P<version>\d{1,5}(?:\.\d{1,6}){1,4})\s*")
_QUOTED: Final = re.compile(r"'([^']+)'|\"([^\"]+)\"")
_NO_PRODUCT: Final = (
    words(
        "version release step chapter section page table figure phase stage level tier rule line"
        " port"
        " node room floor zone lane issue ticket number week day month year at about over under ca"
    )
    | JOINING
    | CALENDAR
)
_LEAST_OF_NAME: Final = 5
"""Letters that a short and a long name of one program have in common: Postgres, PostgreSQL."""


class Release(NamedTuple):
    """A release of a program as a text names it."""

    product: str
    """In lower case."""
    text: str
    """The version as it is written."""
    quote: str

    @property
    def version(self) -> str:
        """Its numbers alone."""
        return self.text.lstrip("v")


def releases_in(text: str) -> Iterator[Release]:
    """The releases that a sentence names."""
    for found in _SAID.finditer(text):
        product = found["product"].lower()
        is_count = (
            found["version"][0] != "v"
            and not found["sign"]
            and bool(_COUNTS.match(text, found.end()))
        )
        # With a capital, and before a version, a word may be a name all the same: Go 1.22.
        is_name = found["product"][:1].isupper() and "." in found["version"]
        is_sum = is_unit(product)
        if not (is_count or is_sum) and (is_name or product not in _NO_PRODUCT):
            yield Release(product, found["version"], found[0])


def releases_shown(command: str, body: str) -> Iterator[Release]:
    """The releases that an answer shows, where it is asked for them or calls them so."""
    low = command.lower()
    for found in _KEYED.finditer(body):
        yield Release(found["product"].lower(), found["version"], found[0].strip())
    is_asked = _ASKED.search(command) is not None
    for found in _LINE.finditer(body):
        product = found["product"].lower()
        if found["label"] or is_asked or re.search(rf"\b{re.escape(product)}\b", low):
            yield Release(product, found["version"], found[0].strip())
    yield from _bare(command, body)


def _bare(command: str, body: str) -> Iterator[Release]:
    """Versions that stand alone on their lines, one for each of the commands."""
    lines = [line for line in body.split("\n") if line.strip()]
    inner = max(("".join(one) for one in _QUOTED.findall(command)), key=len, default="")
    for asked in (command, inner):
        parts = [part for part in re.split(r";|&&", asked) if part.strip()]
        for part, line in zip(parts, lines, strict=False) if len(parts) == len(lines) else ():
            one, version = _ASKS_ONE.search(part), _BARE.fullmatch(line)
            if one is not None and version is not None:
                yield Release(one["product"].lower(), version["version"], line.strip())


def are_one_product(one: str, other: str) -> bool:
    """Whether two names are of one program: the same, or one is short for the other."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= _LEAST_OF_NAME and long.startswith(short))


def is_within(said: str, shown: str) -> bool:
    """Whether a version is the one that is said, as far as that goes: 16.4 is a 16."""
    wanted, found = said.split("."), shown.split(".")
    return [*map(int, wanted)] == [*map(int, found[: len(wanted)])]
