"""
Entries that say the same, word by word or nearly, but for one value.

Pure. Only what they say themselves is looked at, so it works without any transcript.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Final, TypeAlias

from core.dreams.extract.language.clauses import Fact
from core.dreams.extract.language.senses import senses, written
from core.dreams.extract.tokens import Sort
from core.dreams.material.claims.contrasts import are_contrasted
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.subjects import named_in
from core.dreams.material.sameness.sameness import say_same_but

_VALUES: Final = frozenset({"number", "version", "time", "proper", "name"})
_NAMES: Final = frozenset({"name", "proper", "ticket", "link", "path", "channel"})
_MOST_DIFFERENCES: Final = 8
"""Facts that only one of two entries has; more are other entries."""
_IS_SET: Final = re.compile(
    r"(?i)\b(?:is|are|must be|belongs? to|owns?|owner|\w+ed (?:by|on|in|at|to|with))\b| = |[\w`)]: "
)
"""What a sentence says that gives something its one value."""
_ALLOWS: Final = re.compile(r"(?i)\b(?:may|might|can|could)\b(?! not\b)")
_ONLY: Final = re.compile(r"(?i)\b(?:only|(?:no ?one|nobody|none|nothing) (?:but|else|other))\b")
_NAMED_VERSION: Final = re.compile(r"(?:`|\w*[\d_.-]\w*) `?\Z")
Pair: TypeAlias = tuple[Entry, str, Entry, str, bool]
"""Two entries, each with its value behind it, and whether both surely speak of one thing."""
CROWD: Final = 60
"""Entries about one name that are compared with each other; more are a log and no settings."""


def same_but_for_a_value(entries: Sequence[Entry], subjects: frozenset[str]) -> Iterator[Pair]:
    """Pairs of entries with the value of each; that both speak of one thing is sure."""
    facts = [_facts(entry.text) for entry in entries]
    about = [frozenset(named_in(entry.text, subjects)) for entry in entries]
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, said in enumerate(facts):
        for name in about[number] | {norm for kind, norm in said if kind in _NAMES}:
            by_name[name].append(number)
    seen: set[tuple[int, int]] = set()
    for name in sorted(by_name):
        group = by_name[name]
        for pair in combinations(group, 2) if len(group) <= CROWD else ():
            if pair in seen:
                continue
            seen.add(pair)
            first, second = pair
            only = facts[first] - facts[second], facts[second] - facts[first]
            # What differs is one value of each: few pairs get any further.
            is_near = all(only) and all(len(one) <= _MOST_DIFFERENCES for one in only)
            if is_near and about[first] == about[second]:
                names = _shared_names(facts[first] & facts[second]) | about[first]
                values = _values_of(entries[first], entries[second], only, names)
                if values is not None:
                    yield entries[first], values[0], entries[second], values[1], True


def _shared_names(facts: frozenset[Fact]) -> frozenset[str]:
    return frozenset(norm for kind, norm in facts if kind in _NAMES)


@lru_cache(maxsize=65_536)
def _facts(text: str) -> frozenset[Fact]:
    """What an entry says that has a form, but for its dates."""
    return frozenset(
        fact for sense in senses(text) for fact in sense.facts if fact[0] != Sort.DATE.value
    )


def _values_of(
    first: Entry,
    second: Entry,
    only: tuple[frozenset[Fact], frozenset[Fact]],
    shared: frozenset[str],
) -> tuple[str, str] | None:
    kind, only = _values_in(only)
    if not kind:
        return None
    norms = frozenset(norm for side in only for _, norm in side)
    one, other = (
        written(entry.text, side) for entry, side in zip((first, second), only, strict=True)
    )
    are_values = all(
        value and _is_value(entry.text, kind, value, shared)
        for entry, value in zip((first, second), (one, other), strict=True)
    )
    are_two = are_contrasted(first.text, one, second.text, other)
    if not are_values or are_two or not say_same_but(first, second, dropped=norms, names=shared):
        return None
    return one, other


def _values_in(
    only: tuple[frozenset[Fact], frozenset[Fact]],
) -> tuple[str, tuple[frozenset[Fact], frozenset[Fact]]]:
    """
    The one kind of value in which two entries differ, and the values; else an empty kind.

    What else one of them says, in sentences of its own, stands in no place of the other's.
    """
    kinds = {kind for kind, _ in only[0]} & {kind for kind, _ in only[1]}
    kind = next(iter(kinds)) if len(kinds) == 1 else ""
    first, second = (frozenset(fact for fact in side if fact[0] == kind) for side in only)
    is_value = kind in _VALUES or kind.startswith("quantity/")
    is_one = kind == "proper" or len(first) == len(second) == 1
    return (kind if is_value and is_one else ""), (first, second)


def gives_one_value(text: str) -> bool:
    """Whether a sentence gives something its one value: what it is, and not what it calls."""
    return _IS_SET.search(text) is not None


def allows_others(text: str) -> bool:
    """Whether a sentence only says what may be: another may as well, unless it says only."""
    return _ALLOWS.search(text) is not None and _ONLY.search(text) is None


def _is_value(text: str, kind: str, value: str, shared: frozenset[str]) -> bool:
    """
    Whether a thing has one such value only, as far as the words tell.

    A version behind a name is a part of the name; and one thing may call many others, but it is
    owned by, and is, one, which is named behind it.
    """
    at = text.find(value)
    if kind == "version":
        return _NAMED_VERSION.search(text[:at]) is None
    if kind not in {"name", "proper"}:
        return True
    before = text[:at].lower()
    return gives_one_value(text) and any(name in before for name in shared)
