"""
Words of an entry that come again in what a tool says of the same thing.

Pure. For values in plain words that stand in a sentence on both sides, and under no name anywhere:
"worked by electric motor", and "all points here are operated by electric motor".
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from core.dreams.extract.language.lexicon import LIGHT, root
from core.dreams.extract.language.words import JOINING
from core.dreams.extract.names.wholes import cut
from core.dreams.extract.shown.cell import roots_in
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claims import environments_of, names_of
from core.dreams.material.claims.plain_facts import says_how_it_is
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.subjects import plain
from core.dreams.material.testimony.testimony import Result

_LEAST: Final = 2
_TELLING: Final = 3
"""Words that stand together by chance so seldom that nothing else has to be the same."""
_LONGEST_ENTRY: Final = 400
_GAP: Final = " | "
"""In the place of a name, so that the words on either side of it are no neighbours."""
_WORD: Final = re.compile(r"[^\W_][\w'./-]*")


def echoes(entry: Entry, results: Sequence[Result], subjects: frozenset[str]) -> Iterator[Claim]:
    """
    What an entry claims in words that stand together in these results too.

    Args:
        entry: Any.
        results: Those that name what the entry is about.
        subjects: What the memories of the store are about.
    """
    names = names_of(entry, subjects)
    if not names or len(entry.text) > _LONGEST_ENTRY or not says_how_it_is(entry.text):
        return
    own = _words(cut(plain(entry.text), names, gap=_GAP))
    pairs = set(itertools.pairwise(own))
    about = roots_in(" ".join(own))
    seen: set[str] = set()
    for result in results:
        asked = roots_in(result.command)
        for cell in result.cells:
            if not cell.is_prose or cell.record is not None:
                continue
            theirs = _words(cut(plain(cell.value), names, gap=_GAP))
            for run in _runs(theirs, pairs):
                phrase = _trimmed(run)
                heavy = {root(word) for word in phrase} - LIGHT - JOINING
                said = " ".join(phrase)
                if len(phrase) < _LEAST or said in seen or not heavy or heavy <= asked:
                    continue
                if any(any(map(str.isdigit, word)) for word in {*own} - {*phrase}):
                    # The number that an entry gives is not what comes again.
                    continue
                others = (about & cell.about) - roots_in(said) - LIGHT
                if others or len(phrase) >= _TELLING:
                    seen.add(said)
                    yield Claim(
                        kind="echo",
                        norm=said,
                        text=said,
                        about=about - roots_in(said),
                        names=names,
                        environments=environments_of(entry.text, names),
                    )


def _runs(words: Sequence[str], pairs: set[tuple[str, str]]) -> Iterator[list[str]]:
    """The longest pieces of which every two neighbours are neighbours in the entry too."""
    run: list[str] = []
    for word in words:
        if run and (run[-1], word) not in pairs:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _trimmed(run: Sequence[str]) -> list[str]:
    """A piece without articles and links around it."""
    words = list(run)
    while words and words[-1] in JOINING:
        words.pop()
    while words and words[0] in {"the", "a", "an", "is", "are", "and", "of"}:
        words.pop(0)
    return words


def _words(text: str) -> list[str]:
    return [word.rstrip(".") for word in _WORD.findall(text)]
