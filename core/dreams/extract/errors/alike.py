"""
An error with what changes from case to case taken out, so that equal failures are equal texts.

Pure.
"""

import re
from typing import Final

from core.dreams.extract.errors.templates import SIGNS, template

_QUOTED: Final = re.compile(r"'[^'\n]{1,80}'|\"[^\"\n]{1,80}\"|`[^`\n]{1,80}`")
_NAME: Final = "NAME"
"""Stands for what is quoted."""


def told_alike(error: str) -> str:
    """The error without names, numbers and places; empty if it says nothing besides."""
    said = _QUOTED.sub(_NAME, template(error))
    words = re.findall(r"[a-z]{2,}", said) or _in_capitals(said)
    return said if len(words) > 2 or sum(len(word) > 2 for word in words) > 1 else ""


def _in_capitals(said: str) -> list[str]:
    """The words of an error that is all in capitals."""
    return [word for word in re.findall(r"[A-Z]{2,}", said) if word not in SIGNS | {_NAME}]
