"""
In which case, and of which kind of thing, a sentence says that something is so.

Pure. "In the test mode ...", "if it happens abroad, ...", "a theft is reported within ...": of two
such sentences both may be right.
"""

import re
from typing import Final

from core.dreams.extract.language.families import is_kin
from core.dreams.extract.language.lexicon import LIGHT, root
from core.dreams.extract.language.words import JOINING, REAL
from core.dreams.extract.names.kinship import distant_kin_of, kin_of
from core.dreams.extract.shown.cell import roots_in
from core.dreams.material.memories.when import undated

_LEADING: Final = re.compile(
    r"(?i)\A\W*(?:with|without|for|in|during|on|at|when|if|while|under|inside|outside|from|until"
    r"|once|unless|after|before)\b([^,:.;]{3,60}), "
)
"""A case, before what is said of it."""
_LEADING_BARE: Final = re.compile(
    r"(?i)\A\W*(?:with|without|for|in|during|on|at|when|if|while|under|inside|outside|until|once"
    r"|unless|after|before)\s(?:the |an? |our )?((?:[a-z-]+ ){1,4}?)"
    r"(?=the |`|(?-i:[A-Z])|\S*[-_.\d]\S)"
)
"""Likewise without a comma: "in the test mode `door-3` talks ...", "for the drill the gate is"."""
_OF_PART: Final = re.compile(
    r"(?i)\A\W*(?:the |all |its )?((?:[\w-]+ ){1,3})of [`\w][^,:.;]{0,40}? (?:is|are)"
    r" (?:\w{2,}ed|built|made|bought)\b"
)
"""A part or kind of something, to which something is done."""
_OF_KIND: Final = re.compile(
    r"\W*(?:an?|every|each) (?:[\w-]+ ){0,2}?([a-z]{3,}) (?:under|of|on|in|at|for|from|with|is|are"
    r"|has|have|must|may|can|will|gets?|needs?) "
)
"""What is said of any one of a kind."""
_REAL: Final = frozenset(map(root, REAL))


def are_of_one_case(one: str, other: str) -> bool:
    """Whether neither of two texts begins with a case of which the other one knows nothing."""
    return not (_is_narrower(one, other) or _is_narrower(other, one))


def are_of_two_kinds(text: str, other: str) -> bool:
    """Whether each tells of another kind of thing: "a theft is reported ...", "a loss is ..."."""
    found = [_OF_KIND.match(undated(one).lower()) for one in (text, other)]
    if found[0] is None or found[1] is None:
        return False
    first, second = (frozenset({root(one[1])}) for one in found if one is not None)
    return not (
        kin_of(first, roots_in(other))
        or kin_of(second, roots_in(text))
        or distant_kin_of(first, second)
        or is_kin(next(iter(first)), second)
    )


def _is_narrower(text: str, other: str) -> bool:
    """
    Whether a text tells of a case or of a part of which the other one knows nothing.

    "With the long arm fitted, ...", "half batches of it are boiled for ...".
    """
    said = undated(text)
    found = _LEADING.match(said) or _leading_bare(said) or _OF_PART.match(said)
    if found is None:
        return False
    own = roots_in(found[1]) - LIGHT - _REAL
    return bool(own - kin_of(own, roots_in(other)))


def _leading_bare(text: str) -> re.Match[str] | None:
    """A case that no comma ends; "for the console of `door-3`" is none, but what has the value."""
    found = _LEADING_BARE.match(text)
    return found if found is not None and found[1].split()[-1].lower() not in JOINING else None
