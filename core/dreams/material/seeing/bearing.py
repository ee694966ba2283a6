"""
Whether a value that a tool shows may be the one that a claim is about: its block, its environment,
and the time of which its name tells.

Pure. Several blocks of one output may be alike, as those of staging and of production are; and
`previous_limit` is no limit.
"""

import re
from typing import Final

from core.dreams.extract.language.lexicon import HOW_IT_IS, LIGHT, are_opposed, key_roots, root
from core.dreams.extract.language.words import AMBIGUOUS, REAL, environments_in, stated_in
from core.dreams.extract.names.kinship import distant_kin_of, kin_of
from core.dreams.extract.names.placed import called_at, is_ones_own, told_at
from core.dreams.extract.shown.cell import Cell
from core.dreams.material.claims.claim import Claim
from core.dreams.material.seeing.relation import NAMELESS_ROOTS, name_roots, names_all
from core.dreams.material.testimony.testimony import Result
from core.transcripts.fields import words

_COMPOSED: Final = frozenset({root("compose")})
_TOPICS: Final = AMBIGUOUS - {"development"}
"""What may as well be a topic, as `load-test` is, takes no value from what counts."""
_OTHER_TIMES: Final = frozenset(
    root(word)
    for word in words("previous old former prior original proposed planned draft example sample")
)
_FORMER_KEY: Final = re.compile(r"(?i)(?:\A|[_.\s-])(?:before|prev|was|until_?now|ex)\Z")
"""How the name of a value ends that was so before: `closes_before`."""
_DEFAULT: Final = frozenset({root("default")})


def may_be_its(claim: Claim, cell: Cell, result: Result) -> bool:
    """Whether a cell of a result stands where the thing of a claim is told of, and of its kind."""
    return (
        _is_of_its_block(claim, cell)
        and _is_of_its_environment(claim, cell, result)
        and not _is_of_another_code(claim, cell)
        and not _is_of_the_contrary(claim, cell)
    )


def _is_of_the_contrary(claim: Claim, cell: Cell) -> bool:
    """Whether the name of a value is the contrary of what is claimed: `first_bell`, a last bell."""
    return bool(cell.key) and not cell.is_prose and are_opposed(cell.about, claim.about)


def _is_of_another_code(claim: Claim, cell: Cell) -> bool:
    """Whether a value is called by a code of the form of the claim's name, and another one."""
    key = cell.key.lower()
    if not any(map(str.isdigit, key)) or key in claim.names:
        return False
    return _shape(key) in {_shape(name) for name in claim.names}


def _shape(code: str) -> str:
    return re.sub(r"[a-z]", "a", re.sub(r"\d", "0", code))


def _is_of_its_block(claim: Claim, cell: Cell) -> bool:
    """
    Whether a claim may be about the block that a value stands in, where there are several alike.

    It says what that block is called, or no more of it than of the others, which show the same.
    """
    if not cell.levels:
        return True
    named = name_roots(claim)
    said = claim.about | named | frozenset(map(root, claim.environments))
    for level in cell.levels:
        is_named = bool(claim.names) and names_all(claim, level.text)
        # `nightly_core_test` is called by the same words as `nightly_core`, and is another one.
        own = level.own if is_named else level.own - named
        if kin_of(own, said) or distant_kin_of(own, said):
            continue
        is_other = not said.isdisjoint(level.among - level.own)
        if is_other or not (level.is_same or is_named):
            return False
    return True


def is_called(claim: Claim, cell: Cell) -> bool:
    """Whether the claim says a word of what a value below a title is called itself."""
    own = cell.about - name_roots(claim) - NAMELESS_ROOTS - LIGHT - HOW_IT_IS
    if cell.is_prose or not cell.section or not own:
        return True
    return bool(kin_of(own, claim.about) or distant_kin_of(own, claim.about))


def _is_of_its_environment(claim: Claim, cell: Cell, result: Result) -> bool:
    """Whether what a cell's own line or block says of an environment is what the claim says."""
    stated = result.stated if cell.record is None else stated_in(cell.record)
    stated |= (called_at(result.command, claim.names) | told_at(cell.quote)) - _TOPICS
    if _COMPOSED & claim.about or any("compose" in name for name in claim.names):
        # Who speaks of the file that describes it speaks of that.
        return True
    if not claim.environments:
        # Who says nothing of an environment speaks of the one that counts.
        is_real = not stated or not stated.isdisjoint(REAL)
        return is_real and not is_ones_own(result.command)
    own = stated or environments_in(cell.record or cell.quote) - AMBIGUOUS
    return not own or claim.environments <= own


def is_of_another_time(claim: Claim, cell: Cell) -> bool:
    """Whether the name of a value says that it was before, or will be, or might."""
    # A whole line begins with the name of its value: `previous_limit  25`.
    first = "" if cell.key else cell.quote.strip().partition(" ")[0]
    called = cell.about if cell.key else key_roots(first) if "_" in first else frozenset()
    own = called & _OTHER_TIMES
    # What is set says nothing of what is so by default.
    is_set = claim.is_measure and claim.about >= _DEFAULT and not cell.about >= _DEFAULT
    is_default = cell.about == _DEFAULT and not claim.about >= _DEFAULT
    is_former = _FORMER_KEY.search(cell.key) is not None
    return bool(own - claim.about) or is_default or is_former or (bool(cell.key) and is_set)
