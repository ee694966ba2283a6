"""
Whether what a result says is said of the environment that an entry is about.

Pure. What was removed from staging is still in production; an entry that names no environment is
about the one that counts.
"""

import re
from collections.abc import Iterable
from typing import Final

from core.dreams.extract.words import AMBIGUOUS, ENVIRONMENTS, environments_in, stated_in
from core.dreams.material.entries import Entry
from core.dreams.material.testimony import Result

_COUNTING: Final = frozenset({"production", "local", "ci"})
"""Environments that are the one that counts, or none: what one does oneself is done somewhere."""


def _one_of(names: Iterable[str]) -> str:
    # The longest first, or `preprod` is found in `preproduction`.
    return "|".join(map(re.escape, sorted(names, key=lambda one: (-len(one), one))))


_NAMES: Final = frozenset(
    word for word, environment in ENVIRONMENTS.items() if environment not in _COUNTING
)
"""The words for another environment than the one that counts."""
_CLEAR: Final = frozenset({"dev"} | {one for one in _NAMES if ENVIRONMENTS[one] not in AMBIGUOUS})
"""Those that are hardly ever a topic, or what is done, as a test and a demo mostly are."""
_BARE: Final = _CLEAR - {"stage", "dev"}
"""And of a call no other word: one stages a change, and `dev` stands before a device."""
_ANY: Final = _one_of(_NAMES)
_OPTIONS: Final = "env|environment|namespace|context|stage|tier|profile"
_PLACE: Final = r" (?:env\w*|cluster|plan|system|account)\b"
"""What stands behind the word for an environment where it is one, whatever else it may be."""
_ASIDE: Final = re.compile(
    rf"(?i)(?:\A\s{{0,8}}[\[(]?|[\[(])({_ANY})(?![\w-])(?=[\])]|: |\Z|[.,;]|{_PLACE})"
    rf"|\b(?:in|on|for) (?:the |our )?({_one_of(_CLEAR)})(?![\w-])(?=[\])]|: |\Z|[.,;])"
    rf"|\b(?:in|on) ({_ANY})(?![\w-])(?=[\])]|: |\Z|[.,;])"
    rf"|\b(?:in|on|for) (?:the |our )?({_ANY})(?={_PLACE})"
)
"""So a line says that it is about another environment: `in test`, but not `in the test`."""
_CALLED: Final = re.compile(
    rf"(?i)(?:(?<=[=@])|(?<= -[a-z] )|--(?:{_OPTIONS})[= ])[\"']?({_ANY})(?!\w)"
    rf"|(?:(?<=://)|(?<![\w/.-]))({_ANY})(?=[-.]\w)"
    # No flag: `--no-demo`, `--self-test`.
    rf"|(?<![\w.-])\w[\w.-]{{0,60}}?[-.]({_ANY})(?=[\s.:]|\Z)"
    rf"|(?<![\w./-])({_one_of(_BARE)})(?![\w/-])"
)
"""So a call says where it looks: `-n staging`, `ssh stage-1`, `--env=test`."""
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
    call = result.command[:_LONGEST].replace(name, " ")
    found = [*_ASIDE.finditer(line), *_CALLED.finditer(call)]
    places = {ENVIRONMENTS[next(filter(None, one.groups())).lower()] for one in found}
    places |= stated_in(line.replace(name, " "))
    about = "\n".join((entry.path, *(heading.text for heading in entry.trail), entry.text))
    mine = environments_in(about.replace(name, " ").lower()) or {"production"}
    return not places or not places.isdisjoint(mine)
