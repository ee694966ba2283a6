"""Calls that may be refused."""

from collections.abc import Callable

from core import CoreError


def refusal_of(call: Callable[..., object], *arguments: object) -> CoreError | None:
    """The typed refusal of a call, None when it succeeded; anything else is a bug and is raised."""
    try:
        call(*arguments)
    except CoreError as refusal:
        return refusal
    return None
