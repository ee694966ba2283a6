"""
Small words that make another statement of the same words: to and from, every and for, up and down.

Pure. "Loans to X" are no loans from X, "every 14 days" is not for 14 days, and lights that go up do
not go down.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from core.dreams.extract.facts import form_of
from core.dreams.extract.senses import Placed, placed
from core.dreams.extract.tokens import Sort
from core.dreams.extract.words import JOINING
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
_PARTICLES: Final = {"up": "down", "down": "up", "on": "off", "off": "on", "in": "out", "out": "in"}
_PHRASAL: Final = words(
    "stay stays turn turns turned switch switches switched keep keeps kept log logs logged sign"
    " signs signed check checks checked"
)
_DETERMINERS: Final = words("the a an each every all its their this that your our my any another")
_DURATION: Final = "quantity/time"
_NEAREST: Final = 3


def frames_differ(one: str, other: str) -> bool:
    """Whether such words set two texts apart."""
    mine, theirs = _frames(one), _frames(other)
    return any(
        (kind, _CONTRARY[sign], word) in theirs and (kind, sign, word) not in theirs
        for kind, sign, word in mine
        if (kind, _CONTRARY[sign], word) not in mine
    )


_CONTRARY: Final = {
    "to": "from",
    "from": "to",
    "every": "for",
    "for": "every",
    "party to": "party by",
    "party by": "party to",
    "before": "after",
    "after": "before",
    **_PARTICLES,
}


@lru_cache(maxsize=32_768)
def _frames(text: str) -> frozenset[tuple[str, str, str]]:
    return frozenset(one for sentence in placed(text) for one in _of(sentence))


def _of(sentence: Sequence[Placed]) -> Iterator[tuple[str, str, str]]:
    low = [one.token.text.lower() for one in sentence]
    for place, word in enumerate(low):
        behind = sentence[place + 1 : place + 1 + _NEAREST]
        if word in _ENDS or word == "by":
            end, head = _named(behind), _named(sentence[max(place - 1, 0) : place])
            if end and head and word != "by":
                yield "end", _ENDS[word], f"{head} {end}"
            if end and head and word in {"by", "to"}:
                yield "party", f"party {word}", f"{head} {end}"
        is_span = place and (sentence[place - 1].fact or ("", ""))[0] == _DURATION
        if word in _AWAY_FROM and is_span:
            yield "away", _AWAY_FROM[word], _fact(sentence[place - 1])
        if word in _SPANS:
            span = next((one.fact for one in behind[:2] if one.fact), None)
            if span is not None and span[0] == _DURATION:
                yield "span", _SPANS[word], span[1]
    for place, (first, particle) in enumerate(zip(sentence, low[1:], strict=False)):
        is_verb = first.token.sort is Sort.WORD and first.fact is None
        # "Out of" and "in the" lead to something, and say nothing of the verb.
        ends = place + 2 == len(low) or particle in {"up", "down"} or low[place] in _PHRASAL
        if particle in _PARTICLES and is_verb and ends:
            yield "particle", particle, form_of(first.token.text)


def _fact(one: Placed) -> str:
    return one.fact[1] if one.fact else ""


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
