"""
Filling templates: `<host> accepts <n> connections` and what host and n are. Pure.
"""

import re
from collections.abc import Mapping
from random import Random

_SLOT = re.compile(r"<([a-z_]+)>")
_DIGITS = re.compile(r"#+")


def slots(template: str) -> frozenset[str]:
    """The names of the slots of a template."""
    return frozenset(_SLOT.findall(template))


def fill(template: str, values: Mapping[str, str]) -> str:
    """
    The template with its slots filled.

    Raises:
        KeyError: A slot has no value.
    """
    return _SLOT.sub(lambda found: values[found[1]], template)


def name(pattern: str, random: Random) -> str:
    """A name by a pattern, in which `#` stands for a digit: `rack-##` gives `rack-47`."""
    return _DIGITS.sub(lambda run: _number(len(run[0]), random), pattern)


def _number(digits: int, random: Random) -> str:
    least = 10 ** (digits - 1)
    return str(random.randrange(max(least, 1), 10 * least))
