"""
Whether what a result says is said of the environment that an entry is about.

Pure. What was removed from staging is still in production; an entry that names no environment is
about the one that counts.
"""

from typing import Final

from core.dreams.extract.language.words import environments_in, stated_in
from core.dreams.extract.names.placed import called_at, told_at
from core.dreams.material.memories.entries import Entry
from core.dreams.material.testimony.testimony import Result

_LONGEST: Final = 600


def is_of_its_place(name: str, line: str, result: Result, entry: Entry) -> bool:
    """
    Whether what is said of a thing is said of the environment that an entry is about.

    Args:
        name: The thing; a part of its own name says nothing of where it is.
        line: What says it.
        result: The result in which that stands.
        entry: One that names the thing.
    """
    line = line[:_LONGEST]
    places = told_at(line) | called_at(result.command, (name,))
    places |= stated_in(line.replace(name, " "))
    about = "\n".join((entry.path, *(heading.text for heading in entry.trail), entry.text))
    mine = environments_in(about.replace(name, " ").lower()) or {"production"}
    return not places or not places.isdisjoint(mine)
