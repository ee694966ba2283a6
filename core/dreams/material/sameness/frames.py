"""
Small words that make another statement of the same words: to and from, every and for, up and down.

Pure. "Loans to X" are no loans from X, "every 14 days" is not for 14 days, and lights that go up do
not go down.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.facts import TIMES, form_of
from core.dreams.extract.language.senses import Placed, placed
from core.dreams.extract.language.words import JOINING, NEGATIONS
from core.dreams.extract.tokens import Sort
from core.transcripts.fields import words

_ENDS: Final = {
    **dict.fromkeys(words("to into towards toward onto"), "to"),
    **dict.fromkeys(words("from off"), "from"),
}
_SPANS: Final = {
    **dict.fromkeys(words("every each"), "every"),
    **dict.fromkeys(words("for within lasts last keeps keep"), "for"),
}
_AWAY_FROM: Final = {
    **dict.fromkeys(words("before ahead prior beforehand earlier"), "before"),
    **dict.fromkeys(words("after later afterwards following"), "after"),
}
_PARTICLES: Final = {
    **dict.fromkeys(("up", "down"), "height"),
    **dict.fromkeys(("on", "off"), "power"),
    **dict.fromkeys(("in", "out"), "room"),
}
"""By word, what it is about; two of one kind are contraries."""
_SIDES_OF_TIME: Final = {
    **dict.fromkeys(words("since from after"), "from"),
    **dict.fromkeys(words("until till before"), "until"),
}
_WHICH: Final = words("that which who")
_MOMENTS: Final = frozenset({"date", "time"})
_PARTIES: Final = words("by with for to")
_SCOPES: Final = {"only": "only", **dict.fromkeys(words("not never nowhere"), "not")}
_SCOPED: Final = words(
    "in on at to into from by with for through via after before during behind below above"
    " inside outside"
)
_BEING: Final = words("is are was were be been being get gets")
_PHRASAL: Final = words(
    "stay stays turn turns turned switch switches switched keep keeps kept log logs logged sign"
    " signs signed check checks checked"
)
_DETERMINERS: Final = words(
    "the a an each every all its their this that your our my any another you they we"
)
_DURATION: Final = "quantity/time"
_NEAREST: Final = 3


def frames_differ(one: str, other: str) -> bool:
    """Whether such words set two texts apart: each has its own, and none of the other's."""
    mine, theirs = _frames(one), _frames(other)
    return any(mine[about].isdisjoint(theirs[about]) for about in mine.keys() & theirs.keys())


@lru_cache(maxsize=32_768)
def _frames(text: str) -> Mapping[tuple[str, str], set[str]]:
    """By what kind of frame it is and what it is about, the small words."""
    found: dict[tuple[str, str], set[str]] = {}
    for sentence in placed(text):
        for kind, sign, about in (*_small_words(sentence), *_particles(sentence)):
            found.setdefault((kind, about), set()).add(sign)
    return found


def _small_words(sentence: Sequence[Placed]) -> Iterator[tuple[str, str, str]]:
    low = [one.token.text.lower() for one in sentence]
    is_turned = not NEGATIONS.isdisjoint(low)
    for place, word in enumerate(low):
        behind = sentence[place + 1 : place + 1 + _NEAREST]
        end, head = _named(behind), _named(sentence[max(place - 1, 0) : place])
        if word in _ENDS and end and head:
            yield "end", _ENDS[word], f"{head} {end}"
        is_done = not _BEING.isdisjoint(low[: max(place - 1, 0)])
        if word in _PARTIES and end and head and is_done and not _is_time(behind):
            yield "party", word, f"{head} {end}"
        before = sentence[place - 1].fact if place else None
        # "For 20 min after the frost" it lasts, and is not so long after it.
        is_apart = before is not None and low[place - 2 : place - 1] != ["for"]
        if word in _AWAY_FROM and is_apart and before is not None and before[0] == _DURATION:
            yield "away", _AWAY_FROM[word], before[1]
        # "Not before" is no order, and "only after" may be told by it.
        sign = "not " if is_turned else ""
        if word in {"before", "after"} and end:
            yield "order", word, f"{sign}{end}"
        at = behind[0].fact if behind else None
        # "What comes by five" is no "what comes after five"; elsewhere "by" may say no more than
        # that it is late afterwards.
        side = "until" if word == "by" and _WHICH & {*low[:place]} else _SIDES_OF_TIME.get(word)
        if side is not None and at is not None and at[0] in _MOMENTS:
            yield "moment", side, f"{sign}{at[1]}"
        scoped = low[place + 1] if place + 1 < len(low) else ""
        # "Only after" is no "nowhere after", and "not only in" is neither.
        if word in _SCOPES and scoped in _SCOPED and low[place - 1 : place] != ["not"]:
            yield "scope", _SCOPES[word], f"{scoped} {_named(behind[1:])}"
        span = next((one.fact for one in behind[:2] if one.fact), None)
        if word in _SPANS and span is not None and span[0] == _DURATION:
            yield "span", _SPANS[word], span[1]


def _particles(sentence: Sequence[Placed]) -> Iterator[tuple[str, str, str]]:
    low = [one.token.text.lower() for one in sentence]
    for place, (first, particle) in enumerate(zip(sentence, low[1:], strict=False)):
        is_verb = first.token.sort is Sort.WORD and first.fact is None
        # "Out of" and "in the" lead to something, and say nothing of the verb.
        ends = place + 2 == len(low) or particle in {"up", "down"} or low[place] in _PHRASAL
        if particle in _PARTICLES and is_verb and ends:
            yield _PARTICLES[particle], particle, form_of(first.token.text)


def _is_time(behind: Sequence[Placed]) -> bool:
    return any(one.fact is not None and one.fact[0] in TIMES for one in behind)


def _named(behind: Sequence[Placed]) -> str:
    """What a small word leads to: a fact or a word of content, at once or behind a determiner."""
    for one in behind:
        low = one.token.text.lower()
        if one.fact is not None:
            return one.fact[1]
        if low not in JOINING:
            return form_of(one.token.text)
        if low not in _DETERMINERS:
            return ""
    return ""
