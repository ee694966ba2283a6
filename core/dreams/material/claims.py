"""
What an entry claims: a value, what has it, and the words around it.

Pure. A value is a number, a quantity, a version, a time, or a name that something is given; what
has it are the other names in its sentence, else those of the first sentence, else the memory's
title.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from core.dreams.extract.lexicon import LIGHT, key_roots, root
from core.dreams.extract.quantities import normal_number
from core.dreams.extract.senses import Placed, placed
from core.dreams.extract.shown.cell import roots_in
from core.dreams.extract.tokens import Sort
from core.dreams.extract.words import AMBIGUOUS, JOINING, NEGATIONS
from core.dreams.material.entries import Entry
from core.dreams.material.subjects import named_in
from core.dreams.material.when import tells_of_past

_VALUES: Final = frozenset({"number", "version", "time"})
_NAMES: Final = frozenset({"name", "proper", "ticket", "link", "path"})
_IS_SET: Final = re.compile(
    r"(?i)\b(?:is|are|belongs? to|owns?|owned|owner|\w+ed (?:by|on|in|at|to|with))\b|: | = "
)
_SETTING: Final = re.compile(
    r"(?i)(?:\b(?:is|are|by|to|on|in|at|with|from|for|under|of|as|uses?|has|gets?)|[:=])\s+"
    r"(?:the |an? )?(?:\w+ ){0,2}[`*]*\Z"
)
"""What stands before a name that something is given, with a word that says what kind it is."""
_BEHIND_NAME: Final = frozenset({" ", "` ", "* ", "** "})
"""What stands between a name and the version that is a part of it."""
_DATED: Final = re.compile(r"\W{0,4}\d{4}-[01]\d-[0-3]\d\W+")
_NONE: Final[frozenset[str]] = frozenset()
_NUMBERS: Final = frozenset({Sort.NUMBER, Sort.QUANTITY, Sort.VERSION})
_UNIT: Final = re.compile(r"[A-Z]{2,4}\Z")
_CONDITION: Final = re.compile(
    r"\b(?:if|when|whenever|unless|because|while|otherwise|or else|so that|in case)\b"
    r"|(?<!look )(?<!looks )(?<!looked )\b(?:before|after|until|since)\b(?! (?:about |at least |at most )?[\d$\u20ac\u00a3])"
)
"""What makes a sentence more than a fact; `after 20 min` is a value."""
_CLAUSES: Final = re.compile(r"[,;:]\s|\s[-\u2013\u2014]+\s")
_WORDS: Final = re.compile(r"[a-z']+")
_POSSESSIVE: Final = re.compile(r"['\u2019]s\Z")
_LIMITED: Final = re.compile(
    r"\b(?:more|less|\w+er) than\b|\b(?:over|above|below|under"
    r"|exceed|beyond|past|no more|no less)\b"
)
"""With these a negation bounds a value, and turns nothing round."""
_ASSIGNED: Final = re.compile(r"\s*([\w.-]+)\s*[=:]\s*(\S.*?)\s*\Z")


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that an entry gives to something."""

    kind: str
    norm: str
    text: str
    """The value as it is written."""
    number: str
    """Of a quantity the bare number, as a tool may show it; else empty."""
    about: frozenset[str]
    """Roots of the words around it that carry sense."""
    beside: str
    """The root of the word right before the value, or behind it: what kind of value it is."""
    names: tuple[str, ...]
    """Everything that must be named where the value is seen, in lower case."""
    environments: frozenset[str]
    longer: tuple[str, ...] = ()
    """Other names of the store in which one of these stands: `lane 4 west` beside `lane 4`."""
    rivals: frozenset[str] = frozenset()
    """Of a value in plain words: what else tools show under its name."""
    direct: frozenset[str] = frozenset()
    """Of those the ones that stand under the very same name."""
    is_slot: bool = False
    """It is all that stands behind a colon: `Urgent items for ward 4: bike courier`."""
    is_last: bool = False
    """Of a value in plain words: the sentence ends with it."""
    is_constant: bool = False
    """Of a value in plain words: every tool shows it, whatever it is asked about."""
    is_set: bool = True
    """The entry gives this one value; else it names it, or another of its kind beside it."""
    is_plain: bool = True
    """The sentence says how something is, and not when or why something is to be done."""

    @property
    def is_measure(self) -> bool:
        """Whether it is a number, a quantity, a version or a time."""
        return self.kind in _VALUES or self.kind.startswith("quantity/")

    @property
    def frame(self) -> frozenset[str]:
        """What the entry says of the value beside light words: entries of one form share it."""
        return (self.about - LIGHT) or self.about


def claims_of(entry: Entry, subjects: frozenset[str] = frozenset()) -> tuple[Claim, ...]:
    """
    What an entry claims, value by value.

    Args:
        entry: Any.
        subjects: What the memories of the store are about: names too, however plain.
    """
    title = entry.trail[0].text if entry.trail else ""
    named = tuple(named_in(entry.text, subjects))
    longer = tuple(
        sorted(
            other for other in subjects if any(name in other and name != other for name in named)
        )
    )
    return _claims(entry.text, title, named, longer)


def says_how_it_is(sentence: str, value: str = "") -> bool:
    """
    Whether a sentence has no condition and no reason, and its value no negation: it states a fact.

    Args:
        sentence: Any.
        value: Negations count in the clause that has it; by default in all of them.
    """
    rest = sentence.lower().replace(value.lower(), " ") if value else sentence.lower()
    return _CONDITION.search(rest) is None and not is_denied(sentence, value)


def is_denied(sentence: str, value: str = "") -> bool:
    """Whether the clause of a sentence that has a value has a negation, which bounds nothing."""
    low = sentence.lower().replace("\u2019", "'")
    clauses = [one for one in _CLAUSES.split(low) if value.lower() in one]
    low = clauses[0] if value and clauses else low
    return _LIMITED.search(low) is None and bool(NEGATIONS & set(_WORDS.findall(low)))


def names_of(entry: Entry, subjects: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """What an entry is about: the subjects that it names, else the names in its first sentence."""
    named = tuple(named_in(entry.text, subjects))
    sentences = placed(entry.text)
    return named or (_names(sentences[0]) if sentences else ())


@lru_cache(maxsize=32_768)
def environments_of(text: str) -> frozenset[str]:
    """The environments that a text names."""
    return frozenset(
        one.fact[1]
        for part in placed(text)
        for one in part
        if one.fact and one.fact[0] == "environment" and one.fact[1] not in AMBIGUOUS
    )


@lru_cache(maxsize=32_768)
def _claims(
    text: str, title: str, subjects: tuple[str, ...], longer: tuple[str, ...]
) -> tuple[Claim, ...]:
    sentences = _without(placed(text), text, subjects)
    environments = environments_of(text)
    first = subjects or (_names(sentences[0]) if sentences else ())
    found: list[Claim] = []
    for part in sentences:
        if tells_of_past(part_text(text, part)):
            continue
        own = _names(part) if not subjects else ()
        names = own or first or ((title.lower(),) if len(title.split()) == 1 else ())
        about = _about(part, names)
        sentence = part_text(text, part)
        for value in _values(part, text, has_name=bool(subjects)):
            needed = tuple(name for name in (*names, *first) if name not in value.uses)
            if needed:
                found.append(
                    Claim(
                        kind=value.kind,
                        norm=value.norm,
                        text=value.text,
                        number=value.number,
                        about=(about - _roots_of(value)) | value.keys | _beside_of(value),
                        beside=value.beside,
                        names=tuple(dict.fromkeys(needed)),
                        environments=environments,
                        longer=longer,
                        is_set=value.is_set,
                        is_plain=says_how_it_is(sentence, value.text),
                    )
                )
    return tuple(_marked(found))


def _marked(found: list[Claim]) -> Iterator[Claim]:
    """Of several values of a kind none is the one that another value would contradict."""
    norms: dict[str, set[str]] = {}
    for claim in found:
        norms.setdefault(claim.kind, set()).add(claim.norm)
    for claim in found:
        is_one = claim.kind == "name" or len(norms[claim.kind]) == 1
        yield claim if is_one else replace(claim, is_set=False)


def _roots_of(value: "_Value") -> frozenset[str]:
    return frozenset(root(word) for word in value.text.split()) if value.kind == "name" else _NONE


def _beside_of(value: "_Value") -> frozenset[str]:
    return frozenset({value.beside}) if value.beside else _NONE


def _without(
    sentences: tuple[tuple[Placed, ...], ...], text: str, subjects: tuple[str, ...]
) -> list[tuple[Placed, ...]]:
    """The sentences without the names of subjects, and the versions that are a part of these."""
    low = text.lower()
    spans = [
        (at.start(), at.end()) for name in subjects for at in re.finditer(re.escape(name), low)
    ]
    kept = [
        tuple(
            one
            for one in part
            if not any(
                start <= one.token.start + 1 <= end
                or (one.token.sort is Sort.VERSION and text[end : one.token.start] in _BEHIND_NAME)
                for start, end in spans
            )
        )
        for part in sentences
    ]
    return [part for part in kept if part]


@dataclass(frozen=True, slots=True)
class _Value:
    kind: str
    norm: str
    text: str
    number: str = ""
    keys: frozenset[str] = frozenset()
    beside: str = ""
    uses: frozenset[str] = frozenset()
    is_set: bool = True


def _names(part: tuple[Placed, ...]) -> tuple[str, ...]:
    """The names in a sentence, but for units and for what its words say already."""
    words = _words(part)
    found = []
    for at, one in enumerate(part):
        if one.fact is None or one.fact[0] not in _NAMES or _is_unit(part, at):
            continue
        after = part[at + 1] if at + 1 < len(part) and _are_close(one, part[at + 1]) else None
        if _is_proper(one) and after is not None and after.token.sort is Sort.VERSION:
            # `Python 3.11` is a value, and what it is the version of.
            continue
        if after is not None and after.token.sort is Sort.NUMBER:
            # `AeroBrew 3` is a name with a number in it.
            found.append(f"{one.token.text} {after.token.text}".lower())
            continue
        # `pool_size_mb` in a sentence about the size of a pool is what the value is called.
        parts = key_roots(one.token.text)
        if len(parts) < 2 or 2 * len(parts & words) < len(parts):
            found.append(one.token.text.lower().strip("`"))
    # Where something is written down is seldom what has the value.
    things = [name for name in found if "/" not in name]
    return tuple(dict.fromkeys(things or found))


def part_text(text: str, part: tuple[Placed, ...]) -> str:
    """The sentence that these tokens are cut from."""
    return text[part[0].token.start : part[-1].token.end]


def _is_unit(part: tuple[Placed, ...], at: int) -> bool:
    near = [part[place].token.sort for place in (at - 1, at + 1) if 0 <= place < len(part)]
    return _UNIT.match(part[at].token.text) is not None and any(sort in _NUMBERS for sort in near)


def _words(part: tuple[Placed, ...]) -> frozenset[str]:
    """The words that say what it is about; `estate` in `Pell estate` is a part of the name."""
    found = set()
    for at, one in enumerate(part):
        is_of_name = at > 0 and _is_proper(part[at - 1]) and _are_close(part[at - 1], one)
        low = one.token.text.lower()
        if (
            one.token.sort is Sort.WORD
            and (one.fact is None or one.fact[0] == "calendar")
            and low not in JOINING | NEGATIONS
            and not is_of_name
        ):
            found |= roots_in(low)
    return frozenset(found)


def _are_close(one: Placed, other: Placed) -> bool:
    """Whether nothing but a blank stands between two tokens."""
    return other.token.start - one.token.end <= 1


def _about(part: tuple[Placed, ...], names: tuple[str, ...]) -> frozenset[str]:
    """The words of a sentence, and those in its settings and commands; not those of its names."""
    keys = (
        key_roots(one.token.text)
        for one in part
        if (one.token.sort in {Sort.NAME, Sort.CODE} or _is_proper(one))
        and one.token.text.lower() not in names
    )
    return _words(part).union(*keys)


def _values(part: tuple[Placed, ...], text: str, *, has_name: bool) -> Iterator[_Value]:
    """The values of a sentence; a name is one only behind the name of what has it."""
    at = 0
    named = has_name
    while at < len(part):
        one, end = part[at], at
        if _is_measure(one):
            if not _is_in_name(part, at, has_subject=has_name):
                kind, norm = one.fact or ("", "")
                yield _Value(kind, norm, one.token.text, _bare(one), beside=_beside(part, at))
        elif one.token.sort is Sort.CODE:
            yield from _assigned(one)
        elif _is_name(one) and not _is_unit(part, at) and not _is_said(one, part):
            # Several words with capitals are one name.
            while end + 1 < len(part) and _is_proper(part[end]) and _is_proper(part[end + 1]):
                end += 1
            first = at - 1 if at and _begins_name(part[at - 1], one) else at
            # `Python 3.11`: the version is the value.
            if end + 1 == len(part) or part[end + 1].token.sort is not Sort.VERSION:
                uses = frozenset(held.token.text.lower() for held in part[first : end + 1])
                shown = text[part[first].token.start : part[end].token.end].strip("`*")
                shown = _POSSESSIVE.sub("", shown)
                # Who is named with two names is somebody, wherever that stands.
                if shown.lower() not in JOINING and (named or end > first):
                    yield _Value(
                        "name",
                        shown.lower(),
                        shown,
                        beside=_beside_name(part, first, end),
                        uses=uses,
                        is_set=_is_set(text, part[first]) or end > first,
                    )
        named |= _is_name(one)
        at = end + 1


def _is_said(one: Placed, part: tuple[Placed, ...]) -> bool:
    """Whether a name only says in one word what its sentence says: what the value is called."""
    parts = key_roots(one.token.text)
    return len(parts) > 1 and 2 * len(parts & _words(part)) >= len(parts)


def _begins_name(before: Placed, one: Placed) -> bool:
    """Whether the first word of a sentence is the first word of a name: `Ada Quist signs.`"""
    token = before.token
    is_capital = token.sort is Sort.WORD and token.text[:1].isupper() and before.fact is None
    is_word = token.text.lower() in JOINING or root(token.text) in LIGHT
    return is_capital and _is_proper(one) and _are_close(before, one) and not is_word


def _is_measure(one: Placed) -> bool:
    return one.fact is not None and (one.fact[0] in _VALUES or one.fact[0].startswith("quantity/"))


def _is_in_name(part: tuple[Placed, ...], at: int, *, has_subject: bool) -> bool:
    """Whether a number is a part of a name: `AeroBrew 3`, `1906 Almanac`."""
    one = part[at]
    before = part[at - 1] if at else None
    after = part[at + 1] if at + 1 < len(part) else None
    is_name = after is not None and _is_proper(after) and len(after.token.text) > 1
    if not has_subject and is_name and after and _are_close(one, after):
        return True
    if before is None or not _is_name(before) or not _are_close(before, one):
        return False
    is_of_name = has_subject or _is_proper(before)
    is_version = one.token.sort is Sort.VERSION and is_of_name and before.token.text.isalpha()
    return not is_version and not _is_unit(part, at - 1)


def _assigned(one: Placed) -> Iterator[_Value]:
    """What a setting in backquotes is set to: `timeout_ms = 900`."""
    assigned = _ASSIGNED.match(one.token.text)
    for inner in placed(assigned[2])[:1] if assigned else ():
        for held in inner:
            if assigned and held.fact and held.fact[0] in _VALUES:
                yield _Value(
                    held.fact[0],
                    held.fact[1],
                    held.token.text,
                    keys=key_roots(assigned[1]),
                    uses=frozenset({assigned[1].lower()}),
                )


def _is_set(text: str, one: Placed) -> bool:
    """Whether a name is said to be what something is, is called, or belongs to."""
    dated = _DATED.match(text)
    before = text[dated.end() if dated else 0 : one.token.start]
    return _IS_SET.search(text) is not None and _SETTING.search(before) is not None


def _is_name(one: Placed) -> bool:
    return one.fact is not None and one.fact[0] in _NAMES


def _is_proper(one: Placed) -> bool:
    return one.fact is not None and one.fact[0] == "proper"


def _bare(one: Placed) -> str:
    match = re.match(r"(-?)[+$€£]?\s?(?:[A-Z]{3}\s?)?([\d,]+(?:\.\d+)?)", one.token.text)
    is_number = match is not None and any(map(str.isdigit, match[2]))
    return match[1] + normal_number(match[2]) if match and is_number else ""


def _beside_name(part: tuple[Placed, ...], first: int, last: int) -> str:
    """The word that says what kind of name it is: `team Heron`, `Heron team`."""
    for place, near in ((first - 1, first), (last + 1, last)):
        if 0 <= place < len(part) and _are_close(part[min(place, near)], part[max(place, near)]):
            token = part[place].token
            low = token.text.lower()
            if token.sort is Sort.WORD and low not in JOINING and root(low) not in LIGHT:
                return root(low) if len(low) > 2 else ""
    return ""


def _beside(part: tuple[Placed, ...], at: int) -> str:
    """The word that says what kind of value it is: behind the value, else before it."""
    for place in (at + 1, at - 1):
        if 0 <= place < len(part) and _are_close(part[min(place, at)], part[max(place, at)]):
            token = part[place].token
            low = token.text.lower()
            if token.sort is Sort.WORD and low not in JOINING and len(low) > 2:
                found = root(low)
                if found not in LIGHT or place < at:
                    return found
    return ""
