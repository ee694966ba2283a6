"""
Lines with a label each: what they give is of the label, and one list has one of each.

Pure. "Code of bottles: 22042142" and "code of boxes: 22042242", one below the other, are two codes.
"""

import re
from typing import Final

from core.dreams.extract.shown.cell import roots_in
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.when import undated

_LABEL: Final = re.compile(r"\W*(?P<label>[A-Za-z][^:=\n.;]{0,50}?) ?[:=] \S")


def are_listed_apart(first: Entry, second: Entry) -> bool:
    """Whether two lines of one memory have labels of which each says what the other does not."""
    if first.path != second.path:
        return False
    labels = [_LABEL.match(undated(entry.text)) for entry in (first, second)]
    if labels[0] is None or labels[1] is None:
        return False
    mine, theirs = roots_in(labels[0]["label"]), roots_in(labels[1]["label"])
    return bool(mine - theirs) and bool(theirs - mine)
