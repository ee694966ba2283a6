"""
Finding secrets in text and masking them: keys, tokens, passwords. Pure, and linear on any text.

One alternation of precise forms (`secret_rules`), matched by RE2, which never goes back over a
text. What only looks random, such as a commit's hash, a UUID or a digest, is left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import re2

from core.transcripts.secret_rules import RULES, Candidate, Rule

MASK: Final = "[masked {}]"

_BEFORE = 40


@dataclass(frozen=True, slots=True)
class Span:
    """A mask: where it stands in the masked text, in characters, and what it stands for."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without secrets."""

    text: str
    spans: tuple[Span, ...] = ()


def masked(text: str) -> Masked:
    """The text with each secret replaced by a mask that names its kind."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        data = text.encode("utf-8", "ignore")
        text = data.decode()
    parts: list[str] = []
    spans: list[Span] = []
    at = length = 0
    for start, end, kind in _found(data):
        before, cover = data[at:start].decode(), MASK.format(kind)
        parts += (before, cover)
        length += len(before)
        spans.append(Span(length, length + len(cover), kind))
        length += len(cover)
        at = end
    if not spans:
        return Masked(text)
    parts.append(data[at:].decode())
    return Masked("".join(parts), tuple(spans))


def _found(data: bytes) -> Iterator[tuple[int, int, str]]:
    pattern, groups = _compiled()
    at = 0
    while (match := pattern.search(data, at)) is not None:
        rule, group = next(found for found in groups if match.start(found[1]) >= 0)
        start, end = match.span(group)
        if rule.is_secret(_candidate(data, match.start(), start, end)):
            yield start, end, rule.kind
            at = end
        else:
            # What was matched may still hold another secret, behind the name that was found.
            at = max(start, match.start() + 1)


def _candidate(data: bytes, name: int, start: int, end: int) -> Candidate:
    return Candidate(
        before=data[max(name - _BEFORE, 0) : name].decode("utf-8", "ignore"),
        name=data[name:start].decode("utf-8", "ignore"),
        value=data[start:end].decode("utf-8", "ignore"),
    )


@cache
def _compiled() -> tuple["re2._Regexp[bytes]", tuple[tuple[Rule, int], ...]]:
    """All rules as one pattern, with the group that is the secret of each."""
    options = re2.Options()
    options.max_mem = 64 << 20
    pattern = re2.compile("|".join(rule.pattern for rule in RULES).encode(), options)
    # Every alternative of a rule has exactly one group: the secret itself.
    groups = tuple((rule, number) for rule in RULES for number in range(rule.groups))
    return pattern, tuple((rule, number + 1) for number, (rule, _) in enumerate(groups))
