"""
The flags of a command in which two calls differ, as remedies. Pure.

A flag is there with its value and without, since what several sessions have in common may be one or
the other. What only shows more or tries less, and the text of a query, are no flags that help.
"""

import re
from collections.abc import Sequence
from typing import Final

from core.dreams.material.steps.commands import written
from core.dreams.material.steps.remedy import How, Remedy
from core.dreams.material.steps.steps import Step

_ONLY_SHOW: Final = frozenset(
    {
        *("-v", "-vv", "-vvv", "--verbose", "-q", "-qq", "--quiet", "--no-color", "--color"),
        *("-k", "-run", "--filter", "--grep"),
    }
)
"""Flags that show more or less, or try less, and so can have made nothing work."""
_ONLY_TELL: Final = frozenset({"-h", "-?", "--help", "-help", "--version", "-V"})
"""Flags that are no such thing only if they have a value: `-h db-2`."""
_LONGEST: Final = 60
_SIGNS: Final = re.compile(r"[\W_]+")
_SETTING: Final = re.compile(r"[A-Z][A-Z0-9_]{1,30}=[\w./:@-]+\Z")
_LETTERS: Final = re.compile(r"-[A-Za-z]{1,5}(?: |\Z)")
"""Flags of a letter, also several in one word: `-sS` has `-s`."""
_HEADER: Final = re.compile(
    r"(?:-H|--header) (?P<name>[A-Za-z][\w-]{1,40}): (?:(?:Bearer|Basic|Token) )?(?P<value>.+)"
)
_SHORTEST_NAME: Final = 2


def differing(failed: Step, step: Step) -> tuple[Remedy, ...]:
    """Flags that came or went, with their values and without."""
    came = _new(step, failed)
    went = _new(failed, step)
    # A flag that only got another value neither came nor went, if there is one that did.
    names = {one.split(" ")[0] for one in failed.arguments if one.startswith("-")}
    fresh = [one for one in came if _name(one) not in names]
    came = fresh or [one for one in came if " " in one]
    refused = [one for one in went if _name(one) in failed.error.replace("'", " ").split()]
    if len(refused) == 1 and len(fresh) == 1:
        return (Remedy(How.OTHER, _name(fresh[0])),)
    if came:
        bare = [_name(one) for one in fresh]
        return tuple(Remedy(How.WITH, text) for text in dict.fromkeys([*came, *bare]))
    return tuple(Remedy(How.WITHOUT, text) for text in went)


def example_of(remedies: Sequence[Remedy]) -> str:
    """A flag with its value, for a lesson that can only name the flag."""
    return next((one.text for one in remedies if one.how is How.WITH and " " in one.text), "")


def is_short(text: str, most: int = _LONGEST) -> bool:
    """Whether a text fits into a sentence as code."""
    return len(text) <= most and "\n" not in text and "`" not in text


def is_named(text: str, error: str) -> bool:
    """Whether an error names a flag, a parameter or the value that it got."""
    said = f" {_plain(error)} "
    named = (_plain(one) for one in re.split(r"[ =]", text))
    return any(len(one) >= _SHORTEST_NAME and f" {one} " in said for one in named)


def _plain(text: str) -> str:
    return _SIGNS.sub(" ", text).strip().lower()


def _new(step: Step, other: Step) -> list[str]:
    """The flags that one call has and the other has not, as they may help."""
    again = _given_again(step, other)
    own = (
        written(one) if _name(one) in again else _own(one, other)
        for one in sorted(step.arguments - other.arguments)
        if _may_help(one)
    )
    had = {sign for one in other.arguments if _LETTERS.match(one) for sign in _name(one)}
    fresh = (one for one in own if " " in one or not (_LETTERS.match(one) and had >= set(one)))
    return list(dict.fromkeys(one for one in fresh if one not in _ONLY_TELL))


def _given_again(step: Step, other: Step) -> frozenset[str]:
    """The flags that one call has as the other has them, and once more: `-c first -c 'do all'`."""
    texts = {one for one in other.arguments if one.startswith("-") and " " in one}
    names = {_name(one) for one in texts}
    return frozenset(
        name for name in names if {one for one in texts if _name(one) == name} <= step.arguments
    )


def _own(flag: str, other: Step) -> str:
    """A flag without a "value" that is none: the other call has it by itself, or it is a text."""
    name, _, value = flag.partition(" ")
    header = _HEADER.match(flag)
    if header is not None:
        # What it is set to may be a secret, but for the name of a variable.
        return flag if header["value"].startswith("$") else f"{name} {header['name']}"
    return name if value in other.arguments or " " in value else flag


def _name(flag: str) -> str:
    return re.split(r"[ =]", flag, maxsplit=1)[0]


def _may_help(text: str) -> bool:
    """A flag, or a setting as `make` takes it: `REGISTRY=vendored`."""
    return _is_flag(text) or (is_short(text) and _SETTING.match(text) is not None)


def _is_flag(text: str) -> bool:
    if not text.startswith("-") or not is_short(text) or not any(map(str.isalpha, text)):
        return False
    name, _, value = text.partition(" ")
    # `-v ./tests` is a flag and a place, `-v /a:/b` a flag with its value.
    return name.partition("=")[0] not in _ONLY_SHOW or ":" in value
