"""
One sentence, in a form in which rewordings are alike.

Pure. A sentence is a set of facts and of roots of words that carry sense; light words count for
nothing. Negations are counted modulo two, so that "never X without Y" is "X only with Y", and
bounds are told apart from them.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from core.dreams.extract.language.clauses import Fact
from core.dreams.extract.language.facts import fact_of, form_of
from core.dreams.extract.language.lexicon import LIGHT, root
from core.dreams.extract.language.words import JOINING, NEGATIONS
from core.dreams.extract.tokens import Sort, Token
from core.transcripts.fields import words

_VALUES: Final = frozenset({"number", "quantity", "version", "time"})
_BOUNDS: Final = (
    ("most", re.compile(
        r"\b(?:at (?:the )?(?:most|longest|latest)|"
        r"(?:no|not) (?:more|longer|later|higher|faster|heavier|larger) than|"
        r"up to|maximum|max|(?:upper )?limit(?:ed to)?|ceiling|not exceed(?:ing)?|"
        r"or (?:less|fewer|below|under|lower|earlier|shorter))\b"
    )),
    ("least", re.compile(
        r"\b(?:at (?:the )?least|(?:no|not) (?:less|fewer|earlier|lower) than|minimum|(?<!\d )min|"
        r"or (?:more|above|over|higher|later|longer))\b"
    )),
    ("over", re.compile(
        r"(?:\b(?:more than|over|above|exceed(?:s|ing)?|beyond|(?<!no )(?<!not )(?:thicker|larger|"
        r"bigger|longer|higher|older|heavier|faster|hotter|warmer|greater|wider|stronger|deeper|later|"
        r"taller) than)|>)(?= -?[\d$€£])"
    )),
    ("under", re.compile(
        r"(?:\b(?:less than|fewer than|under|below|(?<!no )(?<!not )(?:thinner|smaller|shorter|"
        r"lower|younger|lighter|slower|colder|cooler|narrower|weaker|earlier) than)|<)"
        r"(?= -?[\d$€£])"
    )),
)  # fmt: skip
_ONLY: Final = re.compile(
    r"\b(?:nobody|no one|none|nothing|nowhere|no other|noone) (?:else|other)\b|\bno other\b"
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
_PREPOSITIONS: Final = words(
    "in at on during for with under when if while after before from inside outside behind within"
    " above below between beside"
)
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


def sense_of(part: list[Token], text: str, capitals: frozenset[str]) -> Sense:
    """A sentence: some tokens of a text, of which some words are names."""
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
        fact = fact_of(token, word, capitals)
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
            # What is left of "R7's" says nothing.
            and word != "s"
        ):
            heavy.append((place, form_of(word)))
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
        said=frozenset(form_of(token.text) for token in part if token.sort is Sort.WORD),
        pairs=frozenset(
            (word, root(following[place]))
            for place, word in heavy
            if following[place].isalpha() and following[place].lower() not in JOINING
        ),
        modifiers=frozenset(
            (form_of(part[place - 1].text), word)
            for place, word in heavy
            if place and _is_modifier(part[place - 1])
        )
        | frozenset(
            (form_of(after.text), token.norm)
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
        named=frozenset(form_of(match[1]) for match in _NAMED_VALUE.finditer(low)),
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
