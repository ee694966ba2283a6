"""
Whether two entries say the same, so that one may take the place of both.

Pure, and careful before it is clever: a wrong merge loses what someone wrote, a missed one only
leaves a line too many. The sentences that two entries share are their core: there all facts must be
the same, no word may stand in the place of another, and nothing may be turned round. What only one
of them says beside the core is an addition to it, unless the other one answers the same question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from core.dreams.extract.clauses import Fact, Reading, reading, sentences_of
from core.dreams.extract.lexicon import are_opposed, root
from core.dreams.extract.senses import Sense, content_of, senses
from core.dreams.extract.tokens import Sort
from core.dreams.extract.words import AMBIGUOUS, JOINING
from core.dreams.material.entries import Entry

_LEAST_SHARED: Final = 3
"""Words and facts two entries must share; fewer say too little to be known again."""
_SAYS_ENOUGH: Final = 5
"""Words and facts with which a text without a name is understood anywhere."""
_SHARE: Final = 0.6
"""Of the smaller core, the part that the larger one has too."""
_MOST_MORE: Final = 3
"""Words that only one of two cores has: a rewording, and no other statement."""
_SHORTEST_PART: Final = 4
"""Letters of a word by which a compound is known."""
_PARALLEL: Final = 0.5
"""Additions of both sides that share so much are two answers to one question."""
_NAMES: Final = frozenset({"name", "link", "path", "ticket", "code", "channel"})
_SUBJECTS: Final = _NAMES | {"proper"}
_POINTING: Final = re.compile(
    r"\b(?:this|these|here|(?:above|below)(?! [\d€$£])"
    r"|the (?:service|host|team|matter|case|repo|repository))\b"
    r"(?! in )",
    re.IGNORECASE,
)
_LOOKS: Final = re.compile(r"[,;:!?\u2013\u2014]+|\.+(?=\s|\Z)|(?<!\S)-+(?!\S)")
_JOINING: Final = frozenset(root(word) for word in JOINING)
_LONGEST_LABEL: Final = 3
"""Words and facts of what is a label and no sentence of its own."""
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_NAMED: Final = re.compile(r"[\w.@/:-]*[\d_A-Z@./-][\w.@/:-]*")
_LABEL: Final = re.compile(r"\W*([^:.]{1,60}):\s")


@dataclass(frozen=True, slots=True)
class Core:
    """What one text has in common with another, and what it says beside that."""

    facts: frozenset[Fact]
    values: tuple[str, ...]
    heavy: frozenset[str]
    said: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    modifiers: frozenset[tuple[str, str]]
    ordinals: frozenset[str]
    of: frozenset[str]
    places: frozenset[str]
    named: frozenset[str]
    bounds: frozenset[str]
    is_turned: bool
    is_alone: bool
    extra: tuple[Sense, ...]

    @property
    def bag(self) -> frozenset[str]:
        """Its facts and words."""
        return frozenset(norm for _, norm in self.facts) | self.heavy


def core_of(one: Sequence[Sense], other: frozenset[str]) -> Core:
    """
    The sentences of a text of which another has more than half, as one.

    What a text says first is what it is about: without that nothing else of it is shared.
    """
    shared = [sense for sense in one if 2 * len(sense.bag & other) > len(sense.bag)]
    if not one or one[0] not in shared:
        shared = []
    return Core(
        facts=frozenset().union(*(sense.facts for sense in shared)),
        values=tuple(dict.fromkeys(norm for sense in shared for norm in sense.values)),
        heavy=frozenset().union(*(sense.heavy for sense in shared)),
        said=frozenset().union(*(sense.said for sense in shared)),
        pairs=frozenset().union(*(sense.pairs for sense in shared)),
        modifiers=frozenset().union(*(sense.modifiers for sense in shared)),
        ordinals=frozenset().union(*(sense.ordinals for sense in shared)),
        of=frozenset().union(*(sense.of for sense in shared)),
        places=frozenset().union(*(sense.places for sense in shared)),
        named=frozenset().union(*(sense.named for sense in shared)),
        bounds=frozenset().union(*(sense.bounds for sense in shared)),
        is_turned=sum(sense.is_turned for sense in shared) % 2 == 1,
        is_alone=any(sense.is_alone for sense in shared),
        extra=tuple(sense for sense in one if sense not in shared),
    )


def are_same(first: Entry, second: Entry) -> bool:
    """Whether two entries say the same about the same thing."""
    if first.box != second.box or not _fit(first, second):
        return False
    if _spelling(first.text) == _spelling(second.text):
        is_same = len(content_of(first.text)) >= 2
    else:
        is_same = _agree(first.text, second.text)
    return is_same and (share_a_place(first, second) or _stands_alone(first, second))


@lru_cache(maxsize=65_536)
def _agree(first: str, second: str) -> bool:
    """Whether two texts say the same; asked again in every round of a dream."""
    return _say_same(senses(first), senses(second)) and not _orders_differ(
        reading(first), reading(second)
    )


def say_same_but(
    first: Entry, second: Entry, *, dropped: frozenset[str], names: frozenset[str]
) -> bool:
    """
    Whether two entries would say the same but for these facts, which are left out of both.

    Their dates do not count: that one is older is why it may be wrong. Names that both share make
    sure that both speak of one thing.
    """
    if first.box != second.box or _around(first)[1] != _around(second)[1]:
        return False
    if not names and not share_a_place(first, second):
        return False
    one, other = (_without(senses(entry.text), dropped) for entry in (first, second))
    return _say_same(one, other, least=1, is_claim=True)


def _without(said: Sequence[Sense], dropped: frozenset[str]) -> tuple[Sense, ...]:
    return tuple(
        replace(
            sense,
            facts=frozenset(
                fact for fact in sense.facts if fact[1] not in dropped and fact[0] != Sort.DATE
            ),
        )
        for sense in said
    )


def _say_same(
    one: Sequence[Sense],
    other: Sequence[Sense],
    *,
    least: int = _LEAST_SHARED,
    is_claim: bool = False,
) -> bool:
    known = [frozenset().union(*(sense.known for sense in side)) for side in (one, other)]
    mine, theirs = core_of(one, known[1]), core_of(other, known[0])
    both = mine.bag & theirs.bag
    # That both name the same things makes no statement yet: a word has to be the same too.
    if is_claim and not _share_a_word(mine, theirs):
        return False
    if len(both) < least or len(both) < _SHARE * min(len(mine.bag), len(theirs.bag)):
        return False
    return (
        _has_facts_of(mine, other)
        and _has_facts_of(theirs, one)
        and _is_one_order(mine.values, theirs.values)
        and _labels_fit(one, other)
        and _differ_in_wording(mine, theirs, known, is_claim=is_claim)
        and not _are_told_apart(mine, theirs)
        and mine.is_turned == theirs.is_turned
        and one[0].is_turned == other[0].is_turned
        and mine.is_alone == theirs.is_alone
        and not _bounds_differ(mine.bounds, theirs.bounds)
        and not are_opposed(mine.said, theirs.said)
        and not _answer_the_same(mine.extra, theirs.extra)
    )


def _share_a_word(mine: Core, theirs: Core) -> bool:
    names = frozenset(norm for _, norm in mine.facts | theirs.facts)
    return bool((mine.said & theirs.said) - names - _JOINING)


def _has_facts_of(core: Core, other: Sequence[Sense]) -> bool:
    """Whether another text has every fact of a core."""
    said = frozenset().union(*(sense.bag for sense in other))
    return all(norm in said for _, norm in core.facts)


def _is_one_order(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether values that both have follow each other alike: 3 and then 5 is not 5 and then 3."""
    return [one for one in mine if one in theirs] == [one for one in theirs if one in mine]


def _labels_fit(one: Sequence[Sense], other: Sequence[Sense]) -> bool:
    """A short label before a colon says what the rest is about: it may not be missing."""
    for mine, theirs in ((one, other), (other, one)):
        said = frozenset().union(*(sense.bag for sense in theirs))
        for sense in mine[:1]:
            label = _LABEL.match(sense.text)
            about = content_of(_DATE.sub("", label[1])) if label else frozenset()
            if len(about) <= _LONGEST_LABEL and not about <= said:
                return False
    return True


def _differ_in_wording(
    mine: Core, theirs: Core, known: Sequence[frozenset[str]], *, is_claim: bool
) -> bool:
    """Whether what one core has more is a few words, none of which tells another thing apart."""
    only_mine, only_theirs = mine.heavy - known[1], theirs.heavy - known[0]
    if is_claim:
        # `autoscaler` is a scaler; of what has one value such words mean the same.
        compound = {
            word
            for one in only_mine
            for other in only_theirs
            if len(min(one, other, key=len)) >= _SHORTEST_PART
            and (one.endswith(other) or other.endswith(one))
            for word in (one, other)
        }
        only_mine, only_theirs = only_mine - compound, only_theirs - compound
    if only_mine and only_theirs:
        return False
    for own, core, rest in ((only_mine, mine, theirs), (only_theirs, theirs, mine)):
        if len(own) > _MOST_MORE:
            return False
        # "price cache" and "cache": what stands before a shared word tells which one is meant, and
        # so does what it is a part of.
        if any(first in own and second in rest.heavy for first, second in core.pairs):
            return False
        # Of a value, where and when it holds is half of what is said.
        if is_claim and own & core.places:
            return False
        # In "the owner of X is ..." it is what the value is called.
        if own & (core.of - core.named if is_claim else core.of):
            return False
    return True


def _are_told_apart(mine: Core, theirs: Core) -> bool:
    """Whether a word has another one before it on either side: `second draft`, `last draft`."""
    if mine.ordinals - theirs.said or theirs.ordinals - mine.said:
        return True
    for word, noun in mine.modifiers:
        if word not in theirs.said and any(
            other == noun and more not in mine.said for more, other in theirs.modifiers
        ):
            return True
    return False


def _bounds_differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return any(
        (low in one and high in other) or (high in one and low in other)
        for low, high in (("least", "most"), ("over", "under"))
    )


def _answer_the_same(mine: Sequence[Sense], theirs: Sequence[Sense]) -> bool:
    """Whether additions on both sides stand in each other's place."""
    for one in mine:
        for other in theirs:
            least = max(min(len(one.bag), len(other.bag)), 1)
            if len(one.bag & other.bag) >= _PARALLEL * least:
                return True
            if {kind for kind, _ in one.facts} & {kind for kind, _ in other.facts}:
                return True
    return False


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
    """A text without the signs that only show how it looks."""
    return " ".join(_LOOKS.sub(" ", text.lower().replace("`", "").replace("*", "")).split())


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
    said = reading(above.replace("-", " ").replace(".", " ")).facts | reading(entry.text).facts
    around = {fact for fact in said if fact[1] not in AMBIGUOUS}
    return dates, frozenset(fact for fact in around if fact[0] == "environment")


def share_a_place(first: Entry, second: Entry) -> bool:
    """Whether both stand under the same headings of one memory."""
    return first.path == second.path and first.trail == second.trail


def _stands_alone(first: Entry, second: Entry) -> bool:
    """
    Whether what they say needs no heading to be understood.

    "Owner: Ada" under two services is two facts. A text that names its own subject, and does not
    point at what stands around it, means the same anywhere.
    """
    # What a later sentence points at stands in the entry itself.
    if any(_POINTING.search(sentences_of(one.text)[0]) for one in (first, second)):
        return False
    said = content_of(first.text)
    mine, theirs = _subject(first), _subject(second)
    has_subject = _has_subject(first.text) or _has_subject(second.text)
    if (
        mine
        and theirs
        and mine != theirs
        and first.path.rpartition("/")[0] == second.path.rpartition("/")[0]
    ):
        low_one, low_other = first.text.lower(), second.text.lower()
        named = [
            subject for subject in (mine, theirs) if subject in low_one and subject in low_other
        ]
        if not named and not has_subject:
            return False
    return len(said) >= _SAYS_ENOUGH or has_subject


def _subject(entry: Entry) -> str | None:
    """The name that the headings above an entry give to what it is about, if they name one."""
    for heading in reversed(entry.trail):
        words = heading.text.split()
        if len(words) == 1 or any(_NAMED.fullmatch(word) for word in words[1:]):
            return heading.text.lower()
    return None


def _has_subject(text: str) -> bool:
    """Whether a text names what it is about: more than a label and a name behind it."""
    kinds = {kind for sense in senses(text) for kind, _ in sense.facts}
    said = len(content_of(text))
    return (bool(kinds & _NAMES) and said >= _LONGEST_LABEL) or (
        "proper" in kinds and said > _LONGEST_LABEL
    )
