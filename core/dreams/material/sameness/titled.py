"""
An entry with the name that its memory gives to what it is about, where another one says that name.

Pure. Under "Kafka" nobody writes that a field is one of Kafka; whoever tells it elsewhere does. Of
two memories in one folder each is about its own thing, so there a name in the text means another.
"""

from dataclasses import replace
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.facts import form_of
from core.dreams.extract.language.senses import senses
from core.dreams.extract.values.figures import in_figures
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.standing import is_in_heap
from core.dreams.material.memories.subjects import plain

_NAMES: Final = frozenset({"name", "proper"})


def with_title(first: Entry, second: Entry) -> tuple[Entry, Entry] | None:
    """Two entries of which one begins with its title, if the other one names just that."""
    for bare, naming in ((first, second), (second, first)):
        above = name_above(bare)
        if (
            above
            and above == _names_in(naming.text) - _names_in(bare.text)
            and not _are_rivals(bare, naming)
        ):
            told = replace(bare, lines=(f"{bare.marker}{next(iter(above))}: {bare.text}",))
            return (told, naming) if bare is first else (naming, told)
    return None


def name_above(entry: Entry) -> frozenset[str]:
    """What the memory of an entry is called and titled; nothing under a heading with a name."""
    stem = entry.path.rpartition("/")[2].removesuffix(".md").lower()
    above, *inner = [heading.text for heading in entry.trail] or [stem]
    is_named = stem in plain(above).replace("(", " ").replace(",", " ").split()
    return frozenset({form_of(stem)} if is_named and not any(map(_names_in, inner)) else ())


def _are_rivals(bare: Entry, naming: Entry) -> bool:
    """Whether both memories are about a thing of their own, of one kind."""
    folders = {entry.path.rpartition("/")[0] for entry in (bare, naming)}
    return len(folders) == 1 and not is_in_heap(naming) and bool(name_above(naming))


@lru_cache(maxsize=32_768)
def _names_in(text: str) -> frozenset[str]:
    """What a text names, by roots."""
    return frozenset(
        norm for one in senses(in_figures(text)) for kind, norm in one.facts if kind in _NAMES
    )
