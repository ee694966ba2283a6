"""
Whether two entries say the same, so that one may take the place of both.

Pure, and careful before it is clever: a wrong merge loses what someone wrote, a missed one only
leaves a line too many. Two entries are the same when what they share is most of what they say, and
what only one of them says is an addition to it and nothing that stands in its place.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from core.dreams.extract.clauses import Clause, Fact, Reading, reading
from core.dreams.extract.tokens import Sort
from core.dreams.material.entries import Entry

_LEAST_SHARED: Final = 4
"""Words and facts two entries must share; fewer say too little to be known again."""
_SAYS_ENOUGH: Final = 6
"""Words and facts with which a text without a name is understood anywhere."""
_SHARE_OF_SMALLER: Final = 0.6
_SHARE_OF_LARGER: Final = 0.4
_PARALLEL: Final = 0.5
"""Additions of both sides that share so much are two answers to one question."""
_SUBJECTS: Final = frozenset({Sort.NAME, Sort.LINK, Sort.PATH, Sort.TICKET, Sort.CODE})
_POINTING: Final = re.compile(
    r"\b(?:this|these|here|(?:above|below)(?! [\d€$£])"
    r"|the (?:service|host|team|client|customer|matter|case|repo|repository|account|file))\b",
    re.IGNORECASE,
)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_NAMED: Final = re.compile(r"[\w.@/:-]*[\d_A-Z@./-][\w.@/:-]*")


@dataclass(frozen=True, slots=True)
class Split:
    """The clauses of one text beside another: what both say, and what only this one says."""

    shared: tuple[Clause, ...]
    mixed: tuple[tuple[Clause, tuple[str, ...]], ...]
    """Mostly shared, with what is missing in the other."""
    extra: tuple[Clause, ...]


def beside(one: Reading, other: Reading) -> Split:
    """The clauses of a text, seen from another."""
    shared: list[Clause] = []
    mixed: list[tuple[Clause, tuple[str, ...]]] = []
    extra: list[Clause] = []
    for clause in one.clauses:
        missing = tuple(part for part in clause.order if part not in other.bag)
        if not missing:
            shared.append(clause)
        elif 2 * len(missing) < len(clause.order):
            mixed.append((clause, missing))
        else:
            extra.append(clause)
    return Split(tuple(shared), tuple(mixed), tuple(extra))


def are_same(first: Entry, second: Entry) -> bool:
    """Whether two entries say the same about the same thing."""
    if first.box != second.box or not _fit(first, second):
        return False
    one, other = reading(first.text), reading(second.text)
    if _spelling(first.text) == _spelling(second.text):
        return len(one.bag) >= 2 and (
            share_a_place(first, second) or _stands_alone(first, second, one)
        )
    return _say_same(one, other) and (
        share_a_place(first, second) or _stands_alone(first, second, one)
    )


def say_same_but(first: Entry, second: Entry, *, dropped: frozenset[str]) -> bool:
    """
    Whether two entries would say the same but for these facts, which are left out of both.

    Their dates do not count: that one is older is why it may be wrong.
    """
    if first.box != second.box or _around(first)[1] != _around(second)[1]:
        return False
    one, other = (_without(reading(entry.text), dropped) for entry in (first, second))
    # A name that both share makes sure that both speak of one thing.
    if not one.of(*_SUBJECTS) & other.of(*_SUBJECTS) and not share_a_place(first, second):
        return False
    return one.of(*_SUBJECTS) == other.of(*_SUBJECTS) and _say_same(one, other, least=2)


def _without(said: Reading, dropped: frozenset[str]) -> Reading:
    clauses = []
    for clause in said.clauses:
        facts = tuple(
            fact for fact in clause.facts if fact[1] not in dropped and fact[0] != Sort.DATE
        )
        gone = {fact[1] for fact in clause.facts} - {fact[1] for fact in facts}
        order = tuple(part for part in clause.order if part not in gone)
        if order:
            clauses.append(replace(clause, facts=facts, order=order))
    return Reading(
        tuple(clauses),
        frozenset(part for clause in clauses for part in clause.order),
        frozenset(fact for clause in clauses for fact in clause.facts),
        said.text,
    )


def _say_same(one: Reading, other: Reading, *, least: int = _LEAST_SHARED) -> bool:
    both = one.bag & other.bag
    smaller, larger = sorted((len(one.bag), len(other.bag)))
    if len(both) < least or not smaller:
        return False
    if len(both) < _SHARE_OF_SMALLER * smaller or len(both) < _SHARE_OF_LARGER * larger:
        return False
    here, there = beside(one, other), beside(other, one)
    return (
        not (here.mixed and there.mixed)
        and not _names_another(here)
        and not _names_another(there)
        and _negations(here) == _negations(there)
        and not _replaced(here, there)
        and not _orders_differ(one, other)
        and _leading(one, other)
    )


def _leading(one: Reading, other: Reading) -> bool:
    """Labels and first clauses say what the rest is about: they may not differ."""
    for mine, theirs in ((one, other), (other, one)):
        for number, clause in enumerate(mine.clauses):
            if (clause.is_label or number == 0) and any(
                part not in theirs.bag for part in clause.order
            ):
                return False
    return True


def _names_another(split: Split) -> bool:
    """Whether a mostly shared clause has a fact that the other lacks, or another attribute."""
    for clause, missing in split.mixed:
        if any(norm in missing for _, norm in clause.facts):
            return True
        for part, after in zip(clause.order, clause.order[1:], strict=False):
            # "price cache" and "cache": what stands before a shared word tells which one is meant.
            if part in missing and after not in missing:
                return True
    return False


def _negations(split: Split) -> int:
    return sum(clause.negations for clause in split.shared) + sum(
        clause.negations for clause, _ in split.mixed
    )


def _replaced(here: Split, there: Split) -> bool:
    """Whether additions on both sides stand in each other's place."""
    mine = [*here.extra, *(clause for clause, _ in here.mixed)]
    theirs = [*there.extra, *(clause for clause, _ in there.mixed)]
    for clause in mine:
        for other in theirs:
            parts, others = set(clause.order), set(other.order)
            if len(parts & others) >= _PARALLEL * max(min(len(parts), len(others)), 1):
                return True
            if _kinds(clause.facts) & _kinds(other.facts):
                return True
            if clause.negations and other.negations:
                return True
    return False


def _kinds(facts: tuple[Fact, ...]) -> set[str]:
    """The kinds of facts of which a text has one: two of a kind are two values."""
    return {
        f"{sort}/{norm.partition(':')[0]}" if sort == Sort.QUANTITY else sort
        for sort, norm in facts
    }


def _orders_differ(one: Reading, other: Reading) -> bool:
    """Whether one says "A before B" and the other "B before A"."""
    mine, theirs = _orders(one), _orders(other)
    return any((second, first) in theirs for first, second in mine)


@lru_cache(maxsize=32_768)
def _orders(said: Reading) -> frozenset[tuple[str, str]]:
    """Pairs of words of which the text says that the first comes before the second."""
    low = [token.text.lower() for token in said.tokens]
    found: set[tuple[str, str]] = set()
    for place, word in enumerate(low):
        if word not in {"before", "after", "until"}:
            continue
        right = next(
            (t.norm for t in said.tokens[place + 1 : place + 5] if t.norm in said.bag), None
        )
        left = next(
            (t.norm for t in said.tokens[max(place - 5, 0) : place][::-1] if t.norm in said.bag),
            None,
        )
        if place == 0 or said.tokens[place - 1].sort is Sort.STOP:
            comma = next((i for i in range(place, len(low)) if low[i] in ",;:"), len(low))
            left = next((t.norm for t in said.tokens[comma + 1 :] if t.norm in said.bag), None)
        if left and right:
            found.add((left, right) if word != "after" else (right, left))
    return frozenset(found)


def _spelling(text: str) -> str:
    return " ".join(text.lower().rstrip(".").split())


def _fit(first: Entry, second: Entry) -> bool:
    """Whether where they stand lets them be the same: no other date, no other environment."""
    one, other = _around(first), _around(second)
    if one[0] and other[0] and one[0] != other[0]:
        return False
    return one[1] == other[1]


@lru_cache(maxsize=65_536)
def _around(entry: Entry) -> tuple[frozenset[str], frozenset[Fact]]:
    """The dates that an entry has from itself or from where it stands, and its environments."""
    own = frozenset(_DATE.findall(entry.text))
    above = " ".join([entry.path.replace("/", " "), *(heading.text for heading in entry.trail)])
    dates = own or frozenset(_DATE.findall(above))
    facts = reading(above.replace("-", " ")).facts | reading(entry.text).facts
    return dates, frozenset(fact for fact in facts if fact[0] == "environment")


def share_a_place(first: Entry, second: Entry) -> bool:
    """Whether both stand under the same headings of one memory."""
    return first.path == second.path and first.trail == second.trail


def _stands_alone(first: Entry, second: Entry, said: Reading) -> bool:
    """
    Whether what they say needs no heading to be understood.

    "Owner: Ada" under two services is two facts. A text that names its own subject, and does not
    point at what stands around it, means the same anywhere.
    """
    if _POINTING.search(first.text) or _POINTING.search(second.text):
        return False
    mine, theirs = _subject(first), _subject(second)
    if (
        mine
        and theirs
        and mine != theirs
        and first.path.rpartition("/")[0] == (second.path.rpartition("/")[0])
    ):
        low_one, low_other = first.text.lower(), second.text.lower()
        named = [
            subject for subject in (mine, theirs) if subject in low_one and subject in low_other
        ]
        if not named and not _has_subject(said):
            return False
    return len(said.bag) >= _SAYS_ENOUGH or bool(said.of(*_SUBJECTS))


def _subject(entry: Entry) -> str | None:
    """The name that the headings above an entry give to what it is about, if they name one."""
    for heading in reversed(entry.trail):
        words = heading.text.split()
        if len(words) == 1 or any(_NAMED.fullmatch(word) for word in words[1:]):
            return heading.text.lower()
    return None


def _has_subject(said: Reading) -> bool:
    """Whether the first clause names something by itself."""
    first = said.clauses[0] if said.clauses else None
    return first is not None and any(sort in {Sort.NAME, Sort.TICKET} for sort, _ in first.facts)
