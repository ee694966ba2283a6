"""
The pieces that sentences are made of, and which parts of them are conditions.

Pure. "Never open it while it runs, and wait until it is cold" says two things, each under another
condition. A piece ends at a sign, and before a word that begins another one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from core.dreams.extract.language.grammar import VERBS
from core.dreams.extract.language.lexicon import root
from core.dreams.extract.tokens import Sort, Token, tokens
from core.transcripts.fields import words

SPARES: Final = words("until unless without before except till only than")
"""What may make up for a negation: "no X until Y" asks for Y."""
_EVENTS: Final = words("when whenever while if once after where during")
"""What begins a condition that makes up for nothing; they stand in each other's place."""
_OPENS: Final = _EVENTS | SPARES | words("past beyond")
"""What begins a condition; behind it nothing is said plainly."""
_MODALS: Final = words("must should shall will has have is are gets get needs need run")
_CUTS: Final = words("and but because so since then which for hence therefore otherwise")
_PURPOSES: Final = VERBS | {root(word) for word in words("keep save make let hold")}
_OUTCOMES: Final = words("it its they the we you he she there this that")
"""What stands behind an "or" that tells what happens if not."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A piece of a sentence, with the signs or words around it."""

    opener: str
    closer: str
    row: tuple[Token, ...]
    said: tuple[str, ...]

    @property
    def conditions(self) -> frozenset[str]:
        """The words that begin its conditions, and one for all events."""
        found = _OPENS.intersection(self.said)
        return found - _EVENTS | ({"when"} if found & _EVENTS else frozenset())


def sayings(text: str) -> Iterator[Saying]:
    """The pieces of a text that have words, in order."""
    part: list[Token] = []
    opener = ""
    row = tokens(text)
    for place, token in enumerate((*row, None)):
        following = row[place + 1].text.lower() if place + 1 < len(row) else ""
        if token is None or _cuts(token, following):
            closer = token.text.lower() if token else ""
            if part:
                said = tuple(one.text.lower().replace("\u2019", "'") for one in part)
                yield Saying(opener, closer, tuple(part), said)
            part = []
            opener = closer
        else:
            part.append(token)


def _cuts(token: Token, following: str) -> bool:
    low = token.text.lower()
    return token.sort is Sort.STOP or low in _CUTS or (low == "or" and following in _OUTCOMES)


def plain_part(clause: Saying) -> tuple[int, int]:
    """From where to where a clause is no condition: after the first, the verb begins the rest."""
    size = len(clause.said)
    opens = next(
        (
            place
            for place, word in enumerate(clause.said)
            if word in _OPENS or _is_purpose(clause.said, place)
        ),
        size,
    )
    if opens:
        return 0, opens
    return next((at for at, word in enumerate(clause.said) if word in _MODALS), size), size


def _is_purpose(said: Sequence[str], place: int) -> bool:
    """Whether it goes on with what something is done for: "to keep it dry"."""
    following = root(said[place + 1]) if place + 1 < len(said) else ""
    return said[place] == "to" and place > 0 and following in _PURPOSES
