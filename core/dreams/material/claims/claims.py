"""
What an entry claims: a value, what has it, and the words around it.

Pure. A value is a number, a quantity, a version, a time, or a name that something is given; what
has it are the other names in its sentence, else those of the first sentence, else the memory's
title.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Final

from core.dreams.extract.language.lexicon import LIGHT, root
from core.dreams.extract.language.senses import placed, unmarked
from core.dreams.extract.language.words import AMBIGUOUS, REAL, SWITCH
from core.dreams.extract.names.wholes import cut
from core.dreams.extract.shown.cell import roots_in
from core.dreams.extract.values.literals import LITERAL
from core.dreams.material.claims.above import Lead, above, title_of
from core.dreams.material.claims.bounds import (
    BOUNDING,
    is_bound,
    is_rough,
    lead_of,
    numbers_in_label,
)
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.given import values_of
from core.dreams.material.claims.naming import about_in, names_in
from core.dreams.material.claims.narrowing import narrowed_by
from core.dreams.material.claims.plain_facts import is_denied, says_how_it_is
from core.dreams.material.claims.settings import spaced
from core.dreams.material.claims.spoken import spoken, text_of, without
from core.dreams.material.claims.value import Value
from core.dreams.material.claims.whose import beyond, of_others, placed_in
from core.dreams.material.memories.becoming import became
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.subjects import named_in
from core.dreams.material.memories.when import clause_of, is_told_as_past, tells_of_past, undated
from core.dreams.material.seeing.named_values import is_somebody

_LETTERED: Final = re.compile(r"[a-z][a-z'-]*")
_MOST_VALUES: Final = 24
"""Values of one sentence; more are a row of something, and nothing that is claimed of a thing."""
_NONE: Final[frozenset[str]] = frozenset()


def claims_of(
    entry: Entry, subjects: frozenset[str] = frozenset(), lead: Lead | None = None
) -> tuple[Claim, ...]:
    """
    What an entry claims, value by value.

    Args:
        entry: Any.
        subjects: What the memories of the store are about: names too, however plain.
        lead: The line that it is listed below.
    """
    title = title_of(entry)
    low = entry.text.lower()
    # "It has 18 docks" counts docks, and tells nothing of the memory of that title.
    named = tuple(
        name
        for name in named_in(entry.text, subjects)
        if not (name.isalpha() and re.search(rf"\d {name}\b", low))
    )
    # Under "Staging" all is of that; what stands under no title speaks of the one that counts.
    env = environments_of(" ".join(one.text for one in entry.trail)) - REAL
    longer = longer_names(named, subjects)
    return _claims(entry.text, title, named, longer, env, above(entry, lead))


@lru_cache(maxsize=32_768)
def longer_names(names: tuple[str, ...], subjects: frozenset[str]) -> tuple[str, ...]:
    """Other subjects of the store in which one of some names stands."""
    return tuple(
        sorted(
            other for other in subjects if any(name in other and name != other for name in names)
        )
    )


@lru_cache(maxsize=32_768)
def initials_in(sentence: str) -> frozenset[str]:
    """What two to four words of a sentence that follow each other begin with."""
    letters = "".join(word[0] for word in _LETTERED.findall(sentence.lower()))
    return frozenset(
        letters[at : at + length] for length in (2, 3, 4) for at in range(len(letters) - length + 1)
    )


def names_of(entry: Entry, subjects: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """What an entry is about: the subjects that it names, else the names in its first sentence."""
    named = named_in(entry.text, subjects)
    sentences = placed(spaced(entry.text))
    # A paragraph under a title tells of more than of that; one sentence is of it.
    title = title_of(entry) if len(sentences) == 1 else ""
    return named or (names_in(sentences[0]) if sentences else ()) or ((title,) if title else ())


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
    text: str,
    title: str,
    subjects: tuple[str, ...],
    longer: tuple[str, ...],
    under: frozenset[str],
    titles: frozenset[str],
) -> tuple[Claim, ...]:
    environments = environments_of(text, subjects) or under
    text = spaced(unmarked(text))
    sentences = without(placed(text), text, subjects)
    first = subjects or (names_in(sentences[0]) if sentences else ())
    around = titles | roots_in(text)
    found: list[Claim] = []
    for part in sentences:
        is_past = tells_of_past(cut(text_of(text, part), subjects))
        own = names_in(part) if not subjects else ()
        names = own or first or ((title,) if title else ())
        about = about_in(part, names)
        sentence = text_of(text, part)
        whole = spoken(text, part)
        labels = numbers_in_label(sentence)
        values = tuple(islice(values_of(part, text, has_name=bool(subjects)), _MOST_VALUES + 1))
        set_by = frozenset(value.setting for value in values)
        for value in values if len(values) <= _MOST_VALUES else ():
            # `retries=3, tray_limit=9`: each of the two is of its own setting.
            others = value.uses | (set_by - {value.setting}) | beyond(sentence, value.text, own)
            others |= of_others(sentence, value.text, own)
            needed = tuple(name for name in (*names, *first) if name not in others)
            # `Contact: Ada Quist` names no thing: it is of what its memory is about.
            is_of_title = bool(title) and len(sentences) == 1
            is_titled = bool(title) and not {*own, *first} - value.uses
            is_titled |= is_of_title and not needed
            needed = needed or ((title,) if is_of_title else ())
            # `Engineer for zone 4: Ada Quist`: the number is of what has the value.
            needed += labels
            is_news = became(sentence, value.text)
            if not is_news and is_told_as_past(cut(sentence, subjects), value.text):
                continue
            is_part = is_past or bool(value.setting)
            clause = clause_of(sentence, value.text) if is_part else sentence
            # "Booleans `true` and `false`": of these none is given to anything.
            is_given = value.is_set or (bool(needed) and value.norm not in SWITCH)
            if value.text not in labels and (is_given or value.kind != "name"):
                found.append(
                    Claim(
                        kind=value.kind,
                        norm=value.norm,
                        text=value.text,
                        number=value.number,
                        about=(_in_clause(about, clause, sentence) - _roots_of(value) - BOUNDING)
                        | value.keys
                        | _beside_of(value),
                        beside=value.beside,
                        lead=lead_of(sentence, value.text),
                        names=tuple(dict.fromkeys(needed)),
                        environments=environments - environments_of(value.text),
                        longer=longer,
                        is_titled=is_titled,
                        initials=initials_in(sentence),
                        is_set=value.is_set and not is_rough(sentence, value.text),
                        is_bound=is_news or is_bound(sentence, value.text),
                        is_news=is_news,
                        is_plain=says_how_it_is(sentence, value.text),
                        is_denied=is_denied(sentence, value.text),
                        setting=value.setting,
                        keys=value.keys if value.uses else _NONE,
                        near=roots_in(clause_of(sentence, value.text)) - _roots_of(value),
                        above=titles,
                        around=around,
                        fixed=placed_in(clause_of(sentence, value.text)).union(subjects),
                        narrowed=narrowed_by(undated(whole), names, value.text),
                    )
                )
    return tuple(_marked(found))


def _in_clause(about: frozenset[str], clause: str, sentence: str) -> frozenset[str]:
    return about if clause == sentence else about & roots_in(clause)


def _marked(found: list[Claim]) -> Iterator[Claim]:
    """Of several values of a kind none is the one that another value would contradict."""
    for claim in found:
        if any(_is_turned(claim, other) for other in found):
            continue
        # "Channel 62, nobody hears you on 16": what is denied is given to nothing.
        rivals = (
            one
            for one in found
            if one.kind == claim.kind and one.norm != claim.norm and not one.is_denied
        )
        is_one = claim.kind == "name" or not any(_share_words(claim, one) for one in rivals)
        yield claim if is_one else replace(claim, is_set=False)


def _is_turned(claim: Claim, other: Claim) -> bool:
    """Whether a claim gives somebody the thing that another one gives to them."""
    are_names = claim.kind == other.kind == "name" and is_somebody(other.text)
    return (
        are_names
        and claim.norm in other.names
        and set(claim.names) <= {other.norm, *other.norm.split()}
    )


def _share_words(one: Claim, other: Claim) -> bool:
    """Whether two values may be of one thing: "45 min a bed. The board: 20 s" are of two."""
    are_of_two = bool(one.names and other.names) and set(one.names).isdisjoint(other.names)
    if one.setting != other.setting or are_of_two:
        return False
    # "12 boxes, 2 lids a box" counts two things, each in its own clause.
    mine, theirs = one.near - LIGHT or one.frame, other.near - LIGHT or other.frame
    return not (mine and theirs) or not mine.isdisjoint(theirs)


def _roots_of(value: Value) -> frozenset[str]:
    is_worded = value.kind in {"name", "weekday"} or value.kind.startswith(LITERAL)
    return frozenset(root(word) for word in value.text.split()) if is_worded else _NONE


def _beside_of(value: Value) -> frozenset[str]:
    return frozenset({value.beside}) - BOUNDING if value.beside else _NONE
