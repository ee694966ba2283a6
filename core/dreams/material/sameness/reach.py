"""
How far a statement reaches: all or any, this and or or that, must or may, until or from then.

Pure. Such words are light ones elsewhere, for they come and go when something is said again; but in
the place of each other they make another statement of the same words.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.said import PAUSES, Word, denials_in, rows_of
from core.transcripts.fields import words

_MANY: Final = {
    **dict.fromkeys(words("all every each both"), "all"),
    **dict.fromkeys(words("any either"), "any"),
    **dict.fromkeys(words("some several certain"), "some"),
    **dict.fromkeys(words("most few half one"), ""),
}
_EVERYWHERE: Final = words(
    "before after for with of in at on by per without from to during if when unless whenever"
)
"""Behind these, and where something is permitted or denied, "any" is each."""
_ONE_OF: Final = frozenset({"any", "some", "one"})
_PARTIAL: Final = frozenset({"some", "most", "few", "half", "not all"})
"""They are said for a reason: without them it holds for all."""
_PERMITS: Final = words("may can could allowed")
_FORCES: Final = {
    **dict.fromkeys(_PERMITS, "may"),
    **dict.fromkeys(words("must shall should"), "must"),
}
_DUTIES: Final = words("has have need needs")
_LIMITS: Final = words("only most until before after unless without least once")
_EDGES: Final = {
    **dict.fromkeys(words("within until till"), "end"),
    **dict.fromkeys(words("after from"), "begin"),
}
_UP_TO: Final = ("up", "to")
_FAR: Final = 4
_JOINTS: Final = {"and": "and", "or": "or"}


def reach_differs(one: str, other: str) -> bool:
    """Whether two texts of the same words are about more or fewer, or ask where the other lets."""
    return (
        _amounts_differ(_amounts(one), _amounts(other))
        or _values_clash(_joints(one), _joints(other))
        or _values_clash(_forces(one), _forces(other))
        or _values_clash(_edges(one), _edges(other))
    )


def _values_clash(mine: Mapping[object, set[str]], theirs: Mapping[object, set[str]]) -> bool:
    return any(mine[key].isdisjoint(theirs[key]) for key in mine.keys() & theirs.keys())


def _amounts_differ(mine: Mapping[str, set[str]], theirs: Mapping[str, set[str]]) -> bool:
    for noun, kinds in mine.items():
        for other, against in theirs.items():
            if not is_kin(noun, frozenset({other})) or kinds & against:
                continue
            if kinds & _ONE_OF and against & _ONE_OF:
                continue
            return True
    return False


@lru_cache(maxsize=32_768)
def _amounts(text: str) -> Mapping[str, set[str]]:
    """By noun, of how many it is said; nothing is said of a bare one."""
    found: dict[str, set[str]] = {}
    for row in rows_of(text):
        low = [word.low for word in row]
        is_open = bool(denials_in(row)) or not _PERMITS.isdisjoint(low)
        for place in range(len(row)):
            kind = _kind_at(low, place)
            noun = next((one.form for one in _behind(row, place + 1) if one.form), "")
            if kind and noun:
                is_within = place > 0 and low[place - 1] in _EVERYWHERE
                is_each = kind == "any" and (is_open or is_within)
                found.setdefault(noun, set()).update({"all", "any"} if is_each else {kind})
    return found


def _kind_at(low: Sequence[str], place: int) -> str:
    word, before = low[place], low[place - 1] if place else ""
    kind = _MANY.get(word)
    if kind is None:
        return ""
    if word in {"most", "few"} and before in {"at", "the", "a", "very", "last", "first", "next"}:
        return ""
    if word == "one":
        is_counted = low[place + 1 : place + 2] == ["of"] or before == "least" or not place
        return "one" if is_counted else ""
    if kind == "all" and before == "not":
        return "not all"
    return kind or word


def _behind(row: Sequence[Word], start: int) -> Iterator[Word]:
    for word in row[start : start + _FAR]:
        if word.low in PAUSES:
            return
        yield word


@lru_cache(maxsize=32_768)
def _joints(text: str) -> Mapping[object, set[str]]:
    """By two words beside each other, whether both are meant or one of them."""
    found: dict[object, set[str]] = {}
    rows = rows_of(text)
    if any(map(denials_in, rows)):
        # "Not this or that" denies both.
        return found
    for row in rows:
        for place, word in enumerate(row):
            joint = _JOINTS.get(word.low)
            first = row[place - 1].form if place else ""
            second = next((one for one in row[place + 1 : place + 3] if one.form), None)
            if joint and first and second is not None:
                found.setdefault(frozenset({first, second.form}), set()).add(joint)
    return found


@lru_cache(maxsize=32_768)
def _forces(text: str) -> Mapping[object, set[str]]:
    """By what is done, whether it must or may be; a limit of it may be worded as either."""
    found: dict[object, set[str]] = {}
    for row in rows_of(text):
        low = [word.low for word in row]
        if denials_in(row) or not _LIMITS.isdisjoint(low):
            continue
        for place, word in enumerate(low):
            is_duty = word in _DUTIES and low[place + 1 : place + 2] == ["to"]
            force = "must" if is_duty else _FORCES.get(word)
            done = next((one.form for one in _behind(row, place + 1) if one.form), "")
            if force and done:
                found.setdefault(done, set()).add(force)
    return found


@lru_cache(maxsize=32_768)
def _edges(text: str) -> Mapping[object, set[str]]:
    """By value, whether it is where something ends, or begins."""
    found: dict[object, set[str]] = {}
    for row in rows_of(text):
        low = [word.low for word in row]
        if denials_in(row):
            continue
        for place, word in enumerate(row):
            if not any(map(str.isdigit, word.form)) or not place:
                continue
            edge = _EDGES.get(low[place - 1])
            if tuple(low[max(place - 2, 0) : place]) == _UP_TO:
                edge = "end"
            if edge:
                found.setdefault(word.form, set()).add(edge)
    return found
