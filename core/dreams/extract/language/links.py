"""
What a sentence ties together, and how: what holds if, unless, until, before or without what.

Pure. "When" and "if" say the same of a rule, and so do "not X until Y" and "X only after Y", but
"when" and "unless" never do. So a link is kept by its sign and its order, and not by its word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from core.dreams.extract.language.connectives import Tie, tie_at
from core.dreams.extract.language.said import PAUSES, Word, denials_in, forms_of, rows_of
from core.transcripts.fields import words

Reading = tuple[str, str]
"""A sign and an order: with or without it, and whether it is first, last or at the same time."""

FIRST: Final = "first"
LAST: Final = "last"
AT_ONCE: Final = "at once"
_IF_SO: Final = frozenset({("+", FIRST), ("+", AT_ONCE)})
_IF_NOT: Final = frozenset({("-", FIRST), ("-", AT_ONCE)})
_READINGS: Final = {
    Tie.IF: _IF_SO,
    Tie.ONCE: frozenset({("+", FIRST)}),
    Tie.AFTER: frozenset({("+", FIRST)}),
    Tie.WHILE: frozenset({("+", AT_ONCE)}),
    Tie.UNTIL: frozenset({("-", LAST)}),
    Tie.BEFORE: frozenset({("+", LAST)}),
    Tie.UNLESS: _IF_NOT,
    Tie.EXCEPT: _IF_NOT,
    Tie.LACKING: _IF_NOT,
    Tie.EVEN: frozenset({("any", "any")}),
    Tie.INSTEAD: frozenset({("-", "kept")}),
    Tie.THEN: frozenset({("+", LAST)}),
}
_DENIED: Final = {
    Tie.IF: _IF_NOT,
    Tie.ONCE: _IF_NOT,
    Tie.AFTER: frozenset({("-", FIRST), ("-", LAST), ("+", LAST)}),
    Tie.WHILE: frozenset({("-", AT_ONCE), ("-", FIRST), ("-", LAST)}),
    Tie.UNTIL: frozenset({("+", FIRST)}),
    Tie.BEFORE: frozenset({("+", FIRST)}),
    Tie.UNLESS: _IF_SO,
    Tie.EXCEPT: _IF_SO,
    Tie.LACKING: _IF_SO,
}
"""What a connective says beside one denial, of what holds or of what it is tied to."""
_NEEDED: Final = frozenset({Tie.UNTIL, Tie.BEFORE, Tie.UNLESS, Tie.EXCEPT, Tie.LACKING})
"""Beside a denial they name what cannot be done without."""
_ENOUGH: Final = frozenset({Tie.IF, Tie.ONCE})
_CUTS: Final = words("but whereas so because since otherwise else hence therefore yet")
_BACK: Final = frozenset(
    [("without", word) for word in words("it them this that these those him her which")]
    + [(word, "that") for word in ("after", "before", "until")]
)
"""What points back to what was said before, and is tied to nothing new."""
_OUTCOMES: Final = words("the a an it its they their we you he she there this that no")
"""What stands behind an "or" that tells what happens if not."""
_DETERMINERS: Final = words("the a an no every each all its their")
_LEADING: Final = _DETERMINERS | words(
    "of to in on at by for from with into onto and or as is are was were be has have until per"
    " about above below under over behind between against within"
)
_WHICH: Final = words("that which who what whatever whoever")
_BEING: Final = words("is are was were has have will must may can should")
_LONGEST_LABEL: Final = 4
"""Words of what is named before a colon, and of which the rest is said."""


@dataclass(frozen=True, slots=True)
class Link:
    """One thing that is tied to another."""

    tie: Tie
    readings: frozenset[Reading]
    turned: frozenset[Reading]
    """What it would say with one denial more."""
    is_needed: bool
    """It holds in no other case."""
    is_enough: bool
    """It may hold in other cases too."""
    main: frozenset[str]
    tied: frozenset[str]


@dataclass(frozen=True, slots=True)
class Part:
    """What is said in one go, with what is tied to it."""

    words: frozenset[str]
    main: frozenset[str]
    is_denied: bool
    links: tuple[Link, ...]


@lru_cache(maxsize=32_768)
def parts_of(text: str) -> tuple[Part, ...]:
    """The parts of a text, in their order."""
    found: list[Part] = []
    for row in rows_of(text):
        for piece in _cut(row):
            part = _part(piece, found[-1].main if found else frozenset())
            if part.words:
                found.append(part)
    return tuple(found)


def _cut(row: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """A sentence by the words that begin another statement."""
    begin = 0
    low = [word.low for word in row]
    for place, word in enumerate(low):
        is_contrast = word == "while" and low[place - 1 : place] == [","] and place > 1
        around = low[max(place - 1, 0) : place], low[place + 1 : place + 2]
        is_outcome = (
            word == "or" and around[0] == [","] and around[1][:1] and around[1][0] in _OUTCOMES
        )
        is_cut = (word in _CUTS and tie_at(low, place) is None) or is_contrast or is_outcome
        is_label = word == ":" and _is_label(row[begin:place])
        if (is_cut or (word == ":" and not is_label)) and place > begin:
            yield row[begin:place]
            begin = place + 1
    yield row[begin:]


def _is_label(row: Sequence[Word]) -> bool:
    """Whether what stands before a colon only names what the rest is said of."""
    low = [word.low for word in row]
    is_said = denials_in(row) or any(tie_at(low, place) for place in range(len(low)))
    return not is_said and len(forms_of(row)) <= _LONGEST_LABEL


class _Tied(NamedTuple):
    tie: Tie
    is_only: bool
    piece: Sequence[Word]
    chunk: int
    """Between which commas it stands."""


def _part(row: Sequence[Word], before: frozenset[str]) -> Part:
    """A part; what is only a condition is tied to the part before it."""
    low = [word.low for word in row]
    chunks: list[list[Word]] = [[]]
    tied: list[_Tied] = []
    place = 0
    while place < len(row):
        found = tie_at(low, place)
        if found is None:
            chunks[-1].append(row[place])
            if low[place] in PAUSES:
                chunks.append([])
            place += 1
            continue
        tie, size = found
        is_only = "only" in low[max(place - 1, 0) : place]
        end = _end(row, place, place + size)
        piece = row[place + size : end]
        if tie is Tie.THEN and not place:
            # "Then" at the beginning follows what was said before.
            chunks[-1].extend(piece)
        else:
            tied.append(_Tied(tie, is_only, piece, len(chunks) - 1))
        place = end
    main = [word for chunk in chunks for word in chunk]
    held = forms_of(main) or (forms_of([word for one in tied for word in one.piece]) | before)
    is_spent = any(one.tie in _NEEDED for one in tied)
    return Part(
        words=forms_of(row),
        main=held,
        is_denied=denials_in(main) % 2 == 1,
        links=tuple(
            _link(one, held, _chunk_of(one, chunks), is_spent=is_spent)
            for one in tied
            if forms_of(one.piece)
        ),
    )


def _chunk_of(one: _Tied, chunks: Sequence[Sequence[Word]]) -> Sequence[Word]:
    """What stands around something that is tied, between two commas; a denial is of that."""
    for chunk in chunks[one.chunk :]:
        if any(word.low not in PAUSES for word in chunk):
            return chunk
    return [word for chunk in chunks for word in chunk]


def _end(row: Sequence[Word], begin: int, start: int) -> int:
    """Where what is tied ends; without a comma a new beginning tells it."""
    low = [word.low for word in row]
    if (low[start - 1], *low[start : start + 1]) in _BACK:
        return start + 1
    end = start
    while end < len(row) and low[end] not in PAUSES and (end == start or not tie_at(low, end)):
        end += 1
    if not _WHICH.isdisjoint(low[:begin]):
        # "What comes after five is sent": the verb goes on with what was said before "that".
        end = next((at for at in range(start + 1, end) if low[at] in _BEING), end)
    if begin or end < len(row):
        return end
    for place in range(start + 1, end):
        is_new = low[place] in _DETERMINERS and low[place - 1] not in _LEADING
        if is_new and forms_of(row[start:place]):
            return place
    return end


def _link(one: _Tied, main: frozenset[str], chunk: Sequence[Word], *, is_spent: bool) -> Link:
    is_denied = denials_in(chunk) % 2 == 1
    is_limited = any(word.low == "only" for word in chunk)
    plain, denied = _READINGS[one.tie], _DENIED.get(one.tie, _READINGS[one.tie])
    is_turned = (denials_in(one.piece) + is_denied) % 2 == 1
    readings, turned = (denied, plain) if is_turned else (plain, denied)
    if is_denied and is_spent and one.tie not in _NEEDED:
        # "No X without Y while Z": what is denied is X without Y.
        readings = turned = plain | denied
    tied = forms_of(one.piece)
    if one.tie is Tie.UNTIL and all(any(map(str.isdigit, form)) for form in tied):
        # Until ten o'clock is before ten, too.
        readings |= {("+", LAST)}
    return Link(
        tie=one.tie,
        readings=readings,
        turned=turned,
        is_needed=one.is_only or (is_denied and one.tie in _NEEDED),
        # "Only open it once ..." may say the same as "open it only once ...".
        is_enough=one.tie in _ENOUGH and not (one.is_only or is_limited or is_turned),
        main=main,
        tied=tied,
    )
