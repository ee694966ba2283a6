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
from itertools import islice
from typing import Final

from core.dreams.extract.lexicon import LIGHT, root
from core.dreams.extract.senses import Placed, placed, unmarked
from core.dreams.extract.tokens import Sort
from core.dreams.extract.wholes import cut
from core.dreams.extract.words import AMBIGUOUS
from core.dreams.material.entries import Entry
from core.dreams.material.given import MEASURES, Value, values_of
from core.dreams.material.naming import about_in, names_in
from core.dreams.material.plain_facts import is_denied, says_how_it_is
from core.dreams.material.subjects import named_in
from core.dreams.material.when import tells_of_past, undated

_BEHIND_NAME: Final = frozenset({" ", "` ", "* ", "** "})
"""What stands between a name and the version that is a part of it."""
_EVERY_DAY: Final = {root("daily"): root("day")}
"""`At 02:00, daily` and `every day at 02:00`."""
_CODE: Final = re.compile(r"(?<![\w-])[a-z]{1,6}[-_]?\d{3,}(?![\w-])")
_ASIDE: Final = re.compile(r" ?\([^()]{0,80}\)")
_LEAST_OF_STEM: Final = 3
_ROUGHLY: Final = re.compile(r"(?i)(?:\b(?:about|around|roughly|approximately|some|ca\.?) |~ ?)\Z")
_BOUND: Final = re.compile(
    r"(?i)\b(?:(?:more|less|fewer) than|at least|exceeds?|beyond|min(?:imum)?(?: of)?"
    r"|(?:replac|rais|ring|sound|stopp|trigger|shut)\w*(?: (?!and\b)\w+){0,3}"
    r" (?:above|below|over|under)"
    r"|(?:fires?|alarms?|alerts?|pages?|warns?|if|when|once|as soon as)\b(?: (?!and\b)[\w`-]+){0,6}"
    r" (?:above|below|over|under)) (?:\w+ )?\Z"
)
_IN_LABEL: Final = re.compile(r"(?<=[A-Za-z] )\d{1,4}(?= |\Z)")
_BOUNDING: Final = frozenset(root(word) for word in ("above", "below", "beyond", "least", "most"))
"""What bounds a value says nothing of what it is of."""
_LETTERED: Final = re.compile(r"[a-z][a-z'-]*")
_MOST_VALUES: Final = 24
"""Values of one sentence; more are a row of something, and nothing that is claimed of a thing."""
_NONE: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that an entry gives to something."""

    kind: str
    norm: str
    text: str
    """The value as it is written."""
    about: frozenset[str]
    """Roots of the words around it that carry sense."""
    names: tuple[str, ...]
    """Everything that must be named where the value is seen, in lower case; or it has no name."""
    environments: frozenset[str]
    number: str = ""
    """The bare number of a quantity, as a tool may show it."""
    beside: str = ""
    """The root of the word right before the value, or behind it: what kind of value it is."""
    longer: tuple[str, ...] = ()
    """Other names of the store in which one of these stands: `lane 4 west` beside `lane 4`."""
    is_titled: bool = False
    """What has it is only named by the title of the memory, if that is a name."""
    rivals: frozenset[str] = frozenset()
    """Of a value in plain words: what else tools show under its name."""
    direct: frozenset[str] = frozenset()
    """Of those the ones that stand under the very same name."""
    link: str = ""
    """Of a value in plain words: what kind of word its place follows; see `Slot`. Or empty."""
    is_last: bool = False
    """Of a value in plain words: the sentence ends with it."""
    is_constant: bool = False
    """Of a value in plain words: every tool shows it, whatever it is asked about."""
    initials: frozenset[str] = _NONE
    """What words that follow each other begin with: `lr` for a learning rate."""
    is_set: bool = True
    """The entry gives this one value; else it names it, or another of its kind beside it."""
    is_bound: bool = False
    """The entry says that something is not, or may not be, more or less: no reading denies it."""
    is_plain: bool = True
    """The sentence says how something is, and not when or why something is to be done."""
    is_denied: bool = False
    """The sentence says that it is not so: nothing that is shown is for it, or against it."""

    @property
    def is_measure(self) -> bool:
        """Whether it is a number, a quantity, a version or a time."""
        return self.kind in MEASURES or self.kind.startswith("quantity/")

    @property
    def frame(self) -> frozenset[str]:
        """What the entry says of the value beside light words: entries of one form share it."""
        said = frozenset(_EVERY_DAY.get(word, word) for word in self.about)
        return (said - LIGHT) or said


def claims_of(entry: Entry, subjects: frozenset[str] = frozenset()) -> tuple[Claim, ...]:
    """
    What an entry claims, value by value.

    Args:
        entry: Any.
        subjects: What the memories of the store are about: names too, however plain.
    """
    title = title_of(entry)
    named = tuple(named_in(entry.text, subjects))
    longer = tuple(
        sorted(
            other for other in subjects if any(name in other and name != other for name in named)
        )
    )
    return _claims(entry.text, title, named, longer)


@lru_cache(maxsize=32_768)
def initials_in(sentence: str) -> frozenset[str]:
    """What two to four words of a sentence that follow each other begin with."""
    letters = "".join(word[0] for word in _LETTERED.findall(sentence.lower()))
    return frozenset(
        letters[at : at + length] for length in (2, 3, 4) for at in range(len(letters) - length + 1)
    )


def names_of(entry: Entry, subjects: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """What an entry is about: the subjects that it names, else the names in its first sentence."""
    named = tuple(named_in(entry.text, subjects))
    sentences = placed(entry.text)
    # A paragraph under a title tells of more than of that; one sentence is of it.
    title = title_of(entry) if len(sentences) == 1 else ""
    return named or (names_in(sentences[0]) if sentences else ()) or ((title,) if title else ())


def title_of(entry: Entry) -> str:
    """
    What the title of an entry's memory names, in lower case; empty if it names nothing.

    One word is a name; several are one if the file is called after them, and a number among them,
    such as `V-1042`, is what tools know it by.
    """
    text = entry.trail[0].text.lower() if entry.trail else ""
    if len(text.split()) == 1:
        return text
    stem = entry.path.rpartition("/")[2].removesuffix(".md").lower()
    parts = [part for part in re.split(r"[^a-z0-9]+", stem) if len(part) >= _LEAST_OF_STEM]
    if not parts or not all(part in text for part in parts):
        return ""
    code = _CODE.search(text)
    return code[0] if code else _ASIDE.sub("", text).strip()


@lru_cache(maxsize=32_768)
def environments_of(text: str, names: tuple[str, ...] = ()) -> frozenset[str]:
    """The environments that a text names beside these names: `Weir Stage` is none."""
    return frozenset(
        one.fact[1]
        for part in placed(cut(text, names))
        for one in part
        if one.fact and one.fact[0] == "environment" and one.fact[1] not in AMBIGUOUS
    )


@lru_cache(maxsize=32_768)
def _claims(
    text: str, title: str, subjects: tuple[str, ...], longer: tuple[str, ...]
) -> tuple[Claim, ...]:
    environments = environments_of(text, subjects)
    text = unmarked(text)
    sentences = _without(placed(text), text, subjects)
    first = subjects or (names_in(sentences[0]) if sentences else ())
    found: list[Claim] = []
    for part in sentences:
        if tells_of_past(cut(_text_of(text, part), subjects)):
            continue
        own = names_in(part) if not subjects else ()
        names = own or first or ((title,) if title else ())
        about = about_in(part, names)
        sentence = _text_of(text, part)
        labels = _numbers_in_label(sentence)
        values = tuple(islice(values_of(part, text, has_name=bool(subjects)), _MOST_VALUES + 1))
        for value in values if len(values) <= _MOST_VALUES else ():
            needed = tuple(name for name in (*names, *first) if name not in value.uses)
            # `Contact: Ada Quist` names no thing: it is of what its memory is about.
            is_of_title = bool(title) and len(sentences) == 1
            is_titled = bool(title) and not {*own, *first} - value.uses
            needed = needed or ((title,) if is_of_title else ())
            # `Engineer for zone 4: Ada Quist`: the number is of what has the value.
            needed += labels
            if value.text not in labels and (needed or value.kind != "name" or value.is_set):
                found.append(
                    Claim(
                        kind=value.kind,
                        norm=value.norm,
                        text=value.text,
                        number=value.number,
                        about=(about - _roots_of(value) - _BOUNDING)
                        | value.keys
                        | _beside_of(value),
                        beside=value.beside,
                        names=tuple(dict.fromkeys(needed)),
                        environments=environments - environments_of(value.text),
                        longer=longer,
                        is_titled=is_titled,
                        initials=initials_in(sentence),
                        is_set=value.is_set and not _is_rough(sentence, value),
                        is_bound=_is_bound(sentence, value),
                        is_plain=says_how_it_is(sentence, value.text),
                        is_denied=is_denied(sentence, value.text),
                    )
                )
    return tuple(_marked(found))


def _marked(found: list[Claim]) -> Iterator[Claim]:
    """Of several values of a kind none is the one that another value would contradict."""
    for claim in found:
        rivals = (one for one in found if one.kind == claim.kind and one.norm != claim.norm)
        is_one = claim.kind == "name" or not any(_share_words(claim, one) for one in rivals)
        yield claim if is_one else replace(claim, is_set=False)


def _share_words(one: Claim, other: Claim) -> bool:
    """Whether two values may be of one thing: "45 min a bed. The board: 20 s" are of two."""
    return not (one.frame and other.frame) or not one.frame.isdisjoint(other.frame)


def _is_rough(sentence: str, value: Value) -> bool:
    """Whether a value is given for no more than about right: another one near it is no other."""
    before = sentence.partition(value.text)[0]
    return _ROUGHLY.search(before) is not None


def _numbers_in_label(sentence: str) -> tuple[str, ...]:
    """The numbers before a colon, which tell which one of several things a value is of."""
    label, colon, rest = undated(sentence).partition(": ")
    return tuple(_IN_LABEL.findall(label)) if colon and rest.strip() else ()


def _is_bound(sentence: str, value: Value) -> bool:
    return _BOUND.search(sentence.partition(value.text)[0]) is not None


def _roots_of(value: Value) -> frozenset[str]:
    return frozenset(root(word) for word in value.text.split()) if value.kind == "name" else _NONE


def _beside_of(value: Value) -> frozenset[str]:
    return frozenset({value.beside}) - _BOUNDING if value.beside else _NONE


def _without(
    sentences: tuple[tuple[Placed, ...], ...], text: str, subjects: tuple[str, ...]
) -> list[tuple[Placed, ...]]:
    """The sentences without the names of subjects, and the versions that are a part of these."""
    low = text.lower()
    spans = [at.span() for name in subjects for at in re.finditer(re.escape(name), low)]
    # In backquotes a name's token begins one sign before it.
    inside = {place for start, end in spans for place in range(start - 1, end)}
    ends = {end for _, end in spans}

    def is_of_name(one: Placed) -> bool:
        at = one.token.start
        return at in inside or (
            one.token.sort is Sort.VERSION
            and any(at - len(gap) in ends and text.endswith(gap, 0, at) for gap in _BEHIND_NAME)
        )

    kept = [tuple(one for one in part if not is_of_name(one)) for part in sentences]
    return [part for part in kept if part]


def _text_of(text: str, part: tuple[Placed, ...]) -> str:
    """The sentence that these tokens are cut from."""
    return text[part[0].token.start : part[-1].token.end]
