"""
The things that entries stand under, where the headings above them are written as names.

Pure. In a reference every heading is the name of a thing, a call, a flag, a file, and what stands
below it is said of that thing, even where its words would do for others of its kind. Titles of
plain words, such as "Testing" or "What reviews keep finding", are topics and no things.
"""

import re
from functools import lru_cache
from typing import Final

from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.standing import is_in_heap, is_its_path
from core.dreams.material.memories.subjects import plain

_ALONE: Final = re.compile(r"[\W\d_]|[a-z][A-Z]")
"""In a word that is all of a heading, by what it is a name: `profile-store`, `IPv6`."""
_AMONG: Final = re.compile(
    r"[_<>(){}\[\]|$%@*=\\:]|\w[./]\w|[a-z][A-Z]|\A--?\w|\A(?=\D*\d)[A-Z][A-Z\d-]+\Z"
)
"""In one of several words; "follow-up" and "week 7" name nothing."""
JOINED_WORDS: Final = re.compile(r"[A-Z][a-z]+(?:-[a-z]+)+")
"""Plain words that are joined: "On-call", "Post-mortems"."""
_OF_SEVERAL: Final = re.compile(r"[^\W_] (?:and|&|or) [^\W_]|, ")
"""So a memory is titled that is about several things, and so about none: "Rules and tools"."""
_ENDS: Final = ".,;:!?\"'()*"


def are_of_two_things(first: Entry, second: Entry) -> bool:
    """
    Whether two entries are said of two things, as far as their headings tell.

    They are if each stands under a name of its own, or in the same section of two memories:
    "Errors" in the page of one and in that of the other. Both naming one of the two makes up for
    that.
    """
    things = [_things_above(entry) for entry in (first, second)]
    if _are_of_one_section(first, second):
        things = [(plain(entry.trail[0].text),) for entry in (first, second)]
    if not all(things) or _are_one(*things, is_one_memory=first.path == second.path):
        return False
    texts = [plain(entry.text) for entry in (first, second)]
    return not any(all(thing[-1] in text for text in texts) for thing in things)


def _things_above(entry: Entry) -> tuple[str, ...]:
    """The headings above an entry that are names, outermost first, in plain lower case."""
    return tuple(
        plain(heading.text)
        for place, heading in enumerate(entry.trail)
        if _is_name(heading.text, is_inner=place > 0) and not is_its_path(heading, entry)
    )


def _are_one(one: tuple[str, ...], other: tuple[str, ...], *, is_one_memory: bool) -> bool:
    """Whether two names are of one thing: in one memory "`close()`" may be there in two classes."""
    return one == other if is_one_memory else one[-1] == other[-1]


def _are_of_one_section(first: Entry, second: Entry) -> bool:
    """Whether they stand in two memories under one inner heading, which is no heap of notes."""
    return (
        first.path != second.path
        and min(len(first.trail), len(second.trail)) > 1
        and plain(first.trail[-1].text) == plain(second.trail[-1].text)
        and not any(
            is_in_heap(entry) or _OF_SEVERAL.search(entry.trail[0].text)
            for entry in (first, second)
        )
    )


@lru_cache(maxsize=32_768)
def _is_name(heading: str, *, is_inner: bool) -> bool:
    words = [word.strip(_ENDS) for word in heading.split()]
    if "`" in heading or any(map(_AMONG.search, words)):
        return True
    # A memory may be titled "deploys" by whoever writes without capitals.
    if len(words) != 1:
        return False
    (word,) = words
    is_written_so = _ALONE.search(word) is not None and not JOINED_WORDS.fullmatch(word)
    return is_written_so or (is_inner and word.islower())
