"""
What stands above an entry: the titles, and the line that a list or a table follows.

Pure. Under "## cart-cache (Redis)" all is of that cache, and below "Topic `tides.v2`" each item of
the list is of that topic; what the words of a line leave out, its titles say.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.dreams.extract.language.lexicon import key_roots
from core.dreams.extract.shown.cell import roots_in
from core.dreams.material.memories.entries import Entry, Shape
from core.dreams.material.memories.outline import unnumbered

_CODE: Final = re.compile(r"(?<![\w-])[a-z]{1,6}[-_]?\d{3,}(?![\w-])")
_ASIDE: Final = re.compile(r" ?\([^()]{0,80}\)")
_OF_FORM: Final = re.compile(r"`[^`\s]+`|(?=\S*[-_\d.])[a-z][\w.-]*[a-z\d]")
"""A title of one word that is a name wherever it stands."""
_WHICH: Final = re.compile(r"(?<=[A-Za-z] )\d{1,3}(?![\w.:%])")
_LEAST_OF_STEM: Final = 3
_MOST_WORDS: Final = 8
"""Words of a line that only says what the list below it is of."""
_LISTED: Final = frozenset({Shape.ITEM, Shape.STEP, Shape.TABLE})


@dataclass(frozen=True, slots=True)
class Lead:
    """The line that a list or a table stands below."""

    key: tuple[str, int]
    """Where it stands."""
    text: str
    is_title: bool
    """It says nothing but what the list is of."""


def leads_of(entries: Sequence[Entry]) -> dict[tuple[str, int], Lead]:
    """The leads of the entries of one memory that have any, by the keys of these."""
    found: dict[tuple[str, int], Lead] = {}
    lead: Lead | None = None
    end = 0
    for entry in entries:
        if entry.shape in _LISTED and lead is not None and _is_below(entry, end, lead):
            # The rows of a table are told by their lines.
            of_rows = range(entry.start, entry.end + 1 if entry.shape is Shape.TABLE else 0)
            found |= dict.fromkeys([entry.key, *((entry.path, at) for at in of_rows)], lead)
            end = entry.end
        elif entry.shape is Shape.PARAGRAPH:
            text = entry.text.rstrip()
            bare = text.rstrip(":*")
            is_short = len(bare.split()) <= _MOST_WORDS and not bare.endswith((".", "!", "?"))
            lead, end = Lead(entry.key, text, is_short), entry.end
        else:
            lead = None
    return found


def _is_below(entry: Entry, end: int, lead: Lead) -> bool:
    """Whether an entry follows directly, or behind an empty line where a colon announces it."""
    gap = entry.start - end
    return gap == 1 or (gap == 2 and lead.text.endswith(":"))


def above(entry: Entry, lead: Lead | None = None) -> frozenset[str]:
    """
    Roots of the words of the titles above an entry, of its lead and of its memory's name.

    A number in a title, as in "Press 40", is one of them, as `#40`: it says which of several it is.
    """
    titles = " ".join(unnumbered(one.text) for one in entry.trail)
    stem = entry.path.rpartition("/")[2].removesuffix(".md")
    said = roots_in(titles) | key_roots(stem) | roots_in(lead.text if lead else "")
    return said.union(f"#{number}" for number in _WHICH.findall(titles))


def title_of(entry: Entry) -> str:
    """
    What the title of an entry's memory names, in lower case; empty if it names nothing.

    One word is a name; several are one if the file is called after them, and a number among them,
    such as `V-1042`, is what tools know it by. A title further in counts if it has the form of one.
    """
    inner = unnumbered(entry.trail[-1].text) if entry.trail else ""
    inner = _ASIDE.sub("", inner.lower()).strip()
    if _OF_FORM.fullmatch(inner):
        return inner.strip("`")
    text = unnumbered(entry.trail[0].text).lower() if entry.trail else ""
    if len(text.split()) == 1:
        return text
    stem = entry.path.rpartition("/")[2].removesuffix(".md").lower()
    parts = [part for part in re.split(r"[^a-z0-9]+", stem) if len(part) >= _LEAST_OF_STEM]
    if not parts or not all(part in text for part in parts):
        return ""
    code = _CODE.search(text)
    return code[0] if code else _ASIDE.sub("", text).strip()
