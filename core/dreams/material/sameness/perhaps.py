"""
Whether two entries probably say the same, though nothing proves it: that is worth a question.

Pure. They share most of what the smaller one says, some of which no other entry of the store has,
and nothing sets them at odds; but each may have words of its own for which the other has none. So
it is with a line of a diary that tells how something is, and with a step of a procedure: neither is
ever taken out.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from core.dreams.extract.language.clauses import Fact, sentences_of
from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.senses import content_of, senses
from core.dreams.extract.values.figures import in_figures
from core.dreams.material.memories.entries import Entry, Shape
from core.dreams.material.memories.noted import Noted
from core.dreams.material.memories.notes import noted_days
from core.dreams.material.memories.standing import fit, stand_together
from core.dreams.material.memories.subjects import named_in
from core.dreams.material.memories.things import are_of_two_things
from core.dreams.material.memories.when import leading_date
from core.dreams.material.sameness.commands import holds_fact
from core.dreams.material.sameness.lookup import Lookup, lookup_of
from core.dreams.material.sameness.odds import are_not_at_odds, spelling, tell_apart
from core.dreams.material.sameness.restricted import is_one_restricted, is_one_titled_so
from core.dreams.material.sameness.sameness import likeness
from core.dreams.material.sameness.signs import signs_differ
from core.dreams.material.sameness.substance import only_points
from core.dreams.material.sameness.titled import name_above

_MANY: Final = 30
"""Entries of a store; of fewer ones nearly every word stands in no more than two."""
_LEAST_SHARED: Final = 3
"""Words and facts that both have."""
_SHARES: Final = {2: 2 / 3, 3: 0.6}
"""By how many of them no other entry has, the part of the smaller entry that they have to be."""
_MUCH_SHARED: Final = 4
_NEARLY_ALL: Final = 0.8
"""Of the smaller entry; then one word is enough that nobody else has."""
_ENOUGH: Final = max(_SHARES)
_LEAST_ANSWER: Final = 6
"""Words of an answer that stands somewhere else too."""
_WHICH: Final = frozenset({"name", "proper", "ticket", "path", "link", "channel", "direction"})
"""Kinds of facts that tell which one is meant, and so does a bare number or letter."""


def are_perhaps_same(first: Entry, second: Entry, lookup: Lookup, subjects: frozenset[str]) -> bool:
    """Whether somebody should look whether two entries say the same."""
    if first.box != second.box or not _are_for_long(first, second):
        return False
    pair = _without_day(first, lookup.noted), _without_day(second, lookup.noted)
    if any(leading_date(entry.text) for entry in pair):
        return False
    is_kept = any(entry.shape is Shape.STEP or entry.key in lookup.noted.in_logs for entry in pair)
    if is_kept and likeness(*pair, subjects) is not None:
        return True
    if _answers_word_by_word(*pair) and fit(*pair) and not are_of_two_things(*pair):
        return True
    if len(lookup.entries) < _MANY:
        return False
    rare = lookup.only_in_both(first, second)
    one, other = (in_figures(entry.text) for entry in pair)
    return (
        _share_most(one, other, rare, are_apart=first.path != second.path)
        and not any(only_points(entry.text) for entry in pair)
        and fit(*pair)
        and not is_one_titled_so(*pair)
        and not are_of_two_things(*pair)
        and not signs_differ(pair[0].text, pair[1].text)
        and not is_one_restricted(one, other)
        and stand_together(*pair, subjects)
        and _lacking(*pair, subjects).isdisjoint(_lacking(*pair[::-1], subjects))
        and not tell_apart(*pair, subjects)
        and _bounds(one) == _bounds(other)
        and are_not_at_odds(one, other)
    )


def why_both_stay(first: Entry, second: Entry) -> str:
    """Why neither of two such entries is taken out, as the end of a sentence."""
    if Shape.STEP in {first.shape, second.shape}:
        return "one is a step of a procedure"
    if (leading_date(first.text) is None) is not (leading_date(second.text) is None):
        return "one is a line of a diary"
    return "where they differ one may be about less than the other"


def _answers_word_by_word(first: Entry, second: Entry) -> bool:
    """Whether all that an entry says stands word by word behind the question that another asks."""
    mine, theirs = (
        {spelling(one).rstrip(".!") for one in sentences_of(entry.text.replace("*", ""))}
        for entry in (first, second)
    )
    asked, answer = (mine, theirs) if len(mine) > len(theirs) else (theirs, mine)
    asking = first if asked is mine else second
    is_long = len(" ".join(answer).split()) >= _LEAST_ANSWER
    return is_long and "?" in asking.text and answer < asked


def _share_most(one: str, other: str, rare: frozenset[str], *, are_apart: bool) -> bool:
    """Whether they share enough, and of that enough that nobody else has, beside plain words."""
    share = _SHARES.get(min(len(rare), _ENOUGH))
    facts = {norm for _, norm in _facts(one)}
    mine, theirs = content_of(one), content_of(other)
    shared = min(
        sum(is_kin(word, against) for word in own)
        for own, against in ((mine, theirs), (theirs, mine))
    )
    # Who writes into one memory what is nearly the same means two things.
    is_enough = are_apart and rare
    if is_enough and shared >= max(_MUCH_SHARED, _NEARLY_ALL * min(len(mine), len(theirs))):
        return True
    if share is None or (len(rare) < _ENOUGH and rare.isdisjoint(facts)):
        return False
    return shared >= max(_LEAST_SHARED, share * min(len(mine), len(theirs)))


def _are_for_long(first: Entry, second: Entry) -> bool:
    """Whether not both were noted on days, each of which may be of its own."""
    return not all(leading_date(one.text) or noted_days(one.said) for one in (first, second))


def _without_day(entry: Entry, noted: Noted) -> Entry:
    """An entry without the day in front, if that only says when it was written down."""
    return noted.in_logs.get(entry.key, noted.of(entry))


def told_in_steps(
    entries: Sequence[Entry], steps: Sequence[Entry], noted: Noted, subjects: frozenset[str]
) -> Iterator[tuple[Entry, Entry]]:
    """Entries, each with a step of a procedure that perhaps says the same."""
    if not steps:
        return
    lookup = lookup_of([*entries, *steps], noted)
    for first, second in lookup.candidates():
        is_step = [entry.shape is Shape.STEP for entry in (first, second)]
        if is_step[0] is not is_step[1] and are_perhaps_same(first, second, lookup, subjects):
            yield first, second


def _lacking(entry: Entry, other: Entry, subjects: frozenset[str]) -> frozenset[str]:
    """The kinds of facts of an entry that the other one has not, nor the title above that."""
    text, against = (in_figures(one.text) for one in (entry, other))
    said = frozenset().union(*(one.known | one.said for one in senses(against)))
    known = said | name_above(other)
    facts = {fact for fact in _facts(text) if fact[1] not in known}
    letters = {word for word in content_of(text) - known if len(word) == 1}
    kinds = {
        "which" if kind in _WHICH or norm.isdigit() else kind
        for kind, norm in facts
        if not holds_fact(against, norm) and not (kind == "proper" and is_kin(norm, known))
    }
    named = {*named_in(text, subjects)} - {*named_in(against, subjects)} - known
    return frozenset(kinds | ({"which"} if letters or named else set()))


def _bounds(text: str) -> frozenset[str]:
    return frozenset().union(*(one.bounds for one in senses(text)))


def _facts(text: str) -> frozenset[Fact]:
    return frozenset().union(*(one.facts for one in senses(text)))
