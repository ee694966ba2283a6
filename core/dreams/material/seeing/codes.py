"""
Values that stand for themselves wherever they are: `uid: kiln-run-7` where an entry says "the board
of the kiln run has the uid `kiln-run-7`".

Pure. Such a code is given to what its sentence describes, and needs no other name. What it is
called must be said in the entry, and most of what the entry says around it must stand in the
answer: the same bucket may be that of something else. It denies nothing, for there may be others.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final, NamedTuple

from core.dreams.extract.language.clauses import sentences_of
from core.dreams.extract.language.lexicon import HOW_IT_IS, LIGHT, key_roots, root
from core.dreams.extract.language.senses import placed
from core.dreams.extract.language.words import JOINING
from core.dreams.extract.names.kinship import distant_kin_of, kin_of
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.extract.tokens import Sort, tokens
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claims import environments_of
from core.dreams.material.claims.naming import names_in
from core.dreams.material.claims.plain_facts import says_how_it_is
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.when import leading_date, tells_of_past
from core.dreams.material.seeing.bearing import may_be_its
from core.dreams.material.seeing.relation import NAMELESS_ROOTS, UNIT_ROOTS, Fit, names_all
from core.dreams.material.seeing.seeing import is_so
from core.dreams.material.seeing.sighting import Sighting
from core.dreams.material.testimony.testimony import Result

CODE: Final = "code"
"""The kind of such a claim."""
_WORD: Final = re.compile(
    r"(?<!\S)[`(*]{0,4}+(?P<said>[A-Za-z\d/](?:[\w./:@+-]{0,120}[\w/])?)[^\s\w/]{0,4}+(?=\s|\Z)"
)
"""A piece without a blank, and the signs round it."""
_ENDS: Final = re.compile(r"[,;.()]\Z")
_STATE: Final = re.compile(
    r"\b(?:pinned|kept|stored|written|hosted|published|set) (?=(?:to|in|at|on) )"
)
_RANGE: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}/\d{1,2}")
"""Addresses: `192.0.2.0/26`."""
_SIGN: Final = re.compile(r"[A-Za-z\d][_/:.@][A-Za-z\d]|://")
_QUOTED: Final = re.compile(r"\"[^\"\n]{1,80}\"|\u201c[^\u201d\n]{1,80}\u201d")
_SORTS: Final = frozenset({Sort.NAME, Sort.LINK, Sort.PATH, Sort.CODE})
_SPLIT: Final = re.compile(r"[,;\s]+")
_IN_VAIN: Final = re.compile(r"(?i)\bnot found\b|\bno such\b|\bdoes not exist\b|\berrors?\b")
_LONG_ANSWER: Final = 4_000
_PARTS: Final = re.compile(r";\s|\s[-\u2013\u2014]\s")
"""What divides a sentence into several that say a thing of their own."""
_NEXT: Final = re.compile(r"[,;(]\s|\s\(")
_SHORTEST: Final = 5
_MAY_BE: Final = re.compile(r"[\d_/:.@-]")
_LONGEST_LIST: Final = 400
_MOST: Final = 200
"""Values that are looked at."""
_TELLING: Final = 9
"""Characters from which on a code stands nowhere else by chance."""


class _Shown(NamedTuple):
    """A value that has the form of a code, alone or in a list."""

    result: Result
    cell: Cell
    text: str


def code_claims(entry: Entry) -> Iterator[Claim]:
    """The codes that an entry gives to what it describes."""
    if leading_date(entry.text) is not None:
        return
    titles = " ".join(one.text for one in entry.trail)
    above = environments_of(titles)
    for sentence in (one for each in sentences_of(entry.text) for one in _PARTS.split(each)):
        bare = _QUOTED.sub(" ", sentence)
        # "Pinned to `x-1`" and "kept in `x-1`" tell of a state, though no `is` is there.
        if not tells_of_past(_STATE.sub("", bare)):
            named = tuple(name for part in placed(bare) for name in names_in(part))
            for said, before in _codes_in(bare):
                rest = bare.replace(said, " ")
                if before and says_how_it_is(sentence, said):
                    # "id `mill-7`, owner Ines": who stands in the next clause is not asked for.
                    clause = _NEXT.split(bare[bare.index(said) + len(said) :].lower())[0]
                    near = f"{bare[: bare.index(said)].lower()} {clause}"
                    names = (one for one in named if one in near and one not in said.lower())
                    yield Claim(
                        kind=CODE,
                        norm=said.lower(),
                        text=said,
                        about=roots_in(rest) | roots_in(titles),
                        names=tuple(dict.fromkeys(names)),
                        environments=environments_of(rest) or above,
                        beside="" if before.lower() in JOINING else root(before),
                        is_set=False,
                    )


class Codes:
    """The codes that tools show as values."""

    def __init__(self, results: Iterable[Result]) -> None:
        self._results = results

    @cached_property
    def _by_value(self) -> dict[str, list[_Shown]]:
        found: dict[str, list[_Shown]] = defaultdict(list)
        for result in self._results:
            for cell in result.cells if not result.has_failed else ():
                if cell.key and not cell.is_prose and len(cell.value) <= _LONGEST_LIST:
                    for text in _SPLIT.split(cell.value.strip("\"'`[]{} ")):
                        if _MAY_BE.search(text) and len(text) >= _SHORTEST:
                            found[text.lower()].append(_Shown(result, cell, text))
        return found

    @cached_property
    def _by_name(self) -> dict[frozenset[str], list[_Shown]]:
        found: dict[frozenset[str], list[_Shown]] = defaultdict(list)
        for shown in self._by_value.values():
            for one in shown:
                found[one.cell.about].append(one)
        return found

    def of(self, claim: Claim) -> tuple[Sighting, ...]:
        """Where the code of a claim was seen as what the entry says that it is; in order."""
        seen: dict[int, Sighting] = {}
        posted = self._by_value.get(claim.norm, ())
        # What stands everywhere tells nothing.
        for result, cell, text in posted if len(posted) <= _MOST else ():
            if result.order not in seen and _is_its(claim, result, cell):
                seen[result.order] = Sighting(result, cell, text, is_same=True, fit=Fit.KIN)
        found = tuple(seen[order] for order in sorted(seen))
        return () if found and self._is_changed(claim, found[-1]) else found

    def _is_changed(self, claim: Claim, last: Sighting) -> bool:
        """Whether a later answer to the same question, or about one thing too, shows another."""
        return any(
            one.result.order > last.result.order
            and one.text.lower() != claim.norm
            and (
                one.result.command == last.result.command
                or (one.cell.record is None and last.cell.record is None)
            )
            and _is_its(claim, one.result, one.cell)
            for one in self._by_name[last.cell.about][-_MOST:]
        )


def is_code(text: str, *, is_marked: bool = False) -> bool:
    """
    Whether a text has a form that no word, number, date or quantity has.

    Args:
        text: Without a blank.
        is_marked: It stands in backquotes: then `mill-stage` is one too.
    """
    if _RANGE.fullmatch(text):
        return True
    has_sign = _SIGN.search(text) is not None or (is_marked and "-" in text)
    has_form = any(map(str.isalpha, text)) and (has_sign or any(map(str.isdigit, text)))
    found = tokens(text) if has_form and len(text) >= _SHORTEST else ()
    is_one = len(found) == 1 and found[0].sort in _SORTS
    return is_one or (is_marked and any(one.sort in {Sort.WORD, Sort.NAME} for one in found))


def _codes_in(sentence: str) -> Iterator[tuple[str, str]]:
    """The codes of a sentence that something says what they are, with the word before each."""
    before = ""
    for one in _WORD.finditer(sentence):
        said = one["said"]
        if before and not one[0].endswith(":") and is_code(said, is_marked="`" in one[0]):
            yield said, before
        before = said if said.isalpha() and _ENDS.search(one[0]) is None else ""


def _is_its(claim: Claim, result: Result, cell: Cell) -> bool:
    """Whether a value is called as an entry says, in an answer about what the entry describes."""
    body = cell.record or result.event.body[:_LONG_ANSWER]
    own = cell.about - NAMELESS_ROOTS - UNIT_ROOTS
    heavy = own - LIGHT - HOW_IT_IS or own
    said = claim.about - key_roots(claim.text)
    matched = kin_of(heavy, said)
    is_telling = len(claim.text) >= _TELLING
    if not matched or not (matched == heavy or is_telling):
        return False
    if claim.beside and not kin_of(frozenset({claim.beside}), cell.about):
        # `policy mask_all` names a policy, and not what else is called by a word of the entry.
        return False
    if not claim.environments <= result.environments or not is_so(claim, cell):
        return False
    if claim.text in result.given or (
        claim.text in result.command and _IN_VAIN.search(result.event.body)
    ):
        return False
    if not names_all(claim, f"{result.command}\n{body}") or not may_be_its(claim, cell, result):
        return False
    around = cell.about | cell.section | roots_in(body)
    around |= roots_in(result.command) | key_roots(result.command)
    wanted = said - LIGHT - HOW_IT_IS
    shared = kin_of(wanted, around) | distant_kin_of(wanted, around)
    return 2 * len(shared) > len(wanted)
