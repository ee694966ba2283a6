"""
What the sentences of a text say, in a form in which rewordings are alike.

Pure. Each sentence is a set of facts (names, numbers with units, dates, environments: what must not
differ) and of roots of words that carry sense; light words count for nothing. Negations are counted
modulo two, so that "never X without Y" is "X only with Y", and bounds are told apart from them.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from core.dreams.extract.clauses import HARD, Fact
from core.dreams.extract.lexicon import LIGHT, root
from core.dreams.extract.tokens import Sort, Token, tokens
from core.dreams.extract.words import CALENDAR, ENVIRONMENTS, JOINING, NEGATIONS, stem
from core.transcripts.fields import words

_VALUES: Final = frozenset({"number", "quantity", "version", "time"})
_ENDS: Final = frozenset(".!?;\n|")
_MARKS: Final = re.compile(r"\*\*|__|~~")
_BOUNDS: Final = (
    ("most", re.compile(
        r"\b(?:at (?:the )?most|(?:no|not) (?:more|longer|later|higher) than|up to|"
        r"maximum|max|(?:upper )?limit(?:ed to)?|ceiling|not exceed(?:ing)?)\b"
    )),
    ("least", re.compile(
        r"\b(?:at (?:the )?least|(?:no|not) (?:less|fewer|earlier|lower) than|minimum|min)\b"
    )),
    ("over", re.compile(r"\b(?:more than|over|above|exceeds?|beyond)(?= [\d$€£])")),
    ("under", re.compile(r"\b(?:less than|fewer than|under|below)(?= [\d$€£])")),
)  # fmt: skip
_ONLY: Final = re.compile(
    r"\b(?:nobody|no one|none|nothing|no other|noone) (?:else|other)\b|\bno other\b"
)
_INSTEAD: Final = re.compile(r"\b(?:instead of|rather than|in place of|unless)\b")
_LACKING: Final = frozenset({"unless", "without"})
_HARM: Final = frozenset(
    root(word) for word in words("fail lose break refuse reject stop miss crash")
)
"""What happens without the thing: "fails unless X" asks for X, as "needs X" does."""
_ALONE: Final = words("alone exclusively solely")
_NAMED_VALUE: Final = re.compile(
    r"\b([a-z]+) of (?:the )?[`\w./ -]{2,40}?\s(?:is|are)"
    r" (?:(?!\w+ed\b|\w+en\b|built\b|made\b)\S+ ?){1,4}\Z"
)
_PREPOSITIONS: Final = words("in at on during for with under when if while after before from")
_ORDINALS: Final = words(
    "first second third fourth fifth sixth last final next previous other half whole"
)
_DETERMINERS: Final = words("the a an each every its their this that my our your")
_WORD: Final = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Sense:
    """One sentence."""

    facts: frozenset[Fact]
    values: tuple[str, ...]
    """The numbers, quantities, versions and times among them, in their order."""
    heavy: frozenset[str]
    """Roots of the words that carry sense."""
    inner: frozenset[str]
    """Roots of the words inside of commands."""
    said: frozenset[str]
    """The roots of all words, light ones too: opposites are looked for among them."""
    pairs: frozenset[tuple[str, str]]
    """Heavy words that stand directly before another word, as `price cache`."""
    modifiers: frozenset[tuple[str, str]]
    """Light words directly before a heavy one, as `second draft`; and what a number counts."""
    ordinals: frozenset[str]
    """Which one of several it is about: `the first draft`."""
    of: frozenset[str]
    """Words whose owner is named behind them: `docs` in `the docs of X`."""
    places: frozenset[str]
    """Words that say where, when or for whom: `winter` in `in the winter`."""
    named: frozenset[str]
    """Of those in `of` the ones whose value is told at once: `owner` in `the owner of X is Y`."""
    is_turned: bool
    """Whether its negations turn it round."""
    bounds: frozenset[str]
    is_alone: bool
    text: str

    @property
    def bag(self) -> frozenset[str]:
        """Everything that must be found again: the forms of the facts, and the heavy words."""
        return frozenset(norm for _, norm in self.facts) | self.heavy

    @property
    def known(self) -> frozenset[str]:
        """What another text may say in other words: all that, and the words inside of commands."""
        return self.bag | self.inner


@lru_cache(maxsize=65_536)
def senses(text: str) -> tuple[Sense, ...]:
    """The sentences of a text that say anything."""
    plain = _MARKS.sub("", text)
    found = tokens(plain)
    capitals = _inner_capitals(found)
    made = []
    part: list[Token] = []
    for token in found:
        if token.sort is Sort.STOP and token.text in _ENDS:
            if part:
                made.append(_sense(part, plain, capitals))
            part = []
        else:
            part.append(token)
    if part:
        made.append(_sense(part, plain, capitals))
    return tuple(one for one in made if one.facts or one.heavy)


@lru_cache(maxsize=65_536)
def content_of(text: str) -> frozenset[str]:
    """Everything that a text says and that must not be lost: its facts and its heavy words."""
    return frozenset().union(*(one.bag for one in senses(text)))


class Placed(NamedTuple):
    """A token of a sentence, and the fact that it is, if it is one."""

    token: Token
    fact: Fact | None


@lru_cache(maxsize=32_768)
def placed(text: str) -> tuple[tuple[Placed, ...], ...]:
    """The tokens of each sentence of a text, without the signs between them."""
    plain = _MARKS.sub("", text)
    found = tokens(plain)
    capitals = _inner_capitals(found)
    sentences: list[list[Placed]] = [[]]
    for token in found:
        if token.sort is not Sort.STOP:
            fact = _fact(token, token.text.lower().replace("\u2019", "'"), capitals)
            sentences[-1].append(Placed(token, fact))
        elif token.text in _ENDS:
            sentences.append([])
    return tuple(tuple(one) for one in sentences if one)


def written(text: str, facts: frozenset[Fact]) -> str:
    """How some facts stand in a text: from the first word of them to the last."""
    plain = _MARKS.sub("", text)
    found = tokens(plain)
    capitals = _inner_capitals(found)
    spans = [
        (token.start, token.end)
        for token in found
        if _fact(token, token.text.lower(), capitals) in facts
    ]
    if not spans:
        return ""
    if len(facts) == 1:
        spans = spans[:1]
    return plain[min(start for start, _ in spans) : max(end for _, end in spans)].strip("`")


def _inner_capitals(found: list[Token]) -> frozenset[str]:
    """Words that are written with a capital inside of a sentence: names of someone."""
    names = set()
    is_first = True
    for token in found:
        if token.sort is Sort.STOP:
            is_first = token.text in _ENDS or token.text == ":"
            continue
        # `CPU` and `README` are words, however they are written.
        is_name = token.text[0].isupper() and not (token.text.isupper() and len(token.text) > 1)
        if token.sort is Sort.WORD and is_name and not is_first:
            names.add(token.text.lower())
        is_first = False
    return frozenset(names)


def _sense(part: list[Token], text: str, capitals: frozenset[str]) -> Sense:
    sentence = text[part[0].start : part[-1].end]
    low = sentence.lower()
    bounds = frozenset(name for name, pattern in _BOUNDS if pattern.search(low))
    silent = [match.span() for _, pattern in _BOUNDS for match in pattern.finditer(low)]
    silent += [match.span() for match in _ONLY.finditer(low)]
    turns = len(_INSTEAD.findall(low)) - _asked_by_harm(part)
    facts: dict[Fact, None] = {}
    heavy: list[tuple[int, str]] = []
    offset = part[0].start
    is_alone = False
    for place, token in enumerate(part):
        word = token.text.lower().replace("\u2019", "'")
        is_silent = any(start <= token.start - offset < end for start, end in silent)
        fact = _fact(token, word, capitals)
        if fact is not None:
            facts[fact] = None
        elif word in NEGATIONS:
            turns += not is_silent
        elif word in _ALONE:
            is_alone = True
        elif (
            token.sort is Sort.WORD
            and not is_silent
            and word not in JOINING
            and root(word) not in LIGHT
        ):
            heavy.append((place, _form(word)))
    following = [*(one.text for one in part[1:]), ""]
    return Sense(
        facts=frozenset(facts),
        values=tuple(norm for kind, norm in facts if kind.partition("/")[0] in _VALUES),
        heavy=frozenset(word for _, word in heavy),
        inner=frozenset(
            root(word)
            for token in part
            if token.sort is Sort.CODE
            for word in _WORD.findall(token.text.lower())
        ),
        said=frozenset(_form(token.text) for token in part if token.sort is Sort.WORD),
        pairs=frozenset(
            (word, root(following[place]))
            for place, word in heavy
            if following[place].isalpha() and following[place].lower() not in JOINING
        ),
        modifiers=frozenset(
            (_form(part[place - 1].text), word)
            for place, word in heavy
            if place and _is_modifier(part[place - 1])
        )
        | frozenset(
            (_form(after.text), token.norm)
            for token, after in pairwise(part)
            if token.sort is Sort.NUMBER and after.sort is Sort.WORD
        ),
        ordinals=frozenset(
            root(token.text)
            for before, token, after in zip(part, part[1:], part[2:], strict=False)
            if token.text.lower() in _ORDINALS
            and before.text.lower() in _DETERMINERS
            and after.sort is Sort.WORD
        ),
        of=frozenset(word for place, word in heavy if following[place].lower() == "of"),
        places=frozenset(word for place, word in heavy if _is_placed(part, place)),
        named=frozenset(_form(match[1]) for match in _NAMED_VALUE.finditer(low)),
        is_turned=turns % 2 == 1,
        bounds=bounds,
        is_alone=is_alone,
        text=sentence,
    )


def _asked_by_harm(part: list[Token]) -> int:
    """How many clauses say what goes wrong without something."""
    count = 0
    lacks = harms = False
    for token in [*part, None]:
        if token is None or token.text in {",", ":", "(", ")"}:
            count += lacks and harms
            lacks = harms = False
        elif token.sort is Sort.WORD:
            lacks |= token.text.lower() in _LACKING
            harms |= root(token.text) in _HARM
    return count


def _is_placed(part: list[Token], place: int) -> bool:
    """Whether a preposition stands before a word, with no more than light words between them."""
    for token in part[max(place - 3, 0) : place][::-1]:
        low = token.text.lower()
        if low in _PREPOSITIONS:
            return True
        if low not in _DETERMINERS and root(low) not in LIGHT:
            return False
    return False


def _is_modifier(token: Token) -> bool:
    low = token.text.lower()
    return token.sort is Sort.WORD and (low in _ORDINALS or low not in JOINING)


def _form(word: str) -> str:
    """A plain word by its root; what has other signs in it is a name, and stays as it is."""
    return root(word) if word.isalpha() else word.lower()


def _fact(token: Token, low: str, capitals: frozenset[str]) -> Fact | None:
    if low in ENVIRONMENTS:
        return "environment", ENVIRONMENTS[low]
    if low in CALENDAR:
        return "calendar", stem(low)
    if token.sort in HARD:
        # A name of letters alone is the same with and without its backquotes.
        if token.sort is Sort.NAME:
            return "name", _form(low)
        return _kind(token), token.norm
    if low in capitals and token.sort is Sort.WORD:
        return "proper", root(low)
    return None


def _kind(token: Token) -> str:
    if token.sort is Sort.QUANTITY:
        return f"quantity/{token.norm.partition(':')[0]}"
    return token.sort.value
