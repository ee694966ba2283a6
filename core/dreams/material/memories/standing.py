"""
Where an entry stands, as far as it belongs to what it says.

Pure. "Owner: Ada" under two services is two facts; what names its own subject means the same
anywhere. Dates and environments of headings count for what stands below them.
"""

import re
from functools import lru_cache
from typing import Final

from core.dreams.extract.language.clauses import Fact, reading, sentences_of
from core.dreams.extract.language.facts import form_of
from core.dreams.extract.language.senses import content_of, senses
from core.dreams.extract.language.words import AMBIGUOUS
from core.dreams.material.memories.entries import Entry, Heading
from core.dreams.material.memories.subjects import named_in
from core.dreams.material.memories.when import DAY

_TOPICS: Final = AMBIGUOUS | {"qa"}
"""Environments that a place may be called by whoever works there: quality assurance."""
_SAYS_ENOUGH: Final = 4
"""Words and facts with which a text without a name is understood anywhere."""
_LONGEST_LABEL: Final = 3
"""Words and facts of what is a label and no sentence of its own."""
_NAMES: Final = frozenset({"name", "link", "path", "ticket", "code", "channel"})
_POINTING: Final = re.compile(
    r"\A\W*(?:they|their|he|she|its|his|her"
    r"|it(?! takes\b[^.;]* (?:until|to|for|before)\b| (?:is|was) [\w-]+ (?:to|that)\b"
    r"| (?:pays|helps) to\b))\b"
    r"|\b(?:this|these|(?<!get )(?<!come )(?<!arrive )(?<!be )here"
    r"|the above|(?:above|below)(?=\s*(?:[.,;:)]|\Z))"
    r"|the (?:service|host|team|matter|case|repo|repository))\b"
    r"(?! in )",
    re.IGNORECASE,
)
_HEAP: Final = re.compile(
    r"(?<![a-z])(?:notes?|memos?|learn(?:ed|t|ings?)|lessons?|handovers?|misc\w*|mixed|various|diary"
    r"|journal|inbox|scratch\w*|tips?|hints?|odds|faqs?|findings?|observations?|gotchas?|remember"
    r"|weekly|daily|week)(?![a-z])"
)
_LEARNED: Final = re.compile(r"\A(?:learn(?:ed|t|ings?)|lessons?|handovers?|inbox|scratch\w*)\Z")
"""Folders in which whoever learned something writes it down, whatever it is about."""
_NAMED: Final = re.compile(r"[\w.@/:-]*[\d_A-Z@./-][\w.@/:-]*")


def fit(first: Entry, second: Entry) -> bool:
    """Whether where they stand lets them be the same: no other date, no other environment."""
    one, other = around(first), around(second)
    if one[0] and other[0] and one[0] != other[0]:
        return False
    return one[1] == other[1]


@lru_cache(maxsize=65_536)
def around(entry: Entry) -> tuple[frozenset[str], frozenset[Fact]]:
    """The dates that an entry has from itself or from where it stands, and its environments."""
    own = frozenset(DAY.findall(entry.text))
    above = " ".join([entry.path.replace("/", " "), *(heading.text for heading in entry.trail)])
    dates = own or frozenset(DAY.findall(above))
    said = reading(above.replace("-", " ").replace(".", " ")).facts | reading(entry.text).facts
    around = {fact for fact in said if fact[1] not in _TOPICS}
    return dates, frozenset(fact for fact in around if fact[0] == "environment")


def share_a_place(first: Entry, second: Entry) -> bool:
    """Whether both stand under the same headings of one memory."""
    return first.path == second.path and first.trail == second.trail


def stand_together(first: Entry, second: Entry, subjects: frozenset[str]) -> bool:
    """Whether two entries are about the same as far as the places tell where they stand."""
    return share_a_place(first, second) or _stands_alone(first, second, subjects)


def points(text: str) -> bool:
    """Whether a text speaks of what stands around it: "its port", "the above"."""
    # What a later sentence points at stands in the entry itself.
    return _POINTING.search(sentences_of(text)[0]) is not None


def is_in_heap(entry: Entry) -> bool:
    """Whether an entry stands among notes about anything: it has to be understood without them."""
    inner = entry.trail[-1].text if entry.trail else ""
    path = entry.path.lower().removesuffix(".md")
    folder, _, stem = path.rpartition("/")
    if len(entry.trail) > 1 and not _HEAP.search(inner.lower()):
        return False
    return (
        _HEAP.search(stem) is not None
        or _HEAP.search(inner.lower()) is not None
        or _LEARNED.search(folder.rpartition("/")[2]) is not None
    )


def is_its_path(heading: Heading, entry: Entry) -> bool:
    """Whether a heading only repeats the path of the memory, and so names nothing."""
    return heading.text.strip("`*/ ").lower() == entry.path.strip("/").lower()


def is_noted_aside(entry: Entry) -> bool:
    """Whether an entry stands in somebody's notes, and not in a memory about a topic."""
    return is_in_heap(entry) or _HEAP.search(entry.path.lower().rpartition("/")[0]) is not None


def title_of(entry: Entry) -> frozenset[str]:
    """The roots of what an entry stands under: the title and the name of its memory."""
    stem = entry.path.rpartition("/")[2].removesuffix(".md").replace("_", "-")
    above = " ".join([*stem.split("-"), *(heading.text for heading in entry.trail)])
    return frozenset(form_of(word.strip("`*.,:;()")) for word in above.split())


def _stands_alone(first: Entry, second: Entry, subjects: frozenset[str]) -> bool:
    """
    Whether what they say needs no heading to be understood.

    "Owner: Ada" under two services is two facts. A text that names its own subject, and does not
    point at what stands around it, means the same anywhere.
    """
    if any(points(one.text) for one in (first, second)):
        return False
    named = [named_in(one.text, subjects) for one in (first, second)]
    if named[0] and named[0] == named[1]:
        return True
    said = content_of(first.text)
    mine, theirs = stands_under(first), stands_under(second)
    has_subject = _has_subject(first.text) or _has_subject(second.text)
    if (
        mine
        and theirs
        and mine != theirs
        and first.path.rpartition("/")[0] == second.path.rpartition("/")[0]
    ):
        low_one, low_other = first.text.lower(), second.text.lower()
        held = [
            subject for subject in (mine, theirs) if subject in low_one and subject in low_other
        ]
        if not held and not has_subject:
            return False
    return len(said) >= _SAYS_ENOUGH or has_subject


def stands_under(entry: Entry) -> str | None:
    """The name that the headings above an entry give to what it is about, if they name one."""
    for heading in reversed(entry.trail):
        # "Lessons of week 7" are about no week.
        words = [word for word in heading.text.split() if not word.isdigit()]
        if _HEAP.search(heading.text.lower()) and not any(map(_NAMED.fullmatch, words[1:])):
            continue
        words = heading.text.split()
        if is_its_path(heading, entry):
            continue
        if len(words) == 1 or any(_NAMED.fullmatch(word) for word in words[1:]):
            return heading.text.lower()
    return None


def _has_subject(text: str) -> bool:
    """Whether a text names what it is about: more than a label and a name behind it."""
    kinds = {kind for sense in senses(text) for kind, _ in sense.facts}
    said = len(content_of(text))
    return (bool(kinds & _NAMES) and said >= _LONGEST_LABEL) or (
        "proper" in kinds and said > _LONGEST_LABEL
    )
