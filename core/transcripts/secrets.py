"""
Finding secrets in text and masking them: keys, tokens, passwords. Pure, and linear on any text.

One alternation of precise forms (`secret_rules`), matched by RE2, which never goes back over a
text. What only looks random, such as a commit's hash, a UUID or a digest, is left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol

from core.transcripts.secret_rules import RULES, Candidate, Rule

MASK: Final = "[masked {}]"
MASK_START: Final = "[masked "

_BEFORE = 40
_LONGEST_AGAIN = 512


class _Match(Protocol):
    lastindex: int | None

    def start(self) -> int: ...

    def span(self, group: int) -> tuple[int, int]: ...


class _Set(Protocol):
    def Match(self, text: bytes) -> list[int]: ...  # noqa: N802 - the package's own name


class _Pattern(Protocol):
    def search(self, text: bytes, pos: int) -> _Match | None: ...


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
    if not _any().Match(data):
        return Masked(text)
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
    pattern, rules = _compiled()
    at = 0
    while (match := pattern.search(data, at)) is not None:
        group = match.lastindex or 0
        rule = rules[group - 1]
        start, end = match.span(group)
        if rule.is_secret(_candidate(data, match.start(), start, end)):
            yield start, end, rule.kind
            at = end
        else:
            # What was taken for a value may hold a secret of another form; a long one is not read
            # again, so that no text can be read more than a few times.
            has_name = start > match.start()
            at = start if has_name and end - start <= _LONGEST_AGAIN else end


def _candidate(data: bytes, name: int, start: int, end: int) -> Candidate:
    return Candidate(
        before=data[max(name - _BEFORE, 0) : name].decode("utf-8", "ignore"),
        name=data[name:start].decode("utf-8", "ignore"),
        value=data[start:end].decode("utf-8", "ignore"),
    )


@cache
def _any() -> _Set:
    """All rules as a set that only says whether one of them fits, which hardly ever happens."""
    import re2  # type: ignore[import-untyped]

    found: _Set = re2.Set.SearchSet(_options())
    for rule in RULES:
        found.Add(rule.pattern.encode())  # type: ignore[attr-defined]
    found.Compile()  # type: ignore[attr-defined]
    return found


def _options() -> object:
    import re2

    options = re2.Options()
    options.max_mem = 64 << 20
    return options


@cache
def _compiled() -> tuple["_Pattern", tuple[Rule, ...]]:
    """All rules as one pattern, and the rule of each group in it."""
    import re2

    told = "|".join(rule.pattern for rule in RULES).encode()
    pattern: _Pattern = re2.compile(told, _options())
    # Every alternative has exactly one group: the secret itself.
    return pattern, tuple(rule for rule in RULES for _ in range(rule.groups))
