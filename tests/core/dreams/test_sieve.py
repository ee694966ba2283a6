"""What may match: every text that a pattern matches comes through, and most others do not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dreams.extract.orders.sieve import Sieve, relaxed
from core.dreams.extract.orders.signs import SIGNS

RELAXED = [
    (r"(?<![-\w])agent(?! be\b)s?", "agents?"),
    (r"(?:note|keep)\s?[,:!\u2013-](?=[a-z(]) x\Z", r"x\z"),
    (r"[()\]](?!\))[^\]]{1,3}+", r"[()\]][^\]]{1,3}"),
]


@pytest.mark.parametrize(("pattern", "has"), RELAXED)
def test_what_a_pattern_looks_at_is_left_out(pattern: str, has: str) -> None:
    """Groups in it, and sets of signs with brackets in them, are left out with it."""
    found = relaxed(pattern)
    assert has in found
    assert "(?!" not in found
    assert "(?<" not in found
    assert "(?=" not in found


WORDS = [
    "agent",
    "agents",
    "AI",
    "assistant",
    "remember",
    "memory",
    "store",
    "ignore",
    "previous",
    "instructions",
    "never",
    "tell",
    "please",
    "you",
    "must",
    "note",
    "to",
    "self:",
    "the",
    "model,",
    "naïve",
    "é",
    "future",
    "sessions",
    "should",
    "system",
    "override",
    "(human)",
]


@given(st.lists(st.sampled_from([*WORDS, "\n", "\u00a0", ".", "!", "\u2013"]), max_size=25))
def test_nothing_that_matches_is_missed(words: list[str]) -> None:
    """The patterns themselves are the oracle, on texts made of the words that they are made of."""
    text = " ".join(words)
    may_match = _SIEVE.names(text)
    assert {name for name, pattern in SIGNS.items() if pattern.search(text)} <= may_match


def test_most_of_what_does_not_match_is_kept_out() -> None:
    """Else nothing would be gained."""
    assert _SIEVE.names("drwxr-xr-x 2 root root 4096 model.bin\nerror: no such table") == set()


def test_letters_and_blanks_beyond_ascii_are_known() -> None:
    """What Python takes for a letter or a blank is one."""
    sieve = Sieve({"one": re.compile(r"an? [\w]{3}t\s+x", re.IGNORECASE)})
    assert sieve.names("A \u00e9\u00e9\u00e9t\u00a0x") == {"one"}


_SIEVE = Sieve(SIGNS)
