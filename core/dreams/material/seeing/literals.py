"""
The codes, addresses and quoted names of an entry, and how they stand in what a tool prints.

Pure. What a sentence begins with is what it speaks of, and that it exists says nothing more of it;
what a field of data is called stands in all data of its kind. Neither is a value.
"""

import re
from collections.abc import Iterator
from typing import Final

from core.dreams.extract.language.clauses import sentences_of
from core.dreams.extract.language.senses import placed
from core.dreams.extract.shown.cell import roots_in
from core.dreams.material.claims.above import above
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claims import environments_of
from core.dreams.material.claims.naming import names_in
from core.dreams.material.claims.narrowing import narrowed_by
from core.dreams.material.claims.plain_facts import is_denied, says_how_it_is
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.when import leading_date
from core.dreams.material.seeing.codes import is_code
from core.transcripts.fields import words

LITERAL: Final = "literal"
"""The kind of the claim of a code, an address or the like."""
_PIECE: Final = re.compile(r"[A-Za-z\d/@][\w./:@+~-]*")
_BREAKS: Final = re.compile(r"[\s\[\](){}<>\"'`,;|=]+")
_INNER: Final = re.compile(r"[/:]")
_SAME: Final = re.compile(r"[-_]")
_MARKED: Final = re.compile(r"`[^`\n]{2,80}`")
_QUOTED: Final = re.compile(r"\"[^\"\n]{3,80}\"|\u201c[^\u201d\n]{3,80}\u201d")
_NUMBERS: Final = re.compile(r"\d{2,}(?:-\d+)+")
_DAY: Final = re.compile(r"\d{4}-\d\d(?:-\d\d)?|\d{1,2}-\d{1,2}")
_FIELD: Final = re.compile(r"[a-z]+(?:_[a-z]+)+|[a-z]+\.[a-z_]+|[a-z]+(?:[A-Z][a-z]+)+")
"""`started_at`, `message.content`, `startedAt`."""
_OVER: Final = re.compile(
    r"(?i)\b(?:was|were|had been|used to|formerly|previously|until|instead of|no longer|old)\b"
)
"""What tells of what once was; "produced by" and "stored in" tell how it is."""
_WORD_BEFORE: Final = re.compile(r"([A-Za-z][\w-]*)[\s`*\"(,:=>-]*\Z")
"""The word before a literal; with none, or an article alone, the sentence speaks of it."""
_REACH: Final = 80
"""Characters in which that word is looked for."""
_OF: Final = words("of for at by from with on to the a an this our")
"""What stands before the name of a thing, and not before a value."""
_PLACED: Final = re.compile(r"(?i)\b(?:on|at|of|for|in) (?:the )?[`*]{0,2}([a-z][\w.-]*\d\b)")
_PLACE: Final = re.compile(r"[/@]")
_TELLS: Final = re.compile(
    r"(?i):\s|\s[-\u2013\u2014=]\s|\b(?:is|are|has|have|gets?|must|may|can|will|should|runs?|uses?|goes"
    r"|lives?|stands?|sits?|reads?|writes?|sends?|takes?|keeps?|needs?|comes?|sets?|calls?|ends?"
    r"|starts?|suspends?|works?|puts?|holds?|serves?|\w+ed)\b"
)
"""Where a sentence comes to what it says of what it speaks of."""
_MOST_WORDS: Final = 5
_SHORTEST: Final = 4
_MOST: Final = 8
"""Codes of one entry; one with more of them is a reference."""


def literal_claims(entry: Entry, subjects: tuple[str, ...]) -> Iterator[Claim]:
    """
    The codes, addresses and names with a form that an entry says something of.

    Args:
        entry: Any.
        subjects: What the memories of the store are about, as far as the entry names it.
    """
    if leading_date(entry.text) is not None:
        return
    titles = above(entry)
    sentences = (one for one in sentences_of(entry.text) if not _OVER.search(one))
    found = [one for each in sentences for one in _claims_of(each, subjects, titles)]
    if len(found) <= _MOST:
        yield from found


def canonical(said: str) -> str:
    """How a literal is compared: `AWS_EU` is `aws-eu`, and `4410-7788` is written without it."""
    same = _SAME.sub("-", said.lower())
    return same.replace("-", "") if _NUMBERS.fullmatch(said) else same


def pieces_of(line: str) -> Iterator[str]:
    """The pieces of a line without a blank, in their canonical form, and the parts of paths."""
    for piece in _BREAKS.split(line):
        said = piece.strip(".:*_-")
        if len(said) >= _SHORTEST:
            yield canonical(said)
            for inner in _INNER.split(said):
                if len(inner) >= _SHORTEST and inner != said:
                    yield canonical(inner)


def first_piece(claim: Claim) -> str:
    """The piece by which the lines with a literal are looked up."""
    return _BREAKS.split(claim.norm)[0]


def literal_in(claim: Claim, line: str) -> str:
    """How a literal stands in a line; empty if it does not."""
    joint = "[-_]?" if _NUMBERS.fullmatch(claim.text) else "[-_]"
    pattern = joint.join(map(re.escape, _SAME.split(claim.text)))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", line, re.IGNORECASE)
    return found[0] if found is not None else ""


def _claims_of(sentence: str, subjects: tuple[str, ...], titles: frozenset[str]) -> Iterator[Claim]:
    literals = [one for one in dict.fromkeys(_literals_in(sentence)) if _is_value(one, sentence)]
    named = tuple(name for part in placed(sentence) for name in names_in(part))
    # "On press-2 the image is": of another press it says nothing.
    places = [one.lower() for one in _PLACED.findall(sentence)]
    for said in literals:
        low, rest = said.lower(), sentence.replace(said, " ")
        is_so = says_how_it_is(sentence, said) and not is_denied(sentence, said)
        if is_so and low not in subjects:
            others = (one.lower() for one in (*literals, *named) if one.lower() not in low)
            yield Claim(
                kind=LITERAL,
                norm=canonical(said),
                text=said,
                about=roots_in(rest) | titles,
                above=titles,
                names=tuple(dict.fromkeys(others)),
                environments=environments_of(rest),
                near=roots_in(rest),
                is_set=False,
                fixed=frozenset(one for one in (*subjects, *places) if one not in low),
                narrowed=narrowed_by(sentence, subjects, said),
            )


def _is_value(said: str, sentence: str) -> bool:
    """Whether a literal is what a sentence says of something, and not what it speaks of."""
    before = sentence[: sentence.find(said)]
    found = _WORD_BEFORE.search(before[-_REACH:])
    if found is None or (found[1].lower() in _OF and not _PLACE.search(said)):
        return False
    return _TELLS.search(before) is not None or _TELLS.search(sentence) is None


def _literals_in(sentence: str) -> Iterator[str]:
    for quoted in _QUOTED.findall(sentence):
        said = quoted.strip('"\u201c\u201d ')
        if 1 < len(said.split()) <= _MOST_WORDS:
            yield said
    marked = {inner.strip("`") for inner in _MARKED.findall(sentence)}
    yield from sorted(one for one in marked if "=" in one and " " not in one)
    for piece in _BREAKS.split(sentence):
        said = piece.strip(".:*_-")
        is_piece = len(said) >= _SHORTEST and _PIECE.fullmatch(said) and not _FIELD.fullmatch(said)
        if is_piece and (is_code(said, is_marked=said in marked) or _is_number_code(said)):
            yield said


def _is_number_code(said: str) -> bool:
    """Whether a piece is a code of numbers: `2951-2`, and no day."""
    return _NUMBERS.fullmatch(said) is not None and not _DAY.fullmatch(said)
