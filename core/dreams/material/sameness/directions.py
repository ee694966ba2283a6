"""
Which of two things is where: who does it to whom, from where to where, which is longer.

Pure. A word has a role by the small word before it, or by whether it stands before or behind what
is done. Two words that have exchanged their roles make another statement, and so do two of which
the one was denied and now the other is.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, pairwise, permutations
from typing import Final

from core.dreams.extract.language.connectives import tie_at
from core.dreams.extract.language.grammar import VERBS
from core.dreams.extract.language.lexicon import LIGHT, OPPOSITES, root
from core.dreams.extract.language.said import PAUSES, Word, denials_in, forms_of, rows_of
from core.transcripts.fields import words

_PLACE: Final = "at"
_ROLES: Final = {
    **dict.fromkeys(words("to into onto towards toward"), "to"),
    **dict.fromkeys(words("from off"), "from"),
    **dict.fromkeys(words("in at near during through around about inside beside"), _PLACE),
    **{
        word: word
        for word in words("for with by on over under above below behind against via than per as")
    },
}
_DONE_BY: Final = "does"
_DONE_TO: Final = "is done to"
_BESIDE: Final = "beside"
_BEING: Final = words("is are was were be been being gets get")
_PASSIVE: Final = ("ed", "en", "wn", "nt", "ld", "un", "ead", "ught", "pt", "lt", "aid")
_DETERMINERS: Final = words("the a an each every all its their this that no any some of")
_CLAUSES: Final = words("but while whereas and though although")
_BEGINNING: Final = words("the a an each every all its their this that there it they we you")
_MOST_MORE: Final = 1
"""Words that each of two sentences may have alone that say the same or the reverse."""
_LEAST: Final = 2
_MOST_MOVED: Final = 2
"""Words of a thing that has changed its place with another one."""


def directions_differ(one: str, other: str) -> bool:
    """Whether two things that both texts name have changed their places in one of their clauses."""
    return any(
        _are_about_the_same(mine, theirs) and _have_turned(mine, theirs)
        for mine in rows_of(one)
        for theirs in rows_of(other)
    )


def _are_about_the_same(mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether nearly every word of two sentences is in the other: no freer rewording."""
    one, other = forms_of(mine), forms_of(theirs)
    return max(len(one - other), len(other - one)) <= _MOST_MORE and len(one & other) >= _LEAST


def _have_turned(mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    return (
        _are_exchanged(_signs(mine), _signs(theirs))
        or _are_paired_otherwise(mine, theirs)
        or _comparisons_differ(mine, theirs)
        or any(_ends_differ(one, other) for one in _roles(mine) for other in _roles(theirs))
    )


def _comparisons_differ(mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether roles are exchanged, unless "longer than" stands for "shorter than" the other way."""
    compared = _compared(mine), _compared(theirs)
    is_turned = any(OPPOSITES.get(word, frozenset()) & compared[1] for word in compared[0])
    are_exchanged = any(
        _are_exchanged(one, other) for one in _roles(mine) for other in _roles(theirs)
    )
    return are_exchanged != is_turned


def _are_exchanged(mine: Mapping[str, set[str]], theirs: Mapping[str, set[str]]) -> bool:
    """Whether two words have each the role that only the other one had."""
    shared = [
        word
        for word in sorted(mine.keys() & theirs.keys())
        if len(mine[word]) == len(theirs[word]) == 1
        and mine[word] != theirs[word]
        # Where something is may be told as what is there.
        and _PLACE not in mine[word] | theirs[word]
    ]
    return any(
        mine[first] == theirs[second] and mine[second] == theirs[first]
        for first, second in combinations(shared, 2)
    )


def _are_paired_otherwise(mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether two things have exchanged what is said of them: oiled oak, painted pine."""
    if any(_has_ties(row) for row in (mine, theirs)):
        return False
    one, other = ([forms_of(piece) for piece in _cut(row)] for row in (mine, theirs))
    return any(
        first | second == third | fourth
        and first not in {third, fourth}
        # Only pieces that are built alike are said of two things.
        and abs(len(first) - len(second)) <= _MOST_MORE
        and len(first - third) == len(third - first) <= _MOST_MOVED
        for first, second in combinations(filter(None, one), 2)
        for third, fourth in permutations(filter(None, other), 2)
    )


def _has_ties(row: Sequence[Word]) -> bool:
    low = [word.low for word in row]
    return any(tie_at(low, place) for place in range(len(low)))


def _ends_differ(mine: Mapping[str, set[str]], theirs: Mapping[str, set[str]]) -> bool:
    """Whether something is where it comes from in one text, and where it goes to in the other."""
    ends = {"from", "to"}
    if not all(ends <= frozenset().union(*side.values()) for side in (mine, theirs) if side):
        return False
    return any(
        mine[word] | theirs[word] >= ends and len(mine[word]) == len(theirs[word]) == 1
        for word in mine.keys() & theirs.keys()
    )


@lru_cache(maxsize=32_768)
def _roles(row: Sequence[Word]) -> Sequence[Mapping[str, set[str]]]:
    """By word, its roles in each clause of a sentence."""
    clauses: list[Mapping[str, set[str]]] = []
    for begin, end in _clauses([word.low for word in row]):
        found: dict[str, set[str]] = {}
        for word, role in _roles_in(row, begin, end):
            found.setdefault(word, set()).add(role)
        clauses.append(found)
    return clauses


def _roles_in(row: Sequence[Word], begin: int, end: int) -> Iterator[tuple[str, str]]:
    """The words of a clause, each with its role."""
    passive = _passive_at(row, begin, end)
    role = ""
    is_fronted = row[begin].low in _ROLES if begin < end else False
    for place in range(begin, end):
        word = row[place]
        if word.low in _ROLES:
            is_agent = word.low == "by" and passive is not None
            role = _DONE_BY if is_agent else _ROLES[word.low]
        elif place == passive:
            role, is_fronted = _BESIDE, False
        elif _is_verb(row, begin, place) and not role:
            role = _DONE_TO
        elif is_fronted and word.low in _BEGINNING and row[place - 1].form:
            # "At the station there is a sledge" goes on with what it is said of.
            role, is_fronted = "", False
        elif word.form:
            is_turned = passive is not None and place < passive
            yield word.form, role or (_DONE_TO if is_turned else _DONE_BY)


def _is_verb(row: Sequence[Word], begin: int, place: int) -> bool:
    """Whether a word is what is done, and no noun: behind "the" it is one."""
    word = row[place]
    before = row[place - 1] if place > begin else None
    behind = row[place + 1].low if place + 1 < len(row) else ""
    if before is not None and before.form and word.low.endswith("s") and behind in _BEGINNING:
        return True
    if word.form not in VERBS | LIGHT:
        return False
    if before is None:
        return not _is_noun_behind(row, place)
    if (
        before.form
        and not before.low.endswith("s")
        and not word.low.endswith(("s", "ed"))
        and behind in _ROLES
    ):
        # "Substitute sugar for honey": what stands there is no second verb.
        return False
    return before.low not in _DETERMINERS


def _is_noun_behind(row: Sequence[Word], place: int) -> bool:
    """Whether a sentence begins with a word that is no verb there: "report from Ada"."""
    following = row[place + 1].low if place + 1 < len(row) else ""
    return following in _ROLES or following in _BEING


def _clauses(low: Sequence[str]) -> Iterator[tuple[int, int]]:
    begin = place = 0
    while place < len(low):
        found = tie_at(low, place)
        is_cut = low[place] in PAUSES or low[place] in _CLAUSES
        if found is not None or is_cut:
            yield begin, place
            place += found[1] if found else 1
            begin = place
        else:
            place += 1
    yield begin, len(low)


def _passive_at(row: Sequence[Word], begin: int, end: int) -> int | None:
    """Where it stands what is done, if it is said of what it is done to."""
    for place in range(begin + 1, end):
        if row[place].form and row[place].low.endswith(_PASSIVE):
            before = [word.low for word in row[max(place - 2, begin) : place]][::-1]
            is_adverb = len(before) > 1 and before[1] in _BEING and not row[place - 1].form
            if before[0] in _BEING or is_adverb:
                return place
    return None


def _compared(row: Sequence[Word]) -> frozenset[str]:
    """The words that compare: long of "longer than"."""
    before = [word.low for word, behind in pairwise(row) if behind.low == "than"]
    return frozenset(root(form) for word in before for form in (word, word.removesuffix("er")))


@lru_cache(maxsize=32_768)
def _signs(row: Sequence[Word]) -> Mapping[str, set[str]]:
    """By word, whether the piece of a sentence in which it stands is denied."""
    found: dict[str, set[str]] = {}
    for piece in _cut(row):
        sign = "-" if denials_in(piece) % 2 else "+"
        for word in forms_of(piece):
            found.setdefault(word, set()).add(sign)
    return found


def _cut(row: Sequence[Word]) -> Iterator[Sequence[Word]]:
    begin = 0
    for place in range(len(row) + 1):
        if place == len(row) or row[place].low in PAUSES | _CLAUSES:
            yield row[begin:place]
            begin = place + 1
