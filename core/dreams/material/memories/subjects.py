"""
What the memories of a store are about: their titles are names, however plain their words are.

Pure. A memory is about something when its title and its file's name agree on it; an entry that
holds that title speaks of it, as one that holds `web-1` speaks of `web-1`.
"""

import re
from functools import lru_cache
from typing import Final

from core.dreams.extract.names.wholes import stands
from core.dreams.material.memories.draft import Draft, Page

_SHORTEST: Final = 3


def subject_of(page: Page) -> str | None:
    """What a memory is about, in plain lower case; None if its title and name do not agree."""
    stem = page.path.rpartition("/")[2].removesuffix(".md").lower()
    first = next(iter(page.headings), None)
    title = plain(first.text) if first is not None else ""
    return title if len(title) >= _SHORTEST and slug(title) == slug(stem) else None


def subjects_of(draft: Draft) -> frozenset[str]:
    """What all the memories of a store are about."""
    found = (subject_of(page) for page in draft.pages)
    return frozenset(subject for subject in found if subject is not None)


@lru_cache(maxsize=65_536)
def named_in(text: str, subjects: frozenset[str]) -> tuple[str, ...]:
    """
    The subjects that a text names; the longest of those that stand in each other.

    Every subject is looked for in every text, which in a large store is dear: once is enough.
    """
    low = plain(text)
    found = [
        name
        # Few of many subjects stand in one text, so that only those are put in order.
        for name in sorted(
            (name for name in subjects if name in low), key=lambda name: (-len(name), name)
        )
        if stands(name, low) and not _is_only_part(name, low)
    ]
    found = [name for name in found if not any(name in other for other in found if other != name)]
    # "Shunting radio at Lower Anstow": beside a name of its own a plain word is no name.
    own = [name for name in found if not name.isalpha() or _is_written_as_name(name, text)]
    return tuple(own or found)


def _is_only_part(name: str, text: str) -> bool:
    """Whether a plain word only begins longer names: `clickstream.dlq` is another thing."""
    return name.isalpha() and not re.search(rf"(?<![\w.]){name}(?!\w|\.\w)", text)


def _is_written_as_name(name: str, text: str) -> bool:
    """Whether a plain word is marked as a name: by backquotes, or a capital in a sentence."""
    capital = rf"[a-z0-9,] (?=[A-Z]|\w+[A-Z])(?i:{re.escape(name)})(?![\w-])"
    return f"`{name}`" in text.lower() or re.search(capital, text) is not None


@lru_cache(maxsize=32_768)
def with_names(text: str, subjects: frozenset[str]) -> str:
    """A text in which each subject of plain words is one name: they say nothing by themselves."""
    for name in named_in(text, subjects):
        # What has other signs in it looks like a name anyway.
        if " " not in name and not name.isalpha():
            continue
        pattern = rf"(?<![\w/.-]){re.escape(name)}(?![\w/-]|\.\w)"
        # What stands in backquotes already is every second part.
        parts = text.split("`")
        parts[::2] = [
            re.sub(pattern, f"`{slug(name)}`", part, flags=re.IGNORECASE) for part in parts[::2]
        ]
        text = "`".join(parts)
    return text


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """A text in lower case, without marks of code and emphasis."""
    return " ".join(text.lower().replace("`", "").replace("**", "").split())


def slug(text: str) -> str:
    """A title as a file's name has it."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60] or "section"
