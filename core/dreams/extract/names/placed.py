"""
Of which environment a call, or a line of its result, is by its own words: `-n staging`, `in test:`.

Pure. The one that counts needs no word; a file for one's own machine is of no place that counts.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.words import AMBIGUOUS, ENVIRONMENTS

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
    rf"(?i)(?:\A\s{{0,8}}(?:[>#*] )?[\[(]?|[\[(])({_ANY})(?![\w-])(?=[\])]|: |\Z|[.,;]|{_PLACE})"
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
_OWN: Final = re.compile(
    r"(?i)(?<![^\s'\"=])(?:\./)?(?:(?:docker-)?compose(?:\.[\w-]+)*\.ya?ml|\.env\.local"
    r"|[\w./-]{1,80}\.(?:local|override)\.\w{2,5}|minikube|docker-compose)(?![\w/.-])"
    r"|\bdocker compose\b"
)
"""What starts things on one's own machine, and its files; not so `/srv/app/compose.yml`."""

_AWAY: Final = re.compile(r"\b(?:ssh|kubectl|docker exec|nsenter|scp|ansible)\b")
"""So one looks at another machine."""


@lru_cache(maxsize=16_384)
def called_at(command: str, names: tuple[str, ...] = ()) -> frozenset[str]:
    """
    The other environments than the one that counts at which a call looks.

    Args:
        command: The call.
        names: What it is about; a part of these says nothing of where it is.
    """
    call = command[:_LONGEST]
    for name in names:
        if name in call:
            call = re.sub(rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)", " ", call)
    return _environments(_CALLED.finditer(call))


@lru_cache(maxsize=4_096)
def told_at(line: str) -> frozenset[str]:
    """Those that a line says it is about."""
    return _environments(_ASIDE.finditer(line[:_LONGEST]))


@lru_cache(maxsize=4_096)
def is_ones_own(command: str) -> bool:
    """Whether a call shows what runs on one's own machine, beside the real work."""
    return _OWN.search(command[:_LONGEST]) is not None and _AWAY.search(command) is None


def _environments(found: Iterable[re.Match[str]]) -> frozenset[str]:
    return frozenset(ENVIRONMENTS[next(filter(None, one.groups())).lower()] for one in found)
