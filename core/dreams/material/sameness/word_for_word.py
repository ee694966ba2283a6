"""
Whether two entries of the very same words may be said of two things all the same.

Pure. "Owner: Ada" in the memories of two services is two facts, and so is "The owner is Ada". A
whole sentence that says of what it speaks is one, wherever it stands twice, unless each stands in
a memory about one thing: topics, kinds of documents and titles of several words are none.
"""

import re
from typing import Final

from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.standing import points, stands_under
from core.dreams.material.memories.things import JOINED_WORDS
from core.transcripts.fields import words

_LEAST_WORDS: Final = 5
_WORD: Final = re.compile(r"[^\W_][\w'\u2019.-]*")
_LABEL: Final = re.compile(r"\A[^.!?]{0,40}[:=\u2013\u2014|](?:\s|\Z)")
_BARE: Final = re.compile(
    r"(?i)\A\W*(?:(?:the|an?|its|our|their|all|every|each) [\w-]+|there|nobody|somebody|everybody)"
    r" (?:is|are|was|were|has|have|can|may|must|will|should|[a-z]{2,}s)\b"
)
"""A sentence whose subject is one word, that may be of whatever the memory is about."""
_LEFT_OUT: Final = re.compile(
    r"(?i)\A\W*(?:\w+s (?:on|at|in|to|with|from|by|the|an?|every|each|only|no|up|out|port|version"
    r"|\d\S*|`\S*)|\w+ed (?:on|at|in|to|with|from|by|since|until))\b"
)
"""Who does it, or what it is done to, is left out: "Runs on four cores", "Owned by Heron"."""
_STATES: Final = re.compile(
    r"(?i)[.!]\Z|\b(?:is|are|was|were|has|have|had|can|cannot|must|may|will|should|does|do|don't"
    r"|doesn't|never|always)\b"
)
_PLURAL: Final = re.compile(r"[a-z]{3,}(?<![sui])s")
_DOCUMENTS: Final = words(
    "runbook playbook overview guide handbook howto manual readme index summary general team"
    " process onboarding architecture infrastructure history glossary policy workflow background"
    " context knowledge memory todo wiki document documentation reference"
)
"""What a memory is, and no thing that it could be about."""


def says_it_anywhere(first: Entry, second: Entry) -> bool:
    """Whether what both say word by word is one statement wherever they stand."""
    text = first.text
    is_whole = len(_WORD.findall(text)) >= _LEAST_WORDS and _STATES.search(text.rstrip())
    is_part = any(one.match(text) for one in (_LABEL, _BARE, _LEFT_OUT)) or points(text)
    if not is_whole or is_part:
        return False
    is_one = stands_under(first) == stands_under(second)
    return is_one or _stands_below_topic(first) or _stands_below_topic(second)


def _stands_below_topic(entry: Entry) -> bool:
    title = stands_under(entry)
    if title is None or title in _DOCUMENTS or _PLURAL.fullmatch(title):
        return True
    written = (one.text for one in entry.trail if one.text.lower() == title)
    return any(map(JOINED_WORDS.fullmatch, written))
