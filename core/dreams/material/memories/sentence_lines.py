"""
Paragraphs in which each line says a thing of its own: as lists without the marks of a list.

Pure. Each line ends a sentence, and the next one begins another that needs nothing of it; or each
gives what its label says: `dispatcher replicas: 6`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from core.dreams.material.memories.entries import Entry, Shape
from core.dreams.material.memories.notes import without_notes
from core.transcripts.fields import words

_ENDS: Final = re.compile(r"[.!?][\"')`*_]{0,3}\Z|://\S{1,200}\Z")
"""A stop, or a link, behind which people set none."""
_LABELLED: Final = re.compile(r"[A-Za-z][\w(),/&+-]*(?: [\w(),/&+-]+){0,4}(?: ?=|:) \S")
"""A label of few words, and what it gives; a table of two columns without its marks."""
_FIRST: Final = re.compile(r"\W*([A-Za-z']+)")
_GOES_ON: Final = words(
    "it its it's they their them this that these those he his she her there then so but and or also"
    " both all each either neither here otherwise same likewise instead one"
)
"""What begins a sentence that speaks of what stands before it."""


def lines_of(entry: Entry) -> Iterator[Entry]:
    """An entry line by line, where each says a thing of its own; else as it is."""
    said = [without_notes(line).strip() for line in entry.lines]
    are_labelled = all(map(_LABELLED.match, said))
    are_sentences = all(map(_ENDS.search, said)) and all(map(_stands_alone, said[1:]))
    is_list = entry.shape is Shape.PARAGRAPH and len(said) > 1
    if not is_list or not (are_labelled or are_sentences):
        yield entry
        return
    for at, line in enumerate(entry.lines):
        yield replace(entry, start=entry.start + at, lines=(line,))


def _stands_alone(line: str) -> bool:
    first = _FIRST.match(line)
    return first is None or first[1].lower() not in _GOES_ON
