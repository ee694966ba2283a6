"""
The words of an entry that give a value, without those that stand beside it.

Pure. "The cache sits in front (one shard), `pool_size` is 40, which is enough" states that the
pool size is 40; where the cache sits, and what somebody thinks of it, tells it apart from nothing.
"""

import re
from dataclasses import replace
from typing import Final

from core.dreams.extract.language.grammar import VERBS
from core.dreams.extract.language.lexicon import root
from core.dreams.material.claims.parts import sentence_with
from core.dreams.material.memories.becoming import BECAME, became
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.when import undated
from core.transcripts.fields import words

_ASIDE: Final = re.compile(r"\s*\([^()]*\)")
_BEHIND: Final = re.compile(
    r"[,;]\s|\s[-\u2013\u2014]+\s|\s(?:and|but|so|because|since|which|while|whereas)\s"
)
"""Where something else begins behind a value."""
_REAL: Final = re.compile(r"\s(?:in|on) (?:prod|production)\b")
"""What counts everywhere else too, unless something else is said."""
_CHANGE: Final = (
    r"(?:after|with) (?:the|our|last|this)(?: \w+)? (?:move|migration|upgrade|update|extension"
    r"|expansion|switch|switch-?over|resize|change|launch|release|audit|incident)"
)
_SINCE: Final = re.compile(rf"\s(?:since|from \w+ on(?:wards)?\b|as of|{_CHANGE}) ?.*\Z")
"""From when on it is so."""
_SINCE_THEN: Final = re.compile(rf"\s{_CHANGE}(?=: )")
_SERVED: Final = re.compile(
    r"\s(?:without [\w-]+|per [\w-]+|for (?:\w+ )?(?:\w{3,}s|everybody|everyone|all))\Z"
)
"""What it is good for, or a part of, is no case of it: "every 5 minutes for deltas"."""
_BEFORE: Final = re.compile(r"(?:;\s|\s[-\u2013\u2014]+\s|,\s(?:and\s|but\s)?)")
_CASE: Final = re.compile(
    r"(?i)\W*(?:with|without|for|in|during|on|at|when|if|while|under|inside|outside|from|until|once"
    r"|unless|after|before|as)\b"
)
"""So a clause begins that says of which of several cases the next one is true."""
_SUBJECT: Final = re.compile(
    r"(?i)(?:(?:the|an?|its|our|it|they|we|this|that|there)\b|`|[\w.-]*[_.][\w.-]*\s)"
    r"|(?:[\w'-]+\s){1,4}(?:is|are|has|have|may|must|can)\s|\w+=|\S+\s?\Z"
)
"""What begins a clause that does without the one before it."""
_FINITE: Final = words("is are has have must may can will needs does do stays gets got was were")
_WORD: Final = re.compile(r"[a-z]+")
_DOES: Final = re.compile(r"\w [a-z]{2,}(?<!s)s (?:in|on|at|to|from|by|with|the|an?|its)\b")


def stated(entry: Entry, value: str) -> Entry:
    """An entry with the clause that gives a value alone, as far as the rest is another clause."""
    said = _ASIDE.sub(lambda found: found[0] if value in found[0] else "", entry.text)
    said = sentence_with(undated(said), value)
    place = re.search(rf"(?<![\w.]){re.escape(value)}(?!\w)", said)
    if place is None:
        return replace(entry, lines=(said,))
    before, behind = _SINCE_THEN.sub("", said[: place.start()]), said[place.end() :]
    if became(said, value):
        # "It went to 40 with the new press": it is 40.
        before, behind = BECAME.sub("is ", before), ""
    if (cut := _BEHIND.search(behind)) is not None:
        behind = behind[: cut.start()]
    behind = _SERVED.sub("", _SINCE.sub("", _REAL.sub("", behind)))
    for mark in reversed(list(_BEFORE.finditer(before))):
        clause = before[: mark.start()]
        if (
            _says_something(clause)
            and not _CASE.match(clause)
            and _SUBJECT.match(before, mark.end())
        ):
            before = before[mark.end() :]
            break
    return replace(entry, lines=(f"{before}{value}{behind}",))


def _says_something(clause: str) -> bool:
    """Whether a clause has a verb, and so does without the next one."""
    low = clause.lower()
    said = _WORD.findall(low)[1:]
    return _DOES.search(low) is not None or any(
        word in _FINITE or (word.endswith(("s", "ed")) and root(word) in VERBS) for word in said
    )
